//! A network together with the scalers of its data.

#[cfg(feature = "safetensors")]
mod file;

use crate::data::scaler::Scaler;
use crate::model::Vector;
use crate::network::Network;

/// A network that takes inputs as they are and gives outputs as they are wanted: what [`Scaler`]s do in between is kept
/// with it, in the same file.
///
/// It holds its network by value. One that is larger than the stack goes into a box by `Network::load_boxed`, and its
/// scalers stand beside it.
///
/// ```
/// use mlp::{Network, Scaled, Scaler};
///
/// /// A network that learned from inputs scaled to a standard deviation of 1, asked about inputs as they come.
/// fn ask<N: Network>(net: N, train: &[N::Input], input: &N::Input) -> Result<N::Output, mlp::Error> {
///     let scaled = Scaled::new(net, Scaler::standard(train)?);
///     Ok(scaled.forward(input))
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Scaled<N: Network> {
    /// The network, which knows scaled numbers only.
    pub net: N,
    /// What inputs go through first.
    pub inputs: Scaler<N::Input>,
    /// What the network's outputs are scaled values of: outputs go back through it.
    pub outputs: Scaler<N::Output>,
}

impl<N: Network> Scaled<N> {
    /// With scaled inputs, and outputs as they are: classes, probabilities.
    #[must_use]
    pub fn new(net: N, inputs: Scaler<N::Input>) -> Self {
        Self { net, inputs, outputs: Scaler::default() }
    }

    /// With outputs that were trained to be targets scaled like this.
    ///
    /// ```
    /// use mlp::{Network, Scaled, Scaler};
    ///
    /// fn with_units<N: Network>(net: N, inputs: &[N::Input], targets: &[N::Output]) -> Result<Scaled<N>, mlp::Error> {
    ///     Ok(Scaled::new(net, Scaler::standard(inputs)?).with_outputs(Scaler::standard(targets)?))
    /// }
    /// ```
    #[must_use]
    pub fn with_outputs(self, outputs: Scaler<N::Output>) -> Self {
        Self { outputs, ..self }
    }

    /// The answer to one sample.
    #[must_use]
    pub fn forward(&self, input: &N::Input) -> N::Output {
        self.outputs.inverse(&self.net.forward(&self.inputs.transform(input)))
    }

    /// The answers to many samples.
    ///
    /// # Panics
    ///
    /// If `inputs` and `outputs` differ in length.
    pub fn forward_batch(&self, inputs: &[N::Input], outputs: &mut [N::Output]) {
        assert!(inputs.len() == outputs.len(), "{} inputs, but room for {} outputs", inputs.len(), outputs.len());
        for (inputs, outputs) in inputs.chunks(16).zip(outputs.chunks_mut(16)) {
            let mut scaled = [N::Input::ZERO; 16];
            for (scaled, input) in scaled.iter_mut().zip(inputs) {
                *scaled = self.inputs.transform(input);
            }
            self.net.forward_batch(&scaled[..inputs.len()], outputs);
            for output in outputs {
                *output = self.outputs.inverse(output);
            }
        }
    }

    /// The answers to many samples, collected: what [`metrics`](crate::metrics) take.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn predict(&self, inputs: &[N::Input]) -> alloc::vec::Vec<N::Output> {
        let mut outputs = alloc::vec![N::Output::ZERO; inputs.len()];
        self.forward_batch(inputs, &mut outputs);
        outputs
    }
}
