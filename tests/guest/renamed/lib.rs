//! A user who calls the crate by another name; see `tests/`.
