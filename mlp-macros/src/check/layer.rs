//! What stands behind a width: an activation and modifiers.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;

use super::lints;
use super::number::fraction;
use crate::activation::{self, Entry, is_type_name};
use crate::ast::{self, Number, Path, Stage, Word};
use crate::errors::{Errors, message};
use crate::network::{Activation, Initialization, Layer, Warning, Width};
use crate::parse::{flattened, is_path};
use crate::written::written;
use crate::{initialization, modifier};

/// Where a layer stands.
#[derive(Clone, Copy)]
pub(super) struct Position {
    /// From 1.
    pub(super) number: usize,
    pub(super) last: bool,
    /// It ends a residual block.
    pub(super) residual: bool,
}

/// A layer without its name and width.
pub(super) struct Body {
    activation: Activation,
    bias: bool,
    initialization: Initialization,
    dropout: Option<f32>,
    warnings: Vec<Warning>,
}

impl Body {
    pub(super) fn without_warnings(self) -> Self {
        Self { warnings: Vec::new(), ..self }
    }

    pub(super) fn with(self, name: Ident, width: Width) -> Layer {
        let Self { activation, bias, initialization, dropout, warnings } = self;
        Layer { name, width, activation, bias, initialization, dropout, warnings }
    }
}

/// A declared network in the place of a dense layer: its type.
pub(super) fn net(stage: &Stage, own: Option<&Ident>, errors: &mut Errors) -> Option<TokenStream> {
    let group = group_of_net(stage)?;
    if let Some(word) = stage.words.first() {
        errors.report(word, message::behind_net(word.to_token_stream()));
    }
    if !is_path(&group.stream()) {
        let place = if group.stream().is_empty() { group.to_token_stream() } else { group.stream() };
        errors.report(place, message::net_usage());
        return None;
    }
    let path: TokenStream = flattened(group.stream()).into_iter().collect();
    if let Some(own) = own.filter(|own| own.to_string() == path.to_string()) {
        errors.report(&path, message::net_of_itself(own));
        return None;
    }
    Some(path)
}

/// What stands in the parentheses of `net(...)`, if the stage is one.
pub(super) fn group_of_net(stage: &Stage) -> Option<&Group> {
    match &stage.width {
        Some(ast::Width::Call(path, group)) if path.is("net") => Some(group),
        _ => None,
    }
}

impl Body {
    /// Of a network, which has all this itself.
    pub(super) fn of_a_net() -> Self {
        Self {
            activation: Activation::Identity,
            bias: false,
            initialization: Initialization::Zeros,
            dropout: None,
            warnings: Vec::new(),
        }
    }
}

/// The inputs have neither activation nor parameters.
pub(super) fn of_the_inputs(stage: &Stage, errors: &mut Errors) {
    match stage.words.first() {
        Some(Word::Path { path, .. }) => {
            let text = written(&path.trees);
            let modifies = path.word().is_some() && modifier::usage(&text).is_some();
            let message = if modifies { message::input_modifier } else { message::input_word };
            errors.report(path, message(text));
        }
        Some(Word::Number(number)) => errors.report(number, message::arrow_before(number.to_token_stream())),
        None => {}
    }
}

/// `hidden` in `hidden 3 relu`, where `word` is the number.
fn name_without_colon<'a>(stage: &'a Stage, word: &Word) -> Option<&'a Ident> {
    let Some(ast::Width::Path(path)) = &stage.width else { return None };
    let first = stage.words.first().is_some_and(|first| std::ptr::eq(first, word));
    let lower = |name: &&Ident| {
        let text = name.to_string();
        text.starts_with(char::is_lowercase) && !modifier::is_block(&text)
    };
    path.word().filter(|_| first && stage.label.is_none()).filter(lower)
}

/// Whether an arrow is missing right behind the first width.
pub(super) fn has_second_width(stage: &Stage) -> bool {
    matches!(stage.words.first(), Some(Word::Number(_)))
}

/// Whether nothing says that the layer has none.
pub(super) fn has_bias(stage: &Stage) -> bool {
    let takes =
        |word: &Word| matches!(word, Word::Path { path, .. } if path.word().is_some_and(|word| word == "no_bias"));
    !stage.words.iter().any(takes)
}

/// Reads what follows the width; `None` where the activation is wrong, which has been reported then.
pub(super) fn layer(stage: &Stage, width: Option<&Width>, position: Position, errors: &mut Errors) -> Option<Body> {
    // The number in `sigmoid 3` was reported with its width.
    let swapped = width.is_none() && has_second_width(stage);
    let written = &stage.words[usize::from(swapped)..];
    // Where an arrow is missing, another layer follows.
    let last = position.last && !written.iter().any(|word| matches!(word, Word::Number(_)));
    let single = width.and_then(Width::literal) == Some(1);
    let mut words = Words::new(Position { last, ..position }, single, errors);
    let mut rest = written.iter().peekable();
    while let Some(word) = rest.next() {
        match (word, rest.peek()) {
            (Word::Path { path, argument: None }, Some(Word::Number(number))) if words.bare_argument(path, number) => {
                rest.next();
            }
            (Word::Path { path, argument }, _) => words.path(path, argument.as_ref()),
            (Word::Number(number), _) => {
                let text = match name_without_colon(stage, word) {
                    Some(name) => message::colon_before(number.to_token_stream(), name),
                    None => message::arrow_before(number.to_token_stream()),
                };
                words.errors.report(number, text);
                // What follows belongs to the layer that begins here.
                break;
            }
        }
    }
    words.body(width)
}

/// The words of one layer, as far as they are read.
struct Words<'a> {
    position: Position,
    /// The layer has one unit.
    single: bool,
    /// Written, right or wrong.
    activated: bool,
    activation: Option<(Activation, Initialization)>,
    /// The modifiers so far.
    modifiers: Vec<&'a Ident>,
    /// With the word that was written.
    initialization: Option<(Initialization, TokenStream)>,
    /// Warnings about the initialization are not wanted.
    allowed: bool,
    dropout: Option<f32>,
    errors: &'a mut Errors,
}

impl<'a> Words<'a> {
    fn new(position: Position, single: bool, errors: &'a mut Errors) -> Self {
        Self {
            position,
            single,
            activated: false,
            activation: None,
            modifiers: Vec::new(),
            initialization: None,
            allowed: false,
            dropout: None,
            errors,
        }
    }

    fn path(&mut self, path: &'a Path, argument: Option<&Group>) {
        let Some(word) = path.word() else { return self.custom(path, argument) };
        let text = word.to_string();
        if let Some(entry) = activation::find(&text) {
            self.builtin(word, &entry, argument);
        } else if modifier::usage(&text).is_some() {
            self.modifier(word, argument);
        } else if argument.is_some() && modifier::is_block(&text) {
            self.errors.report(word, message::block_elsewhere(word));
        } else if let Some(meant) = activation::meant(&text) {
            self.misspelt(word, meant);
        } else if is_type_name(&text) && !(argument.is_some() && modifier::meant(&text).is_some()) {
            self.custom(path, argument);
        } else if self.activated || modifier::meant(&text).is_some() {
            self.errors.report(word, message::unknown_modifier(word, modifier::meant(&text)));
        } else {
            self.activated = true;
            self.errors.report(word, message::unknown_word(word, &activation::words().collect::<Vec<_>>()));
        }
    }

    /// `dropout 0.2`: reports a number behind a word that takes it in parentheses. A whole one may be a width.
    fn bare_argument(&mut self, path: &Path, number: &Number) -> bool {
        let text = written(&path.trees);
        let activation = activation::find(&text).and_then(|entry| entry.usage());
        let activates = activation.is_some();
        let usage = activation.or_else(|| modifier::usage(&text).map(str::to_owned));
        let Some(usage) = usage.filter(|usage| *usage != text && number.literal.to_string().contains('.')) else {
            return false;
        };
        self.errors.report(number, message::argument_in_parentheses(text, usage));
        self.activated |= activates;
        true
    }

    /// Whether this is the layer's first activation, in its place.
    fn activate(&mut self, written: &impl ToTokens) -> bool {
        if self.activated {
            self.errors.report(written, message::second_activation());
            return false;
        }
        self.activated = true;
        if let Some(modifier) = self.modifiers.first() {
            let text = crate::written::written(&written.to_token_stream().into_iter().collect::<Vec<TokenTree>>());
            self.errors.report(written, message::activation_first(text, modifier));
        }
        true
    }

    fn misspelt(&mut self, word: &Ident, meant: &str) {
        if self.activate(word) {
            self.errors.report(word, message::unknown_activation(word, meant));
        }
    }

    /// A type of the user's.
    fn custom(&mut self, path: &Path, argument: Option<&Group>) {
        if !self.activate(path) {
            return;
        }
        if let Some(argument) = argument {
            self.errors.report(argument, message::no_argument(written(&path.trees)));
        }
        self.activation = Some((Activation::Custom(path.to_token_stream()), Initialization::He));
    }

    fn builtin(&mut self, word: &Ident, entry: &Entry, argument: Option<&Group>) {
        if !self.activate(word) {
            return;
        }
        let value = match (entry.argument, argument) {
            (Some(takes), Some(group)) => {
                let usage = entry.usage().unwrap_or_default();
                fraction(group, takes.name, &usage, self.errors).unwrap_or(takes.default)
            }
            (takes, None) => takes.map_or(0.0, |takes| takes.default),
            (None, Some(group)) => {
                self.errors.report(group, message::no_argument(word));
                0.0
            }
        };
        let activation = (entry.with)(value);
        if matches!(activation, Activation::Softmax) {
            self.softmax(word);
        }
        self.activation = Some((activation, entry.initialization));
    }

    fn softmax(&mut self, word: &Ident) {
        if self.position.residual {
            self.errors.report(word, message::residual_softmax());
        } else if !self.position.last {
            self.errors.report(word, message::hidden_softmax(self.position.number));
        } else if self.single {
            self.errors.report(word, message::single_softmax());
        }
    }

    fn modifier(&mut self, word: &'a Ident, argument: Option<&Group>) {
        let usage = modifier::usage(&word.to_string()).unwrap_or_default();
        if self.modifiers.contains(&word) {
            self.errors.report(word, message::given_twice(word));
            return;
        }
        self.modifiers.push(word);
        match (word.to_string().as_str(), argument) {
            ("no_bias", None) => {}
            ("no_bias", Some(group)) => self.errors.report(group, message::no_argument(word)),
            ("dropout", _) if self.position.last && !self.position.residual => {
                self.errors.report(word, message::last_dropout());
            }
            (_, None) => self.errors.report(word, message::argument_missing(word, usage)),
            ("dropout", Some(group)) => self.dropout = fraction(group, "rate", usage, self.errors),
            ("allow", Some(group)) => self.allowed = lints::allowed(group, usage, self.errors),
            (_, Some(group)) => {
                self.initialization =
                    initialization(group, usage, self.errors).map(|initialization| (initialization, group.stream()));
            }
        }
    }

    fn body(self, width: Option<&Width>) -> Option<Body> {
        let identity = || activation::find("identity").map(|entry| ((entry.with)(0.0), entry.initialization));
        let (activation, default) = if self.activated { self.activation? } else { identity()? };
        let mut warnings = Vec::new();
        if !self.activated && !self.position.last && !self.position.residual {
            warnings.extend(width.map(|width| lints::linear_layer(self.position, width)));
        }
        if let Some((initialization, word)) = &self.initialization
            && !self.allowed
        {
            warnings.extend(lints::initialization(self.position, &activation, *initialization, word));
        }
        Some(Body {
            activation,
            bias: !self.modifiers.iter().any(|word| *word == "no_bias"),
            initialization: self.initialization.map_or(default, |(initialization, _)| initialization),
            dropout: self.dropout,
            warnings,
        })
    }
}

/// The word in `init(...)`.
fn initialization(group: &Group, usage: &str, errors: &mut Errors) -> Option<Initialization> {
    let trees = flattened(group.stream());
    if trees.is_empty() {
        errors.report(group, message::no_initialization(usage));
        return None;
    }
    let word = written(&trees);
    let found = initialization::find(&word);
    if found.is_none() {
        let words: Vec<&str> = initialization::words().collect();
        errors.report(group.stream(), message::unknown_initialization(&word, initialization::meant(&word), &words));
    }
    found
}
