//! Options: `seed = 9`, `unroll = full`, `crate = ::renamed`, `weights = "policy.safetensors" at "actor"`,
//! `budget(bytes <= 4 KiB)`.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::{Lit, LitInt};

use super::budget;
use super::weights::{self, FileOfWeights};
use crate::ast::Setting;
use crate::errors::{Errors, message};
use crate::language::option::{self, Arithmetic, Meant, NetworkOption, Storage, Unroll};
use crate::language::{loss, modifier};
use crate::network::Limit;
use crate::parse;
use crate::source_text::text_of;

/// All options of a network.
pub(super) struct Options {
    pub(super) seed: u64,
    pub(super) unroll: Unroll,
    pub(super) krate: TokenStream,
    pub(super) weights: Option<FileOfWeights>,
    pub(super) limits: Vec<Limit>,
    /// Whether C may call the network.
    pub(super) exported: bool,
    /// `None` where it is wrong.
    pub(super) arithmetic: Option<Arithmetic>,
    /// `None` where it is wrong.
    pub(super) storage: Option<Storage>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 0,
            unroll: Unroll::Auto,
            krate: quote!(::mlp),
            weights: None,
            limits: Vec::new(),
            exported: false,
            arithmetic: Some(Arithmetic::F32),
            storage: Some(Storage::F32),
        }
    }
}

/// Reads all options; those that are wrong are reported and left at their defaults.
pub(super) fn options(settings: &[Setting], errors: &mut Errors) -> Options {
    let mut options = Options::default();
    for (index, setting) in settings.iter().enumerate() {
        let name = &setting.name;
        let Some(option) = option::find(&name.to_string()) else {
            errors.report(name, unknown(setting));
            continue;
        };
        if settings[..index].iter().any(|other| other.name == *name) {
            errors.report(name, message::given_twice(name));
            continue;
        }
        if setting.value.is_empty() {
            continue;
        }
        let mistakes = errors.len();
        match option {
            NetworkOption::Seed => seed(setting, &mut options, errors),
            NetworkOption::Unroll => unroll(setting, &mut options, errors),
            NetworkOption::Crate => krate(setting, &mut options, errors),
            NetworkOption::Weights => options.weights = weights::file(setting, errors),
            NetworkOption::Export => export(setting, settings, &mut options, errors),
            NetworkOption::Budget => options.limits = budget::limits(setting, errors),
            NetworkOption::Arithmetic => options.arithmetic = arithmetic(setting, errors),
            NetworkOption::Storage => options.storage = storage(setting, errors),
        }
        // `seed(x)` has been reported; without the feature, `weights("f")` has not
        let has_parentheses = setting.equals.is_none() && option != NetworkOption::Budget;
        if has_parentheses && (option != NetworkOption::Weights || cfg!(feature = "weights")) {
            errors.truncate(mistakes);
            if option == NetworkOption::Weights {
                options.weights = None;
            }
        }
    }
    let halves = settings.iter().find(|setting| setting.name == "storage");
    if let (Some(Arithmetic::I8), Some(Storage::F16), Some(halves)) = (options.arithmetic, options.storage, halves) {
        errors.report(&halves.name, message::halves_of_integers());
    }
    options
}

/// Returns whether one of the options was written, if with a mistake in its name or its value.
pub(super) fn are_written(settings: &[Setting], words: &[&str]) -> bool {
    settings.iter().any(|setting| {
        let word = setting.name.to_string();
        let meant = match option::meant(&word) {
            Some(Meant::Option(meant)) => meant,
            _ => &word,
        };
        words.contains(&meant) || words.contains(&word.as_str())
    })
}

/// Returns the message for an option that does not exist.
fn unknown(setting: &Setting) -> String {
    let name = &setting.name;
    let word = name.to_string();
    match option::meant(&word) {
        Some(Meant::Elsewhere(place)) => {
            let value = text_of(&parse::flattened(setting.value.clone()));
            message::option_elsewhere(name, place.replace("{loss}", loss::meant(&value).unwrap_or("Bce")))
        }
        Some(Meant::Option(option)) => message::unknown_option(name, format_args!("`{option}`")),
        None => match modifier::meant(&word).and_then(modifier::usage) {
            Some(usage) => message::unknown_option(name, format_args!("`{usage}` behind a layer")),
            None => message::no_option(name, &option::words().collect::<Vec<_>>()),
        },
    }
}

/// Reads `seed = 9`.
fn seed(setting: &Setting, options: &mut Options, errors: &mut Errors) {
    let trees = parse::flattened(setting.value.clone());
    let literal = match &trees[..] {
        [TokenTree::Literal(literal)] => Some(Lit::new(literal.clone())),
        _ => None,
    };
    match literal {
        Some(Lit::Int(int)) if int.suffix().is_empty() => match int.base10_parse() {
            Ok(seed) => options.seed = seed,
            Err(_) => errors.report(int, message::bad_seed(text_of(&trees))),
        },
        Some(Lit::Int(int)) if has_integer_suffix(&int) => {
            errors.report(&int, message::suffix(&int, int.base10_digits()));
        }
        _ => errors.report(&setting.value, message::bad_seed(text_of(&trees))),
    }
}

/// Returns whether the suffix is one of Rust's.
fn has_integer_suffix(int: &LitInt) -> bool {
    int.suffix().starts_with(['u', 'i'])
}

/// Reads `unroll = full`.
fn unroll(setting: &Setting, options: &mut Options, errors: &mut Errors) {
    let word = text_of(&parse::flattened(setting.value.clone()));
    match option::find_unroll(&word) {
        Some(unroll) => options.unroll = unroll,
        None => errors.report(&setting.value, message::bad_unroll(&word, option::meant_unroll(&word))),
    }
}

/// Reads `arithmetic = i8`.
fn arithmetic(setting: &Setting, errors: &mut Errors) -> Option<Arithmetic> {
    let word = text_of(&parse::flattened(setting.value.clone()));
    let found = option::find_arithmetic(&word);
    if found.is_none() {
        errors.report(&setting.value, message::bad_arithmetic(&word, option::meant_arithmetic(word.trim_matches('"'))));
    }
    found
}

/// Reads `storage = f16`.
fn storage(setting: &Setting, errors: &mut Errors) -> Option<Storage> {
    let word = text_of(&parse::flattened(setting.value.clone()));
    let found = option::find_storage(&word);
    if found.is_none() {
        errors.report(&setting.value, message::bad_storage(&word, option::meant_storage(&word)));
    }
    found
}

/// Reads `export = "c"`, which needs the weights of a file.
fn export(setting: &Setting, all: &[Setting], options: &mut Options, errors: &mut Errors) {
    let trees = parse::flattened(setting.value.clone());
    let is_c = match &trees[..] {
        [TokenTree::Literal(literal)] => matches!(Lit::new(literal.clone()), Lit::Str(text) if text.value() == "c"),
        _ => false,
    };
    if !is_c {
        errors.report(&setting.value, message::bad_export(text_of(&trees)));
    } else if !all.iter().any(|other| other.name == "weights") {
        errors.report(&setting.name, message::export_without_weights());
    } else {
        options.exported = true;
    }
}

/// Reads `crate = ::renamed`.
fn krate(setting: &Setting, options: &mut Options, errors: &mut Errors) {
    if parse::is_path(&setting.value) {
        options.krate = setting.value.clone();
    } else {
        let trees = parse::flattened(setting.value.clone());
        errors.report(&setting.value, message::bad_crate(text_of(&trees)));
    }
}
