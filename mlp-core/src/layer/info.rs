//! A layer as data, for initialization, files and diagrams.

/// The description of one dense layer of a network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LayerInfo {
    /// The name of its field in the network's struct.
    pub name: &'static str,
    /// The number of inputs.
    pub inputs: usize,
    /// The number of units.
    pub units: usize,
    /// Whether the layer has biases.
    pub bias: bool,
    /// The activation as in the declaration, with its argument: `relu`, `leaky_relu(0.01)`; outputs with names are
    /// `{ price: 0..900 }`.
    pub activation: &'static str,
    /// The initialization of its weights.
    pub initialization: Initialization,
    /// The initialization of its biases.
    pub bias_initialization: Initialization,
    /// The rate of its dropout in training: the probability that an output is set to 0.
    pub dropout: f32,
    /// Whether training leaves the layer unchanged.
    pub frozen: bool,
    /// The index in PyTorch's `nn.Sequential`, where activations and dropouts are modules too.
    pub module: usize,
    /// The number of residual blocks that begin with the layer.
    pub begins: usize,
    /// The number of residual blocks that end with the layer; each adds its inputs to its outputs.
    pub ends: usize,
}

impl LayerInfo {
    /// Returns the description of a layer that is not part of a network.
    pub(crate) const fn alone(inputs: usize, units: usize, bias: bool) -> Self {
        Self {
            name: "",
            inputs,
            units,
            bias,
            activation: "identity",
            initialization: Initialization::Xavier,
            bias_initialization: Initialization::Zeros,
            dropout: 0.0,
            frozen: false,
            module: 0,
            begins: 0,
            ends: 0,
        }
    }

    /// Returns the number of parameters.
    #[must_use]
    pub const fn params(&self) -> usize {
        self.inputs * self.units + if self.bias { self.units } else { 0 }
    }
}

/// The initialization of a layer's weights or biases.
///
/// With `in` inputs and `out` units of the layer, they are uniform in `-b..b`, or normal with mean 0 and standard
/// deviation `s`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Initialization {
    /// `b = sqrt(6 / (in + out))`, for activations that saturate (Glorot & Bengio 2010).
    #[default]
    Xavier,
    /// `s = sqrt(2 / (in + out))`, the normal form of Xavier (Glorot & Bengio 2010).
    XavierNormal,
    /// `b = sqrt(6 / in)`, for rectifiers (He et al. 2015).
    He,
    /// `s = sqrt(2 / in)`, the normal form of He (He et al. 2015).
    HeNormal,
    /// `b = sqrt(3 / in)`, for selu (LeCun et al. 1998).
    Lecun,
    /// `s = sqrt(1 / in)`, the normal form of LeCun (LeCun et al. 1998).
    LecunNormal,
    /// `b = sqrt(1 / in)`, PyTorch's default for the weights and biases of `nn.Linear`.
    Pytorch,
    /// `b` as given.
    Uniform(f32),
    /// `s` as given.
    Normal(f32),
    /// All zero. If its weights are, the units of a hidden layer stay equal.
    Zeros,
}

/// The position of a layer in a network that contains others.
#[derive(Clone, Copy, Debug)]
pub struct LayerPath<'a> {
    /// The path of the network around it.
    pub parent: Option<&'a LayerPath<'a>>,
    /// The name in that network: `first`, `second` or the index of the module; empty at the top.
    pub name: &'static str,
    /// The name of the field; empty at the top, and for a residual block, whose layers are fields of the network.
    pub label: &'static str,
}

/// A function that visits all layers of a network: [`Parameters::visit_layers`](crate::Parameters::visit_layers).
pub(crate) type VisitLayers = fn(&LayerPath<'_>, &mut dyn FnMut(&LayerPath<'_>, &LayerInfo));

impl LayerPath<'_> {
    /// The path of a network that is not part of another.
    pub const TOP: LayerPath<'static> = LayerPath { parent: None, name: "", label: "" };
}
