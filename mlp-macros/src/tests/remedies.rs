//! Remedies in messages are valid: some place in a declaration accepts them.

use super::check;

/// The words before a remedy.
const BEFORE: [&str; 5] = ["write `", "write for example `", "as in `", "for example `", "did you mean `"];

/// The beginnings of remedies that belong elsewhere, or that need a file.
const ELSEWHERE: [&str; 7] = ["Trainer::new(", "Adam::new(", "AdamW::new(", "accuracy(", "#[", "///", "weights = "];

/// Declarations with a place for a remedy.
const PLACES: [&str; 30] = [
    "_",
    "_ => 1",
    "2 => _",
    "2 => _ => 2",
    "2 => 3 _",
    "2 => 3 _ => 1",
    "2 => 3 _(0.2) => 1",
    "2 => 3 _(zeros) => 1",
    "2 => 3 init(_) => 1",
    "2 => 3 relu _ => 1",
    "2 => _: 3 => 1",
    "2 => _(2, 3) => 1",
    "2 => 2 => _(3 => 2) => 1",
    "64 => _ => 1",
    "2 _ 1",
    "2 => 1, _",
    "2 => 1, _ = 9",
    "2 => 1, _ = auto",
    "2 => 1, unroll = _",
    "2 => 1, budget(_)",
    "2 => 1, budget(_ <= 4096)",
    "2 => 1, budget(bytes <= 4 _)",
    "2 => 1, seed = _",
    "struct A: { _ } => 1",
    "struct A: { a: _ } => 1",
    "struct A: { a: one_of(B, _) } => 1",
    "struct A: { _: raw } => 1",
    "struct A: 2 => { _ }",
    "struct A: 2 => { a: _ }",
    "struct A: { a: 0 _ 1 } => 1",
];

/// Returns what the message tells to write.
fn remedies(message: &str) -> Vec<&str> {
    let behind = BEFORE.iter().flat_map(|before| message.match_indices(before).map(|(at, _)| at + before.len()));
    let mut remedies: Vec<&str> = behind.filter_map(|at| message[at..].split('`').next()).collect();
    remedies.sort_unstable();
    remedies.dedup();
    remedies
}

/// Returns whether some declaration with the remedy is right.
fn is_right(remedy: &str) -> bool {
    // `..` stands for more
    let remedy =
        remedy.replace("{ name: .. }", "{ name: raw }").replace("Name: ..", "Name: 2 => 1").replace(", ..)", ", C)");
    let parses = |text: &str| text.parse::<proc_macro2::TokenStream>().is_ok();
    PLACES.iter().map(|place| place.replacen('_', &remedy, 1)).any(|text| parses(&text) && check(&text).is_ok())
}

/// Checks what a message tells to write.
pub(super) fn are_right(message: &str) {
    for remedy in remedies(message) {
        let is_elsewhere = ELSEWHERE.iter().any(|beginning| remedy.starts_with(beginning));
        assert!(is_elsewhere || is_right(remedy), "`{remedy}` is no part of a declaration; \"{message}\"");
    }
}
