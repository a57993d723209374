//! Instruction sets as types, and work that is compiled once for each of them.

use super::lanes::Lanes;

/// The vectors of one instruction set. A value of the type proves that the machine has it.
pub(crate) trait InstructionSet: Copy {
    /// A vector with as many lanes as one register has.
    type Native: Lanes<Token = Self>;
    /// A vector of sixteen lanes, in one or several registers.
    type Sixteen: Lanes<Token = Self>;

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
