//! The layers of other frameworks: what they are here, and which are not there.

use super::spelling::normalized;

/// The part of a network that a name of another framework stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// `Dense(64)`, `Linear(2, 64)`: a layer.
    Dense,
    /// `Input(2)`: the number of inputs.
    Inputs,
    /// `Sequential(..)`: a network.
    Network,
    /// `Flatten()`: nothing, for inputs are flat.
    Flatten,
    /// `Dropout(0.2)`: a modifier.
    Dropout,
    /// `Activation("relu")`: an activation.
    Activation,
    /// `Conv2d(..)`: not there.
    Absent,
}

/// Names of other frameworks, normalized.
const NAMES: [(&str, Foreign); 38] = [
    ("dense", Foreign::Dense),
    ("denselayer", Foreign::Dense),
    ("denseconfig", Foreign::Dense),
    ("linear", Foreign::Dense),
    ("linearlayer", Foreign::Dense),
    ("linearconfig", Foreign::Dense),
    ("lazylinear", Foreign::Dense),
    ("fc", Foreign::Dense),
    ("fullyconnected", Foreign::Dense),
    ("affine", Foreign::Dense),
    ("input", Foreign::Inputs),
    ("inputs", Foreign::Inputs),
    ("inputlayer", Foreign::Inputs),
    ("sequential", Foreign::Network),
    ("seq", Foreign::Network),
    ("serial", Foreign::Network),
    ("chain", Foreign::Network),
    ("flatten", Foreign::Flatten),
    ("dropout", Foreign::Dropout),
    ("dropoutconfig", Foreign::Dropout),
    ("activation", Foreign::Activation),
    ("activationlayer", Foreign::Activation),
    ("add", Foreign::Absent),
    ("concatenate", Foreign::Absent),
    ("embedding", Foreign::Absent),
    ("globalaveragepooling2d", Foreign::Absent),
    ("globalaveragepooling1d", Foreign::Absent),
    ("gaussiannoise", Foreign::Absent),
    ("groupnorm", Foreign::Absent),
    ("gru", Foreign::Absent),
    ("lstm", Foreign::Absent),
    ("maxout", Foreign::Absent),
    ("multiheadattention", Foreign::Absent),
    ("normalization", Foreign::Absent),
    ("rmsnorm", Foreign::Absent),
    ("rnn", Foreign::Absent),
    ("simplernn", Foreign::Absent),
    ("unflatten", Foreign::Absent),
];

/// Beginnings of the names of layers that are not there, normalized.
const ABSENT: [&str; 12] = [
    "attention",
    "avgpool",
    "averagepooling",
    "batchnorm",
    "bilinear",
    "conv",
    "instancenorm",
    "layernorm",
    "maxpool",
    "separableconv",
    "transformer",
    "upsampl",
];

/// Returns what a name of another framework stands for.
pub(crate) fn find(name: &str) -> Option<Foreign> {
    let name = normalized(name);
    let known = NAMES.iter().find(|(known, _)| *known == name).map(|(_, foreign)| *foreign);
    known.or_else(|| ABSENT.iter().any(|beginning| name.starts_with(beginning)).then_some(Foreign::Absent))
}

/// The meaning of a keyword argument of such a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keyword {
    Inputs,
    Units,
    Activation,
    Bias,
    Initialization,
    /// The name of the layer.
    Name,
    /// Dropout's rate.
    Rate,
    /// It changes nothing here.
    Nothing,
}

/// Keywords of other frameworks.
const KEYWORDS: [(Keyword, &[&str]); 8] = [
    (Keyword::Inputs, &["in_features", "in_dim", "in_size", "input_dim", "input_shape", "d_input", "shape"]),
    (Keyword::Units, &["units", "out_features", "out_dim", "out_size", "features", "output_dim", "d_output"]),
    (Keyword::Activation, &["activation", "act", "nonlinearity"]),
    (Keyword::Bias, &["bias", "use_bias", "with_bias"]),
    (Keyword::Initialization, &["kernel_initializer", "kernel_init", "w_init", "weight_init", "init"]),
    (Keyword::Name, &["name"]),
    (Keyword::Rate, &["p", "rate", "prob", "drop_prob"]),
    (Keyword::Nothing, &["dim", "axis", "inplace", "dtype", "device", "key", "rngs", "batch_size"]),
];

/// Returns the meaning of a keyword argument.
pub(crate) fn keyword(name: &str) -> Option<Keyword> {
    KEYWORDS.iter().find(|(_, names)| names.contains(&name)).map(|(keyword, _)| *keyword)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_of_other_frameworks() {
        for (name, foreign) in [
            ("Dense", Foreign::Dense),
            ("LinearConfig", Foreign::Dense),
            ("InputLayer", Foreign::Inputs),
            ("sequential", Foreign::Network),
            ("Dropout", Foreign::Dropout),
            ("BatchNorm1d", Foreign::Absent),
            ("BatchNormalization", Foreign::Absent),
            ("Conv2D", Foreign::Absent),
            ("LSTM", Foreign::Absent),
        ] {
            assert_eq!(find(name), Some(foreign), "{name}");
        }
        for own in ["hidden", "Swish", "UNITS", "Encoder"] {
            assert_eq!(find(own), None, "{own}");
        }
        assert!(NAMES.iter().all(|(name, _)| normalized(name) == *name));
        assert_eq!(keyword("use_bias"), Some(Keyword::Bias));
        assert_eq!(keyword("kernel_regularizer"), None);
    }
}
