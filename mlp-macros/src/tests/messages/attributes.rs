//! Attributes and visibility, before `struct`.

use super::each;

#[test]
fn an_attribute() {
    each(&[
        (
            "#[derive(Clone)] 2 => 1",
            "2",
            "expected `struct`, found `2`; a named network is written `struct Name: 2 => 3 sigmoid => 1 sigmoid`",
        ),
        (
            "#[derive(Clone)]",
            "[derive(Clone)]",
            "expected a network after this; a named one is written `struct Name: 2 => 3 sigmoid => 1 sigmoid`",
        ),
        (
            "pub",
            "pub",
            "expected a network after this; a named one is written `struct Name: 2 => 3 sigmoid => 1 sigmoid`",
        ),
        (
            "#[cfg_attr(test, derive(Debug))] struct N: 2 => 1",
            "Debug",
            "`Debug` is always implemented for a network; remove it from this derive",
        ),
        (
            "#[repr(C)] struct N: 2 => 1",
            "repr",
            "a network is always `repr(C)`, without padding; remove this attribute",
        ),
        (
            "#[cfg_attr(all(), r#repr(packed))] struct N: 2 => 1",
            "r#repr",
            "a network is always `repr(C)`, without padding; remove this attribute",
        ),
        (
            "#[r#derive(r#Debug)] struct N: 2 => 1",
            "r#Debug",
            "`Debug` is always implemented for a network; remove it from this derive",
        ),
        (
            "#![allow(x)] struct N: 2 => 1",
            "#![allow(x)]",
            "inner attributes and `//!` are not supported; write `#[...]` or `///`",
        ),
        ("# struct N: 2 => 1", "#", "expected `[...]` after `#`, as in `#[derive(PartialEq)]`"),
        (
            "pub pub struct N: 2 => 1",
            "pub",
            "expected `struct`, found `pub`; a named network is written `struct Name: 2 => 3 sigmoid => 1 sigmoid`",
        ),
        (
            "#[derive(::std::clone::Clone)] struct N: 2 => 1",
            "::std::clone::Clone",
            "`Clone` is always implemented for a network; remove it from this derive",
        ),
    ]);
}
