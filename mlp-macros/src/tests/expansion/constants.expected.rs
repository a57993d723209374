// mlp! {
//     struct Constants: 2 => UNITS relu => { 2 * UNITS } leaky_relu(0.1) => 1
// }
//
// Names without a path are those of `::mlp::__private::`; locals begin with `__mlp_`, left out here.

/// A multilayer perceptron: `2 => UNITS relu => { 2 * UNITS } leaky_relu(0.1) => 1`
///
#[cfg_attr(
    doc,
    doc = "<div style=\"overflow-x:auto\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"2 =&gt; UNITS relu =&gt; { 2 * UNITS } leaky_relu(0.1) =&gt; 1\" width=\"416\" height=\"164\" viewBox=\"0 0 416 164\" fill=\"currentColor\" font-size=\"13\" text-anchor=\"middle\">\n<path stroke=\"currentColor\" stroke-opacity=\"0.3\" d=\"M52 50L156 10M52 50L156 30M52 50L156 50M52 50L156 90M52 50L156 110M52 70L156 10M52 70L156 30M52 70L156 50M52 70L156 90M52 70L156 110M156 10L260 10M156 10L260 30M156 10L260 50M156 10L260 90M156 10L260 110M156 30L260 10M156 30L260 30M156 30L260 50M156 30L260 90M156 30L260 110M156 50L260 10M156 50L260 30M156 50L260 50M156 50L260 90M156 50L260 110M156 90L260 10M156 90L260 30M156 90L260 50M156 90L260 90M156 90L260 110M156 110L260 10M156 110L260 30M156 110L260 50M156 110L260 90M156 110L260 110M260 10L364 60M260 30L364 60M260 50L364 60M260 90L364 60M260 110L364 60\"/>\n<circle cx=\"52\" cy=\"50\" r=\"5\"/><circle cx=\"52\" cy=\"70\" r=\"5\"/><text x=\"52\" y=\"138\" font-weight=\"bold\">2</text><text x=\"52\" y=\"156\">inputs</text>\n<circle cx=\"156\" cy=\"10\" r=\"5\"/><circle cx=\"156\" cy=\"30\" r=\"5\"/><circle cx=\"156\" cy=\"50\" r=\"5\"/><circle cx=\"156\" cy=\"90\" r=\"5\"/><circle cx=\"156\" cy=\"110\" r=\"5\"/><text x=\"156\" y=\"75\">&#8942;</text><text x=\"156\" y=\"138\" font-weight=\"bold\">UNITS</text><text x=\"156\" y=\"156\">relu</text>\n<circle cx=\"260\" cy=\"10\" r=\"5\"/><circle cx=\"260\" cy=\"30\" r=\"5\"/><circle cx=\"260\" cy=\"50\" r=\"5\"/><circle cx=\"260\" cy=\"90\" r=\"5\"/><circle cx=\"260\" cy=\"110\" r=\"5\"/><text x=\"260\" y=\"75\">&#8942;</text><text x=\"260\" y=\"138\" font-weight=\"bold\">2 * UNITS</text><text x=\"260\" y=\"156\">leaky_relu</text>\n<circle cx=\"364\" cy=\"60\" r=\"5\"/><text x=\"364\" y=\"138\" font-weight=\"bold\">1</text><text x=\"364\" y=\"156\">identity</text>\n</svg></div>"
)]
///
/**| layer | shape | activation | parameters | multiply-adds |
|---|---|---|---:|---:|
| `l1` | 2 => UNITS | relu | `3 * UNITS` | `2 * UNITS` |
| `l2` | UNITS => `2 * UNITS` | `leaky_relu(0.1)` | `(UNITS + 1) * (2 * UNITS)` | `UNITS * (2 * UNITS)` |
| `l3` | `2 * UNITS` => 1 | identity | `((2 * UNITS) + 1)` | `(2 * UNITS)` |
| all | 2 => 1 |  | `PARAMS` | `MACS` |*/
#[derive(::core::clone::Clone)]
#[repr(C)]
struct Constants {
    #[cfg(doc)]
    /// Layer 1: 2 inputs, `UNITS` units, relu.
    l1: Dense<2, { UNITS }>,
    #[cfg(not(doc))]
    /// Layer 1: 2 inputs, `UNITS` units, relu.
    l1: Dense<2, { Constants::WIDTH_1 }>,
    #[cfg(doc)]
    /// Layer 2: `UNITS` inputs, `{ 2 * UNITS }` units, leaky_relu(0.1).
    l2: Dense<{ UNITS }, { { 2 * UNITS } }>,
    #[cfg(not(doc))]
    /// Layer 2: `UNITS` inputs, `{ 2 * UNITS }` units, leaky_relu(0.1).
    l2: Dense<{ Constants::WIDTH_1 }, { Constants::WIDTH_2 }>,
    #[cfg(doc)]
    /// Layer 3: `{ 2 * UNITS }` inputs, 1 unit, identity.
    l3: Dense<{ { 2 * UNITS } }, 1>,
    #[cfg(not(doc))]
    /// Layer 3: `{ 2 * UNITS }` inputs, 1 unit, identity.
    l3: Dense<{ Constants::WIDTH_2 }, 1>,
}

impl Constants {
    #[doc(hidden)]
    const WIDTH_OF_LAYER_1: ::core::primitive::usize = Width::<
        {
            match () {
                () => UNITS,
            }
        },
    >::VALUE;
    #[doc(hidden)]
    const WIDTH_1: ::core::primitive::usize = match Self::WIDTH_OF_LAYER_1 {
        0 => 1,
        width if width as ::core::primitive::u128 > 2147483648 => 1,
        width => width,
    };
    #[doc(hidden)]
    const WIDTH_OF_LAYER_2: ::core::primitive::usize = Width::<
        {
            match () {
                () => 2 * UNITS,
            }
        },
    >::VALUE;
    #[doc(hidden)]
    const WIDTH_2: ::core::primitive::usize = match Self::WIDTH_OF_LAYER_2 {
        0 => 1,
        width if width as ::core::primitive::u128 > 2147483648 => 1,
        width => width,
    };
}

const _: () = ::core::assert!(
    Constants::WIDTH_OF_LAYER_1 > 0,
    "the width of layer 1 is 0; every layer needs at least one unit"
);

const _: () = ::core::assert!(
    Constants::WIDTH_OF_LAYER_1 as ::core::primitive::u128 <= 2147483648,
    "the width of layer 1 is more than 2^31, the most parameters of a network"
);

const _: () = ::core::assert!(
    Constants::WIDTH_OF_LAYER_2 > 0,
    "the width of layer 2 is 0; every layer needs at least one unit"
);

const _: () = ::core::assert!(
    Constants::WIDTH_OF_LAYER_2 as ::core::primitive::u128 <= 2147483648,
    "the width of layer 2 is more than 2^31, the most parameters of a network"
);

const _: () = ::core::assert!(
    Constants::PARAMS <= 2147483648,
    "this network has more than 2^31 parameters, which is the limit"
);

impl Constants {
    /// The number of inputs.
    const INPUTS: usize = 2;
    /// The number of outputs.
    const OUTPUTS: usize = 1;
    /// The number of parameters: all weights and biases.
    const PARAMS: usize = ((((2 * Constants::WIDTH_1) + Constants::WIDTH_1)
        + ((Constants::WIDTH_1 * Constants::WIDTH_2) + Constants::WIDTH_2))
        + (Constants::WIDTH_2 + 1));
    /// The number of multiply-adds in one forward pass.
    const MACS: usize = (((2 * Constants::WIDTH_1)
        + (Constants::WIDTH_1 * Constants::WIDTH_2)) + Constants::WIDTH_2);
    /// Returns a network whose parameters are all zero.
    #[must_use]
    const fn zeroed() -> Self {
        Self {
            l1: Dense::zeroed(),
            l2: Dense::zeroed(),
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
        params: &[f32; Constants::PARAMS],
        #[cfg(not(doc))]
        params: &[f32; Constants::PARAMS],
    ) -> Self {
        let mut net = Self::zeroed();
        *Self::params_mut(&mut net) = *params;
        net
    }
    /// Returns all parameters in the order of the declaration: for each layer weights, then biases.
    #[must_use]
    fn params(&self) -> &[f32; Constants::PARAMS] {
        parameters(self)
    }
    /// Returns all parameters, to change them.
    #[must_use]
    fn params_mut(&mut self) -> &mut [f32; Constants::PARAMS] {
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

const _: fn() -> Constants = Constants::zeroed;

#[automatically_derived]
unsafe impl Parameters for Constants {
    const COUNT: usize = {
        let layers = <Dense<2, { Constants::WIDTH_1 }> as Parameters>::COUNT
            + <Dense<
                { Constants::WIDTH_1 },
                { Constants::WIDTH_2 },
            > as Parameters>::COUNT
            + <Dense<{ Constants::WIDTH_2 }, 1> as Parameters>::COUNT;
        ::core::assert!(layers == Constants::PARAMS);
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
                units: Constants::WIDTH_1,
                bias: true,
                activation: "relu",
                initialization: Initialization::He,
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
                inputs: Constants::WIDTH_1,
                units: Constants::WIDTH_2,
                bias: true,
                activation: "leaky_relu(0.1)",
                initialization: Initialization::He,
                bias_initialization: Initialization::Zeros,
                dropout: 0.0,
                frozen: false,
                module: 2,
                begins: 0,
                ends: 0,
            },
        );
        visit(
            path,
            &LayerInfo {
                name: "l3",
                inputs: Constants::WIDTH_2,
                units: 1,
                bias: true,
                activation: "identity",
                initialization: Initialization::Xavier,
                bias_initialization: Initialization::Zeros,
                dropout: 0.0,
                frozen: false,
                module: 4,
                begins: 0,
                ends: 0,
            },
        );
    }
}

#[automatically_derived]
impl ::core::fmt::Debug for Constants {
    fn fmt(
        &self,
        #[cfg(doc)]
        formatter: &mut ::core::fmt::Formatter<'_>,
        #[cfg(not(doc))]
        formatter: &mut ::core::fmt::Formatter<'_>,
    ) -> ::core::fmt::Result {
        describe::<Self>("Constants", formatter)
    }
}

implement_serde! {
    Constants
}

#[doc(hidden)]
#[automatically_derived]
impl Shape for Constants {
    type Inputs = ::mlp::typenum::U2;
    type Outputs = ::mlp::typenum::U1;
    type Params = <<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<::mlp::typenum::UTerm as Push<
        { (Constants::PARAMS >> 31usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 30usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 29usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 28usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 27usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 26usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 25usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 24usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 23usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 22usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 21usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 20usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 19usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 18usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 17usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 16usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 15usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 14usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 13usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 12usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 11usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 10usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 9usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 8usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 7usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 6usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 5usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 4usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 3usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 2usize) & 1 == 1 },
    >>::Out as Push<
        { (Constants::PARAMS >> 1usize) & 1 == 1 },
    >>::Out as Push<{ (Constants::PARAMS >> 0usize) & 1 == 1 }>>::Out;
}

#[automatically_derived]
impl Model for Constants {
    type Input = [f32; 2];
    type Output = [f32; 1];
    type Last = activation::Identity;
    const MULTIPLY_ADDS: usize = (((2 * Constants::WIDTH_1)
        + (Constants::WIDTH_1 * Constants::WIDTH_2)) + Constants::WIDTH_2);
    const TAPE: usize = (Constants::WIDTH_1 + Constants::WIDTH_2);
    const WIDEST: usize = largest(&[Constants::WIDTH_1, Constants::WIDTH_2, 1]);
    const DROPOUT: bool = false;
    #[cfg(not(debug_assertions))]
    #[inline]
    fn forward_single(&self, input: &[f32; 2]) -> [f32; 1] {
        fixed::forward(self, input)
    }
    #[cfg(debug_assertions)]
    #[inline]
    fn forward_single(&self, input: &[f32; 2]) -> [f32; 1] {
        single::layers(
            self,
            const {
                &[
                    single::Layer {
                        inputs: 2,
                        units: Constants::WIDTH_1,
                        bias: true,
                        activation: single::Activation::Each(
                            activation::Elementwise::Relu,
                        ),
                    },
                    single::Layer {
                        inputs: Constants::WIDTH_1,
                        units: Constants::WIDTH_2,
                        bias: true,
                        activation: single::Activation::Each(
                            activation::Elementwise::LeakyRelu(0.1),
                        ),
                    },
                    single::Layer {
                        inputs: Constants::WIDTH_2,
                        units: 1,
                        bias: true,
                        activation: single::Activation::Each(
                            activation::Elementwise::Identity,
                        ),
                    },
                ]
            },
            input,
            &mut single::Scratch::<
                {
                    single::scratch(
                        largest(&[Constants::WIDTH_1, Constants::WIDTH_2, 1]),
                    )
                },
            >::new(),
        )
    }
    #[cfg(not(debug_assertions))]
    #[inline(always)]
    fn forward_fixed<I: InstructionSet>(&self, set: I, y0: &[f32; 2], z: &mut [f32; 1]) {
        let mut y1 = fixed::Values::new();
        let y1 = fixed::hidden(set, &self.l1, activation::Relu, y0, &mut y1);
        let mut y2 = fixed::Values::new();
        let y2 = fixed::hidden(
            set,
            &self.l2,
            activation::LeakyRelu {
                slope: 0.1,
            },
            &*y1,
            &mut y2,
        );
        fixed::dense(set, &self.l3, activation::Identity, &*y2, z);
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
        let (y1, tape) = ForwardPass::rows(pass, tape, Constants::WIDTH_1);
        ForwardPass::dense(pass, &self.l1, y0, y1);
        ForwardPass::activate(pass, activation::Elementwise::Relu, y1);
        let (y2, tape) = ForwardPass::rows(pass, tape, Constants::WIDTH_2);
        ForwardPass::dense(pass, &self.l2, y1, y2);
        ForwardPass::activate(pass, activation::Elementwise::LeakyRelu(0.1), y2);
        end_of_tape(tape);
        ForwardPass::dense(pass, &self.l3, y2, z);
    }
    fn backward_matrix(
        pass: &mut BackwardPass<'_>,
        y0: &mut [f32],
        tape: &mut [f32],
        d: &mut [f32],
        inputs: InputDerivatives,
    ) {
        let (y1, tape) = BackwardPass::rows(pass, tape, Constants::WIDTH_1);
        let (y2, tape) = BackwardPass::rows(pass, tape, Constants::WIDTH_2);
        end_of_tape(tape);
        BackwardPass::dense::<
            Dense<{ Constants::WIDTH_2 }, 1>,
        >(
            pass,
            (((2 * Constants::WIDTH_1) + Constants::WIDTH_1)
                + ((Constants::WIDTH_1 * Constants::WIDTH_2) + Constants::WIDTH_2)),
            y2,
            d,
            Upstream::through(activation::Elementwise::LeakyRelu(0.1)),
        );
        BackwardPass::dense::<
            Dense<{ Constants::WIDTH_1 }, { Constants::WIDTH_2 }>,
        >(
            pass,
            ((2 * Constants::WIDTH_1) + Constants::WIDTH_1),
            y1,
            y2,
            Upstream::through(activation::Elementwise::Relu),
        );
        BackwardPass::dense::<
            Dense<2, { Constants::WIDTH_1 }>,
        >(pass, 0, y0, y1, Upstream::inputs(inputs));
    }
}

#[automatically_derived]
#[doc(hidden)]
impl Compiled for Constants {
    #[cfg(not(debug_assertions))]
    const GRADIENT: CompiledGradient = CompiledGradient::of_fixed(
        (((2 * Constants::WIDTH_1) + (Constants::WIDTH_1 * Constants::WIDTH_2))
            + Constants::WIDTH_2),
    );
    #[cfg(not(debug_assertions))]
    fn compiled_gradient<L: Loss<Self>>(
        &self,
        loss: L,
        inputs: &[[f32; 2]],
        targets: &[L::Target],
        gradient: &mut Self,
    ) -> ::core::option::Option<f32> {
        ::core::option::Option::Some(
            fixed_batch::gradient(self, loss, inputs, targets, gradient),
        )
    }
    #[cfg(not(debug_assertions))]
    fn compiled_loss<L: Loss<Self>>(
        &self,
        loss: L,
        inputs: &[[f32; 2]],
        targets: &[L::Target],
    ) -> ::core::option::Option<f32> {
        ::core::option::Option::Some(fixed_batch::loss(self, loss, inputs, targets))
    }
}

#[cfg(not(debug_assertions))]
#[automatically_derived]
impl FixedGradient for Constants {
    /// From the inputs `y0` to the derivatives `d` of the last sums, and back: `z` are a layer's sums, `y` its
    /// outputs.
    #[inline(always)]
    fn pass_fixed<I: InstructionSet, L: Loss<Self>, const BACKWARD: bool>(
        &self,
        set: I,
        pass: &mut fixed_batch::FixedPass<'_, L>,
        y0: &[[f32; 2]],
        gradient: ::core::option::Option<&mut Self>,
    ) {
        let (mut z1, mut y1) = (fixed::Group::new(), fixed::Group::new());
        fixed::forward_keeping(set, &self.l1, activation::Relu, y0, &mut z1, &mut y1);
        let (mut z2, mut y2) = (fixed::Group::new(), fixed::Group::new());
        fixed::forward_keeping(
            set,
            &self.l2,
            activation::LeakyRelu {
                slope: 0.1,
            },
            &y1,
            &mut z2,
            &mut y2,
        );
        let mut d3 = fixed::Group::new();
        pass.end(set, &self.l3, activation::Identity, &y2, &mut d3);
        if const { BACKWARD } {
            let ::core::option::Option::Some(gradient) = gradient else { return };
            fixed::weight_gradient(set, &y2, &d3, &mut gradient.l3);
            let mut d2 = fixed::Group::new();
            fixed::input_gradient(set, &self.l3, &d3, &mut d2);
            fixed::through(
                set,
                activation::LeakyRelu {
                    slope: 0.1,
                },
                &z2,
                &y2,
                &mut d2,
            );
            fixed::weight_gradient(set, &y1, &d2, &mut gradient.l2);
            let mut d1 = fixed::Group::new();
            fixed::input_gradient(set, &self.l2, &d2, &mut d1);
            fixed::through(set, activation::Relu, &z1, &y1, &mut d1);
            fixed::weight_gradient(set, y0, &d1, &mut gradient.l1);
        }
    }
}
