//! Slips, and what others write, that are one mistake each: the remedy has all that was written.

use super::each;

#[test]
fn options_elsewhere() {
    each(&[
        ("2 => seed = 3 => 1", "seed", "options follow the layers: write `2 => 1, seed = 3`"),
        ("2 => unroll = full => 2 => 1", "unroll", "options follow the layers: write `2 => 2 => 1, unroll = full`"),
        ("2 => 3 relu => seed = 3, 1", "seed", "options follow the layers: write `2 => 3 relu => 1, seed = 3`"),
        ("2 => 3 relu => seed = 3", "seed", "options follow the layers: write `2 => 3 relu, seed = 3`"),
        (
            "2 => 3, seed = 3, unroll = full => 1 sigmoid",
            "seed",
            "options follow the layers: write `2 => 3 => 1 sigmoid, seed = 3, unroll = full`",
        ),
        (
            "seed(3), 2 => 3, unroll = none => 1",
            "seed",
            "options follow the layers: write `2 => 3 => 1, seed = 3, unroll = none`",
        ),
        ("2 => 3 relu seed = 3 => 1", "seed", "options follow the layers: write `2 => 3 relu => 1, seed = 3`"),
        ("seed(3)", "seed", "expected a network before this `seed`, for example `2 => 3 sigmoid => 1 sigmoid`"),
        (
            "2 => 3 relu => 1; seed = 3",
            ";",
            "write `,` in place of this `;`: it ends the network, and `seed` is an option of it",
        ),
        ("2 => 1, seed: 3", "seed", "expected `=` and a value after `seed`, as in `seed = 3`"),
        (
            "struct A: 2 => 1; seed = 3",
            ";",
            "write `,` in place of this `;`: it ends the network, and `seed` is an option of it",
        ),
        (
            "2 => repeat(3, 2 relu, seed = 3) => 1",
            "seed",
            "options follow the layers, as in `2 => 1 sigmoid, seed = 9`; move `seed` behind the last layer",
        ),
    ]);
}

#[test]
fn signs_and_words() {
    each(&[
        ("2 =", "=", "layers are joined by `=>`, not `=`, and a layer follows, for example `=> 1 sigmoid`"),
        ("2 -> => 3", "->", "layers are joined by one `=>`; remove this `->`"),
        ("2 - > 3", "- >", "layers are joined by `=>`, not `- >`"),
        ("2 = => 3", "=", "layers are joined by one `=>`; remove this `=`"),
        (
            "-> 2 => 1",
            "->",
            "remove this `->`: a network begins with the number of its inputs, for example `2 => 3 sigmoid => 1 sigmoid`",
        ),
        ("2 => 4 x 64 relu => 1", "x", "layers are repeated by `repeat`: write `repeat(4, 64 relu)`"),
        ("2 => 4 * (64 relu) => 1", "*", "layers are repeated by `repeat`: write `repeat(4, 64 relu)`"),
        ("2 => (64 relu) * 4 => 1", "(64 relu)", "layers are repeated by `repeat`: write `repeat(4, 64 relu)`"),
        ("2 => 4 * 64 relu => 1", "*", "a computed width stands in braces: write `{ 4 * 64 } relu`"),
        ("{ 2 * } => 3", "{ 2 * }", "`2 *` is not a whole expression; a computed width is for example `{ 2 * UNITS }`"),
        ("2 => { 64 relu } => 1", "{ 64 relu }", "a layer stands without braces: write `64 relu`"),
        ("2 => 3 mlp:: => 1", "mlp", "expected a name after `mlp::`, as in `my::Swish`"),
        ("2 => [64; 4] relu => 1", "[64; 4]", "layers are repeated by `repeat`: write `repeat(4, 64 relu)`"),
        (
            "2 => hidden(3 relu) => 1",
            "hidden",
            "`hidden` is neither a layer nor a block: a layer of this name is written `hidden: 3 relu`",
        ),
        (
            "2 => hidden 3 relu no_bias => 1",
            "3",
            "a colon follows the name of a layer: write `hidden: 3 relu no_bias`, or `hidden => 3 relu no_bias` if `hidden` is a width",
        ),
        ("2 => hidden = 3 relu => 1", "hidden", "a colon follows the name of a layer: write `hidden: 3 relu`"),
        ("2 => let hidden = 3 relu => 1", "hidden", "a colon follows the name of a layer: write `hidden: 3 relu`"),
        ("2 => \"hidden\": 3 => 1", "\"hidden\"", "write `hidden` without quotes"),
        ("2 => first-hidden: 3 => 1", "first-hidden", "a name has no hyphens: write `first_hidden`"),
        ("2 => 3 + relu => 1", "+", "remove this `+`: `relu` belongs to the layer in front of it, as in `3 sigmoid`"),
        (
            "2 => 3 -> relu => 1",
            "->",
            "remove this `->`: `relu` belongs to the layer in front of it, as in `3 sigmoid`",
        ),
        ("2 => 3.relu() => 1", ".", "remove this `.`: `relu` belongs to the layer in front of it, as in `3 sigmoid`"),
        (
            "2 => 3 (relu) => 1",
            "(relu)",
            "what belongs to a layer stands behind its width, without brackets: write `relu`",
        ),
        ("2 => 3 relu no bias => 1", "no bias", "unknown modifier `no bias`; did you mean `no_bias`?"),
        ("2 => 3 relu !bias => 1", "!bias", "unknown modifier `!bias`; did you mean `no_bias`?"),
        (
            "2 => 3 relu dropout: 0.5 => 1",
            "dropout",
            "`dropout` takes its argument in parentheses: write `dropout(0.5)`",
        ),
        ("2 => 3 relu init he => 1", "init", "`init` takes its argument in parentheses: write `init(he)`"),
        (
            "2 => 3 relu init(nn.init.uniform_(0.3)) => 1",
            "nn.init.uniform_(0.3)",
            "an initialization is a word, without quotes and without a path: write `uniform(0.3)`",
        ),
        (
            "2 => 3 relu init(normal(mean = 0, std = 0.1)) => 1",
            "mean = 0, std = 0.1",
            "there is one number here, the deviation: write `0.1`",
        ),
        ("2 => 3 relu dropout(50%) => 1", "50%", "write the number `0.5`, not `50%`"),
        (
            "2 => repeat(64 relu, 3) => 1",
            "(64 relu, 3)",
            "`repeat` takes a number, a comma and layers: write `repeat(3, 64 relu)`",
        ),
        (
            "2 => repeat(3; 64 relu) => 1",
            "(3; 64 relu)",
            "`repeat` takes a number, a comma and layers: write `repeat(3, 64 relu)`",
        ),
        (
            "2 => for _ in 0..3 { 64 relu } => 1",
            "for",
            "`for` is not known here; layers are repeated by `repeat`, as in `repeat(4, 64 relu)`",
        ),
        ("2 => 4 first: 3 relu => 1", "first", "expected `=>` before `first:`, with which another layer begins"),
        ("2 => first first: 3 => 1", "first", "one name stands before a colon; remove `first`"),
        ("2 => first: : 3 => 1", ":", "one colon follows the name of a layer; remove this `:`"),
    ]);
}

#[test]
fn declarations_and_budgets() {
    each(&[
        ("2x3x1", "2x3x1", "layers are joined by `=>`, not listed: write `2 => 3 => 1`"),
        ("2-3-1", "-", "layers are joined by `=>`, not listed: write `2 => 3 => 1`"),
        ("\"2 => 3 => 1\"", "\"2 => 3 => 1\"", "write `2 => 3 => 1` without quotes"),
        (
            "[f32; 2] => 1",
            "[f32; 2]",
            "`f32` is a type, and a width is a number: all numbers of a network are `f32`, as in `2 => 1`",
        ),
        (
            "struct A { 2 => 1 }",
            "{ 2 => 1 }",
            "fields are not supported, the layers are the fields: write `struct A: 2 => 1`",
        ),
        ("struct A = 2 => 1", "A", "expected `:` and a network after `A`, as in `struct A: 2 => 1`"),
        ("struct A A: 2 => 1", "A", "one name stands before a colon; remove `A`"),
        ("A struct: 2 => 1", "struct", "`struct` stands in front of the name: write `struct A: 2 => 1`"),
        ("struct pub A: 2 => 1", "pub", "`pub` stands in front of `struct`, as in `pub struct Name: 2 => 1`"),
        (
            "[derive(PartialEq)] struct A: 2 => 1",
            "[derive(PartialEq)]",
            "an attribute begins with `#`, as in `#[derive(PartialEq)]`",
        ),
        ("2 => 1, budget(bytes < 4 KiB)", "<", "expected `<=` and a number after `bytes`, as in `bytes <= 4 KiB`"),
        (
            "2 => 1, budget(bytes <= 4 KiB macs <= 100)",
            "macs",
            "expected `,` before `macs`, as in `bytes <= 4 KiB, macs <= 10_000`",
        ),
        (
            "2 => 1, weight_decay = 0.01",
            "weight_decay",
            "unknown option `weight_decay`; weight decay goes to the optimizer, as in `AdamW::new(0.001, 0.01)`",
        ),
        (
            "2 => 3 relu name(\"hidden\") => 1",
            "name",
            "the name of a layer stands in front of it, with a colon: write for example `hidden: 3 relu`",
        ),
    ]);
}

#[test]
fn names_of_inputs_and_outputs() {
    each(&[
        (
            "struct N: { a: one_of(\"A b\", \"B\") } => 1",
            "\"A b\", \"B\"",
            "classes are names, with commas between them and without quotes: write `one_of(A_b, B)`",
        ),
        (
            "struct N: { a: one_of(A | B) } => 1",
            "A | B",
            "classes are names, with commas between them and without quotes: write `one_of(A, B)`",
        ),
        (
            "struct N: { a: one_of(0, 1, 2) } => 1",
            "0, 1, 2",
            "classes are names: write for example `one_of(C0, C1, C2)`",
        ),
        (
            "struct N: { a: A | B } => 1",
            "A | B",
            "classes have a word in front: `one_of(A, B)` in inputs, `softmax(A, B)` in outputs",
        ),
        (
            "struct N: { a: (A, B) } => 1",
            "(A, B)",
            "classes have a word in front: `one_of(A, B)` in inputs, `softmax(A, B)` in outputs",
        ),
        (
            "struct N: { a: categorical(Biscoe, Dream) } => 1",
            "categorical",
            "unknown kind `categorical`; did you mean `one_of(Biscoe, Dream)`?",
        ),
        ("struct N: { a: normal(0, 1) } => 1", "normal", "unknown kind `normal`; did you mean `standard(0, 1)`?"),
        (
            "struct N: { a: standard(mean = 201, std = 14) } => 1",
            "(mean = 201, std = 14)",
            "`standard` takes a mean and a standard deviation: write `standard(201, 14)`",
        ),
        (
            "struct N: { a: (201, 14) } => 1",
            "(201, 14)",
            "`standard` takes a mean and a standard deviation: write `standard(201, 14)`",
        ),
        ("struct N: { a: 0 to 1 } => 1", "0", "a range is written with two dots: write `0..1`"),
        ("struct N: { a: 0, 1 } => 1", "0", "a range is written with two dots: write `0..1`"),
        (
            "struct N: { a: 0..100% } => 1",
            "%",
            "a range has plain numbers: write `0..100`, and the unit in a doc comment, `/// in %`, above the name",
        ),
        (
            "struct N: { a: MIN..MAX } => 1",
            "MIN",
            "expected a number, found `MIN`; the ends of a range are numbers, since files and tables hold them too",
        ),
        ("struct N: { a: raw[4] } => 1", "[4]", "an array is written `[kind; length]`: write `[raw; 4]`"),
        ("struct N: { a: raw * 4 } => 1", "raw", "an array is written `[kind; length]`: write `[raw; 4]`"),
        (
            "struct N: { a: Vec<f32> } => 1",
            "Vec",
            "expected a kind, found `Vec`; inputs are `20..220`, `standard(201, 14)`, `raw`, `bool` or `one_of(A, B)`, outputs are ranges, `standard(..)`, `raw`, `sigmoid` or `softmax(A, B)`",
        ),
        ("struct N: { a: String } => 1", "String", "unknown kind `String`; did you mean `one_of(A, B)`?"),
        ("struct N: { a raw } => 1", "a", "a colon follows the name: write `a: raw`"),
        (
            "struct N: { pub a: raw } => 1",
            "pub",
            "inputs and outputs with names are as visible as their network; remove this `pub`",
        ),
        ("struct N: { my-a: raw } => 1", "my-a", "a name has no hyphens: write `my_a`"),
        ("struct N: { \"my a\": raw } => 1", "\"my a\"", "write `my_a` without quotes"),
        (
            "struct N: (a: raw, b: raw) => 1",
            "(a: raw, b: raw)",
            "inputs and outputs with names stand in braces: write `{ a: raw, b: raw }`",
        ),
        ("struct N: 2 => { a: -1..1 tanh }", "tanh", "the activation stands in front of its range: write `tanh -1..1`"),
        (
            "struct N: 2 => { a: tanh(-1..1) }",
            "tanh",
            "the activation stands in front of its range: write `tanh -1..1`",
        ),
        (
            "struct N: 2 => { a: Mse }",
            "Mse",
            "`Mse` is no part of the declaration: a loss follows from the kind, and `HeadLoss::new(Mae).weight(0.1)` sets another, or a weight",
        ),
        (
            "struct N: 2 => { a: 0..1 weight(0.5) }",
            "weight",
            "`weight` is no part of the declaration: a loss follows from the kind, and `HeadLoss::new(Mae).weight(0.1)` sets another, or a weight",
        ),
        ("struct N: 2 => { a = sigmoid }", "=", "write `:` in place of this `=`, as in `a: sigmoid`"),
    ]);
}
