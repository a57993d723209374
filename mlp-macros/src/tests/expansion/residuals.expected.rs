// mlp! {
//     struct Residuals: 32 => repeat(2, residual(64 relu => 32)) => residual(WIDTH silu => 32 tanh)
// }
//
// Names without a path are those of `::mlp::__private::`; locals begin with `__mlp_`, left out here.

/// A multilayer perceptron: `32 => repeat(2, residual(64 relu => 32)) => residual(WIDTH silu => 32 tanh)`
///
#[cfg_attr(
    doc,
    doc = "<div style=\"overflow-x:auto\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"32 =&gt; repeat(2, residual(64 relu =&gt; 32)) =&gt; residual(WIDTH silu =&gt; 32 tanh)\" width=\"728\" height=\"188\" viewBox=\"0 -24 728 188\" fill=\"currentColor\" font-size=\"13\" text-anchor=\"middle\">\n<path stroke=\"currentColor\" stroke-opacity=\"0.3\" d=\"M52 10L156 10M52 10L156 30M52 10L156 50M52 10L156 90M52 10L156 110M52 30L156 10M52 30L156 30M52 30L156 50M52 30L156 90M52 30L156 110M52 50L156 10M52 50L156 30M52 50L156 50M52 50L156 90M52 50L156 110M52 90L156 10M52 90L156 30M52 90L156 50M52 90L156 90M52 90L156 110M52 110L156 10M52 110L156 30M52 110L156 50M52 110L156 90M52 110L156 110M156 10L260 10M156 10L260 30M156 10L260 50M156 10L260 90M156 10L260 110M156 30L260 10M156 30L260 30M156 30L260 50M156 30L260 90M156 30L260 110M156 50L260 10M156 50L260 30M156 50L260 50M156 50L260 90M156 50L260 110M156 90L260 10M156 90L260 30M156 90L260 50M156 90L260 90M156 90L260 110M156 110L260 10M156 110L260 30M156 110L260 50M156 110L260 90M156 110L260 110M260 10L364 10M260 10L364 30M260 10L364 50M260 10L364 90M260 10L364 110M260 30L364 10M260 30L364 30M260 30L364 50M260 30L364 90M260 30L364 110M260 50L364 10M260 50L364 30M260 50L364 50M260 50L364 90M260 50L364 110M260 90L364 10M260 90L364 30M260 90L364 50M260 90L364 90M260 90L364 110M260 110L364 10M260 110L364 30M260 110L364 50M260 110L364 90M260 110L364 110M364 10L468 10M364 10L468 30M364 10L468 50M364 10L468 90M364 10L468 110M364 30L468 10M364 30L468 30M364 30L468 50M364 30L468 90M364 30L468 110M364 50L468 10M364 50L468 30M364 50L468 50M364 50L468 90M364 50L468 110M364 90L468 10M364 90L468 30M364 90L468 50M364 90L468 90M364 90L468 110M364 110L468 10M364 110L468 30M364 110L468 50M364 110L468 90M364 110L468 110M468 10L572 10M468 10L572 30M468 10L572 50M468 10L572 90M468 10L572 110M468 30L572 10M468 30L572 30M468 30L572 50M468 30L572 90M468 30L572 110M468 50L572 10M468 50L572 30M468 50L572 50M468 50L572 90M468 50L572 110M468 90L572 10M468 90L572 30M468 90L572 50M468 90L572 90M468 90L572 110M468 110L572 10M468 110L572 30M468 110L572 50M468 110L572 90M468 110L572 110M572 10L676 10M572 10L676 30M572 10L676 50M572 10L676 90M572 10L676 110M572 30L676 10M572 30L676 30M572 30L676 50M572 30L676 90M572 30L676 110M572 50L676 10M572 50L676 30M572 50L676 50M572 50L676 90M572 50L676 110M572 90L676 10M572 90L676 30M572 90L676 50M572 90L676 90M572 90L676 110M572 110L676 10M572 110L676 30M572 110L676 50M572 110L676 90M572 110L676 110\"/>\n<path fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.6\" d=\"M60 0V-16H260V-2M257 -7L260 -2L263 -7\"/><text x=\"250\" y=\"-6\">+</text>\n<path fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.6\" d=\"M268 0V-16H468V-2M465 -7L468 -2L471 -7\"/><text x=\"458\" y=\"-6\">+</text>\n<path fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.6\" d=\"M476 0V-16H676V-2M673 -7L676 -2L679 -7\"/><text x=\"666\" y=\"-6\">+</text>\n<circle cx=\"52\" cy=\"10\" r=\"5\"/><circle cx=\"52\" cy=\"30\" r=\"5\"/><circle cx=\"52\" cy=\"50\" r=\"5\"/><circle cx=\"52\" cy=\"90\" r=\"5\"/><circle cx=\"52\" cy=\"110\" r=\"5\"/><text x=\"52\" y=\"75\">&#8942;</text><text x=\"52\" y=\"138\" font-weight=\"bold\">32</text><text x=\"52\" y=\"156\">inputs</text>\n<circle cx=\"156\" cy=\"10\" r=\"5\"/><circle cx=\"156\" cy=\"30\" r=\"5\"/><circle cx=\"156\" cy=\"50\" r=\"5\"/><circle cx=\"156\" cy=\"90\" r=\"5\"/><circle cx=\"156\" cy=\"110\" r=\"5\"/><text x=\"156\" y=\"75\">&#8942;</text><text x=\"156\" y=\"138\" font-weight=\"bold\">64</text><text x=\"156\" y=\"156\">relu</text>\n<circle cx=\"260\" cy=\"10\" r=\"5\"/><circle cx=\"260\" cy=\"30\" r=\"5\"/><circle cx=\"260\" cy=\"50\" r=\"5\"/><circle cx=\"260\" cy=\"90\" r=\"5\"/><circle cx=\"260\" cy=\"110\" r=\"5\"/><text x=\"260\" y=\"75\">&#8942;</text><text x=\"260\" y=\"138\" font-weight=\"bold\">32</text><text x=\"260\" y=\"156\">identity</text>\n<circle cx=\"364\" cy=\"10\" r=\"5\"/><circle cx=\"364\" cy=\"30\" r=\"5\"/><circle cx=\"364\" cy=\"50\" r=\"5\"/><circle cx=\"364\" cy=\"90\" r=\"5\"/><circle cx=\"364\" cy=\"110\" r=\"5\"/><text x=\"364\" y=\"75\">&#8942;</text><text x=\"364\" y=\"138\" font-weight=\"bold\">64</text><text x=\"364\" y=\"156\">relu</text>\n<circle cx=\"468\" cy=\"10\" r=\"5\"/><circle cx=\"468\" cy=\"30\" r=\"5\"/><circle cx=\"468\" cy=\"50\" r=\"5\"/><circle cx=\"468\" cy=\"90\" r=\"5\"/><circle cx=\"468\" cy=\"110\" r=\"5\"/><text x=\"468\" y=\"75\">&#8942;</text><text x=\"468\" y=\"138\" font-weight=\"bold\">32</text><text x=\"468\" y=\"156\">identity</text>\n<circle cx=\"572\" cy=\"10\" r=\"5\"/><circle cx=\"572\" cy=\"30\" r=\"5\"/><circle cx=\"572\" cy=\"50\" r=\"5\"/><circle cx=\"572\" cy=\"90\" r=\"5\"/><circle cx=\"572\" cy=\"110\" r=\"5\"/><text x=\"572\" y=\"75\">&#8942;</text><text x=\"572\" y=\"138\" font-weight=\"bold\">WIDTH</text><text x=\"572\" y=\"156\">silu</text>\n<circle cx=\"676\" cy=\"10\" r=\"5\"/><circle cx=\"676\" cy=\"30\" r=\"5\"/><circle cx=\"676\" cy=\"50\" r=\"5\"/><circle cx=\"676\" cy=\"90\" r=\"5\"/><circle cx=\"676\" cy=\"110\" r=\"5\"/><text x=\"676\" y=\"75\">&#8942;</text><text x=\"676\" y=\"138\" font-weight=\"bold\">32</text><text x=\"676\" y=\"156\">tanh</text>\n</svg></div>"
)]
///
/**| layer | shape | activation | parameters | multiply-adds |
|---|---|---|---:|---:|
| `l1_1` | 32 => 64 | relu | 2112 | 2048 |
| `l1_2` | 64 => 32 | identity, plus the inputs | 2080 | 2048 |
| `l1_3` | 32 => 64 | relu | 2112 | 2048 |
| `l1_4` | 64 => 32 | identity, plus l1_2 | 2080 | 2048 |
| `l2_1` | 32 => WIDTH | silu | `33 * WIDTH` | `32 * WIDTH` |
| `l2_2` | WIDTH => 32 | tanh, plus l1_4 | `(WIDTH + 1) * 32` | `WIDTH * 32` |
| all | 32 => 32 |  | `PARAMS` | `MACS` |*/
#[derive(::core::clone::Clone)]
#[repr(C)]
struct Residuals {
    /// Layer 1: 32 inputs, 64 units, relu.
    l1_1: Dense<32, 64>,
    /// Layer 2: 64 inputs, 32 units, identity, plus the inputs.
    l1_2: Dense<64, 32>,
    /// Layer 3: 32 inputs, 64 units, relu.
    l1_3: Dense<32, 64>,
    /// Layer 4: 64 inputs, 32 units, identity, plus l1_2.
    l1_4: Dense<64, 32>,
    #[cfg(doc)]
    /// Layer 5: 32 inputs, `WIDTH` units, silu.
    l2_1: Dense<32, { WIDTH }>,
    #[cfg(not(doc))]
    /// Layer 5: 32 inputs, `WIDTH` units, silu.
    l2_1: Dense<32, { Residuals::WIDTH_5 }>,
    #[cfg(doc)]
    /// Layer 6: `WIDTH` inputs, 32 units, tanh, plus l1_4.
    l2_2: Dense<{ WIDTH }, 32>,
    #[cfg(not(doc))]
    /// Layer 6: `WIDTH` inputs, 32 units, tanh, plus l1_4.
    l2_2: Dense<{ Residuals::WIDTH_5 }, 32>,
}

impl Residuals {
    #[doc(hidden)]
    const WIDTH_OF_LAYER_5: ::core::primitive::usize = Width::<
        {
            match () {
                () => WIDTH,
            }
        },
    >::VALUE;
    #[doc(hidden)]
    const WIDTH_5: ::core::primitive::usize = match Self::WIDTH_OF_LAYER_5 {
        0 => 1,
        width if width as ::core::primitive::u128 > 2147483648 => 1,
        width => width,
    };
}

const _: () = ::core::assert!(
    Residuals::WIDTH_OF_LAYER_5 > 0,
    "the width of layer 5 is 0; every layer needs at least one unit"
);

const _: () = ::core::assert!(
    Residuals::WIDTH_OF_LAYER_5 as ::core::primitive::u128 <= 2147483648,
    "the width of layer 5 is more than 2^31, the most parameters of a network"
);

const _: () = ::core::assert!(
    Residuals::PARAMS <= 2147483648,
    "this network has more than 2^31 parameters, which is the limit"
);

impl Residuals {
    /// The number of inputs.
    const INPUTS: usize = 32;
    /// The number of outputs.
    const OUTPUTS: usize = 32;
    /// The number of parameters: all weights and biases.
    const PARAMS: usize = ((8384 + ((32 * Residuals::WIDTH_5) + Residuals::WIDTH_5))
        + ((Residuals::WIDTH_5 * 32) + 32));
    /// The number of multiply-adds in one forward pass.
    const MACS: usize = ((8192 + (32 * Residuals::WIDTH_5)) + (Residuals::WIDTH_5 * 32));
    /// Returns a network whose parameters are all zero.
    #[must_use]
    const fn zeroed() -> Self {
        Self {
            l1_1: Dense::zeroed(),
            l1_2: Dense::zeroed(),
            l1_3: Dense::zeroed(),
            l1_4: Dense::zeroed(),
            l2_1: Dense::zeroed(),
            l2_2: Dense::zeroed(),
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
        params: &[f32; Residuals::PARAMS],
        #[cfg(not(doc))]
        params: &[f32; Residuals::PARAMS],
    ) -> Self {
        let mut net = Self::zeroed();
        *Self::params_mut(&mut net) = *params;
        net
    }
    /// Returns all parameters in the order of the declaration: for each layer weights, then biases.
    #[must_use]
    fn params(&self) -> &[f32; Residuals::PARAMS] {
        parameters(self)
    }
    /// Returns all parameters, to change them.
    #[must_use]
    fn params_mut(&mut self) -> &mut [f32; Residuals::PARAMS] {
        parameters_mut(self)
    }
    /// Returns the outputs for one sample.
    #[doc(alias = "predict")]
    #[must_use]
    #[inline]
    fn forward(
        &self,
        #[cfg(doc)]
        input: &[f32; 32],
        #[cfg(not(doc))]
        input: &[f32; 32],
    ) -> [f32; 32] {
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
        inputs: &[[f32; 32]],
        #[cfg(not(doc))]
        inputs: &[[f32; 32]],
        #[cfg(doc)]
        outputs: &mut [[f32; 32]],
        #[cfg(not(doc))]
        outputs: &mut [[f32; 32]],
    ) {
        Network::forward_batch(self, inputs, outputs);
    }
}

const _: fn() -> Residuals = Residuals::zeroed;

#[automatically_derived]
unsafe impl Parameters for Residuals {
    const COUNT: usize = {
        let layers = <Dense<32, 64> as Parameters>::COUNT
            + <Dense<64, 32> as Parameters>::COUNT + <Dense<32, 64> as Parameters>::COUNT
            + <Dense<64, 32> as Parameters>::COUNT
            + <Dense<32, { Residuals::WIDTH_5 }> as Parameters>::COUNT
            + <Dense<{ Residuals::WIDTH_5 }, 32> as Parameters>::COUNT;
        ::core::assert!(layers == Residuals::PARAMS);
        layers
    };
    const ZERO: Self = Self::zeroed();
    fn visit_layers(
        path: &LayerPath<'_>,
        visit: &mut dyn ::core::ops::FnMut(&LayerPath<'_>, &LayerInfo),
    ) {
        let block1 = LayerPath {
            parent: ::core::option::Option::Some(path),
            name: "0",
            label: "",
        };
        visit(
            &block1,
            &LayerInfo {
                name: "l1_1",
                inputs: 32,
                units: 64,
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
                name: "l1_2",
                inputs: 64,
                units: 32,
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
        let block2 = LayerPath {
            parent: ::core::option::Option::Some(path),
            name: "1",
            label: "",
        };
        visit(
            &block2,
            &LayerInfo {
                name: "l1_3",
                inputs: 32,
                units: 64,
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
            &block2,
            &LayerInfo {
                name: "l1_4",
                inputs: 64,
                units: 32,
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
        let block3 = LayerPath {
            parent: ::core::option::Option::Some(path),
            name: "2",
            label: "",
        };
        visit(
            &block3,
            &LayerInfo {
                name: "l2_1",
                inputs: 32,
                units: Residuals::WIDTH_5,
                bias: true,
                activation: "silu",
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
            &block3,
            &LayerInfo {
                name: "l2_2",
                inputs: Residuals::WIDTH_5,
                units: 32,
                bias: true,
                activation: "tanh",
                initialization: Initialization::Xavier,
                bias_initialization: Initialization::Zeros,
                dropout: 0.0,
                frozen: false,
                module: 2,
                begins: 0,
                ends: 1,
            },
        );
    }
}

#[automatically_derived]
impl ::core::fmt::Debug for Residuals {
    fn fmt(
        &self,
        #[cfg(doc)]
        formatter: &mut ::core::fmt::Formatter<'_>,
        #[cfg(not(doc))]
        formatter: &mut ::core::fmt::Formatter<'_>,
    ) -> ::core::fmt::Result {
        describe::<Self>("Residuals", formatter)
    }
}

implement_serde! {
    Residuals
}

#[doc(hidden)]
#[automatically_derived]
impl Shape for Residuals {
    type Inputs = ::mlp::typenum::U32;
    type Outputs = ::mlp::typenum::U32;
    type Params = <<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<::mlp::typenum::UTerm as Push<
        { (Residuals::PARAMS >> 31usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 30usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 29usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 28usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 27usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 26usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 25usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 24usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 23usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 22usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 21usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 20usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 19usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 18usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 17usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 16usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 15usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 14usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 13usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 12usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 11usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 10usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 9usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 8usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 7usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 6usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 5usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 4usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 3usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 2usize) & 1 == 1 },
    >>::Out as Push<
        { (Residuals::PARAMS >> 1usize) & 1 == 1 },
    >>::Out as Push<{ (Residuals::PARAMS >> 0usize) & 1 == 1 }>>::Out;
}

#[automatically_derived]
impl Model for Residuals {
    type Input = [f32; 32];
    type Output = [f32; 32];
    type Last = activation::Identity;
    const MULTIPLY_ADDS: usize = ((8192 + (32 * Residuals::WIDTH_5))
        + (Residuals::WIDTH_5 * 32));
    const TAPE: usize = (((192 + Residuals::WIDTH_5) + Residuals::WIDTH_5) + 32);
    const WIDEST: usize = largest(&[64, 32, 64, 32, Residuals::WIDTH_5, 32]);
    const DROPOUT: bool = false;
    #[cfg(not(debug_assertions))]
    #[inline]
    fn forward_single(&self, input: &[f32; 32]) -> [f32; 32] {
        fixed::forward(self, input)
    }
    #[cfg(debug_assertions)]
    #[inline]
    fn forward_single(&self, input: &[f32; 32]) -> [f32; 32] {
        let y0 = input;
        let mut y1 = [0.0; 64];
        single::dense(&self.l1_1, &y0[..], &mut y1);
        single::activate(activation::Relu, &mut y1);
        let mut y2 = [0.0; 32];
        single::dense(&self.l1_2, &y1[..], &mut y2);
        single::activate(activation::Identity, &mut y2);
        single::add(&y0[..], &mut y2);
        let mut y3 = [0.0; 64];
        single::dense(&self.l1_3, &y2[..], &mut y3);
        single::activate(activation::Relu, &mut y3);
        let mut y4 = [0.0; 32];
        single::dense(&self.l1_4, &y3[..], &mut y4);
        single::activate(activation::Identity, &mut y4);
        single::add(&y2[..], &mut y4);
        let mut y5 = [0.0; Residuals::WIDTH_5];
        single::dense(&self.l2_1, &y4[..], &mut y5);
        single::activate(activation::Silu, &mut y5);
        let mut y6 = [0.0; 32];
        single::dense(&self.l2_2, &y5[..], &mut y6);
        single::activate_last(activation::Tanh, &mut y6);
        single::add(&y4[..], &mut y6);
        y6
    }
    #[cfg(not(debug_assertions))]
    #[inline(always)]
    fn forward_fixed<I: InstructionSet>(
        &self,
        set: I,
        y0: &[f32; 32],
        z: &mut [f32; 32],
    ) {
        let mut y1 = fixed::Values::new();
        let y1 = fixed::hidden(set, &self.l1_1, activation::Relu, y0, &mut y1);
        let mut y2 = fixed::Values::new();
        let y2 = fixed::hidden(set, &self.l1_2, activation::Identity, &*y1, &mut y2);
        fixed::add(y0, y2);
        let mut y3 = fixed::Values::new();
        let y3 = fixed::hidden(set, &self.l1_3, activation::Relu, &*y2, &mut y3);
        let mut y4 = fixed::Values::new();
        let y4 = fixed::hidden(set, &self.l1_4, activation::Identity, &*y3, &mut y4);
        fixed::add(&*y2, y4);
        let mut y5 = fixed::Values::new();
        let y5 = fixed::hidden(set, &self.l2_1, activation::Silu, &*y4, &mut y5);
        fixed::dense(set, &self.l2_2, activation::Tanh, &*y5, z);
        fixed::add(&*y4, z);
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
        let (y1, tape) = ForwardPass::rows(pass, tape, 64);
        ForwardPass::dense(pass, &self.l1_1, y0, y1);
        ForwardPass::activate(pass, activation::Elementwise::Relu, y1);
        let (y2, tape) = ForwardPass::rows(pass, tape, 32);
        ForwardPass::dense(pass, &self.l1_2, y1, y2);
        ForwardPass::activate(pass, activation::Elementwise::Identity, y2);
        ForwardPass::add(pass, y0, y2);
        let (y3, tape) = ForwardPass::rows(pass, tape, 64);
        ForwardPass::dense(pass, &self.l1_3, y2, y3);
        ForwardPass::activate(pass, activation::Elementwise::Relu, y3);
        let (y4, tape) = ForwardPass::rows(pass, tape, 32);
        ForwardPass::dense(pass, &self.l1_4, y3, y4);
        ForwardPass::activate(pass, activation::Elementwise::Identity, y4);
        ForwardPass::add(pass, y2, y4);
        let (y5, tape) = ForwardPass::rows(pass, tape, Residuals::WIDTH_5);
        let (s5, tape) = ForwardPass::rows(pass, tape, Residuals::WIDTH_5);
        ForwardPass::dense(pass, &self.l2_1, y4, y5);
        ForwardPass::activate_keeping(pass, activation::Silu, y5, s5);
        let (s6, tape) = ForwardPass::rows(pass, tape, 32);
        end_of_tape(tape);
        ForwardPass::dense(pass, &self.l2_2, y5, z);
        ForwardPass::activate_keeping(pass, activation::Tanh, z, s6);
        ForwardPass::add(pass, y4, z);
    }
    fn backward_matrix(
        pass: &mut BackwardPass<'_>,
        y0: &mut [f32],
        tape: &mut [f32],
        d: &mut [f32],
        inputs: InputDerivatives,
    ) {
        let (y1, tape) = BackwardPass::rows(pass, tape, 64);
        let (y2, tape) = BackwardPass::rows(pass, tape, 32);
        let (y3, tape) = BackwardPass::rows(pass, tape, 64);
        let (y4, tape) = BackwardPass::rows(pass, tape, 32);
        let (y5, tape) = BackwardPass::rows(pass, tape, Residuals::WIDTH_5);
        let (s5, tape) = BackwardPass::rows(pass, tape, Residuals::WIDTH_5);
        let (s6, tape) = BackwardPass::rows(pass, tape, 32);
        end_of_tape(tape);
        BackwardPass::multiply(pass, d, s6);
        BackwardPass::dense::<
            Dense<{ Residuals::WIDTH_5 }, 32>,
        >(
            pass,
            (8384 + ((32 * Residuals::WIDTH_5) + Residuals::WIDTH_5)),
            y5,
            s6,
            Upstream::stored(s5),
        );
        BackwardPass::dense::<
            Dense<32, { Residuals::WIDTH_5 }>,
        >(pass, 8384, y4, y5, Upstream::inputs(InputDerivatives::Wanted));
        BackwardPass::add(pass, d, y4);
        BackwardPass::dense::<
            Dense<64, 32>,
        >(pass, 6304, y3, y4, Upstream::through(activation::Elementwise::Relu));
        BackwardPass::dense::<
            Dense<32, 64>,
        >(pass, 4192, y2, y3, Upstream::inputs(InputDerivatives::Wanted));
        BackwardPass::add(pass, y4, y2);
        BackwardPass::dense::<
            Dense<64, 32>,
        >(pass, 2112, y1, y2, Upstream::through(activation::Elementwise::Relu));
        BackwardPass::dense::<Dense<32, 64>>(pass, 0, y0, y1, Upstream::inputs(inputs));
        if inputs == InputDerivatives::Wanted {
            BackwardPass::add(pass, y2, y0);
        }
    }
}

#[automatically_derived]
#[doc(hidden)]
impl Compiled for Residuals {}
