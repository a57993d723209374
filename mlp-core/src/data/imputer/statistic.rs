//! The statistics of columns with gaps.

use super::strategy::Impute;
use crate::error::Error;
use crate::schema::value::{encode_class, largest_class};
use alloc::vec::Vec;

/// A column, or the columns of a class that is 1 among zeros, which are missing together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub(crate) first: usize,
    pub(crate) width: usize,
    /// Of classes it is always the most frequent one.
    pub(crate) strategy: Impute,
}

/// Computes the replacement for each part from `numbers`, which are samples of `length` columns.
pub(crate) fn fit(numbers: &[f32], length: usize, parts: &[Part], values: &mut [f32]) -> Result<(), Error> {
    if numbers.is_empty() {
        return Err(Error::NoSamples);
    }
    for part in parts {
        let values = &mut values[part.first..part.first + part.width];
        let present = |row: &&[f32]| !row[part.first].is_nan();
        let rows = || numbers.chunks_exact(length).filter(present).map(|row| &row[part.first..part.first + part.width]);
        if part.width > 1 {
            let mut counts = alloc::vec![0_usize; part.width];
            rows().for_each(|row| counts[largest_class(row)] += 1);
            encode_class(most(&counts).ok_or(Error::NoValue { column: part.first })?, values);
            continue;
        }
        let column: Vec<f32> = rows().map(|row| row[0]).collect();
        let infinite = |(_, row): &(usize, &[f32])| row[part.first].is_infinite();
        if let Some((sample, row)) = numbers.chunks_exact(length).enumerate().find(infinite) {
            return Err(Error::InputNotFinite { sample, column: part.first, value: row[part.first] });
        }
        values[0] = statistic(column, part.strategy).ok_or(Error::NoValue { column: part.first })?;
    }
    Ok(())
}

/// Returns the index of the largest count, the first one of several; `None` if all are 0.
fn most(counts: &[usize]) -> Option<usize> {
    let largest = counts.iter().copied().max().filter(|count| *count > 0)?;
    counts.iter().position(|count| *count == largest)
}

/// Returns the statistic of values, if there is any value or none is needed.
#[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
fn statistic(mut values: Vec<f32>, strategy: Impute) -> Option<f32> {
    if let Impute::Constant(value) = strategy {
        return Some(value);
    }
    values.sort_unstable_by(f32::total_cmp);
    let (count, middle) = (values.len(), values.len() / 2);
    let last = values.last()?;
    let wide = |value: f32| f64::from(value);
    Some(match strategy {
        Impute::Median if count % 2 == 0 => f64::midpoint(wide(values[middle - 1]), wide(values[middle])) as f32,
        Impute::Median => values[middle],
        Impute::MostFrequent => {
            let runs = values.chunk_by(|a, b| a == b);
            // of runs of the same length the first one, whose value is the smallest
            runs.fold(&values[..0], |most, run| if run.len() > most.len() { run } else { most }).first().copied()?
        }
        _ if values[0] == *last => *last,
        _ => (values.iter().copied().map(wide).sum::<f64>() / count as f64) as f32,
    })
}

#[cfg(test)]
mod tests {
    use super::{Impute, most, statistic};

    /// Figures of `sklearn.impute.SimpleImputer` and of hand.
    #[test]
    fn statistics_of_columns() {
        for (values, mean, median, most_frequent) in [
            (&[7.0, 4.0, 10.0][..], 7.0, 7.0, 4.0),
            (&[2.0, 1.0, 3.0, 2.0], 2.0, 2.0, 2.0),
            (&[1.0, 2.0, 4.0, 9.0], 4.0, 3.0, 1.0),
            (&[3.0, 3.0, -1.0, -1.0, 5.0], 1.8, 3.0, -1.0),
            (&[3e38, 3e38, 3e38], 3e38, 3e38, 3e38),
            (&[0.1], 0.1, 0.1, 0.1),
        ] {
            let found = [Impute::Mean, Impute::Median, Impute::MostFrequent].map(|by| statistic(values.to_vec(), by));
            assert_eq!(found, [Some(mean), Some(median), Some(most_frequent)], "{values:?}");
        }
        assert_eq!(statistic([].to_vec(), Impute::Median), None);
        assert_eq!(statistic([].to_vec(), Impute::Constant(2.5)), Some(2.5));
    }

    #[test]
    fn of_equal_counts_the_first_is_the_most() {
        assert_eq!((most(&[0, 3, 3]), most(&[0, 0]), most(&[])), (Some(1), None, None));
    }
}
