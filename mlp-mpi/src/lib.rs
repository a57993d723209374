//! Training runs and evolution of [`mlp`] on many machines, over MPI.
//!
//! [`run`] connects the processes that `mpirun` starts, and a [`World`] is what [`Trainer::across`](mlp::Trainer::across)
//! and [`EvolutionStrategy::across`](mlp::evolution::EvolutionStrategy::across) need of them.
//!
//! ```no_run
//! use mlp::prelude::*;
//! use mlp::ranks::Communicator;
//!
//! mlp! { struct Net: 2 => 16 tanh => 1 }
//!
//! mlp_mpi::run(|world| {
//!     let trainer = Trainer::new(Mse, Adam::new(0.01)).batch_size(256).checkpoint("run.checkpoint", 10).across(world);
//!     // the samples of this rank
//!     let inputs: Vec<[f32; 2]> = trainer.part(10_000).map(|i| [(i as f32).sin(), (i as f32).cos()]).collect();
//!     let targets: Vec<[f32; 1]> = inputs.iter().map(|[x, y]| [x * y]).collect();
//!     let mut net = Net::seeded(7);
//!     let history = trainer.fit(&mut net, &inputs, &targets)?;
//!     if world.rank() == 0 {
//!         println!("a loss of {}", history.final_loss());
//!     }
//!     Ok(())
//! });
//! ```

use core::fmt;
use mlp::Error;
use mlp::ranks::Communicator;
use mpi::Threading;
use mpi::environment::Universe;
use mpi::topology::SimpleCommunicator;
use mpi::traits::{Communicator as _, CommunicatorCollectives as _, Destination as _, Root as _, Source as _};

/// MPI counts in 32 bits: longer messages are sent in pieces.
const LONGEST: usize = 1 << 28;

/// All processes that `mpirun` has started, as ranks.
///
/// A rank that panics ends all of them. MPI itself ends all if it fails in one, and `mpirun` if one is killed. So the
/// methods return no error.
pub struct World {
    /// The last one to be dropped ends MPI.
    _universe: Universe,
    world: SimpleCommunicator,
}

impl World {
    /// Connects this process with the others; `None` if it has been done before.
    ///
    /// A process that `mpirun` has not started is a single rank.
    ///
    /// ```no_run
    /// use mlp::ranks::Communicator;
    /// use mlp_mpi::World;
    ///
    /// let world = World::start().expect("the first call");
    /// println!("rank {} of {}", world.rank(), world.size());
    /// ```
    #[must_use]
    pub fn start() -> Option<Self> {
        // other threads compute, and none of them sends
        let (universe, _) = mpi::initialize_with_threading(Threading::Funneled)?;
        let world = universe.world();
        Some(Self { _universe: universe, world })
    }

    /// Returns MPI's own communicator of all processes.
    ///
    /// ```no_run
    /// use mpi::traits::Communicator;
    ///
    /// let world = mlp_mpi::World::start().expect("the first call");
    /// println!("{}", world.communicator().get_name());
    /// ```
    #[must_use]
    pub const fn communicator(&self) -> &SimpleCommunicator {
        &self.world
    }
}

/// Runs the work of a rank: the whole of `main`.
///
/// If `work` returns an error, its text is printed with the number of the rank and all ranks end with exit code 1.
///
/// # Panics
///
/// If MPI has been started in this process before.
pub fn run(work: impl FnOnce(&World) -> Result<(), Box<dyn std::error::Error>>) {
    let world = World::start().expect("MPI was started before");
    let Err(error) = work(&world) else { return };
    match error.downcast_ref::<Error>() {
        // all ranks have this error: the one that failed prints it, and ends those that wait here
        Some(Error::Rank { rank, .. }) if *rank != world.rank() => world.world.barrier(),
        Some(Error::Rank { message, .. }) => world.abort(message),
        _ => world.abort(&error.to_string()),
    }
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World").field("rank", &self.rank()).field("size", &self.size()).finish_non_exhaustive()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // otherwise MPI would wait for the others before it ends
        if std::thread::panicking() {
            self.abort("panicked");
        }
    }
}

/// Returns MPI's number of a rank.
fn number(rank: usize) -> i32 {
    i32::try_from(rank).expect("the number of a rank")
}

impl Communicator for World {
    fn rank(&self) -> usize {
        usize::try_from(self.world.rank()).expect("a rank of the world")
    }

    fn size(&self) -> usize {
        usize::try_from(self.world.size()).expect("ranks")
    }

    fn send(&self, to: usize, numbers: &[f32]) -> Result<(), Error> {
        let process = self.world.process_at_rank(number(to));
        numbers.chunks(LONGEST).for_each(|numbers| process.send(numbers));
        Ok(())
    }

    fn receive(&self, from: usize, numbers: &mut [f32]) -> Result<(), Error> {
        let process = self.world.process_at_rank(number(from));
        numbers.chunks_mut(LONGEST).for_each(|numbers| {
            process.receive_into(numbers);
        });
        Ok(())
    }

    fn exchange(&self, with: usize, sent: &[f32], received: &mut [f32]) -> Result<(), Error> {
        let process = self.world.process_at_rank(number(with));
        if sent.len().max(received.len()) > LONGEST {
            return if self.rank() < with {
                self.send(with, sent).and_then(|()| self.receive(with, received))
            } else {
                self.receive(with, received).and_then(|()| self.send(with, sent))
            };
        }
        mpi::point_to_point::send_receive_into(sent, &process, received, &process);
        Ok(())
    }

    fn broadcast(&self, from: usize, bytes: &mut [u8]) -> Result<(), Error> {
        let process = self.world.process_at_rank(number(from));
        bytes.chunks_mut(LONGEST).for_each(|bytes| process.broadcast_into(bytes));
        Ok(())
    }

    fn all_gather(&self, own: &[u8], all: &mut [u8]) -> Result<(), Error> {
        self.world.all_gather_into(own, all);
        Ok(())
    }

    fn barrier(&self) -> Result<(), Error> {
        self.world.barrier();
        Ok(())
    }

    fn abort(&self, message: &str) {
        eprintln!("rank {}: {message}", self.rank());
        self.world.abort(1);
    }
}
