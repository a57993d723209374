//! `Serialize` and `Deserialize` for joined networks.

use super::Chain;
#[cfg(feature = "compose")]
use super::Concat;
use crate::file::serde::{deserialize, serialize};
use crate::layer::parameters::Parameters;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! joined {
    ($($(#[$attribute:meta])* $joined:ident),*) => {$(
        $(#[$attribute])*
        impl<A: Parameters, B: Parameters> Serialize for $joined<A, B> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize(self, serializer)
            }
        }
        $(#[$attribute])*
        impl<'de, A: Parameters, B: Parameters> Deserialize<'de> for $joined<A, B> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize(deserializer)
            }
        }
    )*};
}
joined!(
    Chain,
    #[cfg(feature = "compose")]
    Concat
);
