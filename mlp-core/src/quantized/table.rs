//! The step that follows the clamp: nothing, a table of outputs, or softmax.

use crate::sealed::Sealed;

/// The activation of a layer in integers, after its clamp.
pub trait LayerTable: Sealed {
    /// Replaces sums by outputs.
    #[doc(hidden)]
    fn apply(&self, values: &mut [i8]);
}

/// Nothing follows the clamp: `identity`, `relu`, `hard_tanh` and `hard_sigmoid`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clamp;

/// The outputs for the sums -128 to 127.
#[derive(Clone, Debug, PartialEq)]
pub struct Table(pub [i8; 256]);

/// `round(65535 e^(-scale * d))` for the differences `d` of 0 to 255 from the largest sum.
///
/// The outputs are `min(255, round(256 e_u / sum_v e_v)) - 128`.
#[derive(Clone, Debug, PartialEq)]
pub struct Softmax(pub [u16; 256]);

impl Sealed for Clamp {}
impl Sealed for Table {}
impl Sealed for Softmax {}

impl LayerTable for Clamp {
    #[inline(always)]
    fn apply(&self, _: &mut [i8]) {}
}

impl LayerTable for Table {
    #[inline(always)]
    fn apply(&self, values: &mut [i8]) {
        for value in values {
            *value = self.0[usize::from(value.cast_unsigned() ^ 0x80)];
        }
    }
}

impl LayerTable for Softmax {
    #[inline(always)]
    fn apply(&self, values: &mut [i8]) {
        let most = values.iter().fold(i8::MIN, |most, value| most.max(*value));
        let exponential = |value: i8| u32::from(self.0[usize::from(most.wrapping_sub(value).cast_unsigned())]);
        // 32 bits are enough: there are at most 2^15 units
        let sum = values.iter().fold(0_u32, |sum, value| sum.wrapping_add(exponential(*value)));
        for value in values {
            let doubled = exponential(*value).wrapping_mul(256).wrapping_add(sum / 2);
            // the sum is not 0, since the largest value is among them
            let output = doubled.checked_div(sum).unwrap_or(0).min(255);
            *value = (output as u8 ^ 0x80).cast_signed();
        }
    }
}
