//! Weights of other programs: names, prefixes, and files with more than one network.

use super::{Network, place};
use crate::error::Error;
use crate::file::safetensors::naming::Naming;
use crate::file::safetensors::{load, read};
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use std::path::Path;

/// The names under which a safetensors file of another program has the weights of a network.
///
/// [`Network::load`] expects the names of PyTorch's `nn.Sequential`, `"0.weight"`, or those of the layers, and nothing
/// else in the file. Models often have others: a prefix (`"module."` of `DataParallel`, `"_orig_mod."` of
/// `torch.compile`), names of their own (`"fc1.weight"`), and parts that are not the network. What the names do not
/// mention is left out, and is not even read.
///
/// | in the file | names |
/// |---|---|
/// | `module.0.weight`, `module.0.bias`, `module.2.weight`, ... | `Weights::at("module.")` |
/// | `actor.0.weight`, `actor.0.bias`, ..., `critic.0.weight`, ... | `Weights::at("actor.")` |
/// | `fc1.weight`, `fc1.bias`, `out.weight`, `out.bias`, `log_std` | `Weights::layers(["fc1", "out"])` |
/// | `w1`, `b1`, `w2`, `b2` | `Weights::tensors(["w1", "b1", "w2", "b2"])` |
///
/// Where names do not fit, the error lists what the file has, and proposes names whose shapes fit. Shapes are those of
/// PyTorch's `nn.Linear`: weights `[units, inputs]`, biases `[units]`.
///
/// ```
/// use mlp::{Weights, prelude::*};
///
/// mlp! { struct Policy: 4 => 64 tanh => 64 tanh => 2 }
///
/// # fn example() -> Result<(), mlp::Error> {
/// // a policy of Stable-Baselines3
/// let layers = Weights::layers(["mlp_extractor.policy_net.0", "mlp_extractor.policy_net.2", "action_net"]);
/// let policy: Policy = layers.load("cart_pole.safetensors")?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    naming: Naming,
}

impl Weights {
    /// Returns the names of a network whose tensors stand behind a prefix, such as `"module."`, of which the last dot may
    /// be left out.
    ///
    /// Behind the prefix are the names of `nn.Sequential`, `"module.0.weight"`, or those of the layers,
    /// `"module.fc1.weight"`. Other tensors with the prefix are an error: the network has more than was declared.
    ///
    /// ```
    /// use mlp::{Weights, prelude::*};
    ///
    /// mlp! {
    ///     #[derive(PartialEq)]
    ///     struct Encoder: 12 => 8 relu => 3 tanh;
    ///     struct Decoder: 3 => 8 relu => 12
    /// }
    ///
    /// // the names of a joined network begin with `first.` and `second.`
    /// let autoencoder = Chain::new(Encoder::seeded(1), Decoder::seeded(2));
    /// let bytes = autoencoder.to_safetensors();
    /// let error = Encoder::from_safetensors(&bytes).unwrap_err();
    /// assert!(error.to_string().ends_with("; `Weights::at(\"first.\")` fits"));
    /// let mut encoder = Encoder::zeroed();
    /// Weights::at("first.").read(&mut encoder, &bytes)?;
    /// assert_eq!(encoder, autoencoder.first);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn at(prefix: impl Into<String>) -> Self {
        let prefix = prefix.into();
        let prefix = if prefix.is_empty() || prefix.ends_with('.') { prefix } else { format!("{prefix}.") };
        Self { naming: Naming::Behind(prefix) }
    }

    /// Returns one name for each layer, in the order of the network: the layer `"fc1"` has the tensors `"fc1.weight"`
    /// and `"fc1.bias"`.
    ///
    /// A tensor `"fc1.bias"` is an error if the layer is declared without biases. Two layers may have one name: they
    /// then have the same weights.
    #[must_use]
    pub fn layers<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        Self { naming: Naming::Layers(names.into_iter().map(Into::into).collect()) }
    }

    /// Returns one name for each tensor, in the order of the network: the weights of a layer, and then its biases if it
    /// has any.
    #[must_use]
    pub fn tensors<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        Self { naming: Naming::Tensors(names.into_iter().map(Into::into).collect()) }
    }

    /// Returns a network with the parameters in a file, of which only the header and the network's tensors are read.
    ///
    /// A file that this crate wrote is read as a whole, since its checksum is that of all data.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, if it lacks a tensor under its name, or if one has another shape or a value that is
    /// not finite. [`Error::NameCount`] if there are more or fewer names than layers or tensors.
    pub fn load<N: Network>(&self, path: impl AsRef<Path>) -> Result<N, Error> {
        let mut net = N::ZERO;
        load(&mut place(&mut net), &self.naming, path.as_ref())?;
        Ok(net)
    }

    /// Returns a network on the heap with the parameters in a file; it is never on the stack.
    ///
    /// # Errors
    ///
    /// As [`Weights::load`].
    pub fn load_boxed<N: Network>(&self, path: impl AsRef<Path>) -> Result<Box<N>, Error> {
        let mut net = N::zeroed_boxed();
        load(&mut place(&mut *net), &self.naming, path.as_ref())?;
        Ok(net)
    }

    /// Replaces a network's parameters by those in the bytes of a file.
    ///
    /// # Errors
    ///
    /// As [`Weights::load`]. On an error the network is unchanged.
    pub fn read<N: Network>(&self, net: &mut N, bytes: &[u8]) -> Result<(), Error> {
        read(&mut place(net), &self.naming, bytes)
    }
}
