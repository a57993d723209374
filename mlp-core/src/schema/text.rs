//! Fields as they are declared: the text that files hold and that messages quote.

use super::{Field, Kind};
use core::fmt::{self, Display, Formatter};

impl Display for Field {
    /// Writes `bill_length: 30..60`, or `pixels: [0..16; 64]`.
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Self { name, kind, length } = self;
        match length {
            None => write!(formatter, "{name}: {kind}"),
            Some(length) => write!(formatter, "{name}: [{kind}; {length}]"),
        }
    }
}

impl Display for Kind {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Range { low, high } => write!(formatter, "{low}..{high}"),
            Self::Standard { mean, deviation } => write!(formatter, "standard({mean}, {deviation})"),
            Self::Raw => formatter.write_str("raw"),
            Self::Bool => formatter.write_str("bool"),
            Self::OneOf(classes) => list(formatter, "one_of", classes),
            Self::Probability => formatter.write_str("sigmoid"),
            Self::Classes(classes) => list(formatter, "softmax", classes),
            Self::Numbered(classes) => write!(formatter, "softmax({classes})"),
            Self::Activated { activation, low, high } => write!(formatter, "{} {low}..{high}", activation.word()),
        }
    }
}

fn list(formatter: &mut Formatter<'_>, word: &str, classes: &[&str]) -> fmt::Result {
    write!(formatter, "{word}(")?;
    for (index, class) in classes.iter().enumerate() {
        write!(formatter, "{}{class}", if index == 0 { "" } else { ", " })?;
    }
    formatter.write_str(")")
}

/// The fields of one end, `{ area: 20..220, new: bool }`.
pub(crate) struct Listed<'a>(pub(crate) &'a [Field]);

impl Display for Listed<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("{")?;
        for (index, field) in self.0.iter().enumerate() {
            write!(formatter, "{}{field}", if index == 0 { " " } else { ", " })?;
        }
        formatter.write_str(" }")
    }
}
