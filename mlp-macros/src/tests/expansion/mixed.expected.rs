// mlp! {
//     struct Mixed: 64 => hidden: 32 silu no_bias => 2 tanh
// }
//
// Names without a path are those of `::mlp::__private::`; locals begin with `__mlp_`, left out here.

/// A multilayer perceptron: `64 => 32 silu no_bias => 2 tanh`
///
#[cfg_attr(
    doc,
    doc = "<div style=\"overflow-x:auto\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"64 =&gt; 32 silu no_bias =&gt; 2 tanh\" width=\"312\" height=\"164\" viewBox=\"0 0 312 164\" fill=\"currentColor\" font-size=\"13\" text-anchor=\"middle\">\n<path stroke=\"currentColor\" stroke-opacity=\"0.3\" d=\"M52 10L156 10M52 10L156 30M52 10L156 50M52 10L156 90M52 10L156 110M52 30L156 10M52 30L156 30M52 30L156 50M52 30L156 90M52 30L156 110M52 50L156 10M52 50L156 30M52 50L156 50M52 50L156 90M52 50L156 110M52 90L156 10M52 90L156 30M52 90L156 50M52 90L156 90M52 90L156 110M52 110L156 10M52 110L156 30M52 110L156 50M52 110L156 90M52 110L156 110M156 10L260 50M156 10L260 70M156 30L260 50M156 30L260 70M156 50L260 50M156 50L260 70M156 90L260 50M156 90L260 70M156 110L260 50M156 110L260 70\"/>\n<circle cx=\"52\" cy=\"10\" r=\"5\"/><circle cx=\"52\" cy=\"30\" r=\"5\"/><circle cx=\"52\" cy=\"50\" r=\"5\"/><circle cx=\"52\" cy=\"90\" r=\"5\"/><circle cx=\"52\" cy=\"110\" r=\"5\"/><text x=\"52\" y=\"75\">&#8942;</text><text x=\"52\" y=\"138\" font-weight=\"bold\">64</text><text x=\"52\" y=\"156\">inputs</text>\n<circle cx=\"156\" cy=\"10\" r=\"5\"/><circle cx=\"156\" cy=\"30\" r=\"5\"/><circle cx=\"156\" cy=\"50\" r=\"5\"/><circle cx=\"156\" cy=\"90\" r=\"5\"/><circle cx=\"156\" cy=\"110\" r=\"5\"/><text x=\"156\" y=\"75\">&#8942;</text><text x=\"156\" y=\"138\" font-weight=\"bold\">32</text><text x=\"156\" y=\"156\">silu</text>\n<circle cx=\"260\" cy=\"50\" r=\"5\"/><circle cx=\"260\" cy=\"70\" r=\"5\"/><text x=\"260\" y=\"138\" font-weight=\"bold\">2</text><text x=\"260\" y=\"156\">tanh</text>\n</svg></div>"
)]
///
/**| layer | shape | activation | parameters | multiply-adds |
|---|---|---|---:|---:|
| `hidden` | 64 => 32 | silu, no bias | 2048 | 2048 |
| `l2` | 32 => 2 | tanh | 66 | 64 |
| all | 64 => 2 |  | 2114 | 2112 |*/
#[derive(::core::clone::Clone)]
#[repr(C)]
struct Mixed {
    /// Layer 1: 64 inputs, 32 units, silu, no bias.
    hidden: DenseNoBias<64, 32>,
    /// Layer 2: 32 inputs, 2 units, tanh.
    l2: Dense<32, 2>,
}

impl Mixed {
    /// The number of inputs.
    const INPUTS: usize = 64;
    /// The number of outputs.
    const OUTPUTS: usize = 2;
    /// The number of parameters: all weights and biases.
    const PARAMS: usize = 2114;
    /// The number of multiply-adds in one forward pass.
    const MACS: usize = 2112;
    /// Returns a network whose parameters are all zero.
    #[must_use]
    const fn zeroed() -> Self {
        Self {
            hidden: DenseNoBias::zeroed(),
            l2: Dense::zeroed(),
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
        params: &[f32; 2114],
        #[cfg(not(doc))]
        params: &[f32; 2114],
    ) -> Self {
        let mut net = Self::zeroed();
        *Self::params_mut(&mut net) = *params;
        net
    }
    /// Returns all parameters in the order of the declaration: for each layer weights, then biases.
    #[must_use]
    fn params(&self) -> &[f32; 2114] {
        parameters(self)
    }
    /// Returns all parameters, to change them.
    #[must_use]
    fn params_mut(&mut self) -> &mut [f32; 2114] {
        parameters_mut(self)
    }
    /// Returns the outputs for one sample.
    #[doc(alias = "predict")]
    #[must_use]
    #[inline]
    fn forward(
        &self,
        #[cfg(doc)]
        input: &[f32; 64],
        #[cfg(not(doc))]
        input: &[f32; 64],
    ) -> [f32; 2] {
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
        inputs: &[[f32; 64]],
        #[cfg(not(doc))]
        inputs: &[[f32; 64]],
        #[cfg(doc)]
        outputs: &mut [[f32; 2]],
        #[cfg(not(doc))]
        outputs: &mut [[f32; 2]],
    ) {
        Network::forward_batch(self, inputs, outputs);
    }
}

const _: fn() -> Mixed = Mixed::zeroed;

#[automatically_derived]
unsafe impl Parameters for Mixed {
    const COUNT: usize = {
        let layers = <DenseNoBias<64, 32> as Parameters>::COUNT
            + <Dense<32, 2> as Parameters>::COUNT;
        ::core::assert!(layers == 2114);
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
                name: "hidden",
                inputs: 64,
                units: 32,
                bias: false,
                activation: "silu",
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
                inputs: 32,
                units: 2,
                bias: true,
                activation: "tanh",
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
impl ::core::fmt::Debug for Mixed {
    fn fmt(
        &self,
        #[cfg(doc)]
        formatter: &mut ::core::fmt::Formatter<'_>,
        #[cfg(not(doc))]
        formatter: &mut ::core::fmt::Formatter<'_>,
    ) -> ::core::fmt::Result {
        describe::<Self>("Mixed", formatter)
    }
}

implement_serde! {
    Mixed
}

#[doc(hidden)]
#[automatically_derived]
impl Shape for Mixed {
    type Inputs = ::mlp::typenum::U64;
    type Outputs = ::mlp::typenum::U2;
    type Params = ::mlp::typenum::UInt<
        ::mlp::typenum::UInt<
            ::mlp::typenum::UInt<
                ::mlp::typenum::UInt<
                    ::mlp::typenum::UInt<
                        ::mlp::typenum::UInt<
                            ::mlp::typenum::UInt<
                                ::mlp::typenum::UInt<
                                    ::mlp::typenum::UInt<
                                        ::mlp::typenum::UInt<
                                            ::mlp::typenum::UInt<
                                                ::mlp::typenum::UInt<
                                                    ::mlp::typenum::UTerm,
                                                    ::mlp::typenum::B1,
                                                >,
                                                ::mlp::typenum::B0,
                                            >,
                                            ::mlp::typenum::B0,
                                        >,
                                        ::mlp::typenum::B0,
                                    >,
                                    ::mlp::typenum::B0,
                                >,
                                ::mlp::typenum::B1,
                            >,
                            ::mlp::typenum::B0,
                        >,
                        ::mlp::typenum::B0,
                    >,
                    ::mlp::typenum::B0,
                >,
                ::mlp::typenum::B0,
            >,
            ::mlp::typenum::B1,
        >,
        ::mlp::typenum::B0,
    >;
}

#[automatically_derived]
impl Model for Mixed {
    type Input = [f32; 64];
    type Output = [f32; 2];
    type Last = activation::Tanh;
    const MULTIPLY_ADDS: usize = 2112;
    const TAPE: usize = 64;
    const WIDEST: usize = 32;
    const DROPOUT: bool = false;
    #[cfg(not(debug_assertions))]
    #[inline]
    fn forward_single(&self, input: &[f32; 64]) -> [f32; 2] {
        fixed::forward(self, input)
    }
    #[cfg(debug_assertions)]
    #[inline]
    fn forward_single(&self, input: &[f32; 64]) -> [f32; 2] {
        single::layers(
            self,
            const {
                &[
                    single::Layer {
                        inputs: 64,
                        units: 32,
                        bias: false,
                        activation: single::Activation::Each(
                            activation::Elementwise::Silu,
                        ),
                    },
                    single::Layer {
                        inputs: 32,
                        units: 2,
                        bias: true,
                        activation: single::Activation::Each(
                            activation::Elementwise::Tanh,
                        ),
                    },
                ]
            },
            input,
            &mut single::Scratch::<{ single::scratch(32) }>::new(),
        )
    }
    #[cfg(not(debug_assertions))]
    #[inline(always)]
    fn forward_fixed<I: InstructionSet>(
        &self,
        set: I,
        y0: &[f32; 64],
        z: &mut [f32; 2],
    ) {
        let mut y1 = fixed::Values::new();
        let y1 = fixed::hidden(set, &self.hidden, activation::Silu, y0, &mut y1);
        fixed::dense(set, &self.l2, activation::Tanh, &*y1, z);
    }
    #[inline]
    fn last() -> activation::Tanh {
        activation::Tanh
    }
    fn forward_matrix(
        &self,
        pass: &mut ForwardPass<'_>,
        y0: &[f32],
        tape: &mut [f32],
        z: &mut [f32],
    ) {
        let (y1, tape) = ForwardPass::rows(pass, tape, 32);
        let (s1, tape) = ForwardPass::rows(pass, tape, 32);
        ForwardPass::dense(pass, &self.hidden, y0, y1);
        ForwardPass::activate_keeping(pass, activation::Silu, y1, s1);
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
        let (y1, tape) = BackwardPass::rows(pass, tape, 32);
        let (s1, tape) = BackwardPass::rows(pass, tape, 32);
        end_of_tape(tape);
        BackwardPass::dense::<Dense<32, 2>>(pass, 2048, y1, d, Upstream::stored(s1));
        BackwardPass::dense::<
            DenseNoBias<64, 32>,
        >(pass, 0, y0, y1, Upstream::inputs(inputs));
    }
}

#[automatically_derived]
#[doc(hidden)]
impl Compiled for Mixed {
    #[cfg(not(debug_assertions))]
    const GRADIENT: CompiledGradient = CompiledGradient::of_fixed(2112);
    #[cfg(not(debug_assertions))]
    fn compiled_gradient<L: Loss<Self>>(
        &self,
        loss: L,
        inputs: &[[f32; 64]],
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
        inputs: &[[f32; 64]],
        targets: &[L::Target],
    ) -> ::core::option::Option<f32> {
        ::core::option::Option::Some(fixed_batch::loss(self, loss, inputs, targets))
    }
}

#[cfg(not(debug_assertions))]
#[automatically_derived]
impl FixedGradient for Mixed {
    /// From the inputs `y0` to the derivatives `d` of the last sums, and back: `z` are a layer's sums, `y` its
    /// outputs.
    #[inline(always)]
    fn pass_fixed<I: InstructionSet, L: Loss<Self>, const BACKWARD: bool>(
        &self,
        set: I,
        pass: &mut fixed_batch::FixedPass<'_, L>,
        y0: &[[f32; 64]],
        gradient: ::core::option::Option<&mut Self>,
    ) {
        let (mut z1, mut y1) = (fixed::Group::new(), fixed::Group::new());
        fixed::forward_keeping(
            set,
            &self.hidden,
            activation::Silu,
            y0,
            &mut z1,
            &mut y1,
        );
        let mut d2 = fixed::Group::new();
        pass.end(set, &self.l2, activation::Tanh, &y1, &mut d2);
        if const { BACKWARD } {
            let ::core::option::Option::Some(gradient) = gradient else { return };
            fixed::weight_gradient(set, &y1, &d2, &mut gradient.l2);
            let mut d1 = fixed::Group::new();
            fixed::input_gradient(set, &self.l2, &d2, &mut d1);
            fixed::through(set, activation::Silu, &z1, &y1, &mut d1);
            fixed::weight_gradient(set, y0, &d1, &mut gradient.hidden);
        }
    }
}
