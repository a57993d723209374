//! The shards of a data set, and of its batches.

use crate::error::Error;
use crate::ranks::{Communicator, Tree};
use core::ops::Range;

/// The number of samples of a batch for each shard.
const SAMPLES: usize = 16;
/// The number of shards of a small batch, if it has so many samples.
const FEWEST: usize = 8;
/// The largest number of shards.
const MOST: usize = 4_096;

/// The shards of a data set: ranges of samples of nearly the same length, one after the other.
///
/// The samples of an epoch are at positions: shard `s` has the positions `s`, `s + count`, `s + 2 count` and so on, in an
/// order of its own. A batch is a range of positions, so it takes samples of all shards in turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shards {
    /// The number of samples of all ranks.
    pub(super) samples: usize,
    /// The number of shards.
    pub(super) count: usize,
    batch: usize,
}

impl Shards {
    /// Returns the shards of a data set for batches of this size.
    pub(super) fn new(samples: usize, batch_size: usize) -> Self {
        let batch = batch_size.min(samples).max(1);
        let wanted = (batch / SAMPLES).clamp(FEWEST, MOST).min(batch);
        Self { samples, count: 1 << wanted.ilog2(), batch }
    }

    /// Returns the same number of shards of other samples.
    pub(super) const fn of(self, samples: usize) -> Self {
        Self { samples, ..self }
    }

    /// Returns the sums over shards.
    pub(super) fn tree(self, world: &dyn Communicator) -> Tree {
        Tree { leaves: self.count, ranks: world.size() }
    }

    /// Returns the samples of a shard.
    pub(super) const fn samples_of(self, shard: usize) -> Range<usize> {
        self.first(shard)..self.first(shard + 1)
    }

    /// Returns the first sample of a shard; the first shards have one sample more.
    const fn first(self, shard: usize) -> usize {
        let (more, rest) = (self.samples / self.count, self.samples % self.count);
        shard * more + if shard < rest { shard } else { rest }
    }

    /// Returns the samples of a rank.
    pub(super) fn part(self, world: &dyn Communicator) -> Range<usize> {
        let shards = self.tree(world).leaves_of(world.rank());
        self.first(shards.start)..self.first(shards.end)
    }

    /// Checks that this rank has the samples of its part.
    pub(super) fn check(self, world: &dyn Communicator, found: usize) -> Result<(), Error> {
        if self.samples == 0 {
            return Err(Error::NoSamples);
        }
        if world.size() > self.count {
            return Err(Error::TooManyRanks { ranks: world.size(), batch: self.batch, shards: self.count });
        }
        let Range { start: first, end } = self.part(world);
        if found == end - first { Ok(()) } else { Err(Error::RankSamples { found, first, end, samples: self.samples }) }
    }

    /// Returns the places of a batch's samples in the order of a shard.
    pub(super) const fn places(self, shard: usize, batch: &Range<usize>) -> Range<usize> {
        self.before(shard, batch.start)..self.before(shard, batch.end)
    }

    /// Returns the number of samples that the shards before this one have in a batch.
    pub(super) const fn samples_before(self, shard: usize, batch: &Range<usize>) -> usize {
        self.all_before(shard, batch.end) - self.all_before(shard, batch.start)
    }

    /// Returns the number of samples of the shards before this one at the positions before that one.
    const fn all_before(self, shard: usize, position: usize) -> usize {
        let (rounds, rest) = (position / self.count, position % self.count);
        shard * rounds + if shard < rest { shard } else { rest }
    }

    /// Returns the number of a shard's samples at the positions before this one.
    const fn before(self, shard: usize, position: usize) -> usize {
        (position + self.count - 1 - shard) / self.count
    }
}

#[cfg(test)]
mod tests {
    use super::Shards;
    use crate::ranks::{Alone, on_threads};
    use alloc::vec::Vec;

    #[test]
    fn shards_follow_from_the_batch() {
        let counts = [1, 3, 8, 32, 100, 256, 1_000, 1 << 20].map(|batch| Shards::new(1 << 22, batch).count);
        assert_eq!(counts, [1, 2, 8, 8, 8, 16, 32, 4_096]);
        assert_eq!(Shards::new(5, 1_000).count, 4);
    }

    #[test]
    fn parts_cover_the_data_set() {
        for samples in [8, 9, 100, 1_001] {
            for ranks in [1, 2, 3, 5, 8] {
                let parts = on_threads(ranks, |world| Shards::new(samples, 32).part(world));
                let all: Vec<usize> = parts.into_iter().flatten().collect();
                assert_eq!(all, (0..samples).collect::<Vec<_>>());
            }
        }
    }

    /// The batches of an epoch have each place of each shard once.
    #[test]
    fn batches_cover_each_shard() {
        for (samples, size) in [(100, 32), (101, 7), (64, 64), (5, 2), (1_000, 256)] {
            let shards = Shards::new(samples, size);
            let batches = || (0..samples).step_by(size).map(|first| first..samples.min(first + size));
            for batch in batches() {
                let lengths = (0..shards.count).map(|shard| shards.places(shard, &batch).len());
                let before = lengths.scan(0, |sum, length| Some(core::mem::replace(sum, *sum + length)));
                assert!(before.eq((0..shards.count).map(|shard| shards.samples_before(shard, &batch))));
            }
            for shard in 0..shards.count {
                let places: Vec<usize> = batches().flat_map(|batch| shards.places(shard, &batch)).collect();
                assert_eq!(places, (0..shards.samples_of(shard).len()).collect::<Vec<_>>());
            }
        }
        assert!(Shards::new(0, 32).check(&Alone, 0).is_err());
    }
}
