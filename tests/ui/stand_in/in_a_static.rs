use mlp::prelude::*;

mlp! { struct Net: 2 => 3 sigmod => 1 }

static NET: Net = Net::zeroed();

fn main() {}
