//! The destination of a pass's gradient: a network of its own, nowhere, or an update of the parameters.

#[cfg(feature = "rayon")]
use crate::kernel::SinkPart;
use crate::kernel::{Sink, Start};
use crate::optimizer::{Optimizer, Slots};
#[cfg(feature = "rayon")]
use alloc::{boxed::Box, vec::Vec};

/// A gradient that is stored in a network of its own.
pub(super) struct Collect<'a> {
    parameters: &'a [f32],
    gradient: &'a mut [f32],
    /// Whether it holds the sums of earlier chunks.
    pub(super) start: Start,
}

impl<'a> Collect<'a> {
    /// Creates the sink for the gradient of `count` samples.
    pub(super) fn new(parameters: &'a [f32], gradient: &'a mut [f32], count: usize) -> Self {
        if count == 0 {
            gradient.fill(0.0);
        }
        Self { parameters, gradient, start: Start::Zero }
    }
}

impl Sink for Collect<'_> {
    fn parameters(&self) -> &[f32] {
        self.parameters
    }
    fn start(&self) -> Start {
        self.start
    }
    fn place(&mut self, first: usize, count: usize) -> Option<&mut [f32]> {
        Some(&mut self.gradient[first..first + count])
    }
    fn begin(&self, first: usize, gradient: &mut [f32]) {
        gradient.copy_from_slice(&self.gradient[first..first + gradient.len()]);
    }
    fn finish(&mut self, first: usize, gradient: &[f32]) {
        self.gradient[first..first + gradient.len()].copy_from_slice(gradient);
    }
    #[cfg(feature = "rayon")]
    fn divide(&mut self, first: usize, lengths: &[usize], work: &mut dyn FnMut(Vec<SinkPart<'_>>)) {
        let parameters = crate::threads::cut(&self.parameters[first..], lengths);
        let gradients = crate::threads::cut_mut(&mut self.gradient[first..], lengths);
        let start = self.start;
        let part = |(parameters, gradient)| Box::new(Collect { parameters, gradient, start }) as SinkPart<'_>;
        work(parameters.into_iter().zip(gradients).map(part).collect());
    }
}

/// An optimizer that changes parameters as soon as their gradient is known, so that it is never stored.
pub(super) struct Update<'a, O> {
    pub(super) parameters: &'a mut [f32],
    pub(super) optimizer: &'a O,
    pub(super) moments: &'a mut dyn Slots,
    pub(super) step: u32,
}

impl<O: Optimizer> Sink for Update<'_, O> {
    fn parameters(&self) -> &[f32] {
        self.parameters
    }
    fn start(&self) -> Start {
        Start::Zero
    }
    fn begin(&self, _: usize, _: &mut [f32]) {}
    fn finish(&mut self, first: usize, gradient: &[f32]) {
        let parameters = &mut self.parameters[first..first + gradient.len()];
        self.moments.change(first, gradient.len(), &mut |moments| {
            self.optimizer.update_slice(self.step, parameters, gradient, moments);
        });
    }
    #[cfg(feature = "rayon")]
    fn divide(&mut self, first: usize, lengths: &[usize], work: &mut dyn FnMut(Vec<SinkPart<'_>>)) {
        let Self { parameters, optimizer, moments, step } = self;
        let (optimizer, step, all) = (*optimizer, *step, lengths.iter().sum());
        moments.change(first, all, &mut |moments| {
            let mut parts: Vec<UpdatePart<'_, O>> = crate::threads::cut_mut(&mut parameters[first..], lengths)
                .into_iter()
                .map(|parameters| UpdatePart { parameters, moments: Vec::new(), optimizer, step })
                .collect();
            for moment in moments {
                for (part, moment) in parts.iter_mut().zip(crate::threads::cut_mut(moment, lengths)) {
                    part.moments.push(moment);
                }
            }
            work(parts.into_iter().map(|part| Box::new(part) as SinkPart<'_>).collect());
        });
    }
}

/// An [`Update`] of some of the parameters.
#[cfg(feature = "rayon")]
struct UpdatePart<'a, O> {
    parameters: &'a mut [f32],
    moments: Vec<&'a mut [f32]>,
    optimizer: &'a O,
    step: u32,
}

#[cfg(feature = "rayon")]
impl<O: Optimizer> Sink for UpdatePart<'_, O> {
    fn parameters(&self) -> &[f32] {
        self.parameters
    }
    fn start(&self) -> Start {
        Start::Zero
    }
    fn begin(&self, _: usize, _: &mut [f32]) {}
    fn finish(&mut self, first: usize, gradient: &[f32]) {
        let range = first..first + gradient.len();
        let mut moments: Vec<&mut [f32]> = self.moments.iter_mut().map(|moment| &mut moment[range.clone()]).collect();
        self.optimizer.update_slice(self.step, &mut self.parameters[range], gradient, &mut moments);
    }
    fn divide(&mut self, _: usize, _: &[usize], _: &mut dyn FnMut(Vec<SinkPart<'_>>)) {
        unreachable!("a part is not divided");
    }
}
