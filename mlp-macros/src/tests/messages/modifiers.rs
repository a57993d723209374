//! Modifiers.

use super::each;

#[test]
fn a_modifier() {
    each(&[
        ("2 => 3 dropout(1.5) => 1", "1.5", "expected 0 <= rate < 1, found `1.5`"),
        (
            "2 => 3 dropout(0.2)",
            "dropout",
            "dropout on the outputs would drop answers; remove it, or give it to a hidden layer",
        ),
        ("2 => 3 dropout => 1", "dropout", "`dropout` needs an argument: write for example `dropout(0.2)`"),
        ("2 => 3 dropout = 0.5 => 1", "dropout", "`dropout` takes its argument in parentheses: write `dropout(0.5)`"),
        ("2 => 3 dropout(x) => 1", "x", "the rate must be a number, not `x`"),
        ("2 => 3 drpout(0.2) => 1", "drpout", "unknown modifier `drpout`; did you mean `dropout`?"),
        ("2 => 3 relu drpout(0.2) => 1", "drpout", "unknown modifier `drpout`; did you mean `dropout`?"),
        (
            "2 => 3 relu foo => 1",
            "foo",
            "unknown modifier `foo`; expected `no_bias`, `init(...)`, `dropout(...)`, `freeze` or `allow(...)`",
        ),
        ("2 => 3 relu no_bias no_bias => 1", "no_bias", "`no_bias` is given twice"),
        ("2 => 3 no_bias relu => 1", "relu", "the activation comes before the modifiers: write `relu no_bias`"),
        (
            "2 => 3 dropout(0.2) no_bias relu => 1",
            "relu",
            "the activation comes before the modifiers: write `relu dropout(0.2) no_bias`",
        ),
        ("2 => 3 no_bias(2) => 1", "(2)", "`no_bias` takes no argument"),
        ("2 => 3 relu Dropout(0.2) => 1", "Dropout", "unknown modifier `Dropout`; did you mean `dropout(0.2)`?"),
        (
            "2 => dropout(0.2) => 1",
            "dropout",
            "`dropout` is not a layer; it belongs behind one: write for example `3 relu dropout(0.2)`",
        ),
        (
            "2 => no_bias => 1",
            "no_bias",
            "`no_bias` is not a layer; it belongs behind one: write for example `3 relu no_bias`",
        ),
        (
            "2 => 3 relu dropout 0.2 => 1",
            "dropout",
            "`dropout` takes its argument in parentheses: write `dropout(0.2)`",
        ),
        (
            "2 no_bias => 1",
            "no_bias",
            "the input has no parameters; the first number is the number of inputs and `no_bias` belongs to a layer after `=>`",
        ),
        ("2 => 3 dropout() => 1", "()", "expected a rate in these parentheses, for example `dropout(0.2)`"),
        ("2 => 3 dropout(0.2) dropout(0.1) => 1", "dropout", "`dropout` is given twice"),
        ("2 => 3 relu dropout(-1) => 1", "-1", "expected 0 <= rate < 1, found `-1`"),
        ("2 => 3 no_bias Swish => 1", "Swish", "the activation comes before the modifiers: write `Swish no_bias`"),
    ]);
}

#[test]
fn an_initialization() {
    each(&[
        ("2 => 3 relu init(xavir) => 1", "xavir", "unknown initialization `xavir`; did you mean `xavier`?"),
        ("2 => 3 relu init(kaiming) => 1", "kaiming", "unknown initialization `kaiming`; did you mean `he`?"),
        (
            "2 => 3 relu init(foo) => 1",
            "foo",
            "unknown initialization `foo`; expected one of `xavier`, `xavier_normal`, `he`, `he_normal`, `lecun`, `lecun_normal`, `pytorch`, `uniform`, `normal`, `zeros`",
        ),
        ("2 => 3 relu init() => 1", "()", "expected an initialization in these parentheses, for example `init(he)`"),
        (
            "2 => 3 relu init(he,) => 1",
            "(he,)",
            "expected an initialization in these parentheses, for example `init(he)`",
        ),
        (
            "2 => 3 relu init(he, uniform) => 1",
            "uniform",
            "`uniform` needs an argument: write for example `uniform(0.1)`",
        ),
        (
            "2 => 3 relu init(normal()) => 1",
            "()",
            "expected a deviation in these parentheses, for example `normal(0.05)`",
        ),
        ("2 => 3 relu init(normal(-0.1)) => 1", "-0.1", "the deviation must be above 0 and finite, not `-0.1`"),
        ("2 => 3 relu init(uniform(1e99)) => 1", "1e99", "the bound must be above 0 and finite, not `1e99`"),
        ("2 => 3 relu init(uniform(0)) => 1", "0", "the bound must be above 0 and finite, not `0`"),
        (
            "2 => 3 relu init(uniform[0.1]) => 1",
            "uniform[0.1]",
            "an initialization is a word, without quotes and without a path: write `uniform(0.1)`",
        ),
        ("2 => 3 relu init(he(2)) => 1", "(2)", "`he` takes no argument"),
        (
            "2 => 3 relu init(he, pytorch, zeros) => 1",
            "zeros",
            "`init` takes one distribution for weights and one for biases, as in `init(he, uniform(0.1))`",
        ),
        (
            "2 => 3 relu init(normal(0.2), pytorch) no_bias => 1",
            "pytorch",
            "the layer has `no_bias`, so there are no biases to initialize; write `init(normal(0.2))`",
        ),
        ("2 => 3 relu init => 1", "init", "`init` needs an argument: write for example `init(he)`"),
        ("2 => 3 relu init(he) init(he) => 1", "init", "`init` is given twice"),
        (
            r#"2 => 3 relu init("he") => 1"#,
            r#""he""#,
            "an initialization is a word, without quotes and without a path: write `he`",
        ),
    ]);
}

#[test]
fn freeze() {
    each(&[
        ("2 => 3 relu frozen => 1", "frozen", "unknown modifier `frozen`; did you mean `freeze`?"),
        ("2 => 3 frozen => 1", "frozen", "unknown modifier `frozen`; did you mean `freeze`?"),
        ("2 => 3 relu freez => 1", "freez", "unknown modifier `freez`; did you mean `freeze`?"),
        ("2 => 3 relu trainable = false => 1", "trainable", "unknown modifier `trainable`; did you mean `freeze`?"),
        ("2 => 3 relu freeze freeze => 1", "freeze", "`freeze` is given twice"),
        ("2 => 3 relu freeze(1) => 1", "(1)", "`freeze` takes no argument"),
        ("2 => 3 freeze relu => 1", "relu", "the activation comes before the modifiers: write `relu freeze`"),
        (
            "2 => freeze => 1",
            "freeze",
            "`freeze` is not a layer; it belongs behind one: write for example `3 relu freeze`",
        ),
        (
            "2 freeze => 1",
            "freeze",
            "the input has no parameters; the first number is the number of inputs and `freeze` belongs to a layer after `=>`",
        ),
        ("2 => net(A) freeze freeze => 1", "freeze", "`freeze` is given twice"),
        ("2 => net(A) freeze(1) => 1", "(1)", "`freeze` takes no argument"),
    ]);
}

#[test]
fn what_may_be_allowed() {
    each(&[
        (
            "2 => 3 allow(linear) => 1",
            "linear",
            "unknown warning `linear`; expected `init`, as in `init(zeros) allow(init)`",
        ),
        ("2 => 3 allow() => 1", "()", "expected a warning in these parentheses, for example `allow(init)`"),
        ("2 => 3 allow => 1", "allow", "`allow` needs an argument: write for example `allow(init)`"),
    ]);
}
