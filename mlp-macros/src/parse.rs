//! Turns tokens into a tree. A mistake is reported and skipped, so that one call reports all of them. Rules that depend on meaning
//! (which word is an activation, which number fits) are in `check`.

mod blocks;
mod declaration;
mod ends;
pub(crate) mod foreign;
mod net;
mod parser;
mod setting;
mod slips;
mod tokens;
mod width;
mod words;

use proc_macro2::TokenStream;

pub(crate) use self::net::field_name;
use self::parser::{Parser, shown};
use self::tokens::Tokens;
pub(crate) use self::tokens::{flattened, is_name};
use crate::ast::Call;
use crate::errors::{Errors, message};

/// Reads everything between the delimiters of one `mlp!`.
pub(crate) fn call(input: TokenStream) -> (Call, Errors) {
    let mut parser = Parser::new(input);
    parser.attribute_without_its_sign();
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
        nothing_more(&mut parser);
        Call::Bare(Box::new(net))
    };
    (call, parser.errors)
}

/// Reports what is left after a bare network.
fn nothing_more(parser: &mut Parser) {
    if parser.tokens.punct(0) == Some(';') {
        let semicolon = parser.tokens.next();
        let option = parser.tokens.peek(0).filter(|_| parser.at_option()).map(shown);
        let text = option.map_or_else(message::several_need_names, message::semicolon_before_an_option);
        parser.errors.report(semicolon, text);
    } else if let Some(tree) = parser.tokens.next().filter(|_| parser.errors.is_empty()) {
        parser.errors.report(&tree, message::after_the_brackets(shown(&tree)));
    }
}

/// Returns whether the tokens are one path.
pub(crate) fn is_path(stream: &TokenStream) -> bool {
    let mut tokens = Tokens::new(stream.clone());
    tokens.take_path().is_some() && tokens.is_empty()
}
