//! Targets without the type of the network, in memory and in lanes.

use crate::simd::gather::gather;
use crate::simd::lanes::{LaneArray, Lanes};

/// The targets of a batch.
#[derive(Clone, Copy, Debug)]
pub enum Targets<'a> {
    /// `values[sample][output]`
    Values {
        /// All values.
        values: &'a [f32],
        /// The number of values of a sample.
        outputs: usize,
    },
    /// `classes[sample]`, each below `outputs`
    Classes {
        /// The true class of each sample.
        classes: &'a [usize],
        /// The number of classes.
        outputs: usize,
    },
}

/// The targets of a batch, and their transpose `columns[output][sample]` where there is one.
#[derive(Clone, Copy, Debug)]
pub struct MatrixTargets<'a> {
    /// `targets[sample]`
    pub targets: Targets<'a>,
    /// `columns[output][sample]`, or empty.
    pub columns: &'a [f32],
}

impl<'a> Targets<'a> {
    /// Returns the number of samples with a target.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Values { values, outputs } => values.len() / outputs,
            Self::Classes { classes, .. } => classes.len(),
        }
    }

    /// Returns whether there are no targets.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the targets of `count` samples from `first` on.
    #[must_use]
    pub fn samples(&self, first: usize, count: usize) -> Targets<'a> {
        match *self {
            Self::Values { values, outputs } => {
                Targets::Values { values: &values[first * outputs..(first + count) * outputs], outputs }
            }
            Self::Classes { classes, outputs } => Targets::Classes { classes: &classes[first..first + count], outputs },
        }
    }

    /// Returns the same targets with one sample in each lane.
    ///
    /// # Panics
    ///
    /// If a class is not below the number of outputs.
    #[inline(always)]
    pub(crate) fn block<V: Lanes>(self, token: V::Token) -> TargetBlock<'a, V> {
        match self {
            Self::Values { values, outputs } => TargetBlock::Values { token, values, outputs },
            Self::Classes { classes, outputs } => {
                let mut lanes = [0.0; 16];
                for (lane, &class) in lanes.iter_mut().zip(classes) {
                    assert!(class < outputs, "class {class} of a network with {outputs} outputs");
                    *lane = class as f32;
                }
                TargetBlock::Classes(V::load(token, &lanes))
            }
        }
    }
}

impl<'a> Targets<'a> {
    /// Returns [`Targets::block`], loaded into `units` at once if they have room for all outputs.
    #[inline(always)]
    pub(crate) fn gathered<V: Lanes, A: LaneArray<V>>(self, token: V::Token, units: &'a mut A) -> TargetBlock<'a, V> {
        match self {
            Self::Values { values, outputs } if outputs == A::LENGTH => {
                *units = gather(token, values);
                TargetBlock::Units(units.as_slice())
            }
            _ => self.block(token),
        }
    }
}

/// The targets of as many samples as a vector has lanes.
#[derive(Clone, Copy, Debug)]
pub enum TargetBlock<'a, V: Lanes> {
    /// `values[sample][output]`
    Values {
        /// Creates vectors.
        token: V::Token,
        /// All values of these samples.
        values: &'a [f32],
        /// The number of values of a sample.
        outputs: usize,
    },
    /// The targets of each output.
    Units(&'a [V]),
    /// `columns[output][sample]`
    Matrix {
        /// Creates vectors.
        token: V::Token,
        /// The matrix from the first of these samples on.
        columns: &'a [f32],
        /// The number of columns of the matrix.
        samples: usize,
    },
    /// The class of the sample in each lane.
    Classes(V),
}

impl<V: Lanes> TargetBlock<'_, V> {
    /// Returns the targets of one output; 0 in lanes without a sample.
    ///
    /// The target of a class is 1 for its own output and 0 for the others.
    #[inline(always)]
    pub(crate) fn unit(&self, unit: usize) -> V {
        match *self {
            Self::Values { token, values, outputs } => {
                if outputs == 1 && values.len() >= V::LANES {
                    return V::load(token, values);
                }
                let mut lanes = [0.0; 16];
                for (lane, sample) in lanes.iter_mut().zip(values.chunks_exact(outputs)) {
                    *lane = sample[unit];
                }
                V::load(token, &lanes)
            }
            Self::Units(units) => units[unit],
            Self::Matrix { token, columns, samples } => V::load(token, &columns[unit * samples..]),
            Self::Classes(class) => {
                let (unit, zero) = (class.constant(unit as f32), class.constant(0.0));
                class.if_less(unit, zero, unit.if_less(class, zero, class.constant(1.0)))
            }
        }
    }
}
