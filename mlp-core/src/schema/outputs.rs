//! The last activation of a network whose outputs have names: each head has its own.

use super::activation::HeadActivation;
use super::{Field, Fields, Kind};
use crate::activation::{LastActivation, Softmax, activate_slice, multiply_slopes, through_elementwise};
use crate::sealed::Sealed;
use crate::simd::lanes::Lanes;
use core::fmt::{self, Debug, Formatter};
use core::marker::PhantomData;

/// The last activation of a network with the named outputs `A`: each head has its own.
///
/// A head of classes has a softmax, a probability has a sigmoid, a number has none, or that before its range.
pub struct NamedOutputs<A>(PhantomData<A>);

impl<A> NamedOutputs<A> {
    /// Creates the activation.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "only expansions call it")]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<A> Clone for NamedOutputs<A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A> Copy for NamedOutputs<A> {}

impl<A: Fields> Debug for NamedOutputs<A> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", super::text::Listed(A::FIELDS))
    }
}

impl<A> Sealed for NamedOutputs<A> {}

/// Units that are activated together.
#[derive(Clone, Copy)]
struct Part {
    first: usize,
    units: usize,
    activation: PartActivation,
}

#[derive(Clone, Copy)]
enum PartActivation {
    None,
    Each(HeadActivation),
    Softmax,
}

/// Calls `work` for the parts of the outputs.
///
/// `work` stands here once: a closure that is called in two places is compiled without the instructions of its caller.
#[inline(always)]
fn each_part(fields: &[Field], mut work: impl FnMut(Part)) {
    let mut first = 0;
    for field in fields {
        let (activation, parts) = match field.kind {
            Kind::Probability => (PartActivation::Each(HeadActivation::Sigmoid), 1),
            Kind::Activated { activation, .. } => (PartActivation::Each(activation), 1),
            Kind::Classes(_) | Kind::Numbered(_) => (PartActivation::Softmax, field.count()),
            _ => (PartActivation::None, 1),
        };
        let units = field.width() / parts;
        for _ in 0..parts {
            work(Part { first, units, activation });
            first += units;
        }
    }
}

/// Returns the activations of the outputs as words of the language, each with its number of units. Those of single
/// units stand together where they are the same.
#[cfg(feature = "onnx")]
pub(crate) fn activation_words(fields: &[Field]) -> alloc::vec::Vec<(usize, &'static str)> {
    let mut words: alloc::vec::Vec<(usize, &'static str)> = alloc::vec::Vec::new();
    each_part(fields, |part| {
        let word = match part.activation {
            PartActivation::None => "identity",
            PartActivation::Each(activation) => activation.word(),
            PartActivation::Softmax => "softmax",
        };
        match words.last_mut() {
            Some((units, last)) if *last == word && word != "softmax" => *units += part.units,
            _ => words.push((part.units, word)),
        }
    });
    words
}

impl Part {
    /// Returns the rows of the part in a matrix of `samples` columns.
    fn rows(self, samples: usize, matrix: &[f32]) -> &[f32] {
        &matrix[self.first * samples..][..self.units * samples]
    }

    /// Returns the rows of the part in a matrix of `samples` columns, to change them.
    fn rows_mut(self, samples: usize, matrix: &mut [f32]) -> &mut [f32] {
        &mut matrix[self.first * samples..][..self.units * samples]
    }
}

/// Activates the outputs of one sample, or of a matrix. It is not generic, so that networks share it.
fn activate(fields: &[Field], samples: usize, z: &mut [f32]) {
    each_part(fields, |part| {
        let z = part.rows_mut(samples, z);
        match part.activation {
            PartActivation::None => {}
            PartActivation::Each(activation) => activate_slice(activation.elementwise(), z),
            PartActivation::Softmax => Softmax.activate_matrix(samples, z),
        }
    });
}

impl<A: Fields> LastActivation for NamedOutputs<A> {
    #[inline(always)]
    fn activate<V: Lanes>(self, z: &mut [V]) {
        each_part(A::FIELDS, |part| {
            let z = &mut z[part.first..][..part.units];
            match part.activation {
                PartActivation::None => {}
                PartActivation::Each(activation) => z.iter_mut().for_each(|z| *z = activation.value(*z)),
                PartActivation::Softmax => Softmax.activate(z),
            }
        });
    }
    #[inline(always)]
    fn backward<V: Lanes>(self, z: &[V], y: &[V], d: &mut [V]) {
        each_part(A::FIELDS, |part| {
            let units = part.first..part.first + part.units;
            let (z, y, d) = (&z[units.clone()], &y[units.clone()], &mut d[units]);
            match part.activation {
                PartActivation::None => {}
                PartActivation::Each(activation) => {
                    for ((d, z), y) in d.iter_mut().zip(z).zip(y) {
                        *d = *d * activation.slope(*z, *y);
                    }
                }
                PartActivation::Softmax => Softmax.backward(z, y, d),
            }
        });
    }
    fn activate_units(self, z: &mut [f32]) {
        activate(A::FIELDS, 1, z);
    }
    fn activate_matrix(self, samples: usize, z: &mut [f32]) {
        activate(A::FIELDS, samples, z);
    }
    fn backward_matrix(self, samples: usize, z: &[f32], y: &[f32], d: &mut [f32]) {
        each_part(A::FIELDS, |part| {
            let (z, y, d) = (part.rows(samples, z), part.rows(samples, y), part.rows_mut(samples, d));
            match part.activation {
                PartActivation::None => {}
                PartActivation::Each(activation) => multiply_slopes(activation.elementwise(), z, y, d),
                PartActivation::Softmax => Softmax.backward_matrix(samples, z, y, d),
            }
        });
    }
    fn tangents_matrix(self, columns: usize, z: &mut [f32]) {
        each_part(A::FIELDS, |part| {
            let z = part.rows_mut(columns, z);
            match part.activation {
                PartActivation::None => {}
                PartActivation::Each(activation) => through_elementwise(activation.elementwise(), columns, z),
                PartActivation::Softmax => Softmax.tangents_matrix(columns, z),
            }
        });
    }
}
