//! What a layer is, as data: for initialisation, files and pictures.

/// One dense layer of a network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LayerInfo {
    /// The field of the network's struct.
    pub name: &'static str,
    /// How many inputs it has.
    pub inputs: usize,
    /// How many units it has.
    pub units: usize,
    /// Whether it has biases.
    pub bias: bool,
    /// The activation as it is written in the declaration, with its argument: `relu`, `leaky_relu(0.01)`.
    pub activation: &'static str,
    /// How its weights begin.
    pub initialization: Initialization,
    /// The part of its outputs that training leaves out.
    pub dropout: f32,
    /// Its position in PyTorch's `nn.Sequential`, where activations and dropouts are modules too.
    pub module: usize,
    /// How many residual blocks begin with it.
    pub begins: usize,
    /// How many residual blocks end with it: so often are the inputs of a block added to its outputs.
    pub ends: usize,
}

impl LayerInfo {
    /// How many parameters it has.
    #[must_use]
    pub const fn params(&self) -> usize {
        self.inputs * self.units + if self.bias { self.units } else { 0 }
    }
}

/// How the weights of a layer begin; biases begin at zero.
///
/// With `in` inputs and `out` units, uniform between `-b` and `b`, or normal with the standard deviation `s`:
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Initialization {
    /// `b = sqrt(6 / (in + out))`, for activations that saturate (Glorot & Bengio 2010).
    #[default]
    Xavier,
    /// `s = sqrt(2 / (in + out))` (Glorot & Bengio 2010)
    XavierNormal,
    /// `b = sqrt(6 / in)`, for rectifiers (He et al. 2015).
    He,
    /// `s = sqrt(2 / in)` (He et al. 2015)
    HeNormal,
    /// `b = sqrt(3 / in)`, for selu (LeCun et al. 1998).
    Lecun,
    /// `s = sqrt(1 / in)` (LeCun et al. 1998)
    LecunNormal,
    /// All zero: the units of a hidden layer then stay alike.
    Zeros,
}

/// Where a layer stands in a network that was joined from others.
#[derive(Clone, Copy, Debug)]
pub struct LayerPath<'a> {
    /// The joined network around it.
    pub parent: Option<&'a LayerPath<'a>>,
    /// Its name in the joined network: `first` or `second`; empty at the top.
    pub name: &'static str,
}

/// Shows all layers of a network, in order: `visit_layers` of a model.
pub(crate) type VisitLayers = fn(&LayerPath<'_>, &mut dyn FnMut(&LayerPath<'_>, &LayerInfo));

impl LayerPath<'_> {
    /// A network that was not joined to another.
    pub const TOP: LayerPath<'static> = LayerPath { parent: None, name: "" };
}
