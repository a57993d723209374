//! The layers that a whole training run leaves unchanged.

use crate::error::Error;
use crate::layer::parameters::Parameters;
use crate::layer::set::LayerSet;
use crate::network::Network;
use crate::optimizer::first_trained;
use core::any::{TypeId, type_name};

/// Layers of one type of networks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Frozen {
    /// The type, and its name.
    network: Option<(TypeId, &'static str)>,
    pub(crate) layers: LayerSet,
}

impl Frozen {
    pub(crate) const NONE: Self = Self { network: None, layers: LayerSet::EMPTY };

    /// Adds the layers of a part of a network.
    ///
    /// # Panics
    ///
    /// As [`LayerSet::of_part`], and if there are layers of another type of networks.
    #[must_use]
    pub(crate) fn with<N: Network, P: Parameters>(mut self, part: impl FnOnce(&N) -> &P) -> Self {
        let network = (TypeId::of::<N>(), type_name::<N>());
        if let Some(other) = self.network {
            assert!(other == network, "`freeze` was given layers of `{}` and of `{}`", other.1, network.1);
        }
        self.network = Some(network);
        self.layers.insert(LayerSet::of_part(&*N::zeroed_boxed(), part));
        self
    }

    /// Checks that the layers are those of `N`, and that some of its layers are not frozen.
    pub(crate) fn check<N: Network>(&self) -> Result<(), Error> {
        match self.network {
            Some((network, found)) if network != TypeId::of::<N>() => {
                Err(Error::FrozenNetwork { found, expected: type_name::<N>() })
            }
            _ if first_trained::<N>(self.layers) == N::COUNT => Err(Error::AllFrozen),
            _ => Ok(()),
        }
    }
}
