//! Messages about options and budgets.

use std::fmt::Display;

pub(crate) fn comma_before(found: impl Display) -> String {
    format!("expected `,` before `{found}`; options follow the layers, as in `2 => 1 sigmoid, seed = 9`")
}
pub(crate) fn option_expected(found: impl Display) -> String {
    format!("expected an option such as `seed = 9`, found `{found}`; layers are joined by `=>`")
}
pub(crate) fn equals_expected(name: impl Display, usage: impl Display) -> String {
    format!("expected `=` and a value after `{name}`, as in `{usage}`")
}
pub(crate) fn options_last(name: impl Display) -> String {
    format!("options follow the layers, as in `2 => 1 sigmoid, seed = 9`; move `{name}` behind the last layer")
}
pub(crate) fn options_moved(network: impl Display) -> String {
    format!("options follow the layers: write `{network}`")
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
pub(crate) fn bad_arithmetic(found: impl Display, meant: Option<&str>) -> String {
    match meant {
        Some(meant) => format!("unknown arithmetic `{found}`; did you mean `{meant}`?"),
        None => format!("unknown arithmetic `{found}`; expected `i8` or `f32`"),
    }
}
pub(crate) fn integers_without_weights() -> &'static str {
    "`arithmetic = i8` needs the weights of a file: add for example `weights = \"digits-int8.safetensors\"`, which `net.quantize(&samples)?.save(\"digits-int8.safetensors\")` writes"
}
pub(crate) fn bad_storage(found: impl Display, meant: Option<&str>) -> String {
    match meant {
        Some(meant) => format!("unknown storage `{found}`; did you mean `{meant}`?"),
        None => format!("unknown storage `{found}`; expected `f16` or `f32`"),
    }
}
pub(crate) fn halves_without_weights() -> &'static str {
    "`storage = f16` needs the weights of a file: add for example `weights = \"digits.safetensors\"`; a network that is trained stores `f32`"
}
pub(crate) fn halves_of_integers() -> &'static str {
    "`arithmetic = i8` stores integers; leave out `storage = f16`"
}
pub(crate) fn too_large_for_halves(layer: impl Display, parameter: impl Display, value: f32) -> String {
    format!(
        "`{layer}`: `{parameter}` is {value} in the file, and `storage = f16` holds at most 65504; leave out `storage`"
    )
}
/// Of an `option` such as `arithmetic = i8`.
pub(crate) fn option_not_with(option: &str, name: impl Display) -> String {
    format!("`{name}` is not there for `{option}`; leave it out")
}
/// Of an `option` such as `arithmetic = i8`, in whose place there may be `instead`.
pub(crate) fn residual_not_with(option: &str, instead: &str) -> String {
    format!("a residual block is not there for `{option}`; declare the network without, or with `{instead}`")
}
pub(crate) fn own_activation_integers(activation: impl Display) -> String {
    format!(
        "the activation `{activation}` of your own is not there for `arithmetic = i8`; expected one of the language's"
    )
}
/// Of an `option` such as `arithmetic = i8`.
pub(crate) fn names_not_with(option: &str) -> String {
    format!("inputs and outputs with names are not there for `{option}`; write their number")
}
/// Of an `option` such as `arithmetic = i8`.
pub(crate) fn open_budget_with(option: &str, width: impl Display) -> String {
    format!("a budget with `{option}` needs literal widths; this network depends on `{width}`")
}
pub(crate) fn bad_export(found: impl Display) -> String {
    format!("expected `export = \"c\"`, found `{found}`; C is the only language that networks are exported to")
}
pub(crate) fn export_without_weights() -> &'static str {
    "`export` needs the weights of a file, since C has no other: add for example `weights = \"digits.safetensors\"`"
}
pub(crate) fn export_without_a_name() -> &'static str {
    "`export` needs a named network, whose name begins the names of the functions: write `struct Digits: ...`"
}
pub(crate) fn bad_crate(found: impl Display) -> String {
    format!("expected the path of the crate `mlp`, for example `crate = ::renamed`, found `{found}`")
}
pub(crate) fn full_too_large(layer: impl Display, macs: u128) -> String {
    format!("{layer} has {macs} multiply-adds; `unroll = full` takes at most 4096 in a layer: write `unroll = auto`")
}
pub(crate) fn full_too_large_in_all(macs: u128, most: u128) -> String {
    format!("this network has {macs} multiply-adds; `unroll = full` takes at most {most} in all: write `unroll = auto`")
}
pub(crate) fn full_needs_literals(layer: impl Display, width: impl Display) -> String {
    format!("`unroll = full` needs literal widths; {layer} depends on `{width}`: write `unroll = auto`")
}
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
pub(crate) fn comma_between_limits(found: impl Display) -> String {
    format!("expected `,` before `{found}`, as in `bytes <= 4 KiB, macs <= 10_000`")
}
pub(crate) fn limit_sign_expected(name: impl Display, most: &str) -> String {
    format!("expected `<=` and a number after `{name}`, as in `{name} <= {most}`")
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
