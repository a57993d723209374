use mlp::prelude::*;

mlp! { #[cfg(any())] struct Net: 2 => 3 relu => 1; #[cfg(all())] struct Net: 2 => 0 => 1 }

fn main() {
    Net::seeded(0).forward(&[0.0; 2]);
}
