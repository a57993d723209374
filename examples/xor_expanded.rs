//! The expansion of `mlp!(pub struct Xor: 2 => 3 sigmoid => 1 sigmoid)`, to be read. It runs like any other code.
//!
//! In a real expansion every name carries its whole path and locals begin with `__mlp_`, so that your names
//! cannot get in the way; here the `use` below stands for the paths. Nobody needs these names: they are not part of the
//! interface and change without notice.
#![allow(clippy::pedantic, reason = "the lints leave expansions alone, but this one is a copy")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "no comment passes through a macro: it stands in the macro")]
// a debug build goes through the kernels, any other through straight-line code; names of parameters only hide others
#![allow(unused_imports, reason = "which names are needed depends on the build")]
#![cfg_attr(rustfmt, rustfmt_skip)]

use mlp::__private::{
    BackwardPass, Compiled, CompiledGradient, Dense, ForwardPass, Initialization, InputDerivatives, LaneActivation,
    Lanes, LayerInfo, LayerPath, Loss, Model, Network, Parameters, Shape, Unrolled, Upstream, activation, describe,
    end_of_tape, implement_serde, parameters, parameters_mut, single, unrolled,
};

// The expansion begins here.

/// Learns the exclusive or of two bits.
///
/// A multilayer perceptron: `2 => 3 sigmoid => 1 sigmoid`
///
#[cfg_attr(
    doc,
    doc = "<div style=\"overflow-x:auto\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"2 =&gt; 3 sigmoid =&gt; 1 sigmoid\" width=\"312\" height=\"104\" viewBox=\"0 0 312 104\" fill=\"currentColor\" font-size=\"13\" text-anchor=\"middle\">\n<path stroke=\"currentColor\" stroke-opacity=\"0.3\" d=\"M52 20L156 10M52 20L156 30M52 20L156 50M52 40L156 10M52 40L156 30M52 40L156 50M156 10L260 30M156 30L260 30M156 50L260 30\"/>\n<circle cx=\"52\" cy=\"20\" r=\"5\"/><circle cx=\"52\" cy=\"40\" r=\"5\"/><text x=\"52\" y=\"78\" font-weight=\"bold\">2</text><text x=\"52\" y=\"96\">inputs</text>\n<circle cx=\"156\" cy=\"10\" r=\"5\"/><circle cx=\"156\" cy=\"30\" r=\"5\"/><circle cx=\"156\" cy=\"50\" r=\"5\"/><text x=\"156\" y=\"78\" font-weight=\"bold\">3</text><text x=\"156\" y=\"96\">sigmoid</text>\n<circle cx=\"260\" cy=\"30\" r=\"5\"/><text x=\"260\" y=\"78\" font-weight=\"bold\">1</text><text x=\"260\" y=\"96\">sigmoid</text>\n</svg></div>"
)]
///
/**| layer | shape | activation | parameters | multiply-adds |
|---|---|---|---:|---:|
| `l1` | 2 => 3 | sigmoid | 9 | 6 |
| `l2` | 3 => 1 | sigmoid | 4 | 3 |
| all | 2 => 1 |  | 13 | 9 |*/
#[derive(::core::clone::Clone)]
#[repr(C)]
pub struct Xor {
    /// Layer 1: 2 inputs, 3 units, sigmoid.
    pub l1: Dense<2, 3>,
    /// Layer 2: 3 inputs, 1 unit, sigmoid.
    pub l2: Dense<3, 1>,
}

impl Xor {
    /// The number of inputs.
    pub const INPUTS: usize = 2;
    /// The number of outputs.
    pub const OUTPUTS: usize = 1;
    /// The number of parameters: all weights and biases.
    pub const PARAMS: usize = 13;
    /// The number of multiply-adds in one forward pass.
    pub const MACS: usize = 9;
    /// Returns a network whose parameters are all zero.
    #[must_use]
    pub const fn zeroed() -> Self {
        Self {
            l1: Dense::zeroed(),
            l2: Dense::zeroed(),
        }
    }
    /// Returns a network with first weights from a seed: the same for the same seed, on every machine.
    #[doc(alias("new", "default"))]
    #[must_use]
    pub fn seeded(#[cfg(doc)] seed: u64, #[cfg(not(doc))] seed: u64) -> Self {
        let mut net = Self::zeroed();
        Network::initialize(&mut net, seed);
        net
    }
    /// Returns the network with these parameters, in the order of [`Self::params`].
    #[must_use]
    pub fn from_params(
        #[cfg(doc)]
        params: &[f32; 13],
        #[cfg(not(doc))]
        params: &[f32; 13],
    ) -> Self {
        let mut net = Self::zeroed();
        *Self::params_mut(&mut net) = *params;
        net
    }
    /// Returns all parameters in the order of the declaration: for each layer weights, then biases.
    #[must_use]
    pub fn params(&self) -> &[f32; 13] {
        parameters(self)
    }
    /// Returns all parameters, to change them.
    #[must_use]
    pub fn params_mut(&mut self) -> &mut [f32; 13] {
        parameters_mut(self)
    }
    /// Returns the outputs for one sample.
    #[doc(alias = "predict")]
    #[must_use]
    #[inline]
    pub fn forward(
        &self,
        #[cfg(doc)]
        input: &[f32; 2],
        #[cfg(not(doc))]
        input: &[f32; 2],
    ) -> [f32; 1] {
        Network::forward(self, input)
    }
    /// Writes the outputs for many samples.
    ///
    /// # Panics
    ///
    /// If `inputs` and `outputs` differ in length.
    pub fn forward_batch(
        &self,
        #[cfg(doc)]
        inputs: &[[f32; 2]],
        #[cfg(not(doc))]
        inputs: &[[f32; 2]],
        #[cfg(doc)]
        outputs: &mut [[f32; 1]],
        #[cfg(not(doc))]
        outputs: &mut [[f32; 1]],
    ) {
        Network::forward_batch(self, inputs, outputs);
    }
}

const _: fn() -> Xor = Xor::zeroed;

#[automatically_derived]
unsafe impl Parameters for Xor {
    const COUNT: usize = {
        let layers = <Dense<2, 3> as Parameters>::COUNT
            + <Dense<3, 1> as Parameters>::COUNT;
        ::core::assert!(layers == 13);
        layers
    };
    const ZERO: Self = Self::zeroed();
    fn visit_layers(
        path: &LayerPath<'_>,
        visit: &mut dyn ::core::ops::FnMut(&LayerPath<'_>, &LayerInfo),
    ) {
        visit(
            path,
            &LayerInfo {
                name: "l1",
                inputs: 2,
                units: 3,
                bias: true,
                activation: "sigmoid",
                initialization: Initialization::Xavier,
                bias_initialization: Initialization::Zeros,
                dropout: 0.0,
                frozen: false,
                module: 0,
                begins: 0,
                ends: 0,
            },
        );
        visit(
            path,
            &LayerInfo {
                name: "l2",
                inputs: 3,
                units: 1,
                bias: true,
                activation: "sigmoid",
                initialization: Initialization::Xavier,
                bias_initialization: Initialization::Zeros,
                dropout: 0.0,
                frozen: false,
                module: 2,
                begins: 0,
                ends: 0,
            },
        );
    }
}

#[automatically_derived]
impl ::core::fmt::Debug for Xor {
    fn fmt(
        &self,
        #[cfg(doc)]
        formatter: &mut ::core::fmt::Formatter<'_>,
        #[cfg(not(doc))]
        formatter: &mut ::core::fmt::Formatter<'_>,
    ) -> ::core::fmt::Result {
        describe::<Self>("Xor", formatter)
    }
}

implement_serde! {
    Xor
}

#[doc(hidden)]
#[automatically_derived]
impl Shape for Xor {
    type Inputs = ::mlp::typenum::U2;
    type Outputs = ::mlp::typenum::U1;
    type Params = ::mlp::typenum::U13;
}

#[automatically_derived]
impl Model for Xor {
    type Input = [f32; 2];
    type Output = [f32; 1];
    type Last = activation::Sigmoid;
    const MULTIPLY_ADDS: usize = 9;
    const TAPE: usize = 3;
    const WIDEST: usize = 3;
    const DROPOUT: bool = false;
    #[cfg(not(debug_assertions))]
    #[inline]
    fn forward_single(&self, input: &[f32; 2]) -> [f32; 1] {
        unrolled::forward_single(self, input)
    }
    #[cfg(debug_assertions)]
    #[inline]
    fn forward_single(&self, input: &[f32; 2]) -> [f32; 1] {
        let y0 = input;
        let mut y1 = [0.0; 3];
        single::dense(&self.l1, &y0[..], &mut y1);
        single::activate(activation::Sigmoid, &mut y1);
        let mut y2 = [0.0; 1];
        single::dense(&self.l2, &y1[..], &mut y2);
        single::activate_last(activation::Sigmoid, &mut y2);
        y2
    }
    #[inline]
    fn last() -> activation::Sigmoid {
        activation::Sigmoid
    }
    fn forward_matrix(
        &self,
        pass: &mut ForwardPass<'_>,
        y0: &[f32],
        tape: &mut [f32],
        z: &mut [f32],
    ) {
        let (y1, tape) = ForwardPass::rows(pass, tape, 3);
        ForwardPass::dense(pass, &self.l1, y0, y1);
        ForwardPass::activate(pass, activation::Elementwise::Sigmoid, y1);
        end_of_tape(tape);
        ForwardPass::dense(pass, &self.l2, y1, z);
    }
    fn backward_matrix(
        pass: &mut BackwardPass<'_>,
        y0: &mut [f32],
        tape: &mut [f32],
        d: &mut [f32],
        inputs: InputDerivatives,
    ) {
        let (y1, tape) = BackwardPass::rows(pass, tape, 3);
        end_of_tape(tape);
        BackwardPass::dense::<
            Dense<3, 1>,
        >(pass, 9, y1, d, Upstream::through(activation::Elementwise::Sigmoid));
        BackwardPass::dense::<Dense<2, 3>>(pass, 0, y0, y1, Upstream::inputs(inputs));
    }
}

#[automatically_derived]
#[doc(hidden)]
impl Compiled for Xor {
    #[cfg(not(debug_assertions))]
    const GRADIENT: CompiledGradient = CompiledGradient::Always;
    #[cfg(not(debug_assertions))]
    #[inline(always)]
    fn compiled_gradient<L: Loss<Self>>(
        &self,
        loss: L,
        inputs: &[[f32; 2]],
        targets: &[L::Target],
        gradient: &mut Self,
    ) -> ::core::option::Option<f32> {
        ::core::option::Option::Some(
            unrolled::gradient(self, loss, inputs, targets, gradient),
        )
    }
    #[cfg(not(debug_assertions))]
    fn compiled_loss<L: Loss<Self>>(
        &self,
        loss: L,
        inputs: &[[f32; 2]],
        targets: &[L::Target],
    ) -> ::core::option::Option<f32> {
        ::core::option::Option::Some(unrolled::loss(self, loss, inputs, targets))
    }
    #[cfg(not(debug_assertions))]
    fn compiled_forward(&self, inputs: &[[f32; 2]], outputs: &mut [[f32; 1]]) -> bool {
        unrolled::forward_batch(self, inputs, outputs);
        true
    }
}

#[cfg(not(debug_assertions))]
#[automatically_derived]
impl Unrolled for Xor {
    type Inputs<V: Lanes> = [V; 2];
    type Outputs<V: Lanes> = [V; 1];
    type Gradient<V: Lanes> = [V; 13];
    type Tape<V: Lanes> = (([V; 3], [V; 3]),);
    /// From the inputs `y0` to the sums of the last layer: `z` are a layer's sums, `y` its outputs.
    #[inline(always)]
    fn forward_lanes<V: Lanes>(&self, y0: &[V; 2]) -> (Self::Tape<V>, [V; 1]) {
        let (w, b) = (&self.l1.weights, &self.l1.biases);
        let z1 = [
            y0[0].affine(w[0][0], b[0]).add_scaled(y0[1], w[1][0]),
            y0[0].affine(w[0][1], b[1]).add_scaled(y0[1], w[1][1]),
            y0[0].affine(w[0][2], b[2]).add_scaled(y0[1], w[1][2]),
        ];
        let y1 = LaneActivation::values(activation::Sigmoid, z1);
        let (w, b) = (&self.l2.weights, &self.l2.biases);
        let z2 = [
            y1[0]
                .affine(w[0][0], b[0])
                .add_scaled(y1[1], w[1][0])
                .add_scaled(y1[2], w[2][0]),
        ];
        (((z1, y1),), z2)
    }
    /// From the derivatives `d` of the last sums to those of all parameters, `g`.
    #[inline(always)]
    fn backward_lanes<V: Lanes>(
        &self,
        y0: &[V; 2],
        tape: &Self::Tape<V>,
        d: [V; 1],
        g: &mut [V; 13],
    ) {
        let ((z1, y1),) = tape;
        let d2 = d;
        Lanes::add_product(&mut g[9], y1[0], d2[0]);
        Lanes::add_product(&mut g[10], y1[1], d2[0]);
        Lanes::add_product(&mut g[11], y1[2], d2[0]);
        Lanes::add_term(&mut g[12], d2[0]);
        let w = &self.l2.weights;
        let d_y = [d2[0].times(w[0][0]), d2[0].times(w[1][0]), d2[0].times(w[2][0])];
        let d1 = LaneActivation::backward(activation::Sigmoid, z1, y1, d_y);
        Lanes::add_product(&mut g[0], y0[0], d1[0]);
        Lanes::add_product(&mut g[1], y0[0], d1[1]);
        Lanes::add_product(&mut g[2], y0[0], d1[2]);
        Lanes::add_product(&mut g[3], y0[1], d1[0]);
        Lanes::add_product(&mut g[4], y0[1], d1[1]);
        Lanes::add_product(&mut g[5], y0[1], d1[2]);
        Lanes::add_term(&mut g[6], d1[0]);
        Lanes::add_term(&mut g[7], d1[1]);
        Lanes::add_term(&mut g[8], d1[2]);
    }
}

// The expansion ends here.

fn main() {
    let mut net = Xor::seeded(7);
    let inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let targets = [[0.0], [1.0], [1.0], [0.0]];
    let optimizer = mlp::Adam::new(0.05);
    let mut state = mlp::Optimizer::init::<Xor>(&optimizer);
    for _ in 0..2_000 {
        net.train_batch(mlp::Bce, &optimizer, &mut state, &inputs, &targets);
    }
    println!("{net:?}");
    for (input, [target]) in inputs.iter().zip(targets) {
        let [output] = net.forward(input);
        println!("{input:?} -> {output:.3}, wanted {target}");
        assert!((output - target).abs() < 0.5);
    }
}
