//! Two networks written by hand as the macro writes them: one in straight-line code, one with kernels.

use mlp_core::activation::{Identity, Sigmoid};
use mlp_core::loss::{Bce, Mse};
use mlp_core::optimizer::{Adam, Sgd};
use mlp_core::private::Initialization;
use mlp_core::private::activation::Elementwise;
use mlp_core::private::{
    BackwardPass, Compiled, CompiledGradient, ForwardPass, InputDerivatives, LaneActivation, Lanes, LayerInfo,
    LayerPath, Unrolled, Upstream, unrolled,
};
use mlp_core::{Dense, Loss, Model, Network, Optimizer, Parameters};

#[repr(C)]
#[derive(Clone, Debug)]
struct Xor {
    l1: Dense<2, 3>,
    l2: Dense<3, 1>,
}

// SAFETY: `repr(C)` with fields that are `f32`s.
unsafe impl Parameters for Xor {
    const COUNT: usize = 13;
    const ZERO: Self = Self { l1: Dense::<2, 3>::ZERO, l2: Dense::<3, 1>::ZERO };
    fn visit_layers(path: &LayerPath<'_>, visit: &mut dyn FnMut(&LayerPath<'_>, &LayerInfo)) {
        visit(path, &layer("l1", 2, 3, "sigmoid", 0));
        visit(path, &layer("l2", 3, 1, "sigmoid", 2));
    }
}

const fn layer(name: &'static str, inputs: usize, units: usize, activation: &'static str, module: usize) -> LayerInfo {
    let initialization = Initialization::Xavier;
    LayerInfo {
        name,
        inputs,
        units,
        bias: true,
        activation,
        initialization,
        bias_initialization: Initialization::Zeros,
        dropout: 0.0,
        frozen: false,
        module,
        begins: 0,
        ends: 0,
    }
}

impl Model for Xor {
    type Input = [f32; 2];
    type Output = [f32; 1];
    type Last = Sigmoid;
    const MULTIPLY_ADDS: usize = 9;
    const TAPE: usize = 3;
    const WIDEST: usize = 3;
    const DROPOUT: bool = false;

    fn forward_single(&self, input: &[f32; 2]) -> [f32; 1] {
        unrolled::forward_single(self, input)
    }
    fn last() -> Sigmoid {
        Sigmoid
    }
    fn forward_matrix(&self, pass: &mut ForwardPass<'_>, x: &[f32], tape: &mut [f32], z: &mut [f32]) {
        let (y1, _) = pass.rows(tape, 3);
        pass.dense(&self.l1, x, y1);
        pass.activate(Elementwise::Sigmoid, y1);
        pass.dense(&self.l2, y1, z);
    }
    fn backward_matrix(
        pass: &mut BackwardPass<'_>,
        x: &mut [f32],
        tape: &mut [f32],
        d: &mut [f32],
        inputs: InputDerivatives,
    ) {
        let (y1, _) = pass.rows(tape, 3);
        pass.dense::<Dense<3, 1>>(9, y1, d, Upstream::through(Elementwise::Sigmoid));
        pass.dense::<Dense<2, 3>>(0, x, y1, Upstream::inputs(inputs));
    }
}

impl Compiled for Xor {
    const GRADIENT: CompiledGradient = CompiledGradient::Always;

    fn compiled_gradient<L: Loss<Self>>(
        &self,
        loss: L,
        inputs: &[[f32; 2]],
        targets: &[L::Target],
        gradient: &mut Self,
    ) -> Option<f32> {
        Some(unrolled::gradient(self, loss, inputs, targets, gradient))
    }
    fn compiled_loss<L: Loss<Self>>(&self, loss: L, inputs: &[[f32; 2]], targets: &[L::Target]) -> Option<f32> {
        Some(unrolled::loss(self, loss, inputs, targets))
    }
    fn compiled_forward(&self, inputs: &[[f32; 2]], outputs: &mut [[f32; 1]]) -> bool {
        unrolled::forward_batch(self, inputs, outputs);
        true
    }
}

impl Unrolled for Xor {
    type Inputs<V: Lanes> = [V; 2];
    type Outputs<V: Lanes> = [V; 1];
    type Gradient<V: Lanes> = [V; 13];
    type Tape<V: Lanes> = ([V; 3], [V; 3]);

    #[inline(always)]
    fn forward_lanes<V: Lanes>(&self, x: &[V; 2]) -> (Self::Tape<V>, [V; 1]) {
        let (w, b) = (&self.l1.weights, &self.l1.biases);
        let z1 = [
            x[0].affine(w[0][0], b[0]).add_scaled(x[1], w[1][0]),
            x[0].affine(w[0][1], b[1]).add_scaled(x[1], w[1][1]),
            x[0].affine(w[0][2], b[2]).add_scaled(x[1], w[1][2]),
        ];
        let y1 = Sigmoid.values(z1);
        let (w, b) = (&self.l2.weights, &self.l2.biases);
        let z2 = [y1[0].affine(w[0][0], b[0]).add_scaled(y1[1], w[1][0]).add_scaled(y1[2], w[2][0])];
        ((z1, y1), z2)
    }

    #[inline(always)]
    fn backward_lanes<V: Lanes>(&self, x: &[V; 2], (z1, y1): &Self::Tape<V>, d2: [V; 1], g: &mut [V; 13]) {
        g[9].add_product(y1[0], d2[0]);
        g[10].add_product(y1[1], d2[0]);
        g[11].add_product(y1[2], d2[0]);
        g[12].add_term(d2[0]);
        let w = &self.l2.weights;
        let d1 = Sigmoid.backward(z1, y1, [d2[0].times(w[0][0]), d2[0].times(w[1][0]), d2[0].times(w[2][0])]);
        g[0].add_product(x[0], d1[0]);
        g[1].add_product(x[0], d1[1]);
        g[2].add_product(x[0], d1[2]);
        g[3].add_product(x[1], d1[0]);
        g[4].add_product(x[1], d1[1]);
        g[5].add_product(x[1], d1[2]);
        g[6].add_term(d1[0]);
        g[7].add_term(d1[1]);
        g[8].add_term(d1[2]);
    }
}

#[repr(C)]
#[derive(Clone, Debug)]
struct Policy {
    l1: Dense<4, 64>,
    l2: Dense<64, 64>,
    l3: Dense<64, 2>,
}

// SAFETY: `repr(C)` with fields that are `f32`s.
unsafe impl Parameters for Policy {
    const COUNT: usize = 320 + 4160 + 130;
    const ZERO: Self = Self { l1: Dense::<4, 64>::ZERO, l2: Dense::<64, 64>::ZERO, l3: Dense::<64, 2>::ZERO };
    fn visit_layers(path: &LayerPath<'_>, visit: &mut dyn FnMut(&LayerPath<'_>, &LayerInfo)) {
        visit(path, &layer("l1", 4, 64, "tanh", 0));
        visit(path, &layer("l2", 64, 64, "tanh", 2));
        visit(path, &layer("l3", 64, 2, "identity", 4));
    }
}

impl Model for Policy {
    type Input = [f32; 4];
    type Output = [f32; 2];
    type Last = Identity;
    const MULTIPLY_ADDS: usize = 4480;
    const TAPE: usize = 128;
    const WIDEST: usize = 64;
    const DROPOUT: bool = false;

    fn forward_single(&self, input: &[f32; 4]) -> [f32; 2] {
        let mut outputs = [[0.0; 2]];
        self.forward_batch(&[*input], &mut outputs);
        outputs[0]
    }
    fn last() -> Identity {
        Identity
    }
    fn forward_matrix(&self, pass: &mut ForwardPass<'_>, x: &[f32], tape: &mut [f32], z: &mut [f32]) {
        let (y1, tape) = pass.rows(tape, 64);
        pass.dense(&self.l1, x, y1);
        pass.activate(Elementwise::Tanh, y1);
        let (y2, _) = pass.rows(tape, 64);
        pass.dense(&self.l2, y1, y2);
        pass.activate(Elementwise::Tanh, y2);
        pass.dense(&self.l3, y2, z);
    }
    fn backward_matrix(
        pass: &mut BackwardPass<'_>,
        x: &mut [f32],
        tape: &mut [f32],
        d: &mut [f32],
        inputs: InputDerivatives,
    ) {
        let (y1, tape) = pass.rows(tape, 64);
        let (y2, _) = pass.rows(tape, 64);
        pass.dense::<Dense<64, 2>>(320 + 4160, y2, d, Upstream::through(Elementwise::Tanh));
        pass.dense::<Dense<64, 64>>(320, y1, y2, Upstream::through(Elementwise::Tanh));
        pass.dense::<Dense<4, 64>>(0, x, y1, Upstream::inputs(inputs));
    }
}

impl Compiled for Policy {}

fn seeded<N: Network>(seed: u64) -> N {
    let mut net = N::ZERO;
    net.initialize(seed);
    net
}

/// The gradient meets central differences, for a batch size that fills lanes, leaves some over, or is a single sample.
fn check<N: Network, L: Loss<N>>(loss: L, inputs: &[N::Input], targets: &[L::Target]) {
    let net: N = seeded(3);
    for count in [1, 2, 7, 16, 21, 40, inputs.len()] {
        let (xs, ts) = (&inputs[..count], &targets[..count]);
        let mut gradient = N::ZERO;
        let value = net.gradient(loss, xs, ts, &mut gradient);
        assert!((value - net.loss(loss, xs, ts)).abs() < 1e-6);
        for i in (0..N::PARAMS).step_by(1 + N::PARAMS / 50) {
            let mut moved = net.clone();
            let h = 1e-2;
            moved.params_slice_mut()[i] += h;
            let up = moved.loss(loss, xs, ts);
            moved.params_slice_mut()[i] -= 2.0 * h;
            let difference = (up - moved.loss(loss, xs, ts)) / (2.0 * h);
            let g = gradient.params_slice()[i];
            assert!(
                (g - difference).abs() < 2e-3 * (1.0 + g.abs()),
                "{count} samples, parameter {i}: {g} {difference}"
            );
        }
        let (_, by_input) = net.input_gradient(loss, &xs[0], ts[0]);
        let mut moved = xs[0];
        moved.as_mut()[1] += 1e-2;
        let up = net.loss(loss, &[moved], &ts[..1]);
        moved.as_mut()[1] -= 2e-2;
        let difference = (up - net.loss(loss, &[moved], &ts[..1])) / 2e-2;
        assert!((by_input.as_ref()[1] - difference).abs() < 2e-3, "{by_input:?} {difference}");
    }
}

fn numbers<const N: usize>(count: usize) -> Vec<[f32; N]> {
    let mut random = mlp_core::random::SplitMix64::new(5);
    (0..count).map(|_| core::array::from_fn(|_| 2.0 * random.unit() - 1.0)).collect()
}

#[test]
fn gradients_meet_differences() {
    check::<Xor, _>(Bce, &numbers(70), &numbers(70).iter().map(|[t]: &[f32; 1]| [t.abs()]).collect::<Vec<_>>());
    check::<Xor, _>(Mse, &numbers(70), &numbers(70));
    check::<Policy, _>(Mse, &numbers(200), &numbers(200));
}

#[test]
fn answers_agree() {
    let net: Xor = seeded(1);
    let inputs: Vec<[f32; 2]> = numbers(35);
    let mut outputs = vec![[0.0]; 35];
    net.forward_batch(&inputs, &mut outputs);
    for (x, y) in inputs.iter().zip(&outputs) {
        assert!((net.forward(x)[0] - y[0]).abs() < 1e-6);
    }
}

#[test]
fn both_learn() {
    let inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let targets = [[0.0], [1.0], [1.0], [0.0]];
    let mut net: Xor = seeded(7);
    let optimizer = Adam::new(0.05);
    let mut state = optimizer.init::<Xor>();
    for _ in 0..3000 {
        net.train_batch(Bce, &optimizer, &mut state, &inputs, &targets);
    }
    assert!(net.loss(Bce, &inputs, &targets) < 0.05, "{}", net.loss(Bce, &inputs, &targets));

    let inputs: Vec<[f32; 4]> = numbers(64);
    let targets: Vec<[f32; 2]> = inputs.iter().map(|x| [x[0] * x[1], x[2] - x[3]]).collect();
    let mut net: Policy = seeded(2);
    let optimizer = Sgd::new(0.1);
    let mut state = optimizer.init::<Policy>();
    let first = net.train_batch(Mse, &optimizer, &mut state, &inputs, &targets);
    for _ in 0..300 {
        net.train_batch(Mse, &optimizer, &mut state, &inputs, &targets);
    }
    assert!(net.loss(Mse, &inputs, &targets) < 0.2 * first);
}
