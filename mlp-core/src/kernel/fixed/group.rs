//! The values of a few samples at one layer.

use super::values::Values;

/// The samples of a group: as many as share one pass over a layer's gradient.
pub(crate) const GROUP_SAMPLES: usize = 4;

/// The values of a layer for up to `GROUP_SAMPLES` samples, each at the beginning of a cache line.
///
/// Memory is not initialized before a sample is added: one sample alone would pay for four.
#[derive(Debug)]
pub struct Group<const N: usize> {
    memory: [Values<N>; GROUP_SAMPLES],
    count: usize,
}

impl<const N: usize> Group<N> {
    /// Returns a group without samples.
    #[inline(always)]
    #[must_use]
    #[expect(clippy::new_without_default, reason = "only expansions use it")]
    pub const fn new() -> Self {
        Self { memory: [const { Values::new() }; GROUP_SAMPLES], count: 0 }
    }

    /// Adds a sample, whose values are zero, and returns them.
    #[inline(always)]
    pub(super) fn add(&mut self) -> &mut [f32; N] {
        self.count += 1;
        self.memory[self.count - 1].write([0.0; N])
    }

    /// Adds the samples of another group.
    #[inline(always)]
    pub(crate) fn copy(&mut self, other: &Self) {
        let mut sample = 0;
        while sample < other.count {
            *self.add() = *other.sample(sample);
            sample += 1;
        }
    }

    /// Writes the values of all samples to `slices`, and returns the number of samples.
    #[inline(always)]
    #[expect(unsafe_code, reason = "the block has its proof")]
    pub(crate) fn slices<'a>(&'a mut self, slices: &mut [&'a mut [f32]; GROUP_SAMPLES]) -> usize {
        for (slice, values) in slices.iter_mut().zip(&mut self.memory[..self.count]) {
            // SAFETY: `add` has written to the first `count` places
            *slice = unsafe { values.0.assume_init_mut() };
        }
        self.count
    }

    /// Returns the values of a sample to change them.
    #[inline(always)]
    #[expect(unsafe_code, reason = "the block has its proof")]
    pub(crate) fn sample_mut(&mut self, index: usize) -> &mut [f32; N] {
        assert!(index < self.count, "a sample that was added");
        // SAFETY: `add` has written to the first `count` places
        unsafe { self.memory[index].0.assume_init_mut() }
    }
}

/// The values of a few samples: those of a batch, or of a [`Group`].
pub trait Samples<const N: usize> {
    /// Returns the number of samples.
    fn count(&self) -> usize;
    /// Returns the values of a sample.
    fn sample(&self, index: usize) -> &[f32; N];
}

impl<const N: usize> Samples<N> for [[f32; N]] {
    #[inline(always)]
    fn count(&self) -> usize {
        self.len()
    }
    #[inline(always)]
    fn sample(&self, index: usize) -> &[f32; N] {
        &self[index]
    }
}

impl<const N: usize> Samples<N> for Group<N> {
    #[inline(always)]
    fn count(&self) -> usize {
        self.count
    }
    #[inline(always)]
    #[expect(unsafe_code, reason = "the block has its proof")]
    fn sample(&self, index: usize) -> &[f32; N] {
        assert!(index < self.count, "a sample that was added");
        // SAFETY: `add` has written to the first `count` places
        unsafe { self.memory[index].0.assume_init_ref() }
    }
}
