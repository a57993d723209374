//! The losses of the core, and what others call them; the language has no losses, but people look for them there.

use crate::spelling::{nearest, normalized};

/// The type, and names elsewhere (normalized).
const ENTRIES: [(&str, &[&str]); 6] = [
    ("Mse", &["meansquarederror", "mseloss", "squarederror", "l2", "l2loss"]),
    ("Mae", &["meanabsoluteerror", "maeloss", "absoluteerror", "l1", "l1loss"]),
    ("Huber", &["huberloss", "smoothl1", "smoothl1loss"]),
    ("Bce", &["binarycrossentropy", "bceloss", "bcewithlogits", "bcewithlogitsloss", "logloss", "logistic"]),
    ("CrossEntropy", &["crossentropyloss", "sparsecategoricalcrossentropy", "nll", "nllloss", "softmaxcrossentropy"]),
    ("SoftCrossEntropy", &["categoricalcrossentropy", "kldiv", "kldivloss"]),
];

/// The loss that somebody who wrote `written`, perhaps in quotes, is after.
pub(crate) fn meant(written: &str) -> Option<&'static str> {
    let written = written.trim_matches('"');
    let normal = normalized(written);
    let same = |name: &str, others: &[&str]| normalized(name) == normal || others.contains(&normal.as_str());
    let exact = ENTRIES.iter().find(|(name, others)| same(name, others)).map(|entry| entry.0);
    exact.or_else(|| nearest(written, ENTRIES.iter().map(|entry| entry.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_frameworks() {
        for (written, loss) in [
            ("bce", "Bce"),
            ("binary_crossentropy", "Bce"),
            ("BCEWithLogitsLoss", "Bce"),
            ("\"mean_squared_error\"", "Mse"),
            ("MSELoss", "Mse"),
            ("L1Loss", "Mae"),
            ("cross_entropy", "CrossEntropy"),
            ("sparse_categorical_crossentropy", "CrossEntropy"),
            ("categorical_crossentropy", "SoftCrossEntropy"),
            ("hubr", "Huber"),
        ] {
            assert_eq!(meant(written), Some(loss), "{written}");
        }
        assert_eq!(meant("hinge"), None);
    }
}
