//! A whole model of plain numbers as an ONNX model.

use super::Pipeline;
use crate::data::columns::InputColumn;
use crate::data::scaled::onnx::add;
use crate::error::Error;
use crate::file::onnx::{Graph, INPUT};
use crate::network::Network;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

impl<N: Network> Pipeline<N> {
    /// Returns the whole model as the bytes of an ONNX model, which takes numbers in their original units, NaN where
    /// one is missing.
    ///
    /// As [`Scaled::to_onnx`](crate::Scaled::to_onnx), with `IsNaN` and `Where` in front. The metadata have the names
    /// of the inputs and of the outputs under `inputs` and `outputs`, one in each line.
    ///
    /// # Errors
    ///
    /// As [`Scaled::to_onnx`](crate::Scaled::to_onnx).
    pub fn to_onnx(&self) -> Result<Vec<u8>, Error> {
        let mut graph = Graph::default();
        let inputs: Vec<String> = self.columns.inputs.iter().flat_map(InputColumn::inputs).collect();
        graph.describe("inputs", inputs.join("\n"));
        graph.describe("outputs", self.columns.outputs.join("\n"));
        let input = graph.replace_nan("imputer.inputs", INPUT, self.imputer.values.as_ref())?;
        let last = add(&mut graph, &self.net, &self.inputs, &self.outputs, &input)?;
        Ok(graph.finish(&last, N::INPUTS, N::OUTPUTS, format!("{:?}", self.net)))
    }
}
