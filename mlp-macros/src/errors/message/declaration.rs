//! Messages about a call and its named networks.

use std::fmt::Display;

use proc_macro2::Ident;

use super::example::EXAMPLE;

pub(crate) fn empty() -> String {
    format!("expected a network, for example `{EXAMPLE}`")
}
pub(crate) fn no_network_after(found: impl Display) -> String {
    format!("expected a network after this `{found}`, for example `{EXAMPLE}`")
}
pub(crate) fn no_network_before(found: impl Display) -> String {
    format!("expected a network before this `{found}`, for example `{EXAMPLE}`")
}
pub(crate) fn several_need_names() -> String {
    format!("only named networks are separated by `;`; write `struct Name: {EXAMPLE}`")
}
pub(crate) fn semicolon_before(found: impl Display) -> String {
    format!("expected `;` before `{found}`; it begins another network")
}
pub(crate) fn unexpected(found: impl Display) -> String {
    format!("unexpected `{found}`; a layer is a width, an activation and modifiers, for example `3 sigmoid no_bias`")
}
pub(crate) fn after_the_brackets(found: impl Display) -> String {
    format!(
        "unexpected `{found}` after the closing `>`; options stand inside the brackets, as in `< 2 => 1, seed = 9 >`"
    )
}
pub(crate) const UNOPENED: &str = "this `>` closes nothing; remove it, or open the network with `<`";
pub(crate) const UNCLOSED: &str = "this `<` is never closed; expected a `>` behind what it opens";
pub(crate) fn not_a_struct(found: impl Display, name: impl Display, network: Option<&str>) -> String {
    let network = network.unwrap_or(EXAMPLE);
    format!("`{found}` is not supported; a network is a struct: write `struct {name}: {network}`")
}
pub(crate) fn struct_expected(found: impl Display) -> String {
    format!("expected `struct`, found `{found}`; a named network is written `struct Name: {EXAMPLE}`")
}
pub(crate) fn struct_missing(name: impl Display, network: Option<&str>) -> String {
    let network = network.unwrap_or(EXAMPLE);
    format!("a named network begins with `struct`: write `struct {name}: {network}`")
}
pub(crate) fn struct_expected_after() -> String {
    format!("expected a network after this; a named one is written `struct Name: {EXAMPLE}`")
}
pub(crate) fn name_without_struct(name: &Ident) -> String {
    format!(
        "a network's name stands behind `struct`, and the inputs have none: write `struct Name: {EXAMPLE}`, or remove `{name}:`"
    )
}
pub(crate) fn semicolon_in_a_network() -> &'static str {
    "remove this `;`: it ends the network, and another layer follows"
}
pub(crate) fn semicolon_before_an_option(option: impl Display) -> String {
    format!("write `,` in place of this `;`: it ends the network, and `{option}` is an option of it")
}
pub(crate) fn name_expected() -> String {
    format!("expected a name after `struct`, as in `struct Name: {EXAMPLE}`")
}
pub(crate) fn name_is_keyword(found: impl Display) -> String {
    format!("expected a name after `struct`, found the keyword `{found}`")
}
pub(crate) fn generics(name: impl Display, network: Option<&str>) -> String {
    let network = network.unwrap_or(EXAMPLE);
    format!("generic parameters are not supported; a network has one shape: write `struct {name}: {network}`")
}
pub(crate) fn fields(name: impl Display, network: Option<&str>) -> String {
    let network = network.unwrap_or(EXAMPLE);
    format!("fields are not supported, the layers are the fields: write `struct {name}: {network}`")
}
pub(crate) fn colon_expected(name: impl Display, network: Option<&str>) -> String {
    let network = network.unwrap_or(EXAMPLE);
    format!("expected `:` and a network after `{name}`, as in `struct {name}: {network}`")
}
pub(crate) fn inner_attribute() -> String {
    "inner attributes and `//!` are not supported; write `#[...]` or `///`".to_owned()
}
pub(crate) fn layer_attribute() -> String {
    "a layer takes documentation, `/// ...`, and no other attributes; those of the network stand before `struct`"
        .to_owned()
}
pub(crate) fn attribute_without_its_sign() -> &'static str {
    "an attribute begins with `#`, as in `#[derive(PartialEq)]`"
}
pub(crate) fn struct_first(name: impl Display, network: Option<&str>) -> String {
    let network = network.unwrap_or(EXAMPLE);
    format!("`struct` stands in front of the name: write `struct {name}: {network}`")
}
pub(crate) fn visibility_first() -> &'static str {
    "`pub` stands in front of `struct`, as in `pub struct Name: 2 => 1`"
}
pub(crate) fn bad_attribute() -> String {
    "expected `[...]` after `#`, as in `#[derive(PartialEq)]`".to_owned()
}
pub(crate) fn derived_already(found: impl Display) -> String {
    format!("`{found}` is always implemented for a network; remove it from this derive")
}
pub(crate) fn derived_by_a_feature(found: impl Display) -> String {
    format!("remove `{found}` from this derive: `mlp` with `features = [\"serde\"]` implements it for all networks")
}
pub(crate) fn derived_default() -> String {
    "a network has no default weights; use `seeded(7)` or `zeroed()`, and remove `Default` from this derive".to_owned()
}
pub(crate) fn derived_copy() -> String {
    "a network is too large to be copied without being asked; use `clone()`, and remove `Copy` from this derive"
        .to_owned()
}
pub(crate) fn derived_of_floats(found: impl Display) -> String {
    format!(
        "a network is made of `f32`s, which are not `{found}`; remove it from this derive: `PartialEq` compares networks with `==`"
    )
}
pub(crate) fn derived_order(found: impl Display) -> String {
    format!("networks have no order; remove `{found}` from this derive, and compare losses instead")
}
pub(crate) fn representation() -> String {
    "a network is always `repr(C)`, without padding; remove this attribute".to_owned()
}
pub(crate) fn declared_twice(name: impl Display) -> String {
    format!("the network `{name}` is declared twice")
}
