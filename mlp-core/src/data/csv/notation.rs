//! How numbers are written: what stands before their decimals, and what separates their thousands.

use super::decimal::Decimal;
use crate::error::CsvNotation;
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// The characters in numbers that are neither digits nor signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Notation {
    pub(super) decimal: char,
    pub(super) thousands: Option<char>,
}

/// The characters before decimals that numbers are known to have.
const DECIMALS: [char; 2] = ['.', ','];

/// The separators of thousands that numbers are known to have: among them the spaces that do not break a line and the
/// apostrophe of typesetting.
const THOUSANDS: [char; 8] = [',', '.', ' ', '\u{a0}', '\u{202f}', '\'', '\u{2019}', '_'];

impl Default for Notation {
    fn default() -> Self {
        Self { decimal: '.', thousands: None }
    }
}

impl Notation {
    /// Returns the nearest `f32` of a number, if it is one and finite.
    pub(super) fn float(self, text: &str) -> Option<f32> {
        self.plain(text)?.parse().ok().filter(|number: &f32| number.is_finite())
    }

    /// Returns a number as it is written, without rounding, if it is one.
    pub(super) fn decimal(self, text: &str) -> Option<Decimal> {
        Decimal::parse(&self.plain(text)?)
    }

    /// Returns a number as the standard library writes it; `None` where the separators are in the wrong places.
    fn plain(self, text: &str) -> Option<Cow<'_, str>> {
        if self.decimal == '.' && self.thousands.is_none_or(|separator| !text.contains(separator)) {
            return Some(Cow::Borrowed(text));
        }
        if self.decimal != '.' && self.thousands != Some('.') && text.contains('.') {
            return None; // `1.234` may be two numbers, none of which is what the settings say
        }
        let end = text.find([self.decimal, 'e', 'E']).unwrap_or(text.len());
        let (whole, rest) = text.split_at(end);
        let mut plain = self.without_thousands(whole)?.into_owned();
        match rest.strip_prefix(self.decimal) {
            Some(decimals) if decimals.contains('.') => return None,
            Some(decimals) => plain.extend([".", decimals]),
            None => plain.push_str(rest),
        }
        Some(Cow::Owned(plain))
    }

    /// Removes the separators from a whole number whose digits are in groups of three, or as in India in groups of two
    /// before the last three. Any other group would be a number that means something else, as `1.5` does.
    fn without_thousands(self, whole: &str) -> Option<Cow<'_, str>> {
        let Some(separator) = self.thousands.filter(|separator| whole.contains(*separator)) else {
            return Some(Cow::Borrowed(whole));
        };
        let groups: Vec<&str> = whole.trim_start_matches(['+', '-']).split(separator).collect();
        let [first, middle @ .., last] = &groups[..] else { return None };
        let size = middle.first().map_or(3, |group| group.len());
        let sizes = (2..=3).contains(&size) && (1..=size).contains(&first.len()) && last.len() == 3;
        let digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
        let regular = sizes && digits && middle.iter().all(|group| group.len() == size);
        regular.then(|| Cow::Owned(whole.replace(separator, "")))
    }

    /// Returns the settings that would read a text as a number, with as few changes as possible, if any would.
    ///
    /// The character before decimals cannot be the `delimiter`.
    pub(super) fn settings_for(self, text: &str, delimiter: char) -> Vec<CsvNotation> {
        let separators = THOUSANDS.into_iter().filter(|separator| text.contains(*separator)).map(Some);
        let all = separators.chain([None, self.thousands]).flat_map(|thousands| {
            DECIMALS.into_iter().chain([self.decimal]).map(move |decimal| Self { decimal, thousands })
        });
        let reads = |other: &Self| {
            let allowed = other.decimal != delimiter && other.thousands != Some(other.decimal);
            allowed && other.float(text).is_some()
        };
        let change = |other: Self| CsvNotation {
            decimal: Some(other.decimal).filter(|decimal| *decimal != self.decimal),
            thousands: other.thousands.filter(|_| other.thousands != self.thousands),
        };
        let mut found: Vec<CsvNotation> = Vec::new();
        for change in all.filter(reads).map(change) {
            if !found.contains(&change) {
                found.push(change);
            }
        }
        let size =
            |change: &CsvNotation| usize::from(change.decimal.is_some()) + usize::from(change.thousands.is_some());
        let least = found.iter().map(size).min();
        found.retain(|change| Some(size(change)) == least && size(change) > 0);
        found.sort_by_key(|change| change.decimal.is_none());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::Notation;
    use alloc::format;
    use alloc::string::ToString;
    use alloc::vec::Vec;

    const GERMAN: Notation = Notation { decimal: ',', thousands: Some('.') };
    const AMERICAN: Notation = Notation { decimal: '.', thousands: Some(',') };

    #[test]
    fn decimals_and_thousands_have_their_characters() {
        let comma = Notation { decimal: ',', thousands: None };
        let french = Notation { decimal: ',', thousands: Some('\u{202f}') };
        for (notation, text, number) in [
            (comma, "1,5", 1.5),
            (comma, "-,5e-1", -0.05),
            (comma, "3,", 3.0),
            (comma, "12e2", 1200.0),
            (GERMAN, "1.234,5", 1234.5),
            (GERMAN, "-12.345.678", -12_345_678.0),
            (GERMAN, "1234,5", 1234.5),
            (AMERICAN, "1,234.5", 1234.5),
            (AMERICAN, "+1,234e1", 12340.0),
            (AMERICAN, "12,34,567", 1_234_567.0),
            (french, "1\u{202f}234,25", 1234.25),
        ] {
            assert_eq!(notation.float(text), Some(number), "{text} in {notation:?}");
        }
    }

    #[test]
    fn numbers_in_another_notation_are_none() {
        for text in ["1.5", "1.234", "1,5,5", "1,5.5", "1.5,5", ",", "1.2.3", "inf", "1e99", ""] {
            assert_eq!(Notation { decimal: ',', thousands: None }.float(text), None, "{text}");
        }
        for text in ["1.5", "1234.567", "1.2345", ".123", "1..234", "1.234.56", "1,234.567", "--1.234", "1.23.4,5"] {
            assert_eq!(GERMAN.float(text), None, "{text}");
        }
        for text in [
            "1,5",
            "1,2345",
            "1234,567",
            "12,34,56",
            "1,23,4567",
            "1,234,56,789",
            "1.5,000",
            "123,45,678",
            "1,2,345",
            "1,2345,678",
        ] {
            assert_eq!(AMERICAN.float(text), None, "{text}");
        }
    }

    #[test]
    fn settings_that_would_read_a_number_are_found() {
        let of = |notation: Notation, text: &str, delimiter| {
            let texts = notation.settings_for(text, delimiter);
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
        };
        for (text, settings) in [
            ("1,5", "`decimal(',')`"),
            ("1,234", "`decimal(',')` or `thousands(',')`"),
            ("1,234.5", "`thousands(',')`"),
            ("1.234,5", "`decimal(',')` with `thousands('.')`"),
            ("1.234.567", "`decimal(',')` with `thousands('.')`"),
            ("1 234", "`thousands(' ')`"),
            ("1\u{a0}234,5", "`decimal(',')` with `thousands('\\u{a0}')`"),
            ("x", ""),
            ("1.2.3", ""),
            ("inf", ""),
        ] {
            assert_eq!(of(Notation::default(), text, ';'), settings, "{text}");
        }
        // in quotes, a number may have the character that stands between columns
        assert_eq!(of(Notation::default(), "1,234", ','), "`thousands(',')`");
        assert_eq!(of(Notation::default(), "1,5", ','), "");
        assert_eq!(of(GERMAN, "1.5", ';'), "`decimal('.')`");
        assert_eq!(of(Notation { decimal: ',', thousands: None }, "1.5", ';'), "`decimal('.')`");
        assert_eq!(format!("{:?}", of(AMERICAN, "1.234,5", ';')), "\"`decimal(',')` with `thousands('.')`\"");
    }
}
