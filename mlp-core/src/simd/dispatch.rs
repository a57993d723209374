//! Runs work with the instructions of this machine, selected at run time.

#[cfg(any(feature = "simd", feature = "libm"))]
use super::level;
#[cfg(all(test, any(feature = "simd", feature = "libm")))]
use super::level::Level;
use super::set::Vectorized;
#[cfg(any(feature = "simd", feature = "libm"))]
use super::vector::Vectors;

/// Runs `work` with the best instructions of this machine, or with the pinned ones.
#[inline]
#[cfg(any(feature = "simd", feature = "libm"))]
pub(crate) fn dispatch<W: Vectorized>(work: W) -> W::Output {
    dispatch_with(level::proof(), work)
}

/// The lanes of a register that holds one value of each sample of a small batch.
pub(crate) const FEW_COLUMNS: usize = 8;

/// Runs `work` on matrices with `columns` columns in use.
///
/// For up to eight columns, registers of sixteen lanes would be half empty. A machine that has those takes half the
/// time with a register of eight.
#[inline]
#[cfg(all(any(feature = "simd", feature = "libm"), target_feature = "sse2", target_feature = "fxsr"))]
pub(crate) fn dispatch_lanes<W: Vectorized>(columns: usize, work: W) -> W::Output {
    let proof = level::proof();
    let narrow = if columns <= FEW_COLUMNS { proof.as_avx2().map(fearless_simd::Level::Avx2) } else { None };
    dispatch_with(narrow.unwrap_or(proof), work)
}

/// Does the same as [`dispatch`]: there is at most one width of registers.
#[inline]
#[cfg(not(all(any(feature = "simd", feature = "libm"), target_feature = "sse2", target_feature = "fxsr")))]
pub(crate) fn dispatch_lanes<W: Vectorized>(_: usize, work: W) -> W::Output {
    dispatch(work)
}

/// Runs `work` with the best instructions of this machine that have registers of up to eight lanes.
///
/// It is compiled once less than with [`dispatch`].
#[inline]
#[cfg(all(any(feature = "simd", feature = "libm"), target_feature = "sse2", target_feature = "fxsr"))]
pub(crate) fn dispatch_narrow<W: Vectorized>(work: W) -> W::Output {
    let proof = level::proof();
    if let Some(set) = proof.as_avx2() {
        vectorize(set, work)
    } else {
        vectorize(proof.as_sse2().expect("the target promises it"), work)
    }
}

/// Does the same as [`dispatch`]: no registers are longer.
#[inline]
#[cfg(not(all(any(feature = "simd", feature = "libm"), target_feature = "sse2", target_feature = "fxsr")))]
pub(crate) fn dispatch_narrow<W: Vectorized>(work: W) -> W::Output {
    dispatch(work)
}

/// Runs `work` with the instructions that `proof` stands for.
///
/// Each set costs the program of a straight-line network one more copy of it. SSE4.2 has none, since it adds nothing to
/// SSE2 that the kernels use.
#[inline]
#[cfg(all(any(feature = "simd", feature = "libm"), target_feature = "sse2", target_feature = "fxsr"))]
fn dispatch_with<W: Vectorized>(proof: fearless_simd::Level, work: W) -> W::Output {
    if let Some(set) = proof.as_avx512() {
        vectorize(set, work)
    } else if let Some(set) = proof.as_avx2() {
        vectorize(set, work)
    } else {
        vectorize(proof.as_sse2().expect("the target promises it"), work)
    }
}

/// Compiles `work` for the instruction set `set`.
#[inline(always)]
#[cfg(all(any(feature = "simd", feature = "libm"), target_feature = "sse2", target_feature = "fxsr"))]
fn vectorize<S: fearless_simd::Simd, W: Vectorized>(set: S, work: W) -> W::Output {
    set.vectorize(
        #[inline(always)]
        || work.vectorized(Vectors(set)),
    )
}

/// Runs `work` with the instructions that `proof` stands for; there is at most one set.
#[inline]
#[cfg(all(any(feature = "simd", feature = "libm"), not(all(target_feature = "sse2", target_feature = "fxsr"))))]
fn dispatch_with<W: Vectorized>(proof: fearless_simd::Level, work: W) -> W::Output {
    fearless_simd::dispatch!(proof, simd => work.vectorized(Vectors(simd)))
}

/// Runs `work` with the instructions that the target guarantees.
#[inline]
#[cfg(not(any(feature = "simd", feature = "libm")))]
pub(crate) fn dispatch<W: Vectorized>(work: W) -> W::Output {
    work.vectorized(())
}

/// Runs `work` with the instructions of `level`, whatever is pinned.
#[cfg(all(test, any(feature = "simd", feature = "libm")))]
pub(crate) fn dispatch_at<W: Vectorized>(level: Level, work: W) -> W::Output {
    dispatch_with(level::proof_of(level).expect("an available level"), work)
}

/// Runs `work` with the only instructions there are.
#[cfg(all(test, not(any(feature = "simd", feature = "libm"))))]
pub(crate) fn dispatch_at<W: Vectorized>(_: super::level::Level, work: W) -> W::Output {
    dispatch(work)
}
