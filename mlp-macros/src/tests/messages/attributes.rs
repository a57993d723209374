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

#[test]
fn derives_that_a_network_cannot_have() {
    each(&[
        (
            "#[derive(Default)] struct N: 2 => 1",
            "Default",
            "a network has no default weights; use `seeded(7)` or `zeroed()`, and remove `Default` from this derive",
        ),
        (
            "#[derive(Copy)] struct N: 2 => 1",
            "Copy",
            "a network is too large to be copied without being asked; use `clone()`, and remove `Copy` from this derive",
        ),
        (
            "#[derive(serde::Serialize)] struct N: 2 => 1",
            "serde::Serialize",
            "remove `Serialize` from this derive: `mlp` with `features = [\"serde\"]` implements it for all networks",
        ),
    ]);
}

#[test]
fn an_attribute_of_a_layer() {
    let other =
        "a layer takes documentation, `/// ...`, and no other attributes; those of the network stand before `struct`";
    let input = "the input is no field and has no documentation; write it before `struct`, or before a layer";
    let next = "expected a layer after this `=>`, for example `=> 1 sigmoid`";
    each(&[
        ("struct N: 2 => #[cfg(test)] 3 => 1", "#[cfg(test)]", other),
        ("struct N: #[doc = \"x\"] 2 => 1", "#[doc = \"x\"]", input),
    ]);
    let separated = "expected `;` before `#`; it begins another network";
    super::several_mistakes("struct N: 2 => #[must_use] struct M: 2 => 1", &[("=>", next), ("#", separated)]);
}
