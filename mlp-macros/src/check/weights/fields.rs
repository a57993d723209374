//! The names of inputs and outputs in the metadata of a file, compared with those of a network.
//!
//! The entry `"mlp"` has them behind the description of the network, as they are declared:
//! `"...; inputs { area: 20..220, new: bool }; outputs { price: 0..900 }; ..."`. An end without names is left out.
//!
//! `mlp-core` and `mlp-macros` have the same text (`the_compiler_reads_in_the_same_way` in `tests/files/tests/named.rs`).

use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The most characters of a file's field that are shown.
const LONGEST: usize = 120;

/// The first field that differs.
pub(super) struct Difference {
    /// `input` or `output`
    pub(super) end: &'static str,
    /// From 1.
    pub(super) number: usize,
    /// The name of the network's field, with its kind where the names are the same; `None` where the file has more.
    pub(super) network: Option<String>,
    /// That of the file's field; `None` where the network has more.
    pub(super) file: Option<String>,
}

/// Returns the first field of a network that is another one in the file.
///
/// An end that has no names in the file or in the network fits.
pub(super) fn difference(entry: &str, inputs: &[String], outputs: &[String]) -> Option<Difference> {
    end("input", entry, inputs).or_else(|| end("output", entry, outputs))
}

fn end(end: &'static str, entry: &str, network: &[String]) -> Option<Difference> {
    let file = fields(entry, end).filter(|_| !network.is_empty())?;
    let count = network.len().max(file.len());
    (0..count).find_map(|index| {
        let (here, there) = (network.get(index).map(String::as_str), file.get(index).copied());
        if here == there {
            return None;
        }
        let same_name = here.map(name) == there.map(name);
        let shown = |field: &str| if same_name { field.to_string() } else { name(field).to_string() };
        let short = |field: &str| shown(field).chars().take(LONGEST).collect();
        Some(Difference { end, number: index + 1, network: here.map(shown), file: there.map(short) })
    })
}

/// Returns the name of a field.
fn name(field: &str) -> &str {
    field.split(':').next().unwrap_or(field)
}

/// Returns the fields of an end, if the entry has them.
fn fields<'a>(entry: &'a str, end: &str) -> Option<Vec<&'a str>> {
    let (_, rest) = entry.split_once(&alloc::format!("; {end}s {{ "))?;
    let (list, _) = rest.split_once(" }")?;
    let (mut fields, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (position, character) in list.char_indices() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                fields.push(list[start..position].trim());
                start = position + 1;
            }
            _ => {}
        }
    }
    fields.push(list[start..].trim());
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::{Difference, difference};
    use alloc::string::{String, ToString};
    use alloc::vec::Vec;

    const ENTRY: &str = "0.1.0 N(..); inputs { island: one_of(A, B), bill: 30..60, x: [raw; 2] }; outputs { y: softmax(A, B) }; checksum 0";

    fn strings(fields: &[&str]) -> Vec<String> {
        fields.iter().map(ToString::to_string).collect()
    }

    fn found(inputs: &[&str], outputs: &[&str]) -> Option<(&'static str, usize, Option<String>, Option<String>)> {
        let Difference { end, number, network, file } = difference(ENTRY, &strings(inputs), &strings(outputs))?;
        Some((end, number, network, file))
    }

    #[test]
    fn the_first_difference_is_found() {
        let inputs = ["island: one_of(A, B)", "bill: 30..60", "x: [raw; 2]"];
        let some = |text: &str| Some(text.to_string());
        assert_eq!(found(&inputs, &["y: softmax(A, B)"]), None);
        assert_eq!(found(&[], &[]), None);
        assert_eq!(
            found(&inputs, &["y: softmax(B, A)"]),
            Some(("output", 1, some("y: softmax(B, A)"), some("y: softmax(A, B)")))
        );
        let turned = ["island: one_of(A, B)", "x: [raw; 2]", "bill: 30..60"];
        assert_eq!(found(&turned, &[]), Some(("input", 2, some("x"), some("bill"))));
        assert_eq!(found(&inputs[..2], &[]), Some(("input", 3, None, some("x"))));
        let more = [inputs[0], inputs[1], inputs[2], "z: bool"];
        assert_eq!(found(&more, &[]), Some(("input", 4, some("z"), None)));
    }

    #[test]
    fn files_without_names_fit() {
        assert!(difference("0.1.0 N(2 => 1)", &strings(&["a: raw"]), &strings(&["b: raw"])).is_none());
        assert!(difference("; inputs { ", &strings(&["a: raw"]), &[]).is_none());
    }
}
