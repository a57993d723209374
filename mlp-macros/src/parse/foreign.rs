//! Layers as other frameworks write them, `nn.Linear(2, 64)` or `Dense(64, activation = "relu")`, read for the remedy of
//! a message.

mod arguments;
mod layer;
mod network;

use proc_macro2::{Delimiter, Group, TokenTree};
use syn::Lit;

use self::arguments::{Argument, number_in, split};
pub(crate) use self::arguments::{activation, word};
pub(crate) use self::layer::Layer;
pub(crate) use self::network::{Written, network};
use super::tokens::flattened;
use crate::language::foreign::{self, Foreign};
use crate::language::{activation, modifier};
use crate::source_text::text_of;

/// What one layer of another framework is here.
pub(crate) enum Item {
    /// `Input(2)`: the number of inputs.
    Inputs(String),
    /// `64 relu`: what is written here, too.
    Plain(Layer),
    /// `Dense(64)`; or without a width, `ReLU()`, what belongs to the layer before.
    Layer(Layer),
    /// `Sequential(..)`; empty where its layers could not be read.
    Network(Vec<Item>),
    Flatten,
    /// The name of a layer that is not there.
    Absent(String),
}

/// Words behind the name of a type that make one of it.
const CONSTRUCTORS: [&str; 3] = ["new", "default", "init"];

/// Reads one layer, with the words behind it; `None` where no framework has it.
pub(crate) fn item(trees: &[TokenTree]) -> Option<Item> {
    if let Some((TokenTree::Literal(literal), rest)) = trees.split_first() {
        let is_whole = matches!(Lit::new(literal.clone()), Lit::Int(_));
        let layer = Layer { width: Some(literal.to_string()), ..Layer::default() };
        return is_whole.then(|| Item::Plain(layer.with_words(rest)));
    }
    let call = Call::read(trees)?;
    match call.item()? {
        Item::Layer(layer) => Some(Item::Layer(layer.with_words(call.rest))),
        item => Some(item),
    }
}

/// Reads the layer that a stage is, be it written as here or elsewhere.
pub(crate) fn layer(trees: &[TokenTree]) -> Option<Layer> {
    match (item(trees), trees.split_first()) {
        (Some(Item::Layer(layer) | Item::Plain(layer)), _) => Some(layer),
        (None, Some((width, rest))) => {
            let is_width = match width {
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                TokenTree::Ident(word) => activation::is_type_name(&word.to_string()),
                _ => false,
            };
            let layer = Layer { width: Some(text_of(&trees[..1])), ..Layer::default() };
            is_width.then(|| layer.with_words(rest))
        }
        _ => None,
    }
}

/// Reads the layers in a list, which is empty where one of them is unknown.
pub(crate) fn items(trees: &[TokenTree]) -> Vec<Item> {
    let parts = split(trees);
    let items: Option<Vec<Item>> = parts.into_iter().map(item).collect();
    items.unwrap_or_default()
}

/// A name of another framework with its arguments.
struct Call<'a> {
    /// The last word of the path: `Linear`.
    name: String,
    /// Whether it has parentheses.
    has_parentheses: bool,
    /// All words of the path: `nn.Linear`.
    words: usize,
    arguments: Vec<TokenTree>,
    /// What stands behind it.
    rest: &'a [TokenTree],
}

impl<'a> Call<'a> {
    /// Reads `nn.Linear(2, 64)`, `nn::Linear::new(2, 64)`, `Linear<2, 64>`, or a path alone.
    fn read(trees: &'a [TokenTree]) -> Option<Self> {
        let is =
            |at: usize, sign: char| matches!(trees.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
        let mut at = if is(0, ':') && is(1, ':') { 2 } else { 0 };
        let (mut words, mut arguments) = (Vec::new(), Vec::new());
        while let Some(TokenTree::Ident(word)) = trees.get(at) {
            words.push(word.to_string());
            at += 1;
            if is(at, '<') {
                let end = (at..trees.len()).find(|end| is(*end, '>') && !is(end - 1, '=') && !is(end - 1, '-'))?;
                arguments = trees[at + 1..end].to_vec();
                at = end + 1;
            }
            let is_word = |at: usize| matches!(trees.get(at), Some(TokenTree::Ident(_)));
            at += match (is(at, '.'), is(at, ':') && is(at + 1, ':')) {
                (true, _) if is_word(at + 1) => 1,
                (_, true) if is_word(at + 2) => 2,
                _ => break,
            };
        }
        let name = words.iter().rev().find(|word| !CONSTRUCTORS.contains(&word.as_str()))?.clone();
        let group = trees.get(at).and_then(parenthesized);
        if let Some(group) = group {
            at += 1;
            arguments.extend(flattened(group.stream()));
            // `.init(&device)`
            while is(at, '.') {
                at += 2;
                at += usize::from(trees.get(at).and_then(parenthesized).is_some());
            }
        }
        let rest = trees.get(at..).unwrap_or_default();
        Some(Self { name, has_parentheses: group.is_some(), words: words.len(), arguments, rest })
    }

    /// Returns what it is here.
    fn item(&self) -> Option<Item> {
        let arguments = &self.arguments[..];
        let is_called = self.has_parentheses || !arguments.is_empty();
        match foreign::find(&self.name).filter(|_| is_called) {
            Some(Foreign::Dense) => return Some(Item::Layer(Layer::dense(arguments))),
            Some(Foreign::Inputs) => return arguments::inputs(arguments).map(Item::Inputs),
            Some(Foreign::Network) => return Some(Item::Network(items(arguments::opened(arguments).as_slice()))),
            Some(Foreign::Flatten) => return Some(Item::Flatten),
            Some(Foreign::Absent) => return Some(Item::Absent(self.name.clone())),
            Some(Foreign::Activation) => {
                let activation = split(arguments).first().and_then(|value| activation(value));
                return Some(Item::Layer(Layer { activation, ..Layer::default() }));
            }
            Some(Foreign::Dropout) => {
                // PyTorch's default
                let rate = number_in(arguments).unwrap_or_else(|| "0.5".to_owned());
                return Some(Item::Layer(Layer { modifiers: vec![format!("dropout({rate})")], ..Layer::default() }));
            }
            None => {}
        }
        if self.words == 1 && modifier::find(&self.name).is_some() {
            let text =
                if self.has_parentheses { format!("{}({})", self.name, text_of(arguments)) } else { self.name.clone() };
            return Some(Item::Layer(Layer { modifiers: vec![text], ..Layer::default() }));
        }
        self.activation().map(Item::Layer)
    }

    /// Returns the activation that it is, perhaps with a width in its parentheses: `relu(3)`.
    fn activation(&self) -> Option<Layer> {
        let meant = activation::meant(&self.name)?;
        let builtin = activation::find(meant)?;
        let number = number_in(&self.arguments);
        let positional = matches!(split(&self.arguments)[..], [value] if Argument::of(value).is_positional());
        let (argument, width) = match number {
            Some(number) if builtin.argument.is_some() && number.contains('.') => (Some(number), None),
            Some(number) if positional && !number.contains('.') => (None, Some(number)),
            _ => (None, None),
        };
        let activation = argument.map_or_else(|| meant.to_owned(), |argument| format!("{meant}({argument})"));
        Some(Layer { activation: Some(activation), width, ..Layer::default() })
    }
}

fn parenthesized(tree: &TokenTree) -> Option<&Group> {
    match tree {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => Some(group),
        _ => None,
    }
}
