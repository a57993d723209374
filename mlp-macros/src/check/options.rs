//! Options: `seed = 9`, `unroll = full`, `budget(bytes <= 4 KiB)`, `weights = "digits.safetensors"`, `crate = ::renamed`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;
use syn::{Lit, LitInt, LitStr};

use super::{budget, weights};
use crate::ast::Setting;
use crate::errors::{Errors, message};
use crate::network::{Limit, Unroll};
use crate::spelling::{nearest, normalized};
use crate::written::written;
use crate::{loss, modifier, parse};

/// All options of a network.
pub(super) struct Options {
    pub(super) seed: u64,
    pub(super) unroll: Unroll,
    pub(super) krate: TokenStream,
    pub(super) weights: Option<LitStr>,
    pub(super) limits: Vec<Limit>,
}

impl Default for Options {
    fn default() -> Self {
        Self { seed: 0, unroll: Unroll::Auto, krate: quote!(::mlp), weights: None, limits: Vec::new() }
    }
}

/// Reads the value of one option into its field.
type Read = fn(&Setting, &mut Options, &mut Errors);

/// The table of options.
const ENTRIES: [(&str, Read); 5] = [
    ("seed", seed),
    ("unroll", unroll),
    ("crate", krate),
    ("weights", |setting, options, errors| options.weights = weights::path(setting, errors)),
    ("budget", |setting, options, errors| options.limits = budget::limits(setting, errors)),
];

/// Other names of an option.
const SYNONYMS: [(&str, &str); 8] = [
    ("random_state", "seed"),
    ("random_seed", "seed"),
    ("manual_seed", "seed"),
    ("rng", "seed"),
    ("file", "weights"),
    ("parameters", "weights"),
    ("pretrained", "weights"),
    ("limit", "budget"),
];

/// What people look for here that stands elsewhere.
const ELSEWHERE: [(&str, &str); 7] = [
    ("activation", "an activation stands behind the width of its layer, as in `3 sigmoid`"),
    ("loss", "the loss goes to the trainer, as in `Trainer::new({loss}, Adam::new(0.01))`"),
    ("optimizer", "the optimizer goes to the trainer, as in `Trainer::new(Bce, Adam::new(0.01))`"),
    ("learning_rate", "the learning rate goes to the optimizer, as in `Adam::new(0.01)`"),
    ("lr", "the learning rate goes to the optimizer, as in `Adam::new(0.01)`"),
    ("epochs", "the number of epochs goes to the trainer, as in `Trainer::new(Bce, Adam::new(0.01)).epochs(100)`"),
    (
        "batch_size",
        "the size of a batch goes to the trainer, as in `Trainer::new(Bce, Adam::new(0.01)).batch_size(32)`",
    ),
];

const UNROLLS: [(&str, Unroll); 3] = [("full", Unroll::Full), ("auto", Unroll::Auto), ("none", Unroll::None)];

/// Whether it is the name of an option.
pub(crate) fn is_option(name: &Ident) -> bool {
    ENTRIES.iter().any(|(option, _)| name == option)
}

pub(super) fn options(settings: &[Setting], errors: &mut Errors) -> Options {
    let mut options = Options::default();
    for (index, setting) in settings.iter().enumerate() {
        let name = &setting.name;
        let Some((_, read)) = ENTRIES.iter().find(|(option, _)| name == option) else {
            errors.report(name, unknown(setting));
            continue;
        };
        if settings[..index].iter().any(|other| other.name == *name) {
            errors.report(name, message::given_twice(name));
        } else {
            read(setting, &mut options, errors);
        }
    }
    options
}

/// What to say to somebody who wrote `name = value`.
fn unknown(setting: &Setting) -> String {
    let name = &setting.name;
    let written = name.to_string();
    let words = || ENTRIES.iter().map(|(word, _)| *word);
    let others = || SYNONYMS.iter().map(|(word, _)| *word).chain(ELSEWHERE.iter().map(|(word, _)| *word));
    let same = || others().find(|word| normalized(word) == normalized(&written));
    if let Some(near) = nearest(&written, words().chain(others())).or_else(same) {
        if let Some((_, place)) = ELSEWHERE.iter().find(|(word, _)| *word == near) {
            let value = self::written(&parse::flattened(setting.value.clone()));
            return message::option_elsewhere(name, place.replace("{loss}", loss::meant(&value).unwrap_or("Bce")));
        }
        let option = SYNONYMS.iter().find(|(word, _)| *word == near).map_or(near, |(_, option)| option);
        return message::unknown_option(name, format_args!("`{option}`"));
    }
    match modifier::meant(&written).and_then(modifier::usage) {
        Some(usage) => message::unknown_option(name, format_args!("`{usage}` behind a layer")),
        None => message::no_option(name, &words().collect::<Vec<_>>()),
    }
}

fn seed(setting: &Setting, options: &mut Options, errors: &mut Errors) {
    let trees = parse::flattened(setting.value.clone());
    let literal = match &trees[..] {
        [TokenTree::Literal(literal)] => Some(Lit::new(literal.clone())),
        _ => None,
    };
    match literal {
        Some(Lit::Int(int)) if int.suffix().is_empty() => match int.base10_parse() {
            Ok(seed) => options.seed = seed,
            Err(_) => errors.report(int, message::bad_seed(written(&trees))),
        },
        Some(Lit::Int(int)) if is_integer(&int) => {
            errors.report(&int, message::suffix(&int, int.base10_digits()));
        }
        _ => errors.report(&setting.value, message::bad_seed(written(&trees))),
    }
}

/// Whether the suffix is one of Rust's.
fn is_integer(int: &LitInt) -> bool {
    int.suffix().starts_with(['u', 'i'])
}

fn unroll(setting: &Setting, options: &mut Options, errors: &mut Errors) {
    let word = written(&parse::flattened(setting.value.clone()));
    if let Some((_, unroll)) = UNROLLS.iter().find(|(name, _)| *name == word) {
        options.unroll = *unroll;
    } else {
        let meant = nearest(&word, UNROLLS.iter().map(|(name, _)| *name));
        errors.report(&setting.value, message::bad_unroll(word, meant));
    }
}

fn krate(setting: &Setting, options: &mut Options, errors: &mut Errors) {
    if parse::is_path(&setting.value) {
        options.krate = setting.value.clone();
    } else {
        let trees = parse::flattened(setting.value.clone());
        errors.report(&setting.value, message::bad_crate(written(&trees)));
    }
}
