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
