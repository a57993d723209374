//! Which tensors of a file fit a network by their shapes, whatever their names are.
//!
//! `mlp-core` and `mlp-macros` have the same text, since neither depends on the other; `tests/files` compares them.

use alloc::vec::Vec;
use core::cmp::{Ordering, Reverse};

/// A tensor of a file, of the shape `[units, inputs]` or `[units]`.
#[derive(Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub(super) name: &'a str,
    pub(super) units: usize,
    /// `None` for biases.
    pub(super) inputs: Option<usize>,
}

/// A layer of a network; a width that is not known is `None`.
#[derive(Clone, Copy)]
pub(super) struct Needed {
    pub(super) inputs: Option<usize>,
    pub(super) units: Option<usize>,
    pub(super) bias: bool,
}

impl Needed {
    fn has_units(&self, tensor: &Candidate<'_>) -> bool {
        self.units.is_none_or(|units| units == tensor.units)
    }

    fn has_weights(&self, tensor: &Candidate<'_>) -> bool {
        let fits = |inputs| self.inputs.is_none_or(|needed| needed == inputs);
        self.has_units(tensor) && tensor.inputs.is_some_and(fits)
    }

    fn has_biases(&self, tensor: &Candidate<'_>) -> bool {
        self.has_units(tensor) && tensor.inputs.is_none()
    }
}

/// Names that fit a network, in its order.
#[derive(Default)]
pub(super) struct Fit<'a> {
    pub(super) names: Vec<&'a str>,
    /// Whether other names fit as well.
    pub(super) has_rivals: bool,
}

impl<'a> Fit<'a> {
    /// Adds the best of several names: of those that fit, the greatest by `rank`, and of equal ones the first.
    fn add<K: Ord>(&mut self, names: impl Iterator<Item = &'a str>, rank: impl Fn(&str) -> K) -> Option<()> {
        let free = names.filter(|name| !self.names.contains(name));
        let mut rivals = 0;
        let best = free.inspect(|_| rivals += 1).enumerate().max_by_key(|(index, name)| (rank(name), Reverse(*index)));
        self.names.push(best?.1);
        self.has_rivals |= rivals > 1;
        Some(())
    }
}

/// Sorts the tensors of a file as a person would: `fc2.weight` before `fc10.weight`.
pub(super) fn sort(tensors: &mut [Candidate<'_>]) {
    tensors.sort_unstable_by(|first, second| natural(first.name, second.name));
}

/// Returns the modules with the weights and biases that the layers need, such as `fc1` and `out`.
///
/// The tensors are sorted. After a layer the next one in the same module is preferred to those in others.
pub(super) fn layers<'a>(needed: &[Needed], tensors: &[Candidate<'a>]) -> Option<Fit<'a>> {
    let mut fit = Fit::default();
    let has_bias = |layer: &Needed, module: &str| {
        let is_its = |name: &str| name.strip_prefix(module) == Some(".bias");
        !layer.bias || tensors.iter().any(|tensor| layer.has_biases(tensor) && is_its(tensor.name))
    };
    for layer in needed {
        let weights = tensors.iter().filter(|tensor| layer.has_weights(tensor));
        let modules = weights.filter_map(|tensor| tensor.name.strip_suffix(".weight"));
        let previous = fit.names.last().copied().unwrap_or_default();
        fit.add(modules.filter(|module| has_bias(layer, module)), |module| follows(previous, module))?;
    }
    Some(fit)
}

/// Returns tensors with the shapes that the layers need: the weights and the biases of each.
///
/// The tensors are sorted. The biases are those whose name is most similar to that of the weights.
pub(super) fn tensors<'a>(needed: &[Needed], tensors: &[Candidate<'a>]) -> Option<Fit<'a>> {
    let mut fit = Fit::default();
    let mut previous = "";
    for layer in needed {
        let weights = tensors.iter().filter(|tensor| layer.has_weights(tensor)).map(|tensor| tensor.name);
        fit.add(weights, |name| follows(previous, name))?;
        previous = fit.names.last()?;
        if layer.bias {
            let biases = tensors.iter().filter(|tensor| layer.has_biases(tensor)).map(|tensor| tensor.name);
            fit.add(biases, |name| {
                alike(name.bytes(), previous.bytes()) + alike(name.bytes().rev(), previous.bytes().rev())
            })?;
        }
    }
    Some(fit)
}

/// Ranks what may follow a name: first by the modules that both are in, then whether it stands behind it.
fn follows(previous: &str, next: &str) -> (usize, bool) {
    (alike(previous.split('.'), next.split('.')), natural(previous, next) == Ordering::Less)
}

/// Returns the number of equal items at the beginning.
fn alike<T: PartialEq>(first: impl Iterator<Item = T>, second: impl Iterator<Item = T>) -> usize {
    first.zip(second).take_while(|(first, second)| first == second).count()
}

/// Compares names, and the numbers in them by their values.
fn natural(first: &str, second: &str) -> Ordering {
    let (mut first, mut second) = (first.as_bytes(), second.as_bytes());
    while let ([a, ..], [b, ..]) = (first, second) {
        let (order, lengths) = if a.is_ascii_digit() && b.is_ascii_digit() {
            let (x, y) = (number(first), number(second));
            // without zeros in front the longer number is the larger one
            (significant(x).cmp(&significant(y)), (x.len(), y.len()))
        } else {
            (a.cmp(b), (1, 1))
        };
        if order.is_ne() {
            return order;
        }
        (first, second) = (&first[lengths.0..], &second[lengths.1..]);
    }
    first.len().cmp(&second.len())
}

/// Returns the digits at the beginning.
fn number(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    &text[..end]
}

/// Returns the number of digits behind the zeros in front, and these digits.
fn significant(digits: &[u8]) -> (usize, &[u8]) {
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    (digits.len() - zeros, &digits[zeros..])
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Needed, layers, natural, sort, tensors};
    use alloc::vec::Vec;
    use core::cmp::Ordering;

    /// Layers with biases between these widths.
    fn chain(widths: &[usize]) -> Vec<Needed> {
        let layer = |pair: &[usize]| Needed { inputs: Some(pair[0]), units: Some(pair[1]), bias: true };
        widths.windows(2).map(layer).collect()
    }

    /// The tensors of a file with these weights, `(name, units, inputs)`, and biases.
    fn file(all: &[(&'static str, usize, usize)]) -> Vec<Candidate<'static>> {
        let tensor = |&(name, units, inputs): &(&'static str, usize, usize)| {
            let inputs = (inputs > 0).then_some(inputs);
            Candidate { name, units, inputs }
        };
        let mut all: Vec<_> = all.iter().map(tensor).collect();
        sort(&mut all);
        all
    }

    #[test]
    fn numbers_in_names_have_values() {
        for names in [["fc2", "fc10"], ["a.9.b", "a.10.a"], ["a", "b"], ["a", "a1"], ["0", "2"], ["a07", "a8"]] {
            assert_eq!(natural(names[0], names[1]), Ordering::Less, "{names:?}");
            assert_eq!(natural(names[1], names[0]), Ordering::Greater, "{names:?}");
        }
        assert_eq!(natural("fc1.weight", "fc1.weight"), Ordering::Equal);
    }

    #[test]
    fn layers_by_shape() {
        let all = file(&[
            ("out.weight", 1, 3),
            ("out.bias", 1, 0),
            ("input.bias", 3, 0),
            ("input.weight", 3, 2),
            ("log_std", 1, 0),
        ]);
        let fit = layers(&chain(&[2, 3, 1]), &all).expect("a fit");
        assert_eq!((fit.names, fit.has_rivals), (["input", "out"].to_vec(), false));
        assert!(layers(&chain(&[2, 3, 2]), &all).is_none());
        assert!(layers(&chain(&[2, 3, 1, 1]), &all).is_none());
        // without its biases a module is no layer
        assert!(layers(&chain(&[2, 3, 1]), &all[..3]).is_none());
    }

    #[test]
    fn of_several_modules_the_same_is_preferred() {
        let names = ["net.policy.0", "net.policy.2", "net.value.0", "net.value.2", "action", "value"];
        let mut all = Vec::new();
        for (name, units) in names.into_iter().zip([8, 8, 8, 8, 2, 1]) {
            let inputs = if name.ends_with('0') { 4 } else { 8 };
            all.push((alloc::format!("{name}.weight"), units, Some(inputs)));
            all.push((alloc::format!("{name}.bias"), units, None));
        }
        let mut all: Vec<_> =
            all.iter().map(|(name, units, inputs)| Candidate { name, units: *units, inputs: *inputs }).collect();
        sort(&mut all);
        let fit = layers(&chain(&[4, 8, 8, 1]), &all).expect("a fit");
        assert_eq!((fit.names, fit.has_rivals), (["net.policy.0", "net.policy.2", "value"].to_vec(), true));
    }

    #[test]
    fn tensors_of_any_name() {
        let all = file(&[("b1", 3, 0), ("b2", 3, 0), ("b3", 3, 0), ("w1", 3, 3), ("w2", 3, 3), ("w10", 3, 3)]);
        let fit = tensors(&chain(&[3, 3, 3]), &all).expect("a fit");
        assert_eq!((fit.names, fit.has_rivals), (["w1", "b1", "w2", "b2"].to_vec(), true));
        assert!(layers(&chain(&[3, 3, 3]), &all).is_none());
        // a width that is not known is any
        let open = [Needed { inputs: Some(3), units: None, bias: false }];
        assert_eq!(tensors(&open, &all[3..4]).expect("a fit").names, ["w1"]);
    }
}
