//! Networks as text.

use super::{Model, Vector};
use crate::layer::info::LayerPath;
use core::fmt::{self, Formatter};

/// Writes the declaration and size of a network: `Xor(2 => 3 sigmoid => 1 sigmoid, 13 parameters)`.
///
/// # Errors
///
/// If the formatter returns an error.
pub fn describe<N: Model>(name: &str, formatter: &mut Formatter<'_>) -> fmt::Result {
    write!(formatter, "{name}({}", N::Input::LEN)?;
    let mut result = Ok(());
    N::visit_layers(&LayerPath::TOP, &mut |_, layer| {
        let mut write = || {
            formatter.write_str(" => ")?;
            (0..layer.begins).try_for_each(|_| formatter.write_str("residual("))?;
            write!(formatter, "{}", layer.units)?;
            if layer.activation != "identity" {
                write!(formatter, " {}", layer.activation)?;
            }
            if !layer.bias {
                formatter.write_str(" no_bias")?;
            }
            if layer.frozen {
                formatter.write_str(" freeze")?;
            }
            (0..layer.ends).try_for_each(|_| formatter.write_str(")"))
        };
        result = result.and_then(|()| write());
    });
    result?;
    write!(formatter, ", {} parameters)", N::COUNT)
}
