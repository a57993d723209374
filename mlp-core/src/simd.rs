//! Which instructions run: detected once, pinned by request, handed to the kernels as a type.

mod level;
#[cfg(feature = "std")]
mod peak;

pub use level::{Level, LevelError, active, available, pin};
#[cfg(feature = "std")]
pub use peak::peak;

use crate::lanes::{Lanes, Portable};

/// The vectors of one instruction set; a value of it proves that the machine has them.
pub trait InstructionSet: Copy {
    /// As many lanes as one register has.
    type Native: Lanes<Token = Self>;
    /// Sixteen lanes in one or several registers.
    type Sixteen: Lanes<Token = Self>;

    /// Whether there are 32 registers, so that a tile of 24 vectors fits.
    fn wide_registers(self) -> bool;
}

impl InstructionSet for () {
    type Native = Portable;
    type Sixteen = Portable;

    #[inline(always)]
    fn wide_registers(self) -> bool {
        false
    }
}

/// Work that is compiled once for each instruction set.
pub trait Vectorized {
    /// What the work returns.
    type Output;
    /// Does the work; must be `#[inline(always)]`, as everything it calls with `set`.
    fn vectorized<I: InstructionSet>(self, set: I) -> Self::Output;
}

/// Runs `work` with the best instructions of this machine, or the pinned ones.
#[inline]
#[cfg(feature = "simd")]
pub fn dispatch<W: Vectorized>(work: W) -> W::Output {
    fearless_simd::dispatch!(level::proof(), simd => work.vectorized(crate::lanes::Vectors(simd)))
}

/// Runs `work` with what the target has.
#[inline]
#[cfg(not(feature = "simd"))]
pub fn dispatch<W: Vectorized>(work: W) -> W::Output {
    work.vectorized(())
}

/// Runs `work` with the instructions of `level`, whatever is pinned.
#[cfg(all(test, feature = "simd"))]
pub(crate) fn dispatch_at<W: Vectorized>(level: Level, work: W) -> W::Output {
    let proof = level::proof_of(level).expect("an available level");
    fearless_simd::dispatch!(proof, simd => work.vectorized(crate::lanes::Vectors(simd)))
}

/// Runs `work` with the only instructions there are.
#[cfg(all(test, not(feature = "simd")))]
pub(crate) fn dispatch_at<W: Vectorized>(_: Level, work: W) -> W::Output {
    dispatch(work)
}
