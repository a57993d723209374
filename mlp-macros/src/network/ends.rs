//! Inputs and outputs with names, as they are meant.

use std::fmt::{self, Display, Formatter};

use proc_macro2::{Ident, Span, TokenStream};

use crate::language::ends::HeadActivation;

/// The ends of a network that have names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ends {
    pub(crate) inputs: Option<End>,
    pub(crate) outputs: Option<End>,
}

/// Inputs or outputs with names.
#[derive(Clone, Debug)]
pub(crate) struct End {
    /// In their order; their names and types differ.
    pub(crate) fields: Vec<Field>,
    /// Whether these are all that were written, without mistakes.
    pub(crate) whole: bool,
    /// The opening brace.
    pub(crate) brace: Span,
}

/// A field of an end.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// The user's attributes, verbatim.
    pub(crate) attributes: TokenStream,
    pub(crate) name: Ident,
    /// The colon behind the name.
    pub(crate) colon: Span,
    pub(crate) kind: Kind,
    /// The length of an array, `None` for a single value.
    pub(crate) length: Option<usize>,
}

/// The meaning of a field's values.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Range {
        low: f32,
        high: f32,
    },
    Standard {
        mean: f32,
        deviation: f32,
    },
    Raw,
    Bool,
    /// At least two classes.
    OneOf(Vec<Ident>),
    Probability,
    /// At least two classes.
    Classes(Vec<Ident>),
    /// At least two.
    Numbered(usize),
    Activated {
        activation: &'static HeadActivation,
        low: f32,
        high: f32,
    },
    /// Only in a network with mistakes.
    Unknown,
}

impl End {
    /// Returns the activations of outputs as words of the language, each with its number of units. Those of single units
    /// stand together where they are the same.
    #[cfg(feature = "weights")]
    pub(crate) fn activation_words(&self) -> Vec<(usize, &'static str)> {
        let mut words: Vec<(usize, &'static str)> = Vec::new();
        for field in &self.fields {
            let (word, parts) = match &field.kind {
                Kind::Probability => ("sigmoid", 1),
                Kind::Activated { activation, .. } => (activation.word, 1),
                Kind::Classes(_) | Kind::Numbered(_) => ("softmax", field.length.unwrap_or(1)),
                _ => ("identity", 1),
            };
            for _ in 0..parts {
                let width = field.width() / parts;
                match words.last_mut() {
                    Some((units, last)) if *last == word && word != "softmax" => *units += width,
                    _ => words.push((width, word)),
                }
            }
        }
        words
    }

    /// Returns the number of inputs or outputs of the network.
    pub(crate) fn width(&self) -> usize {
        self.fields.iter().fold(0, |sum, field| sum.saturating_add(field.width()))
    }
}

impl Field {
    /// Returns the number of inputs or outputs of the network.
    pub(crate) fn width(&self) -> usize {
        self.kind.width().saturating_mul(self.length.unwrap_or(1))
    }

    /// Returns the name without its `r#`.
    pub(crate) fn plain_name(&self) -> String {
        plain(&self.name)
    }

    /// Returns the name as that of a type: `bill_length` becomes `BillLength`.
    pub(crate) fn type_name(&self) -> String {
        let capitalized = |part: &str| {
            let mut letters = part.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
        };
        self.plain_name().split('_').map(capitalized).collect()
    }
}

impl Kind {
    /// Returns the number of inputs or outputs of the network for one value.
    pub(crate) fn width(&self) -> usize {
        match self {
            Self::OneOf(classes) | Self::Classes(classes) => classes.len(),
            Self::Numbered(classes) => *classes,
            _ => 1,
        }
    }

    /// Returns the classes that have names.
    pub(crate) fn classes(&self) -> Option<&[Ident]> {
        match self {
            Self::OneOf(classes) | Self::Classes(classes) => Some(classes),
            _ => None,
        }
    }
}

/// Returns a name without its `r#`.
pub(crate) fn plain(name: &Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}

/// The field as it is declared, which is also its text in a file.
impl Display for Field {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let name = self.plain_name();
        match self.length {
            None => write!(formatter, "{name}: {}", self.kind),
            Some(length) => write!(formatter, "{name}: [{}; {length}]", self.kind),
        }
    }
}

impl Display for Kind {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let list = |classes: &[Ident]| classes.iter().map(plain).collect::<Vec<_>>().join(", ");
        match self {
            Self::Range { low, high } => write!(formatter, "{low}..{high}"),
            Self::Standard { mean, deviation } => write!(formatter, "standard({mean}, {deviation})"),
            Self::Raw => formatter.write_str("raw"),
            Self::Bool => formatter.write_str("bool"),
            Self::OneOf(classes) => write!(formatter, "one_of({})", list(classes)),
            Self::Probability => formatter.write_str("sigmoid"),
            Self::Classes(classes) => write!(formatter, "softmax({})", list(classes)),
            Self::Numbered(classes) => write!(formatter, "softmax({classes})"),
            Self::Unknown => formatter.write_str("unknown"),
            Self::Activated { activation, low, high } => write!(formatter, "{} {low}..{high}", activation.word),
        }
    }
}

/// All fields in braces, as they are declared.
impl Display for End {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let fields: Vec<String> = self.fields.iter().map(ToString::to_string).collect();
        write!(formatter, "{{ {} }}", fields.join(", "))
    }
}
