//! The networks that the programs call.

use mlp::mlp;

mlp! {
    /// Handwritten digits.
    pub struct Digits:
        64 => 32 relu => 10 softmax,
        weights = "../../examples/data/digits.safetensors", export = "c"
}
