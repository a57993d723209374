//! The sums of a few units, which stay in registers while the inputs go by.

use crate::activation::LaneActivation;
use crate::kernel::chains::sum_chains;
use crate::simd::lanes::Lanes;

/// The weights and biases of a layer.
pub(super) struct Parameters<'a, const IN: usize, const OUT: usize> {
    pub(super) weights: &'a [[f32; OUT]; IN],
    pub(super) biases: Option<&'a [f32; OUT]>,
}

/// The most vectors of a block.
pub(super) const MOST_VECTORS: usize = 13;

/// Vectors of units whose sums are computed together.
///
/// Each sum has `CHAINS` parts. Inputs take turns, so that no part waits for the one before.
pub(super) struct Block<'a, const CHAINS: usize, const IN: usize, const OUT: usize> {
    pub(super) layer: &'a Parameters<'a, IN, OUT>,
    pub(super) x: &'a [f32; IN],
    /// The first unit.
    pub(super) first: usize,
    /// The number of vectors, a constant where [`Block::run`] is called.
    pub(super) count: usize,
}

// `while` and one call of each function keep what rustc has to compile for a layer small
impl<const CHAINS: usize, const IN: usize, const OUT: usize> Block<'_, CHAINS, IN, OUT> {
    /// Writes the outputs of the units of the block.
    #[inline(always)]
    pub(super) fn run<V: Lanes, A: LaneActivation>(&self, token: V::Token, activation: A, y: &mut [f32; OUT]) {
        let last = self.sums::<V>(token, y);
        self.activate(last, activation, y);
    }

    /// Writes the sums of the units of the block but those of the last vector, and returns these.
    #[inline(always)]
    fn sums<V: Lanes>(&self, token: V::Token, y: &mut [f32; OUT]) -> V {
        // those of vectors that the block does not have take no registers
        let mut sums = [[V::splat(token, 0.0); CHAINS]; MOST_VECTORS];
        let mut n = 0;
        if let Some(biases) = self.layer.biases {
            while n < self.count {
                sums[n][0] = V::load(token, &biases[self.unit::<V>(n)..]);
                n += 1;
            }
        }
        let mut input = 0;
        while input + CHAINS <= IN {
            let mut chain = 0;
            while chain < CHAINS {
                self.add(token, &mut sums, input + chain, chain);
                chain += 1;
            }
            input += CHAINS;
        }
        if const { !IN.is_multiple_of(CHAINS) } {
            let mut chain = 0;
            while chain < const { IN % CHAINS } {
                self.add(token, &mut sums, input + chain, chain);
                chain += 1;
            }
        }
        n = 0;
        while n + 1 < self.count {
            sum_chains(sums[n]).store(&mut y[self.unit::<V>(n)..]);
            n += 1;
        }
        sum_chains(sums[n])
    }

    /// Adds the products of one input.
    #[inline(always)]
    fn add<V: Lanes>(&self, token: V::Token, sums: &mut [[V; CHAINS]; MOST_VECTORS], input: usize, chain: usize) {
        let (x, row) = (V::splat(token, self.x[input]), &self.layer.weights[input]);
        let mut n = 0;
        while n < self.count {
            sums[n][chain] = x.mul_add(V::load(token, &row[self.unit::<V>(n)..]), sums[n][chain]);
            n += 1;
        }
    }

    /// Returns the first unit of the `n`-th vector. The last vector of a layer ends with the layer.
    #[inline(always)]
    fn unit<V: Lanes>(&self, n: usize) -> usize {
        let (unit, last) = (self.first + n * V::LANES, OUT.saturating_sub(V::LANES));
        if unit < last { unit } else { last }
    }

    /// Replaces the sums of the block by its outputs, the last vector first, whose sums are given.
    ///
    /// In this order a whole vector is what a single store has written, also where two of them overlap: a processor waits
    /// for other loads until the stores are in the cache. 6 => 6 relu => 6 took three times as long.
    #[inline(always)]
    fn activate<V: Lanes, A: LaneActivation>(&self, last: V, activation: A, y: &mut [f32; OUT]) {
        let (mut n, mut sum) = (self.count - 1, last);
        loop {
            // read before the outputs of the vector that it overlaps are written
            let below = n.saturating_sub(1);
            let next = V::load(last.token(), &y[self.unit::<V>(below)..]);
            activation.value(sum).store(&mut y[self.unit::<V>(n)..]);
            if n == 0 {
                break;
            }
            (n, sum) = (below, next);
        }
    }
}
