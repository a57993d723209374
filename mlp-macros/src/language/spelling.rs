//! "did you mean": finds the word of the language that is nearest to an unknown word.

/// Returns the word without case and underscores, which mean nothing in a misspelling: `LeakyReLU` is `leakyrelu`.
pub(crate) fn normalized(word: &str) -> String {
    word.trim_start_matches("r#").chars().filter(|&c| c != '_').flat_map(char::to_lowercase).collect()
}

/// Returns the word that equals `written` when normalized, or has it among its synonyms.
///
/// Each entry is a word and its synonyms, which are normalized.
pub(super) fn exact<'a>(written: &str, entries: impl IntoIterator<Item = (&'a str, &'a [&'a str])>) -> Option<&'a str> {
    let written = normalized(written);
    let same = |(word, synonyms): &(&str, &[&str])| normalized(word) == written || synonyms.contains(&written.as_str());
    entries.into_iter().find(same).map(|(word, _)| word)
}

/// Returns the [`exact`] word, or else the [`nearest`].
pub(super) fn exact_or_nearest<'a>(
    written: &str,
    entries: impl IntoIterator<Item = (&'a str, &'a [&'a str]), IntoIter: Clone>,
) -> Option<&'a str> {
    let entries = entries.into_iter();
    exact(written, entries.clone()).or_else(|| nearest(written, entries.map(|(word, _)| word)))
}

/// Returns the candidate nearest to `word`, if one is near; of equally near ones, one with the same first letter. Where
/// none is near, the only one that begins with the word: `sig` is `sigmoid`.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = normalized(word);
    let mut best: Option<((usize, bool), &str)> = None;
    // the candidate that begins with the word, and how many do
    let (mut begun, mut count) = (None, 0);
    for candidate in candidates {
        let normal = normalized(candidate);
        let distance = distance(&word, &normal);
        let rank = (distance, word.chars().next() != normal.chars().next());
        if distance <= tolerance(&word) && best.is_none_or(|(least, _)| rank < least) {
            best = Some((rank, candidate));
        }
        if word.chars().count() >= SHORTEST_BEGINNING && normal.starts_with(&word) {
            (begun, count) = (Some(candidate), count + 1);
        }
    }
    let begun = begun.filter(|_| count == 1);
    best.map(|(_, candidate)| candidate).or(begun)
}

/// The least letters that a word may be cut down to.
const SHORTEST_BEGINNING: usize = 2;

/// Returns how many slips a word of this length may hold: with a third of its letters changed it is another word.
fn tolerance(word: &str) -> usize {
    match word.chars().count() {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    }
}

/// Returns the number of letters to insert, remove, replace or swap with a neighbor: the optimal string alignment.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    // the last two rows of the table of distances between the beginnings of both
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = above;
        above = row;
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_slips() {
        for (a, b, slips) in [
            ("", "", 0),
            ("", "ab", 2),
            ("sigmod", "sigmoid", 1),
            ("tahn", "tanh", 1),
            ("gleu", "gelu", 1),
            ("relu", "selu", 1),
        ] {
            assert_eq!(distance(a, b), slips, "{a} {b}");
            assert_eq!(distance(b, a), slips, "{b} {a}");
        }
    }

    #[test]
    fn prefers_the_same_first_letter() {
        assert_eq!(nearest("rlu", ["elu", "relu"]), Some("relu"));
        assert_eq!(nearest("glu", ["elu", "gelu"]), Some("gelu"));
        assert_eq!(nearest("celu", ["selu", "gelu"]), Some("selu"), "the first of two that are equally near");
    }

    #[test]
    fn completes_beginnings() {
        let words = ["sigmoid", "softmax", "softplus", "tanh", "leaky_relu"];
        assert_eq!(nearest("sig", words), Some("sigmoid"));
        assert_eq!(nearest("leaky", words), Some("leaky_relu"));
        assert_eq!(nearest("soft", words), None, "two begin so");
        assert_eq!(nearest("t", words), None);
    }

    #[test]
    fn leaves_other_words_alone() {
        assert_eq!(nearest("los", ["seed", "unroll", "crate"]), None);
        assert_eq!(nearest("sine", ["silu", "sigmoid", "identity"]), None);
        assert_eq!(nearest("", ["elu"]), None);
    }
}
