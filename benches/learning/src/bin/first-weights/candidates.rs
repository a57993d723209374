//! The candidates: distributions of the first weights of hidden layers, of the last layer, and of biases.

use crate::draw::Candidate;
use crate::draw::First::{
    self, He, HeNormal, Lecun, LecunNormal, Normal, Pytorch, Uniform, Xavier, XavierNormal, Zeros,
};

/// Candidates that differ in one respect, or are the defaults of libraries.
pub(crate) struct Group {
    /// The heading of its table.
    pub(crate) title: &'static str,
    /// The settings that all of them share.
    pub(crate) note: &'static str,
    pub(crate) length: Length,
    pub(crate) candidates: &'static [(&'static str, Candidate)],
}

/// How long networks train.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Length {
    /// All networks, with both optimizers.
    Short,
    /// One network for each data set and activation, with Adam.
    Long,
}

const fn hidden(hidden: First) -> Candidate {
    Candidate { hidden, last: Xavier, biases: Zeros }
}

const fn last(last: First) -> Candidate {
    Candidate { hidden: Xavier, last, biases: Zeros }
}

const fn biases(biases: First) -> Candidate {
    Candidate { hidden: Xavier, last: Xavier, biases }
}

/// The one that losses are divided by: it is in every group.
pub(crate) const BASE: Candidate = hidden(Xavier);

/// Distributions of weights and biases that could be the defaults.
const TOGETHER: &[(&str, Candidate)] = &[
    ("xavier", BASE),
    ("xavier, xavier", biases(Xavier)),
    ("xavier, pytorch", biases(Pytorch)),
    ("he", hidden(He)),
    ("he, xavier", Candidate { hidden: He, last: Xavier, biases: Xavier }),
    ("he, pytorch", Candidate { hidden: He, last: Xavier, biases: Pytorch }),
    ("lecun", hidden(Lecun)),
    ("lecun, xavier", Candidate { hidden: Lecun, last: Xavier, biases: Xavier }),
    ("lecun, pytorch", Candidate { hidden: Lecun, last: Xavier, biases: Pytorch }),
    ("pytorch", Candidate { hidden: Pytorch, last: Pytorch, biases: Pytorch }),
];

pub(crate) const GROUPS: [Group; 5] = [
    Group {
        title: "Weights of hidden layers",
        note: "The last layer has `xavier`, biases are zero.",
        length: Length::Short,
        candidates: &[
            ("xavier", BASE),
            ("xavier_normal", hidden(XavierNormal)),
            ("he", hidden(He)),
            ("he_normal", hidden(HeNormal)),
            ("lecun", hidden(Lecun)),
            ("lecun_normal", hidden(LecunNormal)),
            ("pytorch, zeros", hidden(Pytorch)),
        ],
    },
    Group {
        title: "Weights of the last layer",
        note: "Hidden layers have `xavier`, biases are zero.",
        length: Length::Short,
        candidates: &[
            ("xavier", BASE),
            ("he", last(He)),
            ("lecun", last(Lecun)),
            ("pytorch, zeros", last(Pytorch)),
            ("zeros", last(Zeros)),
        ],
    },
    Group {
        title: "Biases",
        note: "All weights have `xavier`.",
        length: Length::Short,
        candidates: &[
            ("zeros", BASE),
            ("uniform(0.1)", biases(Uniform(0.1))),
            ("normal(0.05)", biases(Normal(0.05))),
            ("xavier", biases(Xavier)),
            ("pytorch", biases(Pytorch)),
        ],
    },
    Group {
        title: "Together",
        note: "In hidden layers; the last layer's weights have `xavier`, and those of `init(pytorch)` its own.",
        length: Length::Short,
        candidates: TOGETHER,
    },
    Group {
        title: "Together, in longer runs",
        note: "The same with Adam in runs of eight times the epochs.",
        length: Length::Long,
        candidates: TOGETHER,
    },
];

/// Returns each candidate of runs with this length once.
pub(crate) fn distinct(length: Length) -> Vec<Candidate> {
    let mut found = Vec::new();
    let groups = GROUPS.iter().filter(|group| group.length == length);
    for (_, candidate) in groups.flat_map(|group| group.candidates) {
        if !found.contains(candidate) {
            found.push(*candidate);
        }
    }
    found
}
