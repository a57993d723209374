//! The texts. Lower case, no full stop: what was found, what was expected, a remedy.

use std::fmt::Display;

use proc_macro2::Ident;

pub(crate) const EXAMPLE: &str = "2 => 3 sigmoid => 1 sigmoid";

// The shape of a call.

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

// Declarations.

pub(crate) fn not_a_struct(found: impl Display, name: impl Display) -> String {
    format!("`{found}` is not supported; a network is a struct: write `struct {name}: {EXAMPLE}`")
}
pub(crate) fn struct_expected(found: impl Display) -> String {
    format!("expected `struct`, found `{found}`; a named network is written `struct Name: {EXAMPLE}`")
}
pub(crate) fn struct_missing(name: impl Display) -> String {
    format!("a named network begins with `struct`: write `struct {name}: {EXAMPLE}`")
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
pub(crate) fn name_expected() -> String {
    format!("expected a name after `struct`, as in `struct Name: {EXAMPLE}`")
}
pub(crate) fn name_is_keyword(found: impl Display) -> String {
    format!("expected a name after `struct`, found the keyword `{found}`")
}
pub(crate) fn generics(name: impl Display) -> String {
    format!("generic parameters are not supported; a network has one shape: write `struct {name}: {EXAMPLE}`")
}
pub(crate) fn fields(name: impl Display) -> String {
    format!("fields are not supported, the layers are the fields: write `struct {name}: {EXAMPLE}`")
}
pub(crate) fn colon_expected(name: impl Display) -> String {
    format!("expected `:` and a network after `{name}`, as in `struct {name}: {EXAMPLE}`")
}
pub(crate) fn inner_attribute() -> String {
    "inner attributes and `//!` are not supported; write `#[...]` or `///`".to_owned()
}
pub(crate) fn bad_attribute() -> String {
    "expected `[...]` after `#`, as in `#[derive(PartialEq)]`".to_owned()
}
pub(crate) fn derived_already(found: impl Display) -> String {
    format!("`{found}` is always implemented for a network; remove it from this derive")
}
pub(crate) fn representation() -> String {
    "a network is always `repr(C)`, without padding; remove this attribute".to_owned()
}
pub(crate) fn declared_twice(name: impl Display) -> String {
    format!("the network `{name}` is declared twice")
}

// The chain.

pub(crate) fn wrong_arrow(found: impl Display) -> String {
    format!("layers are joined by `=>`, not `{found}`")
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
pub(crate) fn no_layers() -> &'static str {
    "a network needs at least one layer after its inputs, for example `2 => 1 sigmoid`"
}
pub(crate) fn colon_before(found: impl Display, name: impl Display) -> String {
    format!("expected `:` between the name `{name}` and the width `{found}`; if `{name}` is a width, expected `=>`")
}
pub(crate) fn arrow_before(found: impl Display) -> String {
    format!("expected `=>` before `{found}`; a layer has one width")
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
pub(crate) fn input_label(label: &Ident) -> String {
    format!("the input has no name, only layers are fields; remove `{label}:`")
}
pub(crate) fn too_many_parameters(count: u128) -> String {
    // Halves of a tenth do not matter to somebody who is above 8 GiB.
    let tenths = count.saturating_mul(40) >> 30;
    format!("this network has {count} parameters ({}.{} GiB); the limit is 2^31", tenths / 10, tenths % 10)
}

pub(crate) fn list_of_widths() -> String {
    format!("layers are joined by `=>`, not listed: write for example `{EXAMPLE}`")
}
pub(crate) fn layer_in_parentheses(layer: impl Display) -> String {
    format!("a layer stands without parentheses: write `{layer}`")
}
pub(crate) fn comma_in_a_layer(word: impl Display) -> String {
    format!("remove this `,`: `{word}` belongs to the layer in front of it, as in `3 sigmoid`")
}
pub(crate) fn quoted(text: impl Display) -> String {
    format!("write `{text}` without quotes")
}

// Widths.

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
pub(crate) fn empty_braces() -> &'static str {
    "expected an expression in these braces, for example `{ 2 * UNITS }`"
}
pub(crate) fn width_first(width: impl Display, word: impl Display) -> String {
    format!("the width comes first: write `{width} {word}`")
}
pub(crate) fn no_width(found: impl Display, word: impl Display) -> String {
    format!("`{found}` has no width; write for example `3 {word}`")
}
pub(crate) fn modifier_alone(modifier: impl Display, usage: impl Display) -> String {
    format!("`{modifier}` is not a layer; it belongs behind one: write for example `3 relu {usage}`")
}
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

// Activations.

pub(crate) fn unknown_activation(found: impl Display, meant: impl Display) -> String {
    format!("unknown activation `{found}`; did you mean `{meant}`?")
}
pub(crate) fn unknown_word(found: impl Display, words: &[&str]) -> String {
    let words = words.join("`, `");
    format!("unknown activation `{found}`; expected one of `{words}`, or a type such as `Swish` or `my::swish`")
}
pub(crate) fn activation_by_name(activation: impl Display) -> String {
    format!("an activation stands behind the width without a name for it: write for example `3 {activation}`")
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
    format!("`{word}` takes its argument in parentheses: write for example `{usage}`")
}
pub(crate) fn not_a_number(name: impl Display, found: impl Display) -> String {
    format!("the {name} must be a number, not `{found}`")
}
pub(crate) fn no_number(name: impl Display, usage: impl Display) -> String {
    format!("expected a {name} in these parentheses, for example `{usage}`")
}
pub(crate) fn out_of_range(name: impl Display, found: impl Display) -> String {
    format!("expected 0 <= {name} < 1, found `{found}`")
}
pub(crate) fn hidden_softmax(layer: usize) -> String {
    format!("`softmax` is only for the last layer; layer {layer} is hidden")
}
pub(crate) fn single_softmax() -> &'static str {
    "`softmax` over one output is always 1; write `1 sigmoid`"
}

// Modifiers.

pub(crate) fn unknown_modifier(found: impl Display, meant: Option<&str>) -> String {
    match meant {
        Some(meant) => format!("unknown modifier `{found}`; did you mean `{meant}`?"),
        None => format!("unknown modifier `{found}`; expected `no_bias`, `init(...)`, `dropout(...)` or `allow(...)`"),
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
pub(crate) fn unknown_initialization(found: impl Display, meant: Option<&str>, words: &[&str]) -> String {
    match meant {
        Some(meant) => format!("unknown initialization `{found}`; did you mean `{meant}`?"),
        None => format!("unknown initialization `{found}`; expected one of `{}`", words.join("`, `")),
    }
}

// Names.

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

// Options.

pub(crate) fn comma_before(found: impl Display) -> String {
    format!("expected `,` before `{found}`; options follow the layers, as in `2 => 1 sigmoid, seed = 9`")
}
pub(crate) fn option_expected(found: impl Display) -> String {
    format!("expected an option such as `seed = 9`, found `{found}`; layers are joined by `=>`")
}
pub(crate) fn equals_expected(name: impl Display) -> String {
    format!("expected `=` and a value after `{name}`, as in `seed = 9`")
}
pub(crate) fn no_value() -> &'static str {
    "expected a value after this `=`, as in `seed = 9`"
}
pub(crate) fn unknown_option(found: impl Display, meant: impl Display) -> String {
    format!("unknown option `{found}`; did you mean {meant}?")
}
pub(crate) fn no_option(found: impl Display, words: &[&str]) -> String {
    format!("unknown option `{found}`; expected one of `{}`", words.join("`, `"))
}
pub(crate) fn one_equals_expected(name: impl Display) -> String {
    format!("expected one `=` after `{name}`, found `==`")
}
pub(crate) fn option_elsewhere(found: impl Display, place: impl Display) -> String {
    format!("unknown option `{found}`; {place}")
}
pub(crate) fn bad_seed(found: impl Display) -> String {
    format!("the seed must be a whole number from 0 to 2^64 - 1, not `{found}`")
}
pub(crate) fn bad_unroll(found: impl Display, meant: Option<&str>) -> String {
    match meant {
        Some(meant) => format!("unknown way to unroll `{found}`; did you mean `{meant}`?"),
        None => format!("unknown way to unroll `{found}`; expected `full`, `auto` or `none`"),
    }
}
pub(crate) fn bad_crate(found: impl Display) -> String {
    format!("expected the path of the crate `mlp`, for example `crate = ::renamed`, found `{found}`")
}
pub(crate) fn full_too_large(layer: impl Display, macs: u128) -> String {
    format!("{layer} has {macs} multiply-adds; `unroll = full` takes at most 4096 in a layer: write `unroll = auto`")
}
pub(crate) fn full_needs_literals(layer: impl Display, width: impl Display) -> String {
    format!("`unroll = full` needs literal widths; {layer} depends on `{width}`: write `unroll = auto`")
}

// Budgets.

pub(crate) fn budget_in_parentheses() -> &'static str {
    "`budget` takes its limits in parentheses: write for example `budget(bytes <= 4 KiB, macs <= 10_000)`"
}
pub(crate) fn empty_budget() -> &'static str {
    "expected limits in these parentheses, for example `budget(bytes <= 4 KiB, macs <= 10_000)`"
}
pub(crate) fn limit_expected(found: impl Display) -> String {
    format!("expected a limit such as `bytes <= 4 KiB`, found `{found}`")
}
pub(crate) fn unknown_limit(found: impl Display, meant: Option<&str>) -> String {
    match meant {
        Some(meant) => format!("unknown limit `{found}`; did you mean `{meant}`?"),
        None => format!("unknown limit `{found}`; expected `bytes`, `params` or `macs`"),
    }
}
pub(crate) fn limit_sign_expected(name: impl Display) -> String {
    format!("expected `<=` and a number after `{name}`, as in `{name} <= 4096`")
}
pub(crate) fn bad_limit(found: impl Display) -> String {
    format!("the limit must be a whole number, with a unit if it is one of bytes, not `{found}`")
}
pub(crate) fn unknown_unit(found: impl Display, meant: Option<&str>) -> String {
    match meant {
        Some(meant) => format!("unknown unit `{found}`; did you mean `{meant}`?"),
        None => format!("unknown unit `{found}`; expected `B`, `kB`, `MB`, `GB`, `KiB`, `MiB` or `GiB`"),
    }
}
pub(crate) fn unit_of_a_count(unit: impl Display, name: impl Display, number: impl Display) -> String {
    format!("`{name}` has no unit; write `{name} <= {number}` without `{unit}`")
}
pub(crate) fn over_budget(unit: &str, total: u128, most: u128, layer: impl Display, cost: u128) -> String {
    format!("this network takes {total} {unit}, the budget is {most}; layer `{layer}` takes most of them, {cost}")
}
pub(crate) fn over_an_open_budget(unit: &str, most: u128, layer: impl Display) -> String {
    format!("this network takes more than the budget of {most} {unit}; layer `{layer}` takes most of them")
}

// Weights.

pub(crate) fn bad_weights(found: impl Display) -> String {
    format!("expected the path of a safetensors file, as in `weights = \"digits.safetensors\"`, found `{found}`")
}
pub(crate) fn weights_of_a_net(net: impl Display) -> String {
    format!(
        "`weights` cannot look into `net({net})`, whose layers only rustc knows; write its layers here, or read the file when the program runs"
    )
}
#[cfg(not(feature = "weights"))]
pub(crate) const WEIGHTS_NEED_A_FEATURE: &str =
    "`weights` needs the feature `weights` of the crate `mlp`: add it to the features in your `Cargo.toml`";
#[cfg(feature = "weights")]
pub(crate) fn no_weights(path: impl Display) -> String {
    format!("there is no file `{path}` in the folder of `Cargo.toml`, nor beside this source file")
}
#[cfg(feature = "weights")]
pub(crate) fn unreadable_weights(path: impl Display, error: impl Display) -> String {
    format!("`{path}` cannot be read: {error}")
}
#[cfg(feature = "weights")]
pub(crate) fn broken_weights(path: impl Display, error: impl Display) -> String {
    format!("`{path}` is not a safetensors file: {error}")
}
#[cfg(feature = "weights")]
pub(crate) fn unexpected_weights(tensor: impl Display) -> String {
    format!("the file has a tensor `{tensor}`, which this network has no place for")
}
#[cfg(feature = "weights")]
pub(crate) fn no_tensor(layer: impl Display, tensor: impl Display) -> String {
    format!("`{layer}` needs the tensor `{tensor}`, which the file does not have")
}
#[cfg(feature = "weights")]
pub(crate) fn other_weights(layer: impl Display, what: &str, needed: &str, found: &[usize]) -> String {
    format!("`{layer}` needs {what} [{needed}], the file has {found:?}")
}
#[cfg(feature = "weights")]
pub(crate) fn weights_of_a_constant(layer: impl Display, found: &[usize]) -> String {
    format!("the file has weights {found:?} for `{layer}`, which is not what this width says")
}
#[cfg(feature = "weights")]
pub(crate) fn other_numbers(layer: impl Display, tensor: impl Display, found: impl Display) -> String {
    format!("`{layer}`: the tensor `{tensor}` holds {found}; expected F32, F64, F16 or BF16")
}
#[cfg(feature = "weights")]
pub(crate) fn not_finite(layer: impl Display, tensor: impl Display, value: f32, place: &str) -> String {
    format!("`{layer}`: the tensor `{tensor}` holds {value} at {place}; weights must be finite")
}

// Warnings.

pub(crate) fn linear_layer(layer: usize, width: impl Display) -> String {
    format!(
        "layer {layer} has no activation, so it and the next are together one linear layer; give it one, for example `{width} relu`, or write `{width} identity` if you mean it"
    )
}
pub(crate) fn linear_network(layers: usize, width: impl Display) -> String {
    format!(
        "this network is linear: its {layers} layers compute what one can; give the hidden ones an activation, for example `{width} relu`, or write `{width} identity` if you mean it"
    )
}
pub(crate) fn initialization_mismatch(activation: &str, written: &str, fitting: &str) -> String {
    format!(
        "`{activation}` goes with `{fitting}`, not with `{written}`; leave `init({written})` out, or write `init({written}) allow(init)` if you mean it"
    )
}
pub(crate) fn zeros_in_a_hidden_layer(layer: usize) -> String {
    format!(
        "all units of layer {layer} begin alike and stay alike; leave `init(zeros)` out, or write `init(zeros) allow(init)` if you mean it"
    )
}
pub(crate) fn no_lint(usage: impl Display) -> String {
    format!("expected a warning in these parentheses, for example `{usage}`")
}
pub(crate) fn unknown_lint(found: impl Display) -> String {
    format!("unknown warning `{found}`; expected `init`, as in `init(zeros) allow(init)`")
}
