//! Which of the instruction sets that the kernels are compiled for runs: the best one, or the pinned one.

use core::fmt;
use core::str::FromStr;
use core::sync::atomic::{AtomicU8, Ordering};
#[cfg(any(feature = "simd", feature = "libm"))]
use fearless_simd::Level as Proof;

/// An instruction set that the kernels are compiled for, by name.
///
/// Of two that one machine has, the greater is the faster one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Level {
    /// No vector instructions by name: what runs without the feature `simd`, and where the target has none.
    Scalar,
    /// `sse2`: what every x86-64 has; no fused multiply-add.
    Sse2,
    /// `avx2` with `fma`, also called x86-64-v3.
    Avx2,
    /// `avx512` as Ice Lake and Zen 4 have it.
    Avx512,
    /// `neon`: what every 64-bit Arm has.
    Neon,
    /// `simd128` of WebAssembly.
    Simd128,
}

impl Level {
    /// All of them, whether this machine has them or not.
    pub const ALL: [Self; 6] = [Self::Scalar, Self::Sse2, Self::Avx2, Self::Avx512, Self::Neon, Self::Simd128];

    /// The name that `MLP_SIMD` takes.
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

/// Why a level cannot be pinned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LevelError {
    /// There is no level of this name.
    Unknown,
    /// This machine, or this build, does not have it.
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

/// [`PINNED`] before anybody asked: the environment has not been read.
const UNREAD: u8 = 0;
/// [`PINNED`] where nothing is pinned.
const BEST: u8 = 1;
/// [`PINNED`] where the first of [`Level::ALL`] is pinned; the others follow.
const FIRST: u8 = 2;

/// What was asked for. Relaxed is enough: the value stands for itself, and no other memory goes with it.
static PINNED: AtomicU8 = AtomicU8::new(if cfg!(feature = "std") { UNREAD } else { BEST });

/// The levels that kernels can run with here, from the slowest to the fastest.
///
/// Those are the ones that the machine has and the build contains: without the feature `simd` only
/// [`Level::Scalar`], without `std` only what the target promises, and none below what the target promises.
///
/// ```
/// use mlp::simd;
///
/// assert!(simd::available().any(|level| level == simd::active()));
/// ```
pub fn available() -> impl Iterator<Item = Level> {
    Level::ALL.into_iter().filter(|level| is_available(*level))
}

/// The level that kernels run with: the pinned one, else the best there is.
///
/// # Panics
///
/// As [`pin`] says of `MLP_SIMD`.
#[must_use]
pub fn active() -> Level {
    pinned().unwrap_or_else(best)
}

/// Makes all threads run kernels with `level` from now on, or with the best one again for `None`.
///
/// This is for measurements and tests. A program can be started with the environment variable `MLP_SIMD` instead, set
/// to a [`Level::name`]; it is read once (with the feature `std`), before the first kernel runs. A pass that
/// is under way may change instruction sets in the middle, which is harmless but for the last digits.
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
/// [`LevelError::Missing`], if this build on this machine does not have the level; nothing is changed then.
///
/// # Panics
///
/// Not here; but the first kernel panics if `MLP_SIMD` is set to something that cannot be pinned.
pub fn pin(level: Option<Level>) -> Result<(), LevelError> {
    match level {
        Some(level) if !is_available(level) => Err(LevelError::Missing(level)),
        _ => {
            PINNED.store(level.map_or(BEST, |level| FIRST + level as u8), Ordering::Relaxed);
            Ok(())
        }
    }
}

/// The pinned level; reads the environment if nobody has.
fn pinned() -> Option<Level> {
    match PINNED.load(Ordering::Relaxed) {
        UNREAD => read_environment(),
        pinned => pinned.checked_sub(FIRST).map(|index| Level::ALL[usize::from(index)]),
    }
}

/// Pins what `MLP_SIMD` says, unless something was pinned in the meantime.
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
    // two threads that come here at once read the same, and a `pin` in between is newer
    let _ = PINNED.compare_exchange(UNREAD, value, Ordering::Relaxed, Ordering::Relaxed);
    wanted
}

/// Without `std` there is no environment.
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

/// A level below what the target promises is not compiled.
#[cfg(any(feature = "simd", feature = "libm"))]
fn is_available(level: Level) -> bool {
    level >= name_of(Proof::baseline()) && proof_of(level).is_some()
}

/// The proof that the machine has the level that kernels are to run with: what `dispatch` goes by.
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

/// The best level; `fearless_simd` keeps what it found.
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

/// The proof that the machine has `level`, if it does.
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
