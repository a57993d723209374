//! Widths.

use super::each;

#[test]
fn a_width() {
    each(&[
        ("2 => sigmoid 3", "sigmoid 3", "the width comes first: write `3 sigmoid`"),
        ("2 => sigmoid => 1", "sigmoid", "`sigmoid` has no width; write for example `2 sigmoid`"),
        ("2 => 0", "0", "a layer needs at least one unit, found `0`"),
        ("0 => 1", "0", "a network needs at least one input, found `0`"),
        ("2 => -1", "-1", "the width must be a positive whole number, not `-1`"),
        ("2 => 3.5", "3.5", "the width must be a whole number, not `3.5`"),
        ("2 => 3u32", "3u32", "write the number bare: `3`, not `3u32`"),
        (
            "2 => 99999999999999999999999",
            "99999999999999999999999",
            "`99999999999999999999999` does not fit in a usize",
        ),
        ("65536 => 65536 => 1", "65536", "this network has 4295098369 parameters (16.0 GiB); the limit is 2^31"),
        ("65536 => 32768", "32768", "this network has 2147516416 parameters (8.0 GiB); the limit is 2^31"),
        ("2 => Dense(3) => 1", "Dense", "`Dense(...)` is not how a layer is written; write `3`"),
        (
            "2 => Conv(3) => 1",
            "Conv",
            "there is no `Conv` here: layers are dense, as in `3 relu`, and may have `dropout(0.2)`",
        ),
        (
            "2 => middle(3) => 1",
            "middle",
            "`middle` is neither a layer nor a block: a layer of this name is written `middle: 3`, a computed width in braces, `{ middle(3) }`",
        ),
        ("2 => (A - 4) => 1", "(A - 4)", "a computed width stands in braces, for example `{ 2 * UNITS }`"),
        ("2 => A - 4 => 1", "-", "a computed width stands in braces: write `{ A - 4 }`"),
        ("2 => 2 * 3 => 1", "*", "a computed width stands in braces: write `{ 2 * 3 }`"),
        ("2 => {} => 1", "{}", "expected an expression in these braces, for example `{ 2 * UNITS }`"),
        (r#"2 => "3" => 1"#, r#""3""#, "write `3` without quotes"),
        (r#""abc""#, r#""abc""#, r#"expected a width, found `"abc"`; a layer is written for example `3 sigmoid`"#),
        ("2 => 3relu => 1", "3relu", "expected a space between the width and the activation: write `3 relu`"),
        ("2 => 3_relu => 1", "3_relu", "expected a space between the width and the activation: write `3 relu`"),
        ("relu 2 => 1", "relu 2", "the width comes first: write `2 relu`"),
        ("2 => [3] => 1", "[3]", "expected a width, found `[...]`; a layer is written for example `3 sigmoid`"),
        ("2 => ReLU => 1", "ReLU", "`ReLU` has no width; write for example `2 relu`"),
        ("2 => ELU 3", "ELU 3", "the width comes first: write `3 elu`"),
        ("2 => enum => 1", "enum", "expected a width, found `enum`; a layer is written for example `3 sigmoid`"),
        ("2 => -UNITS", "-", "expected a width, found `-`; a layer is written for example `3 sigmoid`"),
        ("2 => sigmod 3 => 1", "sigmod 3", "the width comes first: write `3 sigmoid`"),
        ("2 => 0x0 => 1", "0x0", "a layer needs at least one unit, found `0`"),
        ("2 => 1e3 => 1", "1e3", "the width must be a whole number, not `1e3`"),
        ("2 => 3i64 => 1", "3i64", "write the number bare: `3`, not `3i64`"),
        ("2 => -3.5 => 1", "-3.5", "the width must be a whole number, not `-3.5`"),
        ("2 => 0.5relu => 1", "0.5relu", "the width must be a whole number, not `0.5relu`"),
        ("2 => b'a' => 1", "b'a'", "expected a width, found `b'a'`; a layer is written for example `3 sigmoid`"),
        ("2 => true => 1", "true", "expected a width, found `true`; a layer is written for example `3 sigmoid`"),
    ]);
}
