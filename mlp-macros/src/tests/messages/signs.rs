//! Signs and words of other languages in inputs and outputs with names, and cut-off words.

use super::super::check;
use super::{each, several_mistakes};

#[test]
fn between_fields() {
    let comma = "expected `,` before `b`: a field has one kind, as in `area: 20..220, new: bool`";
    each(&[
        ("struct N: { a: 0..1 b: 0..1 } => 1", "b", comma),
        ("struct N: { a: raw b: 0..1 } => 1", "b", comma),
        (
            "struct N: { a: 0..1; b: 0..1 } => 1",
            ";",
            "write `,` in place of this `;`, as in `area: 20..220, new: bool`",
        ),
        ("struct N: { a = 0..1 } => 1", "=", "write `:` in place of this `=`, as in `a: 0..1`"),
        ("struct N: { \"a\": 0..1 } => 1", "\"a\"", "write `a` without quotes"),
    ]);
    several_mistakes(
        "struct N: { a, b } => 1",
        &[
            ("a", "`a` has no kind: write for example `a: 20..220`"),
            ("b", "`b` has no kind: write for example `b: 20..220`"),
        ],
    );
}

#[test]
fn ranges() {
    each(&[
        (
            "struct N: { a: 0...1 } => 1",
            "...",
            "write `..`: both ends belong to the range, and values outside of it are possible too",
        ),
        ("struct N: { a: (0, 1) } => 1", "(0, 1)", "a range is written with two dots: write `0..1`"),
        ("struct N: { a: [-1, 0.5] } => 1", "[-1, 0.5]", "a range is written with two dots: write `-1..0.5`"),
    ]);
}

#[test]
fn brackets() {
    let parentheses =
        |usage: &str, word: &str| format!("`{word}` takes what belongs to it in parentheses: write `{usage}`");
    each(&[
        ("struct N: { a: one_of[B, C] } => 1", "[B, C]", &parentheses("one_of(B, C)", "one_of")),
        ("struct N: 2 => { a: softmax[B, C] }", "[B, C]", &parentheses("softmax(B, C)", "softmax")),
        ("struct N: { a: standard{1, 2} } => 1", "{1, 2}", &parentheses("standard(1, 2)", "standard")),
    ]);
}

#[test]
fn words_of_the_other_end() {
    let activation = |word: &str, range: &str| {
        format!(
            "`{word}` is an activation, which inputs do not have; write their range in your units, for example `{range}`"
        )
    };
    each(&[
        ("struct N: { a: relu } => 1", "relu", &activation("relu", "0..1")),
        ("struct N: { a: tanh } => 1", "tanh", &activation("tanh", "-1..1")),
        ("struct N: { a: gelu } => 1", "gelu", &activation("gelu", "0..1")),
        (
            "struct N: 2 => { a: boool }",
            "boool",
            "unknown kind `boool`; `bool` is for inputs; whether something is true comes out as a probability: write `sigmoid`",
        ),
        (
            "struct N: 2 => { a: onehot }",
            "onehot",
            "unknown kind `onehot`; `one_of` is for inputs; classes come out as probabilities: write `softmax(A, B)`",
        ),
        (
            "struct N: { a: softmx } => 1",
            "softmx",
            "unknown kind `softmx`; `softmax` is for outputs; a class goes in as one of several: write `one_of(A, B)`",
        ),
    ]);
}

#[test]
fn cut_off_words() {
    each(&[
        ("2 => 3 sig => 1", "sig", "unknown activation `sig`; did you mean `sigmoid`?"),
        ("2 => 3 ta => 1", "ta", "unknown activation `ta`; did you mean `tanh`?"),
        ("2 => 3 relu drop => 1", "drop", "unknown modifier `drop`; did you mean `dropout(0.2)`?"),
        ("2 => 3 relu drop(0.2) => 1", "drop", "unknown modifier `drop`; did you mean `dropout`?"),
    ]);
}

#[test]
fn a_keyword_of_a_later_edition_is_a_name() {
    for text in ["struct gen: 2 => gen: 3 relu => 1", "struct N: { gen: one_of(gen, A) } => { b: softmax(gen, B) }"] {
        check(text).unwrap_or_else(|failure| panic!("{text}: {:?}", failure.errors.into_vec()));
    }
}
