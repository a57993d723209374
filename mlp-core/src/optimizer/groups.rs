//! Parameter groups: ranges of the parameters of which a step treats some differently or not at all, found by a visit of the layers.

use crate::layer::info::{LayerPath, VisitLayers};
use crate::layer::parameters::Parameters;
use crate::layer::set::LayerSet;
use core::ops::Range;

/// The kind of the parameters in a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// The weights of a layer.
    Weights,
    /// The biases of a layer.
    Biases,
    /// The parameters of a layer that does not change.
    Frozen,
}

/// Calls `visit` with the ranges of `count` parameters and their groups, in order.
///
/// `frozen` are the layers that do not change, beside those that are declared so. Parameters that belong to no layer are
/// weights.
pub(super) fn visit_groups(
    visit_layers: VisitLayers,
    count: usize,
    frozen: LayerSet,
    visit: &mut dyn FnMut(Group, Range<usize>),
) {
    let (mut first, mut number) = (0, 0);
    visit_layers(&LayerPath::TOP, &mut |_, layer| {
        let (weights, end) = (first + layer.inputs * layer.units, first + layer.params());
        if layer.frozen || frozen.contains(number) {
            visit(Group::Frozen, first..end);
        } else {
            visit(Group::Weights, first..weights);
            visit(Group::Biases, weights..end);
        }
        first = end;
        number += 1;
    });
    visit(Group::Weights, first..count);
}

/// Returns the index of the first parameter of `N` that is not frozen, or the number of parameters.
pub(crate) fn first_trained<N: Parameters>(frozen: LayerSet) -> usize {
    if !frozen.freezes_any::<N>() {
        return 0;
    }
    let mut first = N::COUNT;
    visit_groups(N::visit_layers, N::COUNT, frozen, &mut |group, range| {
        if group != Group::Frozen && !range.is_empty() {
            first = first.min(range.start);
        }
    });
    first
}

/// Sets the derivatives with respect to frozen parameters to zero.
pub(crate) fn clear_frozen(visit_layers: VisitLayers, frozen: LayerSet, gradient: &mut [f32]) {
    visit_groups(visit_layers, gradient.len(), frozen, &mut |group, range| {
        if group == Group::Frozen {
            gradient[range].fill(0.0);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{Group, LayerSet, visit_groups};
    use crate::compose::Chain;
    use crate::layer::dense::{Dense, DenseNoBias};
    use crate::layer::parameters::Parameters;
    use alloc::vec::Vec;
    use core::ops::Range;

    fn groups<N: Parameters>(frozen: LayerSet) -> Vec<(Group, Range<usize>)> {
        let mut found = Vec::new();
        visit_groups(N::visit_layers, N::COUNT, frozen, &mut |group, range| {
            if !range.is_empty() {
                found.push((group, range));
            }
        });
        found
    }

    #[test]
    fn the_weights_and_biases_of_each_layer() {
        use Group::{Biases, Weights};
        assert_eq!(groups::<Dense<2, 3>>(LayerSet::EMPTY), [(Weights, 0..6), (Biases, 6..9)]);
        assert_eq!(groups::<DenseNoBias<2, 3>>(LayerSet::EMPTY), [(Weights, 0..6)]);
        let expected = [(Weights, 0..6), (Weights, 6..12), (Biases, 12..14)];
        assert_eq!(groups::<Chain<DenseNoBias<2, 3>, Dense<3, 2>>>(LayerSet::EMPTY), expected);
    }

    #[test]
    fn frozen_layers_are_a_group() {
        type Net = Chain<Dense<2, 3>, Dense<3, 2>>;
        let second = LayerSet::of_part(&Net::ZERO, |net| &net.second);
        assert_eq!(groups::<Net>(second), [(Group::Weights, 0..6), (Group::Biases, 6..9), (Group::Frozen, 9..17)]);
    }

    /// Parameters without layers.
    struct Free;

    // SAFETY: of size 0, as `COUNT` says.
    #[expect(unsafe_code, reason = "a type with parameters")]
    unsafe impl Parameters for Free {
        const COUNT: usize = 0;
        const ZERO: Self = Self;
    }

    #[test]
    fn parameters_of_no_layer_are_weights() {
        assert_eq!(groups::<Free>(LayerSet::EMPTY), []);
        let mut found = Vec::new();
        visit_groups(Free::visit_layers, 5, LayerSet::EMPTY, &mut |group, range| found.push((group, range)));
        assert_eq!(found, [(Group::Weights, 0..5)]);
    }
}
