//! Every message: its text, and the text that it underlines.

mod activations;
mod attributes;
mod blocks;
mod budgets;
mod chains;
mod declarations;
mod ends;
mod frameworks;
mod habits;
mod modifiers;
mod names;
mod options;
mod places;
mod several;
mod signs;
mod slips;
mod weights;
mod widths;

use super::mistakes;

/// Checks calls with one mistake each: the call, what is underlined, the text.
fn each(cases: &[(&str, &str, &str)]) {
    for &(call, underlined, text) in cases {
        assert_eq!(mistakes(call), [(underlined.to_owned(), text.to_owned())], "`{call}`");
    }
}

/// Checks one call with several mistakes, in the order in which they are reported.
fn several_mistakes(call: &str, expected: &[(&str, &str)]) {
    let expected: Vec<_> =
        expected.iter().map(|(underlined, text)| ((*underlined).to_owned(), (*text).to_owned())).collect();
    assert_eq!(mistakes(call), expected, "`{call}`");
}
