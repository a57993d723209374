//! Sums over ranks in a fixed order.

use super::communicator::Communicator;
use crate::error::Error;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

/// From this many numbers on, ranks exchange halves of them: less travels, in more messages.
const EXCHANGED_IN_HALVES: usize = 4 * 1_024;

/// Adds up the numbers of all ranks; every rank has the sums then.
///
/// The order is fixed: with four ranks a sum is `(a + b) + (c + d)`. So it has the same bits each time, in every rank and
/// on every machine, which MPI's own reductions do not promise.
///
/// With `r` ranks, `n` numbers travel in `log2 r` messages of a rank, and many numbers in `2 log2 r` messages that are
/// `2 n (r - 1) / r` long together (recursive doubling and halving; Thakur, Rabenseifner & Gropp 2005). Where the number
/// of ranks is no power of two, they travel up and down a binary tree.
///
/// ```
/// use mlp::ranks::{Communicator, on_threads, ordered_sum};
///
/// let sums = on_threads(3, |world| {
///     let mut numbers = [[0.1, 0.2, 0.3][world.rank()]];
///     ordered_sum(world, &mut numbers).map(|()| numbers)
/// });
/// assert!(sums.iter().all(|sum| *sum == Ok([(0.1 + 0.2) + 0.3])));
/// ```
///
/// # Errors
///
/// [`Error::Rank`] if a rank has ended.
pub fn ordered_sum(world: &dyn Communicator, numbers: &mut [f32]) -> Result<(), Error> {
    let ranks = world.size();
    if ranks.is_power_of_two() {
        return sum_of_powers(world, numbers);
    }
    let mut sum = Sum::new(Tree { leaves: ranks, ranks }, world.rank(), numbers.len());
    sum.push(|leaf| leaf.copy_from_slice(numbers));
    sum.finish(world, numbers)
}

/// A binary tree over leaves, each of which belongs to one rank.
///
/// Its shape depends on the number of leaves alone: the left part of a node is the largest power of two of leaves that
/// leaves some for the right one. Each rank has a range of leaves, one rank after the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tree {
    /// At least as many as there are ranks.
    pub(crate) leaves: usize,
    pub(crate) ranks: usize,
}

impl Tree {
    /// Returns the leaves of a rank: at least one.
    pub(crate) const fn leaves_of(self, rank: usize) -> Range<usize> {
        rank * self.leaves / self.ranks..(rank + 1) * self.leaves / self.ranks
    }

    /// Returns the rank that has a leaf.
    const fn owner(self, leaf: usize) -> usize {
        // the last rank whose first leaf is not behind this one
        ((leaf + 1) * self.ranks - 1) / self.leaves
    }

    /// Returns whether two ranges of leaves, one behind the other, are the parts of a node.
    const fn are_parts(self, left: &Range<usize>, right: &Range<usize>) -> bool {
        let (length, others) = (left.end - left.start, right.end - right.start);
        let whole = others == length || others < length && right.end == self.leaves;
        whole && length.is_power_of_two() && left.start.is_multiple_of(2 * length)
    }
}

/// Returns where the right part of a node begins.
const fn middle(node: &Range<usize>) -> usize {
    let leaves = node.end - node.start;
    node.start + leaves.next_power_of_two() / 2
}

/// A sum over the leaves of a tree, with the same bits for any number of ranks.
///
/// A rank adds up what it has as soon as it has it, so that it keeps few partial sums.
#[derive(Debug)]
pub(crate) struct Sum {
    tree: Tree,
    rank: usize,
    /// The next leaf of this rank.
    next: usize,
    /// The sums of the largest nodes so far, in order.
    nodes: Vec<(Range<usize>, Vec<f32>)>,
    /// Memory of the length of a sum.
    free: Vec<Vec<f32>>,
    numbers: usize,
}

impl Sum {
    /// Returns a sum of `numbers` numbers, without a leaf yet.
    pub(crate) const fn new(tree: Tree, rank: usize, numbers: usize) -> Self {
        let next = tree.leaves_of(rank).start;
        Self { tree, rank, next, nodes: Vec::new(), free: Vec::new(), numbers }
    }

    fn memory(&mut self) -> Vec<f32> {
        self.free.pop().unwrap_or_else(|| vec![0.0; self.numbers])
    }

    /// Adds the next leaf of this rank, which `write` writes as a whole.
    pub(crate) fn push(&mut self, write: impl FnOnce(&mut [f32])) {
        let mut leaf = self.memory();
        write(&mut leaf);
        self.nodes.push((self.next..self.next + 1, leaf));
        self.next += 1;
        while let [.., (left, _), (right, _)] = &self.nodes[..]
            && self.tree.are_parts(left, right)
        {
            self.join();
        }
    }

    /// Adds the last two nodes.
    fn join(&mut self) {
        let (right, numbers) = self.nodes.pop().expect("a right part");
        let (left, sums) = self.nodes.last_mut().expect("a left part");
        add(sums, &numbers);
        left.end = right.end;
        self.free.push(numbers);
    }

    /// Writes the sum over the leaves of all ranks, and begins again.
    ///
    /// # Panics
    ///
    /// If leaves of this rank are missing.
    pub(crate) fn finish(&mut self, world: &dyn Communicator, sums: &mut [f32]) -> Result<(), Error> {
        let own = self.tree.leaves_of(self.rank);
        assert!(self.next == own.end, "the next leaf of {own:?} is {}", self.next);
        self.next = own.start;
        let Tree { leaves, ranks } = self.tree;
        if ranks.is_power_of_two() && leaves.is_multiple_of(ranks) && self.nodes.len() == 1 {
            sums.copy_from_slice(&self.nodes[0].1);
            self.free.extend(self.nodes.drain(..).map(|(_, numbers)| numbers));
            return sum_of_powers(world, sums);
        }
        self.gather_up(world, 0..leaves)?;
        if let Some((_, numbers)) = self.nodes.pop() {
            sums.copy_from_slice(&numbers);
            self.free.push(numbers);
        }
        spread(world, sums)
    }

    /// Adds up a node, whose sum the rank of its first leaf has then.
    ///
    /// All ranks visit the nodes in one order, so that none waits for one that waits for it.
    fn gather_up(&mut self, world: &dyn Communicator, node: Range<usize>) -> Result<(), Error> {
        let own = self.tree.leaves_of(self.rank);
        let is_elsewhere = node.end <= own.start || own.end <= node.start;
        if is_elsewhere || own.start <= node.start && node.end <= own.end {
            return Ok(());
        }
        let middle = middle(&node);
        self.gather_up(world, node.start..middle)?;
        self.gather_up(world, middle..node.end)?;
        let (left, right) = (self.tree.owner(node.start), self.tree.owner(middle));
        if self.rank == right {
            let (_, numbers) = self.nodes.remove(self.index_of(middle));
            if left == right {
                self.add_to(node.start, numbers);
            } else {
                world.send(left, &numbers)?;
                self.free.push(numbers);
            }
        } else if self.rank == left {
            let mut numbers = self.memory();
            world.receive(right, &mut numbers)?;
            self.add_to(node.start, numbers);
        }
        Ok(())
    }

    /// Returns the index of the node that begins at a leaf.
    fn index_of(&self, first: usize) -> usize {
        self.nodes.iter().position(|(node, _)| node.start == first).expect("a node of this rank")
    }

    /// Adds numbers to the node that begins at a leaf.
    fn add_to(&mut self, first: usize, numbers: Vec<f32>) {
        let index = self.index_of(first);
        add(&mut self.nodes[index].1, &numbers);
        self.free.push(numbers);
    }
}

/// Copies the numbers of rank 0 to all ranks, along a binary tree of ranks.
fn spread(world: &dyn Communicator, numbers: &mut [f32]) -> Result<(), Error> {
    let (rank, ranks) = (world.rank(), world.size());
    let mut distance = ranks.next_power_of_two() / 2;
    while distance > 0 {
        if rank.is_multiple_of(2 * distance) && rank + distance < ranks {
            world.send(rank + distance, numbers)?;
        } else if rank % (2 * distance) == distance {
            world.receive(rank - distance, numbers)?;
        }
        distance /= 2;
    }
    Ok(())
}

/// Adds up the numbers of a power of two of ranks, as the tree with one leaf for each rank does.
///
/// Both ranks of a pair add the same two numbers, and a sum of two has the same bits in either order.
fn sum_of_powers(world: &dyn Communicator, numbers: &mut [f32]) -> Result<(), Error> {
    let (rank, ranks) = (world.rank(), world.size());
    let mut received = vec![0.0; if ranks == 1 { 0 } else { numbers.len() }];
    if numbers.len() < EXCHANGED_IN_HALVES {
        for distance in powers_below(ranks) {
            world.exchange(rank ^ distance, numbers, &mut received)?;
            add(numbers, &received);
        }
        return Ok(());
    }
    let mut own = 0..numbers.len();
    let mut before = Vec::new();
    for distance in powers_below(ranks) {
        let (kept, sent) = halves(&own, rank & distance == 0);
        let received = &mut received[..kept.len()];
        world.exchange(rank ^ distance, &numbers[sent], received)?;
        add(&mut numbers[kept.clone()], received);
        before.push(core::mem::replace(&mut own, kept));
    }
    for (distance, whole) in powers_below(ranks).zip(before).rev() {
        let (kept, other) = halves(&whole, rank & distance == 0);
        let received = &mut received[..other.len()];
        world.exchange(rank ^ distance, &numbers[kept], received)?;
        numbers[other].copy_from_slice(received);
    }
    Ok(())
}

/// Returns the powers of two below a power of two.
fn powers_below(ranks: usize) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
    (0..ranks.trailing_zeros() as usize).map(|power| 1 << power)
}

/// Returns the half of a range that a rank keeps, and the other one.
const fn halves(range: &Range<usize>, first: bool) -> (Range<usize>, Range<usize>) {
    let middle = range.start.midpoint(range.end);
    let (low, high) = (range.start..middle, middle..range.end);
    if first { (low, high) } else { (high, low) }
}

fn add(sums: &mut [f32], numbers: &[f32]) {
    for (sum, number) in sums.iter_mut().zip(numbers) {
        *sum += number;
    }
}

#[cfg(test)]
mod tests {
    use super::{EXCHANGED_IN_HALVES, Sum, Tree, middle, ordered_sum};
    use crate::random::SplitMix64;
    use crate::ranks::{Alone, Communicator, on_threads};
    use alloc::vec;
    use alloc::vec::Vec;
    use core::ops::Range;

    /// Numbers whose sum depends on the order.
    fn leaf(index: usize, numbers: usize) -> Vec<f32> {
        let mut random = SplitMix64::new(index as u64);
        (0..numbers).map(|_| (random.unit() - 0.5) * [1.0, 1e3, 1e6][random.below(3)]).collect()
    }

    /// The definition: the sum of a node is that of its left part and that of its right part.
    fn expected(node: Range<usize>, numbers: usize) -> Vec<f32> {
        if node.len() == 1 {
            return leaf(node.start, numbers);
        }
        let (left, right) = (node.start..middle(&node), middle(&node)..node.end);
        expected(left, numbers).iter().zip(expected(right, numbers)).map(|(a, b)| a + b).collect()
    }

    fn bits(numbers: &[f32]) -> Vec<u32> {
        numbers.iter().map(|number| number.to_bits()).collect()
    }

    #[test]
    fn sums_do_not_depend_on_ranks() {
        for leaves in [1, 2, 3, 5, 7, 8, 16, 31, 64] {
            let expected = bits(&expected(0..leaves, 3));
            for ranks in [1, 2, 3, 4, 5, 6, 7, 8].into_iter().filter(|ranks| *ranks <= leaves) {
                let sums = on_threads(ranks, |world| {
                    let mut sum = Sum::new(Tree { leaves, ranks }, world.rank(), 3);
                    // twice: memory of the first sum is used again
                    [0, 1].map(|_| {
                        for index in (Tree { leaves, ranks }).leaves_of(world.rank()) {
                            sum.push(|numbers| numbers.copy_from_slice(&leaf(index, 3)));
                        }
                        let mut sums = [0.0; 3];
                        sum.finish(world, &mut sums).unwrap();
                        bits(&sums)
                    })
                });
                for sum in sums.into_iter().flatten() {
                    assert_eq!(sum, expected, "{leaves} leaves, {ranks} ranks");
                }
            }
        }
    }

    #[test]
    fn few_and_many_numbers_travel() {
        for numbers in [0, 1, 5, EXCHANGED_IN_HALVES, EXCHANGED_IN_HALVES + 3] {
            for ranks in [1, 2, 3, 4, 6, 8] {
                let expected = bits(&expected(0..ranks, numbers));
                for sums in on_threads(ranks, |world| {
                    let mut sums = leaf(world.rank(), numbers);
                    ordered_sum(world, &mut sums).unwrap();
                    bits(&sums)
                }) {
                    assert!(sums == expected, "{numbers} numbers, {ranks} ranks");
                }
            }
        }
    }

    #[test]
    fn each_leaf_has_one_owner() {
        for leaves in 1..40 {
            for ranks in 1..=leaves {
                let tree = Tree { leaves, ranks };
                let all: Vec<usize> = (0..ranks).flat_map(|rank| tree.leaves_of(rank)).collect();
                assert_eq!(all, (0..leaves).collect::<Vec<_>>());
                for rank in 0..ranks {
                    assert!(!tree.leaves_of(rank).is_empty());
                    assert!(tree.leaves_of(rank).all(|leaf| tree.owner(leaf) == rank), "{tree:?}");
                }
            }
        }
    }

    /// A rank keeps no more partial sums than the tree is high.
    #[test]
    fn few_partial_sums_are_kept() {
        let mut sum = Sum::new(Tree { leaves: 1_000, ranks: 1 }, 0, 1);
        for _ in 0..1_000 {
            sum.push(|number| number[0] = 1.0);
            assert!(sum.nodes.len() <= 10 && sum.free.len() <= 11);
        }
        let mut sums = vec![0.0];
        sum.finish(&Alone, &mut sums).unwrap();
        assert_eq!(sums, [1_000.0]);
    }
}
