//! A genetic algorithm with elites.

use super::generation::Generation;
use super::noise::{Noise, normal};
use super::operators::{crossover_one_point, crossover_uniform, mutate, tournament, truncation};
use crate::error::{Error, check, check_count, check_not_negative, debug_assert_valid};
use crate::layer::parameters::Parameters;
use crate::math::exp;
use crate::population::Population;
use crate::random::SplitMix64;
use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;

/// How the parents of a child are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// The best of so many random members.
    Tournament(usize),
    /// Any of the so many best members.
    Truncation(usize),
}

/// How a child has parameters of two parents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crossover {
    /// A child has one parent.
    None,
    /// Each parameter is of either parent.
    Uniform,
    /// The first parameters are of one parent, and the others of the other.
    OnePoint,
}

/// A genetic algorithm: the best members stay, others are replaced by changed copies of good ones.
///
/// Each member has a mutation strength of its own, which its children inherit: times `exp(a z)` with `z` standard normal
/// where [`GeneticAlgorithm::adaptation`] sets `a` (self-adaptation, Beyer & Schwefel 2002).
///
/// ```
/// use mlp::evolution::{Crossover, GeneticAlgorithm, Selection};
/// use mlp::population::Population;
/// use mlp::prelude::*;
///
/// mlp! { struct Net: 3 => 1 no_bias }
///
/// let mut search = GeneticAlgorithm::new(Population::<Net>::seeded(64, 1), 0.1, 7)
///     .selection(Selection::Tournament(3))
///     .crossover(Crossover::Uniform)
///     .elites(2);
/// for _ in 0..60 {
///     search.step(|nets, scores| {
///         for (net, score) in nets.iter().zip(scores) {
///             *score = -net.params().iter().map(|w| (w - 1.0) * (w - 1.0)).sum::<f32>();
///         }
///     });
/// }
/// assert!(search.best().params().iter().all(|w| (w - 1.0).abs() < 0.2));
/// ```
#[derive(Debug)]
pub struct GeneticAlgorithm<N: Parameters> {
    members: Population<N>,
    strengths: Vec<f32>,
    children: Population<N>,
    best: Box<N>,
    best_score: f32,
    selection: Selection,
    crossover: Crossover,
    elites: usize,
    adaptation: f32,
    seed: u64,
    generation: u64,
}

impl<N: Parameters> GeneticAlgorithm<N> {
    /// Returns an algorithm that begins with these members, all with the same mutation strength.
    ///
    /// Tournaments of three, no crossover, one elite and no adaptation, unless the other methods say otherwise.
    #[must_use]
    pub fn new(members: Population<N>, strength: f32, seed: u64) -> Self {
        let count = members.len();
        Self {
            strengths: vec![strength; count],
            children: Population::zeroed(count),
            members,
            best: N::zeroed_boxed(),
            best_score: f32::NAN,
            selection: Selection::Tournament(3),
            crossover: Crossover::None,
            elites: 1,
            adaptation: 0.0,
            seed,
            generation: 0,
        }
    }

    /// Sets how parents are chosen.
    #[must_use]
    pub const fn selection(mut self, selection: Selection) -> Self {
        self.selection = selection;
        self
    }

    /// Sets how children have parameters of two parents.
    #[must_use]
    pub const fn crossover(mut self, crossover: Crossover) -> Self {
        self.crossover = crossover;
        self
    }

    /// Sets the number of best members that stay as they are, at most the number of members.
    ///
    /// With at least one, the best score of a generation never falls, if equal members always have equal scores.
    #[must_use]
    pub const fn elites(mut self, elites: usize) -> Self {
        self.elites = elites;
        self
    }

    /// Sets how much mutation strengths change from parent to child, 0 or more; about `1 / sqrt(2 n)` is usual for `n`
    /// parameters.
    #[must_use]
    pub const fn adaptation(mut self, adaptation: f32) -> Self {
        self.adaptation = adaptation;
        self
    }

    /// Checks that every setting is in its range.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidSetting`] for the first setting that is out of its range.
    pub fn check(&self) -> Result<(), Error> {
        check_count("GeneticAlgorithm::members", self.members.len())?;
        let (Selection::Tournament(count) | Selection::Truncation(count)) = self.selection;
        check_count("GeneticAlgorithm::selection", count)?;
        let elites = self.elites as f32;
        check(self.elites <= self.members.len(), "GeneticAlgorithm::elites", elites, "at most the number of members")?;
        check_not_negative("GeneticAlgorithm::adaptation", self.adaptation)
    }

    /// Returns the members of this generation.
    #[must_use]
    pub const fn members(&self) -> &Population<N> {
        &self.members
    }

    /// Returns the mutation strength of each member, to change it.
    pub fn strengths_mut(&mut self) -> &mut [f32] {
        &mut self.strengths
    }

    /// Returns the network with the largest score so far; zeros before the first step.
    #[must_use]
    pub fn best(&self) -> &N {
        &self.best
    }

    /// Returns the largest score so far; NaN before the first step.
    #[must_use]
    pub const fn best_score(&self) -> f32 {
        self.best_score
    }

    /// Makes one step: asks for the scores of all members, and replaces them by the next generation.
    ///
    /// `fitness` writes a score for each member. Returns what the scores were like.
    ///
    /// # Panics
    ///
    /// In builds with debug assertions, if a setting is out of its range.
    pub fn step(&mut self, fitness: impl FnOnce(&Population<N>, &mut [f32])) -> Generation {
        let mut scores = vec![f32::NAN; self.members.len()];
        fitness(&self.members, &mut scores);
        self.tell(&scores)
    }

    /// Replaces the members by the generation that follows from their scores.
    ///
    /// # Panics
    ///
    /// If there is not one score for each member, and as [`GeneticAlgorithm::step`].
    pub fn tell(&mut self, scores: &[f32]) -> Generation {
        debug_assert_valid(|| self.check());
        let members = self.members.len();
        assert!(scores.len() == members, "{} scores for {members} members", scores.len());
        let generation = Generation::of(scores);
        if self.best_score.is_nan() || generation.best > self.best_score {
            self.members.copy_to(generation.best_member, &mut self.best);
            self.best_score = generation.best;
        }
        let best = truncation(scores, members);
        let (mut params, mut strengths) = (vec![0.0; N::COUNT], Vec::with_capacity(members));
        for child in 0..members {
            if child < self.elites {
                self.members.copy_params_to(best[child], &mut params);
                strengths.push(self.strengths[best[child]]);
            } else {
                let mut noise = Noise::new(self.seed, self.generation, child as u64);
                strengths.push(self.child(scores, &best, &mut params, noise.numbers()));
            }
            self.children.set_params(child, &params);
        }
        core::mem::swap(&mut self.members, &mut self.children);
        self.strengths = strengths;
        self.generation += 1;
        generation
    }

    /// Writes the parameters of a child, and returns its mutation strength.
    fn child(&self, scores: &[f32], best: &[usize], params: &mut [f32], random: &mut SplitMix64) -> f32 {
        let select = |random: &mut SplitMix64| match self.selection {
            Selection::Tournament(size) => tournament(scores, size, random),
            Selection::Truncation(count) => best[random.below(count.min(best.len()))],
        };
        let parent = select(random);
        self.members.copy_params_to(parent, params);
        if self.crossover != Crossover::None {
            let mut other = vec![0.0; N::COUNT];
            self.members.copy_params_to(select(random), &mut other);
            match self.crossover {
                Crossover::Uniform => crossover_uniform(params, &other, random),
                _ => crossover_one_point(params, &other, random),
            }
        }
        let mut strength = self.strengths[parent];
        if self.adaptation > 0.0 {
            strength *= exp::<f32>(self.adaptation * normal(random));
        }
        mutate(params, strength, random);
        strength
    }
}
