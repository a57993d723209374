//! L-BFGS: a quasi-Newton method for small problems, with all samples in one batch.

mod line_search;
mod memory;

use crate::batch::{self, Samples, Wanted};
use crate::error::{Error, check_count, check_not_negative};
use crate::layer::parameters::Parameters;
use crate::layer::set::LayerSet;
use crate::loss::Loss;
use crate::network::{AsNetwork, Network};
use crate::optimizer::{clear_frozen, first_trained};
use crate::train::frozen::Frozen;
use crate::train::history::History;
use crate::train::trainer::Epoch;
use crate::train::trainer::check::check_data;
use crate::train::trainer::clock::Clock;
use crate::workspace::{PassMemory, Workspace};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ops::ControlFlow;
use line_search::{Point, strong_wolfe};
use memory::{Memory, dot};

/// L-BFGS with a line search for the strong Wolfe conditions.
///
/// The algorithms are 7.4, 7.5, 3.5 and 3.6 of Nocedal & Wright (2006). Where all samples fit one batch, so that the
/// gradient has no noise, L-BFGS needs far fewer passes than gradient descent. There are no batches, and dropout is not
/// applied. Without noise it stays in the first minimum it reaches, so use a few more units than necessary, or try
/// several seeds.
///
/// It stops when no derivative is larger than the tolerance, when the losses along a direction are too close for `f32`
/// to distinguish, or after the last iteration.
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! { struct Net: 1 => 8 tanh => 1 }
///
/// let inputs: Vec<[f32; 1]> = (-10..=10).map(|i| [i as f32 / 10.0]).collect();
/// let targets: Vec<[f32; 1]> = inputs.iter().map(|[x]| [x * x]).collect();
/// let history = Lbfgs::new().iterations(200).fit(&mut Net::seeded(7), Mse, &inputs, &targets)?;
/// assert!(history.final_loss() < 1e-4);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lbfgs {
    iterations: usize,
    memory: usize,
    tolerance: f32,
    frozen: Frozen,
}

impl Default for Lbfgs {
    fn default() -> Self {
        Self::new()
    }
}

impl Lbfgs {
    /// Returns L-BFGS with at most 100 iterations, a memory of 10 steps and a tolerance of 1e-5.
    #[must_use]
    pub const fn new() -> Self {
        Self { iterations: 100, memory: 10, tolerance: 1e-5, frozen: Frozen::NONE }
    }

    /// Sets the largest number of iterations: at least 1; 100 by default.
    ///
    /// An iteration is one step, which computes the gradient about once.
    #[must_use]
    pub const fn iterations(self, iterations: usize) -> Self {
        Self { iterations, ..self }
    }

    /// Sets the number of past steps that the curvature is estimated from; 10 by default.
    ///
    /// Each step takes memory for twice the parameters. PyTorch's `history_size`.
    #[must_use]
    pub const fn memory(self, memory: usize) -> Self {
        Self { memory, ..self }
    }

    /// Sets the tolerance: finite and not negative; 1e-5 by default. PyTorch's `tolerance_grad`.
    ///
    /// The training run ends when no derivative is larger in absolute value.
    #[must_use]
    pub const fn tolerance(self, tolerance: f32) -> Self {
        Self { tolerance, ..self }
    }

    /// Freezes a layer, or a network inside: training leaves it unchanged, as with
    /// [`Trainer::freeze`](crate::Trainer::freeze).
    ///
    /// # Panics
    ///
    /// If `part` returns something that is no part of the network, or a layer behind the 128th, and if layers of another
    /// network are frozen already.
    ///
    /// # Errors
    ///
    /// [`Lbfgs::fit`] then also returns [`Error::FrozenNetwork`] for a network of another type, and
    /// [`Error::AllFrozen`] if no layer is left.
    #[must_use]
    pub fn freeze<N: Network, P: Parameters>(self, part: impl FnOnce(&N) -> &P) -> Self {
        Self { frozen: self.frozen.with(part), ..self }
    }

    /// Checks that every setting is in its range, as [`Lbfgs::fit`] does.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidSetting`] for the first setting that is out of its range.
    pub fn check(&self) -> Result<(), Error> {
        check_count("Lbfgs::iterations", self.iterations)?;
        check_not_negative("Lbfgs::tolerance", self.tolerance)
    }

    /// Trains `net` and returns the history of the training run.
    ///
    /// The history holds the loss after each iteration, and the length of the step as the learning rate.
    ///
    /// # Errors
    ///
    /// If a setting or the data are invalid (see [`Error`]), or [`Error::Diverged`] if the loss or its gradient is not
    /// finite at the beginning. The network is then as it was.
    pub fn fit<N: Network, L: Loss<N>>(
        &self,
        net: &mut impl AsNetwork<N>,
        loss: L,
        inputs: &[N::Input],
        targets: &[L::Target],
    ) -> Result<History, Error> {
        self.fit_with(net, loss, inputs, targets, |_| ControlFlow::Continue(()))
    }

    /// Trains `net` and calls `callback` after every iteration.
    ///
    /// As [`Trainer::fit_with`](crate::Trainer::fit_with) after every epoch: the callback can compute the loss on
    /// held-out samples and end the training run.
    ///
    /// ```
    /// use core::ops::ControlFlow;
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 1 => 8 tanh => 1 }
    ///
    /// // trains until the loss on held-out samples is below 0.001
    /// let inputs: Vec<[f32; 1]> = (-10..=10).map(|i| [i as f32 / 10.0]).collect();
    /// let targets: Vec<[f32; 1]> = inputs.iter().map(|[x]| [x * x]).collect();
    /// let history = Lbfgs::new().fit_with(&mut Net::seeded(7), Mse, &inputs, &targets, |iteration| {
    ///     let validation = iteration.network().loss(Mse, &[[0.25], [0.75]], &[[0.0625], [0.5625]]);
    ///     iteration.record("validation", validation);
    ///     if validation < 0.001 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    /// })?;
    /// assert!(history.metric("validation").unwrap().last() < Some(&0.001));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Lbfgs::fit`].
    pub fn fit_with<N: Network, L: Loss<N>>(
        &self,
        net: &mut impl AsNetwork<N>,
        loss: L,
        inputs: &[N::Input],
        targets: &[L::Target],
        mut callback: impl FnMut(&mut Epoch<'_, N>) -> ControlFlow<()>,
    ) -> Result<History, Error> {
        self.check()?;
        loss.check()?;
        self.frozen.check::<N>()?;
        check_data::<N, L>(inputs, targets)?;
        let (clock, mut history) = (Clock::start(), History::default());
        let mut search = Search::new(net.as_network_mut(), loss, Samples::new(inputs, targets), self.frozen.layers);
        let mut point = search.evaluate(0.0);
        if !point.loss.is_finite() {
            return Err(Error::Diverged { epoch: 1, batch: 1, loss: search.last_loss });
        }
        let mut memory = Memory::new(self.memory);
        while history.epochs() < self.iterations && largest(search.gradient.params_slice()) > self.tolerance {
            let Some(next) = search.step(&mut memory, point.loss) else { break };
            point = next;
            #[expect(clippy::cast_possible_truncation, reason = "losses are f32")]
            history.push(point.loss as f32, None, point.step as f32, clock.elapsed());
            let mut epoch = Epoch { network: &*search.net, history: &mut history, epochs: self.iterations };
            if callback(&mut epoch).is_break() {
                break;
            }
        }
        Ok(history)
    }
}

fn largest(gradient: &[f32]) -> f32 {
    gradient.iter().fold(0.0, |largest, g| g.abs().max(largest))
}

/// The state of the search: a point in the space of parameters, a direction, and the loss along it.
struct Search<'a, N: Network, L: Loss<N>> {
    net: &'a mut N,
    loss: L,
    samples: Samples<'a, N, L>,
    /// The point where the line begins.
    origin: Vec<f32>,
    direction: Vec<f32>,
    /// The gradient at the point that was evaluated last.
    gradient: Box<N>,
    /// The loss there.
    last_loss: f32,
    /// The layers whose derivatives count as zero, beside those that are declared so.
    frozen: LayerSet,
    workspace: Workspace,
}

impl<'a, N: Network, L: Loss<N>> Search<'a, N, L> {
    fn new(net: &'a mut N, loss: L, samples: Samples<'a, N, L>, frozen: LayerSet) -> Self {
        let origin = net.params_slice().to_vec();
        let direction = alloc::vec![0.0; N::PARAMS];
        let (gradient, workspace) = (N::zeroed_boxed(), Workspace::new());
        Self { net, loss, samples, origin, direction, gradient, last_loss: 0.0, frozen, workspace }
    }

    /// Moves the network along the line and returns the loss and its slope there.
    ///
    /// The loss is NaN where the gradient is not finite, so that the search turns back as it does from such a loss.
    fn evaluate(&mut self, step: f64) -> Point {
        self.move_to(step);
        let memory = PassMemory::lent(&mut self.workspace);
        let wanted = Wanted { mask: None, first_trained: first_trained::<N>(self.frozen) };
        self.last_loss = batch::gradient(self.net, self.loss, &self.samples, &mut self.gradient, wanted, memory);
        if self.frozen.freezes_any::<N>() {
            clear_frozen(N::visit_layers, self.frozen, self.gradient.params_slice_mut());
        }
        let gradient = self.gradient.params_slice();
        let is_finite = gradient.iter().all(|g| g.is_finite());
        let loss = if is_finite { f64::from(self.last_loss) } else { f64::NAN };
        Point { step, loss, slope: dot(gradient, &self.direction) }
    }

    fn move_to(&mut self, step: f64) {
        #[expect(clippy::cast_possible_truncation, reason = "parameters are f32")]
        let factor = step as f32;
        for ((w, origin), d) in self.net.params_slice_mut().iter_mut().zip(&self.origin).zip(&self.direction) {
            // a step of 0 returns to the origin, even along a direction that is not finite
            *w = if factor == 0.0 { *origin } else { origin + factor * d };
        }
    }

    /// Makes one iteration: finds a direction and a point along it. Returns `None` if there is no better point.
    fn step(&mut self, memory: &mut Memory, loss: f64) -> Option<Point> {
        loop {
            let before = self.gradient.params_slice().to_vec();
            self.origin.copy_from_slice(self.net.params_slice());
            memory.direction(&before, &mut self.direction);
            let slope = dot(&before, &self.direction);
            let start = Point { step: 0.0, loss, slope };
            // without past steps the length is unknown: begin with a step of about 1 in all parameters together
            let sum: f64 = before.iter().map(|g| f64::from(g.abs())).sum();
            let first = if memory.is_empty() { (1.0 / sum).min(1.0) } else { 1.0 };
            if let Some(point) = strong_wolfe(start, first, &mut |step| self.evaluate(step)) {
                memory.remember(&self.origin, self.net.params_slice(), &before, self.gradient.params_slice());
                return Some(point);
            }
            self.evaluate(0.0);
            if memory.is_empty() {
                return None;
            }
            // the remembered steps may be of no use here: once more, along the negative gradient
            memory.forget();
        }
    }
}
