//! Backpropagation by hand: the chain rule for `2 => 3 sigmoid => 1 sigmoid` with
//! binary cross-entropy, one partial derivative after the other, compared with the
//! library and with central differences.
//!
//! Look for: the three columns agree. The library computes in `f32`, the other
//! two columns in `f64`.
//!
//! With `x` the input, `z` the sums of a layer, `a` its outputs and `C` the cost,
//! everything follows from
//!
//! ```text
//! z1 = x W1 + b1     a1 = sigmoid(z1)     z2 = a1 W2 + b2     a2 = sigmoid(z2)
//! C  = -(t ln a2 + (1 - t) ln(1 - a2))    sigmoid'(z) = a (1 - a)
//! ```

use mlp::prelude::*;

mlp! {
    struct Net: 2 => 3 sigmoid => 1 sigmoid
}

/// The parameters in the order of `Net::params`: `W1[input][unit]`, `b1`,
/// `W2[unit][0]`, `b2`.
const NAMES: [&str; Net::PARAMS] = [
    "W1[0][0]", "W1[0][1]", "W1[0][2]", "W1[1][0]", "W1[1][1]", "W1[1][2]", "b1[0]",
    "b1[1]", "b1[2]", "W2[0][0]", "W2[1][0]", "W2[2][0]", "b2[0]",
];

const INPUTS: [[f32; 2]; 3] = [[0.5, -1.0], [1.5, 0.25], [-0.75, 2.0]];
const TARGETS: [[f32; 1]; 3] = [[1.0], [0.0], [1.0]];

fn main() {
    let mut net = Net::seeded(3);
    net.l1.biases = [0.1, -0.2, 0.3];
    net.l2.biases = [-0.4];

    // the cost of a batch is the mean over its samples, and so is its gradient
    let mut by_hand = [0.0; Net::PARAMS];
    for (x, t) in INPUTS.iter().zip(TARGETS) {
        for (sum, derivative) in
            by_hand.iter_mut().zip(gradient(&Parameters::of(&net), *x, t[0]))
        {
            *sum += derivative / INPUTS.len() as f64;
        }
    }

    let mut library = Net::zeroed();
    let cost = net.gradient(Bce, &INPUTS, &TARGETS, &mut library);
    let by_library = library.params().map(f64::from);
    let by_differences: [f64; Net::PARAMS] =
        std::array::from_fn(|index| central_difference(&net, index));

    println!("C = {cost:.6}");
    println!(
        "{:>12}  {:>10}  {:>10}  {:>10}",
        "dC by", "hand", "library", "differences"
    );
    for (index, name) in NAMES.iter().enumerate() {
        let (hand, library, difference) =
            (by_hand[index], by_library[index], by_differences[index]);
        println!("{name:>12}  {hand:10.7}  {library:10.7}  {difference:10.7}");
    }
    let farthest = |other: [f64; Net::PARAMS]| {
        by_hand.iter().zip(other).map(|(a, b)| (a - b).abs()).fold(0.0_f64, f64::max)
    };
    let (from_library, from_differences) =
        (farthest(by_library), farthest(by_differences));
    println!(
        "largest difference from the library {from_library:.1e}, from central \
         differences {from_differences:.1e}"
    );
    assert!(from_library < 1e-6 && from_differences < 1e-8);
    assert!(
        by_hand.iter().all(|derivative| derivative.abs() > 1e-4),
        "a derivative of zero could hide a mistake"
    );
}

/// The parameters of a network as matrices of `f64`.
struct Parameters {
    w1: [[f64; 3]; 2],
    b1: [f64; 3],
    w2: [f64; 3],
    b2: f64,
}

/// The values of the forward pass that the backward pass needs.
struct Forward {
    a1: [f64; 3],
    a2: f64,
}

impl Parameters {
    fn of(net: &Net) -> Self {
        Self {
            w1: net.l1.weights.map(|row| row.map(f64::from)),
            b1: net.l1.biases.map(f64::from),
            w2: net.l2.weights.map(|[w]| f64::from(w)),
            b2: f64::from(net.l2.biases[0]),
        }
    }

    fn forward(&self, x: [f64; 2]) -> Forward {
        let z1: [f64; 3] = std::array::from_fn(|j| {
            x[0] * self.w1[0][j] + x[1] * self.w1[1][j] + self.b1[j]
        });
        let a1 = z1.map(sigmoid);
        let z2 = a1[0] * self.w2[0] + a1[1] * self.w2[1] + a1[2] * self.w2[2] + self.b2;
        Forward { a1, a2: sigmoid(z2) }
    }
}

fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

fn cost(a2: f64, t: f64) -> f64 {
    -(t * a2.ln() + (1.0 - t) * (1.0 - a2).ln())
}

/// The chain rule for one sample, from the cost back to the first layer.
fn gradient(p: &Parameters, x: [f32; 2], t: f32) -> [f64; Net::PARAMS] {
    let (x, t) = (x.map(f64::from), f64::from(t));
    let Forward { a1, a2 } = p.forward(x);

    // output layer: dC/da2, then through its sigmoid
    let dc_da2 = (a2 - t) / (a2 * (1.0 - a2));
    let da2_dz2 = a2 * (1.0 - a2);
    let delta2 = dc_da2 * da2_dz2; // = a2 - t: the denominator cancels

    // dz2/dW2 = a1 and dz2/db2 = 1: the outer product of a1 and delta2
    let dc_dw2 = a1.map(|a| a * delta2);
    let dc_db2 = delta2;

    // hidden layer: dz2/da1 = W2, then through the sigmoids, whose derivative is the
    // diagonal matrix diag(a1 (1 - a1)), because each output depends on its own sum
    // alone
    let dc_da1 = p.w2.map(|w| delta2 * w);
    let delta1: [f64; 3] = std::array::from_fn(|j| dc_da1[j] * a1[j] * (1.0 - a1[j]));

    // dz1/dW1 = x and dz1/db1 = 1: the outer product of x and delta1
    let dc_dw1 = x.map(|x| delta1.map(|delta| x * delta));
    let dc_db1 = delta1;

    let all = dc_dw1.into_iter().flatten().chain(dc_db1).chain(dc_dw2).chain([dc_db2]);
    all.collect::<Vec<f64>>().try_into().expect("as many derivatives as parameters")
}

/// `(C(w + h) - C(w - h)) / 2h` for one parameter.
fn central_difference(net: &Net, index: usize) -> f64 {
    let step = 1e-5;
    let moved = |by: f64| {
        let mut p = Parameters::of(net);
        match index {
            0..6 => p.w1[index / 3][index % 3] += by,
            6..9 => p.b1[index - 6] += by,
            9..12 => p.w2[index - 9] += by,
            _ => p.b2 += by,
        }
        let costs = INPUTS
            .iter()
            .zip(TARGETS)
            .map(|(x, [t])| cost(p.forward(x.map(f64::from)).a2, f64::from(t)));
        costs.sum::<f64>() / INPUTS.len() as f64
    };
    (moved(step) - moved(-step)) / (2.0 * step)
}
