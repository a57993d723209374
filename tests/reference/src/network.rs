//! Layers in a row: forward, the chain rule back, and the gradient of a batch.

use crate::{Activation, Dense, Loss, Scalar, SplitMix64, Target};

/// A multilayer perceptron: each layer takes what the one before it gives.
///
/// ```
/// use mlp_reference::{Activation, Dense, Network};
///
/// let hidden = Dense::zeroed(2, 3, Activation::Tanh);
/// let network = Network::new(vec![hidden, Dense::zeroed(3, 1, Activation::Sigmoid)]);
/// assert_eq!(network.params().len(), 13);
/// assert_eq!(network.outputs(&[0.3_f32, 0.7]), [0.5]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Network<S> {
    /// From the inputs to the outputs.
    pub layers: Vec<Dense<S>>,
    /// The first and the last layer, counted from 0, of each residual block: what the first is given is added to what
    /// the last one's activation gives.
    pub residuals: Vec<(usize, usize)>,
}

/// Everything that the way back needs of one sample's way forward.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace<S> {
    /// `inputs[layer][input]`: what each layer was given; the sample itself comes first.
    pub inputs: Vec<Vec<S>>,
    /// `pre_activations[layer][unit]`
    pub pre_activations: Vec<Vec<S>>,
    /// `outputs[unit]` of the last layer.
    pub outputs: Vec<S>,
}

/// The loss of a batch and its derivatives.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient<S> {
    /// The batch's mean loss.
    pub loss: S,
    /// By each parameter, in flat order.
    pub d_params: Vec<S>,
    /// `d_inputs[sample][input]`
    pub d_inputs: Vec<Vec<S>>,
    /// `d_z[sample][unit]`, by the last layer's pre-activations.
    pub d_z: Vec<Vec<S>>,
}

impl<S: Scalar> Network<S> {
    /// Puts layers in a row.
    ///
    /// # Panics
    /// Without a layer, when a layer does not fit the one before it, or when softmax is not last.
    #[must_use]
    pub fn new(layers: Vec<Dense<S>>) -> Self {
        assert!(!layers.is_empty(), "a network needs at least one layer");
        for pair in layers.windows(2) {
            assert_eq!(pair[0].units(), pair[1].inputs(), "a layer must take what the one before it gives");
            assert_ne!(pair[0].activation, Activation::Softmax, "softmax is only for the last layer");
        }
        Self { layers, residuals: Vec::new() }
    }

    /// The same network with residual blocks (He et al. 2015): `y = x + block(x)`.
    ///
    /// # Panics
    /// When a block gives another number of outputs than it takes inputs, or ends in softmax.
    #[must_use]
    pub fn with_residuals(self, residuals: Vec<(usize, usize)>) -> Self {
        for &(first, last) in &residuals {
            assert_eq!(self.layers[first].inputs(), self.layers[last].units(), "a block must give what it takes");
            assert_ne!(self.layers[last].activation, Activation::Softmax, "softmax cannot end a block");
        }
        Self { residuals, ..self }
    }

    /// Where the residual blocks begin that end with a layer.
    fn begins_of(&self, end: usize) -> impl Iterator<Item = usize> {
        self.residuals.iter().filter(move |(_, last)| *last == end).map(|(first, _)| *first)
    }

    /// The same network with parameters drawn uniformly from `[-bound, bound)`, in flat order.
    #[must_use]
    pub fn randomized(mut self, random: &mut SplitMix64, bound: f64) -> Self {
        for param in self.layers.iter_mut().flat_map(Dense::params_mut) {
            *param = S::from_f64(bound * (2.0 * random.next_f64() - 1.0));
        }
        self
    }

    /// The last layer's activation, which a loss has to fit; none where the last thing that happens is a sum.
    #[must_use]
    pub fn last_activation(&self) -> Activation {
        if self.begins_of(self.layers.len() - 1).next().is_some() {
            return Activation::Identity;
        }
        self.layers[self.layers.len() - 1].activation
    }

    /// All parameters: layer by layer, weights row after row (`weights[input][unit]`), then biases.
    #[must_use]
    pub fn params(&self) -> Vec<S> {
        self.layers.iter().flat_map(Dense::params).copied().collect()
    }

    /// Takes all parameters from a flat vector.
    ///
    /// # Panics
    /// When `params` does not have exactly as many numbers as the network.
    pub fn set_params(&mut self, params: &[S]) {
        assert_eq!(params.len(), self.params().len(), "one number for each parameter");
        for (own, &given) in self.layers.iter_mut().flat_map(Dense::params_mut).zip(params) {
            *own = given;
        }
    }

    /// `z = layer.forward(x)`, `y = activation(z)`, and `y` is the next layer's `x`.
    ///
    /// # Panics
    /// When `x` does not have one number per input.
    #[must_use]
    pub fn forward(&self, x: &[S]) -> Trace<S> {
        let mut trace = Trace { inputs: Vec::new(), pre_activations: Vec::new(), outputs: x.to_vec() };
        for (l, layer) in self.layers.iter().enumerate() {
            let z = layer.forward(&trace.outputs);
            let mut y = layer.activation.forward(&z);
            trace.inputs.push(std::mem::take(&mut trace.outputs));
            for first in self.begins_of(l) {
                add(&mut y, &trace.inputs[first]);
            }
            trace.outputs = y;
            trace.pre_activations.push(z);
        }
        trace
    }

    /// The chain rule, from `d_z[unit]` of the last layer down: adds to `gradient`, returns `d_x[input]`.
    pub fn backward(&self, trace: &Trace<S>, d_z: &[S], gradient: &mut Self) -> Vec<S> {
        // d_y[layer][unit], by what each layer gives to the next, with what a block adds to it
        let last = self.layers.len() - 1;
        let mut d_y = vec![Vec::new(); self.layers.len()];
        let mut d_z = d_z.to_vec();
        if self.begins_of(last).next().is_some() {
            d_y[last].clone_from(&d_z);
            d_z = self.layers[last].activation.backward(&trace.pre_activations[last], &d_z);
        }
        for l in (0..self.layers.len()).rev() {
            let mut d_x = self.layers[l].backward(&trace.inputs[l], &d_z, &mut gradient.layers[l]);
            for &(_, end) in self.residuals.iter().filter(|(first, _)| *first == l) {
                add(&mut d_x, &d_y[end]);
            }
            if l == 0 {
                return d_x;
            }
            d_z = self.layers[l - 1].activation.backward(&trace.pre_activations[l - 1], &d_x);
            d_y[l - 1] = d_x;
        }
        unreachable!("the first layer ends the loop")
    }

    /// The values that losses are computed from: the sums that [`Self::last_activation`] is applied to.
    #[must_use]
    pub fn last_sums<'a>(&self, trace: &'a Trace<S>) -> &'a [S] {
        if self.begins_of(self.layers.len() - 1).next().is_some() {
            return &trace.outputs;
        }
        trace.last_pre_activations()
    }

    /// Returns the outputs for one sample.
    ///
    /// # Panics
    /// When `x` does not have one number per input.
    #[must_use]
    pub fn outputs(&self, x: &[S]) -> Vec<S> {
        self.forward(x).outputs
    }

    /// The mean loss of a batch; `xs[sample][input]`, `ts[sample]`.
    ///
    /// # Panics
    /// When the batch is empty, its lengths differ, or the loss does not fit the network or the targets.
    #[must_use]
    pub fn loss(&self, loss: Loss, xs: &[Vec<S>], ts: &[Target<S>]) -> S {
        let mut total = S::ZERO;
        for (x, t) in xs.iter().zip(ts) {
            total += loss.forward(self.last_activation(), self.last_sums(&self.forward(x)), t);
        }
        total / batch_size(xs, ts)
    }

    /// The mean loss of a batch, and its derivatives by everything; `xs[sample][input]`, `ts[sample]`.
    ///
    /// # Panics
    /// When the batch is empty, its lengths differ, or the loss does not fit the network or the targets.
    #[must_use]
    pub fn gradient(&self, loss: Loss, xs: &[Vec<S>], ts: &[Target<S>]) -> Gradient<S> {
        let (size, last) = (batch_size(xs, ts), self.last_activation());
        let mut gradient = self.clone();
        gradient.set_params(&vec![S::ZERO; self.params().len()]);
        let (mut total, mut d_inputs, mut d_zs) = (S::ZERO, Vec::new(), Vec::new());
        for (x, t) in xs.iter().zip(ts) {
            let trace = self.forward(x);
            let z = self.last_sums(&trace);
            total += loss.forward(last, z, t);
            let d_z: Vec<S> = loss.backward(last, z, t).iter().map(|&d_z| d_z / size).collect();
            d_inputs.push(self.backward(&trace, &d_z, &mut gradient));
            d_zs.push(d_z);
        }
        Gradient { loss: total / size, d_params: gradient.params(), d_inputs, d_z: d_zs }
    }
}

impl<S> Trace<S> {
    /// `z[unit]` of the last layer, which losses are computed from.
    #[must_use]
    pub fn last_pre_activations(&self) -> &[S] {
        &self.pre_activations[self.pre_activations.len() - 1]
    }
}

fn add<S: Scalar>(sum: &mut [S], term: &[S]) {
    assert_eq!(sum.len(), term.len(), "what is added must be as wide");
    for (sum, &term) in sum.iter_mut().zip(term) {
        *sum += term;
    }
}

fn batch_size<S: Scalar>(xs: &[Vec<S>], ts: &[Target<S>]) -> S {
    assert!(!xs.is_empty(), "a batch needs at least one sample");
    assert_eq!(xs.len(), ts.len(), "a batch needs one target per sample");
    S::from_f64(xs.len() as f64)
}
