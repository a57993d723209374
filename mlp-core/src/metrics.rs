//! Metrics: how good a network is, by scikit-learn's definitions and tested against its figures.
//!
//! All functions take the outputs first, then the labels or targets, then settings, as [`accuracy`] and PyTorch's
//! losses do. scikit-learn's functions take the true values first.
//!
//! Outputs are `&[[f32; N]]`, as [`Network::forward_batch`] writes them ([`predict`] collects them), or `&[f32]` if a
//! sample has one value. Labels are `&[usize]`, whether the network ends in `softmax` or in one `sigmoid`: a single
//! output distinguishes the classes 0 and 1, and is the probability of class 1.
//!
//! Invalid outputs, labels or targets result in an [`Error`](crate::Error). Only [`accuracy`], the short form, panics.
//!
//! ```
//! use mlp::metrics::{ConfusionMatrix, log_loss, roc_auc, top_k_accuracy};
//!
//! let outputs = [[0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.2, 0.5, 0.3]];
//! let labels = [0, 1, 2];
//! assert_eq!(top_k_accuracy(&outputs, &labels, 2)?, 1.0);
//! assert_eq!(roc_auc(&outputs, &labels)?, 1.0);
//! assert!((log_loss(&outputs, &labels)? - 0.69).abs() < 0.01);
//!
//! let matrix = ConfusionMatrix::from_outputs(&outputs, &labels)?;
//! assert_eq!(matrix.count(2, 1), 1); // a 2 was taken for a 1
//! assert_eq!(matrix.recall(2), 0.0);
//! println!("{matrix}\n{}", matrix.report());
//! # Ok::<(), mlp::Error>(())
//! ```

#[cfg(feature = "alloc")]
mod confusion;
mod probability;
#[cfg(feature = "alloc")]
mod ranking;
mod regression;
#[cfg(feature = "alloc")]
mod report;
mod values;

#[cfg(feature = "alloc")]
pub use confusion::ConfusionMatrix;
pub use probability::{accuracy_score, log_loss, top_k_accuracy};
#[cfg(feature = "alloc")]
pub use ranking::roc_auc;
pub use regression::{mean_absolute_error, r2_score, root_mean_squared_error};
#[cfg(feature = "alloc")]
pub use report::{ClassScores, Report};
pub use values::Values;
#[cfg(feature = "alloc")]
pub(crate) use values::check_labels;

use crate::model::Vector;
use crate::network::{AsNetwork, Network};

/// Returns the outputs of a network for many samples.
///
/// ```
/// use mlp::metrics::{predict, r2_score};
/// use mlp::prelude::*;
///
/// mlp! { struct Net: 1 => 1 }
///
/// let mut net = Net::zeroed();
/// net.l1.weights = [[2.0]];
/// let outputs = predict(&net, &[[1.0], [2.0], [3.0]]);
/// assert_eq!(outputs, [[2.0], [4.0], [6.0]]);
/// assert_eq!(r2_score(&outputs, &[[2.0], [4.0], [6.0]])?, 1.0);
/// # Ok::<(), mlp::Error>(())
/// ```
#[cfg(feature = "alloc")]
#[must_use]
pub fn predict<N, I, O>(net: &impl AsNetwork<N>, inputs: &[I]) -> alloc::vec::Vec<O>
where
    // types of their own: what is no network is then one message, and not one for each place that names its types
    N: Network<Input = I, Output = O>,
{
    outputs(net.as_network(), inputs)
}

/// Returns the outputs of a network.
#[cfg(feature = "alloc")]
fn outputs<N: Network>(net: &N, inputs: &[N::Input]) -> alloc::vec::Vec<N::Output> {
    let mut outputs = alloc::vec![N::Output::ZERO; inputs.len()];
    net.forward_batch(inputs, &mut outputs);
    outputs
}

/// Returns the fraction of the samples that a network classifies correctly.
///
/// The predicted class is that of the largest output; a single output is class 1 if it is at least 1/2. The result is
/// NaN if there are no samples. A label that is not a class counts as classified wrongly.
///
/// This is the short form for data that are known to be valid. [`accuracy_score`] checks outputs and labels, and
/// returns an error.
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! { struct Net: 1 => 1 sigmoid }
///
/// let mut net = Net::zeroed();
/// net.l1.weights = [[1.0]];
/// assert_eq!(accuracy(&net, &[[-2.0], [-1.0], [1.0], [2.0]], &[0, 1, 1, 1]), 0.75);
/// ```
///
/// # Panics
///
/// If `inputs` and `labels` have different lengths.
#[must_use]
pub fn accuracy<N, I>(net: &impl AsNetwork<N>, inputs: &[I], labels: &[usize]) -> f32
where
    N: Network<Input = I>,
{
    assert!(inputs.len() == labels.len(), "{} inputs, but {} labels", inputs.len(), labels.len());
    let (net, mut right) = (net.as_network(), 0_usize);
    for (inputs, labels) in inputs.chunks(16).zip(labels.chunks(16)) {
        let mut outputs = [N::Output::ZERO; 16];
        net.forward_batch(inputs, &mut outputs[..inputs.len()]);
        right += outputs.iter().zip(labels).filter(|(output, label)| class(output.as_ref()) == **label).count();
    }
    right as f32 / inputs.len() as f32
}

/// Returns the class that a sample's outputs predict: the index of the largest output.
///
/// Of equal outputs it is the first.
///
/// A single output predicts class 1 if it is at least 1/2, otherwise class 0.
///
/// ```
/// assert_eq!(mlp::metrics::class(&[0.1, 0.7, 0.2]), 1);
/// assert_eq!(mlp::metrics::class(&[0.4]), 0);
/// ```
#[must_use]
pub fn class(outputs: &[f32]) -> usize {
    if let [output] = outputs {
        return usize::from(*output >= 0.5);
    }
    let mut best = 0;
    for (index, output) in outputs.iter().enumerate() {
        if *output > outputs[best] {
            best = index;
        }
    }
    best
}
