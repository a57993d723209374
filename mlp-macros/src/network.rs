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
}

/// Layers whose outputs are added to their inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Residual {
    /// The indices of its first and its last layer.
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// One dense layer.
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
}

impl Width {
    /// The value, where the macro knows it.
    pub(crate) fn literal(&self) -> Option<usize> {
        match self {
            Self::Literal { value, .. } => Some(*value),
            Self::Constant(_) => None,
        }
    }
}

impl ToTokens for Width {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (Self::Literal { tokens: written, .. } | Self::Constant(written)) = self;
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
}

/// What is known of a layer of a [`FallbackNetwork`].
#[derive(Debug)]
pub(crate) struct FallbackLayer {
    pub(crate) name: Ident,
    pub(crate) width: Option<Width>,
    pub(crate) bias: bool,
}
