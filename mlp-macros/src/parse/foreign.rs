//! Layers as other frameworks write them, `nn.Linear(2, 64)` or `Dense(64, activation = "relu")`, read for the remedy of
//! a message.

mod arguments;
mod call;
mod layer;
mod network;

use proc_macro2::{Delimiter, TokenTree};
use syn::Lit;

use self::arguments::{number_in, split};
use self::call::Call;
pub(crate) use self::call::{activation, word};
pub(crate) use self::layer::Layer;
pub(crate) use self::network::{Written, network};
use crate::language::foreign::{self, Foreign};
use crate::language::{activation, modifier};
use crate::source_text::text_of;

/// One layer of another framework, as it is declared here.
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

impl Call<'_> {
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
        let (activation, width) = self.activation()?;
        Some(Item::Layer(Layer { activation: Some(activation), width, ..Layer::default() }))
    }
}
