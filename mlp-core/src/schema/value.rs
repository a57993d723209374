//! Values in the user's units: numbers, switches, classes, and arrays of them.

use super::{Field, Kind};

/// A value of a field, which becomes one or more values of the network, and back.
///
/// It is implemented for `f32`, `bool`, `usize`, the classes that `mlp!` declares, and arrays of these.
pub trait Value: Copy {
    /// Writes the value as `values` of the network: one, or one for each class; of an array one after the other.
    fn encode(&self, kind: &Kind, values: &mut [f32]);
    /// Returns the value that `values` of the network stand for.
    fn decode(kind: &Kind, values: &[f32]) -> Self;
    /// Returns whether the value is in the range of its kind.
    fn fits(&self, kind: &Kind) -> bool {
        let _ = kind;
        true
    }
}

impl Value for f32 {
    #[inline]
    fn encode(&self, kind: &Kind, values: &mut [f32]) {
        values[0] = kind.scaling().apply(*self);
    }
    #[inline]
    fn decode(kind: &Kind, values: &[f32]) -> Self {
        kind.scaling().invert(values[0])
    }
    fn fits(&self, kind: &Kind) -> bool {
        kind.contains(*self)
    }
}

impl Value for bool {
    #[inline]
    fn encode(&self, _: &Kind, values: &mut [f32]) {
        values[0] = f32::from(u8::from(*self));
    }
    /// Returns whether the value is nearer to 1 than to 0.
    #[inline]
    fn decode(_: &Kind, values: &[f32]) -> Self {
        values[0] > 0.5
    }
}

/// The index of a class without a name.
impl Value for usize {
    #[inline]
    fn encode(&self, _: &Kind, values: &mut [f32]) {
        encode_class(*self, values);
    }
    #[inline]
    fn decode(_: &Kind, values: &[f32]) -> Self {
        largest_class(values)
    }
    fn fits(&self, kind: &Kind) -> bool {
        *self < kind.width()
    }
}

impl<T: Value, const N: usize> Value for [T; N] {
    fn encode(&self, kind: &Kind, values: &mut [f32]) {
        let width = values.len() / N;
        for (value, values) in self.iter().zip(values.chunks_exact_mut(width)) {
            value.encode(kind, values);
        }
    }
    fn decode(kind: &Kind, values: &[f32]) -> Self {
        let width = values.len() / N;
        core::array::from_fn(|index| T::decode(kind, &values[index * width..][..width]))
    }
    fn fits(&self, kind: &Kind) -> bool {
        self.iter().all(|value| value.fits(kind))
    }
}

/// Writes 1 for a class and 0 for the others.
///
/// # Panics
///
/// If there are not as many classes.
#[inline]
pub fn encode_class(class: usize, values: &mut [f32]) {
    assert!(class < values.len(), "class {class} of an output with {} classes", values.len());
    values.fill(0.0);
    values[class] = 1.0;
}

/// Returns the class with the largest value, the first one of several.
#[inline]
#[must_use]
pub fn largest_class(values: &[f32]) -> usize {
    let mut largest = 0;
    for (class, value) in values.iter().enumerate() {
        if *value > values[largest] {
            largest = class;
        }
    }
    largest
}

/// Writes a value of field `field` to its place among the network's values, from `first` on.
#[inline]
pub fn encode<T: Value>(value: &T, field: &Field, first: usize, values: &mut [f32]) {
    value.encode(&field.kind, &mut values[first..first + field.width()]);
}

/// Returns the value of field `field`, whose place among the network's values begins at `first`.
#[inline]
#[must_use]
pub fn decode<T: Value>(field: &Field, first: usize, values: &[f32]) -> T {
    T::decode(&field.kind, &values[first..first + field.width()])
}

/// Writes a value of field `field` in the user's units to its place among those of a row, from `first` on.
pub fn write_numbers<T: Value>(value: &T, field: &Field, first: usize, numbers: &mut [f32]) {
    value.encode(&field.kind.unscaled(), &mut numbers[first..first + field.width()]);
}

/// Returns the value of field `field`, whose place among the numbers of a row begins at `first`.
#[must_use]
pub fn from_numbers<T: Value>(field: &Field, first: usize, numbers: &[f32]) -> T {
    T::decode(&field.kind.unscaled(), &numbers[first..first + field.width()])
}

/// Returns the values of an array of outputs of classes, one after the other.
#[inline]
#[must_use]
pub fn flattened<const CLASSES: usize, const N: usize>(values: &[[f32; CLASSES]; N]) -> &[f32] {
    values.as_flattened()
}

/// Returns the names of the fields that do not fit.
pub fn out_of_range<const N: usize>(
    fields: &'static [Field],
    fits: [bool; N],
) -> impl Iterator<Item = &'static str> + Clone {
    fields.iter().zip(fits).filter(|(_, fits)| !fits).map(|(field, _)| field.name)
}

#[cfg(test)]
mod tests {
    use super::{Value, largest_class};
    use crate::schema::{HeadActivation, Kind};

    /// Both ways, at the ends of the range, between and outside.
    #[test]
    fn numbers_are_scaled_and_back() {
        let tanh = HeadActivation::Tanh;
        for (kind, x, expected) in [
            (Kind::Range { low: 30.0, high: 60.0 }, 30.0, -1.0),
            (Kind::Range { low: 30.0, high: 60.0 }, 60.0, 1.0),
            (Kind::Range { low: 30.0, high: 60.0 }, 75.0, 2.0),
            (Kind::Range { low: -3e38, high: 3e38 }, 3e38, 1.0),
            (Kind::Standard { mean: 201.0, deviation: 14.0 }, 194.0, -0.5),
            (Kind::Raw, 7.25, 7.25),
            (Kind::Activated { activation: tanh, low: 0.0, high: 10.0 }, 0.0, -1.0),
            (Kind::Activated { activation: HeadActivation::Sigmoid, low: 0.0, high: 10.0 }, 2.5, 0.25),
            (Kind::Activated { activation: HeadActivation::Relu, low: 2.0, high: 10.0 }, 18.0, 2.0),
        ] {
            let mut values = [f32::NAN];
            x.encode(&kind, &mut values);
            assert_eq!(values, [expected], "{kind}");
            assert_eq!(f32::decode(&kind, &values), x, "{kind}");
        }
    }

    #[test]
    fn arrays_are_one_after_the_other() {
        let kind = Kind::Numbered(3);
        let mut values = [f32::NAN; 6];
        [2_usize, 0].encode(&kind, &mut values);
        assert_eq!(values, [0.0, 0.0, 1.0, 1.0, 0.0, 0.0]);
        assert_eq!(<[usize; 2]>::decode(&kind, &values), [2, 0]);
        assert_eq!(<[[f32; 3]; 2]>::decode(&kind, &values)[0], [0.0, 0.0, 1.0]);
        assert!(![0_usize, 3].fits(&kind));
    }

    #[test]
    fn of_equal_values_the_first_is_the_largest() {
        assert_eq!(largest_class(&[0.2, 0.4, 0.4]), 1);
        assert_eq!(largest_class(&[f32::NAN, 0.0]), 0);
    }

    #[test]
    fn a_range_has_its_ends() {
        let kind = Kind::Range { low: 0.1, high: 0.7 };
        assert!(0.1.fits(&kind) && 0.7.fits(&kind));
        assert!(!0.70001.fits(&kind) && !f32::NAN.fits(&kind));
        assert!(1e30.fits(&Kind::Raw) && !f32::INFINITY.fits(&Kind::Standard { mean: 0.0, deviation: 1.0 }));
    }
}
