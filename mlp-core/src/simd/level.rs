//! The instruction set that the kernels run with: the best one, or the pinned one.

use core::fmt;
use core::str::FromStr;
use core::sync::atomic::{AtomicU8, Ordering};
#[cfg(any(feature = "simd", feature = "libm"))]
use fearless_simd::Level as Proof;

/// The name of an instruction set that the kernels are compiled for.
///
/// Of two levels that one machine has, the greater one is faster.
///
/// ```
/// use mlp::simd::Level;
///
/// assert_eq!("avx2".parse(), Ok(Level::Avx2));
/// assert_eq!(Level::Avx2.name(), "avx2");
/// assert!(Level::Avx2 > Level::Sse2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Level {
    /// No explicit vector instructions: without the feature `simd`, and on targets that have none.
    Scalar,
    /// `sse2`, which every x86-64 has; it has no fused multiply-add.
    Sse2,
    /// `avx2` with `fma`, also called x86-64-v3.
    Avx2,
    /// `avx512` with the extensions of Ice Lake and Zen 4.
    Avx512,
    /// `neon`, which every 64-bit Arm has.
    Neon,
    /// `simd128` of WebAssembly.
    Simd128,
}

impl Level {
    /// All levels, including those that this machine does not have.
    pub const ALL: [Self; 6] = [Self::Scalar, Self::Sse2, Self::Avx2, Self::Avx512, Self::Neon, Self::Simd128];

    /// Returns the name, as in the environment variable `MLP_SIMD`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Scalar => "scalar",
            Self::Sse2 => "sse2",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512",
            Self::Neon => "neon",
            Self::Simd128 => "simd128",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Level {
    type Err = LevelError;

    fn from_str(name: &str) -> Result<Self, LevelError> {
        Self::ALL.into_iter().find(|level| level.name() == name).ok_or(LevelError::Unknown)
    }
}

/// The reason why a level cannot be pinned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LevelError {
    /// No level has this name.
    Unknown,
    /// This machine or this build does not have the level.
    Missing(Level),
}

/// Writes `` `a`, `b`, `c` ``.
fn list(f: &mut fmt::Formatter<'_>, levels: impl Iterator<Item = Level>) -> fmt::Result {
    for (index, level) in levels.enumerate() {
        write!(f, "{}`{level}`", if index == 0 { "" } else { ", " })?;
    }
    Ok(())
}

impl fmt::Display for LevelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => {
                f.write_str("there is no instruction set of this name: expected one of ")?;
                list(f, Level::ALL.into_iter())
            }
            Self::Missing(level) => {
                write!(f, "`{level}` is not there: this build on this machine has ")?;
                list(f, available())
            }
        }
    }
}

impl core::error::Error for LevelError {}

/// The value of [`PINNED`] before the environment was read.
const UNREAD: u8 = 0;
/// The value of [`PINNED`] if nothing is pinned.
const BEST: u8 = 1;
/// The value of [`PINNED`] for the first of [`Level::ALL`]; those of the others follow.
const FIRST: u8 = 2;

/// The pinned level. Relaxed ordering suffices, since no other memory depends on the value.
static PINNED: AtomicU8 = AtomicU8::new(if cfg!(feature = "std") { UNREAD } else { BEST });

/// Returns the levels that kernels can run with here, from the slowest to the fastest.
///
/// They are the levels that both the machine and the build have. Without the feature `simd` there is only
/// [`Level::Scalar`], and without `std` only the level that the target guarantees. Levels below that one are not
/// compiled.
///
/// ```
/// use mlp::simd;
///
/// assert!(simd::available().any(|level| level == simd::active()));
/// ```
pub fn available() -> impl Iterator<Item = Level> {
    Level::ALL.into_iter().filter(|level| is_available(*level))
}

/// Returns the level that kernels run with: the pinned one, or the best available.
///
/// # Panics
///
/// If `MLP_SIMD` is set to a level that cannot be pinned; see [`pin`].
#[must_use]
pub fn active() -> Level {
    pinned().unwrap_or_else(best)
}

/// Makes the kernels of all threads run with `level`, or with the best level for `None`.
///
/// This is for measurements and tests. The environment variable `MLP_SIMD`, set to a [`Level::name`], does the same for
/// a whole program. With the feature `std` it is read once, before the first kernel runs. A pass that is running at the
/// same time may change instruction sets midway, which only affects the last digits.
///
/// ```
/// use mlp::simd::{self, Level};
///
/// let slowest = simd::available().next().unwrap();
/// simd::pin(Some(slowest))?;
/// assert_eq!(simd::active(), slowest);
/// simd::pin(None)?;
/// # Ok::<(), simd::LevelError>(())
/// ```
///
/// # Errors
///
/// [`LevelError::Missing`] if this machine or this build does not have the level. Nothing is changed then.
///
/// # Panics
///
/// This function does not panic, but the first kernel does if `MLP_SIMD` is set to a level that cannot be pinned.
pub fn pin(level: Option<Level>) -> Result<(), LevelError> {
    match level {
        Some(level) if !is_available(level) => Err(LevelError::Missing(level)),
        _ => {
            PINNED.store(level.map_or(BEST, |level| FIRST + level as u8), Ordering::Relaxed);
            Ok(())
        }
    }
}

/// Returns the pinned level, after reading the environment if that has not been done.
fn pinned() -> Option<Level> {
    match PINNED.load(Ordering::Relaxed) {
        UNREAD => read_environment(),
        pinned => pinned.checked_sub(FIRST).map(|index| Level::ALL[usize::from(index)]),
    }
}

/// Pins the level in `MLP_SIMD`, unless another one was pinned in the meantime.
#[cfg(feature = "std")]
#[cold]
fn read_environment() -> Option<Level> {
    let name = std::env::var_os("MLP_SIMD").filter(|name| !name.is_empty());
    let wanted = name.map(|name| {
        let level = name.to_str().ok_or(LevelError::Unknown).and_then(str::parse);
        let there =
            level.and_then(|level| if is_available(level) { Ok(level) } else { Err(LevelError::Missing(level)) });
        there.unwrap_or_else(|error| panic!("the environment variable MLP_SIMD is {name:?}: {error}"))
    });
    let value = wanted.map_or(BEST, |level| FIRST + level as u8);
    // two threads that get here at once read the same value, and a `pin` in between is newer
    let _ = PINNED.compare_exchange(UNREAD, value, Ordering::Relaxed, Ordering::Relaxed);
    wanted
}

/// There is no environment without `std`.
#[cfg(not(feature = "std"))]
const fn read_environment() -> Option<Level> {
    None
}

#[cfg(not(any(feature = "simd", feature = "libm")))]
fn best() -> Level {
    Level::Scalar
}

#[cfg(not(any(feature = "simd", feature = "libm")))]
fn is_available(level: Level) -> bool {
    level == Level::Scalar
}

#[cfg(any(feature = "simd", feature = "libm"))]
fn best() -> Level {
    name_of(detected())
}

/// Levels below what the target guarantees are not compiled.
#[cfg(any(feature = "simd", feature = "libm"))]
fn is_available(level: Level) -> bool {
    level >= name_of(Proof::baseline()) && proof_of(level).is_some()
}

/// Returns the proof that the machine has the level to run with; `dispatch` uses it.
#[cfg(any(feature = "simd", feature = "libm"))]
#[inline]
pub(super) fn proof() -> Proof {
    if PINNED.load(Ordering::Relaxed) == BEST { detected() } else { pinned_proof() }
}

#[cfg(any(feature = "simd", feature = "libm"))]
#[cold]
fn pinned_proof() -> Proof {
    pinned().and_then(proof_of).unwrap_or_else(detected)
}

/// Returns the best level; `fearless_simd` caches what it detected.
#[cfg(any(feature = "simd", feature = "libm"))]
#[inline]
fn detected() -> Proof {
    Proof::try_detect().unwrap_or(Proof::baseline())
}

#[cfg(any(feature = "simd", feature = "libm"))]
fn name_of(proof: Proof) -> Level {
    match proof {
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        Proof::Sse2(_) | Proof::Sse4_2(_) => Level::Sse2,
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        Proof::Avx2(_) => Level::Avx2,
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        Proof::Avx512(_) => Level::Avx512,
        #[cfg(target_arch = "aarch64")]
        Proof::Neon(_) => Level::Neon,
        #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
        Proof::WasmSimd128(_) => Level::Simd128,
        _ => Level::Scalar,
    }
}

/// Returns the proof that the machine has `level`, or `None` if it does not.
#[cfg(any(feature = "simd", feature = "libm"))]
pub(super) fn proof_of(level: Level) -> Option<Proof> {
    let best = detected();
    match level {
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        Level::Sse2 => best.as_sse2().map(Proof::Sse2),
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        Level::Avx2 => best.as_avx2().map(Proof::Avx2),
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        Level::Avx512 => best.as_avx512().map(Proof::Avx512),
        _ => (name_of(best) == level).then_some(best),
    }
}
