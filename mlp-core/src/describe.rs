//! Networks in words.

use crate::layer::Place;
use crate::network::Network;
use core::fmt::{self, Formatter};

/// Writes a network as it was declared, and its size: `Xor(2 => 3 sigmoid => 1 sigmoid, 13 parameters)`.
///
/// # Errors
///
/// If the formatter cannot write.
pub fn describe<N: Network>(name: &str, formatter: &mut Formatter<'_>) -> fmt::Result {
    write!(formatter, "{name}({}", N::INPUTS)?;
    let mut result = Ok(());
    N::visit_layers(&Place::TOP, &mut |_, layer| {
        let mut write = || {
            write!(formatter, " => {}", layer.units)?;
            if layer.activation != "identity" {
                write!(formatter, " {}", layer.activation)?;
            }
            if layer.bias { Ok(()) } else { formatter.write_str(" no_bias") }
        };
        result = result.and_then(|()| write());
    });
    result?;
    write!(formatter, ", {} parameters)", N::PARAMS)
}
