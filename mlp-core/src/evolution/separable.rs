//! Separable CMA-ES.

use super::generation::Generation;
use super::noise::Noise;
use super::ranks::best_first;
use crate::error::{Error, check, debug_assert_valid};
use crate::layer::parameters::Parameters;
use crate::math::{exp, ln, power};
use crate::population::Population;
use crate::simd::root::square_root;
use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;

/// Separable CMA-ES (Ros & Hansen 2008): adapts its step size and the deviation of each parameter.
///
/// Candidate `k` is `m + s sqrt(c) z_k` with `z_k` standard normal. `m` becomes the mean of the better half, weighted by
/// rank; the step size `s` and the variances `c` follow the paths of `m`. Settings are those of the paper: the
/// covariance matrix is diagonal, and its learning rate is `(n + 2) / 3` times that of CMA-ES. Time and memory are
/// linear in the number `n` of parameters.
///
/// There is no learning rate to choose, only the first deviation: about a third of the distance to what is looked for.
///
/// ```
/// use mlp::evolution::SeparableCmaEs;
/// use mlp::prelude::*;
///
/// mlp! { struct Net: 3 => 1 no_bias }
///
/// // the sphere: the distance from (1, 1, 1)
/// let mut search = SeparableCmaEs::new(Net::zeroed(), 0.5, 7);
/// for _ in 0..150 {
///     search.step(|nets, scores| {
///         for (net, score) in nets.iter().zip(scores) {
///             *score = -net.params().iter().map(|w| (w - 1.0) * (w - 1.0)).sum::<f32>();
///         }
///     });
/// }
/// assert!(search.net().params().iter().all(|w| (w - 1.0).abs() < 1e-3));
/// ```
#[derive(Debug)]
pub struct SeparableCmaEs<N: Parameters> {
    mean: Box<N>,
    step_size: f32,
    variances: Vec<f32>,
    /// The path of the mean in units of the deviations, and the path of the mean.
    paths: [Vec<f32>; 2],
    seed: u64,
    generation: u64,
    candidates: Population<N>,
    params: Vec<f32>,
    rates: Rates,
}

/// The settings that follow from the numbers of parameters and candidates.
#[derive(Clone, Debug)]
struct Rates {
    /// The weights of the better half, which sum to 1.
    weights: Vec<f32>,
    /// `1 / sum w^2`
    effective: f32,
    /// The fraction of the paths that each step replaces.
    path: [f32; 2],
    damping: f32,
    /// The fraction of the variances that each step replaces.
    variance: f32,
    /// The expected norm of a standard normal vector.
    norm: f32,
}

impl Rates {
    fn new(parameters: usize, candidates: usize) -> Self {
        let (n, parents) = (parameters as f32, (candidates / 2).max(1));
        let mut weights: Vec<f32> =
            (1..=parents).map(|i| ln::<f32>(parents as f32 + 1.0) - ln::<f32>(i as f32)).collect();
        let sum: f32 = weights.iter().sum();
        for weight in &mut weights {
            *weight /= sum;
        }
        let effective = 1.0 / weights.iter().map(|weight| weight * weight).sum::<f32>();
        let size = (effective + 2.0) / (n + effective + 3.0);
        let damping = 1.0 + 2.0 * (square_root(((effective - 1.0) / (n + 1.0)).max(0.0)) - 1.0).max(0.0) + size;
        let root = n + core::f32::consts::SQRT_2;
        let rank_one = 2.0 / (root * root);
        let rank_many = ((2.0 * effective - 1.0) / ((n + 2.0) * (n + 2.0) + effective)).min(1.0);
        let full = rank_one / effective + (1.0 - 1.0 / effective) * rank_many;
        let norm = square_root(n) * (1.0 - 1.0 / (4.0 * n) + 1.0 / (21.0 * n * n));
        let variance = (full * (n + 2.0) / 3.0).min(1.0);
        Self { weights, effective, path: [size, 4.0 / (n + 4.0)], damping, variance, norm }
    }
}

/// Returns the number of candidates of the paper, `4 + 3 ln n`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
fn default_candidates(parameters: usize) -> usize {
    4 + (3.0 * ln::<f32>(parameters.max(1) as f32)) as usize
}

impl<N: Parameters> SeparableCmaEs<N> {
    /// Returns a search that begins with this network and this standard deviation of the changes.
    ///
    /// A generation has `4 + 3 ln n` candidates, rounded down, unless [`SeparableCmaEs::candidates`] says otherwise.
    #[must_use]
    pub fn new(net: N, deviation: f32, seed: u64) -> Self {
        Self {
            mean: Box::new(net),
            step_size: deviation,
            variances: vec![1.0; N::COUNT],
            paths: [vec![0.0; N::COUNT], vec![0.0; N::COUNT]],
            seed,
            generation: 0,
            candidates: Population::zeroed(default_candidates(N::COUNT)),
            params: vec![0.0; N::COUNT],
            rates: Rates::new(N::COUNT, default_candidates(N::COUNT)),
        }
    }

    /// Sets the number of candidates in a generation, at least 2; more of them search more widely.
    #[must_use]
    pub fn candidates(mut self, candidates: usize) -> Self {
        self.candidates = Population::zeroed(candidates);
        self.rates = Rates::new(N::COUNT, candidates);
        self
    }

    /// Checks that every setting is in its range.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidSetting`] for the first setting that is out of its range.
    pub fn check(&self) -> Result<(), Error> {
        let candidates = self.candidates.len();
        check(candidates > 1, "SeparableCmaEs::candidates", candidates as f32, "at least 2")?;
        let is_valid = self.step_size > 0.0 && self.step_size.is_finite();
        check(is_valid, "SeparableCmaEs::deviation", self.step_size, "a finite number above 0")
    }

    /// Returns the network: the mean of the candidates.
    #[must_use]
    pub fn net(&self) -> &N {
        &self.mean
    }

    /// Returns the step size: the factor of the deviations of all parameters.
    #[must_use]
    pub const fn step_size(&self) -> f32 {
        self.step_size
    }

    /// Returns the number of steps made.
    #[must_use]
    pub const fn generation(&self) -> u64 {
        self.generation
    }

    /// Makes one step: asks for the scores of all candidates, and moves the network.
    ///
    /// `fitness` writes a score for each candidate. Returns what the scores were like.
    ///
    /// # Panics
    ///
    /// In builds with debug assertions, if a setting is out of its range.
    pub fn step(&mut self, fitness: impl FnOnce(&Population<N>, &mut [f32])) -> Generation {
        let mut scores = vec![f32::NAN; self.candidates.len()];
        fitness(self.ask(), &mut scores);
        self.tell(&scores)
    }

    /// Returns the candidates of this generation: the same until [`SeparableCmaEs::tell`] makes the step.
    ///
    /// # Panics
    ///
    /// As [`SeparableCmaEs::step`].
    pub fn ask(&mut self) -> &Population<N> {
        debug_assert_valid(|| self.check());
        let Self { mean, step_size, variances, seed, generation, candidates, params, .. } = self;
        for member in 0..candidates.len() {
            let mut noise = Noise::new(*seed, *generation, member as u64);
            for ((param, mean), variance) in params.iter_mut().zip(mean.params_slice()).zip(&*variances) {
                *param = mean + *step_size * square_root(*variance) * noise.normal();
            }
            candidates.set_params(member, params);
        }
        candidates
    }

    /// Makes the step that follows from the scores of the candidates.
    ///
    /// # Panics
    ///
    /// If there is not one score for each candidate.
    pub fn tell(&mut self, scores: &[f32]) -> Generation {
        let members = self.candidates.len();
        assert!(scores.len() == members, "{} scores for {members} candidates", scores.len());
        let parents = best_first(scores);
        let (mean_step, mean_square) = self.recombine(&parents);
        self.follow(&mean_step, &mean_square);
        self.generation += 1;
        Generation::of(scores)
    }

    /// Returns the weighted means of the parents' `z` and of `z^2`.
    fn recombine(&self, parents: &[usize]) -> (Vec<f32>, Vec<f32>) {
        let (mut step, mut square) = (vec![0.0; N::COUNT], vec![0.0; N::COUNT]);
        for (parent, weight) in parents.iter().zip(&self.rates.weights) {
            let mut noise = Noise::new(self.seed, self.generation, *parent as u64);
            for (step, square) in step.iter_mut().zip(&mut square) {
                let z = noise.normal();
                *step += weight * z;
                *square += weight * z * z;
            }
        }
        (step, square)
    }

    /// Moves the mean, and adapts the step size and the variances.
    fn follow(&mut self, z: &[f32], z_square: &[f32]) {
        let Rates { effective, path: [c_size, c_path], damping, variance: c_cov, norm, .. } = self.rates;
        let [size_path, path] = &mut self.paths;
        let mut square_norm = 0.0_f64;
        let factor = square_root(c_size * (2.0 - c_size) * effective);
        for (size_path, z) in size_path.iter_mut().zip(z) {
            *size_path = (1.0 - c_size) * *size_path + factor * z;
            square_norm += f64::from(*size_path) * f64::from(*size_path);
        }
        #[expect(clippy::cast_possible_truncation, reason = "a norm of f32s")]
        let length = square_root(square_norm as f32);
        // a path that is too long must not make the variances grow while the step size does
        let steps = u32::try_from(2 * (self.generation + 1)).unwrap_or(u32::MAX);
        #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1")]
        let begun = square_root((1.0 - power(f64::from(1.0 - c_size), steps)) as f32);
        let n = N::COUNT as f32;
        let is_short = length / begun < (1.4 + 2.0 / (n + 1.0)) * norm;
        let factor = if is_short { square_root(c_path * (2.0 - c_path) * effective) } else { 0.0 };
        let lost = if is_short { 0.0 } else { c_path * (2.0 - c_path) };
        let values = self.mean.params_slice_mut().iter_mut().zip(&mut self.variances).zip(path);
        for (((mean, variance), path), (z, z_square)) in values.zip(z.iter().zip(z_square)) {
            let y = square_root(*variance) * z;
            *mean += self.step_size * y;
            *path = (1.0 - c_path) * *path + factor * y;
            let of_path = *path * *path + lost * *variance;
            let of_parents = *variance * z_square;
            *variance =
                (1.0 - c_cov) * *variance + c_cov * (of_path / effective + (1.0 - 1.0 / effective) * of_parents);
        }
        self.step_size *= exp::<f32>(c_size / damping * (length / norm - 1.0));
    }
}
