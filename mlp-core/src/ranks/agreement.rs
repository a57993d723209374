//! Agreement of all ranks: whether one has failed, and whether they run the same task.

use super::communicator::Communicator;
use super::gather::{bytes_of, gather_words};
use crate::error::Error;
use crate::file::checksum::Checksum;
use alloc::format;
use alloc::string::{String, ToString};

/// Returns the result of this rank if no rank has an error, and otherwise the error of the first rank that has one.
pub(crate) fn agree<T>(world: &dyn Communicator, own: Result<T, Error>) -> Result<T, Error> {
    match own {
        // another rank's error, of which all hear; or the error of the only rank
        Err(error) if matches!(error, Error::Rank { .. }) || world.size() == 1 => Err(error),
        Err(error) => Err(first_failure(world, &error.to_string())?.unwrap_or(error)),
        Ok(value) => first_failure(world, "")?.map_or(Ok(value), Err),
    }
}

/// Returns the error of the first rank that has a message, if there is one.
fn first_failure(world: &dyn Communicator, message: &str) -> Result<Option<Error>, Error> {
    let lengths = gather_words(world, message.len() as u64)?;
    let Some(rank) = lengths.iter().position(|length| *length > 0) else { return Ok(None) };
    let message = text_of(world, rank, message)?;
    Ok(Some(Error::Rank { rank, message }))
}

/// Checks that all ranks have the same texts under the same names.
pub(crate) fn compare(world: &dyn Communicator, texts: &[(&'static str, String)]) -> Result<(), Error> {
    let mut sum = Checksum(0);
    for (_, text) in texts {
        sum.add(text.as_bytes());
    }
    if gather_words(world, sum.0)?.iter().all(|other| *other == sum.0) {
        return Ok(());
    }
    for (name, text) in texts {
        let expected = text_of(world, 0, text)?;
        let message = if *text == expected {
            String::new()
        } else {
            format!("`{name}` is {text} here and {expected} in rank 0: expected the same in all ranks")
        };
        first_failure(world, &message)?.map_or(Ok(()), Err)?;
    }
    // the texts are not those that were compared: another program
    Err(Error::Rank { rank: 0, message: "the ranks run different programs".to_string() })
}

/// Returns the text of one rank.
fn text_of(world: &dyn Communicator, rank: usize, own: &str) -> Result<String, Error> {
    let bytes = bytes_of(world, rank, own.as_bytes())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::{agree, compare};
    use crate::error::Error;
    use crate::ranks::Communicator;
    use crate::ranks::on_threads;
    use std::format;
    use std::string::ToString;

    #[test]
    fn all_ranks_have_the_error_of_the_first_that_failed() {
        let results = on_threads(4, |world| {
            let own = if [1, 3].contains(&world.rank()) { Err(Error::NoNetworks) } else { Ok(world.rank()) };
            agree(world, own)
        });
        for result in results {
            let expected = "rank 1: there are no networks: an ensemble needs at least one";
            assert_eq!(result.unwrap_err().to_string(), expected);
        }
        assert_eq!(on_threads(2, |world| agree(world, Ok(world.rank()))), [Ok(0), Ok(1)]);
    }

    #[test]
    fn the_first_text_that_differs_is_named() {
        let results = on_threads(3, |world| {
            let seed = if world.rank() == 2 { "8" } else { "7" };
            compare(world, &[("loss", "Mse".to_string()), ("seed", seed.to_string()), ("epochs", format!("{seed}0"))])
        });
        for result in results {
            let expected = "rank 2: `seed` is 8 here and 7 in rank 0: expected the same in all ranks";
            assert_eq!(result.unwrap_err().to_string(), expected);
        }
    }
}
