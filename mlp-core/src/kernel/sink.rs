//! What the kernels ask of the place where a gradient goes.

#[cfg(feature = "rayon")]
use alloc::vec::Vec;

/// Where a layer's gradient goes.
pub(crate) trait Sink {
    /// All parameters of the network.
    fn parameters(&self) -> &[f32];
    /// Whether anybody wants the gradient of the parameters.
    fn wanted(&self) -> bool {
        true
    }
    /// Whether there is a gradient to add to; otherwise sums begin at zero.
    fn adds(&self) -> bool;
    /// Where the gradient of the `count` parameters from `first` on is kept, if it is: written there, it is finished.
    fn place(&mut self, first: usize, count: usize) -> Option<&mut [f32]> {
        let _ = (first, count);
        None
    }
    /// The gradient so far of the parameters from `first` on; called only where there is one.
    fn begin(&self, first: usize, gradient: &mut [f32]);
    /// Takes the gradient of the parameters from `first` on.
    fn finish(&mut self, first: usize, gradient: &[f32]);
    /// Calls `work` with a sink for each part of the parameters from `first` on, which have these `lengths`. In a part
    /// indices begin at 0.
    #[cfg(feature = "rayon")]
    fn divide(&mut self, first: usize, lengths: &[usize], work: &mut dyn FnMut(Vec<Part<'_>>));
}

/// The sink of a part of the parameters, for a thread of its own.
#[cfg(feature = "rayon")]
pub(crate) type Part<'a> = alloc::boxed::Box<dyn Sink + Send + 'a>;

/// A gradient that nobody wants, beside the one with respect to the inputs.
pub(crate) struct Discard<'a>(pub(crate) &'a [f32]);

impl Sink for Discard<'_> {
    fn parameters(&self) -> &[f32] {
        self.0
    }
    fn wanted(&self) -> bool {
        false
    }
    fn adds(&self) -> bool {
        false
    }
    fn begin(&self, _: usize, _: &mut [f32]) {}
    fn finish(&mut self, _: usize, _: &[f32]) {}
    #[cfg(feature = "rayon")]
    fn divide(&mut self, first: usize, lengths: &[usize], work: &mut dyn FnMut(Vec<Part<'_>>)) {
        let parameters = crate::threads::cut(&self.0[first..], lengths);
        work(
            parameters.into_iter().map(|parameters| alloc::boxed::Box::new(Discard(parameters)) as Part<'_>).collect(),
        );
    }
}
