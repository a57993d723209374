//! Many networks at once: an ensemble with its uncertainty, a sweep over settings, and training without a
//! gradient.
//!
//! # 1. Members in the lanes
//!
//! A vector register has room for 8 or 16 values, more than most layers of a tiny network have units. A
//! [`Population`](crate::population::Population) fills it with networks instead: parameter `p` of sixteen members is one
//! vector, and all sixteen go through the same instructions.
//!
//! ```text
//! memory     [block][parameter][lane]       member m is in lane m mod 16 of block m / 16
//! forward    zₛⱼ = bⱼ + Σᵢ xₛᵢ Wᵢⱼ           for each lane: its own W and b, its own x or the same
//! ```
//!
//! ```
//! use mlp::population::Population;
//! use mlp::prelude::*;
//!
//! mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
//!
//! let nets = Population::<Net>::seeded(40, 7);
//! let mut outputs = vec![[0.0]; 40];
//! nets.forward(&vec![[0.0, 1.0]; 40], &mut outputs);
//! assert_eq!(nets.get(5).params(), Net::seeded(12).params());
//! assert!((outputs[5][0] - Net::seeded(12).forward(&[0.0, 1.0])[0]).abs() < 1e-6);
//! ```
//!
//! # 2. An ensemble, and its error band
//!
//! Networks with different initial weights agree where there are samples, and differ where there are none. The mean of
//! their outputs is the prediction, and the standard deviation tells how far to trust it:
//!
//! ```text
//! mean(x) = 1/M Σₘ yₘ(x)        std(x)² = 1/(M − 1) Σₘ (yₘ(x) − mean(x))²
//! ```
//!
//! The example `ensemble` trains 64 networks on measurements with a gap, each on its own bootstrap sample, and draws the band.
//! [`Spread::of_members`](crate::Spread::of_members) computes it.
//!
//! <div role="img" aria-label="points with a gap, a curve, and a band that is wide in the gap">
//!
#![doc = include_str!("../../docs/figures/ensemble.svg")]
//! </div>
//!
//! # 3. A sweep over settings
//!
//! Members that train on the same samples with optimizers of their own are a table of results from one training run:
//!
//! ```
//! use mlp::population::{MemberBatch, Population};
//! use mlp::prelude::*;
//!
//! mlp! { struct Net: 2 => 8 tanh => 1 sigmoid }
//!
//! let inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
//! let targets = [[0.0], [1.0], [1.0], [0.0]];
//! // four rates, each with four seeds
//! let rates = [0.0001, 0.001, 0.01, 0.1];
//! let optimizer = |member: usize| Adam::new(rates[member / 4]);
//! let optimizers: Vec<Adam> = (0..16).map(optimizer).collect();
//! let mut nets = Population::<Net>::zeroed(16);
//! for member in 0..16 {
//!     nets.set(member, &Net::seeded(member as u64 % 4));
//! }
//! let mut state = nets.init(&optimizers);
//! for _ in 0..500 {
//!     let batch = MemberBatch::shared(&inputs, &targets);
//!     nets.train_batch(Bce, &optimizers, &mut state, batch);
//! }
//! let mut losses = [0.0; 16];
//! nets.loss(Bce, MemberBatch::shared(&inputs, &targets), &mut losses);
//! let of_rate = |index: usize| losses[4 * index..][..4].iter().sum::<f32>() / 4.0;
//! assert!(of_rate(3) < of_rate(2) && of_rate(2) < of_rate(1) && of_rate(1) < of_rate(0));
//! ```
//!
//! # 4. Without a gradient
//!
//! The time until a pole falls or a car leaves the road has no derivative. Evolution needs only the score of each candidate.
//! An evolution strategy tries pairs of opposite changes, and moves along those that did better. With `r` the ranks of
//! the scores, from −1/2 to 1/2, this is an estimate of the gradient, for any optimizer:
//!
//! ```text
//! candidates   w ± s eₖ,  eₖ standard normal
//! g = −1/(2 n s) Σₖ (rₖ₊ − rₖ₋) eₖ
//! ```
//!
//! The examples `cart_pole` ([`EvolutionStrategy`](crate::evolution::EvolutionStrategy)) and `cars`
//! ([`GeneticAlgorithm`](crate::evolution::GeneticAlgorithm)) do so, and draw it. [`evolution`](crate::evolution) tells
//! which method to choose.
//!
//! # 5. On many machines
//!
//! The candidates of a generation are evaluated one by one, so several machines may have a part of them each
//! ([`EvolutionStrategy::across`](crate::evolution::EvolutionStrategy::across)). Noise follows from a seed, so each machine
//! makes the same candidates, and only scores travel. A long batch has parts too: their gradients are added up
//! ([`Trainer::across`](crate::Trainer::across)). [`ranks`](crate::ranks) says how.
