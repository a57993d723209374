// mlp! {
//     struct Modifiers: 4 => 8 my::Snake dropout(0.2) freeze => 1 init(he_normal), crate = ::renamed
// }
//
// Names without a path are those of `::mlp::__private::`; locals begin with `__mlp_`, left out here.

/// A multilayer perceptron: `4 => 8 my::Snake dropout(0.2) freeze => 1 init(he_normal)`
///
#[cfg_attr(
    doc,
    doc = "<div style=\"overflow-x:auto\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"4 =&gt; 8 my::Snake dropout(0.2) freeze =&gt; 1 init(he_normal)\" width=\"312\" height=\"164\" viewBox=\"0 0 312 164\" fill=\"currentColor\" font-size=\"13\" text-anchor=\"middle\">\n<path stroke=\"currentColor\" stroke-opacity=\"0.3\" d=\"M52 30L156 10M52 30L156 30M52 30L156 50M52 30L156 90M52 30L156 110M52 50L156 10M52 50L156 30M52 50L156 50M52 50L156 90M52 50L156 110M52 70L156 10M52 70L156 30M52 70L156 50M52 70L156 90M52 70L156 110M52 90L156 10M52 90L156 30M52 90L156 50M52 90L156 90M52 90L156 110M156 10L260 60M156 30L260 60M156 50L260 60M156 90L260 60M156 110L260 60\"/>\n<circle cx=\"52\" cy=\"30\" r=\"5\"/><circle cx=\"52\" cy=\"50\" r=\"5\"/><circle cx=\"52\" cy=\"70\" r=\"5\"/><circle cx=\"52\" cy=\"90\" r=\"5\"/><text x=\"52\" y=\"138\" font-weight=\"bold\">4</text><text x=\"52\" y=\"156\">inputs</text>\n<circle cx=\"156\" cy=\"10\" r=\"5\"/><circle cx=\"156\" cy=\"30\" r=\"5\"/><circle cx=\"156\" cy=\"50\" r=\"5\"/><circle cx=\"156\" cy=\"90\" r=\"5\"/><circle cx=\"156\" cy=\"110\" r=\"5\"/><text x=\"156\" y=\"75\">&#8942;</text><text x=\"156\" y=\"138\" font-weight=\"bold\">8</text><text x=\"156\" y=\"156\">my::Snake</text>\n<circle cx=\"260\" cy=\"60\" r=\"5\"/><text x=\"260\" y=\"138\" font-weight=\"bold\">1</text><text x=\"260\" y=\"156\">identity</text>\n</svg></div>"
)]
///
/**| layer | shape | activation | parameters | multiply-adds |
|---|---|---|---:|---:|
| `l1` | 4 => 8 | `my::Snake, dropout 0.2, frozen` | 40 | 32 |
| `l2` | 8 => 1 | identity, init he_normal | 9 | 8 |
| all | 4 => 1 |  | 49 | 40 |*/
#[derive(::core::clone::Clone)]
#[repr(C)]
struct Modifiers {
    /// Layer 1: 4 inputs, 8 units, my::Snake, dropout 0.2, frozen.
    l1: ::renamed::__private::Dense<4, 8>,
    /// Layer 2: 8 inputs, 1 unit, identity, init he_normal.
    l2: ::renamed::__private::Dense<8, 1>,
}

impl Modifiers {
    /// The number of inputs.
    const INPUTS: ::renamed::__private::usize = 4;
    /// The number of outputs.
    const OUTPUTS: ::renamed::__private::usize = 1;
    /// The number of parameters: all weights and biases.
    const PARAMS: ::renamed::__private::usize = 49;
    /// The number of multiply-adds in one forward pass.
    const MACS: ::renamed::__private::usize = 40;
    /// Returns a network whose parameters are all zero.
    #[must_use]
    const fn zeroed() -> Self {
        Self {
            l1: ::renamed::__private::Dense::zeroed(),
            l2: ::renamed::__private::Dense::zeroed(),
        }
    }
    /// Returns a network with first weights from a seed: the same for the same seed, on every machine.
    #[doc(alias("new", "default"))]
    #[must_use]
    fn seeded(
        #[cfg(doc)]
        seed: ::renamed::__private::u64,
        #[cfg(not(doc))]
        seed: ::renamed::__private::u64,
    ) -> Self {
        let mut net = Self::zeroed();
        ::renamed::__private::Network::initialize(&mut net, seed);
        net
    }
    /// Returns the network with these parameters, in the order of [`Self::params`].
    #[must_use]
    fn from_params(
        #[cfg(doc)]
        params: &[::renamed::__private::f32; 49],
        #[cfg(not(doc))]
        params: &[::renamed::__private::f32; 49],
    ) -> Self {
        let mut net = Self::zeroed();
        *Self::params_mut(&mut net) = *params;
        net
    }
    /// Returns all parameters in the order of the declaration: for each layer weights, then biases.
    #[must_use]
    fn params(&self) -> &[::renamed::__private::f32; 49] {
        ::renamed::__private::parameters(self)
    }
    /// Returns all parameters, to change them.
    #[must_use]
    fn params_mut(&mut self) -> &mut [::renamed::__private::f32; 49] {
        ::renamed::__private::parameters_mut(self)
    }
    /// Returns the outputs for one sample.
    #[doc(alias = "predict")]
    #[must_use]
    #[inline]
    fn forward(
        &self,
        #[cfg(doc)]
        input: &[::renamed::__private::f32; 4],
        #[cfg(not(doc))]
        input: &[::renamed::__private::f32; 4],
    ) -> [::renamed::__private::f32; 1] {
        ::renamed::__private::Network::forward(self, input)
    }
    /// Writes the outputs for many samples.
    ///
    /// # Panics
    ///
    /// If `inputs` and `outputs` differ in length.
    fn forward_batch(
        &self,
        #[cfg(doc)]
        inputs: &[[::renamed::__private::f32; 4]],
        #[cfg(not(doc))]
        inputs: &[[::renamed::__private::f32; 4]],
        #[cfg(doc)]
        outputs: &mut [[::renamed::__private::f32; 1]],
        #[cfg(not(doc))]
        outputs: &mut [[::renamed::__private::f32; 1]],
    ) {
        ::renamed::__private::Network::forward_batch(self, inputs, outputs);
    }
}

const _: fn() -> Modifiers = Modifiers::zeroed;

#[automatically_derived]
unsafe impl ::renamed::__private::Parameters for Modifiers {
    const COUNT: ::renamed::__private::usize = {
        let layers = <::renamed::__private::Dense<
            4,
            8,
        > as ::renamed::__private::Parameters>::COUNT
            + <::renamed::__private::Dense<
                8,
                1,
            > as ::renamed::__private::Parameters>::COUNT;
        ::core::assert!(layers == 49);
        layers
    };
    const ZERO: Self = Self::zeroed();
    const FROZEN: ::renamed::__private::bool = true;
    fn visit_layers(
        path: &::renamed::__private::LayerPath<'_>,
        visit: &mut dyn ::core::ops::FnMut(
            &::renamed::__private::LayerPath<'_>,
            &::renamed::__private::LayerInfo,
        ),
    ) {
        visit(
            path,
            &::renamed::__private::LayerInfo {
                name: "l1",
                inputs: 4,
                units: 8,
                bias: true,
                activation: "my::Snake",
                initialization: ::renamed::__private::Initialization::He,
                bias_initialization: ::renamed::__private::Initialization::Zeros,
                dropout: 0.2,
                frozen: true,
                module: 0,
                begins: 0,
                ends: 0,
            },
        );
        visit(
            path,
            &::renamed::__private::LayerInfo {
                name: "l2",
                inputs: 8,
                units: 1,
                bias: true,
                activation: "identity",
                initialization: ::renamed::__private::Initialization::HeNormal,
                bias_initialization: ::renamed::__private::Initialization::Zeros,
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
impl ::core::fmt::Debug for Modifiers {
    fn fmt(
        &self,
        #[cfg(doc)]
        formatter: &mut ::core::fmt::Formatter<'_>,
        #[cfg(not(doc))]
        formatter: &mut ::core::fmt::Formatter<'_>,
    ) -> ::core::fmt::Result {
        ::renamed::__private::describe::<Self>("Modifiers", formatter)
    }
}

::renamed::__private::implement_serde! {
    Modifiers
}

#[doc(hidden)]
#[automatically_derived]
impl ::renamed::__private::activation::OwnActivation<1> for Modifiers {
    #[inline]
    fn apply<const __MLP_DERIVATIVE: ::renamed::__private::bool>(
        x: ::renamed::__private::f32,
    ) -> ::renamed::__private::f32 {
        if __MLP_DERIVATIVE {
            <my::Snake as ::renamed::__private::activation::Activation>::derivative(x)
        } else {
            <my::Snake as ::renamed::__private::activation::Activation>::value(x)
        }
    }
}

#[doc(hidden)]
#[automatically_derived]
impl ::renamed::__private::Shape for Modifiers {
    type Inputs = ::renamed::typenum::U4;
    type Outputs = ::renamed::typenum::U1;
    type Params = ::renamed::typenum::U49;
}

#[automatically_derived]
impl ::renamed::__private::Model for Modifiers {
    type Input = [::renamed::__private::f32; 4];
    type Output = [::renamed::__private::f32; 1];
    type Last = ::renamed::__private::activation::Identity;
    const MULTIPLY_ADDS: ::renamed::__private::usize = 40;
    const TAPE: ::renamed::__private::usize = 16;
    const WIDEST: ::renamed::__private::usize = 8;
    const DROPOUT: ::renamed::__private::bool = true;
    #[cfg(not(debug_assertions))]
    #[inline]
    fn forward_single(
        &self,
        input: &[::renamed::__private::f32; 4],
    ) -> [::renamed::__private::f32; 1] {
        ::renamed::__private::fixed::forward(self, input)
    }
    #[cfg(debug_assertions)]
    #[inline]
    fn forward_single(
        &self,
        input: &[::renamed::__private::f32; 4],
    ) -> [::renamed::__private::f32; 1] {
        let y0 = input;
        let mut y1 = [0.0; 8];
        ::renamed::__private::single::dense(&self.l1, &y0[..], &mut y1);
        ::renamed::__private::single::activate(
            ::renamed::__private::activation::Own::<my::Snake, Modifiers, 1>::new(),
            &mut y1,
        );
        let mut y2 = [0.0; 1];
        ::renamed::__private::single::dense(&self.l2, &y1[..], &mut y2);
        ::renamed::__private::single::activate_last(
            ::renamed::__private::activation::Identity,
            &mut y2,
        );
        y2
    }
    #[cfg(not(debug_assertions))]
    #[inline(always)]
    fn forward_fixed<I: ::renamed::__private::InstructionSet>(
        &self,
        set: I,
        y0: &[::renamed::__private::f32; 4],
        z: &mut [::renamed::__private::f32; 1],
    ) {
        let mut y1 = ::renamed::__private::fixed::Values::new();
        let y1 = ::renamed::__private::fixed::hidden(
            set,
            &self.l1,
            ::renamed::__private::activation::Own::<my::Snake, Modifiers, 1>::new(),
            y0,
            &mut y1,
        );
        ::renamed::__private::fixed::dense(
            set,
            &self.l2,
            ::renamed::__private::activation::Identity,
            &*y1,
            z,
        );
    }
    #[inline]
    fn last() -> ::renamed::__private::activation::Identity {
        ::renamed::__private::activation::Identity
    }
    fn forward_matrix(
        &self,
        pass: &mut ::renamed::__private::ForwardPass<'_>,
        y0: &[::renamed::__private::f32],
        tape: &mut [::renamed::__private::f32],
        z: &mut [::renamed::__private::f32],
    ) {
        let (y1, tape) = ::renamed::__private::ForwardPass::rows(pass, tape, 8);
        let (s1, tape) = ::renamed::__private::ForwardPass::rows(pass, tape, 8);
        ::renamed::__private::ForwardPass::dense(pass, &self.l1, y0, y1);
        ::renamed::__private::ForwardPass::activate_keeping(
            pass,
            ::renamed::__private::activation::Own::<my::Snake, Modifiers, 1>::new(),
            y1,
            s1,
        );
        ::renamed::__private::ForwardPass::dropout(pass, 1, 0.2, y1, s1);
        ::renamed::__private::end_of_tape(tape);
        ::renamed::__private::ForwardPass::dense(pass, &self.l2, y1, z);
    }
    fn backward_matrix(
        pass: &mut ::renamed::__private::BackwardPass<'_>,
        y0: &mut [::renamed::__private::f32],
        tape: &mut [::renamed::__private::f32],
        d: &mut [::renamed::__private::f32],
        inputs: ::renamed::__private::InputDerivatives,
    ) {
        let (y1, tape) = ::renamed::__private::BackwardPass::rows(pass, tape, 8);
        let (s1, tape) = ::renamed::__private::BackwardPass::rows(pass, tape, 8);
        ::renamed::__private::end_of_tape(tape);
        ::renamed::__private::BackwardPass::dense::<
            ::renamed::__private::Dense<8, 1>,
        >(pass, 40, y1, d, ::renamed::__private::Upstream::stored(s1));
        ::renamed::__private::BackwardPass::dense::<
            ::renamed::__private::Dense<4, 8>,
        >(pass, 0, y0, y1, ::renamed::__private::Upstream::inputs(inputs));
    }
}

#[automatically_derived]
#[doc(hidden)]
impl ::renamed::__private::Compiled for Modifiers {}
