//! L-BFGS: a quasi-Newton method for small problems with all samples in one batch.

mod line_search;
mod memory;

use crate::batch::{self, Samples};
use crate::error::{Error, check_count, check_not_negative};
use crate::loss::Loss;
use crate::network::Network;
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

/// L-BFGS with a line search for the strong Wolfe conditions (Nocedal & Wright 2006, algorithms 7.4, 7.5, 3.5 and 3.6).
///
/// It takes far fewer passes than gradient descent where all samples fit one batch and the gradient has no noise; there
/// are no batches, and dropout takes no part. Without noise it stays in the first minimum that it meets, so give a network
/// some more units than it needs, or try several seeds. It ends when no derivative is larger than the tolerance, when the losses
/// along a direction are too close for `f32` to tell apart, or after the last iteration.
///
/// ```
/// # use mlp::{Error, Loss, Network};
/// use mlp::Lbfgs;
///
/// fn fit<N: Network, L: Loss<N>>(net: &mut N, loss: L, inputs: &[N::Input], targets: &[L::Target]) -> Result<f32, Error> {
///     let history = Lbfgs::new().iterations(200).fit(net, loss, inputs, targets)?;
///     Ok(history.final_loss())
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lbfgs {
    iterations: usize,
    memory: usize,
    tolerance: f32,
}

impl Default for Lbfgs {
    fn default() -> Self {
        Self::new()
    }
}

impl Lbfgs {
    /// At most 100 iterations, a memory of 10 steps, a tolerance of 1e-5.
    #[must_use]
    pub const fn new() -> Self {
        Self { iterations: 100, memory: 10, tolerance: 1e-5 }
    }

    /// Sets the largest number of steps, at least 1; each computes the gradient about once.
    #[must_use]
    pub const fn iterations(self, iterations: usize) -> Self {
        Self { iterations, ..self }
    }

    /// Sets how many steps the curvature follows from; each takes memory for twice the parameters.
    #[must_use]
    pub const fn memory(self, memory: usize) -> Self {
        Self { memory, ..self }
    }

    /// Sets the largest derivative at which the training is over: finite and not negative. PyTorch's `tolerance_grad`.
    #[must_use]
    pub const fn tolerance(self, tolerance: f32) -> Self {
        Self { tolerance, ..self }
    }

    /// Checks that every setting is in its range, as [`Lbfgs::fit`] does.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidSetting`] for the first one that is not.
    pub fn check(&self) -> Result<(), Error> {
        check_count("Lbfgs::iterations", self.iterations)?;
        check_not_negative("Lbfgs::tolerance", self.tolerance)
    }

    /// Trains `net`. The history has the loss after each iteration, and the step's length as the learning rate.
    ///
    /// # Errors
    ///
    /// If the settings or the data are wrong; [`Error::Diverged`] if the loss is not finite at the beginning.
    pub fn fit<N: Network, L: Loss<N>>(
        &self,
        net: &mut N,
        loss: L,
        inputs: &[N::Input],
        targets: &[L::Target],
    ) -> Result<History, Error> {
        self.fit_with(net, loss, inputs, targets, |_| ControlFlow::Continue(()))
    }

    /// Trains `net` and calls `callback` after each iteration, as [`Trainer::fit_with`](crate::Trainer::fit_with) does after
    /// each epoch: it can measure the loss on samples that are not trained on, and end the training.
    ///
    /// ```
    /// # use mlp::{Error, History, Lbfgs, Loss, Network};
    /// use core::ops::ControlFlow;
    ///
    /// /// Trains until the loss on other samples is below 0.01.
    /// fn fit<N: Network, L: Loss<N>>(
    ///     net: &mut N,
    ///     loss: L,
    ///     train: (&[N::Input], &[L::Target]),
    ///     held_out: (&[N::Input], &[L::Target]),
    /// ) -> Result<History, Error> {
    ///     Lbfgs::new().fit_with(net, loss, train.0, train.1, |iteration| {
    ///         let validation = iteration.network().loss(loss, held_out.0, held_out.1);
    ///         iteration.record("validation", validation);
    ///         if validation < 0.01 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    ///     })
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Lbfgs::fit`].
    pub fn fit_with<N: Network, L: Loss<N>>(
        &self,
        net: &mut N,
        loss: L,
        inputs: &[N::Input],
        targets: &[L::Target],
        mut callback: impl FnMut(&mut Epoch<'_, N>) -> ControlFlow<()>,
    ) -> Result<History, Error> {
        self.check()?;
        loss.check()?;
        check_data::<N, L>(inputs, targets)?;
        let (clock, mut history) = (Clock::start(), History::default());
        let mut search = Search::new(net, loss, Samples::new(inputs, targets));
        let mut point = search.evaluate(0.0);
        if !point.loss.is_finite() {
            #[expect(clippy::cast_possible_truncation, reason = "losses are f32")]
            return Err(Error::Diverged { epoch: 1, batch: 1, loss: point.loss as f32 });
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

/// A point in the space of parameters, a direction, and the loss along it.
struct Search<'a, N: Network, L: Loss<N>> {
    net: &'a mut N,
    loss: L,
    samples: Samples<'a, N, L>,
    /// Where the line begins.
    origin: Vec<f32>,
    direction: Vec<f32>,
    /// At the point that was evaluated last.
    gradient: Box<N>,
    workspace: Workspace,
}

impl<'a, N: Network, L: Loss<N>> Search<'a, N, L> {
    fn new(net: &'a mut N, loss: L, samples: Samples<'a, N, L>) -> Self {
        let origin = net.params_slice().to_vec();
        let direction = alloc::vec![0.0; N::PARAMS];
        Self { net, loss, samples, origin, direction, gradient: N::zeroed_boxed(), workspace: Workspace::new() }
    }

    /// Moves the network along the line; the loss and its slope there.
    fn evaluate(&mut self, step: f64) -> Point {
        #[expect(clippy::cast_possible_truncation, reason = "parameters are f32")]
        let factor = step as f32;
        for ((w, origin), d) in self.net.params_slice_mut().iter_mut().zip(&self.origin).zip(&self.direction) {
            *w = origin + factor * d;
        }
        let room = PassMemory::lent(&mut self.workspace);
        let loss = batch::gradient(self.net, self.loss, &self.samples, &mut self.gradient, None, room);
        Point { step, loss: f64::from(loss), slope: dot(self.gradient.params_slice(), &self.direction) }
    }

    /// One iteration: a direction, and a point along it; `None` if there is no better one.
    fn step(&mut self, memory: &mut Memory, loss: f64) -> Option<Point> {
        loop {
            let before = self.gradient.params_slice().to_vec();
            self.origin.copy_from_slice(self.net.params_slice());
            memory.direction(&before, &mut self.direction);
            let slope = dot(&before, &self.direction);
            let start = Point { step: 0.0, loss, slope };
            // nothing is known of lengths at first: a step of about 1 in all parameters together
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
            // what is remembered may be of no use here: once more, straight down
            memory.forget();
        }
    }
}
