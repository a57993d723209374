// mlp! {
//     struct Residual: 2 => 3 tanh => residual(4 relu => 3) => 1
// }
//
// Names without a path are those of `::mlp::__private::`; locals begin with `__mlp_`, left out here.

/// A multilayer perceptron: `2 => 3 tanh => residual(4 relu => 3) => 1`
///
#[cfg_attr(
    doc,
    doc = "<div style=\"overflow-x:auto\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"2 =&gt; 3 tanh =&gt; residual(4 relu =&gt; 3) =&gt; 1\" width=\"520\" height=\"148\" viewBox=\"0 -24 520 148\" fill=\"currentColor\" font-size=\"13\" text-anchor=\"middle\">\n<path stroke=\"currentColor\" stroke-opacity=\"0.3\" d=\"M52 30L156 20M52 30L156 40M52 30L156 60M52 50L156 20M52 50L156 40M52 50L156 60M156 20L260 10M156 20L260 30M156 20L260 50M156 20L260 70M156 40L260 10M156 40L260 30M156 40L260 50M156 40L260 70M156 60L260 10M156 60L260 30M156 60L260 50M156 60L260 70M260 10L364 20M260 10L364 40M260 10L364 60M260 30L364 20M260 30L364 40M260 30L364 60M260 50L364 20M260 50L364 40M260 50L364 60M260 70L364 20M260 70L364 40M260 70L364 60M364 20L468 40M364 40L468 40M364 60L468 40\"/>\n<path fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.6\" d=\"M164 0V-16H364V-2M361 -7L364 -2L367 -7\"/><text x=\"354\" y=\"-6\">+</text>\n<circle cx=\"52\" cy=\"30\" r=\"5\"/><circle cx=\"52\" cy=\"50\" r=\"5\"/><text x=\"52\" y=\"98\" font-weight=\"bold\">2</text><text x=\"52\" y=\"116\">inputs</text>\n<circle cx=\"156\" cy=\"20\" r=\"5\"/><circle cx=\"156\" cy=\"40\" r=\"5\"/><circle cx=\"156\" cy=\"60\" r=\"5\"/><text x=\"156\" y=\"98\" font-weight=\"bold\">3</text><text x=\"156\" y=\"116\">tanh</text>\n<circle cx=\"260\" cy=\"10\" r=\"5\"/><circle cx=\"260\" cy=\"30\" r=\"5\"/><circle cx=\"260\" cy=\"50\" r=\"5\"/><circle cx=\"260\" cy=\"70\" r=\"5\"/><text x=\"260\" y=\"98\" font-weight=\"bold\">4</text><text x=\"260\" y=\"116\">relu</text>\n<circle cx=\"364\" cy=\"20\" r=\"5\"/><circle cx=\"364\" cy=\"40\" r=\"5\"/><circle cx=\"364\" cy=\"60\" r=\"5\"/><text x=\"364\" y=\"98\" font-weight=\"bold\">3</text><text x=\"364\" y=\"116\">identity</text>\n<circle cx=\"468\" cy=\"40\" r=\"5\"/><text x=\"468\" y=\"98\" font-weight=\"bold\">1</text><text x=\"468\" y=\"116\">identity</text>\n</svg></div>"
)]
///
/**| layer | shape | activation | parameters | multiply-adds |
|---|---|---|---:|---:|
| `l1` | 2 => 3 | tanh | 9 | 6 |
| `l2_1` | 3 => 4 | relu | 16 | 12 |
| `l2_2` | 4 => 3 | identity, plus l1 | 15 | 12 |
| `l3` | 3 => 1 | identity | 4 | 3 |
| all | 2 => 1 |  | 44 | 33 |*/
#[derive(::core::clone::Clone)]
#[repr(C)]
struct Residual {
    /// Layer 1: 2 inputs, 3 units, tanh.
    l1: Dense<2, 3>,
    /// Layer 2: 3 inputs, 4 units, relu.
    l2_1: Dense<3, 4>,
    /// Layer 3: 4 inputs, 3 units, identity, plus l1.
    l2_2: Dense<4, 3>,
    /// Layer 4: 3 inputs, 1 unit, identity.
    l3: Dense<3, 1>,
}

impl Residual {
    /// The number of inputs.
    const INPUTS: usize = 2;
    /// The number of outputs.
    const OUTPUTS: usize = 1;
    /// The number of parameters: all weights and biases.
    const PARAMS: usize = 44;
    /// The number of multiply-adds in one forward pass.
    const MACS: usize = 33;
    /// Returns a network whose parameters are all zero.
    #[must_use]
    const fn zeroed() -> Self {
        Self {
            l1: Dense::zeroed(),
            l2_1: Dense::zeroed(),
            l2_2: Dense::zeroed(),
            l3: Dense::zeroed(),
        }
    }
    /// Returns a network with first weights from a seed: the same for the same seed, on every machine.
    #[doc(alias("new", "default"))]
    #[must_use]
    fn seeded(#[cfg(doc)] seed: u64, #[cfg(not(doc))] seed: u64) -> Self {
        let mut net = Self::zeroed();
        Network::initialize(&mut net, seed);
        net
    }
    /// Returns the network with these parameters, in the order of [`Self::params`].
    #[must_use]
    fn from_params(
        #[cfg(doc)]
        params: &[f32; 44],
        #[cfg(not(doc))]
        params: &[f32; 44],
    ) -> Self {
        let mut net = Self::zeroed();
        *Self::params_mut(&mut net) = *params;
        net
    }
    /// Returns all parameters in the order of the declaration: for each layer weights, then biases.
    #[must_use]
    fn params(&self) -> &[f32; 44] {
        parameters(self)
    }
    /// Returns all parameters, to change them.
    #[must_use]
    fn params_mut(&mut self) -> &mut [f32; 44] {
        parameters_mut(self)
    }
    /// Returns the outputs for one sample.
    #[doc(alias = "predict")]
    #[must_use]
    #[inline]
    fn forward(
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
    fn forward_batch(
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

const _: fn() -> Residual = Residual::zeroed;

#[automatically_derived]
unsafe impl Parameters for Residual {
    const COUNT: usize = {
        let layers = <Dense<2, 3> as Parameters>::COUNT
            + <Dense<3, 4> as Parameters>::COUNT + <Dense<4, 3> as Parameters>::COUNT
            + <Dense<3, 1> as Parameters>::COUNT;
        ::core::assert!(layers == 44);
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
                activation: "tanh",
                initialization: Initialization::Xavier,
                bias_initialization: Initialization::Zeros,
                dropout: 0.0,
                frozen: false,
                module: 0,
                begins: 0,
                ends: 0,
            },
        );
        let block1 = LayerPath {
            parent: ::core::option::Option::Some(path),
            name: "2",
            label: "",
        };
        visit(
            &block1,
            &LayerInfo {
                name: "l2_1",
                inputs: 3,
                units: 4,
                bias: true,
                activation: "relu",
                initialization: Initialization::He,
                bias_initialization: Initialization::Zeros,
                dropout: 0.0,
                frozen: false,
                module: 0,
                begins: 1,
                ends: 0,
            },
        );
        visit(
            &block1,
            &LayerInfo {
                name: "l2_2",
                inputs: 4,
                units: 3,
                bias: true,
                activation: "identity",
                initialization: Initialization::Xavier,
                bias_initialization: Initialization::Zeros,
                dropout: 0.0,
                frozen: false,
                module: 2,
                begins: 0,
                ends: 1,
            },
        );
        visit(
            path,
            &LayerInfo {
                name: "l3",
                inputs: 3,
                units: 1,
                bias: true,
                activation: "identity",
                initialization: Initialization::Xavier,
                bias_initialization: Initialization::Zeros,
                dropout: 0.0,
                frozen: false,
                module: 3,
                begins: 0,
                ends: 0,
            },
        );
    }
}

#[automatically_derived]
impl ::core::fmt::Debug for Residual {
    fn fmt(
        &self,
        #[cfg(doc)]
        formatter: &mut ::core::fmt::Formatter<'_>,
        #[cfg(not(doc))]
        formatter: &mut ::core::fmt::Formatter<'_>,
    ) -> ::core::fmt::Result {
        describe::<Self>("Residual", formatter)
    }
}

implement_serde! {
    Residual
}

#[doc(hidden)]
#[automatically_derived]
impl Shape for Residual {
    type Inputs = ::mlp::typenum::U2;
    type Outputs = ::mlp::typenum::U1;
    type Params = ::mlp::typenum::U44;
}

#[automatically_derived]
impl Model for Residual {
    type Input = [f32; 2];
    type Output = [f32; 1];
    type Last = activation::Identity;
    const MULTIPLY_ADDS: usize = 33;
    const TAPE: usize = 13;
    const WIDEST: usize = 4;
    const DROPOUT: bool = false;
    #[cfg(not(debug_assertions))]
    #[inline]
    fn forward_single(&self, input: &[f32; 2]) -> [f32; 1] {
        fixed::forward(self, input)
    }
    #[cfg(debug_assertions)]
    #[inline]
    fn forward_single(&self, input: &[f32; 2]) -> [f32; 1] {
        let y0 = input;
        let mut y1 = [0.0; 3];
        single::dense(&self.l1, &y0[..], &mut y1);
        single::activate(activation::Tanh, &mut y1);
        let mut y2 = [0.0; 4];
        single::dense(&self.l2_1, &y1[..], &mut y2);
        single::activate(activation::Relu, &mut y2);
        let mut y3 = [0.0; 3];
        single::dense(&self.l2_2, &y2[..], &mut y3);
        single::activate(activation::Identity, &mut y3);
        single::add(&y1[..], &mut y3);
        let mut y4 = [0.0; 1];
        single::dense(&self.l3, &y3[..], &mut y4);
        single::activate_last(activation::Identity, &mut y4);
        y4
    }
    #[cfg(not(debug_assertions))]
    #[inline(always)]
    fn forward_fixed<I: InstructionSet>(&self, set: I, y0: &[f32; 2], z: &mut [f32; 1]) {
        let mut y1 = fixed::Values::new();
        let y1 = fixed::hidden(set, &self.l1, activation::Tanh, y0, &mut y1);
        let mut y2 = fixed::Values::new();
        let y2 = fixed::hidden(set, &self.l2_1, activation::Relu, &*y1, &mut y2);
        let mut y3 = fixed::Values::new();
        let y3 = fixed::hidden(set, &self.l2_2, activation::Identity, &*y2, &mut y3);
        fixed::add(&*y1, y3);
        fixed::dense(set, &self.l3, activation::Identity, &*y3, z);
    }
    #[inline]
    fn last() -> activation::Identity {
        activation::Identity
    }
    fn forward_matrix(
        &self,
        pass: &mut ForwardPass<'_>,
        y0: &[f32],
        tape: &mut [f32],
        z: &mut [f32],
    ) {
        let (y1, tape) = ForwardPass::rows(pass, tape, 3);
        let (s1, tape) = ForwardPass::rows(pass, tape, 3);
        ForwardPass::dense(pass, &self.l1, y0, y1);
        ForwardPass::activate_keeping(pass, activation::Tanh, y1, s1);
        let (y2, tape) = ForwardPass::rows(pass, tape, 4);
        ForwardPass::dense(pass, &self.l2_1, y1, y2);
        ForwardPass::activate(pass, activation::Elementwise::Relu, y2);
        let (y3, tape) = ForwardPass::rows(pass, tape, 3);
        ForwardPass::dense(pass, &self.l2_2, y2, y3);
        ForwardPass::activate(pass, activation::Elementwise::Identity, y3);
        ForwardPass::add(pass, y1, y3);
        end_of_tape(tape);
        ForwardPass::dense(pass, &self.l3, y3, z);
    }
    fn backward_matrix(
        pass: &mut BackwardPass<'_>,
        y0: &mut [f32],
        tape: &mut [f32],
        d: &mut [f32],
        inputs: InputDerivatives,
    ) {
        let (y1, tape) = BackwardPass::rows(pass, tape, 3);
        let (s1, tape) = BackwardPass::rows(pass, tape, 3);
        let (y2, tape) = BackwardPass::rows(pass, tape, 4);
        let (y3, tape) = BackwardPass::rows(pass, tape, 3);
        end_of_tape(tape);
        BackwardPass::dense::<
            Dense<3, 1>,
        >(pass, 40, y3, d, Upstream::inputs(InputDerivatives::Wanted));
        BackwardPass::dense::<
            Dense<4, 3>,
        >(pass, 25, y2, y3, Upstream::through(activation::Elementwise::Relu));
        BackwardPass::dense::<
            Dense<3, 4>,
        >(pass, 9, y1, y2, Upstream::inputs(InputDerivatives::Wanted));
        BackwardPass::add(pass, y3, y1);
        BackwardPass::multiply(pass, s1, y1);
        BackwardPass::dense::<Dense<2, 3>>(pass, 0, y0, y1, Upstream::inputs(inputs));
    }
}

#[automatically_derived]
#[doc(hidden)]
impl Compiled for Residual {
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
impl Unrolled for Residual {
    type Inputs<V: Lanes> = [V; 2];
    type Outputs<V: Lanes> = [V; 1];
    type Gradient<V: Lanes> = [V; 44];
    type Tape<V: Lanes> = (([V; 3], [V; 3]), ([V; 4], [V; 4]), ([V; 3], [V; 3], [V; 3]));
    /// From the inputs `y0` to the sums of the last layer: `z` are a layer's sums, `y` its outputs.
    #[inline(always)]
    fn forward_lanes<V: Lanes>(&self, y0: &[V; 2]) -> (Self::Tape<V>, [V; 1]) {
        let (w, b) = (&self.l1.weights, &self.l1.biases);
        let z1 = [
            y0[0].affine(w[0][0], b[0]).add_scaled(y0[1], w[1][0]),
            y0[0].affine(w[0][1], b[1]).add_scaled(y0[1], w[1][1]),
            y0[0].affine(w[0][2], b[2]).add_scaled(y0[1], w[1][2]),
        ];
        let y1 = LaneActivation::values(activation::Tanh, z1);
        let (w, b) = (&self.l2_1.weights, &self.l2_1.biases);
        let z2 = [
            y1[0]
                .affine(w[0][0], b[0])
                .add_scaled(y1[1], w[1][0])
                .add_scaled(y1[2], w[2][0]),
            y1[0]
                .affine(w[0][1], b[1])
                .add_scaled(y1[1], w[1][1])
                .add_scaled(y1[2], w[2][1]),
            y1[0]
                .affine(w[0][2], b[2])
                .add_scaled(y1[1], w[1][2])
                .add_scaled(y1[2], w[2][2]),
            y1[0]
                .affine(w[0][3], b[3])
                .add_scaled(y1[1], w[1][3])
                .add_scaled(y1[2], w[2][3]),
        ];
        let y2 = LaneActivation::values(activation::Relu, z2);
        let (w, b) = (&self.l2_2.weights, &self.l2_2.biases);
        let z3 = [
            y2[0]
                .affine(w[0][0], b[0])
                .add_scaled(y2[1], w[1][0])
                .add_scaled(y2[2], w[2][0])
                .add_scaled(y2[3], w[3][0]),
            y2[0]
                .affine(w[0][1], b[1])
                .add_scaled(y2[1], w[1][1])
                .add_scaled(y2[2], w[2][1])
                .add_scaled(y2[3], w[3][1]),
            y2[0]
                .affine(w[0][2], b[2])
                .add_scaled(y2[1], w[1][2])
                .add_scaled(y2[2], w[2][2])
                .add_scaled(y2[3], w[3][2]),
        ];
        let y3 = LaneActivation::values(activation::Identity, z3);
        let r3 = unrolled::add(y3, &y1);
        let (w, b) = (&self.l3.weights, &self.l3.biases);
        let z4 = [
            r3[0]
                .affine(w[0][0], b[0])
                .add_scaled(r3[1], w[1][0])
                .add_scaled(r3[2], w[2][0]),
        ];
        (((z1, y1), (z2, y2), (z3, y3, r3)), z4)
    }
    /// From the derivatives `d` of the last sums to those of all parameters, `g`.
    #[inline(always)]
    fn backward_lanes<V: Lanes>(
        &self,
        y0: &[V; 2],
        tape: &Self::Tape<V>,
        d: [V; 1],
        g: &mut [V; 44],
    ) {
        let ((z1, y1), (z2, y2), (z3, y3, r3)) = tape;
        let d4 = d;
        Lanes::add_product(&mut g[40], r3[0], d4[0]);
        Lanes::add_product(&mut g[41], r3[1], d4[0]);
        Lanes::add_product(&mut g[42], r3[2], d4[0]);
        Lanes::add_term(&mut g[43], d4[0]);
        let w = &self.l3.weights;
        let e3 = [d4[0].times(w[0][0]), d4[0].times(w[1][0]), d4[0].times(w[2][0])];
        let d3 = LaneActivation::backward(activation::Identity, z3, y3, e3);
        Lanes::add_product(&mut g[25], y2[0], d3[0]);
        Lanes::add_product(&mut g[26], y2[0], d3[1]);
        Lanes::add_product(&mut g[27], y2[0], d3[2]);
        Lanes::add_product(&mut g[28], y2[1], d3[0]);
        Lanes::add_product(&mut g[29], y2[1], d3[1]);
        Lanes::add_product(&mut g[30], y2[1], d3[2]);
        Lanes::add_product(&mut g[31], y2[2], d3[0]);
        Lanes::add_product(&mut g[32], y2[2], d3[1]);
        Lanes::add_product(&mut g[33], y2[2], d3[2]);
        Lanes::add_product(&mut g[34], y2[3], d3[0]);
        Lanes::add_product(&mut g[35], y2[3], d3[1]);
        Lanes::add_product(&mut g[36], y2[3], d3[2]);
        Lanes::add_term(&mut g[37], d3[0]);
        Lanes::add_term(&mut g[38], d3[1]);
        Lanes::add_term(&mut g[39], d3[2]);
        let w = &self.l2_2.weights;
        let d_y = [
            d3[0].times(w[0][0]).add_scaled(d3[1], w[0][1]).add_scaled(d3[2], w[0][2]),
            d3[0].times(w[1][0]).add_scaled(d3[1], w[1][1]).add_scaled(d3[2], w[1][2]),
            d3[0].times(w[2][0]).add_scaled(d3[1], w[2][1]).add_scaled(d3[2], w[2][2]),
            d3[0].times(w[3][0]).add_scaled(d3[1], w[3][1]).add_scaled(d3[2], w[3][2]),
        ];
        let d2 = LaneActivation::backward(activation::Relu, z2, y2, d_y);
        Lanes::add_product(&mut g[9], y1[0], d2[0]);
        Lanes::add_product(&mut g[10], y1[0], d2[1]);
        Lanes::add_product(&mut g[11], y1[0], d2[2]);
        Lanes::add_product(&mut g[12], y1[0], d2[3]);
        Lanes::add_product(&mut g[13], y1[1], d2[0]);
        Lanes::add_product(&mut g[14], y1[1], d2[1]);
        Lanes::add_product(&mut g[15], y1[1], d2[2]);
        Lanes::add_product(&mut g[16], y1[1], d2[3]);
        Lanes::add_product(&mut g[17], y1[2], d2[0]);
        Lanes::add_product(&mut g[18], y1[2], d2[1]);
        Lanes::add_product(&mut g[19], y1[2], d2[2]);
        Lanes::add_product(&mut g[20], y1[2], d2[3]);
        Lanes::add_term(&mut g[21], d2[0]);
        Lanes::add_term(&mut g[22], d2[1]);
        Lanes::add_term(&mut g[23], d2[2]);
        Lanes::add_term(&mut g[24], d2[3]);
        let w = &self.l2_1.weights;
        let d_y = unrolled::add(
            [
                d2[0]
                    .times(w[0][0])
                    .add_scaled(d2[1], w[0][1])
                    .add_scaled(d2[2], w[0][2])
                    .add_scaled(d2[3], w[0][3]),
                d2[0]
                    .times(w[1][0])
                    .add_scaled(d2[1], w[1][1])
                    .add_scaled(d2[2], w[1][2])
                    .add_scaled(d2[3], w[1][3]),
                d2[0]
                    .times(w[2][0])
                    .add_scaled(d2[1], w[2][1])
                    .add_scaled(d2[2], w[2][2])
                    .add_scaled(d2[3], w[2][3]),
            ],
            &e3,
        );
        let d1 = LaneActivation::backward(activation::Tanh, z1, y1, d_y);
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
