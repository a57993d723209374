//! The reference's twin of a network, of its losses and of its targets.

use crate::precision::wide;
use mlp::{Bce, CrossEntropy, Huber, Mae, Mse, Network, SoftCrossEntropy};
use mlp_core::private::LayerInfo;
use mlp_core::private::LayerPath;
use mlp_reference::{Activation, Dense, Loss, Target};

/// The word of an activation in the language.
///
/// # Panics
///
/// For a name that is none.
#[must_use]
pub fn activation(name: &str) -> Activation {
    match name {
        "identity" => Activation::Identity,
        "sigmoid" => Activation::Sigmoid,
        "tanh" => Activation::Tanh,
        "relu" => Activation::Relu,
        "elu" => Activation::Elu,
        "selu" => Activation::Selu,
        "gelu" => Activation::Gelu,
        "silu" => Activation::Silu,
        "softplus" => Activation::Softplus,
        "softsign" => Activation::Softsign,
        "mish" => Activation::Mish,
        "hard_tanh" => Activation::HardTanh,
        "hard_sigmoid" => Activation::HardSigmoid,
        "softmax" => Activation::Softmax,
        _ => {
            let slope = name.strip_prefix("leaky_relu(").and_then(|rest| rest.strip_suffix(')'));
            let slope = slope.unwrap_or_else(|| panic!("no activation is called `{name}`"));
            Activation::LeakyRelu { slope: f64::from(slope.parse::<f32>().expect("a slope")) }
        }
    }
}

/// The network that the reference has of the same layers and parameters.
#[must_use]
pub fn twin<N: Network>(net: &N) -> mlp_reference::Network<f64> {
    twin_by(net, |layer| activation(layer.activation))
}

/// [`twin`], with the activations that `activation` says.
#[must_use]
pub fn twin_by<N: Network>(net: &N, activation: impl Fn(&LayerInfo) -> Activation) -> mlp_reference::Network<f64> {
    let dense = |layer: &LayerInfo| {
        let dense = Dense::zeroed(layer.inputs, layer.units, activation(layer));
        if layer.bias { dense } else { dense.without_biases() }
    };
    let layers = layers::<N>();
    let mut twin = mlp_reference::Network::new(layers.iter().map(dense).collect()).with_residuals(residuals(&layers));
    twin.set_params(&wide(net.params_slice()));
    twin
}

/// The first and last layers of residual blocks, as [`Layer::begins`] and [`Layer::ends`] bracket them.
fn residuals(layers: &[LayerInfo]) -> Vec<(usize, usize)> {
    let (mut open, mut residuals) = (Vec::new(), Vec::new());
    for (index, layer) in layers.iter().enumerate() {
        open.extend(vec![index; layer.begins]);
        residuals.extend((0..layer.ends).map(|_| (open.pop().expect("a block that began"), index)));
    }
    residuals
}

/// The layers of a network, in order.
#[must_use]
pub fn layers<N: Network>() -> Vec<LayerInfo> {
    let mut layers = Vec::new();
    N::visit_layers(&LayerPath::TOP, &mut |_, layer| layers.push(*layer));
    layers
}

/// The indices of all biases among the parameters of a network.
#[must_use]
pub fn biases<N: Network>() -> Vec<usize> {
    let (mut first, mut biases) = (0, Vec::new());
    for layer in layers::<N>() {
        let end = first + layer.params();
        biases.extend(first + layer.inputs * layer.units..end);
        first = end;
    }
    biases
}

/// A target that the reference understands.
pub trait AsReferenceTarget: Copy {
    /// The same target.
    fn as_reference(&self) -> Target<f64>;
}

impl<const N: usize> AsReferenceTarget for [f32; N] {
    fn as_reference(&self) -> Target<f64> {
        Target::Values(wide(self))
    }
}

impl AsReferenceTarget for usize {
    fn as_reference(&self) -> Target<f64> {
        Target::Label(*self)
    }
}

/// A loss that the reference has too.
pub trait AsReferenceLoss {
    /// The same loss.
    fn as_reference(&self) -> Loss;
}

macro_rules! losses {
    ($($loss:ident),*) => {$(
        impl AsReferenceLoss for $loss {
            fn as_reference(&self) -> Loss {
                Loss::$loss
            }
        }
    )*};
}
losses!(Mse, Mae, Bce, CrossEntropy, SoftCrossEntropy);

impl AsReferenceLoss for Huber {
    fn as_reference(&self) -> Loss {
        Loss::Huber { delta: f64::from(self.delta()) }
    }
}
