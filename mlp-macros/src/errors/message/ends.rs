//! Messages about inputs and outputs with names.

use std::fmt::Display;

use proc_macro2::TokenStream;

use crate::source_text::source_text;

/// Returns a range as people write it: without spaces.
fn range(written: TokenStream) -> String {
    source_text(written).replace(' ', "")
}

pub(crate) fn field_expected(found: impl Display) -> String {
    format!("expected a name and its kind, as in `area: 20..220`, found `{found}`")
}
pub(crate) fn field_expected_after() -> &'static str {
    "expected a name and its kind after this, as in `area: 20..220`"
}
pub(crate) fn ends_in_braces(fields: impl Display) -> String {
    format!("inputs and outputs with names stand in braces: write `{{ {fields} }}`")
}
pub(crate) fn colon_missing(name: impl Display, kind: impl Display) -> String {
    format!("a colon follows the name: write `{name}: {kind}`")
}
pub(crate) fn visibility_of_a_field() -> &'static str {
    "inputs and outputs with names are as visible as their network; remove this `pub`"
}
pub(crate) fn activation_behind_a_range(word: impl Display, range: TokenStream) -> String {
    format!("the activation stands in front of its range: write `{word} {}`", self::range(range))
}
pub(crate) fn loss_of_a_head(found: impl Display) -> String {
    format!(
        "`{found}` is no part of the declaration: a loss follows from the kind, and `HeadLoss::new(Mae).weight(0.1)` sets another, or a weight"
    )
}
pub(crate) fn choice_without_a_word(classes: impl Display) -> String {
    format!("classes have a word in front: `one_of({classes})` in inputs, `softmax({classes})` in outputs")
}
pub(crate) fn classes_with_commas(word: impl Display, classes: impl Display) -> String {
    format!("classes are names, with commas between them and without quotes: write `{word}({classes})`")
}
pub(crate) fn classes_as_numbers(word: impl Display, classes: impl Display) -> String {
    format!("classes are names: write for example `{word}({classes})`")
}
pub(crate) fn array_of(kind: impl Display, length: impl Display) -> String {
    format!("an array is written `[kind; length]`: write `[{kind}; {length}]`")
}
pub(crate) fn standard_of(numbers: impl Display) -> String {
    format!("`standard` takes a mean and a standard deviation: write `standard({numbers})`")
}
pub(crate) fn kind_missing(name: impl Display) -> String {
    format!("`{name}` has no kind: write for example `{name}: 20..220`")
}
pub(crate) fn comma_between_fields(found: impl Display) -> String {
    format!("expected `,` before `{found}`: a field has one kind, as in `area: 20..220, new: bool`")
}
pub(crate) fn semicolon_between_fields() -> &'static str {
    "write `,` in place of this `;`, as in `area: 20..220, new: bool`"
}
pub(crate) fn colon_of_a_field(name: impl Display, kind: &str) -> String {
    format!("write `:` in place of this `=`, as in `{name}: {kind}`")
}
pub(crate) fn kind_in_parentheses(word: impl Display, usage: impl Display) -> String {
    format!("`{word}` takes what belongs to it in parentheses: write `{usage}`")
}
pub(crate) fn range_with_dots(written: TokenStream) -> String {
    format!("a range is written with two dots: write `{}`", range(written))
}
pub(crate) fn kind_expected(found: impl Display) -> String {
    format!(
        "expected a kind, found `{found}`; inputs are `20..220`, `standard(201, 14)`, `raw`, `bool` or `one_of(A, B)`, outputs are ranges, `standard(..)`, `raw`, `sigmoid` or `softmax(A, B)`"
    )
}
pub(crate) fn unknown_kind(found: impl Display, meant: Option<&str>) -> String {
    match meant {
        Some(meant) => format!("unknown kind `{found}`; did you mean `{meant}`?"),
        None => kind_expected(found),
    }
}
pub(crate) fn number_for_a_kind(found: impl Display) -> String {
    format!("`{found}` is one number; a range has two, as in `20..220`, and a number without a range is `raw`")
}
pub(crate) fn inclusive_range() -> &'static str {
    "write `..`: both ends belong to the range, and values outside of it are possible too"
}
pub(crate) fn unit_in_a_range(unit: impl Display, written: TokenStream) -> String {
    format!(
        "a range has plain numbers: write `{}`, and the unit in a doc comment, `/// in {unit}`, above the name",
        range(written)
    )
}
pub(crate) fn empty_range(low: impl Display, high: impl Display) -> String {
    format!("the range `{low}..{high}` is empty; the second number must be larger than the first")
}
pub(crate) fn reversed_range(low: impl Display, high: impl Display) -> String {
    format!("the range `{low}..{high}` is reversed; write `{high}..{low}`")
}
pub(crate) fn huge_range(low: impl Display, high: impl Display) -> String {
    format!("the range `{low}..{high}` does not fit in an f32")
}
pub(crate) fn not_a_bound(found: impl Display) -> String {
    format!("expected a number, found `{found}`; the ends of a range are numbers, since files and tables hold them too")
}
pub(crate) fn standard_usage() -> &'static str {
    "`standard` takes a mean and a standard deviation: write for example `standard(201, 14)`"
}
pub(crate) fn deviation(found: impl Display) -> String {
    format!("the standard deviation must be above 0, not `{found}`")
}
pub(crate) fn array_usage() -> &'static str {
    "an array has a kind and a length: write for example `[0..1; 64]`"
}
pub(crate) fn array_length(found: impl Display) -> String {
    format!("the length must be a whole number of at least 1, not `{found}`")
}
pub(crate) fn array_in_an_array() -> &'static str {
    "an array of arrays is one array of all values: write for example `[0..1; 64]` for 8 times 8"
}
pub(crate) fn no_classes(word: impl Display) -> String {
    format!("`{word}` takes its classes in parentheses: write for example `{word}(Adelie, Gentoo)`")
}
pub(crate) fn one_class(word: impl Display, class: impl Display) -> String {
    format!("`{word}({class})` has one class, which is always the answer; a choice has two or more")
}
pub(crate) fn one_numbered_class() -> &'static str {
    "`softmax` over one output is always 1; write `sigmoid` for a probability"
}
pub(crate) fn class_twice(class: impl Display) -> String {
    format!("the class `{class}` is there twice; each class stands once")
}
pub(crate) fn not_a_class(found: impl Display) -> String {
    format!("expected the name of a class, found `{found}`; classes are names such as `Adelie`, without quotes")
}
pub(crate) fn class_keyword(found: impl Display) -> String {
    format!("`{found}` is a keyword of Rust, and a class becomes a variant; give the class another name")
}
pub(crate) fn class_taken(found: impl Display) -> String {
    format!("the name `{found}` is taken by an item of every set of classes; give the class another name")
}
pub(crate) fn class_count_of_inputs(count: impl Display) -> String {
    format!("a choice that goes in has names: write `one_of(A, B, ..)` with {count} classes")
}
pub(crate) fn bool_as_output() -> &'static str {
    "`bool` is for inputs; whether something is true comes out as a probability: write `sigmoid`"
}
pub(crate) fn one_of_as_output(classes: impl Display) -> String {
    format!("`one_of` is for inputs; classes come out as probabilities: write `softmax({classes})`")
}
pub(crate) fn softmax_as_input(classes: impl Display) -> String {
    format!("`softmax` is for outputs; a class goes in as one of several: write `one_of({classes})`")
}
pub(crate) fn sigmoid_as_input() -> &'static str {
    "`sigmoid` is for outputs; a probability goes in as a number, `0..1`, and a switch as `bool`"
}
pub(crate) fn unknown_kind_of_another_end(found: impl Display, remedy: impl Display) -> String {
    format!("unknown kind `{found}`; {remedy}")
}
pub(crate) fn activation_of_an_input(range: TokenStream) -> String {
    format!("inputs have no activation; write `{}`", self::range(range))
}
pub(crate) fn word_of_an_input(word: impl Display, range: impl Display) -> String {
    format!(
        "`{word}` is an activation, which inputs do not have; write their range in your units, for example `{range}`"
    )
}
pub(crate) fn activation_without_a_range(word: impl Display, usage: &str) -> String {
    format!("`{word}` needs a range in your units, which its outputs become: write for example `{usage}`")
}
pub(crate) fn activation_of_no_head(word: impl Display, words: &[&str]) -> String {
    format!(
        "`{word}` has no place in an output with a name; with a range there are `{}`, and a number without an activation is a range alone",
        words.join("`, `")
    )
}
pub(crate) fn field_keyword(name: impl Display) -> String {
    format!("`{name}` is a keyword of Rust, and the name becomes a field; write `r#{name}`, or another name")
}
pub(crate) fn field_twice(name: impl Display) -> String {
    format!("the name `{name}` is there twice; inputs and outputs have different names")
}
pub(crate) fn field_is_a_method(name: impl Display) -> String {
    format!("the name `{name}` is taken by a method of every struct of values; write another name")
}
pub(crate) fn type_taken(name: impl Display, ty: impl Display) -> String {
    format!("the classes of `{name}` would be the type `{ty}`, which there is already; write another name")
}
pub(crate) fn conditional_field(name: impl Display) -> String {
    format!("`{name}` cannot depend on `cfg`: a network has one shape; declare two networks")
}
pub(crate) fn ends_of_a_bare_network() -> &'static str {
    "inputs and outputs with names need a network with a name, which their types begin with: write `struct Name: ..`"
}
pub(crate) fn named_in_the_middle(layer: usize) -> String {
    format!("outputs with names end a network, but layer {layer} is hidden; write its width, for example `16 tanh`")
}
pub(crate) fn named_in_a_block(word: impl Display) -> String {
    format!(
        "outputs with names stand behind `{word}(...)`, not in it: they are no numbers that can be added or repeated"
    )
}
pub(crate) fn activation_behind_names(word: impl Display) -> String {
    format!(
        "outputs with names have an activation each; remove `{word}`, or write it inside, as in `change: tanh -1..1`"
    )
}
