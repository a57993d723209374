//! Evolution: training by trial and error, where there is no gradient.
//!
//! Each generation, a method asks for the scores of a [`Population`](crate::population::Population) of candidates and
//! changes its networks by them. A score is any number, the larger the better; one that is NaN is worse than all. The
//! function that computes them is your own: it may run all candidates at once, or copy them and run a loop for each.
//! The same seed and the same scores give the same bits, on every machine.
//!
//! | method | when |
//! |---|---|
//! | [`EvolutionStrategy`] | many parameters; noisy scores; the optimizers of gradients |
//! | [`SeparableCmaEs`] | up to some thousand parameters; no learning rate to choose |
//! | [`GeneticAlgorithm`] | many different solutions at once; scores that nothing smooth leads to |
//!
//! ```
//! use mlp::evolution::EvolutionStrategy;
//! use mlp::population::Population;
//! use mlp::prelude::*;
//!
//! mlp! { struct Net: 2 => 4 tanh => 1 sigmoid }
//!
//! // exclusive or, without a gradient
//! let (inputs, targets) = ([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0.0, 1.0, 1.0, 0.0]);
//! let mut strategy = EvolutionStrategy::new(Net::seeded(1), Adam::new(0.1), 7).pairs(24).deviation(0.2);
//! for _ in 0..300 {
//!     strategy.step(|nets: &Population<Net>, scores: &mut [f32]| {
//!         let mut outputs = vec![[0.0]; 4 * nets.len()];
//!         nets.forward_shared(&inputs, &mut outputs);
//!         for (score, outputs) in scores.iter_mut().zip(outputs.chunks(4)) {
//!             *score = -outputs.iter().zip(targets).map(|([y], t)| (y - t) * (y - t)).sum::<f32>();
//!         }
//!     });
//! }
//! let [y] = strategy.net().forward(&[0.0, 1.0]);
//! assert!(y > 0.8, "{y}");
//! ```

#[cfg(feature = "std")]
mod distributed;
mod generation;
mod genetic;
mod noise;
mod operators;
mod ranks;
mod separable;
mod strategy;

#[cfg(feature = "std")]
pub use distributed::DistributedStrategy;
pub use generation::Generation;
pub use genetic::{Crossover, GeneticAlgorithm, Selection};
pub use operators::{crossover_one_point, crossover_uniform, mutate, tournament, truncation};
pub use ranks::centred_ranks;
pub use separable::SeparableCmaEs;
pub use strategy::EvolutionStrategy;
