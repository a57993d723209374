//! Checks of settings, with errors that name the setting, its value and its range.
//!
//! The same rule holds everywhere: constructors accept any value, and `check` of the setting's type returns the error.
//! `Trainer` and `Lbfgs` return it before the first step, [`Optimizer::init`](crate::Optimizer::init) panics with its
//! text, and whatever runs once per batch or more often asserts only in builds with debug assertions.

use super::Error;

/// The range of a rate, a decay or a threshold.
const NOT_NEGATIVE: &str = "a finite number, 0 or more";

/// The range of a count.
const AT_LEAST_ONE: &str = "at least 1";

/// Returns [`Error::InvalidSetting`] unless the setting `is_valid`.
pub(crate) const fn check(
    is_valid: bool,
    setting: &'static str,
    value: f32,
    expected: &'static str,
) -> Result<(), Error> {
    if is_valid { Ok(()) } else { Err(Error::InvalidSetting { setting, value, expected }) }
}

/// Checks that a setting is finite and not negative.
pub(crate) const fn check_not_negative(setting: &'static str, value: f32) -> Result<(), Error> {
    check(value.is_finite() && value >= 0.0, setting, value, NOT_NEGATIVE)
}

/// Checks that a setting is at least 0 and below 1.
pub(crate) fn check_below_one(setting: &'static str, value: f32) -> Result<(), Error> {
    check((0.0..1.0).contains(&value), setting, value, "at least 0 and below 1")
}

/// Checks that a setting is at least 0 and at most 1.
pub(crate) fn check_fraction(setting: &'static str, value: f32) -> Result<(), Error> {
    check((0.0..=1.0).contains(&value), setting, value, "at least 0 and at most 1")
}

/// Checks that a count is at least 1.
pub(crate) const fn check_count(setting: &'static str, count: usize) -> Result<(), Error> {
    check(count > 0, setting, 0.0, AT_LEAST_ONE)
}

/// Asserts that settings are valid.
///
/// # Panics
///
/// If they are not, with the text of their error.
#[inline]
#[track_caller]
pub(crate) fn assert_valid(checked: Result<(), Error>) {
    if let Err(error) = checked {
        invalid(&error);
    }
}

/// Writes the text of the setting itself: that of any error would bring all messages into every program.
#[cold]
#[track_caller]
fn invalid(error: &Error) -> ! {
    match error {
        Error::InvalidSetting { setting, value, expected } => panic!("`{setting}` is {value}: expected {expected}"),
        _ => panic!("a setting is not valid"),
    }
}

/// [`assert_valid`] in builds with debug assertions only: for code that runs often.
#[inline(always)]
#[track_caller]
pub(crate) fn debug_assert_valid(check: impl FnOnce() -> Result<(), Error>) {
    if cfg!(debug_assertions) {
        assert_valid(check());
    }
}
