//! Chains: `2 => hidden: 3 tanh no_bias => 1 sigmoid`, bare or in `< ... >`.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Lit;

use super::blocks::Chain;
use super::parser::{Parser, shown};
use super::tokens::flattened;
use crate::ast::{Attribute, Link, Net, Path, Stage, Width};
use crate::errors::message;
use crate::language::activation::is_type_name;
use crate::language::block;
use crate::source_text::{source_text, text_of};

impl Parser {
    /// Reads a chain and its options.
    pub(super) fn net(&mut self) -> Net {
        let open = self.tokens.take_punct('<');
        self.bracketed = open.is_some();
        let first = self.tokens.peek(0).cloned();
        let mut settings = self.settings_before_layers();
        let inputs = self.stage();
        let (mut chain, mut number) = (Chain::default(), 0);
        loop {
            while let Some(arrow) = self.arrow() {
                let stage = self.stage_after_arrow();
                number += 1;
                self.link(&mut chain, arrow, stage, number);
            }
            settings.extend(self.settings());
            // behind an option in their midst, which has been reported, more layers follow
            if !self.at_plain_arrow() {
                break;
            }
        }
        let Chain { links, residuals, blocks } = chain;
        self.missing_stages(&inputs, &links, first.as_ref());
        let close = if self.bracketed { self.tokens.take_punct('>') } else { None };
        self.bracketed = false;
        if let (Some(open), None) = (&open, &close) {
            self.errors.report(open, message::UNCLOSED);
        }
        Net { brackets: open.zip(close), inputs, links, residuals, blocks, settings }
    }

    /// Reports the places where nothing is written; `first` is the first token of the chain.
    fn missing_stages(&mut self, inputs: &Stage, links: &[Link], first: Option<&TokenTree>) {
        if inputs.tokens.is_empty() {
            match (links.first(), first) {
                (Some(link), _) => self.errors.report(&link.arrow, message::no_inputs()),
                (None, Some(tree)) => self.errors.report(tree, message::no_network_before(shown(tree))),
                (None, None) => self.errors.report(self.tokens.previous(), message::no_network_after('<')),
            }
        }
        for (index, link) in links.iter().enumerate() {
            if link.stage.tokens.is_empty() {
                let last = index + 1 == links.len();
                let text = if last { message::no_layer_after() } else { message::no_layer_between() };
                self.errors.report(&link.arrow, text);
            }
        }
    }

    pub(super) fn at_end_of_stage(&self) -> bool {
        self.at_end_of_net() || self.tokens.punct(0) == Some(',') || self.arrow_length().is_some()
    }

    pub(super) fn at_arrow(&self) -> bool {
        self.arrow_length().is_some()
    }

    /// Returns whether `=>` follows, and nothing in its place.
    pub(super) fn at_plain_arrow(&self) -> bool {
        self.tokens.joint(0, '=', '>')
    }

    /// Returns how many tokens the `=>` here has, or what was written in its place.
    fn arrow_length(&self) -> Option<usize> {
        if self.bracketed && self.tokens.punct(0) == Some('>') {
            return None;
        }
        let run = self.punct_run();
        match (run.as_str(), self.tokens.punct(run.len())) {
            ("=", Some('>')) if !self.bracketed => Some(2),
            (",", None) if self.at_width(1) => Some(1),
            ("=" | "==" | ">=", _) => Some(run.len()),
            ("|" | "||" | ":" | "::" | "&" | "~" | "^" | "..", _) if self.at_width(run.len()) => Some(run.len()),
            _ => run.ends_with('>').then_some(run.len()),
        }
    }

    /// Returns whether token `n` is a literal, a constant or braces; options begin with a word in lower case.
    pub(super) fn at_width(&self, n: usize) -> bool {
        if self.tokens.equals(n + 1) {
            return false;
        }
        match self.tokens.peek(n) {
            Some(TokenTree::Ident(word)) => is_type_name(&word.to_string()),
            Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
            Some(TokenTree::Literal(_)) => true,
            _ => false,
        }
    }

    /// Returns the puncts that are written here without a space, up to a `>`.
    fn punct_run(&self) -> String {
        let mut run = String::new();
        // a punct is one byte
        while let Some(TokenTree::Punct(punct)) = self.tokens.peek(run.len()) {
            run.push(punct.as_char());
            // `>>`, unless the second closes what `<` has opened
            let goes_on = !self.bracketed && self.tokens.joint(run.len() - 1, '>', '>');
            if punct.as_char() == '>' && !goes_on || punct.spacing() == Spacing::Alone {
                // `>=` is an arrow the wrong way round
                let reversed = run == ">" && self.tokens.joint(0, '>', '=') && !self.tokens.joint(1, '=', '>');
                run.push_str(if reversed { "=" } else { "" });
                break;
            }
        }
        run
    }

    /// Reads an arrow; what was written in its place is reported.
    pub(super) fn arrow(&mut self) -> Option<TokenStream> {
        let length = self.arrow_length()?;
        let run = self.punct_run();
        let arrow: TokenStream = self.tokens.take(length).into_iter().collect();
        match run.as_str() {
            "=>" => {}
            ">" if self.at_end_of_net() => {
                self.errors.report(&arrow, message::UNOPENED);
                return None;
            }
            _ if length > run.len() => self.errors.report(&arrow, message::wrong_arrow("= >")),
            _ => self.errors.report(&arrow, message::wrong_arrow(run)),
        }
        Some(arrow)
    }

    /// Reads the stage after an arrow; a `->` before it, as in `2 => -> 3`, is reported and skipped.
    fn stage_after_arrow(&mut self) -> Stage {
        let mut stage = self.stage();
        while stage.tokens.is_empty() && !self.at_plain_arrow() {
            let Some(length) = self.arrow_length() else { break };
            let run = self.punct_run();
            // a single `>` closes what `<` has opened
            if run == ">" {
                break;
            }
            let arrow: TokenStream = self.tokens.take(length).into_iter().collect();
            self.errors.report(&arrow, message::second_arrow(run));
            stage = self.stage();
        }
        stage
    }

    /// Reads what is between two arrows.
    pub(super) fn stage(&mut self) -> Stage {
        let docs = self.layer_docs();
        let start = self.tokens.position();
        let label = self.label();
        let width = self.width(label.as_ref());
        let (words, whole) = if width.is_some() { self.words() } else { (Vec::new(), false) };
        Stage { docs, is_labelled: label.is_some(), label, width, words, tokens: self.tokens.since(start), whole }
    }

    /// Reads the documentation of a layer; other attributes are reported.
    fn layer_docs(&mut self) -> TokenStream {
        let mut docs = TokenStream::new();
        if !self.at_layer_attributes() {
            return docs;
        }
        for Attribute { pound, content } in self.attributes() {
            let word = content.stream().into_iter().next();
            if matches!(&word, Some(TokenTree::Ident(word)) if word == "doc") {
                docs.extend(quote!(#pound #content));
            } else {
                self.errors.report(quote!(#pound #content), message::layer_attribute());
            }
        }
        docs
    }

    /// Returns whether attributes follow that are those of a layer and not of another network.
    pub(super) fn at_layer_attributes(&self) -> bool {
        let mut n = 0;
        while self.tokens.punct(n) == Some('#') && self.tokens.group(n + 1, Delimiter::Bracket).is_some() {
            n += 2;
        }
        let begins_layer = match self.tokens.peek(n) {
            Some(TokenTree::Ident(word)) => word != "pub" && word != "struct",
            tree => matches!(tree, Some(TokenTree::Literal(_) | TokenTree::Group(_))),
        };
        n > 0 && begins_layer
    }

    /// Reads `hidden:`.
    fn label(&mut self) -> Option<Ident> {
        let label = field_name(self.tokens.ident(0)?);
        if self.at_assignment() && self.at_width(2) {
            self.errors.report(&label, message::colon_after_name(&label, self.tokens.peek(2).to_token_stream()));
            self.tokens.take(2);
            return Some(label);
        }
        if self.tokens.punct(1) != Some(':') || self.tokens.joint(1, ':', ':') {
            return None;
        }
        self.tokens.take(2);
        Some(label)
    }

    /// Reads a width; where there is none, that is reported, unless the stage is empty.
    fn width(&mut self, label: Option<&Ident>) -> Option<Width> {
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
            let path = self.last_of_dots(path);
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

    /// Returns the path, or `Linear` of `nn.Linear(2, 64)`.
    fn last_of_dots(&mut self, path: Path) -> Path {
        let mut length = 0;
        while self.tokens.punct(length) == Some('.') && self.tokens.ident(length + 1).is_some() {
            length += 2;
        }
        let last = length.checked_sub(1).and_then(|last| self.tokens.peek(last).cloned());
        match last {
            Some(last) if self.tokens.group(length, Delimiter::Parenthesis).is_some() => {
                self.tokens.take(length);
                Path { trees: vec![last] }
            }
            _ => path,
        }
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
        if block.is_some()
            && let Some(group) = self.tokens.group(0, Delimiter::Bracket).or(self.tokens.group(0, Delimiter::Brace))
        {
            self.errors.report(group, message::block_in_parentheses(path.to_token_stream()));
            self.skip_stage();
            return None;
        }
        let Some(group) = self.tokens.take_group(Delimiter::Parenthesis) else { return Some(Width::Path(path)) };
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
        let Some(tree) = self.tokens.peek(0) else { return };
        let inner = match tree {
            TokenTree::Group(group) => flattened(group.stream()),
            _ => Vec::new(),
        };
        let has_comma = inner.iter().any(|tree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ','));
        let semicolon = inner.iter().position(|tree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ';'));
        let text = match (tree, &inner[..]) {
            (TokenTree::Group(group), _) if group.delimiter() != Delimiter::None && semicolon.is_some() => {
                let (layer, times) = inner.split_at(semicolon.unwrap_or_default());
                repeated_layers(layer, &times[1..])
            }
            _ if has_comma => message::list_of_widths(),
            (_, [TokenTree::Literal(_), TokenTree::Ident(_), ..]) => message::layer_in_parentheses(text_of(&inner)),
            (TokenTree::Group(group), _) if group.delimiter() == Delimiter::Parenthesis => {
                message::computed_width().to_owned()
            }
            (TokenTree::Punct(punct), _) if punct.as_char() == '<' => message::computed_width().to_owned(),
            _ => message::not_a_width(shown(tree)),
        };
        self.errors.report(tree, text);
        self.skip_stage();
    }

    pub(super) fn skip_stage(&mut self) {
        while !self.at_end_of_stage() {
            self.tokens.next();
        }
    }
}

/// Returns the message for `[64 relu; 4]`, and for a number of times that only rustc knows.
fn repeated_layers(layer: &[TokenTree], times: &[TokenTree]) -> String {
    match times {
        [TokenTree::Literal(number)] if matches!(Lit::new(number.clone()), Lit::Int(_)) => {
            message::array_of_layers(text_of(layer), number)
        }
        _ => message::array_of_unknown_length(text_of(layer), text_of(times)),
    }
}

/// Returns the name of an item or a field; `gen` as `r#gen`, since it is a keyword in the edition 2024 only, and no macro knows
/// the edition.
pub(crate) fn field_name(label: &Ident) -> Ident {
    if label == "gen" { Ident::new_raw("gen", label.span()) } else { label.clone() }
}
