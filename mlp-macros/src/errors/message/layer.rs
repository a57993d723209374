//! Messages about activations, modifiers, and names of layers.

use std::fmt::Display;

pub(crate) fn unknown_activation(found: impl Display, meant: impl Display) -> String {
    format!("unknown activation `{found}`; did you mean `{meant}`?")
}
pub(crate) fn activation_by_path(found: impl Display, word: impl Display) -> String {
    format!("`{found}` is the activation `{word}` of the language; write `{word}`")
}
pub(crate) fn unknown_word(found: impl Display, words: &[&str]) -> String {
    let words = words.join("`, `");
    format!("unknown activation `{found}`; expected one of `{words}`, or a type such as `Swish` or `my::swish`")
}
pub(crate) fn activation_by_name(activation: impl Display) -> String {
    format!("an activation stands behind the width without a name for it: write for example `3 {activation}`")
}
pub(crate) fn words_in_delimiters(words: impl Display) -> String {
    format!("what belongs to a layer stands behind its width, without brackets: write `{words}`")
}
pub(crate) fn second_activation() -> &'static str {
    "this layer already has an activation; a layer takes one"
}
pub(crate) fn activation_first(word: impl Display, modifier: impl Display) -> String {
    format!("the activation comes before the modifiers: write `{word} {modifier}`")
}
pub(crate) fn no_argument(word: impl Display) -> String {
    format!("`{word}` takes no argument")
}
pub(crate) fn argument_in_parentheses(word: impl Display, usage: impl Display) -> String {
    format!("`{word}` takes its argument in parentheses: write `{usage}`")
}
pub(crate) fn not_a_number(name: impl Display, found: impl Display) -> String {
    format!("the {name} must be a number, not `{found}`")
}
pub(crate) fn percent(number: impl Display, found: impl Display) -> String {
    format!("write the number `{number}`, not `{}`", found.to_string().replace(' ', ""))
}
pub(crate) fn number_by_name(number: impl Display) -> String {
    format!("the number stands without a name for it: write `{number}`")
}
pub(crate) fn one_number(name: impl Display, number: impl Display) -> String {
    format!("there is one number here, the {name}: write `{number}`")
}
pub(crate) fn no_number(name: impl Display, usage: impl Display) -> String {
    format!("expected a {name} in these parentheses, for example `{usage}`")
}
pub(crate) fn out_of_range(name: impl Display, found: impl Display) -> String {
    format!("expected 0 <= {name} < 1, found `{found}`")
}
pub(crate) fn not_positive(name: impl Display, found: impl Display) -> String {
    format!("the {name} must be above 0 and finite, not `{found}`")
}
pub(crate) fn hidden_softmax(layer: usize) -> String {
    format!("`softmax` is only for the last layer; layer {layer} is hidden")
}
pub(crate) fn single_softmax() -> &'static str {
    "`softmax` over one output is always 1; write `1 sigmoid`"
}
pub(crate) fn unknown_modifier(found: impl Display, meant: Option<&str>) -> String {
    match meant {
        Some(meant) => format!("unknown modifier `{found}`; did you mean `{meant}`?"),
        None => format!(
            "unknown modifier `{found}`; expected `no_bias`, `init(...)`, `dropout(...)`, `freeze` or `allow(...)`"
        ),
    }
}
pub(crate) fn given_twice(word: impl Display) -> String {
    format!("`{word}` is given twice")
}
pub(crate) fn argument_missing(word: impl Display, usage: impl Display) -> String {
    format!("`{word}` needs an argument: write for example `{usage}`")
}
pub(crate) fn last_dropout() -> &'static str {
    "dropout on the outputs would drop answers; remove it, or give it to a hidden layer"
}
pub(crate) fn no_initialization(usage: impl Display) -> String {
    format!("expected an initialization in these parentheses, for example `{usage}`")
}
pub(crate) fn third_initialization() -> &'static str {
    "`init` takes one distribution for weights and one for biases, as in `init(he, uniform(0.1))`"
}
pub(crate) fn initialization_by_name(usage: impl Display) -> String {
    format!("an initialization is a word, without quotes and without a path: write `{usage}`")
}
pub(crate) fn no_biases_to_initialize(weights: impl Display) -> String {
    format!("the layer has `no_bias`, so there are no biases to initialize; write `init({weights})`")
}
pub(crate) fn unknown_initialization(found: impl Display, meant: Option<&str>, words: &[&str]) -> String {
    match meant {
        Some(meant) => format!("unknown initialization `{found}`; did you mean `{meant}`?"),
        None => format!("unknown initialization `{found}`; expected one of `{}`", words.join("`, `")),
    }
}
pub(crate) fn name_taken(name: impl Display, layer: usize) -> String {
    format!("the name `{name}` is already taken by layer {layer}")
}
pub(crate) fn name_default(name: impl Display, layer: usize) -> String {
    format!("the name `{name}` is already taken by layer {layer}, which has no other; give one of them another name")
}
pub(crate) fn name_clash(name: impl Display, kind: impl Display) -> String {
    format!("the name `{name}` is taken by a {kind} of every network; give the layer another name")
}
pub(crate) fn label_keyword(name: impl Display) -> String {
    format!("`{name}` is a keyword of Rust; give the layer another name")
}
