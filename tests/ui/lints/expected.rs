//~ this lint expectation is unfulfilled
#![deny(unfulfilled_lint_expectations)]
use mlp::prelude::*;

mlp! {
    #[expect(deprecated)]
    struct Linear: 2 => 8 tanh => 4 => 1 sigmoid;
    #[expect(deprecated)]
    struct Right: 2 => 8 tanh => 1 sigmoid
}

fn main() {}
