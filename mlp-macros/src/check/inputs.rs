//! The inputs of a network: a width, and nothing else.

use proc_macro2::Ident;
use quote::ToTokens;

use super::position::Before;
use super::width;
use crate::ast::{Net, Stage, Word};
use crate::errors::{Errors, message};
use crate::language::modifier;
use crate::network::Width;
use crate::network::ends::Ends;
use crate::source_text::source_text;

/// Checks the inputs of a network and returns their number; `network_name` is `None` for a bare network.
pub(super) fn inputs(net: &Net, network_name: Option<&Ident>, ends: &Ends, errors: &mut Errors) -> Option<Width> {
    let stage = &net.inputs;
    if !stage.docs.is_empty() {
        errors.report(&stage.docs, message::input_docs());
    }
    if let Some(label) = &stage.label {
        let text = if network_name.is_some() { message::input_label } else { message::name_without_struct };
        errors.report(label, text(label));
    }
    let width = width::width(stage, ends.inputs.as_ref(), Before::Nothing, errors);
    if net.links.is_empty() && width.is_some() && !stage.has_second_width() && stage.whole {
        errors.report(stage.width.to_token_stream(), message::no_layers());
    } else if width.is_some() {
        no_words(stage, errors);
    }
    width
}

/// Reports the first word after the number of inputs, which have neither activation nor parameters.
fn no_words(stage: &Stage, errors: &mut Errors) {
    match stage.words.first() {
        Some(Word::Path { path, .. }) => {
            let is_modifier = path.word().is_some_and(|word| modifier::find(&word.to_string()).is_some());
            let text = if is_modifier { message::input_modifier } else { message::input_word };
            errors.report(path, text(source_text(path)));
        }
        Some(Word::Number(number)) => errors.report(number, message::arrow_before(number.to_token_stream())),
        None => {}
    }
}
