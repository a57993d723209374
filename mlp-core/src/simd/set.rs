//! Instruction sets as types, and work that is compiled once for each of them.

use super::lanes::Lanes;

/// The vectors of one instruction set. A value of the type proves that the machine has it.
pub trait InstructionSet: Copy {
    /// A vector with as many lanes as one register has.
    type Native: Lanes<Token = Self>;
    /// A vector of sixteen lanes, in one or several registers.
    type Sixteen: Lanes<Token = Self>;
    /// A vector of eight lanes; one lane where there are no vectors.
    type Eight: Lanes<Token = Self>;
    /// A vector of four lanes; one lane where there are no vectors.
    type Four: Lanes<Token = Self>;

    /// Whether there are vector instructions.
    const VECTORS: bool;
    /// Whether a multiplication and an addition are one instruction.
    const FUSED: bool;
    /// The number of registers that sums may stay in: some are left for their terms.
    const SUM_REGISTERS: usize;

    /// Returns whether there are 32 registers, so that a tile of 24 vectors fits.
    fn wide_registers(self) -> bool;
}

/// Work that is compiled once for each instruction set.
pub(crate) trait Vectorized {
    /// The result of the work.
    type Output;
    /// Runs the work. Must be `#[inline(always)]`, like everything that it calls with `set`.
    fn vectorized<I: InstructionSet>(self, set: I) -> Self::Output;
}
