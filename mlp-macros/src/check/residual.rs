//! Residual blocks: what is added must be as wide as what it is added to.

use quote::ToTokens;

use crate::ast::{Net, Word};
use crate::errors::{Errors, message};
use crate::network::{Layer, Residual, Width};

/// The residual blocks of a network; those whose widths differ are reported at the width that is wrong. Widths that
/// are no literals are compared by rustc.
pub(super) fn blocks(net: &Net, inputs: &Width, layers: &[Layer], errors: &mut Errors) -> Vec<Residual> {
    let mut wrong = Vec::new();
    for residual in &net.residuals {
        let takes = residual.first.checked_sub(1).map_or(inputs, |before| &layers[before].width);
        let gives = &layers[residual.last].width;
        // what is wrong in a copy of a `repeat`, or in two blocks that end together, is said once
        let place = net.links[residual.last].repeats.unwrap_or(residual.last);
        // where an arrow is missing, the block ends elsewhere
        let whole = !net.links[residual.last].stage.words.iter().any(|word| matches!(word, Word::Number(_)));
        if whole
            && let (Some(taken), Some(given)) = (takes.literal(), gives.literal())
            && taken != given
            && !wrong.contains(&place)
        {
            wrong.push(place);
            errors.report(gives.to_token_stream(), message::residual_width(given, taken));
        }
    }
    net.residuals.iter().map(|residual| Residual { first: residual.first, last: residual.last }).collect()
}
