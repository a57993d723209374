//! Where the same token stands twice, the right one is underlined.

use crate::tests::check;

/// Line and column (from 1 and from 0) at which each message begins.
fn places(call: &str) -> Vec<(usize, usize)> {
    let Err(failure) = check(call) else { panic!("no mistake was found in `{call}`") };
    let start = |error: syn::Error| (error.span().start().line, error.span().start().column);
    failure.errors.into_vec().into_iter().map(start).collect()
}

#[test]
fn arrows() {
    assert_eq!(places("2 => 3 =>"), [(1, 7)]);
    assert_eq!(places("2 => 3 => => 1"), [(1, 7)]);
    assert_eq!(places("2 => 3\n   -> 1"), [(2, 3)]);
}

#[test]
fn repetitions() {
    assert_eq!(places("2 => a: 3 => a: 1"), [(1, 13)]);
    assert_eq!(places("2 => 3 relu => 1 tanh tanh"), [(1, 22)]);
    assert_eq!(places("2 => 3 no_bias no_bias => 1"), [(1, 15)]);
    assert_eq!(places("2 => 1, seed = 1,\n seed = 2"), [(2, 1)]);
    assert_eq!(places("struct A: 2 => 1;\nstruct A: 2 => 1"), [(2, 7)]);
}

#[test]
fn sizes() {
    // the largest layer, and not the number of inputs that looks like it
    assert_eq!(places("65536 => 65536 => 1"), [(1, 9)]);
    assert_eq!(places("2 => 3 => 2 => 5000, unroll = full"), [(1, 15)]);
    assert_eq!(places("2 => A => A, unroll = full"), [(1, 5)]);
}
