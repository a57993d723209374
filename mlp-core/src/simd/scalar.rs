//! Processors without vectors.

/// Whether `f32` has instructions and registers of its own; where it has none, each operation is a call.
pub(crate) const FLOATS_IN_HARDWARE: bool = !cfg!(any(
    all(target_arch = "arm", not(target_abi = "eabihf")),
    all(target_arch = "riscv32", not(target_feature = "f")),
));

/// Whether nothing is to be computed in sixteen lanes: there are no vectors, and no `f64` that single values go through.
///
/// One value at a time then has the bits of lanes, in a fraction of the code, the stack and the time.
/// `RUSTFLAGS="--cfg mlp_slow_double"` says so of this machine, as in `math::double`.
pub(crate) const ONE_BY_ONE: bool = cfg!(all(
    not(any(feature = "simd", feature = "libm")),
    any(
        mlp_slow_double,
        not(any(
            target_arch = "x86",
            target_arch = "x86_64",
            target_arch = "aarch64",
            target_arch = "wasm32",
            target_arch = "riscv64",
        )),
    ),
));
