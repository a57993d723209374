//! Parameter groups: ranges of the parameters of which a step treats some differently, found by a visit of the layers.

use crate::layer::info::{LayerPath, VisitLayers};
use core::ops::Range;

/// What the parameters of a range are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// The weights of a layer.
    Weights,
    /// The biases of a layer.
    Biases,
}

/// Calls `visit` with the ranges of `count` parameters and their groups, in order.
///
/// Parameters that belong to no layer are weights.
pub(super) fn visit_groups(visit_layers: VisitLayers, count: usize, visit: &mut dyn FnMut(Group, Range<usize>)) {
    let mut first = 0;
    visit_layers(&LayerPath::TOP, &mut |_, layer| {
        let (weights, end) = (first + layer.inputs * layer.units, first + layer.params());
        visit(Group::Weights, first..weights);
        visit(Group::Biases, weights..end);
        first = end;
    });
    visit(Group::Weights, first..count);
}

#[cfg(test)]
mod tests {
    use super::{Group, visit_groups};
    use crate::compose::Chain;
    use crate::layer::dense::{Dense, DenseNoBias};
    use crate::layer::parameters::Parameters;
    use alloc::vec::Vec;
    use core::ops::Range;

    fn groups<N: Parameters>() -> Vec<(Group, Range<usize>)> {
        let mut found = Vec::new();
        visit_groups(N::visit_layers, N::COUNT, &mut |group, range| {
            if !range.is_empty() {
                found.push((group, range));
            }
        });
        found
    }

    #[test]
    fn the_weights_and_biases_of_each_layer() {
        use Group::{Biases, Weights};
        assert_eq!(groups::<Dense<2, 3>>(), [(Weights, 0..6), (Biases, 6..9)]);
        assert_eq!(groups::<DenseNoBias<2, 3>>(), [(Weights, 0..6)]);
        let expected = [(Weights, 0..6), (Weights, 6..12), (Biases, 12..14)];
        assert_eq!(groups::<Chain<DenseNoBias<2, 3>, Dense<3, 2>>>(), expected);
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
        assert_eq!(groups::<Free>(), []);
        let mut found = Vec::new();
        visit_groups(Free::visit_layers, 5, &mut |group, range| found.push((group, range)));
        assert_eq!(found, [(Group::Weights, 0..5)]);
    }
}
