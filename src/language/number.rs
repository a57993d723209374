//! The kind of inputs and outputs with names that has no word: `{ area: 20..220 }`.
#![allow(non_camel_case_types, reason = "it stands beside the words of the language")]

/// `20..220`, a range without a word: a number that is scaled so that the range becomes -1 to 1,
/// `x => 2 (x - 20) / (220 - 20) - 1`. An output is scaled back. Values outside of the range are possible. An output may
/// have an activation in front of the range, as in `tanh -1..1`: the numbers that the activation gives become the range.
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! { struct House: { area: 20..220 } => { price: 50_000..950_000 } }
///
/// let [area]: [f32; 1] = HouseInput { area: 170.0 }.into();
/// assert_eq!(area, 0.5);
/// assert_eq!(House::ZERO.predict(&HouseInput { area: 170.0 }).price, 500_000.0);
/// ```
#[derive(Debug)]
pub struct range;
