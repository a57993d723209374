//! Messages about arrows, widths and layers.

use std::fmt::Display;

use proc_macro2::Ident;
use syn::ext::IdentExt;

use super::example::EXAMPLE;

pub(crate) fn wrong_arrow(found: &str) -> String {
    format!("layers are joined by `=>`, not `{found}`")
}
pub(crate) fn wrong_arrow_at_the_end(found: &str) -> String {
    format!("layers are joined by `=>`, not `{found}`, and a layer follows, for example `=> 1 sigmoid`")
}
pub(crate) fn second_arrow(found: impl Display) -> String {
    format!("layers are joined by one `=>`; remove this `{found}`")
}
pub(crate) fn no_layer_after() -> &'static str {
    "expected a layer after this `=>`, for example `=> 1 sigmoid`"
}
pub(crate) fn no_layer_between() -> &'static str {
    "expected a layer between this `=>` and the next"
}
pub(crate) fn no_inputs() -> String {
    format!("expected the number of inputs before this `=>`, for example `{EXAMPLE}`")
}
pub(crate) fn arrow_first(found: impl Display) -> String {
    format!("remove this `{found}`: a network begins with the number of its inputs, for example `{EXAMPLE}`")
}
pub(crate) fn no_layers() -> &'static str {
    "a network needs at least one layer after its inputs, for example `2 => 1 sigmoid`"
}
pub(crate) fn colon_before(layer: impl Display, name: impl Display) -> String {
    format!(
        "a colon follows the name of a layer: write `{name}: {layer}`, or `{name} => {layer}` if `{name}` is a width"
    )
}
pub(crate) fn colon_after_name(name: impl Display, width: impl Display) -> String {
    format!("a colon follows the name of a layer: write `{name}: {width}`")
}
pub(crate) fn second_colon() -> &'static str {
    "one colon follows the name of a layer; remove this `:`"
}
pub(crate) fn second_name(name: impl Display) -> String {
    format!("one name stands before a colon; remove `{name}`")
}
pub(crate) fn arrow_before(found: impl Display) -> String {
    format!("expected `=>` before `{found}`; a layer has one width")
}
pub(crate) fn arrow_before_a_name(name: impl Display) -> String {
    format!("expected `=>` before `{name}:`, with which another layer begins")
}
pub(crate) fn input_word(word: impl Display) -> String {
    format!(
        "the input has no activation; the first number is the number of inputs and `{word}` belongs to a layer after `=>`"
    )
}
pub(crate) fn input_modifier(word: impl Display) -> String {
    format!(
        "the input has no parameters; the first number is the number of inputs and `{word}` belongs to a layer after `=>`"
    )
}
pub(crate) fn input_docs() -> &'static str {
    "the input is no field and has no documentation; write it before `struct`, or before a layer"
}
pub(crate) fn input_label(label: &Ident) -> String {
    format!("the input has no name, only layers are fields; remove `{}:`", label.unraw())
}
pub(crate) fn too_many_parameters(count: u128) -> String {
    // rounded down: nobody above 8 GiB minds half a tenth
    let tenths = count.saturating_mul(40) >> 30;
    format!("this network has {count} parameters ({}.{} GiB); the limit is 2^31", tenths / 10, tenths % 10)
}

pub(crate) fn list_of_widths() -> String {
    format!("layers are joined by `=>`, not listed: write for example `{EXAMPLE}`")
}
pub(crate) fn repeated_layers(layer: impl Display, times: impl Display) -> String {
    format!("layers are repeated by `repeat`: write `repeat({times}, {layer})`")
}
pub(crate) fn array_of_unknown_length(layer: impl Display, times: impl Display) -> String {
    format!(
        "layers are repeated by `repeat`, which takes a number and not `{times}`: write for example `repeat(4, {layer})`"
    )
}
pub(crate) fn loop_of_layers(found: impl Display) -> String {
    format!("`{found}` is not known here; layers are repeated by `repeat`, as in `repeat(4, 64 relu)`")
}
pub(crate) fn layer_in_parentheses(layer: impl Display) -> String {
    format!("a layer stands without parentheses: write `{layer}`")
}
pub(crate) fn sign_in_a_layer(sign: impl Display, word: impl Display) -> String {
    format!("remove this `{sign}`: `{word}` belongs to the layer in front of it, as in `3 sigmoid`")
}
pub(crate) fn quoted(text: impl Display) -> String {
    format!("write `{text}` without quotes")
}
pub(crate) fn no_units() -> &'static str {
    "a layer needs at least one unit, found `0`"
}
pub(crate) fn no_input_numbers() -> &'static str {
    "a network needs at least one input, found `0`"
}
pub(crate) fn negative_width(found: impl Display) -> String {
    format!("the width must be a positive whole number, not `{found}`")
}
pub(crate) fn broken_width(found: impl Display) -> String {
    format!("the width must be a whole number, not `{found}`")
}
pub(crate) fn suffix(found: impl Display, bare: impl Display) -> String {
    format!("write the number bare: `{bare}`, not `{found}`")
}
pub(crate) fn space_missing(width: impl Display, word: impl Display) -> String {
    format!("expected a space between the width and the activation: write `{width} {word}`")
}
pub(crate) fn huge_width(found: impl Display) -> String {
    format!("`{found}` does not fit in a usize")
}
pub(crate) fn not_a_width(found: impl Display) -> String {
    format!("expected a width, found `{found}`; a layer is written for example `3 sigmoid`")
}
pub(crate) fn no_width_after_label(label: impl Display) -> String {
    format!("`{label}` has no width; write for example `{label}: 3 sigmoid`")
}
pub(crate) fn computed_width() -> &'static str {
    "a computed width stands in braces, for example `{ 2 * UNITS }`"
}
pub(crate) fn computed_width_in_braces(expression: impl Display, words: &str) -> String {
    let space = if words.is_empty() { "" } else { " " };
    format!("a computed width stands in braces: write `{{ {expression} }}{space}{words}`")
}
pub(crate) fn unfinished_expression(found: impl Display) -> String {
    format!("`{found}` is not a whole expression; a computed width is for example `{{ 2 * UNITS }}`")
}
pub(crate) fn layer_in_braces(layer: impl Display) -> String {
    format!("a layer stands without braces: write `{layer}`")
}
pub(crate) fn unfinished_path(found: impl Display) -> String {
    format!("expected a name after `{found}::`, as in `my::Swish`")
}
pub(crate) fn in_braces(expression: impl Display) -> String {
    format!("a computed width stands in braces: write `{{ {expression} }}`")
}
pub(crate) fn empty_braces() -> &'static str {
    "expected an expression in these braces, for example `{ 2 * UNITS }`"
}
pub(crate) fn width_first(width: impl Display, word: impl Display) -> String {
    format!("the width comes first: write `{width} {word}`")
}
pub(crate) fn no_width(found: impl Display, layer: impl Display) -> String {
    format!("`{found}` has no width; write for example `{layer}`")
}
pub(crate) fn activation_before_inputs(found: impl Display, network: impl Display) -> String {
    format!("`{found}` has no width, and a network begins with the number of its inputs: write for example `{network}`")
}
pub(crate) fn layer_of_its_own(found: impl Display, layer: impl Display) -> String {
    format!("`{found}` is not a layer of its own; write `{layer}` without an arrow between the two")
}
/// Returns a name with what shows that it was called.
fn called(found: impl Display) -> String {
    let found = found.to_string();
    // `Linear<2, 3>`
    if found.ends_with('>') { found } else { format!("{found}(...)") }
}
/// The end of a message about a layer of another framework.
fn without(homeless: &[String]) -> String {
    match homeless {
        [] => String::new(),
        names => format!("; `{}` has no place in a layer", names.join("` and `")),
    }
}
pub(crate) fn layer_as_a_call(found: impl Display, layer: impl Display, homeless: &[String]) -> String {
    format!("`{}` is not how a layer is written; write `{layer}`{}", called(found), without(homeless))
}
pub(crate) fn network_of_layers(found: impl Display, network: &str, is_known: bool, homeless: &[String]) -> String {
    let write = if is_known { "write" } else { "write for example" };
    format!("`{}` is not how a network is written; {write} `{network}`{}", called(found), without(homeless))
}
pub(crate) fn network_as_a_call(found: impl Display, network: impl Display) -> String {
    format!(
        "`{}` is not how a layer is written, and a network begins with the number of its inputs: write for example `{network}`",
        called(found)
    )
}
pub(crate) fn network_of_another(found: impl Display) -> String {
    format!("`{found}(...)` is not how a network is written; write for example `{EXAMPLE}`")
}
pub(crate) fn list_of_layers(network: impl Display, is_known: bool) -> String {
    let write = if is_known { "write" } else { "write for example" };
    format!("layers are joined by `=>`, not listed: {write} `{network}`")
}
pub(crate) fn inputs_as_a_call(found: impl Display, inputs: impl Display) -> String {
    format!("`{found}(...)` is not how the inputs are written; write their number, as in `{inputs} => 1`")
}
pub(crate) fn inputs_come_first(found: impl Display, inputs: impl Display) -> String {
    format!("`{found}(...)` is not a layer: a network begins with the number of its inputs, as in `{inputs} => 1`")
}
pub(crate) fn flatten(found: impl Display) -> String {
    format!("`{found}` is not needed, for the inputs are one row of numbers: remove it and the arrow behind it")
}
pub(crate) fn absent_layer(found: impl Display) -> String {
    format!("there is no `{found}` here: layers are dense, as in `3 relu`, and may have `dropout(0.2)`")
}
pub(crate) fn name_in_parentheses(found: impl Display, layer: impl Display, computed: Option<String>) -> String {
    let computed = computed.map(|call| format!(", a computed width in braces, `{{ {call} }}`")).unwrap_or_default();
    format!("`{found}` is neither a layer nor a block: a layer of this name is written `{found}: {layer}`{computed}")
}
pub(crate) fn network_as_a_width(found: impl Display) -> String {
    format!("expected a width, found `{found}`; a network in place of a layer is `net({found})`")
}
pub(crate) fn name_behind(usage: impl Display) -> String {
    format!("the name of a layer stands in front of it, with a colon: write for example `{usage}`")
}
pub(crate) fn hyphen_in_a_name(name: impl Display) -> String {
    format!("a name has no hyphens: write `{name}`")
}
pub(crate) fn number_type_as_width(found: impl Display) -> String {
    format!("`{found}` is a type, and a width is a number: all numbers of a network are `f32`, as in `2 => 1`")
}
pub(crate) fn type_as_width(found: impl Display) -> String {
    format!(
        "expected a width, found `{found}`, which is written like a type; a network in place of a layer is `net({found})`, a constant of this name `{{ {found} }}`"
    )
}
pub(crate) fn modifier_alone(modifier: impl Display, usage: impl Display) -> String {
    format!("`{modifier}` is not a layer; it belongs behind one: write for example `3 relu {usage}`")
}
