//! Tokens to tree. A mistake is noted and stepped over, so that one call reports all of them; rules that need meaning
//! (which word is an activation, which number fits) stand in `check`.

mod blocks;
mod declaration;
mod net;
mod setting;
mod tokens;
mod words;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use self::tokens::Tokens;
pub(crate) use self::tokens::{flattened, is_name};
use crate::activation::is_type_name;
use crate::ast::Call;
use crate::errors::{Errors, message};

/// Reads everything between the delimiters of one `mlp!`.
pub(crate) fn call(input: TokenStream) -> (Call, Errors) {
    let mut parser = Parser {
        tokens: Tokens::new(input),
        errors: Errors::default(),
        named: false,
        bracketed: false,
        repeating: false,
    };
    parser.named = parser.at_misspelt_struct()
        || parser.at_declaration()
        || parser.at_item_keyword()
        || parser.at_name()
        || parser.tokens.punct(0) == Some(';');
    if parser.tokens.is_empty() {
        parser.errors.report_call(message::empty());
        return (Call::Named(Vec::new()), parser.errors);
    }
    let call = if parser.named {
        Call::Named(parser.declarations())
    } else {
        let net = parser.net();
        parser.nothing_more();
        Call::Bare(Box::new(net))
    };
    (call, parser.errors)
}

/// Whether all of it is one path.
pub(crate) fn is_path(stream: &TokenStream) -> bool {
    let mut tokens = Tokens::new(stream.clone());
    tokens.take_path().is_some() && tokens.is_empty()
}

/// Words that begin items, and `class`.
const KEYWORDS: [&str; 11] = ["enum", "union", "trait", "type", "fn", "const", "static", "mod", "impl", "let", "class"];

struct Parser {
    tokens: Tokens,
    errors: Errors,
    /// Reading `struct Name: ...` items rather than one expression.
    named: bool,
    /// Inside `< ... >`.
    bracketed: bool,
    /// Inside `repeat(...)`.
    repeating: bool,
}

impl Parser {
    /// A declaration begins here: an attribute, a visibility, `struct`.
    fn at_declaration(&self) -> bool {
        let attribute = self.tokens.punct(0) == Some('#');
        attribute || self.tokens.ident(0).is_some_and(|word| word == "pub" || word == "struct")
    }

    /// An item of another kind begins here: `enum N`.
    fn at_item_keyword(&self) -> bool {
        self.tokens.ident(0).is_some_and(|word| KEYWORDS.iter().any(|keyword| word == keyword))
            && self.tokens.ident(1).is_some()
    }

    /// `Struct Name: ...`
    fn at_misspelt_struct(&self) -> bool {
        let word = self.tokens.ident(0).is_some_and(|word| !KEYWORDS.iter().any(|keyword| word == keyword));
        word && self.tokens.ident(1).is_some() && self.tokens.punct(2) == Some(':') && !self.tokens.joint(2, ':', ':')
    }

    /// `Name: ...`, where `struct` was forgotten.
    fn at_name(&self) -> bool {
        let name = self.tokens.ident(0).is_some_and(|word| is_type_name(&word.to_string()));
        name && self.tokens.punct(1) == Some(':') && !self.tokens.joint(1, ':', ':')
    }

    fn at_end_of_net(&self) -> bool {
        self.tokens.is_empty()
            || self.tokens.punct(0) == Some(';')
            || self.bracketed && self.tokens.punct(0) == Some('>')
            || self.named && (self.at_declaration() || self.at_item_keyword())
    }

    /// After a bare net: whatever is left is too much.
    fn nothing_more(&mut self) {
        if self.tokens.punct(0) == Some(';') {
            let semicolon = self.tokens.next();
            self.errors.report(semicolon, message::several_need_names());
        } else if let Some(tree) = self.tokens.next() {
            self.errors.report(&tree, message::after_the_brackets(shown(&tree)));
        }
    }
}

/// A token as a message quotes it; of a group its delimiters only, for it may be long.
fn shown(tree: &TokenTree) -> String {
    match tree {
        TokenTree::Group(group) => match group.delimiter() {
            Delimiter::Parenthesis => "(...)",
            Delimiter::Brace => "{...}",
            Delimiter::Bracket => "[...]",
            Delimiter::None => "...",
        }
        .to_owned(),
        tree => tree.to_string(),
    }
}
