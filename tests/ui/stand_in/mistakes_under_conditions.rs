use mlp::prelude::*;

mlp! {
    #[cfg(any())]
    struct Off: 2 => 3 rel => 1, weights = "missing.safetensors";
    #[cfg(not(any()))]
    struct On: 2 => 3 rel => 1;
    #[cfg(any())]
    struct Other: 2 => ;
    struct Right: 2 => 3 relu => 1
}

fn main() {
    let _ = On::seeded(1).forward(&[0.0, 1.0]);
    let _ = Right::seeded(1).forward(&[0.0, 1.0]);
}
