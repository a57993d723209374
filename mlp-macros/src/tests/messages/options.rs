//! Options, sizes that an option limits, and what is mistaken for an option.

use super::each;

#[test]
fn what_is_set_elsewhere() {
    each(&[
        (
            "2 => 1 sigmoid, los = bce",
            "los",
            "unknown option `los`; the loss goes to the trainer, as in `Trainer::new(Bce, Adam::new(0.01))`",
        ),
        (
            "2 => 1 sigmoid, loss = bce",
            "loss",
            "unknown option `loss`; the loss goes to the trainer, as in `Trainer::new(Bce, Adam::new(0.01))`",
        ),
        (
            "2 => 3 relu => 1 sigmoid, lr = 0.1",
            "lr",
            "unknown option `lr`; the learning rate goes to the optimizer, as in `Adam::new(0.01)`",
        ),
        (
            "2 => 3 relu => 1 sigmoid, learning_rate = 3",
            "learning_rate",
            "unknown option `learning_rate`; the learning rate goes to the optimizer, as in `Adam::new(0.01)`",
        ),
        (
            "2 => 3 relu => 1 sigmoid, epochs = 3",
            "epochs",
            "unknown option `epochs`; the number of epochs goes to the trainer, as in `Trainer::new(Bce, Adam::new(0.01)).epochs(100)`",
        ),
        (
            "2 => 1 sigmoid, loss = mean_squared_error",
            "loss",
            "unknown option `loss`; the loss goes to the trainer, as in `Trainer::new(Mse, Adam::new(0.01))`",
        ),
        (
            "2 => 1 sigmoid, loss = \"binary_crossentropy\"",
            "loss",
            "unknown option `loss`; the loss goes to the trainer, as in `Trainer::new(Bce, Adam::new(0.01))`",
        ),
        ("2 => 1 sigmoid, random_state = 3", "random_state", "unknown option `random_state`; did you mean `seed`?"),
    ]);
}

#[test]
fn an_option() {
    each(&[
        (
            "2 => 1 sigmoid seed = 3",
            "seed",
            "expected `,` before `seed`; options follow the layers, as in `2 => 1 sigmoid, seed = 9`",
        ),
        ("2 => 1 sigmoid, sed = 3", "sed", "unknown option `sed`; did you mean `seed`?"),
        (
            "2 => 1 sigmoid, foo = 3",
            "foo",
            "unknown option `foo`; expected one of `seed`, `unroll`, `crate`, `weights`, `budget`, `export`, `arithmetic`, `storage`",
        ),
        ("2 => 1 sigmoid, bias = false", "bias", "unknown option `bias`; did you mean `no_bias` behind a layer?"),
        ("2 => 1 sigmoid, seed = -3", "-3", "the seed must be a whole number from 0 to 2^64 - 1, not `-3`"),
        ("2 => 1 sigmoid, seed = 3u64", "3u64", "write the number bare: `3`, not `3u64`"),
        (
            "2 => 1 sigmoid, seed = 99999999999999999999999",
            "99999999999999999999999",
            "the seed must be a whole number from 0 to 2^64 - 1, not `99999999999999999999999`",
        ),
        ("2 => 1 sigmoid, seed = x", "x", "the seed must be a whole number from 0 to 2^64 - 1, not `x`"),
        ("2 => 1 sigmoid, seed", "seed", "expected `=` and a value after `seed`, as in `seed = 9`"),
        ("2 => 1 sigmoid, seed =", "=", "expected a value after this `=`, as in `seed = 9`"),
        (
            "2 => 1 sigmoid, seed = 1 unroll = full",
            "unroll",
            "expected `,` before `unroll`; options follow the layers, as in `2 => 1 sigmoid, seed = 9`",
        ),
        ("2 => 1 sigmoid, seed = 1, seed = 2", "seed", "`seed` is given twice"),
        ("2 => 1 sigmoid, unroll = ful", "ful", "unknown way to unroll `ful`; did you mean `full`?"),
        ("2 => 1 sigmoid, unroll = 7", "7", "unknown way to unroll `7`; expected `full`, `auto` or `none`"),
        (
            "2 => 1 sigmoid, crate = 7",
            "7",
            "expected the path of the crate `mlp`, for example `crate = ::renamed`, found `7`",
        ),
        ("2 => 1,,", ",", "expected an option such as `seed = 9`, found `,`; layers are joined by `=>`"),
        (
            "struct N: 2 => 1, export = \"rust\"",
            "\"rust\"",
            "expected `export = \"c\"`, found `\"rust\"`; C is the only language that networks are exported to",
        ),
        (
            "struct N: 2 => 1, export = \"c\"",
            "export",
            "`export` needs the weights of a file, since C has no other: add for example `weights = \"digits.safetensors\"`",
        ),
        (
            "64 => 64 => 64 => 32, unroll = full",
            "64",
            "this network has 10240 multiply-adds; `unroll = full` takes at most 8192 in all: write `unroll = auto`",
        ),
        (
            "2 => UNITS => h: 3, unroll = full",
            "UNITS",
            "`unroll = full` needs literal widths; layer 1 depends on `UNITS`: write `unroll = auto`",
        ),
        (
            "64 => hidden: 65 => 3, unroll = full",
            "65",
            "layer `hidden` has 4160 multiply-adds; `unroll = full` takes at most 4096 in a layer: write `unroll = auto`",
        ),
        (
            "2 => 3 relu => 1 sigmoid, unroll = all",
            "all",
            "unknown way to unroll `all`; expected `full`, `auto` or `none`",
        ),
        (
            "2 => 3 relu => 1 sigmoid, 9 = seed",
            "9",
            "expected an option such as `seed = 9`, found `9`; layers are joined by `=>`",
        ),
        (
            "2 => 3 relu => 1 sigmoid, crate = a b",
            "a b",
            "expected the path of the crate `mlp`, for example `crate = ::renamed`, found `a b`",
        ),
        (
            "2 => 3 relu => 1 sigmoid, seed = 7 => 3",
            "seed",
            "options follow the layers: write `2 => 3 relu => 1 sigmoid => 3, seed = 7`",
        ),
        (
            "2 => 3 relu => 1 sigmoid, seed = a::b(3)",
            "a::b(3)",
            "the seed must be a whole number from 0 to 2^64 - 1, not `a::b(3)`",
        ),
        (
            "2 => 3 relu unroll = full",
            "unroll",
            "expected `,` before `unroll`; options follow the layers, as in `2 => 1 sigmoid, seed = 9`",
        ),
        ("2 => 3 relu => 1 sigmoid, Seed = 3", "Seed", "unknown option `Seed`; did you mean `seed`?"),
        (
            "2 => 3 relu => 1 sigmoid, dropout = 3",
            "dropout",
            "unknown option `dropout`; did you mean `dropout(0.2)` behind a layer?",
        ),
    ]);
}

#[test]
fn halves() {
    each(&[
        ("2 => 1, storage = f8", "f8", "unknown storage `f8`; expected `f16` or `f32`"),
        ("2 => 1, storage = half", "half", "unknown storage `half`; did you mean `f16`?"),
        (
            "2 => 1, storage = f16",
            "storage",
            "`storage = f16` needs the weights of a file: add for example `weights = \"digits.safetensors\"`; a network that is trained stores `f32`",
        ),
        (
            "struct Net: 2 => 1, weights = \"a\", unroll = full, storage = f16",
            "unroll",
            "`unroll` is not there for `storage = f16`; leave it out",
        ),
        (
            "struct Net: 2 => 1, weights = \"a\", export = \"c\", storage = f16",
            "export",
            "`export` is not there for `storage = f16`; leave it out",
        ),
        (
            "2 => residual(3 relu => 2) => 1, weights = \"a\", storage = f16",
            "3",
            "a residual block is not there for `storage = f16`; declare the network without, or with `storage = f32`",
        ),
        (
            "struct Net: { width: 0..10 } => 1, weights = \"a\", storage = f16",
            "width",
            "inputs and outputs with names are not there for `storage = f16`; write their number",
        ),
        (
            "2 => UNITS relu => 1, weights = \"a\", budget(bytes <= 4 KiB), storage = f16",
            "UNITS",
            "a budget with `storage = f16` needs literal widths; this network depends on `UNITS`",
        ),
    ]);
}

#[test]
fn integers() {
    each(&[
        ("2 => 1, arithmetic = i9", "i9", "unknown arithmetic `i9`; expected `i8` or `f32`"),
        ("2 => 1, arithmetic = int8", "int8", "unknown arithmetic `int8`; did you mean `i8`?"),
        (
            "2 => 1, arithmetic = i8",
            "arithmetic",
            "`arithmetic = i8` needs the weights of a file: add for example `weights = \"digits-int8.safetensors\"`, which `net.quantize(&samples)?.save(\"digits-int8.safetensors\")` writes",
        ),
        (
            "struct Net: 2 => 1, weights = \"a\", unroll = full, arithmetic = i8",
            "unroll",
            "`unroll` is not there for `arithmetic = i8`; leave it out",
        ),
        (
            "struct Net: 2 => 1, weights = \"a\", export = \"c\", arithmetic = i8",
            "export",
            "`export` is not there for `arithmetic = i8`; leave it out",
        ),
        (
            "2 => residual(3 relu => 2) => 1, weights = \"a\", arithmetic = i8",
            "3",
            "a residual block is not there for `arithmetic = i8`; declare the network without, or with `arithmetic = f32`",
        ),
        (
            "2 => 3 my::Snake => 1, weights = \"a\", arithmetic = i8",
            "my::Snake",
            "the activation `my::Snake` of your own is not there for `arithmetic = i8`; expected one of the language's",
        ),
        (
            "struct Net: { width: 0..10 } => 1, weights = \"a\", arithmetic = i8",
            "width",
            "inputs and outputs with names are not there for `arithmetic = i8`; write their number",
        ),
        (
            "2 => UNITS relu => 1, weights = \"a\", budget(bytes <= 4 KiB), arithmetic = i8",
            "UNITS",
            "a budget with `arithmetic = i8` needs literal widths; this network depends on `UNITS`",
        ),
        (
            "2 => net(Encoder) => 1, weights = \"a\", arithmetic = i8",
            "\"a\"",
            "`weights` cannot look into `net(Encoder)`, whose layers only rustc knows; write its layers here, or read the file when the program runs",
        ),
    ]);
}
