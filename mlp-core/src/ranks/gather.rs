//! Values of one rank, or of all, in every rank.

use super::communicator::Communicator;
use crate::error::Error;
use alloc::vec;
use alloc::vec::Vec;

/// Returns the bytes of one rank; those of the others do not matter.
pub(crate) fn bytes_of(world: &dyn Communicator, rank: usize, own: &[u8]) -> Result<Vec<u8>, Error> {
    let mut length = (own.len() as u64).to_le_bytes();
    world.broadcast(rank, &mut length)?;
    let mut bytes = if rank == world.rank() {
        own.to_vec()
    } else {
        vec![0; usize::try_from(u64::from_le_bytes(length)).unwrap_or(usize::MAX)]
    };
    world.broadcast(rank, &mut bytes)?;
    Ok(bytes)
}

/// Returns a word of each rank.
pub(crate) fn gather_words(world: &dyn Communicator, own: u64) -> Result<Vec<u64>, Error> {
    let mut all = vec![0; 8 * world.size()];
    world.all_gather(&own.to_le_bytes(), &mut all)?;
    Ok(all.as_chunks().0.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect())
}

/// Returns the bytes of all ranks in their order; rank `r` has `bytes_of(r)` of them.
pub(crate) fn gather_bytes(
    world: &dyn Communicator,
    own: &[u8],
    bytes_of: impl Fn(usize) -> usize,
) -> Result<Vec<u8>, Error> {
    let most = (0..world.size()).map(&bytes_of).max().unwrap_or(0);
    let (mut padded, mut all) = (own.to_vec(), vec![0; most * world.size()]);
    padded.resize(most, 0);
    world.all_gather(&padded, &mut all)?;
    let pieces = all.chunks_exact(most.max(1)).enumerate();
    Ok(pieces.flat_map(|(rank, bytes)| &bytes[..bytes_of(rank)]).copied().collect())
}
