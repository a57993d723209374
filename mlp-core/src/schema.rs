//! The meaning of a network's inputs and outputs: names, units and classes, as the declaration gives them.
//!
//! A network with named ends still computes with plain arrays, which are scaled. The schema says how a value in the
//! user's units becomes one of them, and back. It is constant data, so programs without a heap have it too.
//!
//! ```
//! use mlp::prelude::*;
//! use mlp::schema::{Fields, Kind};
//!
//! mlp! { struct House: { area: 20..220, new: bool } => 8 tanh => { price: 50_000..950_000 } }
//!
//! let [area, new] = HouseInput::FIELDS else { unreachable!("two fields") };
//! assert_eq!((area.name, area.kind), ("area", Kind::Range { low: 20.0, high: 220.0 }));
//! assert_eq!(new.to_string(), "new: bool");
//! // the middle of the range is 0, its ends are -1 and 1
//! assert_eq!(<[f32; 2]>::from(HouseInput { area: 170.0, new: true }), [0.5, 1.0]);
//! ```

mod activation;
mod kind;
mod outputs;
mod scaling;
mod text;
pub(crate) mod value;

pub use activation::HeadActivation;
pub use kind::Kind;
pub use outputs::NamedOutputs;
#[cfg(feature = "onnx")]
pub(crate) use outputs::activation_words;
pub use scaling::Scaling;
#[cfg(any(feature = "safetensors", feature = "onnx"))]
pub(crate) use text::Listed;
pub use value::Value;

use core::fmt::Debug;

/// A named input, or a named output, which is also called a head.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// The name, as in the declaration.
    pub name: &'static str,
    /// The meaning of its values.
    pub kind: Kind,
    /// The number of values of an array, `None` for a single value.
    pub length: Option<usize>,
}

impl Field {
    /// Returns the number of inputs or outputs of the network that belong to the field.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.kind.width() * self.count()
    }

    /// Returns the number of values: 1, or the length of the array.
    #[must_use]
    pub const fn count(&self) -> usize {
        match self.length {
            Some(length) => length,
            None => 1,
        }
    }
}

/// The fields of a network: an end without names has none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schema {
    /// The inputs.
    pub inputs: &'static [Field],
    /// The outputs, or heads.
    pub outputs: &'static [Field],
}

impl Schema {
    /// The schema of a network whose ends have no names.
    pub const UNNAMED: Self = Self { inputs: &[], outputs: &[] };

    /// Returns whether neither end has names.
    #[must_use]
    pub const fn is_unnamed(&self) -> bool {
        self.inputs.is_empty() && self.outputs.is_empty()
    }
}

/// A struct that `mlp!` declares for an end with names, such as `PenguinsInput`.
pub trait Fields: Copy + Debug + Send + Sync + 'static {
    /// The fields in their order.
    const FIELDS: &'static [Field];
}

/// Inputs or targets in the user's units, as a row of a table has them: a struct that `mlp!` declares, such as
/// `PenguinsInput` and `PenguinsTarget`.
///
/// A row of numbers has as many of them as the network has inputs or outputs: numbers as they are, a `bool` as 0 or 1, a
/// class as 1 among zeros.
///
/// ```
/// use mlp::prelude::*;
/// use mlp::schema::Row;
///
/// mlp! { struct House: { area: 20..220, roof: one_of(Flat, Gable) } => 8 tanh => { price: 50_000..950_000 } }
///
/// let house = HouseInput { area: 170.0, roof: HouseRoof::Gable };
/// let mut numbers = [0.0; 3];
/// house.write_numbers(&mut numbers);
/// assert_eq!(numbers, [170.0, 0.0, 1.0]);
/// assert_eq!(HouseInput::from_numbers(&numbers), house);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no names that a table could have",
    label = "these inputs or outputs are plain numbers",
    note = "names stand in braces, as in `{{ area: 20..220 }} => 8 tanh => {{ price: 0..900_000 }}`; a table of plain \
        numbers is read with `classes`, `targets` or `inputs`"
)]
pub trait Row: Fields {
    /// Returns the values that numbers stand for.
    ///
    /// # Panics
    ///
    /// If there are fewer numbers than the network has inputs or outputs.
    fn from_numbers(numbers: &[f32]) -> Self;
    /// Writes the values as numbers.
    ///
    /// # Panics
    ///
    /// If there is room for fewer numbers than the network has inputs or outputs.
    fn write_numbers(&self, numbers: &mut [f32]);
}
