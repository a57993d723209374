//! The texts of all messages. Lower case, no full stop: what was found, what was expected, a remedy.

mod block;
mod chain;
mod declaration;
mod ends;
mod example;
mod layer;
mod option;
mod warning;
mod weights;

pub(crate) use self::block::*;
pub(crate) use self::chain::*;
pub(crate) use self::declaration::*;
pub(crate) use self::ends::*;
pub(crate) use self::layer::*;
pub(crate) use self::option::*;
pub(crate) use self::warning::*;
pub(crate) use self::weights::*;
