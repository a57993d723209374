//! The features of a processor without vectors.

/// Whether `f32` has instructions and registers of its own. Where each operation is a call, one unit at a time is best.
pub(super) const FLOATS_IN_HARDWARE: bool = !cfg!(any(
    all(target_arch = "arm", not(target_abi = "eabihf")),
    all(target_arch = "riscv32", not(target_feature = "f")),
));
