//! A network and its scalers as an ONNX model.

use super::Scaled;
use crate::data::scaler::Scaler;
use crate::error::Error;
use crate::file::onnx::{Graph, INPUT};
use crate::network::Network;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

impl<N: Network> Scaled<N> {
    /// Returns the network and its scalers as the bytes of an ONNX model, which takes and returns numbers in their
    /// original units.
    ///
    /// As [`Network::to_onnx`], with the scalers as the first and the last operators: `Sub` and `Div` for the inputs,
    /// `Mul` and `Add` for the outputs. A scaler that changes nothing has none.
    ///
    /// ```
    /// # fn example<Digits: mlp::Network>(net: mlp::Scaled<Digits>) -> Result<(), Box<dyn std::error::Error>> {
    /// std::fs::write("digits.onnx", net.to_onnx()?)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Network::to_onnx`]; [`Error::Onnx`] too if a scaler has a value that is NaN or infinite.
    pub fn to_onnx(&self) -> Result<Vec<u8>, Error> {
        let mut graph = Graph::default();
        let last = add(&mut graph, &self.net, &self.inputs, &self.outputs, INPUT)?;
        Ok(graph.finish(&last, N::INPUTS, N::OUTPUTS, format!("{:?}", self.net)))
    }
}

/// Adds a network between its scalers to a graph and returns the name of its output.
pub(crate) fn add<N: Network>(
    graph: &mut Graph,
    net: &N,
    inputs: &Scaler<N::Input>,
    outputs: &Scaler<N::Output>,
    input: &str,
) -> Result<String, Error> {
    let mut value = input.to_string();
    if *inputs != Scaler::default() {
        value = graph.by_column("Sub", "scaler.inputs.shift", &value, inputs.shift.as_ref())?;
        value = graph.by_column("Div", "scaler.inputs.scale", &value, inputs.scale.as_ref())?;
    }
    value = net.add_to_graph(graph, "", &value)?;
    if *outputs != Scaler::default() {
        value = graph.by_column("Mul", "scaler.outputs.scale", &value, outputs.scale.as_ref())?;
        value = graph.by_column("Add", "scaler.outputs.shift", &value, outputs.shift.as_ref())?;
    }
    Ok(value)
}
