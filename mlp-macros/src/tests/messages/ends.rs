//! Inputs and outputs with names.

use super::{each, several_mistakes};

#[test]
fn ranges() {
    each(&[
        ("struct N: { a: 60..30 } => 1", "60..30", "the range `60..30` is reversed; write `30..60`"),
        (
            "struct N: { a: 3..3 } => 1",
            "3..3",
            "the range `3..3` is empty; the second number must be larger than the first",
        ),
        (
            "struct N: 2 => { a: -1.0..-1.00000001 }",
            "-1.0..-1.00000001",
            "the range `-1.0..-1.00000001` is empty; the second number must be larger than the first",
        ),
        ("struct N: { a: 0..1e39 } => 1", "0..1e39", "the range `0..1e39` does not fit in an f32"),
        (
            "struct N: { a: 0..=1 } => 1",
            "..=",
            "write `..`: both ends belong to the range, and values outside of it are possible too",
        ),
        ("struct N: { a: 0f32..1 } => 1", "0f32", "write the number bare: `0`, not `0f32`"),
        (
            "struct N: { a: 'a'..1 } => 1",
            "'a'",
            "expected a number, found `'a'`; the ends of a range are numbers, since files and tables hold them too",
        ),
        (
            "struct N: { a: 5 } => 1",
            "5",
            "`5` is one number; a range has two, as in `20..220`, and a number without a range is `raw`",
        ),
        (
            "struct N: { a: 5.. } => 1",
            "5",
            "`5` is one number; a range has two, as in `20..220`, and a number without a range is `raw`",
        ),
    ]);
}

#[test]
fn units_in_words() {
    let text = "a range has plain numbers: write `30..60`, and the unit in a doc comment, `/// in mm`, above the name";
    each(&[
        ("struct N: { a: 30 mm..60 mm } => 1", "mm", text),
        ("struct N: { a: 30mm..60mm } => 1", "30mm", text),
        ("struct N: { a: 30_mm..60_mm } => 1", "30_mm", text),
        ("struct N: { a: 30..60 mm } => 1", "mm", text),
        (
            "struct N: { a: 0%..100% } => 1",
            "%",
            "a range has plain numbers: write `0..100`, and the unit in a doc comment, `/// in %`, above the name",
        ),
    ]);
}

#[test]
fn standard() {
    let usage = "`standard` takes a mean and a standard deviation: write for example `standard(201, 14)`";
    each(&[
        ("struct N: { a: standard } => 1", "standard", usage),
        ("struct N: { a: standard(201) } => 1", "(201)", usage),
        ("struct N: { a: standard(201, MEAN) } => 1", "(201, MEAN)", usage),
        ("struct N: { a: standard(201, 0) } => 1", "0", "the standard deviation must be above 0, not `0`"),
        ("struct N: { a: standard(201, -14) } => 1", "-14", "the standard deviation must be above 0, not `-14`"),
    ]);
}

#[test]
fn names() {
    each(&[
        (
            "struct N: { a: raw, a: bool } => 1",
            "a",
            "the name `a` is there twice; inputs and outputs have different names",
        ),
        (
            "struct N: { a: raw } => { a: sigmoid }",
            "a",
            "the name `a` is there twice; inputs and outputs have different names",
        ),
        (
            "struct N: { type: raw } => 1",
            "type",
            "`type` is a keyword of Rust, and the name becomes a field; write `r#type`, or another name",
        ),
        (
            "struct N: { out_of_range: raw } => 1",
            "out_of_range",
            "the name `out_of_range` is taken by a method of every struct of values; write another name",
        ),
        (
            "struct N: { input: one_of(A, B) } => 1",
            "input",
            "the classes of `input` would be the type `Input`, which there is already; write another name",
        ),
        (
            "struct N: { a_b: one_of(A, B), a__b: one_of(A, B) } => 1",
            "a__b",
            "the classes of `a__b` would be the type `AB`, which there is already; write another name",
        ),
        (
            "struct N: { a: raw, #[cfg(test)] b: raw } => 1",
            "#[cfg(test)]",
            "`b` cannot depend on `cfg`: a network has one shape; declare two networks",
        ),
        ("struct N: { a: raw, b } => 1", "b", "`b` has no kind: write for example `b: 20..220`"),
        ("struct N: { a: } => 1", "a", "`a` has no kind: write for example `a: 20..220`"),
        ("struct N: { a: raw, 3 } => 1", "3", "expected a name and its kind, as in `area: 20..220`, found `3`"),
        (
            "struct N: { a: raw b: bool } => 1",
            "b",
            "expected `,` before `b`: a field has one kind, as in `area: 20..220, new: bool`",
        ),
    ]);
}

#[test]
fn classes() {
    each(&[
        ("struct N: { a: one_of(A, B, A) } => 1", "A", "the class `A` is there twice; each class stands once"),
        (
            "struct N: { a: one_of(A) } => 1",
            "A",
            "`one_of(A)` has one class, which is always the answer; a choice has two or more",
        ),
        (
            "struct N: 2 => { a: softmax(A) }",
            "A",
            "`softmax(A)` has one class, which is always the answer; a choice has two or more",
        ),
        (
            "struct N: 2 => { a: softmax(1) }",
            "1",
            "`softmax` over one output is always 1; write `sigmoid` for a probability",
        ),
        (
            "struct N: 2 => { a: softmax }",
            "softmax",
            "`softmax` takes its classes in parentheses: write for example `softmax(Adelie, Gentoo)`",
        ),
        (
            r#"struct N: { a: one_of("A", B) } => 1"#,
            r#""A", B"#,
            "classes are names, with commas between them and without quotes: write `one_of(A, B)`",
        ),
        (
            "struct N: { a: one_of(A, fn) } => 1",
            "fn",
            "`fn` is a keyword of Rust, and a class becomes a variant; give the class another name",
        ),
    ]);
}

#[test]
fn kinds_of_the_other_end() {
    each(&[
        (
            "struct N: 2 => { a: bool }",
            "bool",
            "`bool` is for inputs; whether something is true comes out as a probability: write `sigmoid`",
        ),
        (
            "struct N: 2 => { a: one_of(A, B) }",
            "one_of",
            "`one_of` is for inputs; classes come out as probabilities: write `softmax(A, B)`",
        ),
        (
            "struct N: { a: softmax(A, B) } => 1",
            "softmax",
            "`softmax` is for outputs; a class goes in as one of several: write `one_of(A, B)`",
        ),
        (
            "struct N: { a: softmax(4) } => 1",
            "softmax",
            "a choice that goes in has names: write `one_of(A, B, ..)` with 4 classes",
        ),
        (
            "struct N: { a: sigmoid } => 1",
            "sigmoid",
            "`sigmoid` is for outputs; a probability goes in as a number, `0..1`, and a switch as `bool`",
        ),
        ("struct N: { a: tanh -1..1 } => 1", "tanh -1..1", "inputs have no activation; write `-1..1`"),
    ]);
}

#[test]
fn unknown_kinds() {
    each(&[
        ("struct N: { a: boolean } => 1", "boolean", "unknown kind `boolean`; did you mean `bool`?"),
        ("struct N: { a: OneHot(A, B) } => 1", "OneHot", "unknown kind `OneHot`; did you mean `one_of(A, B)`?"),
        (
            "struct N: 2 => { a: tanh }",
            "tanh",
            "`tanh` needs a range in your units, which its outputs become: write for example `tanh -1..1`",
        ),
        (
            "struct N: 2 => { a: gelu 0..1 }",
            "gelu",
            "`gelu` has no place in an output with a name; with a range there are `tanh`, `softsign`, `hard_tanh`, `sigmoid`, `hard_sigmoid`, `relu`, `softplus`, and a number without an activation is a range alone",
        ),
        ("struct N: 2 => { a: thanh 0..1 }", "thanh", "unknown activation `thanh`; did you mean `tanh`?"),
        ("struct N: { a: raw(3) } => 1", "(3)", "`raw` takes no argument"),
    ]);
    let kinds = "expected a kind, found `{...}`; inputs are `20..220`, `standard(201, 14)`, `raw`, `bool` or `one_of(A, B)`, outputs are ranges, `standard(..)`, `raw`, `sigmoid` or `softmax(A, B)`";
    each(&[("struct N: { a: {} } => 1", "{}", kinds)]);
}

#[test]
fn arrays() {
    let usage = "an array has a kind and a length: write for example `[0..1; 64]`";
    each(&[
        ("struct N: { a: [] } => 1", "[]", usage),
        ("struct N: { a: [0..1] } => 1", "[0..1]", usage),
        ("struct N: { a: [0..1;] } => 1", "[0..1;]", usage),
        ("struct N: { a: [0..1; 0] } => 1", "0", "the length must be a whole number of at least 1, not `0`"),
        (
            "struct N: { a: [0..1; PIXELS] } => 1",
            "PIXELS",
            "the length must be a whole number of at least 1, not `PIXELS`",
        ),
        (
            "struct N: { a: [[0..1; 8]; 8] } => 1",
            "[[0..1; 8]; 8]",
            "an array of arrays is one array of all values: write for example `[0..1; 64]` for 8 times 8",
        ),
        ("struct N: { a: [1..0; 8] } => 1", "1..0", "the range `1..0` is reversed; write `0..1`"),
    ]);
}

#[test]
fn places() {
    each(&[
        (
            "{ a: 0..1 } => 1",
            "{ a: 0..1 }",
            "inputs and outputs with names need a network with a name, which their types begin with: write `struct Name: ..`",
        ),
        (
            "struct N: 2 => { a: 0..1 } => 1",
            "{ a: 0..1 }",
            "outputs with names end a network, but layer 1 is hidden; write its width, for example `16 tanh`",
        ),
        (
            "struct N: 1 => residual({ a: 0..1 })",
            "{ a: 0..1 }",
            "outputs with names stand behind `residual(...)`, not in it: they are no numbers that can be added or repeated",
        ),
        (
            "struct N: 1 => repeat(2, { a: 0..1 })",
            "{ a: 0..1 }",
            "outputs with names stand behind `repeat(...)`, not in it: they are no numbers that can be added or repeated",
        ),
        (
            "struct N: 1 => { a: 0..1 } tanh",
            "tanh",
            "outputs with names have an activation each; remove `tanh`, or write it inside, as in `change: tanh -1..1`",
        ),
        (
            "struct N: { a: 0..1 } relu => 1",
            "relu",
            "the input has no activation; the first number is the number of inputs and `relu` belongs to a layer after `=>`",
        ),
    ]);
}

#[test]
fn one_call_reports_all() {
    several_mistakes(
        "struct N: { a: 3..3, b: boolean } => 0 tanh => { c: bool }",
        &[
            ("3..3", "the range `3..3` is empty; the second number must be larger than the first"),
            ("boolean", "unknown kind `boolean`; did you mean `bool`?"),
            ("bool", "`bool` is for inputs; whether something is true comes out as a probability: write `sigmoid`"),
            ("0", "a layer needs at least one unit, found `0`"),
        ],
    );
}
