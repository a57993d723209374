//! Options: `seed = 9`, `unroll = full`, `crate = ::renamed`.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::{Lit, LitInt};

use crate::ast::Setting;
use crate::errors::{Errors, message};
use crate::network::Unroll;
use crate::spelling::{nearest, normalized};
use crate::written::written;
use crate::{modifier, parse};

/// All options of a network.
pub(super) struct Options {
    pub(super) seed: u64,
    pub(super) unroll: Unroll,
    pub(super) krate: TokenStream,
}

impl Default for Options {
    fn default() -> Self {
        Self { seed: 0, unroll: Unroll::Auto, krate: quote!(::mlp) }
    }
}

/// Reads the value of one option into its field.
type Read = fn(&Setting, &mut Options, &mut Errors);

/// The table of options.
const ENTRIES: [(&str, Read); 3] = [("seed", seed), ("unroll", unroll), ("crate", krate)];

/// What people look for here that stands elsewhere.
const ELSEWHERE: [(&str, &str); 8] = [
    ("random_state", "`seed`"),
    ("rng", "`seed`"),
    ("loss", "the loss that `Trainer::new` takes"),
    ("optimizer", "the optimizer that `Trainer::new` takes"),
    ("learning_rate", "the learning rate of the optimizer, as in `Adam::new(0.01)`"),
    ("lr", "the learning rate of the optimizer, as in `Adam::new(0.01)`"),
    ("epochs", "`Trainer::epochs`"),
    ("batch_size", "`Trainer::batch_size`"),
];

const UNROLLS: [(&str, Unroll); 3] = [("full", Unroll::Full), ("auto", Unroll::Auto), ("none", Unroll::None)];

pub(super) fn options(settings: &[Setting], errors: &mut Errors) -> Options {
    let mut options = Options::default();
    for (index, setting) in settings.iter().enumerate() {
        let name = &setting.name;
        let Some((_, read)) = ENTRIES.iter().find(|(option, _)| name == option) else {
            errors.report(name, message::unknown_option(name, meant(&name.to_string())));
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

/// What somebody who wrote `name = ...` is after.
fn meant(name: &str) -> String {
    let words = || ENTRIES.iter().map(|(word, _)| *word);
    if let Some(near) = nearest(name, words().chain(ELSEWHERE.iter().map(|(word, _)| *word))).or_else(|| same(name)) {
        let elsewhere = ELSEWHERE.iter().find(|(word, _)| *word == near);
        return elsewhere.map_or_else(|| format!("`{near}`"), |(_, place)| (*place).to_owned());
    }
    match modifier::meant(name).and_then(modifier::usage) {
        Some(usage) => format!("`{usage}` behind a layer"),
        None => format!("one of `{}`", words().collect::<Vec<_>>().join("`, `")),
    }
}

/// Words too short to be near to another.
fn same(name: &str) -> Option<&'static str> {
    ELSEWHERE.iter().map(|(word, _)| *word).find(|word| normalized(word) == normalized(name))
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
