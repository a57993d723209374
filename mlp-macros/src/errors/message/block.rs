//! Messages about blocks.

use std::fmt::Display;

pub(crate) fn block_elsewhere(word: impl Display) -> String {
    let usage = match word.to_string().as_str() {
        "repeat" => repeat_example(),
        "residual" => residual_example(),
        _ => "net(Encoder)",
    };
    format!("`{word}(...)` stands for whole layers, between two arrows: write for example `64 => {usage} => 1`")
}
pub(crate) fn unknown_block(found: impl Display, meant: impl Display) -> String {
    format!("unknown block `{found}(...)`; did you mean `{meant}(...)`?")
}
const fn repeat_example() -> &'static str {
    "repeat(4, 64 relu)"
}
const fn residual_example() -> &'static str {
    "residual(32 relu => 64)"
}
pub(crate) fn block_alone(word: &str) -> &'static str {
    match word {
        "repeat" => repeat_usage(),
        "residual" => residual_usage(),
        _ => net_usage(),
    }
}
pub(crate) fn block_in_parentheses(word: impl Display) -> String {
    format!("`{word}` takes what belongs to it in parentheses: `{word}(...)`")
}
pub(crate) fn unknown_call(word: impl Display, call: impl Display) -> String {
    format!(
        "`{word}` is neither a layer nor a block: a layer is written for example `3 sigmoid`, a computed width in braces, `{{ {call} }}`"
    )
}
pub(crate) fn net_usage() -> &'static str {
    "`net` takes the name of a declared network: write for example `net(Encoder)`"
}
pub(crate) fn net_of_itself(name: impl Display) -> String {
    format!("the network `{name}` cannot be a part of itself")
}
pub(crate) fn behind_net(found: impl Display) -> String {
    format!("`{found}` belongs to a layer; a network brings its own activations and parameters: remove `{found}`")
}
pub(crate) fn residual_usage() -> &'static str {
    "`residual` takes layers, the last one as wide as what comes before: write for example `64 => residual(32 relu => 64)`"
}
pub(crate) fn residual_width(gives: impl Display, takes: impl Display) -> String {
    format!(
        "`residual` adds what its layers give to what they take: these give {gives}, but take {takes}; write `{takes}` here"
    )
}
pub(crate) fn residual_softmax() -> &'static str {
    "`softmax` cannot end a residual block, whose inputs are added to it; give it to a layer behind the block"
}
pub(crate) fn repeat_usage() -> &'static str {
    "`repeat` takes a number and layers: write for example `repeat(4, 64 relu)`"
}
pub(crate) fn repeat_of(times: impl Display, layers: impl Display) -> String {
    format!("`repeat` takes a number, a comma and layers: write `repeat({times}, {layers})`")
}
pub(crate) fn no_copies(found: impl Display) -> String {
    format!("expected how often to repeat the layers, found `{found}`; write for example `repeat(4, 64 relu)`")
}
pub(crate) fn bad_copies(found: impl Display, most: usize) -> String {
    format!("layers are repeated a whole number of times from 1 to {most}, not `{found}`")
}
pub(crate) fn nested_repeat() -> &'static str {
    "`repeat` inside `repeat` is not supported; write the product of the numbers, or the layers themselves"
}
pub(crate) fn behind_block(found: impl Display, word: impl Display) -> String {
    format!("`{found}` belongs to a layer: write it inside the parentheses of `{word}`")
}
