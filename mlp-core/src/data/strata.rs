//! Samples by class.

use crate::random::SplitMix64;
use alloc::vec;
use alloc::vec::Vec;

/// The samples of every class that occurs, in the order of the classes.
pub(super) struct Strata {
    /// The classes, each with the end of its samples in `samples`.
    ends: Vec<(usize, usize)>,
    samples: Vec<usize>,
}

impl Strata {
    pub(super) fn new(labels: &[usize]) -> Self {
        let mut samples: Vec<usize> = (0..labels.len()).collect();
        samples.sort_by_key(|&sample| labels[sample]);
        let mut ends: Vec<(usize, usize)> = Vec::new();
        for (place, &sample) in samples.iter().enumerate() {
            match ends.last_mut() {
                Some((class, end)) if *class == labels[sample] => *end = place + 1,
                _ => ends.push((labels[sample], place + 1)),
            }
        }
        Self { ends, samples }
    }

    /// Returns the number of classes that occur.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Iterates over the classes, each with its samples in ascending order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &[usize])> {
        let mut first = 0;
        self.ends.iter().map(move |&(class, end)| {
            let members = &self.samples[first..end];
            first = end;
            (class, members)
        })
    }
}

/// Distributes `draws` over the classes in proportion to their sizes.
///
/// Every class gets the whole part of its share. The classes with the largest remainders get one more. Of equal
/// remainders random ones are chosen, or the first ones without random numbers.
pub(super) fn apportion(counts: &[usize], draws: usize, numbers: Option<&mut SplitMix64>) -> Vec<usize> {
    let total = counts.iter().sum::<usize>().max(1) as u128;
    let share = |count: &usize| *count as u128 * draws as u128;
    let mut taken = vec![0; counts.len()];
    for (taken, count) in taken.iter_mut().zip(counts) {
        *taken = usize::try_from(share(count) / total).expect("at most `draws`");
    }
    let mut order: Vec<usize> = (0..counts.len()).collect();
    if let Some(numbers) = numbers {
        numbers.shuffle(&mut order);
    }
    order.sort_by_key(|&class| core::cmp::Reverse(share(&counts[class]) % total));
    let missing = draws - taken.iter().sum::<usize>();
    for &class in &order[..missing] {
        taken[class] += 1;
    }
    taken
}
