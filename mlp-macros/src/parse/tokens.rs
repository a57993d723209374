//! The tokens of a call, and the position of the parser in them.

use std::ops::Range;

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, TokenStream, TokenTree};

use crate::ast::{Number, Path};

/// A position in a list of token trees. `n` counts from the next one, which is 0.
pub(crate) struct Tokens {
    trees: Vec<TokenTree>,
    position: usize,
}

impl Tokens {
    pub(crate) fn new(stream: TokenStream) -> Self {
        Self { trees: flattened(stream), position: 0 }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.position == self.trees.len()
    }

    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// Returns what was read since position `start`.
    pub(crate) fn since(&self, start: usize) -> TokenStream {
        self.trees[start..self.position].iter().cloned().collect()
    }

    /// Returns the tokens at these positions.
    pub(crate) fn between(&self, positions: Range<usize>) -> &[TokenTree] {
        &self.trees[positions]
    }

    /// Goes back to a position.
    pub(crate) fn rewind(&mut self, position: usize) {
        self.position = position;
    }

    /// Returns token `n` without reading it.
    pub(crate) fn peek(&self, n: usize) -> Option<&TokenTree> {
        self.trees.get(self.position + n)
    }

    /// Returns the token that was read last.
    pub(crate) fn previous(&self) -> Option<&TokenTree> {
        self.trees[..self.position].last()
    }

    /// Reads a token.
    pub(crate) fn next(&mut self) -> Option<TokenTree> {
        let tree = self.trees.get(self.position).cloned()?;
        self.position += 1;
        Some(tree)
    }

    /// Puts a token in the place of the next one.
    pub(crate) fn replace(&mut self, tree: TokenTree) {
        if let Some(next) = self.trees.get_mut(self.position) {
            *next = tree;
        }
    }

    /// Reads `length` tokens, or as many as there are.
    pub(crate) fn take(&mut self, length: usize) -> Vec<TokenTree> {
        (0..length).map_while(|_| self.next()).collect()
    }

    pub(crate) fn punct(&self, n: usize) -> Option<char> {
        match self.peek(n) {
            Some(TokenTree::Punct(punct)) => Some(punct.as_char()),
            _ => None,
        }
    }

    pub(crate) fn ident(&self, n: usize) -> Option<&Ident> {
        match self.peek(n) {
            Some(TokenTree::Ident(ident)) => Some(ident),
            _ => None,
        }
    }

    pub(crate) fn group(&self, n: usize, delimiter: Delimiter) -> Option<&Group> {
        match self.peek(n) {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group),
            _ => None,
        }
    }

    /// Returns whether tokens `n` and `n + 1` are these two puncts without a space between them.
    pub(crate) fn joint(&self, n: usize, first: char, second: char) -> bool {
        let Some(TokenTree::Punct(punct)) = self.peek(n) else { return false };
        punct.as_char() == first && punct.spacing() == Spacing::Joint && self.punct(n + 1) == Some(second)
    }

    /// Returns whether token `n` is a `=` that does not begin an arrow.
    pub(crate) fn equals(&self, n: usize) -> bool {
        self.punct(n) == Some('=') && !self.joint(n, '=', '>')
    }

    pub(crate) fn take_punct(&mut self, char: char) -> Option<Punct> {
        match self.peek(0) {
            Some(TokenTree::Punct(punct)) if punct.as_char() == char => {
                let punct = punct.clone();
                self.position += 1;
                Some(punct)
            }
            _ => None,
        }
    }

    pub(crate) fn take_group(&mut self, delimiter: Delimiter) -> Option<Group> {
        let group = self.group(0, delimiter)?.clone();
        self.position += 1;
        Some(group)
    }

    /// Reads a literal with its sign.
    pub(crate) fn take_number(&mut self) -> Option<Number> {
        let negative = self.punct(0) == Some('-');
        let literal = self.literal(usize::from(negative))?.clone();
        let minus = if negative { self.take_punct('-') } else { None };
        self.position += 1;
        Some(Number { minus, literal })
    }

    fn literal(&self, n: usize) -> Option<&Literal> {
        match self.peek(n) {
            Some(TokenTree::Literal(literal)) => Some(literal),
            _ => None,
        }
    }

    /// Reads a path with its generic arguments.
    pub(crate) fn take_path(&mut self) -> Option<Path> {
        let length = self.path_length()?;
        Some(Path { trees: self.take(length) })
    }

    fn path_length(&self) -> Option<usize> {
        let mut length = if self.joint(0, ':', ':') { 2 } else { 0 };
        loop {
            self.ident(length).filter(|word| is_path_word(word))?;
            length += 1;
            if let Some(generics) = self.generics_length(length) {
                length += generics;
            } else if self.joint(length, ':', ':') {
                length += self.generics_length(length + 2).map_or(0, |generics| generics + 2);
            }
            if !self.joint(length, ':', ':') || self.ident(length + 2).is_none() {
                return Some(length);
            }
            length += 2;
        }
    }

    /// Returns the length of `<...>` at `n`, if it is closed before the layer ends.
    pub(crate) fn generics_length(&self, n: usize) -> Option<usize> {
        if self.punct(n) != Some('<') {
            return None;
        }
        let mut depth = 0_usize;
        let mut end = n;
        loop {
            match self.punct(end) {
                Some('<') => depth += 1,
                Some('-') if self.joint(end, '-', '>') => end += 1,
                Some('=') if self.joint(end, '=', '>') => return None,
                Some(';') => return None,
                Some('>') => depth -= 1,
                None if self.peek(end).is_none() => return None,
                _ => {}
            }
            end += 1;
            if depth == 0 {
                return Some(end - n);
            }
        }
    }
}

/// Returns whether the word may be part of a path.
fn is_path_word(word: &Ident) -> bool {
    is_name(word) || ["self", "Self", "super", "crate"].iter().any(|keyword| word == keyword)
}

/// Returns whether the word may name an item or a field, that is, whether it is not a keyword.
pub(crate) fn is_name(word: &Ident) -> bool {
    syn::parse2::<Ident>(TokenTree::from(word.clone()).into()).is_ok()
}

/// Removes the invisible groups that an outer `macro_rules!` puts around its `$x:ident`, `$x:path`, `$x:vis`, ...;
/// those around expressions stay, so that `a + b` remains one token.
pub(crate) fn flattened(stream: TokenStream) -> Vec<TokenTree> {
    let mut trees = Vec::new();
    for tree in stream {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                let inner = Tokens::new(group.stream());
                if inner.is_one_item() {
                    trees.extend(inner.trees);
                } else {
                    trees.push(group.into());
                }
            }
            tree => trees.push(tree),
        }
    }
    trees
}

impl Tokens {
    /// Returns whether these tokens mean the same without the invisible group around them.
    fn is_one_item(&self) -> bool {
        match &self.trees[..] {
            [TokenTree::Group(group)] => group.delimiter() == Delimiter::Brace,
            [] | [_] => true,
            [TokenTree::Punct(minus), TokenTree::Literal(_)] => minus.as_char() == '-',
            [TokenTree::Ident(word), TokenTree::Group(_)] => word == "pub",
            trees => self.path_length() == Some(trees.len()),
        }
    }
}
