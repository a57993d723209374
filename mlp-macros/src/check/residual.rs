//! Residual blocks: the outputs that are added must be as many as the inputs that they are added to.

use quote::ToTokens;

use crate::ast::{Net, Word};
use crate::errors::{Errors, message};
use crate::network::{Layer, Residual, Width};

/// Returns the residual blocks of a network, and reports those whose widths differ at the width that is wrong.
///
/// Widths that are not literals are compared by rustc.
pub(super) fn blocks(net: &Net, inputs: &Width, layers: &[Layer], errors: &mut Errors) -> Vec<Residual> {
    let mut reported = Vec::new();
    for residual in &net.residuals {
        let last_link = &net.links[residual.last];
        let input_width = residual.first.checked_sub(1).map_or(inputs, |before| &layers[before].width);
        let output_width = &layers[residual.last].width;
        // what is wrong in a copy of a `repeat`, or in two blocks that end together, is reported once
        let first_copy = last_link.repeats.unwrap_or(residual.last);
        // where an arrow is missing, the block ends elsewhere
        let is_whole = !last_link.stage.words.iter().any(|word| matches!(word, Word::Number(_)));
        if is_whole
            && let (Some(inputs), Some(outputs)) = (input_width.literal(), output_width.literal())
            && inputs != outputs
            && !reported.contains(&first_copy)
        {
            reported.push(first_copy);
            errors.report(output_width.to_token_stream(), message::residual_width(outputs, inputs));
        }
    }
    net.residuals.iter().map(|residual| Residual { first: residual.first, last: residual.last }).collect()
}
