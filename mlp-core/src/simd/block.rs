//! The outputs for as many samples as a vector has lanes: one value per unit.

use crate::simd::lanes::Lanes;

/// One [`Lanes`] value per unit, wherever it is stored.
pub trait Block<V: Lanes> {
    /// Returns the number of units.
    fn units(&self) -> usize;
    /// Returns the values of one unit.
    fn get(&self, unit: usize) -> V;
    /// Replaces the values of one unit.
    fn set(&mut self, unit: usize, value: V);
}

/// Units one after the other, as in straight-line code.
impl<V: Lanes> Block<V> for [V] {
    #[inline(always)]
    fn units(&self) -> usize {
        self.len()
    }
    #[inline(always)]
    fn get(&self, unit: usize) -> V {
        self[unit]
    }
    #[inline(always)]
    fn set(&mut self, unit: usize, value: V) {
        self[unit] = value;
    }
}

/// A few samples of a matrix `values[unit][sample]`.
#[derive(Debug)]
pub(crate) struct Window<'a, V: Lanes> {
    token: V::Token,
    values: &'a mut [f32],
    samples: usize,
    first: usize,
}

impl<'a, V: Lanes> Window<'a, V> {
    /// Selects the samples from `first` on, in a matrix with `samples` columns.
    #[inline(always)]
    pub(crate) fn new(token: V::Token, values: &'a mut [f32], samples: usize, first: usize) -> Self {
        Self { token, values, samples, first }
    }
}

impl<V: Lanes> Block<V> for Window<'_, V> {
    #[inline(always)]
    fn units(&self) -> usize {
        self.values.len() / self.samples
    }
    #[inline(always)]
    fn get(&self, unit: usize) -> V {
        V::load(self.token, &self.values[unit * self.samples + self.first..])
    }
    #[inline(always)]
    fn set(&mut self, unit: usize, value: V) {
        value.store(&mut self.values[unit * self.samples + self.first..]);
    }
}
