//! How good a network is, in numbers that people use: by scikit-learn's definitions, tested against its figures.
//!
//! All take the outputs first, then the labels or targets, then settings, as [`accuracy`] and PyTorch's losses do;
//! scikit-learn's functions take what is right first. Outputs are `&[[f32; N]]`, as [`Network::forward_batch`] writes them
//! ([`predict`] collects them), or `&[f32]` where a sample has one number. Whether the network ends in `softmax` or in one
//! `sigmoid`, labels are `&[usize]`: one output stands for the classes 0 and 1, and is how probable 1 is.
//!
//! What is wrong with outputs, labels or targets is an [`Error`](crate::Error). Only [`accuracy`], the short way, panics.
//!
//! ```
//! use mlp::metrics::{ConfusionMatrix, log_loss, roc_auc, top_k_accuracy};
//!
//! let answers = [[0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.2, 0.5, 0.3]];
//! let labels = [0, 1, 2];
//! assert_eq!(top_k_accuracy(&answers, &labels, 2)?, 1.0);
//! assert_eq!(roc_auc(&answers, &labels)?, 1.0);
//! assert!((log_loss(&answers, &labels)? - 0.69).abs() < 0.01);
//!
//! let matrix = ConfusionMatrix::from_outputs(&answers, &labels)?;
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
use crate::network::Network;

/// The answers of a network to many samples.
///
/// ```
/// use mlp::metrics::{predict, r2_score};
/// use mlp::Network;
///
/// /// How well a network explains data.
/// fn explained<N: Network>(net: &N, inputs: &[N::Input], targets: &[N::Output]) -> Result<f32, mlp::Error> {
///     r2_score(&predict(net, inputs), targets)
/// }
/// ```
#[cfg(feature = "alloc")]
#[must_use]
pub fn predict<N: Network>(net: &N, inputs: &[N::Input]) -> alloc::vec::Vec<N::Output> {
    let mut outputs = alloc::vec![N::Output::ZERO; inputs.len()];
    net.forward_batch(inputs, &mut outputs);
    outputs
}

/// The part of the samples whose class the network finds: its largest output, or for one output whether it is at least
/// 1/2. NaN for no samples; a label that is no class is one that was not found.
///
/// The short way for data that are known to be in order; [`accuracy_score`] checks outputs and labels, and returns an error.
///
/// # Panics
///
/// If `inputs` and `labels` differ in length.
#[must_use]
pub fn accuracy<N: Network>(net: &N, inputs: &[N::Input], labels: &[usize]) -> f32 {
    assert!(inputs.len() == labels.len(), "{} inputs, but {} labels", inputs.len(), labels.len());
    let mut right = 0_usize;
    for (inputs, labels) in inputs.chunks(16).zip(labels.chunks(16)) {
        let mut outputs = [N::Output::ZERO; 16];
        net.forward_batch(inputs, &mut outputs[..inputs.len()]);
        right += outputs.iter().zip(labels).filter(|(output, label)| class(output.as_ref()) == **label).count();
    }
    right as f32 / inputs.len() as f32
}

/// The class that outputs stand for: the index of the largest, the first of several; for one output 1 from 1/2 on.
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
