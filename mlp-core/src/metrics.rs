//! How good a network is, in numbers that people use.

use crate::network::{Network, Vector};

/// The part of the samples whose class the network finds: its largest output, or for one output whether it is at least
/// 1/2. NaN for no samples.
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
/// assert_eq!(mlp_core::metrics::class(&[0.1, 0.7, 0.2]), 1);
/// assert_eq!(mlp_core::metrics::class(&[0.4]), 0);
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
