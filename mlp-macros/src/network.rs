//! Checked networks, from which the expansion writes items. Nothing in a [`Network`] can be wrong.

pub(crate) mod ends;
pub(crate) mod modules;

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

use crate::language::activation::Activation;
use crate::language::budget::Cost;
use crate::language::initialization::Initialization;
use crate::language::option::Unroll;
use crate::network::ends::Ends;

/// The most parameters of a network: 8 GiB of them.
pub(crate) const MAX_PARAMETERS: u128 = 1 << 31;

/// A checked network.
#[derive(Debug)]
pub(crate) struct Network {
    /// The user's attributes, verbatim; `Clone` and `Debug` are not among the derives.
    pub(crate) attributes: TokenStream,
    /// Those of the attributes that say when there is such a network.
    pub(crate) conditions: TokenStream,
    /// The lint level that its own items need, if one of the attributes is `#[deprecated]`.
    pub(crate) allowed: TokenStream,
    /// Those of the attributes that warnings obey.
    pub(crate) lint_levels: TokenStream,
    pub(crate) visibility: TokenStream,
    /// The user's `struct`, or the call site of a bare network.
    pub(crate) struct_token: Span,
    /// `None`: a bare network.
    pub(crate) name: Option<Ident>,
    pub(crate) inputs: Width,
    /// The names of inputs and outputs.
    pub(crate) ends: Ends,
    /// At least one.
    pub(crate) layers: Vec<Layer>,
    /// Inner ones before those around them.
    pub(crate) residuals: Vec<Residual>,
    /// In order; none is in another.
    pub(crate) repeats: Vec<Repeat>,
    pub(crate) seed: u64,
    pub(crate) unroll: Unroll,
    /// The path of the facade crate, `::mlp` unless it was renamed.
    pub(crate) krate: TokenStream,
    /// The weights that become the constant `TRAINED`.
    pub(crate) weights: Option<Weights>,
    /// The network in integers that becomes the constant `TRAINED`; then there is nothing in floats.
    pub(crate) integers: Option<Integers>,
    /// The network in halves that becomes the constant `TRAINED`; then there is nothing in `f32`.
    pub(crate) halves: Option<Halves>,
    /// Whether C may call it.
    pub(crate) exported: bool,
    /// The limits that depend on widths which only rustc knows; all others have been checked.
    pub(crate) limits: Vec<Limit>,
}

/// The weights of a file. They fit the network as far as the macro knows its widths.
#[derive(Debug)]
pub(crate) struct Weights {
    /// The path as it was written.
    pub(crate) written: String,
    /// The file, from the root.
    pub(crate) file: String,
    /// All parameters in their order, little-endian.
    pub(crate) bytes: Vec<u8>,
    /// The rules for widths that only rustc knows.
    pub(crate) open: Vec<FileWidth>,
}

/// The weights of a file as halves. They fit the network as far as the macro knows its widths.
#[derive(Debug)]
pub(crate) struct Halves {
    /// The path as it was written.
    pub(crate) written: String,
    /// The file, from the root.
    pub(crate) file: String,
    /// The rules for widths that only rustc knows.
    pub(crate) open: Vec<FileWidth>,
    /// The parameters of each layer in their order, little-endian.
    pub(crate) layers: Vec<Vec<u8>>,
}

/// A network in integers, of a file. It fits the network as far as the macro knows its widths.
#[derive(Debug)]
pub(crate) struct Integers {
    /// The path as it was written.
    pub(crate) written: String,
    /// The file, from the root.
    pub(crate) file: String,
    /// The rules for widths that only rustc knows.
    pub(crate) open: Vec<FileWidth>,
    pub(crate) input: Quantization,
    /// In the order of the network's layers.
    pub(crate) layers: Vec<IntegerLayer>,
}

/// The scale and the zero point of integers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quantization {
    pub(crate) scale: f32,
    pub(crate) zero_point: i8,
}

/// A layer in integers.
#[derive(Debug)]
pub(crate) struct IntegerLayer {
    /// `weights[unit][input]`, row after row.
    pub(crate) weights: Vec<u8>,
    /// Those of the file less `zero_point * sum_i weight[i]`.
    pub(crate) biases: Vec<i32>,
    pub(crate) multipliers: Vec<i32>,
    pub(crate) shifts: Vec<u8>,
    /// The zero point, the least and the most of what the clamp returns.
    pub(crate) limits: [i8; 3],
    pub(crate) table: IntegerTable,
    pub(crate) output: Quantization,
}

/// The step that follows the clamp of a layer.
#[derive(Debug)]
#[cfg_attr(not(feature = "weights"), expect(dead_code, reason = "only the feature `weights` reads files"))]
pub(crate) enum IntegerTable {
    /// Nothing.
    Clamp,
    /// 256 outputs.
    Outputs(Vec<u8>),
    /// 256 exponentials, for softmax.
    Exponentials(Vec<u16>),
}

/// The value that a file requires of a width which only rustc knows.
#[derive(Debug)]
pub(crate) struct FileWidth {
    /// 0 for the inputs, else the number of the layer.
    pub(crate) width: usize,
    /// The value.
    pub(crate) found: usize,
    /// The message for any other value.
    pub(crate) text: String,
}

/// A limit of a budget: the most that a network may cost.
#[derive(Debug)]
pub(crate) struct Limit {
    pub(crate) cost: Cost,
    pub(crate) most: u128,
}

/// A residual block: layers to whose outputs their inputs are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Residual {
    /// The indices of its first and its last layer.
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// A `repeat`: layers that were written once and stand several times in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repeat {
    /// The index of its first layer.
    pub(crate) first: usize,
    /// The number of layers that were written.
    pub(crate) length: usize,
    /// At least 2: a single copy is the layers themselves.
    pub(crate) copies: usize,
}

/// A dense layer, or a nested network in its place, of which only the name and the width mean something.
#[derive(Debug)]
pub(crate) struct Layer {
    /// The user's documentation of the field.
    pub(crate) docs: TokenStream,
    /// The name of the field: the label, or `l1`, `l2`, ... located at the width.
    pub(crate) name: Ident,
    pub(crate) width: Width,
    pub(crate) activation: Activation,
    pub(crate) bias: bool,
    /// The `no_bias` that was written.
    #[cfg_attr(not(feature = "weights"), expect(dead_code, reason = "only the feature `weights` reads files"))]
    pub(crate) no_bias: TokenStream,
    pub(crate) initialization: Initialization,
    pub(crate) bias_initialization: Initialization,
    /// The text in the parentheses of `init(...)`, if it was written.
    pub(crate) written_initialization: Option<String>,
    /// The share of this layer's units that a training step drops.
    pub(crate) dropout: Option<f32>,
    /// Whether training leaves it unchanged.
    pub(crate) frozen: bool,
    pub(crate) warnings: Vec<Warning>,
}

/// The shape of a dense layer whose widths the macro knows.
#[derive(Clone, Copy)]
pub(crate) struct Dense {
    pub(crate) inputs: usize,
    pub(crate) units: usize,
    pub(crate) bias: bool,
}

impl Dense {
    /// Returns the number of weights and biases.
    pub(crate) fn params(self) -> u128 {
        let biases = if self.bias { self.units as u128 } else { 0 };
        self.macs().saturating_add(biases)
    }

    /// Returns the bytes of the layer in integers, without a table of its activation: a byte for each weight, and a
    /// bias, a multiplier and a shift for each unit.
    pub(crate) fn integer_bytes(self) -> u128 {
        self.macs().saturating_add(self.units as u128 * 9)
    }

    /// Returns the number of multiply-adds of a forward pass. The product of two 64-bit numbers always fits.
    pub(crate) fn macs(self) -> u128 {
        self.inputs as u128 * self.units as u128
    }
}

/// A warning of something legal but rarely intended.
#[derive(Debug)]
pub(crate) struct Warning {
    pub(crate) lint: Lint,
    /// The tokens that it underlines.
    pub(crate) span: Span,
    pub(crate) text: String,
}

/// The kinds of warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lint {
    /// A hidden layer without an activation adds nothing to the next.
    LinearLayers,
    /// An initialization that does not fit its layer.
    Initialization,
}

/// A number of inputs or units.
#[derive(Clone, Debug)]
pub(crate) enum Width {
    /// At least one.
    Literal { value: usize, tokens: TokenStream },
    /// A path, or an expression in its braces; rustc knows its value.
    Constant(TokenStream),
    /// The outputs of a nested network: its type.
    Net(TokenStream),
}

impl Width {
    /// Returns the value, where the macro knows it.
    pub(crate) fn literal(&self) -> Option<usize> {
        match self {
            Self::Literal { value, .. } => Some(*value),
            Self::Constant(_) | Self::Net(_) => None,
        }
    }

    /// Returns the type of the nested network whose outputs these are.
    pub(crate) fn net(&self) -> Option<&TokenStream> {
        match self {
            Self::Net(path) => Some(path),
            _ => None,
        }
    }
}

impl ToTokens for Width {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (Self::Literal { tokens: written, .. } | Self::Constant(written) | Self::Net(written)) = self;
        written.to_tokens(tokens);
    }
}

/// The known parts of a network with mistakes: enough for a struct whose uses add no messages.
#[derive(Debug)]
pub(crate) struct FallbackNetwork {
    /// As in [`Network`], without derives of `Clone` or `Debug`.
    pub(crate) attributes: TokenStream,
    /// Those of the attributes that say when there is such a network.
    pub(crate) conditions: TokenStream,
    /// The lint level that its own items need, if one of the attributes is `#[deprecated]`.
    pub(crate) allowed: TokenStream,
    pub(crate) visibility: TokenStream,
    pub(crate) struct_token: Span,
    pub(crate) name: Option<Ident>,
    pub(crate) inputs: Option<Width>,
    /// The names of inputs and outputs, as far as they are right.
    pub(crate) ends: Ends,
    /// In order; their names are valid and differ.
    pub(crate) layers: Vec<FallbackLayer>,
    pub(crate) krate: TokenStream,
    /// Whether it has the constant `TRAINED`.
    pub(crate) trained: bool,
    /// Whether it has the method `c_header`.
    pub(crate) exported: bool,
    /// Whether it computes with integers.
    pub(crate) integers: bool,
}

impl FallbackNetwork {
    /// Returns the width of the last layer.
    pub(crate) fn outputs(&self) -> Option<&Width> {
        self.widths().last().flatten()
    }

    /// Returns the number of inputs, and the width of each layer.
    pub(crate) fn widths(&self) -> impl Iterator<Item = Option<&Width>> {
        let layers = self.layers.iter().map(|layer| layer.width.as_ref());
        // without a layer nothing is known of the outputs
        let missing = self.layers.is_empty().then_some(None);
        std::iter::once(self.inputs.as_ref()).chain(layers).chain(missing)
    }

    /// Returns the layers, each with the number of its inputs.
    pub(crate) fn layers_with_inputs(&self) -> impl Iterator<Item = (Option<&Width>, &FallbackLayer)> {
        self.widths().zip(&self.layers)
    }

    /// Returns the sum of one number of each layer, if all widths are known.
    fn sum(&self, count: impl Fn(Dense) -> u128) -> Option<usize> {
        let sum = self.layers_with_inputs().try_fold(0_u128, |sum, (inputs, layer)| {
            let (inputs, units) = (inputs?.literal()?, layer.width.as_ref()?.literal()?);
            Some(sum.saturating_add(count(Dense { inputs, units, bias: layer.bias })))
        });
        sum.map(|sum| usize::try_from(sum).unwrap_or(usize::MAX))
    }

    /// Returns the number of parameters, if all widths are known.
    pub(crate) fn params(&self) -> Option<usize> {
        self.sum(Dense::params)
    }

    /// Returns the multiply-adds of a forward pass, if all widths are known.
    pub(crate) fn macs(&self) -> Option<usize> {
        self.sum(Dense::macs)
    }
}

/// The known parts of a layer of a [`FallbackNetwork`].
#[derive(Debug)]
pub(crate) struct FallbackLayer {
    /// The arrow before it.
    pub(crate) arrow: TokenStream,
    /// Whether the user has written its name.
    pub(crate) has_label: bool,
    pub(crate) docs: TokenStream,
    pub(crate) name: Ident,
    /// `None` where it is wrong, and of a nested network.
    pub(crate) width: Option<Width>,
    pub(crate) bias: bool,
    /// The type of the nested network in place of the layer.
    pub(crate) net: Option<TokenStream>,
}
