//! The timed tasks of a network, with the numbers that all peers get.

use crate::draw::Shape;
use mlp::random::SplitMix64;
use peer_protocol::{Task, Train};

/// The kinds of tasks, each with a summary of its own.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    ForwardOne,
    ForwardBatch,
    Train,
}

impl Kind {
    pub(crate) const ALL: [Self; 3] = [Self::ForwardOne, Self::ForwardBatch, Self::Train];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::ForwardOne => "forward, one sample",
            Self::ForwardBatch => "forward, a batch",
            Self::Train => "train",
        }
    }
}

/// Evenly from -1 to 1.
fn numbers(random: &mut SplitMix64, count: usize) -> impl Iterator<Item = f32> {
    (0..count).map(|_| 2.0 * random.unit() - 1.0)
}

fn params(random: &mut SplitMix64, widths: &[usize]) -> Vec<f32> {
    let mut params = Vec::new();
    for pair in widths.windows(2) {
        let bound = 1.0 / (pair[0] as f32).sqrt();
        params.extend(numbers(random, (pair[0] + 1) * pair[1]).map(|w| w * bound));
    }
    params
}

fn targets(random: &mut SplitMix64, head: &str, outputs: usize, batch: usize) -> Vec<f32> {
    match head {
        "softmax" => (0..batch * outputs).map(|i| f32::from(i % outputs == i / outputs % outputs)).collect(),
        "sigmoid" => (0..batch * outputs).map(|i| (i % 2) as f32).collect(),
        _ => numbers(random, outputs * batch).collect(),
    }
}

/// How parameters change: visibly in the steps that are compared, not at all in those that are timed.
fn training(shape: &Shape, batch: usize) -> Train {
    let outputs = shape.widths[shape.widths.len() - 1];
    let scale = match shape.head {
        "softmax" => 1.0 / batch as f32,
        "sigmoid" => 1.0 / (batch * outputs) as f32,
        _ => 2.0 / (batch * outputs) as f32,
    };
    Train { scale, adam: shape.adam, rates: if shape.adam { [1e-3, 1e-9] } else { [0.1, 1e-6] } }
}

/// The first word of its name is the network's, in the generated programs too.
pub(crate) fn task(index: usize, shape: &Shape, kind: Kind) -> Task {
    let (word, batch) = match kind {
        Kind::ForwardOne => ("one", 1),
        Kind::ForwardBatch => ("batch", shape.batches[0]),
        Kind::Train => ("train", shape.batches[1]),
    };
    let mut random = SplitMix64::new(index as u64);
    let (inputs, outputs) = (shape.widths[0], shape.widths[shape.widths.len() - 1]);
    Task {
        name: format!("{} {word}", network(index)),
        widths: shape.widths.clone(),
        activations: [shape.hidden.into(), shape.head.into()],
        train: (kind == Kind::Train).then(|| training(shape, batch)),
        batch,
        params: params(&mut random, &shape.widths),
        x: numbers(&mut random, inputs * batch).collect(),
        t: targets(&mut random, shape.head, outputs, batch),
    }
}

/// The name of a network's type.
pub(crate) fn network(index: usize) -> String {
    format!("N{index}")
}
