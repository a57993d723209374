//! The networks: eight that are fixed, and as many as are wanted from a seed.

use mlp::random::SplitMix64;

/// The activations of hidden layers.
const HIDDEN: [&str; 14] = [
    "identity",
    "sigmoid",
    "tanh",
    "relu",
    "leaky_relu",
    "elu",
    "selu",
    "softplus",
    "softsign",
    "hard_tanh",
    "hard_sigmoid",
    "gelu",
    "silu",
    "mish",
];
/// The activations of the last layer, each with a loss of its own: cross-entropy, that of a coin, the squared error.
const HEADS: [&str; 3] = ["softmax", "sigmoid", "identity"];
const DEEPEST: usize = 8;
const WIDEST: usize = 512;
const BATCHES: [usize; 4] = [1, 4, 32, 256];

/// A network, and the batches that it is timed with.
pub(crate) struct Shape {
    /// Inputs and the units of each layer.
    pub(crate) widths: Vec<usize>,
    pub(crate) hidden: &'static str,
    pub(crate) head: &'static str,
    /// Samples of the batch that is answered, and of the one that is trained on.
    pub(crate) batches: [usize; 2],
    pub(crate) adam: bool,
}

impl Shape {
    /// The network in the language of `mlp!`.
    pub(crate) fn declaration(&self) -> String {
        let last = self.widths.len() - 1;
        let layer = |(index, units): (usize, &usize)| {
            let activation = if index == last { self.head } else { self.hidden };
            if index == 0 || activation == "identity" { units.to_string() } else { format!("{units} {activation}") }
        };
        self.widths.iter().enumerate().map(layer).collect::<Vec<_>>().join(" => ")
    }
}

/// Networks that people have, of sizes between straight-line code and large matrices.
fn fixed() -> Vec<Shape> {
    let shape =
        |widths: &[usize], hidden, head| Shape { widths: widths.into(), hidden, head, batches: [32, 32], adam: false };
    vec![
        shape(&[1, 16, 16, 1], "relu", "identity"),
        shape(&[24, 8, 2], "tanh", "identity"),
        shape(&[9, 16, 2], "tanh", "tanh"),
        shape(&[1, 64, 1], "tanh", "identity"),
        shape(&[8; 9], "relu", "relu"),
        shape(&[6, 64, 8, 4], "relu", "identity"),
        shape(&[50; 3], "relu", "identity"),
        shape(&[784, 30, 10], "sigmoid", "sigmoid"),
    ]
}

fn choose<T: Copy>(random: &mut SplitMix64, list: &[T]) -> T {
    list[random.below(list.len())]
}

/// From 1 to [`WIDEST`], evenly in the logarithm.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 or more, and small")]
fn width(random: &mut SplitMix64) -> usize {
    ((WIDEST as f32 + 1.0).powf(random.unit()) as usize).clamp(1, WIDEST)
}

fn drawn(random: &mut SplitMix64, hidden: &'static str) -> Shape {
    let depth = 1 + random.below(DEEPEST);
    let mut widths: Vec<usize> = (0..=depth).map(|_| width(random)).collect();
    let head = choose(random, &HEADS);
    if head == "softmax" {
        // one class is none
        widths[depth] = widths[depth].max(2);
    }
    let batches = [choose(random, &BATCHES[1..]), choose(random, &BATCHES)];
    Shape { widths, hidden, head, batches, adam: random.below(2) == 1 }
}

/// The fixed networks, then `count` of the seed, whose activations take turns.
pub(crate) fn shapes(seed: u64, count: usize) -> Vec<Shape> {
    let mut random = SplitMix64::new(seed);
    let mut turns = HIDDEN;
    random.shuffle(&mut turns);
    let drawn = (0..count).map(|index| drawn(&mut random, turns[index % turns.len()]));
    fixed().into_iter().chain(drawn).collect()
}
