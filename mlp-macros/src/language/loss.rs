//! The losses of the core, and what others call them. The language has no losses, but people look for them there.

use super::spelling::exact_or_nearest;

/// Each loss: its type, and its names elsewhere, normalized.
const ENTRIES: [(&str, &[&str]); 6] = [
    ("Mse", &["meansquarederror", "mseloss", "squarederror", "l2", "l2loss"]),
    ("Mae", &["meanabsoluteerror", "maeloss", "absoluteerror", "l1", "l1loss"]),
    ("Huber", &["huberloss", "smoothl1", "smoothl1loss"]),
    ("Bce", &["binarycrossentropy", "bceloss", "bcewithlogits", "bcewithlogitsloss", "logloss", "logistic"]),
    ("CrossEntropy", &["crossentropyloss", "sparsecategoricalcrossentropy", "nll", "nllloss", "softmaxcrossentropy"]),
    ("SoftCrossEntropy", &["categoricalcrossentropy", "kldiv", "kldivloss"]),
];

/// Returns the loss that `written`, perhaps in quotes, was probably meant to be.
pub(crate) fn meant(written: &str) -> Option<&'static str> {
    exact_or_nearest(written.trim_matches('"'), ENTRIES)
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
