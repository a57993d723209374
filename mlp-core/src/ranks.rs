//! Ranks: processes that work on one task, on one machine or on many.
//!
//! Every rank runs the same program on a part of the work, and a [`Communicator`] connects them: over MPI in the crate
//! `mlp-mpi`, and over threads with [`on_threads`]. [`Alone`] is one rank by itself.
//!
//! | task | how | what travels |
//! |---|---|---|
//! | gradients of large batches | [`Trainer::across`](crate::Trainer::across) | a gradient for each step |
//! | evaluations of many candidates | [`EvolutionStrategy::across`](crate::evolution::EvolutionStrategy::across) | one number for each candidate |
//!
//! Sums are [ordered](ordered_sum), so a result has the same bits for any number of ranks, and of threads in each. Ranks
//! whose settings, data or versions differ are refused at the start; a rank that fails ends all of them with its number
//! and its error.
//!
//! ```
//! use mlp::prelude::*;
//! use mlp::ranks::{Alone, Communicator, on_threads};
//!
//! mlp! { struct Net: 1 => 8 tanh => 1 }
//!
//! fn train(world: &dyn Communicator) -> Result<Net, mlp::Error> {
//!     let inputs: Vec<[f32; 1]> = (0..128).map(|i| [i as f32 / 64.0 - 1.0]).collect();
//!     let targets: Vec<[f32; 1]> = inputs.iter().map(|[x]| [x * x]).collect();
//!     let trainer = Trainer::new(Mse, Adam::new(0.02)).epochs(20).across(world);
//!     // the samples of this rank
//!     let part = trainer.part(inputs.len());
//!     let mut net = Net::seeded(7);
//!     trainer.fit(&mut net, &inputs[part.clone()], &targets[part])?;
//!     Ok(net)
//! }
//!
//! let alone = train(&Alone)?;
//! for net in on_threads(4, |world| train(world)) {
//!     assert_eq!(net?.params(), alone.params()); // to the bit
//! }
//! # Ok::<(), mlp::Error>(())
//! ```

mod agreement;
mod alone;
mod communicator;
mod gather;
mod guard;
mod threads;
mod tree;

pub(crate) use agreement::{agree, compare};
pub use alone::Alone;
pub use communicator::Communicator;
#[cfg(feature = "safetensors")]
pub(crate) use gather::bytes_of;
pub(crate) use gather::{gather_bytes, gather_words};
pub(crate) use guard::guarded;
pub use threads::{ThreadRank, on_threads};
pub use tree::ordered_sum;
pub(crate) use tree::{Sum, Tree};
