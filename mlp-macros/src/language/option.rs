//! The options after a network, and what people look for among them.

use super::spelling::nearest;

/// An option of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NetworkOption {
    /// `seed = 9`
    Seed,
    /// `unroll = full`
    Unroll,
    /// `crate = ::renamed`
    Crate,
    /// `weights = "digits.safetensors"`
    Weights,
    /// `budget(bytes <= 4 KiB)`
    Budget,
    /// `export = "c"`
    Export,
    /// `arithmetic = i8`
    Arithmetic,
    /// `storage = f16`
    Storage,
}

/// The numbers that a network computes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arithmetic {
    F32,
    I8,
}

/// The numbers that parameters are in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Storage {
    F32,
    F16,
}

/// Which layers become straight-line code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unroll {
    /// The small ones.
    Auto,
    /// All; each has literal widths and at most 4096 multiply-adds, all together at most 8192.
    Full,
    /// None.
    None,
}

/// The option that an unknown one was probably meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meant {
    /// This option.
    Option(&'static str),
    /// A setting that is not an option: where it is set, with `{loss}` in place of a loss.
    Elsewhere(&'static str),
}

/// Each option with its word and with other names for it.
const OPTIONS: [(&str, NetworkOption, &[&str]); 8] = [
    ("seed", NetworkOption::Seed, &["random_state", "random_seed", "manual_seed", "rng"]),
    ("unroll", NetworkOption::Unroll, &[]),
    ("crate", NetworkOption::Crate, &[]),
    ("weights", NetworkOption::Weights, &["file", "parameters", "pretrained"]),
    ("budget", NetworkOption::Budget, &["limit"]),
    ("export", NetworkOption::Export, &["no_mangle", "extern_c", "ffi", "cdylib"]),
    ("arithmetic", NetworkOption::Arithmetic, &["dtype", "precision", "quantized", "quantization"]),
    ("storage", NetworkOption::Storage, &["stored", "half", "halves"]),
];

/// Settings that belong elsewhere, and where.
const ELSEWHERE: [(&str, &str); 12] = [
    ("activation", "an activation stands behind the width of its layer, as in `3 sigmoid`"),
    ("loss", "the loss goes to the trainer, as in `Trainer::new({loss}, Adam::new(0.01))`"),
    ("optimizer", "the optimizer goes to the trainer, as in `Trainer::new(Bce, Adam::new(0.01))`"),
    ("learning_rate", "the learning rate goes to the optimizer, as in `Adam::new(0.01)`"),
    ("lr", "the learning rate goes to the optimizer, as in `Adam::new(0.01)`"),
    ("weight_decay", "weight decay goes to the optimizer, as in `AdamW::new(0.001, 0.01)`"),
    ("metrics", "outputs are measured after training, as in `accuracy(&net, &inputs, &labels)`"),
    ("name", "a network's name stands in front of it, as in `struct Xor: 2 => 1`"),
    ("device", "networks run on the processor; leave it out"),
    ("shuffle", "the order of the samples is the trainer's: it shuffles them in each epoch"),
    ("epochs", "the number of epochs goes to the trainer, as in `Trainer::new(Bce, Adam::new(0.01)).epochs(100)`"),
    (
        "batch_size",
        "the size of a batch goes to the trainer, as in `Trainer::new(Bce, Adam::new(0.01)).batch_size(32)`",
    ),
];

/// The values of `unroll`.
const UNROLLS: [(&str, Unroll); 3] = [("full", Unroll::Full), ("auto", Unroll::Auto), ("none", Unroll::None)];

/// The values of `arithmetic`.
const ARITHMETICS: [(&str, Arithmetic); 2] = [("i8", Arithmetic::I8), ("f32", Arithmetic::F32)];

/// Other names for them.
const OTHER_ARITHMETICS: [(&str, &str); 7] = [
    ("int8", "i8"),
    ("qint8", "i8"),
    ("integer", "i8"),
    ("integers", "i8"),
    ("float", "f32"),
    ("float32", "f32"),
    ("floats", "f32"),
];

/// The values of `storage`.
const STORAGES: [(&str, Storage); 2] = [("f16", Storage::F16), ("f32", Storage::F32)];

/// Other names for them.
const OTHER_STORAGES: [(&str, &str); 5] =
    [("half", "f16"), ("float16", "f16"), ("fp16", "f16"), ("float32", "f32"), ("fp32", "f32")];

/// Returns the option that a word names.
pub(crate) fn find(word: &str) -> Option<NetworkOption> {
    OPTIONS.iter().find(|(name, ..)| *name == word).map(|(_, option, _)| *option)
}

/// Returns whether a word names an option.
pub(crate) fn is_option(word: &str) -> bool {
    find(word).is_some()
}

/// Returns how an option is used: `seed = 9`.
pub(crate) fn usage(word: &str) -> &'static str {
    match find(word) {
        Some(NetworkOption::Unroll) => "unroll = full",
        Some(NetworkOption::Crate) => "crate = ::renamed",
        Some(NetworkOption::Weights) => "weights = \"digits.safetensors\"",
        Some(NetworkOption::Export) => "export = \"c\"",
        Some(NetworkOption::Budget) => "budget(bytes <= 4 KiB)",
        Some(NetworkOption::Arithmetic) => "arithmetic = i8",
        Some(NetworkOption::Storage) => "storage = f16",
        Some(NetworkOption::Seed) | None => "seed = 9",
    }
}

/// Returns the words of all options.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    OPTIONS.iter().map(|(name, ..)| *name)
}

/// Returns the words that the values of options have, with the option.
#[cfg(test)]
pub(crate) fn values() -> impl Iterator<Item = (&'static str, &'static str)> {
    let unrolls = UNROLLS.iter().map(|(name, _)| ("unroll", *name));
    let arithmetics = ARITHMETICS.iter().map(|(name, _)| ("arithmetic", *name));
    unrolls.chain(arithmetics).chain(STORAGES.iter().map(|(name, _)| ("storage", *name)))
}

/// Returns what an unknown option was probably meant to be.
pub(crate) fn meant(written: &str) -> Option<Meant> {
    let synonyms = OPTIONS.iter().flat_map(|(_, _, synonyms)| synonyms.iter().copied());
    let elsewhere = ELSEWHERE.iter().map(|(name, _)| *name);
    let near = nearest(written, words().chain(synonyms).chain(elsewhere))?;
    let option = OPTIONS.iter().find(|(name, _, synonyms)| *name == near || synonyms.contains(&near));
    let option = option.map(|(name, ..)| Meant::Option(name));
    option.or_else(|| ELSEWHERE.iter().find(|(name, _)| *name == near).map(|(_, place)| Meant::Elsewhere(place)))
}

/// Returns the value of `unroll` that a word names.
pub(crate) fn find_unroll(word: &str) -> Option<Unroll> {
    UNROLLS.iter().find(|(name, _)| *name == word).map(|(_, unroll)| *unroll)
}

/// Returns the value of `unroll` that a misspelt word was meant to be.
pub(crate) fn meant_unroll(written: &str) -> Option<&'static str> {
    nearest(written, UNROLLS.iter().map(|(name, _)| *name))
}

/// Returns the arithmetic that a word names.
pub(crate) fn find_arithmetic(word: &str) -> Option<Arithmetic> {
    ARITHMETICS.iter().find(|(name, _)| *name == word).map(|(_, arithmetic)| *arithmetic)
}

/// Returns the arithmetic that another word was meant to be.
pub(crate) fn meant_arithmetic(written: &str) -> Option<&'static str> {
    if let Some((name, _)) = ARITHMETICS.iter().find(|(name, _)| *name == written) {
        return Some(name);
    }
    let words = OTHER_ARITHMETICS.iter().map(|(name, _)| *name);
    let near = nearest(written, words)?;
    OTHER_ARITHMETICS.iter().find(|(name, _)| *name == near).map(|(_, meant)| *meant)
}

/// Returns the storage that a word names.
pub(crate) fn find_storage(word: &str) -> Option<Storage> {
    STORAGES.iter().find(|(name, _)| *name == word).map(|(_, storage)| *storage)
}

/// Returns the storage that another word was meant to be.
pub(crate) fn meant_storage(written: &str) -> Option<&'static str> {
    let near = nearest(written, OTHER_STORAGES.iter().map(|(name, _)| *name))?;
    OTHER_STORAGES.iter().find(|(name, _)| *name == near).map(|(_, meant)| *meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_names_and_other_places() {
        for (written, option) in
            [("sead", "seed"), ("random-state", "seed"), ("Pretrained", "weights"), ("rng", "seed")]
        {
            assert_eq!(meant(&written.replace('-', "_")), Some(Meant::Option(option)), "{written}");
        }
        assert!(matches!(meant("LR"), Some(Meant::Elsewhere(place)) if place.contains("Adam")));
        assert_eq!(meant("depth"), None);
        assert_eq!(meant_unroll("ful"), Some("full"));
        assert_eq!((meant_arithmetic("int8"), meant_arithmetic("i9")), (Some("i8"), None));
        assert_eq!((meant_storage("half"), meant_storage("bf17x")), (Some("f16"), None));
    }
}
