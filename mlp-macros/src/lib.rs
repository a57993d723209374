//! The `mlp!` macro.
