//! Networks in the crates of strict and of unkind users; all of it stands in `tests/`.
