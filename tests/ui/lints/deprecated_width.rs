// `allow` on a declaration counts for all that it generates; the second network shows the warning.
#![deny(deprecated)]

#[deprecated]
pub const WIDTH: usize = 3;

mlp::mlp! {
    #[allow(deprecated)]
    pub struct Allowed: 2 => WIDTH relu => 1;
    pub struct Reported: 2 => WIDTH relu => 1
}

fn main() {
    let _ = (Allowed::seeded(1), Reported::seeded(1));
}
