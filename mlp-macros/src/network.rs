//! What is meant: checked networks, which the expansion turns into items. Nothing in a [`Network`] can be wrong any more.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

use crate::written::written;

/// A network whose every part is known to be right.
#[derive(Debug)]
pub(crate) struct Network {
    /// The user's attributes, verbatim; `Clone` and `Debug` are not among the derives.
    pub(crate) attributes: TokenStream,
    pub(crate) visibility: TokenStream,
    /// The user's `struct`, or the call site of a bare network.
    pub(crate) struct_token: Span,
    /// `None`: a bare network.
    pub(crate) name: Option<Ident>,
    pub(crate) inputs: Width,
    /// At least one.
    pub(crate) layers: Vec<Layer>,
    /// Inner ones before those around them.
    pub(crate) residuals: Vec<Residual>,
    pub(crate) seed: u64,
    pub(crate) unroll: Unroll,
    /// The path of the facade crate, `::mlp` unless it was renamed.
    pub(crate) krate: TokenStream,
    /// What becomes `TRAINED`.
    pub(crate) weights: Option<Weights>,
    /// The limits that depend on widths which only rustc knows; the others are held.
    pub(crate) limits: Vec<Limit>,
}

/// The weights of a file that fits, as far as the macro knows the widths.
#[derive(Debug)]
pub(crate) struct Weights {
    /// The path as it was written.
    pub(crate) written: String,
    /// The file, from the root.
    pub(crate) file: String,
    /// All parameters in their order, little-endian.
    pub(crate) bytes: Vec<u8>,
    /// What the widths must be that only rustc knows.
    pub(crate) open: Vec<FileWidth>,
}

/// What a file says about a width that only rustc knows.
#[derive(Debug)]
pub(crate) struct FileWidth {
    /// 0 for the inputs, else the number of the layer.
    pub(crate) width: usize,
    pub(crate) found: usize,
    /// What to say if it is not.
    pub(crate) text: String,
}

/// The most that a network may cost.
#[derive(Debug)]
pub(crate) struct Limit {
    pub(crate) cost: Cost,
    pub(crate) most: u128,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cost {
    /// Of all parameters.
    Bytes,
    /// Weights and biases.
    Params,
    /// Multiply-adds of a forward pass.
    Macs,
}

impl Cost {
    /// What a message calls it.
    pub(crate) fn unit(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Params => "parameters",
            Self::Macs => "multiply-adds",
        }
    }
}

/// The name of each layer in `nn.Sequential`: each layer is a module, and so are its activation, its dropout and a block,
/// which is a sequence of its own.
#[cfg(feature = "weights")]
pub(crate) fn modules(layers: &[Layer], residuals: &[Residual]) -> Vec<String> {
    // how many modules the network, and the blocks that are open, have so far
    let mut sequences = vec![0];
    let mut names = Vec::new();
    for (index, layer) in layers.iter().enumerate() {
        let begin = residuals.iter().filter(|residual| residual.first == index).count();
        sequences.extend(std::iter::repeat_n(0, begin));
        names.push(sequences.iter().map(ToString::to_string).collect::<Vec<_>>().join("."));
        let activation = !matches!(layer.activation, Activation::Identity);
        let end = residuals.iter().filter(|residual| residual.last == index).count();
        if let Some(modules) = sequences.last_mut() {
            *modules += 1 + usize::from(activation) + usize::from(layer.dropout.is_some());
        }
        sequences.truncate(sequences.len() - end);
        // a block that has ended is one module
        if end > 0
            && let Some(modules) = sequences.last_mut()
        {
            *modules += 1;
        }
    }
    names
}

/// Layers whose outputs are added to their inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Residual {
    /// The indices of its first and its last layer.
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// One dense layer, or a network in its place: then the width alone says something.
#[derive(Debug)]
pub(crate) struct Layer {
    /// The field: the label, or `l1`, `l2`, ... located at the width.
    pub(crate) name: Ident,
    pub(crate) width: Width,
    pub(crate) activation: Activation,
    pub(crate) bias: bool,
    pub(crate) initialization: Initialization,
    /// The share of this layer's units that a training step drops.
    pub(crate) dropout: Option<f32>,
    pub(crate) warnings: Vec<Warning>,
}

/// Something legal that is seldom meant.
#[derive(Debug)]
pub(crate) struct Warning {
    pub(crate) lint: Lint,
    pub(crate) place: Span,
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
    /// The outputs of a network, which stands in the place of a dense layer: its type.
    Net(TokenStream),
}

impl Width {
    /// The value, where the macro knows it.
    pub(crate) fn literal(&self) -> Option<usize> {
        match self {
            Self::Literal { value, .. } => Some(*value),
            Self::Constant(_) | Self::Net(_) => None,
        }
    }

    /// The network whose outputs these are.
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

/// What a layer does to its sums.
#[derive(Clone, Debug)]
pub(crate) enum Activation {
    Identity,
    Sigmoid,
    Tanh,
    Relu,
    LeakyRelu {
        slope: f32,
    },
    Elu,
    Selu,
    Gelu,
    Silu,
    Softplus,
    Softsign,
    Mish,
    HardTanh,
    HardSigmoid,
    /// Of the last layer only, and over two outputs or more.
    Softmax,
    /// A type of the user's.
    Custom(TokenStream),
}

impl Activation {
    /// What the core calls an activation.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Self::Identity => "Identity",
            Self::Sigmoid => "Sigmoid",
            Self::Tanh => "Tanh",
            Self::Relu => "Relu",
            Self::LeakyRelu { .. } => "LeakyRelu",
            Self::Elu => "Elu",
            Self::Selu => "Selu",
            Self::Gelu => "Gelu",
            Self::Silu => "Silu",
            Self::Softplus => "Softplus",
            Self::Softsign => "Softsign",
            Self::Mish => "Mish",
            Self::HardTanh => "HardTanh",
            Self::HardSigmoid => "HardSigmoid",
            Self::Softmax => "Softmax",
            Self::Custom(_) => "Custom",
        }
    }

    /// The word of the language, or a user's type as they wrote it.
    pub(crate) fn word(&self) -> String {
        match self {
            Self::Custom(path) => written(&path.clone().into_iter().collect::<Vec<_>>()),
            Self::LeakyRelu { .. } => "leaky_relu".into(),
            Self::HardTanh => "hard_tanh".into(),
            Self::HardSigmoid => "hard_sigmoid".into(),
            known => known.type_name().to_lowercase(),
        }
    }

    /// The word with its argument: `leaky_relu(0.1)`.
    pub(crate) fn with_argument(&self) -> String {
        match self {
            Self::LeakyRelu { slope } => format!("{}({slope})", self.word()),
            other => other.word(),
        }
    }
}

/// How `seeded` draws a layer's weights; biases are zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Initialization {
    Xavier,
    XavierNormal,
    He,
    HeNormal,
    LeCun,
    LeCunNormal,
    Zeros,
}

/// Which layers become straight-line code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unroll {
    /// The small ones.
    Auto,
    /// All; each has literal widths and at most 4096 multiply-adds.
    Full,
    /// None.
    None,
}

/// What is known of a network with mistakes: enough for a struct whose uses add no messages.
#[derive(Debug)]
pub(crate) struct FallbackNetwork {
    /// As in [`Network`]; a derive of `Clone` or `Debug` is already taken out.
    pub(crate) attributes: TokenStream,
    pub(crate) visibility: TokenStream,
    pub(crate) struct_token: Span,
    pub(crate) name: Option<Ident>,
    pub(crate) inputs: Option<Width>,
    /// In order; their names are valid and differ.
    pub(crate) layers: Vec<FallbackLayer>,
    pub(crate) krate: TokenStream,
    /// Whether it was to have the constant `TRAINED`.
    pub(crate) trained: bool,
}

/// What is known of a layer of a [`FallbackNetwork`].
#[derive(Debug)]
pub(crate) struct FallbackLayer {
    pub(crate) name: Ident,
    /// Unknown, too, of a network.
    pub(crate) width: Option<Width>,
    pub(crate) bias: bool,
    /// The network in the layer's place.
    pub(crate) net: Option<TokenStream>,
}
