//! Widths, and what stands in their place.

use proc_macro2::{Delimiter, Group, Ident, Literal, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Lit;

use super::foreign::{self, Written};
use super::parser::{Parser, shown};
use super::tokens::flattened;
use crate::ast::{Path, Stage, Width};
use crate::errors::message;
use crate::language::block;
use crate::source_text::{source_text, text_of};

impl Parser {
    /// Reads a width; where there is none, that is reported, unless the stage is empty.
    pub(super) fn width(&mut self, label: Option<&Ident>) -> Option<Width> {
        if let Some(width) = self.quoted_width() {
            return Some(width);
        }
        if self.at_end_of_stage() {
            if let Some(label) = label {
                self.errors.report(label, message::no_width_after_label(label));
            }
            return None;
        }
        if let Some(number) = self.tokens.take_number() {
            return Some(Width::Number(number));
        }
        if let Some(path) = self.tokens.take_path() {
            let path = self.with_dots(path);
            return self.path_or_call(path);
        }
        if let Some(end) = self.named_end() {
            return Some(Width::Named(end));
        }
        if let Some(width) = self.qualified_path() {
            return Some(width);
        }
        let expression = self.expression();
        if expression.is_none() {
            self.not_a_width();
        }
        expression.map(Width::Expression)
    }

    /// Returns the path with the words behind its dots, as in `nn.Linear(2, 64)`.
    pub(super) fn with_dots(&mut self, mut path: Path) -> Path {
        while self.tokens.punct(0) == Some('.') && self.tokens.ident(1).is_some() {
            path.trees.extend(self.tokens.take(2));
        }
        path
    }

    /// Reads `<C as Sizes>::UNITS`, which is reported: it needs braces.
    fn qualified_path(&mut self) -> Option<Width> {
        let start = self.tokens.position();
        let generics = self.tokens.generics_length(0)?;
        if !self.tokens.joint(generics, ':', ':') {
            return None;
        }
        self.tokens.take(generics + 2);
        self.tokens.take_path()?;
        let written = self.tokens.since(start);
        let text = source_text(&written);
        self.errors.report(&written, message::in_braces(text));
        Some(Width::Expression(Group::new(Delimiter::Brace, written)))
    }

    /// Reads the rest of a width that begins with a path.
    fn path_or_call(&mut self, path: Path) -> Option<Width> {
        let block = path.word().and_then(|word| block::find(&word.to_string()));
        if let (Some(_), Some(word), Some(second)) = (block, path.word(), self.tokens.ident(0).cloned())
            && *word == second
        {
            self.errors.report(&second, message::given_twice(&second));
            self.tokens.next();
        }
        if self.tokens.joint(0, ':', ':') {
            self.errors.report(&path, message::unfinished_path(source_text(&path)));
            self.skip_to_arrow();
            return None;
        }
        if block.is_some()
            && let Some(group) = self.tokens.group(0, Delimiter::Bracket).or(self.tokens.group(0, Delimiter::Brace))
        {
            self.errors.report(group, message::block_in_parentheses(path.to_token_stream()));
            self.skip_stage();
            return None;
        }
        let Some(group) = self.tokens.take_group(Delimiter::Parenthesis) else {
            if let (Some(word), Some(TokenTree::Literal(_))) =
                (path.word().filter(|_| block.is_some()), self.tokens.peek(0))
            {
                self.errors.report(word, message::block_alone(&word.to_string()));
                self.skip_stage();
                return None;
            }
            return Some(Width::Path(path));
        };
        if block.is_none() {
            self.skip_stage();
        }
        Some(Width::Call(path, group))
    }

    /// Reads `{ ... }`, or the invisible group around an expression of an outer macro.
    fn expression(&mut self) -> Option<Group> {
        self.tokens.take_group(Delimiter::Brace).or_else(|| self.tokens.take_group(Delimiter::None))
    }

    /// Reports a stage that does not begin with a width.
    fn not_a_width(&mut self) {
        let is_behind_an_arrow =
            matches!(self.tokens.previous(), Some(TokenTree::Punct(punct)) if punct.as_char() == '>');
        let Some(tree) = self.tokens.next() else { return };
        let rest = self.rest_of_stage();
        let inner = match &tree {
            TokenTree::Group(group) => flattened(group.stream()),
            _ => Vec::new(),
        };
        let has_comma = inner.iter().any(|tree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ','));
        let semicolon = inner.iter().position(|tree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ';'));
        let is_type = matches!(&inner[..], [TokenTree::Ident(word), ..] if matches!(&word.to_string()[..], "f32" | "f64" | "usize"));
        let text = match (&tree, &inner[..]) {
            // `[f32; 2]`
            (TokenTree::Group(_), [word, ..]) if is_type && semicolon == Some(1) => message::number_type_as_width(word),
            // `(64 relu) x 3`
            (TokenTree::Group(group), _) if is_layer(group) && matches!(&rest[..], [_, TokenTree::Literal(_)]) => {
                message::repeated_layers(source_text(group.stream()), text_of(&rest[1..]))
            }
            (TokenTree::Group(group), [name, TokenTree::Punct(colon), ..])
                if group.delimiter() != Delimiter::None
                    && colon.as_char() == ':'
                    && matches!(name, TokenTree::Ident(_)) =>
            {
                message::ends_in_braces(text_of(&inner))
            }
            (TokenTree::Ident(word), _) if word == "for" || word == "loop" => message::loop_of_layers(word),
            (TokenTree::Group(group), _) if group.delimiter() != Delimiter::None && semicolon.is_some() => {
                let (layer, times) = inner.split_at(semicolon.unwrap_or_default());
                repeated_layers(&[layer, &rest].concat(), &times[1..])
            }
            _ if has_comma => match foreign::network(&foreign::items(&inner)) {
                Some(Written { absent: Some(absent), .. }) => message::absent_layer(absent),
                Some(network) if is_behind_an_arrow && !network.is_plain => {
                    message::list_of_layers(network.layers, true)
                }
                Some(network) => message::list_of_layers(network.text(), network.inputs.is_some()),
                None => message::list_of_widths(),
            },
            (_, [TokenTree::Literal(_), TokenTree::Ident(_), ..]) => {
                message::layer_in_parentheses(text_of(&[&inner[..], &rest].concat()))
            }
            (TokenTree::Group(group), _) if group.delimiter() == Delimiter::Parenthesis => {
                message::computed_width().to_owned()
            }
            (TokenTree::Punct(punct), _) if punct.as_char() == '<' => message::computed_width().to_owned(),
            _ => message::not_a_width(shown(&tree)),
        };
        self.errors.report(tree, text);
        self.skip_to_arrow();
    }

    /// Skips what cannot be read.
    pub(super) fn skip_to_arrow(&mut self) {
        while !self.at_end_of_net() && !self.at_plain_arrow() && self.tokens.punct(0) != Some(',') {
            self.tokens.next();
        }
    }

    /// Reads `Input(2), Dense(3), Dense(1)`, the layers of another framework, and reports them with the network that they
    /// are.
    pub(super) fn listed(&mut self) -> Option<Stage> {
        let start = self.tokens.position();
        while !self.at_end_of_net() {
            self.tokens.next();
        }
        let tokens = self.tokens.since(start);
        let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
        let has_equals = trees.iter().any(|tree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == '='));
        let items = if has_equals { Vec::new() } else { foreign::items(&trees) };
        let network = foreign::network(&items).filter(|network| items.len() > 1 && !network.is_plain);
        let Some(network) = network else {
            self.tokens.rewind(start);
            return None;
        };
        let text = match network.absent {
            Some(absent) => message::absent_layer(absent),
            None => message::list_of_layers(network.text(), network.inputs.is_some()),
        };
        self.errors.report(&tokens, text);
        if self.bracketed {
            self.tokens.take_punct('>');
        }
        let (docs, words) = (TokenStream::new(), Vec::new());
        Some(Stage { docs, label: None, is_labelled: false, width: None, words, tokens, whole: false })
    }

    /// Returns whether a width is the beginning of `2 * UNITS` or of `4 x 64 relu`, which is reported and skipped.
    pub(super) fn computes(&mut self, width: &Width) -> bool {
        let (Width::Number(_) | Width::Path(_)) = width else { return false };
        let Some(sign) = self.tokens.peek(0).cloned() else { return false };
        if self.at_sign_before_a_word() {
            return false;
        }
        let rest = self.rest_of_stage();
        let start = self.tokens.position();
        self.skip_stage();
        let is_first = start < 2
            || !matches!(self.tokens.between(start - 2..start - 1), [TokenTree::Punct(arrow)] if arrow.as_char() == '>');
        let is_whole_net = is_first && self.at_end_of_net();
        self.tokens.rewind(start);
        let Some(text) = computed(width, &rest, is_whole_net) else { return false };
        self.errors.report(sign, text);
        self.skip_stage();
        true
    }
}

/// Returns the message for what is behind a width, if it is computed or repeated: `* UNITS`, `x 64 relu`.
fn computed(width: &Width, rest: &[TokenTree], is_whole_net: bool) -> Option<String> {
    let count = match width {
        Width::Number(number) if number.minus.is_none() && is_whole(&number.literal) => {
            Some(number.literal.to_string())
        }
        _ => None,
    };
    match rest {
        [TokenTree::Ident(times), layer @ ..] if times == "x" || times == "X" => {
            if let [TokenTree::Group(group)] = layer {
                return Some(message::repeated_layers(source_text(group.stream()), count?));
            }
            matches!(layer, [TokenTree::Literal(_), ..]).then_some(())?;
            Some(message::repeated_layers(text_of(layer), count?))
        }
        [TokenTree::Punct(times), TokenTree::Group(group)] if times.as_char() == '*' && is_layer(group) => {
            Some(message::repeated_layers(source_text(group.stream()), count?))
        }
        [TokenTree::Punct(sign), ..] if matches!(sign.as_char(), '+' | '-' | '*' | '/' | '%') => {
            let is_term = |tree: &TokenTree| !matches!(tree, TokenTree::Punct(_));
            let terms = rest.chunks(2).take_while(|pair| matches!(pair, [TokenTree::Punct(_), term] if is_term(term)));
            let (expression, words) = rest.split_at(2 * terms.count());
            let numbers: Vec<String> = expression.iter().skip(1).step_by(2).map(ToString::to_string).collect();
            let are_numbers = numbers.iter().all(|number| number.parse::<usize>().is_ok());
            if let (true, true, [_, _, ..], Some(first)) = (is_whole_net, are_numbers, &numbers[..], &count) {
                return Some(message::list_of_layers(format!("{first} => {}", numbers.join(" => ")), true));
            }
            let is_call = matches!(words, [TokenTree::Group(_), ..]);
            if expression.is_empty() || is_call {
                return Some(message::computed_width().to_owned());
            }
            let expression: TokenStream =
                width.to_token_stream().into_iter().chain(expression.iter().cloned()).collect();
            Some(message::computed_width_in_braces(source_text(expression), &text_of(words)))
        }
        _ => None,
    }
}

/// Returns whether parentheses hold a layer with words behind its width.
fn is_layer(group: &Group) -> bool {
    matches!(&flattened(group.stream())[..], [TokenTree::Literal(_), TokenTree::Ident(_), ..])
}

fn is_whole(literal: &Literal) -> bool {
    matches!(Lit::new(literal.clone()), Lit::Int(_))
}

/// Returns the message for `[64 relu; 4]`, and for a number of times that only rustc knows.
fn repeated_layers(layer: &[TokenTree], times: &[TokenTree]) -> String {
    match times {
        [TokenTree::Literal(number)] if matches!(Lit::new(number.clone()), Lit::Int(_)) => {
            message::repeated_layers(text_of(layer), number)
        }
        _ => message::array_of_unknown_length(text_of(layer), text_of(times)),
    }
}
