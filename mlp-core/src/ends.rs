//! Answers in the user's units, for networks whose inputs or outputs have names.

#[cfg(feature = "onnx")]
mod onnx;

use crate::batch::{self, compiled::Compiled};
use crate::model::Vector;
use crate::schema::Schema;
use core::fmt::Debug;

/// The number of samples that [`NamedEnds::predict_batch`] scales at once.
const AT_ONCE: usize = 16;

/// A network whose inputs or outputs have names: values in the user's units go in, and answers come out.
///
/// `mlp!` implements it for a network with named ends, with structs of its own:
///
/// ```
/// use mlp::NamedEnds;
/// use mlp::prelude::*;
///
/// mlp! { struct House: { area: 20..220, new: bool } => 8 tanh => { price: 50_000..950_000 } }
///
/// /// Works for every network with named ends.
/// fn answer<N: NamedEnds>(net: &N, record: &N::Record) -> N::Answer {
///     net.predict(record)
/// }
/// // a network of zeros returns the middle of each range
/// let HouseOutput { price } = answer(&House::ZERO, &HouseInput { area: 80.0, new: false });
/// assert_eq!(price, 500_000.0);
/// ```
#[diagnostic::on_unimplemented(
    message = "neither the inputs nor the outputs of `{Self}` have names",
    label = "its ends are plain numbers",
    note = "names stand in braces, as in `{{ area: 20..220 }} => 8 tanh => {{ price: 0..900_000 }}`"
)]
pub trait NamedEnds: Compiled {
    /// The inputs of one sample in the user's units, such as `PenguinsInput`; inputs without names are an array.
    type Record: Copy + Debug + Into<Self::Input>;
    /// The outputs for one sample in the user's units, such as `PenguinsOutput`; outputs without names are an array.
    type Answer: Copy + Debug + From<Self::Output>;
    /// The fields of both ends.
    const SCHEMA: Schema = Self::ENDS;

    /// Returns the answer for one sample.
    #[must_use]
    #[inline]
    fn predict(&self, record: &Self::Record) -> Self::Answer {
        self.forward_single(&(*record).into()).into()
    }

    /// Writes the answers for many samples.
    ///
    /// # Panics
    ///
    /// If `records` and `answers` differ in length.
    fn predict_batch(&self, records: &[Self::Record], answers: &mut [Self::Answer]) {
        let (inputs, outputs) = (records.len(), answers.len());
        assert!(inputs == outputs, "{inputs} inputs, but room for {outputs} outputs");
        for (records, answers) in records.chunks(AT_ONCE).zip(answers.chunks_mut(AT_ONCE)) {
            let mut inputs = [Self::Input::ZERO; AT_ONCE];
            for (input, record) in inputs.iter_mut().zip(records) {
                *input = (*record).into();
            }
            let mut outputs = [Self::Output::ZERO; AT_ONCE];
            let outputs = &mut outputs[..records.len()];
            batch::forward(self, &inputs[..records.len()], outputs);
            for (answer, output) in answers.iter_mut().zip(outputs) {
                *answer = (*output).into();
            }
        }
    }

    /// Returns the network as the bytes of an ONNX model with the names and the units of the declaration.
    ///
    /// Each field is an input or an output of its own, `[samples, values]`, and numbers are in the user's units. A `bool`
    /// is 0 or 1. Classes are one value each: an input has 1 for its class and 0 for the others, an output has the
    /// probabilities. An end without names is `input` or `output`. The metadata have the declaration of each
    /// field under `inputs` and `outputs`, one in each line, and the classes of `x` under `x.classes`.
    ///
    /// [`Network::to_onnx`](crate::Network::to_onnx) has the arrays of the network instead, which are scaled.
    ///
    /// ```
    /// # fn example<House: mlp::NamedEnds>(net: House) -> Result<(), Box<dyn std::error::Error>> {
    /// std::fs::write("house.onnx", net.to_named_onnx()?)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Network::to_onnx`](crate::Network::to_onnx).
    #[cfg(feature = "onnx")]
    fn to_named_onnx(&self) -> Result<alloc::vec::Vec<u8>, crate::error::Error> {
        let widths = [Self::Input::LEN, Self::Output::LEN];
        onnx::model(Self::ENDS, widths, alloc::format!("{self:?}"), &|graph, prefix, input| {
            self.add_to_graph(graph, prefix, input)
        })
    }
}
