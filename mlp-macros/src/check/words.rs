//! The words after the width of a layer: an activation and modifiers.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use super::initialization::{self, FirstValues};
use super::lints;
use super::number::fraction;
use super::position::Position;
use crate::ast::{self, Number, Path, Stage, Word};
use crate::errors::{Errors, message};
use crate::language::activation::{self, Activation, Builtin, Kind, is_type_name};
use crate::language::foreign;
use crate::language::initialization::Initialization;
use crate::language::modifier::{self, Modifier};
use crate::language::{block, usage};
use crate::network::{Layer, Warning, Width};
use crate::source_text::source_text;

/// All of a layer but its name and width.
pub(super) struct LayerWords {
    activation: Activation,
    bias: bool,
    no_bias: TokenStream,
    initialization: Initialization,
    bias_initialization: Initialization,
    written_initialization: Option<String>,
    dropout: Option<f32>,
    frozen: bool,
    warnings: Vec<Warning>,
}

impl LayerWords {
    /// Returns the words of a nested network, whose layers have all this themselves; all of them may be frozen.
    pub(super) fn of_network(frozen: bool) -> Self {
        Self {
            activation: Activation::identity(),
            bias: false,
            no_bias: TokenStream::new(),
            initialization: Initialization::Zeros,
            bias_initialization: Initialization::Zeros,
            written_initialization: None,
            dropout: None,
            frozen,
            warnings: Vec::new(),
        }
    }

    pub(super) fn into_layer(self, docs: TokenStream, name: Ident, width: Width) -> Layer {
        let Self { activation, bias, no_bias, initialization, bias_initialization, .. } = self;
        let Self { written_initialization, dropout, frozen, warnings, .. } = self;
        Layer {
            docs,
            name,
            width,
            activation,
            bias,
            no_bias,
            initialization,
            bias_initialization,
            written_initialization,
            dropout,
            frozen,
            warnings,
        }
    }
}

/// Reads what follows the width; `None` where the activation is wrong, which has been reported.
pub(super) fn layer(
    stage: &Stage,
    width: Option<&Width>,
    position: Position,
    errors: &mut Errors,
) -> Option<LayerWords> {
    // the number in `sigmoid 3` was reported with its width
    let is_swapped = width.is_none() && stage.has_second_width();
    let written = &stage.words[usize::from(is_swapped)..];
    // where an arrow is missing, another layer follows
    let last = position.last && !written.iter().any(|word| matches!(word, Word::Number(_)));
    let mut reader = Reader::new(Position { last, ..position }, width, errors);
    let mut words = written.iter().peekable();
    while let Some(word) = words.next() {
        match (word, words.peek()) {
            (Word::Path { path, argument: None }, Some(Word::Number(number))) if reader.bare_argument(path, number) => {
                words.next();
            }
            (Word::Path { path, argument: None }, _) if reader.has_activation && is_constant(path) => {
                reader.errors.report(path, message::arrow_before(source_text(path)));
                break;
            }
            (Word::Path { path, argument }, _) => reader.word(path, argument.as_ref()),
            (Word::Number(number), _) => {
                reader.second_width(stage, word, number);
                // what follows belongs to the layer that begins here
                break;
            }
        }
    }
    reader.finish()
}

/// Returns whether a path is written like a constant, a width: `UNITS`.
fn is_constant(path: &Path) -> bool {
    let word = path.word().map(ToString::to_string).unwrap_or_default();
    word.len() > 1 && is_type_name(&word) && !word.contains(char::is_lowercase) && activation::meant(&word).is_none()
}

/// Returns `hidden` of `hidden 3 relu`, where `word` is the number: a name without its colon.
fn name_without_colon<'a>(stage: &'a Stage, word: &Word) -> Option<&'a Ident> {
    let Some(ast::Width::Path(path)) = &stage.width else { return None };
    let is_first = stage.words.first().is_some_and(|first| std::ptr::eq(first, word));
    let is_field_name = |name: &&Ident| {
        let text = name.to_string();
        text.starts_with(char::is_lowercase) && !block::is_block(&text)
    };
    path.word().filter(|_| is_first && stage.label.is_none()).filter(is_field_name)
}

/// The words of one layer, as far as they are read.
struct Reader<'a> {
    position: Position,
    /// `None` where it is missing or wrong.
    width: Option<&'a Width>,
    /// Whether an activation was written, right or wrong.
    has_activation: bool,
    /// Whether what was written is unknown, so that a second may be the only one.
    is_unknown: bool,
    /// The activation that was written, if it is right.
    activation: Option<Activation>,
    /// The words of the modifiers so far.
    modifiers: Vec<&'a Ident>,
    /// The modifiers as they were written.
    written_modifiers: Vec<String>,
    /// The `init(...)` that was written, if it is right.
    initialization: Option<FirstValues>,
    /// Whether `allow(init)` turns warnings about the initialization off.
    allows_initialization: bool,
    dropout: Option<f32>,
    errors: &'a mut Errors,
}

impl<'a> Reader<'a> {
    fn new(position: Position, width: Option<&'a Width>, errors: &'a mut Errors) -> Self {
        Self {
            position,
            width,
            has_activation: false,
            is_unknown: false,
            activation: None,
            modifiers: Vec::new(),
            written_modifiers: Vec::new(),
            initialization: None,
            allows_initialization: false,
            dropout: None,
            errors,
        }
    }

    /// Reads a word and its argument.
    fn word(&mut self, path: &'a Path, argument: Option<&Group>) {
        let Some(word) = path.word() else { return self.custom_activation(path, argument) };
        let text = word.to_string();
        if let Some(builtin) = activation::find(&text) {
            self.builtin_activation(word, builtin, argument);
        } else if let Some(modifier) = modifier::find(&text) {
            self.modifier(word, modifier, argument);
        } else if foreign::find(&text) == Some(foreign::Foreign::Absent) {
            self.errors.report(word, message::absent_layer(word));
        } else if text == "name" {
            self.errors.report(word, message::name_behind("hidden: 3 relu"));
        } else if argument.is_some() && block::is_block(&text) {
            self.errors.report(word, message::block_elsewhere(word));
        } else if let Some(meant) = activation::meant(&text) {
            self.misspelt_activation(word, meant);
        } else if is_type_name(&text) && !(argument.is_some() && modifier::meant(&text).is_some()) {
            self.custom_activation(path, argument);
        } else if self.has_activation || modifier::meant(&text).is_some() {
            let meant = modifier::meant(&text);
            // a word takes the argument that was written
            let usage = if argument.is_some() { meant } else { meant.and_then(modifier::usage) };
            self.errors.report(word, message::unknown_modifier(word, usage));
        } else {
            (self.has_activation, self.is_unknown) = (true, true);
            self.errors.report(word, message::unknown_word(word, &activation::words().collect::<Vec<_>>()));
        }
    }

    /// Reports the number in `dropout 0.2`, which belongs in parentheses, and returns whether it is one. A whole
    /// number may be a width.
    fn bare_argument(&mut self, path: &Path, number: &Number) -> bool {
        let text = source_text(path);
        let Some(usage) = usage(&text).filter(|usage| *usage != text && number.literal.to_string().contains('.'))
        else {
            return false;
        };
        let usage = format!("{}({})", usage.split('(').next().unwrap_or_default(), number.to_token_stream());
        self.errors.report(number, message::argument_in_parentheses(&text, usage));
        self.has_activation |= activation::find(&text).is_some();
        true
    }

    /// Reports a second number, before which an arrow or a colon is missing.
    fn second_width(&mut self, stage: &Stage, word: &Word, number: &Number) {
        let text = match name_without_colon(stage, word) {
            Some(name) => {
                let words = &stage.words;
                message::colon_before(source_text(quote!(#(#words)*)), name)
            }
            None => message::arrow_before(number.to_token_stream()),
        };
        self.errors.report(number, text);
    }

    /// Notes that an activation was written, and returns whether it is the layer's first.
    fn is_first_activation(&mut self, written: &impl ToTokens) -> bool {
        if self.has_activation {
            if !self.is_unknown {
                self.errors.report(written, message::second_activation());
            }
            return false;
        }
        self.has_activation = true;
        if !self.written_modifiers.is_empty() {
            let modifiers = self.written_modifiers.join(" ");
            self.errors.report(written, message::activation_first(source_text(written), modifiers));
        }
        true
    }

    fn misspelt_activation(&mut self, word: &Ident, meant: &str) {
        if self.is_first_activation(word) {
            self.errors.report(word, message::unknown_activation(word, meant));
        }
    }

    /// Reads a user-defined activation.
    fn custom_activation(&mut self, path: &Path, argument: Option<&Group>) {
        if !self.is_first_activation(path) {
            return;
        }
        if let Some(word) = word_of_the_path(path) {
            self.errors.report(path, message::activation_by_path(source_text(path), word));
            return;
        }
        if let Some(argument) = argument {
            self.errors.report(argument, message::no_argument(source_text(path)));
        }
        self.activation = Some(Activation::Custom(path.to_token_stream()));
    }

    /// Reads an activation of the language.
    fn builtin_activation(&mut self, word: &Ident, builtin: &'static Builtin, group: Option<&Group>) {
        if !self.is_first_activation(word) {
            return;
        }
        let value = match (builtin.argument, group) {
            (Some(argument), Some(group)) => {
                let usage = builtin.usage().unwrap_or_default();
                fraction(group, argument.name, &usage, self.errors).or(Some(argument.default))
            }
            (argument, None) => argument.map(|argument| argument.default),
            (None, Some(group)) => {
                self.errors.report(group, message::no_argument(word));
                None
            }
        };
        if builtin.kind == Kind::Joint {
            self.joint_activation(word);
        }
        self.activation = Some(Activation::Builtin { builtin, argument: value });
    }

    /// Reports `softmax` unless it is the activation of a last layer with several units.
    fn joint_activation(&mut self, word: &Ident) {
        if self.position.ends_residual {
            self.errors.report(word, message::residual_softmax());
        } else if !self.position.last {
            self.errors.report(word, message::hidden_softmax(self.position.number));
        } else if self.width.and_then(Width::literal) == Some(1) {
            self.errors.report(word, message::single_softmax());
        }
    }

    fn modifier(&mut self, word: &'a Ident, modifier: Modifier, argument: Option<&Group>) {
        let usage = modifier::usage(&word.to_string()).unwrap_or_default();
        if self.modifiers.contains(&word) {
            self.errors.report(word, message::given_twice(word));
            return;
        }
        self.modifiers.push(word);
        self.written_modifiers.push(source_text(quote!(#word #argument)));
        match (modifier, argument) {
            (Modifier::NoBias | Modifier::Freeze, None) => {}
            (Modifier::NoBias | Modifier::Freeze, Some(group)) => self.errors.report(group, message::no_argument(word)),
            (Modifier::Dropout, _) if self.position.last && !self.position.ends_residual => {
                self.errors.report(word, message::last_dropout());
            }
            (_, None) => self.errors.report(word, message::argument_missing(word, usage)),
            (Modifier::Dropout, Some(group)) => self.dropout = fraction(group, "rate", usage, self.errors),
            (Modifier::Allow, Some(group)) => {
                self.allows_initialization = lints::allows_initialization(group, usage, self.errors);
            }
            (Modifier::Initialization, Some(group)) => {
                self.initialization = initialization::read(group, usage, self.errors);
            }
        }
    }

    /// Returns what was read, with the defaults for what was not written.
    fn finish(self) -> Option<LayerWords> {
        let warnings = self.warnings();
        let activation = if self.has_activation { self.activation? } else { Activation::identity() };
        let no_bias: TokenStream =
            self.modifiers.iter().filter(|word| **word == "no_bias").map(ToTokens::to_token_stream).collect();
        let bias = no_bias.is_empty();
        if let Some(FirstValues { weights, biases: Some((_, written)), .. }) = &self.initialization
            && !bias
        {
            self.errors.report(written, message::no_biases_to_initialize(weights.usage()));
        }
        let initialization = self.initialization.as_ref().map_or(activation.initialization(), |first| first.weights);
        let written_initialization = self.initialization.as_ref().map(FirstValues::text);
        let written = self.initialization.and_then(|first| first.biases);
        let bias_initialization = written.map_or(initialization.biases(), |(biases, _)| biases);
        Some(LayerWords {
            activation,
            bias,
            no_bias,
            frozen: self.modifiers.iter().any(|word| *word == "freeze"),
            initialization,
            bias_initialization,
            written_initialization,
            dropout: self.dropout,
            warnings,
        })
    }

    fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if !self.has_activation && !self.position.last && !self.position.ends_residual {
            warnings.extend(self.width.map(|width| lints::linear_layer(self.position, width)));
        }
        if let Some(first) = &self.initialization
            && !self.allows_initialization
        {
            warnings.extend(lints::initialization(self.position, first));
        }
        warnings
    }
}

/// Returns the word of the activation that `mlp::activation::Relu` names, which is not one of a user's.
fn word_of_the_path(path: &Path) -> Option<&'static str> {
    let words = path.trees.iter().filter_map(|tree| match tree {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    });
    match &words.collect::<Vec<_>>()[..] {
        [first, module, name] if first == "mlp" && module == "activation" => activation::meant(name),
        _ => None,
    }
}
