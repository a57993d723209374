//! The data sets, split into training samples and test samples.

use crate::choices::number;
use crate::settings::{Data, PARTS, Settings};
use mlp::Error;
use mlp::data::{self, Dataset, Split};
use mlp::random::SplitMix64;

/// The number of samples of every data set that is not drawn.
pub(crate) const SAMPLES: usize = 400;
/// The part of the samples that the network is not trained on.
pub(crate) const TEST_FRACTION: f64 = 0.3;
/// The same as the program has it.
pub(crate) const TEST_FRACTION_TEXT: &str = "0.3";

/// The training samples and the test samples.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples {
    /// The samples that the network is trained on.
    pub train: Dataset<[f32; 2], [f32; 1]>,
    /// The samples that it is tested with.
    pub test: Dataset<[f32; 2], [f32; 1]>,
}

/// The square of the plane that the pictures show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The middle of the square.
    pub center: [f32; 2],
    /// Half of its side.
    pub half: f32,
}

impl View {
    /// Returns the view of a data set.
    #[must_use]
    pub fn of(data: Data) -> Self {
        let (center, half) = match data {
            Data::Circles | Data::Blobs => ([0.0, 0.0], 1.5),
            Data::Xor => ([0.5, 0.5], 1.0),
            Data::Spirals => ([0.0, 0.0], 1.2),
            Data::Moons => ([0.5, 0.25], 2.0),
            Data::Regression | Data::Drawn => ([0.0, 0.0], 1.0),
        };
        Self { center, half }
    }
}

impl Samples {
    /// Returns the samples of the settings.
    ///
    /// # Errors
    ///
    /// If the points that were drawn are too few.
    pub fn new(settings: &Settings) -> Result<Self, Error> {
        let split = Split::new().test_fraction(TEST_FRACTION).seed(u64::from(settings.seed));
        let noise = number(settings.noise);
        let seed = u64::from(settings.seed);
        let (points, labels) = match settings.data {
            Data::Circles => data::circles(SAMPLES, 0.4, noise, seed),
            Data::Xor => data::xor(SAMPLES, noise, seed),
            Data::Blobs => data::blobs(SAMPLES, &[[-0.6, -0.6], [0.6, 0.6]], noise, seed)?,
            Data::Spirals => data::spirals(SAMPLES, 2, 1.0, noise / 4.0, seed)?,
            Data::Moons => data::moons(SAMPLES, noise, seed),
            Data::Drawn => settings.points.iter().map(|([x, y], class)| ([part(*x), part(*y)], *class)).unzip(),
            Data::Regression => {
                let (points, values) = saddle(noise, seed);
                let (train, test) = Dataset::new(points, values)?.split(&split)?;
                return Ok(Self { train, test });
            }
        };
        let (train, test) = Dataset::new(points, labels)?.split_stratified(&split)?;
        let with_targets = |part: Dataset<_, _>| Dataset::new(part.inputs, data::binary(&part.targets)?);
        Ok(Self { train: with_targets(train)?, test: with_targets(test)? })
    }
}

/// Returns a coordinate that was drawn.
fn part(coordinate: i16) -> f32 {
    f32::from(coordinate) / PARTS
}

/// Returns points of the square and half the monkey saddle over them, `(x^3 - 3 x y^2) / 2`, with uniform noise.
///
/// A polynomial has the same bits on every machine.
fn saddle(noise: f32, seed: u64) -> (Vec<[f32; 2]>, Vec<[f32; 1]>) {
    let mut numbers = SplitMix64::new(seed);
    let mut next = || 2.0 * numbers.unit() - 1.0;
    (0..SAMPLES)
        .map(|_| {
            let [x, y, z] = [next(), next(), next()];
            ([x, y], [(x * x * x - 3.0 * x * y * y) / 2.0 + noise * z])
        })
        .unzip()
}

#[cfg(test)]
mod tests {
    use super::{SAMPLES, Samples, View};
    use crate::settings::Settings;

    #[test]
    fn every_data_set_is_split_and_in_view() {
        for name in ["circles", "xor", "blobs", "spirals", "moons", "regression"] {
            let settings = Settings::parse(&format!("data={name}")).unwrap();
            let Samples { train, test } = Samples::new(&settings).unwrap();
            assert_eq!((train.inputs.len(), test.inputs.len()), (280, SAMPLES - 280), "{name}");
            let View { center, half } = View::of(settings.data);
            let seen = |point: &[f32; 2]| (0..2).all(|axis| (point[axis] - center[axis]).abs() <= half);
            assert!(train.inputs.iter().chain(&test.inputs).all(seen), "{name}");
        }
    }

    #[test]
    fn too_few_points_are_an_error() {
        for points in ["", "1.1.1", "1.1.1_2.2.0"] {
            let settings = Settings::parse(&format!("data=drawn&points={points}")).unwrap();
            Samples::new(&settings).unwrap_err();
        }
        let settings = Settings::parse("data=drawn&points=1.1.1_2.2.0_3.3.1_4.4.0_5.5.0_6.6.1_7.7.0").unwrap();
        assert_eq!(Samples::new(&settings).unwrap().train.inputs.len(), 4);
    }
}
