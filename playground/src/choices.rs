//! The values that the controls of the page offer, as they are written in the address and in the program.

/// The names of the data sets.
pub(crate) const DATA: [&str; 7] = ["circles", "xor", "blobs", "spirals", "moons", "regression", "drawn"];
/// The widths of the hidden layers.
pub(crate) const NETWORKS: [&str; 9] = ["0", "2", "3", "4", "8", "4-2", "4-4", "8-8", "8-8-8"];
/// The activations of the hidden layers.
pub(crate) const ACTIVATIONS: [&str; 5] = ["tanh", "relu", "sigmoid", "silu", "identity"];
/// The learning rates of Adam.
pub(crate) const LEARNING_RATES: [&str; 8] = ["0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1.0"];
/// The numbers of samples in a batch.
pub(crate) const BATCHES: [&str; 6] = ["1", "4", "10", "30", "100", "280"];
/// The weight decays.
pub(crate) const DECAYS: [&str; 6] = ["0.0", "0.0001", "0.001", "0.003", "0.01", "0.1"];
/// The standard deviations of the noise.
pub(crate) const NOISES: [&str; 7] = ["0.0", "0.05", "0.1", "0.15", "0.2", "0.3", "0.4"];

/// Returns the number that a choice stands for.
///
/// The parser of `std` would be a twentieth of the page. All choices have up to four decimals, so that the quotient of
/// two whole numbers is the nearest `f32`, as it is for a compiler that reads the program.
pub(crate) fn number(text: &str) -> f32 {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits =
        whole.bytes().chain(decimals.bytes()).fold(0_u16, |number, digit| 10 * number + u16::from(digit - b'0'));
    f32::from(digits) / (0..decimals.len()).fold(1.0, |power, _| 10.0 * power)
}

/// Returns a line for each control: its name, `=`, and its values with spaces between them.
pub(crate) fn list() -> String {
    let line = |(name, values): (&str, &[&str])| format!("{name}={}\n", values.join(" "));
    let all: [(&str, &[&str]); 7] = [
        ("data", &DATA),
        ("network", &NETWORKS),
        ("activation", &ACTIVATIONS),
        ("rate", &LEARNING_RATES),
        ("batch", &BATCHES),
        ("decay", &DECAYS),
        ("noise", &NOISES),
    ];
    all.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{BATCHES, DECAYS, LEARNING_RATES, NOISES, number};

    #[test]
    fn numbers_are_those_that_rust_reads() {
        for text in [&LEARNING_RATES[..], &DECAYS, &NOISES, &BATCHES].concat() {
            assert_eq!(number(text), text.parse::<f32>().unwrap(), "{text}");
        }
    }
}
