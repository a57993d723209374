//! The destination of a gradient, as the kernels use it.

use super::members::MemberGradient;
pub(crate) use super::start::Start;
#[cfg(feature = "rayon")]
use alloc::vec::Vec;

/// The destination of a layer's gradient.
pub(crate) trait Sink {
    /// Returns all parameters of the network.
    fn parameters(&self) -> &[f32];
    /// Returns whether the gradient of the parameters is wanted.
    fn wanted(&self) -> bool {
        true
    }
    /// Returns whether there is a gradient to add to. Otherwise sums begin at zero.
    fn start(&self) -> Start;
    /// Returns the memory of the gradient of `count` parameters from `first` on.
    ///
    /// Returns `None` if the gradient is not stored.
    ///
    /// Values that are written there are finished.
    fn place(&mut self, first: usize, count: usize) -> Option<&mut [f32]> {
        let _ = (first, count);
        None
    }
    /// Writes the gradient so far of the parameters from `first` on. Called only where there is one.
    fn begin(&self, first: usize, gradient: &mut [f32]);
    /// Receives the gradient of the parameters from `first` on.
    fn finish(&mut self, first: usize, gradient: &[f32]);
    /// Returns the members of a population whose layers are computed in place of one network's.
    fn members(&mut self) -> Option<MemberGradient<'_>> {
        None
    }
    /// Calls `work` with sinks for the parts of the parameters from `first` on.
    ///
    /// The parts have these `lengths`.
    ///
    /// Indices in a part begin at 0.
    #[cfg(feature = "rayon")]
    fn divide(&mut self, first: usize, lengths: &[usize], work: &mut dyn FnMut(Vec<SinkPart<'_>>));
}

/// The sink of a part of the parameters, for one thread.
#[cfg(feature = "rayon")]
pub(crate) type SinkPart<'a> = alloc::boxed::Box<dyn Sink + Send + 'a>;

/// A sink that discards the gradient of the parameters.
///
/// It is for passes that only compute derivatives with respect to the inputs.
pub(crate) struct Discard<'a>(pub(crate) &'a [f32]);

impl Sink for Discard<'_> {
    fn parameters(&self) -> &[f32] {
        self.0
    }
    fn wanted(&self) -> bool {
        false
    }
    fn start(&self) -> Start {
        Start::Zero
    }
    fn begin(&self, _: usize, _: &mut [f32]) {}
    fn finish(&mut self, _: usize, _: &[f32]) {}
    #[cfg(feature = "rayon")]
    fn divide(&mut self, first: usize, lengths: &[usize], work: &mut dyn FnMut(Vec<SinkPart<'_>>)) {
        let parameters = crate::threads::cut(&self.0[first..], lengths);
        work(
            parameters
                .into_iter()
                .map(|parameters| alloc::boxed::Box::new(Discard(parameters)) as SinkPart<'_>)
                .collect(),
        );
    }
}
