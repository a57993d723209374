// mlp! {
//     pub struct Penguins:
//         { island: one_of(Biscoe, Dream), /** in mm */ bill: 30..60, female: bool } => 16 tanh =>
//         { species: softmax(Adelie, Gentoo), mass: 2700..6300 }
// }
//
// Names without a path are those of `::mlp::__private::`; locals begin with `__mlp_`, left out here.

/// A multilayer perceptron: `{ island: one_of(Biscoe, Dream), bill: 30..60, female: bool } => 16 tanh => { species: softmax(Adelie, Gentoo), mass: 2700..6300 }`
///
#[cfg_attr(
    doc,
    doc = "<div style=\"overflow-x:auto\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{ island: one_of(Biscoe, Dream), bill: 30..60, female: bool } =&gt; 16 tanh =&gt; { species: softmax(Adelie, Gentoo), mass: 2700..6300 }\" width=\"312\" height=\"164\" viewBox=\"0 0 312 164\" fill=\"currentColor\" font-size=\"13\" text-anchor=\"middle\">\n<path stroke=\"currentColor\" stroke-opacity=\"0.3\" d=\"M52 30L156 10M52 30L156 30M52 30L156 50M52 30L156 90M52 30L156 110M52 50L156 10M52 50L156 30M52 50L156 50M52 50L156 90M52 50L156 110M52 70L156 10M52 70L156 30M52 70L156 50M52 70L156 90M52 70L156 110M52 90L156 10M52 90L156 30M52 90L156 50M52 90L156 90M52 90L156 110M156 10L260 40M156 10L260 60M156 10L260 80M156 30L260 40M156 30L260 60M156 30L260 80M156 50L260 40M156 50L260 60M156 50L260 80M156 90L260 40M156 90L260 60M156 90L260 80M156 110L260 40M156 110L260 60M156 110L260 80\"/>\n<circle cx=\"52\" cy=\"30\" r=\"5\"/><circle cx=\"52\" cy=\"50\" r=\"5\"/><circle cx=\"52\" cy=\"70\" r=\"5\"/><circle cx=\"52\" cy=\"90\" r=\"5\"/><text x=\"52\" y=\"138\" font-weight=\"bold\">4</text><text x=\"52\" y=\"156\">inputs</text>\n<circle cx=\"156\" cy=\"10\" r=\"5\"/><circle cx=\"156\" cy=\"30\" r=\"5\"/><circle cx=\"156\" cy=\"50\" r=\"5\"/><circle cx=\"156\" cy=\"90\" r=\"5\"/><circle cx=\"156\" cy=\"110\" r=\"5\"/><text x=\"156\" y=\"75\">&#8942;</text><text x=\"156\" y=\"138\" font-weight=\"bold\">16</text><text x=\"156\" y=\"156\">tanh</text>\n<circle cx=\"260\" cy=\"40\" r=\"5\"/><circle cx=\"260\" cy=\"60\" r=\"5\"/><circle cx=\"260\" cy=\"80\" r=\"5\"/><text x=\"260\" y=\"138\" font-weight=\"bold\">3</text><text x=\"260\" y=\"156\">outputs</text>\n</svg></div>"
)]
///
/**| layer | shape | activation | parameters | multiply-adds |
|---|---|---|---:|---:|
| `l1` | 4 => 16 | tanh | 80 | 64 |
| `l2` | 16 => 3 | one for each output | 51 | 48 |
| all | 4 => 3 |  | 131 | 112 |

| input | kind | meaning |
|---|---|---|
| `island` | `one_of(Biscoe, Dream)` |  |
| `bill` | `30..60` | in mm |
| `female` | `bool` |  |

| output | kind | meaning |
|---|---|---|
| `species` | `softmax(Adelie, Gentoo)` |  |
| `mass` | `2700..6300` |  |*/
#[derive(::core::clone::Clone)]
#[repr(C)]
pub struct Penguins {
    /// Layer 1: 4 inputs, 16 units, tanh.
    pub l1: Dense<4, 16>,
    /// Layer 2: 16 inputs, 3 units, one for each output.
    pub l2: Dense<16, 3>,
}

impl Penguins {
    /// The number of inputs.
    pub const INPUTS: usize = 4;
    /// The number of outputs.
    pub const OUTPUTS: usize = 3;
    /// The number of parameters: all weights and biases.
    pub const PARAMS: usize = 131;
    /// The number of multiply-adds in one forward pass.
    pub const MACS: usize = 112;
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
        params: &[f32; 131],
        #[cfg(not(doc))]
        params: &[f32; 131],
    ) -> Self {
        let mut net = Self::zeroed();
        *Self::params_mut(&mut net) = *params;
        net
    }
    /// Returns all parameters in the order of the declaration: for each layer weights, then biases.
    #[must_use]
    pub fn params(&self) -> &[f32; 131] {
        parameters(self)
    }
    /// Returns all parameters, to change them.
    #[must_use]
    pub fn params_mut(&mut self) -> &mut [f32; 131] {
        parameters_mut(self)
    }
    /// Returns the outputs for one sample.
    #[doc(alias = "predict")]
    #[must_use]
    #[inline]
    pub fn forward(
        &self,
        #[cfg(doc)]
        input: &[f32; 4],
        #[cfg(not(doc))]
        input: &[f32; 4],
    ) -> [f32; 3] {
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
        inputs: &[[f32; 4]],
        #[cfg(not(doc))]
        inputs: &[[f32; 4]],
        #[cfg(doc)]
        outputs: &mut [[f32; 3]],
        #[cfg(not(doc))]
        outputs: &mut [[f32; 3]],
    ) {
        Network::forward_batch(self, inputs, outputs);
    }
}

const _: fn() -> Penguins = Penguins::zeroed;

#[automatically_derived]
unsafe impl Parameters for Penguins {
    const COUNT: usize = {
        let layers = <Dense<4, 16> as Parameters>::COUNT
            + <Dense<16, 3> as Parameters>::COUNT;
        ::core::assert!(layers == 131);
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
                inputs: 4,
                units: 16,
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
        visit(
            path,
            &LayerInfo {
                name: "l2",
                inputs: 16,
                units: 3,
                bias: true,
                activation: "{ species: softmax(Adelie, Gentoo), mass: 2700..6300 }",
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
impl ::core::fmt::Debug for Penguins {
    fn fmt(
        &self,
        #[cfg(doc)]
        formatter: &mut ::core::fmt::Formatter<'_>,
        #[cfg(not(doc))]
        formatter: &mut ::core::fmt::Formatter<'_>,
    ) -> ::core::fmt::Result {
        describe::<Self>("Penguins", formatter)
    }
}

implement_serde! {
    Penguins
}

#[doc(hidden)]
#[automatically_derived]
impl Shape for Penguins {
    type Inputs = ::mlp::typenum::U4;
    type Outputs = ::mlp::typenum::U3;
    type Params = ::mlp::typenum::U131;
}

#[automatically_derived]
impl Model for Penguins {
    type Input = [f32; 4];
    type Output = [f32; 3];
    type Last = ends::NamedOutputs<<Penguins as ends::NamedEnds>::Answer>;
    const MULTIPLY_ADDS: usize = 112;
    const TAPE: usize = 16;
    const WIDEST: usize = 16;
    const DROPOUT: bool = false;
    const ENDS: ends::Schema = ends::Schema {
        inputs: <<Penguins as ends::NamedEnds>::Record as ends::Fields>::FIELDS,
        outputs: <<Penguins as ends::NamedEnds>::Answer as ends::Fields>::FIELDS,
    };
    #[cfg(not(debug_assertions))]
    #[inline]
    fn forward_single(&self, input: &[f32; 4]) -> [f32; 3] {
        fixed::forward(self, input)
    }
    #[cfg(debug_assertions)]
    #[inline]
    fn forward_single(&self, input: &[f32; 4]) -> [f32; 3] {
        let y0 = input;
        let mut y1 = [0.0; 16];
        single::dense(&self.l1, &y0[..], &mut y1);
        single::activate(activation::Tanh, &mut y1);
        let mut y2 = [0.0; 3];
        single::dense(&self.l2, &y1[..], &mut y2);
        single::activate_last(
            ends::NamedOutputs::<<Penguins as ends::NamedEnds>::Answer>::new(),
            &mut y2,
        );
        y2
    }
    #[cfg(not(debug_assertions))]
    #[inline(always)]
    fn forward_fixed<I: InstructionSet>(&self, set: I, y0: &[f32; 4], z: &mut [f32; 3]) {
        let mut y1 = fixed::Values::new();
        let y1 = fixed::hidden(set, &self.l1, activation::Tanh, y0, &mut y1);
        fixed::dense(set, &self.l2, activation::Identity, &*y1, z);
        fixed::activate_last(
            ends::NamedOutputs::<<Penguins as ends::NamedEnds>::Answer>::new(),
            z,
        );
    }
    #[inline]
    fn last() -> ends::NamedOutputs<<Penguins as ends::NamedEnds>::Answer> {
        ends::NamedOutputs::<<Penguins as ends::NamedEnds>::Answer>::new()
    }
    fn forward_matrix(
        &self,
        pass: &mut ForwardPass<'_>,
        y0: &[f32],
        tape: &mut [f32],
        z: &mut [f32],
    ) {
        let (y1, tape) = ForwardPass::rows(pass, tape, 16);
        ForwardPass::dense(pass, &self.l1, y0, y1);
        ForwardPass::activate(pass, activation::Elementwise::Tanh, y1);
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
        let (y1, tape) = BackwardPass::rows(pass, tape, 16);
        end_of_tape(tape);
        BackwardPass::dense::<
            Dense<16, 3>,
        >(pass, 80, y1, d, Upstream::through(activation::Elementwise::Tanh));
        BackwardPass::dense::<Dense<4, 16>>(pass, 0, y0, y1, Upstream::inputs(inputs));
    }
}

#[automatically_derived]
#[doc(hidden)]
impl Compiled for Penguins {
    #[cfg(not(debug_assertions))]
    const GRADIENT: CompiledGradient = CompiledGradient::Always;
    #[cfg(not(debug_assertions))]
    #[inline(always)]
    fn compiled_gradient<L: Loss<Self>>(
        &self,
        loss: L,
        inputs: &[[f32; 4]],
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
        inputs: &[[f32; 4]],
        targets: &[L::Target],
    ) -> ::core::option::Option<f32> {
        ::core::option::Option::Some(unrolled::loss(self, loss, inputs, targets))
    }
    #[cfg(not(debug_assertions))]
    fn compiled_forward(&self, inputs: &[[f32; 4]], outputs: &mut [[f32; 3]]) -> bool {
        unrolled::forward_batch(self, inputs, outputs);
        true
    }
}

declare_ends! {

declare_values! {
    "::mlp::__private::serde" { #[doc = " The classes of `island` of [`Penguins`]."]
    #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug,
    ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash,)] pub enum
    PenguinsIsland { #[doc = " `Biscoe`"] Biscoe, #[doc = " `Dream`"] Dream, } }
}

impl PenguinsIsland {
    /// All classes in their order.
    pub const CLASSES: [Self; 2] = [Self::Biscoe, Self::Dream];
    /// Returns the name of the class, as in the declaration.
    #[must_use]
    pub const fn name(self) -> &'static ::core::primitive::str {
        match self {
            Self::Biscoe => "Biscoe",
            Self::Dream => "Dream",
        }
    }
}

#[automatically_derived]
impl ::core::fmt::Display for PenguinsIsland {
    fn fmt(
        &self,
        #[cfg(doc)]
        formatter: &mut ::core::fmt::Formatter<'_>,
        #[cfg(not(doc))]
        formatter: &mut ::core::fmt::Formatter<'_>,
    ) -> ::core::fmt::Result {
        ::core::fmt::Formatter::write_str(formatter, Self::name(*self))
    }
}

#[automatically_derived]
impl ends::Value for PenguinsIsland {
    #[inline]
    fn encode(
        &self,
        _: &ends::Kind,
        #[cfg(doc)]
        values: &mut [f32],
        #[cfg(not(doc))]
        values: &mut [f32],
    ) {
        ends::encode_class(*self as usize, values);
    }
    #[inline]
    fn decode(
        _: &ends::Kind,
        #[cfg(doc)]
        values: &[f32],
        #[cfg(not(doc))]
        values: &[f32],
    ) -> Self {
        Self::CLASSES[ends::largest_class(values)]
    }
}

declare_values! {
    "::mlp::__private::serde" { #[doc =
    " The inputs of [`Penguins`] for one sample, in the units of the declaration."]
    #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug,
    ::core::cmp::PartialEq)] pub struct PenguinsInput { #[doc =
    " `one_of(Biscoe, Dream)`"] pub island : PenguinsIsland, #[doc = " in mm "] #[doc =
    ""] #[doc = " `30..60`; values outside are possible"] pub bill : f32, #[doc =
    " `bool`"] pub female : bool, } }
}

impl PenguinsInput {
    /// Returns the names of the inputs outside of their ranges; of an input without a range, if it is not finite.
    ///
    /// The network answers all the same, but it has seen no such sample.
    pub fn out_of_range(
        &self,
    ) -> impl ::core::iter::Iterator<
        Item = &'static ::core::primitive::str,
    > + ::core::clone::Clone {
        ends::out_of_range(
            <Self as ends::Fields>::FIELDS,
            [
                ends::Value::fits(&self.island, &<Self as ends::Fields>::FIELDS[0].kind),
                ends::Value::fits(&self.bill, &<Self as ends::Fields>::FIELDS[1].kind),
                ends::Value::fits(&self.female, &<Self as ends::Fields>::FIELDS[2].kind),
            ],
        )
    }
}

#[automatically_derived]
impl ends::Fields for PenguinsInput {
    const FIELDS: &'static [ends::Field] = &[
        ends::Field {
            name: "island",
            kind: ends::Kind::OneOf(&["Biscoe", "Dream"]),
            length: ::core::option::Option::None,
        },
        ends::Field {
            name: "bill",
            kind: ends::Kind::Range {
                low: 30.0,
                high: 60.0,
            },
            length: ::core::option::Option::None,
        },
        ends::Field {
            name: "female",
            kind: ends::Kind::Bool,
            length: ::core::option::Option::None,
        },
    ];
}

#[automatically_derived]
impl ::core::convert::From<PenguinsInput> for [f32; 4] {
    fn from(
        #[cfg(doc)]
        record: PenguinsInput,
        #[cfg(not(doc))]
        record: PenguinsInput,
    ) -> Self {
        let mut values = [0.0; 4];
        ends::encode(
            &record.island,
            &<PenguinsInput as ends::Fields>::FIELDS[0],
            0,
            &mut values,
        );
        ends::encode(
            &record.bill,
            &<PenguinsInput as ends::Fields>::FIELDS[1],
            2,
            &mut values,
        );
        ends::encode(
            &record.female,
            &<PenguinsInput as ends::Fields>::FIELDS[2],
            3,
            &mut values,
        );
        values
    }
}

#[automatically_derived]
impl ::core::convert::From<[f32; 4]> for PenguinsInput {
    fn from(#[cfg(doc)] values: [f32; 4], #[cfg(not(doc))] values: [f32; 4]) -> Self {
        Self {
            island: ends::decode(
                &<PenguinsInput as ends::Fields>::FIELDS[0],
                0,
                &values,
            ),
            bill: ends::decode(&<PenguinsInput as ends::Fields>::FIELDS[1], 2, &values),
            female: ends::decode(&<PenguinsInput as ends::Fields>::FIELDS[2], 3, &values),
        }
    }
}

#[automatically_derived]
impl ends::Row for PenguinsInput {
    fn from_numbers(
        #[cfg(doc)]
        numbers: &[f32],
        #[cfg(not(doc))]
        numbers: &[f32],
    ) -> Self {
        Self {
            island: ends::from_numbers(
                &<PenguinsInput as ends::Fields>::FIELDS[0],
                0,
                numbers,
            ),
            bill: ends::from_numbers(
                &<PenguinsInput as ends::Fields>::FIELDS[1],
                2,
                numbers,
            ),
            female: ends::from_numbers(
                &<PenguinsInput as ends::Fields>::FIELDS[2],
                3,
                numbers,
            ),
        }
    }
    fn write_numbers(
        &self,
        #[cfg(doc)]
        numbers: &mut [f32],
        #[cfg(not(doc))]
        numbers: &mut [f32],
    ) {
        ends::write_numbers(
            &self.island,
            &<PenguinsInput as ends::Fields>::FIELDS[0],
            0,
            numbers,
        );
        ends::write_numbers(
            &self.bill,
            &<PenguinsInput as ends::Fields>::FIELDS[1],
            2,
            numbers,
        );
        ends::write_numbers(
            &self.female,
            &<PenguinsInput as ends::Fields>::FIELDS[2],
            3,
            numbers,
        );
    }
}

declare_values! {
    "::mlp::__private::serde" { #[doc = " The classes of `species` of [`Penguins`]."]
    #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug,
    ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash,)] pub enum
    PenguinsSpecies { #[doc = " `Adelie`"] Adelie, #[doc = " `Gentoo`"] Gentoo, } }
}

impl PenguinsSpecies {
    /// All classes in their order.
    pub const CLASSES: [Self; 2] = [Self::Adelie, Self::Gentoo];
    /// Returns the name of the class, as in the declaration.
    #[must_use]
    pub const fn name(self) -> &'static ::core::primitive::str {
        match self {
            Self::Adelie => "Adelie",
            Self::Gentoo => "Gentoo",
        }
    }
}

#[automatically_derived]
impl ::core::fmt::Display for PenguinsSpecies {
    fn fmt(
        &self,
        #[cfg(doc)]
        formatter: &mut ::core::fmt::Formatter<'_>,
        #[cfg(not(doc))]
        formatter: &mut ::core::fmt::Formatter<'_>,
    ) -> ::core::fmt::Result {
        ::core::fmt::Formatter::write_str(formatter, Self::name(*self))
    }
}

#[automatically_derived]
impl ends::Value for PenguinsSpecies {
    #[inline]
    fn encode(
        &self,
        _: &ends::Kind,
        #[cfg(doc)]
        values: &mut [f32],
        #[cfg(not(doc))]
        values: &mut [f32],
    ) {
        ends::encode_class(*self as usize, values);
    }
    #[inline]
    fn decode(
        _: &ends::Kind,
        #[cfg(doc)]
        values: &[f32],
        #[cfg(not(doc))]
        values: &[f32],
    ) -> Self {
        Self::CLASSES[ends::largest_class(values)]
    }
}

declare_values! {
    "::mlp::__private::serde" { #[doc =
    " The answer of [`Penguins`] for one sample, in the units of the declaration."]
    #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug,
    ::core::cmp::PartialEq)] pub struct PenguinsOutput { #[doc =
    " `softmax(Adelie, Gentoo)`: the probability of each class"] pub species : [f32; 2],
    #[doc = " `2700..6300`"] pub mass : f32, } }
}

impl PenguinsOutput {
    /// Returns the most probable class of `species`.
    #[must_use]
    pub fn species(&self) -> PenguinsSpecies {
        ends::Value::decode(&<Self as ends::Fields>::FIELDS[0].kind, &self.species)
    }
}

#[automatically_derived]
impl ends::Fields for PenguinsOutput {
    const FIELDS: &'static [ends::Field] = &[
        ends::Field {
            name: "species",
            kind: ends::Kind::Classes(&["Adelie", "Gentoo"]),
            length: ::core::option::Option::None,
        },
        ends::Field {
            name: "mass",
            kind: ends::Kind::Range {
                low: 2700.0,
                high: 6300.0,
            },
            length: ::core::option::Option::None,
        },
    ];
}

#[automatically_derived]
impl ::core::convert::From<PenguinsOutput> for [f32; 3] {
    fn from(
        #[cfg(doc)]
        record: PenguinsOutput,
        #[cfg(not(doc))]
        record: PenguinsOutput,
    ) -> Self {
        let mut values = [0.0; 3];
        ends::encode(
            &record.species,
            &<PenguinsOutput as ends::Fields>::FIELDS[0],
            0,
            &mut values,
        );
        ends::encode(
            &record.mass,
            &<PenguinsOutput as ends::Fields>::FIELDS[1],
            2,
            &mut values,
        );
        values
    }
}

#[automatically_derived]
impl ::core::convert::From<[f32; 3]> for PenguinsOutput {
    fn from(#[cfg(doc)] values: [f32; 3], #[cfg(not(doc))] values: [f32; 3]) -> Self {
        Self {
            species: ends::decode(
                &<PenguinsOutput as ends::Fields>::FIELDS[0],
                0,
                &values,
            ),
            mass: ends::decode(&<PenguinsOutput as ends::Fields>::FIELDS[1], 2, &values),
        }
    }
}

#[automatically_derived]
impl ends::Answer for PenguinsOutput {
    type Target = PenguinsTarget;
    type Losses = PenguinsLosses;
}

declare_values! {
    "::mlp::__private::serde" { #[doc =
    " The target of [`Penguins`] for one sample, in the units of the declaration."]
    #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug,
    ::core::cmp::PartialEq)] pub struct PenguinsTarget { #[doc =
    " `softmax(Adelie, Gentoo)`"] pub species : PenguinsSpecies, #[doc = " `2700..6300`"]
    pub mass : f32, } }
}

#[automatically_derived]
impl ends::Fields for PenguinsTarget {
    const FIELDS: &'static [ends::Field] = match () {
        () => <PenguinsOutput as ends::Fields>::FIELDS,
    };
}

#[automatically_derived]
impl ::core::convert::From<PenguinsTarget> for [f32; 3] {
    fn from(
        #[cfg(doc)]
        record: PenguinsTarget,
        #[cfg(not(doc))]
        record: PenguinsTarget,
    ) -> Self {
        let mut values = [0.0; 3];
        ends::encode(
            &record.species,
            &<PenguinsTarget as ends::Fields>::FIELDS[0],
            0,
            &mut values,
        );
        ends::encode(
            &record.mass,
            &<PenguinsTarget as ends::Fields>::FIELDS[1],
            2,
            &mut values,
        );
        values
    }
}

#[automatically_derived]
impl ends::Row for PenguinsTarget {
    fn from_numbers(
        #[cfg(doc)]
        numbers: &[f32],
        #[cfg(not(doc))]
        numbers: &[f32],
    ) -> Self {
        Self {
            species: ends::from_numbers(
                &<PenguinsTarget as ends::Fields>::FIELDS[0],
                0,
                numbers,
            ),
            mass: ends::from_numbers(
                &<PenguinsTarget as ends::Fields>::FIELDS[1],
                2,
                numbers,
            ),
        }
    }
    fn write_numbers(
        &self,
        #[cfg(doc)]
        numbers: &mut [f32],
        #[cfg(not(doc))]
        numbers: &mut [f32],
    ) {
        ends::write_numbers(
            &self.species,
            &<PenguinsTarget as ends::Fields>::FIELDS[0],
            0,
            numbers,
        );
        ends::write_numbers(
            &self.mass,
            &<PenguinsTarget as ends::Fields>::FIELDS[1],
            2,
            numbers,
        );
    }
}

#[automatically_derived]
impl ends::Target for PenguinsTarget {
    type Values = [f32; 3];
}

/// The losses of the outputs of [`Penguins`], each with its weight.
#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
    ::core::default::Default,
)]
pub struct PenguinsLosses {
    /// The loss of `species`.
    pub species: ends::HeadLoss<ends::CrossEntropy>,
    /// The loss of `mass`.
    pub mass: ends::HeadLoss<ends::NumberLoss>,
}

#[automatically_derived]
impl ends::HeadLosses for PenguinsLosses {
    type Terms = [ends::HeadTerm; 2];
    const FIELDS: &'static [ends::Field] = match () {
        () => <PenguinsOutput as ends::Fields>::FIELDS,
    };
    #[inline]
    fn terms(&self) -> Self::Terms {
        [ends::HeadLoss::term(self.species), ends::HeadLoss::term(self.mass)]
    }
}

#[automatically_derived]
impl ends::NamedEnds for Penguins {
    type Record = PenguinsInput;
    type Answer = PenguinsOutput;
}

impl Penguins {
    /// Returns the answer for one sample, in the units of the declaration.
    #[must_use]
    #[inline]
    pub fn predict(
        &self,
        #[cfg(doc)]
        input: &PenguinsInput,
        #[cfg(not(doc))]
        input: &PenguinsInput,
    ) -> PenguinsOutput {
        ends::NamedEnds::predict(self, input)
    }
    /// Writes the answers for many samples, in the units of the declaration.
    ///
    /// # Panics
    ///
    /// If `inputs` and `outputs` differ in length.
    pub fn predict_batch(
        &self,
        #[cfg(doc)]
        inputs: &[PenguinsInput],
        #[cfg(not(doc))]
        inputs: &[PenguinsInput],
        #[cfg(doc)]
        outputs: &mut [PenguinsOutput],
        #[cfg(not(doc))]
        outputs: &mut [PenguinsOutput],
    ) {
        ends::NamedEnds::predict_batch(self, inputs, outputs);
    }
}

}

#[cfg(not(debug_assertions))]
#[automatically_derived]
impl Unrolled for Penguins {
    type Inputs<V: Lanes> = [V; 4];
    type Outputs<V: Lanes> = [V; 3];
    type Gradient<V: Lanes> = [V; 131];
    type Tape<V: Lanes> = (([V; 16], [V; 16]),);
    /// From the inputs `y0` to the sums of the last layer: `z` are a layer's sums, `y` its outputs.
    #[inline(always)]
    fn forward_lanes<V: Lanes>(&self, y0: &[V; 4]) -> (Self::Tape<V>, [V; 3]) {
        let (w, b) = (&self.l1.weights, &self.l1.biases);
        let z1 = [
            y0[0]
                .affine(w[0][0], b[0])
                .add_scaled(y0[1], w[1][0])
                .add_scaled(y0[2], w[2][0])
                .add_scaled(y0[3], w[3][0]),
            y0[0]
                .affine(w[0][1], b[1])
                .add_scaled(y0[1], w[1][1])
                .add_scaled(y0[2], w[2][1])
                .add_scaled(y0[3], w[3][1]),
            y0[0]
                .affine(w[0][2], b[2])
                .add_scaled(y0[1], w[1][2])
                .add_scaled(y0[2], w[2][2])
                .add_scaled(y0[3], w[3][2]),
            y0[0]
                .affine(w[0][3], b[3])
                .add_scaled(y0[1], w[1][3])
                .add_scaled(y0[2], w[2][3])
                .add_scaled(y0[3], w[3][3]),
            y0[0]
                .affine(w[0][4], b[4])
                .add_scaled(y0[1], w[1][4])
                .add_scaled(y0[2], w[2][4])
                .add_scaled(y0[3], w[3][4]),
            y0[0]
                .affine(w[0][5], b[5])
                .add_scaled(y0[1], w[1][5])
                .add_scaled(y0[2], w[2][5])
                .add_scaled(y0[3], w[3][5]),
            y0[0]
                .affine(w[0][6], b[6])
                .add_scaled(y0[1], w[1][6])
                .add_scaled(y0[2], w[2][6])
                .add_scaled(y0[3], w[3][6]),
            y0[0]
                .affine(w[0][7], b[7])
                .add_scaled(y0[1], w[1][7])
                .add_scaled(y0[2], w[2][7])
                .add_scaled(y0[3], w[3][7]),
            y0[0]
                .affine(w[0][8], b[8])
                .add_scaled(y0[1], w[1][8])
                .add_scaled(y0[2], w[2][8])
                .add_scaled(y0[3], w[3][8]),
            y0[0]
                .affine(w[0][9], b[9])
                .add_scaled(y0[1], w[1][9])
                .add_scaled(y0[2], w[2][9])
                .add_scaled(y0[3], w[3][9]),
            y0[0]
                .affine(w[0][10], b[10])
                .add_scaled(y0[1], w[1][10])
                .add_scaled(y0[2], w[2][10])
                .add_scaled(y0[3], w[3][10]),
            y0[0]
                .affine(w[0][11], b[11])
                .add_scaled(y0[1], w[1][11])
                .add_scaled(y0[2], w[2][11])
                .add_scaled(y0[3], w[3][11]),
            y0[0]
                .affine(w[0][12], b[12])
                .add_scaled(y0[1], w[1][12])
                .add_scaled(y0[2], w[2][12])
                .add_scaled(y0[3], w[3][12]),
            y0[0]
                .affine(w[0][13], b[13])
                .add_scaled(y0[1], w[1][13])
                .add_scaled(y0[2], w[2][13])
                .add_scaled(y0[3], w[3][13]),
            y0[0]
                .affine(w[0][14], b[14])
                .add_scaled(y0[1], w[1][14])
                .add_scaled(y0[2], w[2][14])
                .add_scaled(y0[3], w[3][14]),
            y0[0]
                .affine(w[0][15], b[15])
                .add_scaled(y0[1], w[1][15])
                .add_scaled(y0[2], w[2][15])
                .add_scaled(y0[3], w[3][15]),
        ];
        let y1 = LaneActivation::values(activation::Tanh, z1);
        let (w, b) = (&self.l2.weights, &self.l2.biases);
        let z2 = [
            y1[0]
                .affine(w[0][0], b[0])
                .add_scaled(y1[1], w[1][0])
                .add_scaled(y1[2], w[2][0])
                .add_scaled(y1[3], w[3][0])
                .add_scaled(y1[4], w[4][0])
                .add_scaled(y1[5], w[5][0])
                .add_scaled(y1[6], w[6][0])
                .add_scaled(y1[7], w[7][0])
                .add_scaled(y1[8], w[8][0])
                .add_scaled(y1[9], w[9][0])
                .add_scaled(y1[10], w[10][0])
                .add_scaled(y1[11], w[11][0])
                .add_scaled(y1[12], w[12][0])
                .add_scaled(y1[13], w[13][0])
                .add_scaled(y1[14], w[14][0])
                .add_scaled(y1[15], w[15][0]),
            y1[0]
                .affine(w[0][1], b[1])
                .add_scaled(y1[1], w[1][1])
                .add_scaled(y1[2], w[2][1])
                .add_scaled(y1[3], w[3][1])
                .add_scaled(y1[4], w[4][1])
                .add_scaled(y1[5], w[5][1])
                .add_scaled(y1[6], w[6][1])
                .add_scaled(y1[7], w[7][1])
                .add_scaled(y1[8], w[8][1])
                .add_scaled(y1[9], w[9][1])
                .add_scaled(y1[10], w[10][1])
                .add_scaled(y1[11], w[11][1])
                .add_scaled(y1[12], w[12][1])
                .add_scaled(y1[13], w[13][1])
                .add_scaled(y1[14], w[14][1])
                .add_scaled(y1[15], w[15][1]),
            y1[0]
                .affine(w[0][2], b[2])
                .add_scaled(y1[1], w[1][2])
                .add_scaled(y1[2], w[2][2])
                .add_scaled(y1[3], w[3][2])
                .add_scaled(y1[4], w[4][2])
                .add_scaled(y1[5], w[5][2])
                .add_scaled(y1[6], w[6][2])
                .add_scaled(y1[7], w[7][2])
                .add_scaled(y1[8], w[8][2])
                .add_scaled(y1[9], w[9][2])
                .add_scaled(y1[10], w[10][2])
                .add_scaled(y1[11], w[11][2])
                .add_scaled(y1[12], w[12][2])
                .add_scaled(y1[13], w[13][2])
                .add_scaled(y1[14], w[14][2])
                .add_scaled(y1[15], w[15][2]),
        ];
        (((z1, y1),), z2)
    }
    /// From the derivatives `d` of the last sums to those of all parameters, `g`.
    #[inline(always)]
    fn backward_lanes<V: Lanes>(
        &self,
        y0: &[V; 4],
        tape: &Self::Tape<V>,
        d: [V; 3],
        g: &mut [V; 131],
    ) {
        let ((z1, y1),) = tape;
        let d2 = d;
        Lanes::add_product(&mut g[80], y1[0], d2[0]);
        Lanes::add_product(&mut g[81], y1[0], d2[1]);
        Lanes::add_product(&mut g[82], y1[0], d2[2]);
        Lanes::add_product(&mut g[83], y1[1], d2[0]);
        Lanes::add_product(&mut g[84], y1[1], d2[1]);
        Lanes::add_product(&mut g[85], y1[1], d2[2]);
        Lanes::add_product(&mut g[86], y1[2], d2[0]);
        Lanes::add_product(&mut g[87], y1[2], d2[1]);
        Lanes::add_product(&mut g[88], y1[2], d2[2]);
        Lanes::add_product(&mut g[89], y1[3], d2[0]);
        Lanes::add_product(&mut g[90], y1[3], d2[1]);
        Lanes::add_product(&mut g[91], y1[3], d2[2]);
        Lanes::add_product(&mut g[92], y1[4], d2[0]);
        Lanes::add_product(&mut g[93], y1[4], d2[1]);
        Lanes::add_product(&mut g[94], y1[4], d2[2]);
        Lanes::add_product(&mut g[95], y1[5], d2[0]);
        Lanes::add_product(&mut g[96], y1[5], d2[1]);
        Lanes::add_product(&mut g[97], y1[5], d2[2]);
        Lanes::add_product(&mut g[98], y1[6], d2[0]);
        Lanes::add_product(&mut g[99], y1[6], d2[1]);
        Lanes::add_product(&mut g[100], y1[6], d2[2]);
        Lanes::add_product(&mut g[101], y1[7], d2[0]);
        Lanes::add_product(&mut g[102], y1[7], d2[1]);
        Lanes::add_product(&mut g[103], y1[7], d2[2]);
        Lanes::add_product(&mut g[104], y1[8], d2[0]);
        Lanes::add_product(&mut g[105], y1[8], d2[1]);
        Lanes::add_product(&mut g[106], y1[8], d2[2]);
        Lanes::add_product(&mut g[107], y1[9], d2[0]);
        Lanes::add_product(&mut g[108], y1[9], d2[1]);
        Lanes::add_product(&mut g[109], y1[9], d2[2]);
        Lanes::add_product(&mut g[110], y1[10], d2[0]);
        Lanes::add_product(&mut g[111], y1[10], d2[1]);
        Lanes::add_product(&mut g[112], y1[10], d2[2]);
        Lanes::add_product(&mut g[113], y1[11], d2[0]);
        Lanes::add_product(&mut g[114], y1[11], d2[1]);
        Lanes::add_product(&mut g[115], y1[11], d2[2]);
        Lanes::add_product(&mut g[116], y1[12], d2[0]);
        Lanes::add_product(&mut g[117], y1[12], d2[1]);
        Lanes::add_product(&mut g[118], y1[12], d2[2]);
        Lanes::add_product(&mut g[119], y1[13], d2[0]);
        Lanes::add_product(&mut g[120], y1[13], d2[1]);
        Lanes::add_product(&mut g[121], y1[13], d2[2]);
        Lanes::add_product(&mut g[122], y1[14], d2[0]);
        Lanes::add_product(&mut g[123], y1[14], d2[1]);
        Lanes::add_product(&mut g[124], y1[14], d2[2]);
        Lanes::add_product(&mut g[125], y1[15], d2[0]);
        Lanes::add_product(&mut g[126], y1[15], d2[1]);
        Lanes::add_product(&mut g[127], y1[15], d2[2]);
        Lanes::add_term(&mut g[128], d2[0]);
        Lanes::add_term(&mut g[129], d2[1]);
        Lanes::add_term(&mut g[130], d2[2]);
        let w = &self.l2.weights;
        let d_y = [
            d2[0].times(w[0][0]).add_scaled(d2[1], w[0][1]).add_scaled(d2[2], w[0][2]),
            d2[0].times(w[1][0]).add_scaled(d2[1], w[1][1]).add_scaled(d2[2], w[1][2]),
            d2[0].times(w[2][0]).add_scaled(d2[1], w[2][1]).add_scaled(d2[2], w[2][2]),
            d2[0].times(w[3][0]).add_scaled(d2[1], w[3][1]).add_scaled(d2[2], w[3][2]),
            d2[0].times(w[4][0]).add_scaled(d2[1], w[4][1]).add_scaled(d2[2], w[4][2]),
            d2[0].times(w[5][0]).add_scaled(d2[1], w[5][1]).add_scaled(d2[2], w[5][2]),
            d2[0].times(w[6][0]).add_scaled(d2[1], w[6][1]).add_scaled(d2[2], w[6][2]),
            d2[0].times(w[7][0]).add_scaled(d2[1], w[7][1]).add_scaled(d2[2], w[7][2]),
            d2[0].times(w[8][0]).add_scaled(d2[1], w[8][1]).add_scaled(d2[2], w[8][2]),
            d2[0].times(w[9][0]).add_scaled(d2[1], w[9][1]).add_scaled(d2[2], w[9][2]),
            d2[0]
                .times(w[10][0])
                .add_scaled(d2[1], w[10][1])
                .add_scaled(d2[2], w[10][2]),
            d2[0]
                .times(w[11][0])
                .add_scaled(d2[1], w[11][1])
                .add_scaled(d2[2], w[11][2]),
            d2[0]
                .times(w[12][0])
                .add_scaled(d2[1], w[12][1])
                .add_scaled(d2[2], w[12][2]),
            d2[0]
                .times(w[13][0])
                .add_scaled(d2[1], w[13][1])
                .add_scaled(d2[2], w[13][2]),
            d2[0]
                .times(w[14][0])
                .add_scaled(d2[1], w[14][1])
                .add_scaled(d2[2], w[14][2]),
            d2[0].times(w[15][0]).add_scaled(d2[1], w[15][1]).add_scaled(d2[2], w[15][2]),
        ];
        let d1 = LaneActivation::backward(activation::Tanh, z1, y1, d_y);
        Lanes::add_product(&mut g[0], y0[0], d1[0]);
        Lanes::add_product(&mut g[1], y0[0], d1[1]);
        Lanes::add_product(&mut g[2], y0[0], d1[2]);
        Lanes::add_product(&mut g[3], y0[0], d1[3]);
        Lanes::add_product(&mut g[4], y0[0], d1[4]);
        Lanes::add_product(&mut g[5], y0[0], d1[5]);
        Lanes::add_product(&mut g[6], y0[0], d1[6]);
        Lanes::add_product(&mut g[7], y0[0], d1[7]);
        Lanes::add_product(&mut g[8], y0[0], d1[8]);
        Lanes::add_product(&mut g[9], y0[0], d1[9]);
        Lanes::add_product(&mut g[10], y0[0], d1[10]);
        Lanes::add_product(&mut g[11], y0[0], d1[11]);
        Lanes::add_product(&mut g[12], y0[0], d1[12]);
        Lanes::add_product(&mut g[13], y0[0], d1[13]);
        Lanes::add_product(&mut g[14], y0[0], d1[14]);
        Lanes::add_product(&mut g[15], y0[0], d1[15]);
        Lanes::add_product(&mut g[16], y0[1], d1[0]);
        Lanes::add_product(&mut g[17], y0[1], d1[1]);
        Lanes::add_product(&mut g[18], y0[1], d1[2]);
        Lanes::add_product(&mut g[19], y0[1], d1[3]);
        Lanes::add_product(&mut g[20], y0[1], d1[4]);
        Lanes::add_product(&mut g[21], y0[1], d1[5]);
        Lanes::add_product(&mut g[22], y0[1], d1[6]);
        Lanes::add_product(&mut g[23], y0[1], d1[7]);
        Lanes::add_product(&mut g[24], y0[1], d1[8]);
        Lanes::add_product(&mut g[25], y0[1], d1[9]);
        Lanes::add_product(&mut g[26], y0[1], d1[10]);
        Lanes::add_product(&mut g[27], y0[1], d1[11]);
        Lanes::add_product(&mut g[28], y0[1], d1[12]);
        Lanes::add_product(&mut g[29], y0[1], d1[13]);
        Lanes::add_product(&mut g[30], y0[1], d1[14]);
        Lanes::add_product(&mut g[31], y0[1], d1[15]);
        Lanes::add_product(&mut g[32], y0[2], d1[0]);
        Lanes::add_product(&mut g[33], y0[2], d1[1]);
        Lanes::add_product(&mut g[34], y0[2], d1[2]);
        Lanes::add_product(&mut g[35], y0[2], d1[3]);
        Lanes::add_product(&mut g[36], y0[2], d1[4]);
        Lanes::add_product(&mut g[37], y0[2], d1[5]);
        Lanes::add_product(&mut g[38], y0[2], d1[6]);
        Lanes::add_product(&mut g[39], y0[2], d1[7]);
        Lanes::add_product(&mut g[40], y0[2], d1[8]);
        Lanes::add_product(&mut g[41], y0[2], d1[9]);
        Lanes::add_product(&mut g[42], y0[2], d1[10]);
        Lanes::add_product(&mut g[43], y0[2], d1[11]);
        Lanes::add_product(&mut g[44], y0[2], d1[12]);
        Lanes::add_product(&mut g[45], y0[2], d1[13]);
        Lanes::add_product(&mut g[46], y0[2], d1[14]);
        Lanes::add_product(&mut g[47], y0[2], d1[15]);
        Lanes::add_product(&mut g[48], y0[3], d1[0]);
        Lanes::add_product(&mut g[49], y0[3], d1[1]);
        Lanes::add_product(&mut g[50], y0[3], d1[2]);
        Lanes::add_product(&mut g[51], y0[3], d1[3]);
        Lanes::add_product(&mut g[52], y0[3], d1[4]);
        Lanes::add_product(&mut g[53], y0[3], d1[5]);
        Lanes::add_product(&mut g[54], y0[3], d1[6]);
        Lanes::add_product(&mut g[55], y0[3], d1[7]);
        Lanes::add_product(&mut g[56], y0[3], d1[8]);
        Lanes::add_product(&mut g[57], y0[3], d1[9]);
        Lanes::add_product(&mut g[58], y0[3], d1[10]);
        Lanes::add_product(&mut g[59], y0[3], d1[11]);
        Lanes::add_product(&mut g[60], y0[3], d1[12]);
        Lanes::add_product(&mut g[61], y0[3], d1[13]);
        Lanes::add_product(&mut g[62], y0[3], d1[14]);
        Lanes::add_product(&mut g[63], y0[3], d1[15]);
        Lanes::add_term(&mut g[64], d1[0]);
        Lanes::add_term(&mut g[65], d1[1]);
        Lanes::add_term(&mut g[66], d1[2]);
        Lanes::add_term(&mut g[67], d1[3]);
        Lanes::add_term(&mut g[68], d1[4]);
        Lanes::add_term(&mut g[69], d1[5]);
        Lanes::add_term(&mut g[70], d1[6]);
        Lanes::add_term(&mut g[71], d1[7]);
        Lanes::add_term(&mut g[72], d1[8]);
        Lanes::add_term(&mut g[73], d1[9]);
        Lanes::add_term(&mut g[74], d1[10]);
        Lanes::add_term(&mut g[75], d1[11]);
        Lanes::add_term(&mut g[76], d1[12]);
        Lanes::add_term(&mut g[77], d1[13]);
        Lanes::add_term(&mut g[78], d1[14]);
        Lanes::add_term(&mut g[79], d1[15]);
    }
}
