//! The declared networks: each shape with each activation, for classes and for a regression.
//!
//! `unroll = none` lets them share the kernels: a hundred networks that are compiled each for itself would be megabytes.

use crate::session::{Session, session};
use mlp::prelude::*;

/// Declares the networks of one shape, for each activation, and the function that creates one of them.
macro_rules! shape {
    ($name:ident: $($activation:ident)* => $layers:tt) => {
        mod $name {
            use super::{Adam, Bce, Mse, Session, session};
            $(declare! { $activation $layers })*

            pub(super) fn create(activation: &str, regression: bool, adam: Adam, seed: u64) -> Option<Box<dyn Session>> {
                match (activation, regression) {
                    $((stringify!($activation), false) => Some(session::<$activation::classes::Net, _>(Bce, adam, seed)),)*
                    $((stringify!($activation), true) => Some(session::<$activation::values::Net, _>(Mse, adam, seed)),)*
                    _ => None,
                }
            }
        }
    };
}

/// Declares a network for classes and one for a regression.
macro_rules! declare {
    ($activation:ident [$($units:literal)*]) => {
        #[allow(dead_code, reason = "only what `Network` has is called")]
        mod $activation {
            pub(super) mod classes {
                mlp::mlp! {
                    pub(in super::super) struct Net: 2 $(=> $units $activation)* => 1 sigmoid, unroll = none
                }
            }
            pub(super) mod values {
                mlp::mlp! { pub(in super::super) struct Net: 2 $(=> $units $activation)* => 1, unroll = none }
            }
        }
    };
}

/// Declares all shapes, and the function that finds one of them.
macro_rules! shapes {
    ($($name:ident $key:literal $layers:tt)*) => {
        $(shape! { $name: tanh relu sigmoid silu identity => $layers })*

        /// Returns the network with these hidden layers, or `None` if it is not declared.
        pub(crate) fn create(
            network: &str,
            activation: &str,
            regression: bool,
            adam: Adam,
            seed: u64,
        ) -> Option<Box<dyn Session>> {
            match network {
                // without hidden layers there is no activation to choose
                "0" => none::create("tanh", regression, adam, seed),
                $($key => $name::create(activation, regression, adam, seed),)*
                _ => None,
            }
        }
    };
}

shape! { none: tanh => [] }

shapes! {
    two "2" [2]
    three "3" [3]
    four "4" [4]
    eight "8" [8]
    four_two "4-2" [4 2]
    four_four "4-4" [4 4]
    eight_eight "8-8" [8 8]
    eight_eight_eight "8-8-8" [8 8 8]
}

#[cfg(test)]
mod tests {
    use super::create;
    use crate::choices::{ACTIVATIONS, NETWORKS};
    use crate::settings::{Data, Settings};
    use mlp::prelude::Adam;

    #[test]
    fn every_choice_is_declared_as_it_is_shown() {
        for network in NETWORKS {
            for activation in ACTIVATIONS {
                for data in [Data::Circles, Data::Regression] {
                    let regression = data == Data::Regression;
                    let session = create(network, activation, regression, Adam::new(0.1), 1).unwrap();
                    let settings = Settings { data, network, activation, ..Settings::default() };
                    let described =
                        format!("Net({}, {} parameters)", settings.declaration(), session.parameters().len());
                    let file = session.file();
                    assert!(String::from_utf8_lossy(&file).contains(&described), "{described}");
                }
            }
        }
        assert!(create("5", "tanh", false, Adam::new(0.1), 1).is_none());
        assert!(create("3", "softmax", false, Adam::new(0.1), 1).is_none());
    }
}
