//! `budget(...)`: its words, and networks that are too large for it.

use super::{each, several_mistakes};

#[test]
fn words() {
    each(&[
        (
            "2 => 1, budget = 4",
            "budget",
            "`budget` takes its limits in parentheses: write for example `budget(bytes <= 4 KiB, macs <= 10_000)`",
        ),
        (
            "2 => 1, budget()",
            "()",
            "expected limits in these parentheses, for example `budget(bytes <= 4 KiB, macs <= 10_000)`",
        ),
        ("2 => 1, bugdet(bytes <= 4)", "bugdet", "unknown option `bugdet`; did you mean `budget`?"),
        ("2 => 1, budget(byte <= 4000)", "byte", "unknown limit `byte`; did you mean `bytes`?"),
        ("2 => 1, budget(flops <= 4000)", "flops", "unknown limit `flops`; did you mean `macs`?"),
        ("2 => 1, budget(parameters <= 4000)", "parameters", "unknown limit `parameters`; did you mean `params`?"),
        ("2 => 1, budget(cycles <= 4000)", "cycles", "unknown limit `cycles`; expected `bytes`, `params` or `macs`"),
        ("2 => 1, budget(4000)", "4000", "expected a limit such as `bytes <= 4 KiB`, found `4000`"),
        ("2 => 1, budget(bytes < 4000)", "<", "expected `<=` and a number after `bytes`, as in `bytes <= 4000`"),
        ("2 => 1, budget(bytes = 4000)", "=", "expected `<=` and a number after `bytes`, as in `bytes <= 4000`"),
        ("2 => 1, budget(macs)", "macs", "expected `<=` and a number after `macs`, as in `macs <= 4096`"),
        ("2 => 1, budget(macs <=)", "macs", "expected `<=` and a number after `macs`, as in `macs <= 4096`"),
        ("2 => 1, budget(bytes <= 4 Kib)", "4 Kib", "unknown unit `Kib`; did you mean `KiB`?"),
        (
            "2 => 1, budget(bytes <= 4k)",
            "4k",
            "unknown unit `k`; expected `B`, `kB`, `MB`, `GB`, `KiB`, `MiB` or `GiB`",
        ),
        ("2 => 1, budget(macs <= 10 kB)", "10 kB", "`macs` has no unit; write `macs <= 10` without `kB`"),
        (
            "2 => 1, budget(bytes <= 1.5 KiB)",
            "1.5",
            "the limit must be a whole number, with a unit if it is one of bytes, not `1.5`",
        ),
        (
            "2 => 1, budget(bytes <= SIZE)",
            "SIZE",
            "the limit must be a whole number, with a unit if it is one of bytes, not `SIZE`",
        ),
        ("2 => 1, budget(macs <= 9, macs <= 8)", "macs", "`macs` is given twice"),
        ("2 => 1, budget(macs <= 9), budget(macs <= 8)", "budget", "`budget` is given twice"),
    ]);
}

#[test]
fn networks_that_are_too_large() {
    each(&[
        (
            "64 => 32 relu => 10 softmax, budget(bytes <= 4 KiB)",
            "32",
            "this network takes 9640 bytes, the budget is 4096; layer `l1` takes most of them, 8320",
        ),
        (
            "2 => 3 relu => wide: 30 relu => 1, budget(macs <= 125)",
            "30",
            "this network takes 126 multiply-adds, the budget is 125; layer `wide` takes most of them, 90",
        ),
        (
            "2 => 3 relu no_bias => 3 no_bias => 1, budget(params <= 18)",
            "3",
            "this network takes 19 parameters, the budget is 18; layer `l2` takes most of them, 9",
        ),
    ]);
    several_mistakes(
        "2 => 3 => 3, budget(bytes <= 10, macs <= 10)",
        &[
            ("3", "this network takes 84 bytes, the budget is 10; layer `l2` takes most of them, 48"),
            ("3", "this network takes 15 multiply-adds, the budget is 10; layer `l2` takes most of them, 9"),
        ],
    );
}

#[test]
fn networks_that_are_not() {
    for call in [
        "64 => 32 relu => 10 softmax, budget(bytes <= 9640 B, macs <= 2_368, params <= 2410)",
        "64 => 32 relu => 10 softmax, budget(bytes <= 10KiB), seed = 3",
        "< 2 => 1, budget(bytes <= 1 kB,) >",
        "struct Net: 2 => 1, budget(bytes <= 1 GiB); struct Other: 2 => 1, budget(macs <= 0x10)",
    ] {
        assert!(crate::tests::check(call).is_ok(), "{call}");
    }
}
