// mlp! {
//     struct Outer: 32 => 20 relu => encoder: net(a::Encoder) => 10 softmax
// }
//
// Names without a path are those of `::mlp::__private::`; locals begin with `__mlp_`, left out here.

/// A multilayer perceptron: `32 => 20 relu => net(a::Encoder) => 10 softmax`
///
#[cfg_attr(
    doc,
    doc = "<div style=\"overflow-x:auto\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"32 =&gt; 20 relu =&gt; net(a::Encoder) =&gt; 10 softmax\" width=\"416\" height=\"164\" viewBox=\"0 0 416 164\" fill=\"currentColor\" font-size=\"13\" text-anchor=\"middle\">\n<path stroke=\"currentColor\" stroke-opacity=\"0.3\" d=\"M52 10L156 10M52 10L156 30M52 10L156 50M52 10L156 90M52 10L156 110M52 30L156 10M52 30L156 30M52 30L156 50M52 30L156 90M52 30L156 110M52 50L156 10M52 50L156 30M52 50L156 50M52 50L156 90M52 50L156 110M52 90L156 10M52 90L156 30M52 90L156 50M52 90L156 90M52 90L156 110M52 110L156 10M52 110L156 30M52 110L156 50M52 110L156 90M52 110L156 110M156 10L260 10M156 10L260 30M156 10L260 50M156 10L260 90M156 10L260 110M156 30L260 10M156 30L260 30M156 30L260 50M156 30L260 90M156 30L260 110M156 50L260 10M156 50L260 30M156 50L260 50M156 50L260 90M156 50L260 110M156 90L260 10M156 90L260 30M156 90L260 50M156 90L260 90M156 90L260 110M156 110L260 10M156 110L260 30M156 110L260 50M156 110L260 90M156 110L260 110M260 10L364 10M260 10L364 30M260 10L364 50M260 10L364 90M260 10L364 110M260 30L364 10M260 30L364 30M260 30L364 50M260 30L364 90M260 30L364 110M260 50L364 10M260 50L364 30M260 50L364 50M260 50L364 90M260 50L364 110M260 90L364 10M260 90L364 30M260 90L364 50M260 90L364 90M260 90L364 110M260 110L364 10M260 110L364 30M260 110L364 50M260 110L364 90M260 110L364 110\"/>\n<circle cx=\"52\" cy=\"10\" r=\"5\"/><circle cx=\"52\" cy=\"30\" r=\"5\"/><circle cx=\"52\" cy=\"50\" r=\"5\"/><circle cx=\"52\" cy=\"90\" r=\"5\"/><circle cx=\"52\" cy=\"110\" r=\"5\"/><text x=\"52\" y=\"75\">&#8942;</text><text x=\"52\" y=\"138\" font-weight=\"bold\">32</text><text x=\"52\" y=\"156\">inputs</text>\n<circle cx=\"156\" cy=\"10\" r=\"5\"/><circle cx=\"156\" cy=\"30\" r=\"5\"/><circle cx=\"156\" cy=\"50\" r=\"5\"/><circle cx=\"156\" cy=\"90\" r=\"5\"/><circle cx=\"156\" cy=\"110\" r=\"5\"/><text x=\"156\" y=\"75\">&#8942;</text><text x=\"156\" y=\"138\" font-weight=\"bold\">20</text><text x=\"156\" y=\"156\">relu</text>\n<circle cx=\"260\" cy=\"10\" r=\"5\"/><circle cx=\"260\" cy=\"30\" r=\"5\"/><circle cx=\"260\" cy=\"50\" r=\"5\"/><circle cx=\"260\" cy=\"90\" r=\"5\"/><circle cx=\"260\" cy=\"110\" r=\"5\"/><text x=\"260\" y=\"75\">&#8942;</text><text x=\"260\" y=\"138\" font-weight=\"bold\">net(a::Enco...</text><text x=\"260\" y=\"156\">network</text>\n<circle cx=\"364\" cy=\"10\" r=\"5\"/><circle cx=\"364\" cy=\"30\" r=\"5\"/><circle cx=\"364\" cy=\"50\" r=\"5\"/><circle cx=\"364\" cy=\"90\" r=\"5\"/><circle cx=\"364\" cy=\"110\" r=\"5\"/><text x=\"364\" y=\"75\">&#8942;</text><text x=\"364\" y=\"138\" font-weight=\"bold\">10</text><text x=\"364\" y=\"156\">softmax</text>\n</svg></div>"
)]
///
/**| layer | shape | activation | parameters | multiply-adds |
|---|---|---|---:|---:|
| `l1` | 32 => 20 | relu | 660 | 640 |
| `encoder` | 20 => `net(a::Encoder)` | a network | `a::Encoder::PARAMS` | `a::Encoder::MACS` |
| `l3` | `net(a::Encoder)` => 10 | softmax | `(a::Encoder::OUTPUTS + 1) * 10` | `a::Encoder::OUTPUTS * 10` |
| all | 32 => 10 |  | `PARAMS` | `MACS` |*/
#[repr(C)]
struct Outer {
    /// Layer 1: 32 inputs, 20 units, relu.
    l1: Dense<32, 20>,
    /// Layer 2: the network `net(a::Encoder)`.
    encoder: a::Encoder,
    #[cfg(doc)]
    /// Layer 3: `net(a::Encoder)` inputs, 10 units, softmax.
    l3: Dense<{ <a::Encoder as ::mlp::Network>::OUTPUTS }, 10>,
    #[cfg(not(doc))]
    /// Layer 3: `net(a::Encoder)` inputs, 10 units, softmax.
    l3: Dense<{ Outer::WIDTH_2 }, 10>,
}

impl Outer {
    #[doc(hidden)]
    const WIDTH_2: ::core::primitive::usize = <a::Encoder as Nested>::OUTPUTS;
}

const _: () = network_inputs("a::Encoder", <a::Encoder as Nested>::INPUTS, 20);

const _: () = ::core::assert!(
    Outer::PARAMS <= 2147483648,
    "this network has more than 2^31 parameters, which is the limit"
);

impl Outer {
    /// The number of inputs.
    const INPUTS: usize = 32;
    /// The number of outputs.
    const OUTPUTS: usize = 10;
    /// The number of parameters: all weights and biases.
    const PARAMS: usize = ((660 + <a::Encoder as Nested>::COUNT)
        + ((Outer::WIDTH_2 * 10) + 10));
    /// The number of multiply-adds in one forward pass.
    const MACS: usize = ((640 + <a::Encoder as Nested>::MACS) + (Outer::WIDTH_2 * 10));
    /// Returns a network whose parameters are all zero.
    #[must_use]
    const fn zeroed() -> Self {
        Self {
            l1: Dense::zeroed(),
            encoder: <a::Encoder as Nested>::ZERO,
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
        params: &[f32; Outer::PARAMS],
        #[cfg(not(doc))]
        params: &[f32; Outer::PARAMS],
    ) -> Self {
        let mut net = Self::zeroed();
        *Self::params_mut(&mut net) = *params;
        net
    }
    /// Returns all parameters in the order of the declaration: for each layer weights, then biases.
    #[must_use]
    fn params(&self) -> &[f32; Outer::PARAMS] {
        parameters(self)
    }
    /// Returns all parameters, to change them.
    #[must_use]
    fn params_mut(&mut self) -> &mut [f32; Outer::PARAMS] {
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
    ) -> [f32; 10] {
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
        outputs: &mut [[f32; 10]],
        #[cfg(not(doc))]
        outputs: &mut [[f32; 10]],
    ) {
        Network::forward_batch(self, inputs, outputs);
    }
}

const _: fn() -> Outer = Outer::zeroed;

#[automatically_derived]
impl ::core::clone::Clone for Outer {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            l1: ::core::clone::Clone::clone(&self.l1),
            encoder: <a::Encoder as Nested>::duplicate(&self.encoder),
            l3: ::core::clone::Clone::clone(&self.l3),
        }
    }
}

#[automatically_derived]
unsafe impl Parameters for Outer {
    const COUNT: usize = {
        let layers = <Dense<32, 20> as Parameters>::COUNT + <a::Encoder as Nested>::COUNT
            + <Dense<{ Outer::WIDTH_2 }, 10> as Parameters>::COUNT;
        ::core::assert!(layers == Outer::PARAMS);
        layers
    };
    const ZERO: Self = Self::zeroed();
    const FROZEN: bool = <a::Encoder as Nested>::FROZEN;
    fn visit_layers(
        path: &LayerPath<'_>,
        visit: &mut dyn ::core::ops::FnMut(&LayerPath<'_>, &LayerInfo),
    ) {
        visit(
            path,
            &LayerInfo {
                name: "l1",
                inputs: 32,
                units: 20,
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
        <a::Encoder as Nested>::visit(
            &LayerPath {
                parent: ::core::option::Option::Some(path),
                name: "2",
                label: "encoder",
            },
            [0, 0],
            false,
            visit,
        );
        visit(
            path,
            &LayerInfo {
                name: "l3",
                inputs: Outer::WIDTH_2,
                units: 10,
                bias: true,
                activation: "softmax",
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
impl ::core::fmt::Debug for Outer {
    fn fmt(
        &self,
        #[cfg(doc)]
        formatter: &mut ::core::fmt::Formatter<'_>,
        #[cfg(not(doc))]
        formatter: &mut ::core::fmt::Formatter<'_>,
    ) -> ::core::fmt::Result {
        describe::<Self>("Outer", formatter)
    }
}

implement_serde! {
    Outer
}

#[doc(hidden)]
#[automatically_derived]
impl Shape for Outer {
    type Inputs = ::mlp::typenum::U32;
    type Outputs = ::mlp::typenum::U10;
    type Params = <<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<::mlp::typenum::UTerm as Push<
        { (Outer::PARAMS >> 31usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 30usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 29usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 28usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 27usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 26usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 25usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 24usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 23usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 22usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 21usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 20usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 19usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 18usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 17usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 16usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 15usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 14usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 13usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 12usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 11usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 10usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 9usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 8usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 7usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 6usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 5usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 4usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 3usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 2usize) & 1 == 1 },
    >>::Out as Push<
        { (Outer::PARAMS >> 1usize) & 1 == 1 },
    >>::Out as Push<{ (Outer::PARAMS >> 0usize) & 1 == 1 }>>::Out;
}

#[automatically_derived]
impl Model for Outer {
    type Input = [f32; 32];
    type Output = [f32; 10];
    type Last = activation::Softmax;
    const MULTIPLY_ADDS: usize = ((640 + <a::Encoder as Nested>::MACS)
        + (Outer::WIDTH_2 * 10));
    const TAPE: usize = ((((40 + <a::Encoder as Nested>::TAPE) + Outer::WIDTH_2)
        + Outer::WIDTH_2) + Outer::WIDTH_2);
    const WIDEST: usize = largest(&[20, <a::Encoder as Nested>::WIDEST, 10]);
    const DROPOUT: bool = false || <a::Encoder as Nested>::DROPOUT;
    const BY_SAMPLE: bool = <a::Encoder as Nested>::BY_SAMPLE;
    #[cfg(not(debug_assertions))]
    #[inline]
    fn forward_single(&self, input: &[f32; 32]) -> [f32; 10] {
        fixed::forward(self, input)
    }
    #[cfg(debug_assertions)]
    #[inline]
    fn forward_single(&self, input: &[f32; 32]) -> [f32; 10] {
        let y0 = input;
        let mut y1 = [0.0; 20];
        single::dense(&self.l1, &y0[..], &mut y1);
        single::activate(activation::Relu, &mut y1);
        let mut y2 = [0.0; Outer::WIDTH_2];
        <a::Encoder as Nested>::answer(&self.encoder, &y1[..], &mut y2);
        let mut y3 = [0.0; 10];
        single::dense(&self.l3, &y2[..], &mut y3);
        single::activate_last(activation::Softmax, &mut y3);
        y3
    }
    #[cfg(not(debug_assertions))]
    #[inline(always)]
    fn forward_fixed<I: InstructionSet>(
        &self,
        set: I,
        y0: &[f32; 32],
        z: &mut [f32; 10],
    ) {
        let mut y1 = fixed::Values::new();
        let y1 = fixed::hidden(set, &self.l1, activation::Relu, y0, &mut y1);
        let mut y2 = fixed::Values::new();
        let y2 = y2.write([0.0; Outer::WIDTH_2]);
        <a::Encoder as Nested>::answer_fixed(&self.encoder, set, &*y1, y2);
        fixed::dense(set, &self.l3, activation::Identity, &*y2, z);
        fixed::softmax(set, z);
    }
    #[inline]
    fn last() -> activation::Softmax {
        activation::Softmax
    }
    fn forward_matrix(
        &self,
        pass: &mut ForwardPass<'_>,
        y0: &[f32],
        tape: &mut [f32],
        z: &mut [f32],
    ) {
        let (y1, tape) = ForwardPass::rows(pass, tape, 20);
        let (s1, tape) = ForwardPass::rows(pass, tape, 20);
        ForwardPass::dense(pass, &self.l1, y0, y1);
        ForwardPass::activate_keeping(pass, activation::Relu, y1, s1);
        let (t2, tape) = ForwardPass::rows(pass, tape, <a::Encoder as Nested>::TAPE);
        let (z2, tape) = ForwardPass::rows(pass, tape, Outer::WIDTH_2);
        let (v2, tape) = ForwardPass::rows(pass, tape, Outer::WIDTH_2);
        let (y2, tape) = ForwardPass::rows(pass, tape, Outer::WIDTH_2);
        <a::Encoder as Nested>::forward(&self.encoder, pass, 2, y1, t2, z2);
        <a::Encoder as Nested>::activate(pass, z2, v2, y2);
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
        let (y1, tape) = BackwardPass::rows(pass, tape, 20);
        let (s1, tape) = BackwardPass::rows(pass, tape, 20);
        let (t2, tape) = BackwardPass::rows(pass, tape, <a::Encoder as Nested>::TAPE);
        let (z2, tape) = BackwardPass::rows(pass, tape, Outer::WIDTH_2);
        let (v2, tape) = BackwardPass::rows(pass, tape, Outer::WIDTH_2);
        let (y2, tape) = BackwardPass::rows(pass, tape, Outer::WIDTH_2);
        end_of_tape(tape);
        BackwardPass::dense::<
            Dense<{ Outer::WIDTH_2 }, 10>,
        >(
            pass,
            (660 + <a::Encoder as Nested>::COUNT),
            y2,
            d,
            Upstream::inputs(InputDerivatives::Wanted),
        );
        <a::Encoder as Nested>::activate_backward(pass, z2, v2, y2);
        <a::Encoder as Nested>::backward(
            pass,
            660,
            y1,
            t2,
            y2,
            InputDerivatives::Wanted,
        );
        BackwardPass::multiply(pass, s1, y1);
        BackwardPass::dense::<Dense<32, 20>>(pass, 0, y0, y1, Upstream::inputs(inputs));
    }
}

#[automatically_derived]
#[doc(hidden)]
impl Compiled for Outer {}
