//! The messages between ranks.

use crate::error::Error;
use core::fmt::Debug;

/// The connection of a rank with the others.
///
/// All ranks call its collective methods ([`broadcast`](Communicator::broadcast),
/// [`all_gather`](Communicator::all_gather), [`barrier`](Communicator::barrier)) in the same order. The names are MPI's.
///
/// An implementation must not let a rank wait for one that has ended: either the methods return an error then, as those
/// of [`ThreadRank`](super::ThreadRank) do, or the process ends, as with MPI.
///
/// ```
/// use mlp::Error;
/// use mlp::ranks::Communicator;
///
/// /// Returns the sum of a number that each rank has.
/// fn total(world: &dyn Communicator, own: u64) -> Result<u64, Error> {
///     let mut all = vec![0; 8 * world.size()];
///     world.all_gather(&own.to_le_bytes(), &mut all)?;
///     Ok(all.as_chunks().0.iter().map(|bytes| u64::from_le_bytes(*bytes)).sum())
/// }
///
/// let totals = mlp::ranks::on_threads(3, |world| total(world, world.rank() as u64));
/// assert_eq!(totals, [Ok(3), Ok(3), Ok(3)]);
/// ```
pub trait Communicator: Debug {
    /// Returns the number of this rank, from 0.
    fn rank(&self) -> usize;

    /// Returns the number of ranks.
    fn size(&self) -> usize;

    /// Sends numbers to another rank, which [receives](Communicator::receive) as many.
    ///
    /// It may wait until the other rank receives them.
    ///
    /// # Errors
    ///
    /// [`Error::Rank`] if a rank has ended.
    fn send(&self, to: usize, numbers: &[f32]) -> Result<(), Error>;

    /// Receives numbers from another rank.
    ///
    /// # Errors
    ///
    /// As [`Communicator::send`].
    fn receive(&self, from: usize, numbers: &mut [f32]) -> Result<(), Error>;

    /// Sends numbers to another rank, and receives numbers from it, which does the same.
    ///
    /// # Errors
    ///
    /// As [`Communicator::send`].
    fn exchange(&self, with: usize, sent: &[f32], received: &mut [f32]) -> Result<(), Error> {
        // in this order neither waits for the other to receive
        if self.rank() < with {
            self.send(with, sent)?;
            self.receive(with, received)
        } else {
            self.receive(with, received)?;
            self.send(with, sent)
        }
    }

    /// Copies the bytes of the rank `from` to all ranks. Every rank gives as many.
    ///
    /// # Errors
    ///
    /// As [`Communicator::send`].
    fn broadcast(&self, from: usize, bytes: &mut [u8]) -> Result<(), Error>;

    /// Writes the bytes of all ranks, in the order of the ranks. Every rank gives as many.
    ///
    /// # Errors
    ///
    /// As [`Communicator::send`].
    fn all_gather(&self, own: &[u8], all: &mut [u8]) -> Result<(), Error>;

    /// Waits until all ranks are here.
    ///
    /// # Errors
    ///
    /// As [`Communicator::send`].
    fn barrier(&self) -> Result<(), Error> {
        let mut all = alloc::vec![0; self.size()];
        self.all_gather(&[0], &mut all)
    }

    /// Ends all ranks, because this one cannot go on.
    ///
    /// With MPI it ends the processes and does not return. Otherwise the methods of the other ranks return
    /// [`Error::Rank`] with this rank's number and message from then on.
    fn abort(&self, message: &str);
}
