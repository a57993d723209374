//! Training runs: the trainer, learning-rate schedules, histories, ensembles and L-BFGS.

#[cfg(feature = "alloc")]
pub(crate) mod ensemble;
#[cfg(feature = "alloc")]
mod frozen;
#[cfg(feature = "alloc")]
pub(crate) mod history;
#[cfg(feature = "alloc")]
pub(crate) mod lbfgs;
pub mod schedule;
#[cfg(feature = "alloc")]
pub(crate) mod trainer;
