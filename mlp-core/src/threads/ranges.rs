//! Splits work and memory into parts.

use super::alone::is_alone;
use crate::thresholds::{LEAST_OF_A_PART, WORTH_SPLITTING};
use alloc::vec::Vec;
use core::ops::Range;

/// Splits `count` items, which cost `multiply_adds` together, into ranges for several threads.
///
/// All but the last are a multiple of `grain`. Each is half of an equal share of the remaining items, so that threads
/// that began late or were held up finish with the others. Returns `None` if splitting is not worth it.
pub(crate) fn ranges(count: usize, grain: usize, multiply_adds: usize) -> Option<Vec<Range<usize>>> {
    if multiply_adds < WORTH_SPLITTING || is_alone() {
        return None;
    }
    // not before this point: the first call starts the threads
    let threads = rayon::current_num_threads();
    if threads == 1 {
        return None;
    }
    let least = count.div_ceil(multiply_adds / LEAST_OF_A_PART);
    let mut ranges = Vec::new();
    let mut first = 0;
    while first < count {
        let length = ((count - first) / (2 * threads)).max(least).next_multiple_of(grain);
        ranges.push(first..count.min(first + length));
        first += length;
    }
    (ranges.len() > 1).then_some(ranges)
}

/// Cuts the beginning of `slice` into pieces of these lengths.
pub(crate) fn cut<'a>(mut slice: &'a [f32], lengths: &[usize]) -> Vec<&'a [f32]> {
    let mut next = |length: &usize| slice.split_off(..*length).expect("numbers for all pieces");
    lengths.iter().map(&mut next).collect()
}

/// Cuts the beginning of a mutable slice into pieces of these lengths.
pub(crate) fn cut_mut<'a, T>(mut slice: &'a mut [T], lengths: &[usize]) -> Vec<&'a mut [T]> {
    let mut next = |length: &usize| slice.split_off_mut(..*length).expect("numbers for all pieces");
    lengths.iter().map(&mut next).collect()
}

/// Returns these ranges of rows of a matrix with `numbers` values in a row.
pub(crate) fn cut_rows_mut<'a, T>(matrix: &'a mut [T], numbers: usize, ranges: &[Range<usize>]) -> Vec<&'a mut [T]> {
    let lengths: Vec<usize> = ranges.iter().map(|range| range.len() * numbers).collect();
    cut_mut(matrix, &lengths)
}

#[cfg(test)]
mod tests {
    use super::super::alone::alone;
    use super::{WORTH_SPLITTING, ranges};
    use alloc::vec::Vec;

    fn in_pool<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool").install(work)
    }

    #[test]
    fn ranges_cover_everything_once() {
        for threads in [1, 2, 3, 8] {
            for count in [1, 5, 6, 7, 31, 512, 784] {
                for multiply_adds in [0, WORTH_SPLITTING, 3 * WORTH_SPLITTING, usize::MAX] {
                    let Some(ranges) = in_pool(threads, || ranges(count, 6, multiply_adds)) else {
                        assert!(threads == 1 || count <= 6 || multiply_adds < WORTH_SPLITTING);
                        continue;
                    };
                    let all: Vec<usize> = ranges.iter().cloned().flatten().collect();
                    assert_eq!(all, (0..count).collect::<Vec<_>>());
                    assert!(ranges.len() > 1 && ranges.is_sorted_by_key(|range| count - range.len()), "{ranges:?}");
                    assert!(ranges[..ranges.len() - 1].iter().all(|range| range.len().is_multiple_of(6)));
                    // no thread waits for the first part
                    assert!(ranges[0].len() <= count / threads + 6, "{ranges:?}");
                }
            }
        }
    }

    #[test]
    fn parts_are_not_split() {
        in_pool(2, || {
            let split = || ranges(64, 1, usize::MAX).is_some();
            assert!(split());
            assert!(!alone(split));
            assert!(split(), "only inside");
            let panic = std::panic::catch_unwind(|| alone(|| panic!("a part")));
            assert!(panic.is_err() && split(), "only inside");
        });
    }
}
