// A terabyte of zeros, which nobody evaluates: the mistake is in the other network.

pub const LARGE: usize = 1 << 20;

mlp::mlp! {
    pub struct Large: LARGE => LARGE relu => 1;
    pub struct Wrong: 3 => sigmoid
}

fn main() {}
