//! One rank by itself.

use super::communicator::Communicator;
use crate::error::Error;

/// One rank by itself: a program for many ranks that runs as a single process.
///
/// ```
/// use mlp::ranks::{Alone, Communicator};
///
/// assert_eq!((Alone.rank(), Alone.size()), (0, 1));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Alone;

/// The panic of a message to a rank that is not there.
fn no_other(rank: usize) -> ! {
    panic!("there is no rank {rank}: this one is alone")
}

impl Communicator for Alone {
    fn rank(&self) -> usize {
        0
    }

    fn size(&self) -> usize {
        1
    }

    fn send(&self, to: usize, _: &[f32]) -> Result<(), Error> {
        no_other(to)
    }

    fn receive(&self, from: usize, _: &mut [f32]) -> Result<(), Error> {
        no_other(from)
    }

    fn broadcast(&self, _: usize, _: &mut [u8]) -> Result<(), Error> {
        Ok(())
    }

    fn all_gather(&self, own: &[u8], all: &mut [u8]) -> Result<(), Error> {
        all.copy_from_slice(own);
        Ok(())
    }

    fn abort(&self, _: &str) {}
}
