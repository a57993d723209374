//! A network together with the scalers of its data.

#[cfg(feature = "safetensors")]
mod file;
#[cfg(feature = "onnx")]
pub(crate) mod onnx;

#[cfg(all(feature = "safetensors", feature = "alloc"))]
pub(crate) use file::check_scalers;

use crate::data::scaler::Scaler;
use crate::model::Vector;
use crate::network::Network;

/// A network with the scalers of its inputs and outputs, which are saved in the same file.
///
/// Inputs and outputs are in their original units: inputs are scaled, passed through the network, and its outputs are
/// scaled back.
///
/// The network is held by value. If it is larger than the stack, use `Network::load_boxed` and keep the scalers beside
/// it.
///
/// ```
/// use mlp::{Scaled, Scaler, prelude::*};
///
/// mlp! { struct Net: 1 => 1 }
///
/// // the network is trained on inputs scaled to a standard deviation of 1 ...
/// let inputs = [[100.0], [200.0], [300.0]];
/// let targets = [[1.0], [2.0], [3.0]];
/// let scaler = Scaler::standard(&inputs)?;
/// let mut net = Net::seeded(7);
/// Trainer::new(Mse, Sgd::new(0.1)).fit(&mut net, &scaler.transform_all(&inputs), &targets)?;
///
/// // ... and used with inputs as they are
/// let [y] = Scaled::new(net, scaler).forward(&[250.0]);
/// assert!((y - 2.5).abs() < 1e-3);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Scaled<N: Network> {
    /// The network, whose inputs and outputs are scaled values.
    pub net: N,
    /// The scaler that is applied to the inputs.
    pub inputs: Scaler<N::Input>,
    /// The scaler whose inverse is applied to the network's outputs.
    pub outputs: Scaler<N::Output>,
}

impl<N: Network> Scaled<N> {
    /// Returns a network with scaled inputs. Its outputs are not scaled: classes, probabilities.
    #[must_use]
    pub fn new(net: N, inputs: Scaler<N::Input>) -> Self {
        Self { net, inputs, outputs: Scaler::default() }
    }

    /// Sets the scaler that the targets were scaled with for training.
    ///
    /// ```
    /// use mlp::{Scaled, Scaler, prelude::*};
    ///
    /// mlp! { struct Net: 1 => 4 tanh => 1 }
    ///
    /// let (inputs, targets) = ([[1.0], [2.0], [3.0]], [[100.0], [400.0], [900.0]]);
    /// let (of_inputs, of_targets) = (Scaler::standard(&inputs)?, Scaler::standard(&targets)?);
    /// let mut net = Net::seeded(7);
    /// Trainer::new(Mse, Adam::new(0.02)).epochs(500).fit(
    ///     &mut net,
    ///     &of_inputs.transform_all(&inputs),
    ///     &of_targets.transform_all(&targets),
    /// )?;
    /// let [y] = Scaled::new(net, of_inputs).with_outputs(of_targets).forward(&[2.0]);
    /// assert!((y - 400.0).abs() < 40.0);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn with_outputs(self, outputs: Scaler<N::Output>) -> Self {
        Self { outputs, ..self }
    }

    /// Returns the outputs for one sample.
    ///
    /// The input is in the units of the data, and so is the output: it is scaled, goes through the network, and the
    /// scaling of the outputs is undone.
    #[must_use]
    pub fn forward(&self, input: &N::Input) -> N::Output {
        self.outputs.inverse(&self.net.forward(&self.inputs.transform(input)))
    }

    /// Computes the outputs for many samples: `outputs[s]` becomes the outputs for `inputs[s]`.
    ///
    /// # Panics
    ///
    /// If `inputs` and `outputs` have different lengths.
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

    /// Returns the outputs for many samples, for the [`metrics`](crate::metrics).
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn predict(&self, inputs: &[N::Input]) -> alloc::vec::Vec<N::Output> {
        let mut outputs = alloc::vec![N::Output::ZERO; inputs.len()];
        self.forward_batch(inputs, &mut outputs);
        outputs
    }
}
