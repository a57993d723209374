//! Decimal numbers of any length, compared without rounding.

use alloc::vec::Vec;
use core::cmp::Ordering;

/// The number ±0.d₁d₂d₃… · 10^`point`, which a text spells.
///
/// An `f64` is not enough: 9007199254740993 and 9007199254740992 are one `f64`, but two numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    /// The digits as ASCII, neither the first nor the last of which is 0; none for zero.
    digits: Vec<u8>,
    /// `i64::MIN` for zero, so that it is the smallest magnitude.
    point: i64,
}

impl Decimal {
    /// Returns the number that a text spells, in the forms that [`f64::from_str`](core::str::FromStr) takes; infinities
    /// and NaN are none.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] | rest => (false, rest),
        };
        let (mantissa, exponent) = match unsigned.iter().position(|byte| matches!(byte, b'e' | b'E')) {
            Some(e) => (&unsigned[..e], exponent(&unsigned[e + 1..])?),
            None => (unsigned, 0),
        };
        let point = mantissa.iter().position(|&byte| byte == b'.');
        let (whole, fraction) = match point {
            Some(point) => (&mantissa[..point], &mantissa[point + 1..]),
            None => (mantissa, &[][..]),
        };
        let all = [whole, fraction].concat();
        (!all.is_empty() && all.iter().all(u8::is_ascii_digit)).then(|| {
            let zeros = all.iter().take_while(|&&digit| digit == b'0').count();
            let zeros_after = all[zeros..].iter().rev().take_while(|&&digit| digit == b'0').count();
            let digits = all[zeros..all.len() - zeros_after].to_vec();
            if digits.is_empty() {
                return Self { negative: false, digits, point: i64::MIN };
            }
            let point = exponent.saturating_add_unsigned(whole.len() as u64).saturating_sub_unsigned(zeros as u64);
            Self { negative, digits, point }
        })
    }

    /// Whether nothing but zeros follows the decimal point.
    pub(super) fn is_whole(&self) -> bool {
        self.digits.is_empty() || usize::try_from(self.point).is_ok_and(|point| point >= self.digits.len())
    }
}

/// Returns the exponent that digits with a sign spell; one beyond `i64` becomes its limit.
fn exponent(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] | digits => (false, digits),
    };
    let add = |sum: i64, digit: &u8| {
        digit.is_ascii_digit().then(|| sum.saturating_mul(10).saturating_add(i64::from(digit - b'0')))
    };
    let size = digits.iter().try_fold(0, add).filter(|_| !digits.is_empty())?;
    Some(if negative { -size } else { size })
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitudes = (self.point, &self.digits).cmp(&(other.point, &other.digits));
        match (self.negative, other.negative) {
            (false, false) => magnitudes,
            (true, true) => magnitudes.reverse(),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;
    use alloc::format;
    use alloc::string::String;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap_or_else(|| panic!("{text} is a number"))
    }

    #[test]
    fn spellings_of_a_number_are_equal() {
        for same in [
            &["0", "-0", "+0.000", "0e9", ".0", "0."][..],
            &["1", "01", "1.0", "1.", "+1", "10e-1", ".1E1", "0.01e+2"],
            &["-999", "-999.0", "-9.99e2", "-0999"],
            &["1e400", "10e399"],
        ] {
            for text in same {
                assert_eq!(decimal(text), decimal(same[0]), "{text}");
            }
        }
    }

    #[test]
    fn numbers_are_ordered_by_value_without_rounding() {
        let ascending = ["-1e99", "-10", "-9.5", "-1e-9", "0", "1e-999", "0.09", "0.1", "9", "9.01", "10", "1e400"];
        let ids = ["9007199254740992", "9007199254740993"];
        for list in [&ascending[..], &ids] {
            for (a, left) in list.iter().enumerate() {
                for (b, right) in list.iter().enumerate() {
                    assert_eq!(decimal(left).cmp(&decimal(right)), a.cmp(&b), "{left} and {right}");
                }
            }
        }
    }

    #[test]
    fn a_text_is_a_number_where_the_standard_library_says_so() {
        let mut texts = alloc::vec![String::new()];
        // every text of up to five of these characters
        for length in 0..5 {
            for at in 0..texts.len() {
                if texts[at].len() == length {
                    let more = ['+', '-', '.', 'e', '0', '7', ' '].map(|next| format!("{}{next}", texts[at]));
                    texts.extend(more);
                }
            }
        }
        for text in texts {
            assert_eq!(Decimal::parse(&text).is_some(), text.parse::<f64>().is_ok(), "{text:?}");
        }
        assert_eq!(Decimal::parse("inf").or(Decimal::parse("NaN")), None);
        assert_eq!(decimal("1e99999999999999999999"), decimal("1e9999999999999999999999"), "no overflow");
        assert!(decimal("1e-99999999999999999999") < decimal("1e-9"));
    }

    #[test]
    fn whole_numbers_have_no_decimals() {
        for text in ["0", "-7", "1.0", "1e10", "1.25e2", "100e-2"] {
            assert!(decimal(text).is_whole(), "{text}");
        }
        for text in ["0.5", "1.25e1", "1e-1", "16777217.5"] {
            assert!(!decimal(text).is_whole(), "{text}");
        }
    }
}
