//! `serde` for networks: the parameters as one sequence, in the order of the declaration.
//!
//! As in files, all parameters are finite: JSON would make `null` of the others, which is read by nobody.

pub mod arrays;
pub mod nested_arrays;

use crate::layer::parameters::Parameters;
use core::fmt;
use core::marker::PhantomData;
use serde::de::{Error, SeqAccess, Visitor};
use serde::ser::{self, SerializeTuple};
use serde::{Deserializer, Serializer};

/// Serializes all parameters.
///
/// # Errors
///
/// If a parameter is NaN or infinite, or if the serializer fails.
pub fn serialize<N: Parameters, S: Serializer>(net: &N, serializer: S) -> Result<S::Ok, S::Error> {
    let mut tuple = serializer.serialize_tuple(N::COUNT)?;
    for (index, parameter) in net.params_slice().iter().enumerate() {
        check_finite(index, *parameter).map_err(ser::Error::custom)?;
        tuple.serialize_element(parameter)?;
    }
    tuple.end()
}

/// Deserializes as many parameters as the network has.
///
/// # Errors
///
/// If there are more or fewer values, or if they are not finite numbers.
pub fn deserialize<'de, N: Parameters, D: Deserializer<'de>>(deserializer: D) -> Result<N, D::Error> {
    deserializer.deserialize_tuple(N::COUNT, ParametersVisitor(PhantomData))
}

/// Returns the message for a parameter that is not finite.
fn check_finite(index: usize, parameter: f32) -> Result<(), NotFinite> {
    if parameter.is_finite() { Ok(()) } else { Err(NotFinite { index, parameter }) }
}

/// A parameter that is NaN or infinite.
struct NotFinite {
    index: usize,
    parameter: f32,
}

impl fmt::Display for NotFinite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "parameter {} is {}: weights must be finite", self.index, self.parameter)
    }
}

struct ParametersVisitor<N>(PhantomData<N>);

impl<'de, N: Parameters> Visitor<'de> for ParametersVisitor<N> {
    type Value = N;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the {} parameters of a network", N::COUNT)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<N, A::Error> {
        let mut net = N::ZERO;
        for (index, parameter) in net.params_slice_mut().iter_mut().enumerate() {
            *parameter = sequence.next_element()?.ok_or_else(|| A::Error::invalid_length(index, &self))?;
            check_finite(index, *parameter).map_err(A::Error::custom)?;
        }
        match sequence.next_element::<f32>()? {
            None => Ok(net),
            Some(_) => Err(A::Error::invalid_length(N::COUNT + 1, &self)),
        }
    }
}
