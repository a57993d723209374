//! Chains: `2 => hidden: 3 tanh no_bias => 1 sigmoid`, bare or in `< ... >`.

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};
use quote::quote;

use super::blocks::Chain;
use super::parser::{Parser, shown};
use super::words::is_known;
use crate::ast::{Attribute, Link, Net, Stage};
use crate::errors::message;
use crate::language::activation::is_type_name;
use crate::source_text::text_of;

impl Parser {
    /// Reads a chain and its options.
    pub(super) fn net(&mut self) -> Net {
        let open = self.tokens.take_punct('<');
        self.bracketed = open.is_some();
        if let Some(inputs) = self.listed() {
            return Net {
                brackets: None,
                inputs,
                links: Vec::new(),
                residuals: Vec::new(),
                blocks: Vec::new(),
                settings: Vec::new(),
            };
        }
        let (start, first) = (self.tokens.position(), self.tokens.peek(0).cloned());
        let mut settings = self.settings_before_layers();
        if self.at_arrow() && !self.at_plain_arrow() && self.tokens.punct(0) != Some(',') {
            let run = self.punct_run();
            if self.at_width(run.len()) {
                let arrow: TokenStream = self.tokens.take(run.len()).into_iter().collect();
                self.errors.report(arrow, message::arrow_first(run));
            }
        }
        let inputs = self.stage();
        let (mut chain, mut number) = (Chain::default(), 0);
        loop {
            while let Some(arrow) = self.arrow() {
                let before = self.tokens.position();
                settings.extend(self.settings_before_layers());
                if self.tokens.position() > before && self.at_end_of_net() {
                    // the arrow before the option leads nowhere
                    if let Some(option) = self.misplaced.last_mut() {
                        option.positions.start -= arrow.into_iter().count();
                    }
                    break;
                }
                let stage = self.stage_after_arrow();
                number += 1;
                self.link(&mut chain, arrow, stage, number);
            }
            let (before, mistakes) = (self.tokens.position(), self.errors.len());
            let read = self.settings();
            let word = self.without_comma.take();
            // behind an option in their midst more layers follow
            if self.at_plain_arrow() {
                self.misplace(&read, before, mistakes);
                settings.extend(read);
                continue;
            }
            if let Some(word) = word {
                self.errors.report(&word, message::comma_before(&word));
            }
            settings.extend(read);
            break;
        }
        if !inputs.tokens.is_empty() {
            self.report_misplaced(start..self.tokens.position());
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
            let is_reported = link.arrow.to_string() != "=>";
            if link.stage.tokens.is_empty() && !is_reported {
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
            ("=" | "-", Some('>')) if !self.bracketed => Some(2),
            // `3 -> relu`
            (run, _) if run != "=>" && self.tokens.ident(run.len()).is_some_and(|word| is_known(&word.to_string())) => {
                None
            }
            (",", None) if self.at_width(1) => Some(1),
            ("=" | "==" | ">=", _) => Some(run.len()),
            // `::name` is a path
            ("::", _) if self.tokens.ident(run.len()).is_some() => None,
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
        if std::mem::take(&mut self.without_arrow) {
            return Some(quote!(=>));
        }
        let length = self.arrow_length()?;
        let run = self.punct_run();
        let arrow: TokenStream = self.tokens.take(length).into_iter().collect();
        match run.as_str() {
            "=>" => {}
            ">" if self.at_end_of_net() => {
                self.errors.report(&arrow, message::UNOPENED);
                return None;
            }
            _ => {
                let run = if length > run.len() { run + " >" } else { run };
                if self.at_plain_arrow() {
                    self.errors.report(&arrow, message::second_arrow(run));
                    return Some(self.tokens.take(2).into_iter().collect());
                }
                let text = if self.at_end_of_net() { message::wrong_arrow_at_the_end } else { message::wrong_arrow };
                self.errors.report(&arrow, text(&run));
            }
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
        let (words, whole) = match &width {
            Some(width) if !self.computes(width) => self.words(),
            _ => (Vec::new(), false),
        };
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

    /// Puts the name of a layer in the place of `"hidden":` or `first-hidden:`, and reports it.
    pub(super) fn name_with_quotes_or_hyphens(&mut self) {
        let mut length = 1;
        let mut name = match self.tokens.peek(0) {
            Some(TokenTree::Ident(word)) => word.to_string(),
            Some(TokenTree::Literal(text)) if self.tokens.punct(1) == Some(':') => {
                text.to_string().trim_matches('"').replace([' ', '-'], "_")
            }
            _ => return,
        };
        while let (Some('-'), Some(word)) = (self.tokens.punct(length), self.tokens.ident(length + 1)) {
            name = format!("{name}_{word}");
            length += 2;
        }
        let is_literal = self.tokens.ident(0).is_none();
        let is_name = self.tokens.punct(length) == Some(':') && !self.tokens.joint(length, ':', ':');
        let Ok(mut ident) = syn::parse_str::<Ident>(&name) else { return };
        if !is_name || length == 1 && !is_literal {
            return;
        }
        let written = self.tokens.take(length);
        ident.set_span(written[0].span());
        let written: TokenStream = written.into_iter().collect();
        let text = if is_literal { message::quoted(&name) } else { message::hyphen_in_a_name(&name) };
        self.errors.report(written, text);
        let before = self.tokens.position() - 1;
        self.tokens.rewind(before);
        self.tokens.replace(ident.into());
    }

    /// Reads `hidden:`.
    fn label(&mut self) -> Option<Ident> {
        self.name_with_quotes_or_hyphens();
        if self.tokens.ident(0)? == "let" && self.tokens.ident(1).is_some() && self.tokens.equals(2) {
            self.tokens.next();
        }
        self.second_name();
        let label = field_name(self.tokens.ident(0)?);
        if self.at_assignment() && self.at_width(2) {
            self.tokens.take(2);
            let layer = text_of(&self.rest_of_stage());
            self.errors.report(&label, message::colon_after_name(&label, layer));
            return Some(label);
        }
        if self.tokens.punct(1) != Some(':') || self.tokens.joint(1, ':', ':') {
            return None;
        }
        self.tokens.take(2);
        if self.at_width(1)
            && let Some(colon) = self.tokens.take_punct(':')
        {
            self.errors.report(colon, message::second_colon());
        }
        Some(label)
    }

    /// Reports the first of two names before a colon, and skips it.
    pub(super) fn second_name(&mut self) {
        let is_label = self.tokens.punct(2) == Some(':') && !self.tokens.joint(2, ':', ':');
        if let (true, Some(_), Some(name)) = (is_label, self.tokens.ident(1), self.tokens.ident(0).cloned()) {
            self.tokens.next();
            self.errors.report(&name, message::second_name(&name));
        }
    }

    /// Returns the rest of a stage without reading it.
    pub(super) fn rest_of_stage(&mut self) -> Vec<TokenTree> {
        let start = self.tokens.position();
        self.skip_stage();
        let rest = self.tokens.since(start).into_iter().collect();
        self.tokens.rewind(start);
        rest
    }

    pub(super) fn skip_stage(&mut self) {
        while !self.at_end_of_stage() {
            self.tokens.next();
        }
    }
}

/// Returns the name of an item or a field; `gen` as `r#gen`, since it is a keyword in the edition 2024 only, and no macro knows
/// the edition.
pub(crate) fn field_name(label: &Ident) -> Ident {
    if label == "gen" { Ident::new_raw("gen", label.span()) } else { label.clone() }
}
