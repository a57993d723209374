//! A layer of another framework, as it is written here.

use proc_macro2::{Delimiter, TokenTree};

use super::arguments::{self, Argument, split};
use super::call;
use crate::language::foreign::Keyword;
use crate::language::{activation, initialization};
use crate::source_text::text_of;

/// A layer; without a width it is what belongs to the layer before.
#[derive(Clone, Default)]
pub(crate) struct Layer {
    pub(crate) label: Option<String>,
    pub(crate) inputs: Option<String>,
    pub(crate) width: Option<String>,
    pub(crate) activation: Option<String>,
    pub(crate) modifiers: Vec<String>,
    /// The arguments that have no place here.
    pub(crate) homeless: Vec<String>,
}

impl Layer {
    /// Reads the arguments of `Dense` or `Linear`.
    pub(super) fn dense(trees: &[TokenTree]) -> Self {
        let mut layer = Self::default();
        let arguments = split(trees);
        let has_numbers = arguments.iter().any(|argument| arguments::number(argument).is_some());
        let mut widths = Vec::new();
        for argument in arguments {
            match Argument::of(argument) {
                Argument::Pair(inputs, units) => widths = vec![arguments::width(inputs), arguments::width(units)],
                Argument::Keyword(keyword, name, value) => layer.keyword(keyword, name, value),
                Argument::Positional(value) => match &text_of(value)[..] {
                    "false" | "False" => layer.modifiers.push("no_bias".to_owned()),
                    "true" | "True" => {}
                    _ if layer.activation.is_none() && call::activation(value).is_some() => {
                        layer.activation = call::activation(value);
                    }
                    // beside numbers a variable is no width but where the weights are: `linear(2, 64, vb)`
                    _ if has_numbers && arguments::number(value).is_none() && !is_constant(value) => {}
                    _ => widths.push(arguments::width(value)),
                },
            }
        }
        match &widths[..] {
            [] => {}
            [width] => layer.width = layer.width.or_else(|| Some(width.clone())),
            [inputs, width, ..] => (layer.inputs, layer.width) = (Some(inputs.clone()), Some(width.clone())),
        }
        layer
    }

    /// Reads `activation = "relu"`.
    fn keyword(&mut self, keyword: Option<Keyword>, name: String, value: &[TokenTree]) {
        let text = text_of(value);
        match keyword {
            Some(Keyword::Inputs) => self.inputs = arguments::size(value),
            Some(Keyword::Units) => self.width = Some(arguments::width(value)),
            Some(Keyword::Bias) if matches!(&text[..], "false" | "False") => self.modifiers.push("no_bias".to_owned()),
            Some(Keyword::Activation) if call::activation(value).is_some() => {
                self.activation = call::activation(value);
            }
            Some(Keyword::Initialization) => {
                let word = call::word(value);
                let found = word.as_deref().and_then(initialization::meant).and_then(initialization::find);
                match found {
                    Some(found) => self.modifiers.push(format!("init({})", found.usage())),
                    None => self.homeless.push(name),
                }
            }
            Some(Keyword::Name) => {
                let label = call::word(value).filter(|label| syn::parse_str::<syn::Ident>(label).is_ok());
                match label {
                    Some(label) => self.label = Some(label),
                    None => self.homeless.push(name),
                }
            }
            Some(Keyword::Activation) if matches!(&text[..], "None" | "nothing") => {}
            Some(Keyword::Bias | Keyword::Nothing) => {}
            Some(Keyword::Activation | Keyword::Rate) | None => self.homeless.push(name),
        }
    }

    /// Returns the layer with the words behind its width.
    pub(super) fn with_words(mut self, mut trees: &[TokenTree]) -> Self {
        while let [word, rest @ ..] = trees {
            let has_argument = match (word, rest) {
                (TokenTree::Ident(_), [TokenTree::Group(group), ..]) => group.delimiter() == Delimiter::Parenthesis,
                _ => false,
            };
            let (written, behind) = trees.split_at(1 + usize::from(has_argument));
            let is_activation = activation::find(&word.to_string()).is_some();
            match (&self.activation, is_activation) {
                (None, true) => self.activation = Some(text_of(written)),
                _ => self.modifiers.push(text_of(written)),
            }
            trees = behind;
        }
        self
    }

    /// Returns the layer with what belongs to it, unless it has an activation already.
    pub(crate) fn joined(mut self, words: &Self) -> Option<Self> {
        if self.activation.is_some() && words.activation.is_some() {
            return None;
        }
        self.activation = self.activation.or_else(|| words.activation.clone());
        self.modifiers.extend(words.modifiers.iter().cloned());
        self.homeless.extend(words.homeless.iter().cloned());
        Some(self)
    }

    /// Returns the layer as it is written here: `hidden: 64 relu no_bias`.
    pub(crate) fn text(&self) -> String {
        let label = self.label.iter().map(|label| format!("{label}:"));
        let words = self.width.iter().chain(&self.activation).chain(&self.modifiers).cloned();
        label.chain(words).collect::<Vec<_>>().join(" ")
    }
}

/// Returns whether a value is a constant by its name.
fn is_constant(value: &[TokenTree]) -> bool {
    matches!(value, [TokenTree::Ident(word)] if activation::is_type_name(&word.to_string()))
}
