//~ evaluation of `Net::NUMBER_OF_INPUTS::{constant#0}` failed here
use mlp::prelude::*;

const COLUMNS: usize = 0;

mlp! { struct Net: { 12 / COLUMNS } => 3 relu => 1 sigmoid }

fn main() {
    let _ = Net::seeded(1).params();
}
