//! Ranks that are threads of one process.

use super::communicator::Communicator;
use crate::error::Error;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::time::Duration;
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};

/// How often a rank that waits looks whether another one has ended.
const PATIENCE: Duration = Duration::from_millis(20);

/// A message to another rank.
#[derive(Debug)]
enum Message {
    Numbers(Vec<f32>),
    Bytes(Vec<u8>),
}

/// A rank that is a thread of this process; [`on_threads`] starts them.
///
/// ```
/// use mlp::ranks::{Communicator, ThreadRank, on_threads};
///
/// let ranks = on_threads(2, |world: &ThreadRank| (world.rank(), world.size()));
/// assert_eq!(ranks, [(0, 2), (1, 2)]);
/// ```
#[derive(Debug)]
pub struct ThreadRank {
    rank: usize,
    /// To each rank.
    senders: Vec<Sender<Message>>,
    /// From each rank.
    receivers: Vec<Receiver<Message>>,
    /// The first rank that ended all, and its message.
    ended: Arc<OnceLock<(usize, String)>>,
}

/// Runs `work` in as many threads as there are ranks, and returns their results in the order of the ranks.
///
/// It is for tests, and for programs for many ranks that run on one machine without MPI. For more speed from the cores
/// of one machine the feature `rayon` is simpler.
///
/// ```
/// use mlp::ranks::{Communicator, on_threads, ordered_sum};
///
/// let sums = on_threads(4, |world| {
///     let mut numbers = [world.rank() as f32, 1.0];
///     ordered_sum(world, &mut numbers)?;
///     Ok::<_, mlp::Error>(numbers)
/// });
/// assert!(sums.iter().all(|sum| *sum == Ok([6.0, 4.0])));
/// ```
///
/// # Panics
///
/// If `ranks` is 0, or if one of the threads panics. The methods of the other ranks return [`Error::Rank`] then.
pub fn on_threads<T: Send>(ranks: usize, work: impl Fn(&ThreadRank) -> T + Sync) -> Vec<T> {
    assert!(ranks > 0, "0 ranks: at least 1 is needed");
    std::thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = connected(ranks).into_iter().map(|rank| scope.spawn(move || work(&rank))).collect();
        let results: Vec<_> = threads.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
        let unwind = |panic| -> T { std::panic::resume_unwind(panic) };
        results.into_iter().map(|result| result.unwrap_or_else(unwind)).collect()
    })
}

/// Returns ranks with a channel from each to each.
fn connected(ranks: usize) -> Vec<ThreadRank> {
    let ended = Arc::new(OnceLock::new());
    let with_number = |rank| ThreadRank { rank, senders: Vec::new(), receivers: Vec::new(), ended: Arc::clone(&ended) };
    let mut all: Vec<ThreadRank> = (0..ranks).map(with_number).collect();
    for from in 0..ranks {
        for to in 0..ranks {
            let (sender, receiver) = channel();
            all[from].senders.push(sender);
            all[to].receivers.push(receiver);
        }
    }
    all
}

impl ThreadRank {
    /// Returns the error of a rank that has ended.
    fn ended(&self, rank: usize) -> Error {
        let (rank, message) = self.ended.get_or_init(|| (rank, "has ended".to_string())).clone();
        Error::Rank { rank, message }
    }

    fn put(&self, to: usize, message: Message) -> Result<(), Error> {
        self.senders[to].send(message).map_err(|_| self.ended(to))
    }

    fn take(&self, from: usize) -> Result<Message, Error> {
        loop {
            match self.receivers[from].recv_timeout(PATIENCE) {
                Ok(message) => return Ok(message),
                Err(RecvTimeoutError::Timeout) if self.ended.get().is_none() => {}
                Err(_) => return Err(self.ended(from)),
            }
        }
    }

    /// Receives bytes from another rank.
    fn take_bytes(&self, from: usize, bytes: &mut [u8]) -> Result<(), Error> {
        match self.take(from)? {
            Message::Bytes(taken) if taken.len() == bytes.len() => bytes.copy_from_slice(&taken),
            other => unexpected(from, &other, bytes.len()),
        }
        Ok(())
    }
}

/// The panic of ranks that do not make the same calls.
fn unexpected(from: usize, found: &Message, expected: usize) -> ! {
    let (what, count) = match found {
        Message::Numbers(numbers) => ("numbers", numbers.len()),
        Message::Bytes(bytes) => ("bytes", bytes.len()),
    };
    panic!("rank {from} sent {count} {what}, but {expected} others are expected: all ranks make the same calls")
}

impl Communicator for ThreadRank {
    fn rank(&self) -> usize {
        self.rank
    }

    fn size(&self) -> usize {
        self.senders.len()
    }

    fn send(&self, to: usize, numbers: &[f32]) -> Result<(), Error> {
        self.put(to, Message::Numbers(numbers.to_vec()))
    }

    fn receive(&self, from: usize, numbers: &mut [f32]) -> Result<(), Error> {
        match self.take(from)? {
            Message::Numbers(taken) if taken.len() == numbers.len() => numbers.copy_from_slice(&taken),
            other => unexpected(from, &other, numbers.len()),
        }
        Ok(())
    }

    fn broadcast(&self, from: usize, bytes: &mut [u8]) -> Result<(), Error> {
        if self.rank != from {
            return self.take_bytes(from, bytes);
        }
        (0..self.size()).filter(|to| *to != from).try_for_each(|to| self.put(to, Message::Bytes(bytes.to_vec())))
    }

    fn all_gather(&self, own: &[u8], all: &mut [u8]) -> Result<(), Error> {
        assert!(all.len() == own.len() * self.size(), "{} bytes for all, {} of one rank", all.len(), own.len());
        (0..self.size()).try_for_each(|to| self.put(to, Message::Bytes(own.to_vec())))?;
        let pieces = (0..self.size()).zip(all.chunks_exact_mut(own.len().max(1)));
        pieces.into_iter().try_for_each(|(from, bytes)| self.take_bytes(from, bytes))
    }

    fn abort(&self, message: &str) {
        // the first one counts
        let _ = self.ended.set((self.rank, message.to_string()));
    }
}

#[cfg(test)]
mod tests {
    use super::on_threads;
    use crate::error::Error;
    use crate::ranks::{Communicator, guarded};
    use alloc::string::ToString;
    use alloc::sync::Arc;
    use alloc::vec;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::Mutex;

    #[test]
    fn bytes_and_numbers_arrive() {
        let results = on_threads(3, |world| {
            let (rank, mut all, mut first) = (world.rank(), vec![0; 6], [9; 2]);
            world.all_gather(&[u8::try_from(rank).unwrap(), 7], &mut all)?;
            if rank == 1 {
                first = [4, 5];
            }
            world.broadcast(1, &mut first)?;
            let mut received = [0.0];
            if rank < 2 {
                world.exchange(1 - rank, &[rank as f32], &mut received)?;
            }
            world.barrier()?;
            Ok::<_, Error>((all, first, received))
        });
        for (rank, result) in results.into_iter().enumerate() {
            let received = if rank == 0 { 1.0 } else { 0.0 };
            assert_eq!(result, Ok((vec![0, 7, 1, 7, 2, 7], [4, 5], [received])));
        }
    }

    /// A rank that returns early, one that calls `abort` and one that panics end those that wait.
    #[test]
    fn nobody_waits_for_a_rank_that_has_ended() {
        let results = on_threads(3, |world| if world.rank() == 1 { Ok(()) } else { world.barrier() });
        assert_eq!(results[0].clone().unwrap_err().to_string(), "rank 1: has ended");
        let results = on_threads(3, |world| {
            if world.rank() == 2 {
                world.abort("the disk is full");
            }
            // rank 2 does not end, and sends nothing
            world.receive((world.rank() + 1) % 3, &mut [0.0])
        });
        assert!(results.iter().all(|result| result.clone().unwrap_err().to_string() == "rank 2: the disk is full"));
        let errors = Arc::new(Mutex::new(vec![]));
        let run = || {
            on_threads(3, |world| {
                guarded(world, || {
                    assert!(world.rank() != 2, "on purpose");
                    errors.lock().unwrap().push(world.barrier());
                });
            })
        };
        assert!(catch_unwind(AssertUnwindSafe(run)).is_err());
        let expected = Err(Error::Rank { rank: 2, message: "panicked".to_string() });
        assert_eq!(*errors.lock().unwrap(), [expected.clone(), expected]);
    }
}
