//! The Rust program that does the same training as the page.

use crate::samples::{SAMPLES, TEST_FRACTION_TEXT};
use crate::settings::{Data, Settings};
use std::fmt::Write;

/// Returns a whole program that trains the network of the settings for `epochs` epochs.
#[must_use]
pub fn program(settings: &Settings, epochs: usize) -> String {
    let Settings { batch, seed, .. } = settings;
    let declaration = settings.declaration();
    let regression = settings.data == Data::Regression;
    let (loss, random) = if regression { ("Mse", "use mlp::random::SplitMix64;\n") } else { ("Bce", "") };
    let (samples, adam, epochs) = (samples(settings), adam(settings), epochs.max(1));
    let targets = if regression { TARGETS_OF_VALUES } else { TARGETS_OF_CLASSES };
    let accuracy = if regression { "" } else { ACCURACY };
    let names = if samples.contains("data::") || !regression { "{self, Dataset, Split}" } else { "{Dataset, Split}" };
    let (split, fraction) = (if regression { "split" } else { "split_stratified" }, TEST_FRACTION_TEXT);
    format!(
        "\
//! A training run of the playground. In a new project: `cargo add mlp`, then this as `src/main.rs`.

use mlp::data::{names};
use mlp::prelude::*;
{random}
mlp! {{
    // `unroll = none` computes as the page does; without it, single answers are faster
    struct Net: {declaration}, unroll = none
}}

fn main() -> Result<(), mlp::Error> {{
{samples}
    let split = Split::new().test_fraction({fraction}).seed({seed});
    let (train, test) = Dataset::new(points, targets)?.{split}(&split)?;
{targets}
    let mut net = Net::seeded({seed});
    let trainer = Trainer::new({loss}, {adam})
        .epochs({epochs})
        .batch_size({batch})
        .seed({seed})
        .validate(&test.inputs, &test_targets);
    let history = trainer.fit(&mut net, &train.inputs, &train_targets)?;

    println!(\"{{net:?}}\");
    println!(\"training loss {{}}\", history.final_loss());
    println!(\"test loss {{}}\", history.validation_losses()[history.epochs() - 1]);
{accuracy}    net.save(\"net.safetensors\")
}}
"
    )
}

const TARGETS_OF_CLASSES: &str = "    let train_targets = data::binary(&train.targets)?;
    let test_targets = data::binary(&test.targets)?;
";

const TARGETS_OF_VALUES: &str = "    let (train_targets, test_targets) = (train.targets, test.targets);
";

const ACCURACY: &str = "    println!(\"test accuracy {}\", accuracy(&net, &test.inputs, &test.targets));
";

fn adam(settings: &Settings) -> String {
    let Settings { rate, decay, .. } = settings;
    match *decay {
        "0.0" => format!("Adam::new({rate})"),
        decay => format!("Adam::new({rate}).weight_decay({decay}).decay_biases(false)"),
    }
}

/// Returns the lines that create `points` and `targets`.
fn samples(settings: &Settings) -> String {
    let Settings { noise, seed, .. } = settings;
    let call = match settings.data {
        Data::Circles => format!("data::circles({SAMPLES}, 0.4, {noise}, {seed})"),
        Data::Xor => format!("data::xor({SAMPLES}, {noise}, {seed})"),
        Data::Blobs => format!("data::blobs({SAMPLES}, &[[-0.6, -0.6], [0.6, 0.6]], {noise}, {seed})?"),
        Data::Spirals => format!("data::spirals({SAMPLES}, 2, 1.0, {noise} / 4.0, {seed})?"),
        Data::Moons => format!("data::moons({SAMPLES}, {noise}, {seed})"),
        Data::Regression => return saddle(settings),
        Data::Drawn => return drawn(settings),
    };
    format!("    let (points, targets) = {call};")
}

fn saddle(settings: &Settings) -> String {
    let Settings { noise, seed, .. } = settings;
    format!(
        "    let mut numbers = SplitMix64::new({seed});
    let mut next = || 2.0 * numbers.unit() - 1.0;
    let (mut points, mut targets) = (Vec::new(), Vec::new());
    for _ in 0..{SAMPLES} {{
        let [x, y, z] = [next(), next(), next()];
        points.push([x, y]);
        targets.push([(x * x * x - 3.0 * x * y * y) / 2.0 + {noise} * z]);
    }}"
    )
}

fn drawn(settings: &Settings) -> String {
    let mut lines = "    let (mut points, mut targets) = (Vec::new(), Vec::new());\n    let drawn = [\n".to_string();
    for ([x, y], class) in &settings.points {
        // writing to a string cannot fail
        let _ = writeln!(lines, "        ([{}, {}], {class}),", decimal(*x), decimal(*y));
    }
    lines
        + "    ];\n    for (point, class) in drawn {\n        points.push(point);\n        targets.push(class);\n    }"
}

/// Returns thousandths as a decimal number.
fn decimal(thousandths: i16) -> String {
    let (sign, size) = (if thousandths < 0 { "-" } else { "" }, thousandths.unsigned_abs());
    format!("{sign}{}.{:03}", size / 1000, size % 1000)
}

#[cfg(test)]
mod tests {
    use super::program;
    use crate::Settings;

    #[test]
    fn the_program_has_the_settings() {
        let text = program(&Settings::parse("network=8-8&decay=0.01&batch=4&seed=3").unwrap(), 20);
        for line in [
            "    struct Net: 2 => 8 tanh => 8 tanh => 1 sigmoid, unroll = none",
            "    let (points, targets) = data::circles(400, 0.4, 0.1, 3);",
            "    let trainer = Trainer::new(Bce, Adam::new(0.03).weight_decay(0.01).decay_biases(false))",
            "        .epochs(20)",
            "        .batch_size(4)",
        ] {
            assert!(text.lines().any(|written| written == line), "{line}\n{text}");
        }
    }
    #[test]
    fn drawn_points_are_decimal_numbers() {
        let text = program(&Settings::parse("data=drawn&points=120.-40.1_-999.1000.0").unwrap(), 1);
        assert!(text.contains("([0.120, -0.040], 1),\n        ([-0.999, 1.000], 0),"), "{text}");
    }
}
