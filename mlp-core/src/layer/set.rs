//! A set of layers of a network.

use crate::layer::info::{LayerPath, VisitLayers};
use crate::layer::parameters::Parameters;

/// The most layers that can be told apart.
const MOST: usize = 128;

/// A set of layers by number, in the order of a visit.
///
/// Of a fixed size, so that it needs no heap. Zero bytes are the empty set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LayerSet([u64; MOST / 64]);

impl LayerSet {
    pub(crate) const EMPTY: Self = Self([0; MOST / 64]);

    /// Returns the layers of a part of a network: a layer, or a network inside.
    ///
    /// # Panics
    ///
    /// If `part` returns something else, or a layer behind the 128th.
    pub(crate) fn of_part<N: Parameters, P: Parameters>(net: &N, part: impl FnOnce(&N) -> &P) -> Self {
        let (begin, found) = (core::ptr::from_ref(net).addr(), core::ptr::from_ref(part(net)).addr());
        let first = found.wrapping_sub(begin) / size_of::<f32>();
        assert!(
            found >= begin && first + P::COUNT <= N::COUNT,
            "expected a part of the network, as in `|net| &net.l1`"
        );
        Self::of_range(N::visit_layers, first, P::COUNT)
    }

    /// Returns the layers whose parameters are among the `count` from `first` on.
    fn of_range(visit_layers: VisitLayers, first: usize, count: usize) -> Self {
        let (mut set, mut number, mut place) = (Self::EMPTY, 0, 0);
        visit_layers(&LayerPath::TOP, &mut |_, layer| {
            if place >= first && place + layer.params() <= first + count {
                assert!(number < MOST, "layer {} is one of more than {MOST}: only the first {MOST} count", number + 1);
                set.0[number / 64] |= 1 << (number % 64);
            }
            number += 1;
            place += layer.params();
        });
        set
    }

    /// Returns whether there is no layer in the set.
    #[inline]
    pub(crate) const fn is_empty(self) -> bool {
        self.0[0] | self.0[1] == 0
    }

    /// Returns whether any layer of `N` is frozen, if those of the set are, beside those that are declared so.
    #[inline]
    pub(crate) const fn freezes_any<N: Parameters>(self) -> bool {
        N::FROZEN || !self.is_empty()
    }

    /// Returns whether layer number `number` is in the set.
    pub(crate) fn contains(self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Returns the numbers of the layers, from 0.
    #[cfg(any(test, feature = "std"))]
    pub(crate) fn numbers(self) -> impl Iterator<Item = usize> {
        (0..MOST).filter(move |number| self.contains(*number))
    }

    /// Adds the layers of another set.
    pub(crate) fn insert(&mut self, other: Self) {
        for (word, other) in self.0.iter_mut().zip(other.0) {
            *word |= other;
        }
    }

    /// Removes the layers of another set.
    pub(crate) fn remove(&mut self, other: Self) {
        for (word, other) in self.0.iter_mut().zip(other.0) {
            *word &= !other;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LayerSet;
    use crate::layer::dense::Dense;
    use crate::layer::info::{LayerInfo, LayerPath};
    use crate::layer::parameters::Parameters;
    use alloc::vec::Vec;

    type Chain<A, B> = crate::compose::Chain<A, B>;
    type Net = Chain<Dense<2, 3>, Chain<Dense<3, 4>, Dense<4, 1>>>;

    fn numbers(set: LayerSet) -> Vec<usize> {
        assert!((128..200).all(|number| !set.contains(number)));
        set.numbers().collect()
    }

    #[test]
    fn the_layers_of_a_part() {
        let net = Net::ZERO;
        let mut set = LayerSet::of_part(&net, |net| &net.first);
        assert_eq!(numbers(set), [0]);
        assert_eq!(numbers(LayerSet::of_part(&net, |net| &net.second)), [1, 2]);
        assert_eq!(numbers(LayerSet::of_part(&net, |net| net)), [0, 1, 2]);
        set.insert(LayerSet::of_part(&net, |net| &net.second.second));
        assert_eq!(numbers(set), [0, 2]);
        set.remove(LayerSet::of_part(&net, |net| &net.first));
        assert_eq!(numbers(set), [2]);
        assert!(!set.is_empty() && LayerSet::EMPTY.is_empty());
    }

    #[test]
    #[should_panic = "a part of the network"]
    fn something_else() {
        static OTHER: Dense<2, 3> = Dense::<2, 3>::ZERO;
        LayerSet::of_part(&Net::ZERO, |_| &OTHER);
    }

    /// Visits 130 layers of two parameters.
    fn many(path: &LayerPath<'_>, visit: &mut dyn FnMut(&LayerPath<'_>, &LayerInfo)) {
        (0..130).for_each(|_| visit(path, &LayerInfo::alone(1, 1, true)));
    }

    #[test]
    fn many_layers() {
        let set = LayerSet::of_range(many, 126, 130);
        assert_eq!(numbers(set), (63..128).collect::<Vec<_>>());
    }

    #[test]
    #[should_panic = "layer 129 is one of more than 128"]
    fn too_many_layers() {
        LayerSet::of_range(many, 250, 8);
    }
}
