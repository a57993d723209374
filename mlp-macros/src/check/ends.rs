//! Inputs and outputs with names.

mod classes;
mod kind;
mod names;
mod number;

use proc_macro2::{Ident, Literal, Span, TokenTree};
use quote::ToTokens;

use self::kind::Side;
use crate::ast::{self, NamedEnd, Net, Stage, Word};
use crate::errors::{Errors, message};
use crate::language::modifier;
use crate::network::Width;
use crate::network::ends::{End, Ends, Field, Kind};
use crate::source_text::source_text;

/// Checks the ends of a network that have names; `network_name` is `None` for a bare network.
pub(super) fn ends(net: &Net, network_name: Option<&Ident>, errors: &mut Errors) -> Ends {
    let inputs = written(&net.inputs);
    let outputs = net.links.last().and_then(|link| written(&link.stage));
    if network_name.is_none()
        && let Some(end) = inputs.or(outputs)
    {
        errors.report(&end.group, message::ends_of_a_bare_network());
        return Ends::default();
    }
    in_the_middle(net, errors);
    let mut names = names::Names::default();
    let mut end = |end: &NamedEnd, side| fields(end, side, &mut names, errors);
    let inputs = inputs.map(|inputs| end(inputs, Side::Inputs));
    let outputs = outputs.map(|outputs| end(outputs, Side::Outputs));
    Ends { inputs, outputs }
}

/// Returns the fields of a stage that has names.
fn written(stage: &Stage) -> Option<&NamedEnd> {
    match &stage.width {
        Some(ast::Width::Named(end)) => Some(end),
        _ => None,
    }
}

/// Returns the width of a stage whose fields have been checked, located at its braces.
pub(super) fn width(end: Option<&End>, written: &NamedEnd) -> Option<Width> {
    let end = end.filter(|end| end.whole)?;
    let mut literal = Literal::usize_unsuffixed(end.width());
    literal.set_span(written.group.span());
    Some(Width::Literal { value: end.width(), tokens: literal.to_token_stream() })
}

/// Checks the fields of an end.
fn fields(end: &NamedEnd, side: Side, names: &mut names::Names, errors: &mut Errors) -> End {
    let mut fields = Vec::new();
    for field in &end.fields {
        let is_new = names.field(field, errors);
        let kind = field.kind.as_ref().and_then(|kind| kind::kind(kind, side, errors));
        if !is_new {
            continue;
        }
        let (kind, length) = kind.unwrap_or((Kind::Unknown, None));
        let ast::Field { attributes, name, .. } = field;
        let (attributes, colon) = (quote::quote!(#(#attributes)*), colon_behind(name, end));
        let field = Field { attributes, name: name.clone(), colon, kind, length };
        if names.types(&field, errors) {
            fields.push(field);
        }
    }
    let is_known = |field: &Field| !matches!(field.kind, Kind::Unknown);
    let whole = fields.len() == end.fields.len() && !fields.is_empty() && fields.iter().all(is_known);
    End { fields, whole, brace: end.group.span_open() }
}

/// Returns the place of the colon behind the name of a field, which the tree does not keep.
fn colon_behind(name: &Ident, end: &NamedEnd) -> Span {
    let trees: Vec<TokenTree> = end.group.stream().into_iter().collect();
    let colon = trees.windows(2).find_map(|pair| match pair {
        [TokenTree::Ident(word), TokenTree::Punct(colon)] if word == name && colon.as_char() == ':' => {
            Some(colon.span())
        }
        _ => None,
    });
    colon.unwrap_or_else(|| name.span())
}

/// Reports names that are not at the ends of the chain.
fn in_the_middle(net: &Net, errors: &mut Errors) {
    for (index, link) in net.links.iter().enumerate() {
        let Some(end) = written(&link.stage) else { continue };
        let block = net.residuals.iter().find(|residual| (residual.first..=residual.last).contains(&index));
        if let Some(block) = block {
            if link.repeats.is_none() {
                errors.report(&end.group, message::named_in_a_block(&block.word));
            }
        } else if index + 1 < net.links.len() && link.repeats.is_none() {
            let repeated = net.links.get(index + 1).is_some_and(|next| next.number == link.number);
            let text =
                if repeated { message::named_in_a_block("repeat") } else { message::named_in_the_middle(link.number) };
            errors.report(&end.group, text);
        }
    }
}

/// Returns a stage without the activations behind its names, which are reported.
pub(super) fn modifiers(stage: &Stage, errors: &mut Errors) -> Stage {
    let is_modifier = |word: &Word| match word {
        Word::Path { path, .. } => path.word().is_some_and(|word| {
            let word = word.to_string();
            modifier::find(&word).is_some() || modifier::meant(&word).is_some()
        }),
        Word::Number(_) => true,
    };
    for word in stage.words.iter().filter(|word| !is_modifier(word)) {
        errors.report(word, message::activation_behind_names(source_text(word)));
    }
    let words = stage.words.iter().filter(|word| is_modifier(word)).cloned().collect();
    Stage { words, ..stage.clone() }
}
