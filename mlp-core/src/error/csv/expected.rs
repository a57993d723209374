//! The expected contents of the cells of CSV tables.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// The expected contents of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CsvExpected {
    /// A finite number.
    FiniteNumber,
    /// A finite number, where a number in another notation stands.
    NumberInNotation(
        /// The settings that would read it; several if it can mean several numbers.
        Box<[CsvNotation]>,
    ),
    /// A finite number, in a line that may be a comment.
    NumberOrComment(
        /// The first character of the line.
        char,
    ),
    /// A finite number, where a comment follows it in the same line.
    NumberBeforeComment,
    /// An input that `f32` holds exactly, where a whole number stands that it does not.
    ExactInput {
        /// The nearest `f32`, with all its digits.
        nearest: Box<str>,
    },
    /// A target that `f32` holds exactly, where a whole number stands that it does not.
    ExactTarget {
        /// The nearest `f32`, with all its digits.
        nearest: Box<str>,
    },
    /// An input that is not missing, because the setting `missing` has no replacement for it.
    Input,
    /// A target that is not missing.
    Target,
    /// At least one number in the column, for the mean that replaces missing ones.
    NumberInColumn,
    /// A class, where a text stands that marks a missing value, as `NA` does.
    UnmarkedClass,
    /// One of the names of the classes.
    Class(Vec<String>),
    /// One of the names of the classes, where another spelling of one stands that is a number.
    ClassSpelling(Box<[String]>),
    /// A number, because classes are compared as numbers.
    NumericClass,
    /// The index of one of this many classes, from 0.
    ClassIndex(usize),
    /// The class in one spelling, where another one stands that is the same identifier.
    OneSpelling(
        /// The class, and the other spelling.
        Box<[String; 2]>,
    ),
    /// `true` or `false`, or what stands for them.
    Boolean,
    /// A number from 0 to 1, or `true` or `false`.
    Probability,
    /// A class of an input, which is missing.
    InputClass,
    /// A value of an input of the declaration, which is missing.
    Field,
}

/// The settings of a reader that would read a number: those that are not `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CsvNotation {
    /// The character before decimals.
    pub decimal: Option<char>,
    /// The separator of thousands.
    pub thousands: Option<char>,
}

impl fmt::Display for CsvExpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FiniteNumber => f.write_str("a finite number"),
            Self::NumberInNotation(settings) => {
                f.write_str("a finite number; ")?;
                for (at, setting) in settings.iter().enumerate() {
                    write!(f, "{}{setting}", if at > 0 { " or " } else { "" })?;
                }
                f.write_str(" would read it")
            }
            Self::NumberOrComment(first) => {
                write!(f, "a finite number; the line begins with `{first}`: ")?;
                write!(f, "if it is a comment, `comment(b'{first}')` leaves it out")
            }
            Self::NumberBeforeComment => {
                f.write_str("a finite number; `comment` leaves out only lines that begin with one")
            }
            Self::ExactInput { nearest } => {
                write!(f, "a number that an f32 can hold, the nearest is {nearest}; leave the column out with ")?;
                f.write_str("`without`, subtract an offset, or accept the nearest with `rounded_integers`")
            }
            Self::ExactTarget { nearest } => {
                write!(f, "a target that an f32 can hold, the nearest is {nearest}; ")?;
                f.write_str("subtract an offset, or accept the nearest with `rounded_integers`")
            }
            Self::Input => f.write_str("a number; `missing` decides what stands for it"),
            Self::Target => f.write_str("a target; `drop_without_target` leaves the row out"),
            Self::UnmarkedClass => {
                f.write_str("a class, but this marks a missing value; ")?;
                f.write_str("if it is a class, list it in `class_names`, or set other `marks`")
            }
            Self::NumberInColumn => f.write_str("a number somewhere in this column"),
            Self::Class(names) => write!(f, "one of {}", names.join(", ")),
            Self::ClassSpelling(names) => {
                write!(f, "one of {}, in this spelling; ", names.join(", "))?;
                f.write_str("`numeric_classes` compares classes as numbers")
            }
            Self::ClassIndex(classes) => write!(f, "the index of a class, from 0 to {}", classes.saturating_sub(1)),
            Self::OneSpelling(texts) => {
                let [class, other] = &**texts;
                write!(f, "one spelling of the class {class}, for `{other}` is it too; ")?;
                f.write_str("if they are two classes, write other texts into the table")
            }
            Self::Boolean => f.write_str("true or false, yes or no, 1 or 0; an input with other texts is `one_of(..)`"),
            Self::Probability => f.write_str("a probability from 0 to 1, or true or false, yes or no"),
            Self::InputClass => f.write_str(
                "a class; `Missing::Keep` keeps gaps for an `Imputer`, `Missing::DropRow` leaves the row out",
            ),
            Self::Field => {
                f.write_str("a value; `records_with_gaps` keeps gaps, `Missing::DropRow` leaves the row out")
            }
            Self::NumericClass => f.write_str("a number, for `numeric_classes` compares classes as numbers"),
        }
    }
}

impl fmt::Display for CsvNotation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.decimal, self.thousands) {
            (Some(decimal), Some(thousands)) => write!(f, "`decimal({decimal:?})` with `thousands({thousands:?})`"),
            (Some(decimal), None) => write!(f, "`decimal({decimal:?})`"),
            (None, Some(thousands)) => write!(f, "`thousands({thousands:?})`"),
            (None, None) => f.write_str("nothing else"),
        }
    }
}
