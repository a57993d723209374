//! The texts. Lower case, no full stop: what was found, what was expected, a remedy.

mod block;
mod chain;
mod declaration;
mod layer;
mod option;
mod warning;
mod weights;

pub(crate) use self::block::*;
pub(crate) use self::chain::*;
pub(crate) use self::declaration::*;
pub(crate) use self::layer::*;
pub(crate) use self::option::*;
pub(crate) use self::warning::*;
pub(crate) use self::weights::*;

pub(crate) const EXAMPLE: &str = "2 => 3 sigmoid => 1 sigmoid";
