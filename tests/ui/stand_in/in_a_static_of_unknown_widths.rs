use mlp::prelude::*;

mlp! { struct Net: 2 => sigmoid => 1 }

static NET: Net = Net::zeroed();

fn main() {}
