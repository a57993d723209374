//! Numbers of which the first begins a cache line, as Eigen's do: a vector that lies in two of them is read twice.

use std::ops::{Deref, DerefMut};

const CACHE_LINE: usize = 64;

/// A copy of some numbers.
pub struct Aligned {
    numbers: Vec<f32>,
    first: usize,
    count: usize,
}

impl From<&[f32]> for Aligned {
    fn from(from: &[f32]) -> Self {
        let count = from.len();
        let mut numbers = vec![0.0; count + CACHE_LINE / size_of::<f32>()];
        let first = numbers.as_ptr().align_offset(CACHE_LINE);
        numbers[first..][..count].copy_from_slice(from);
        Self { numbers, first, count }
    }
}

impl Deref for Aligned {
    type Target = [f32];
    fn deref(&self) -> &[f32] {
        &self.numbers[self.first..][..self.count]
    }
}

impl DerefMut for Aligned {
    fn deref_mut(&mut self) -> &mut [f32] {
        &mut self.numbers[self.first..][..self.count]
    }
}
