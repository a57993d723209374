use mlp::prelude::*;

mlp! { struct Net: nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1)) }

fn main() {}
