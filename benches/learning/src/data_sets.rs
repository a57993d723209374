//! Small data sets: measured ones that scikit-learn brings, and generated ones by its definitions.

mod generated;
mod tables;

use mlp::Error;
use mlp::data::Split;

/// A data set as it is.
#[derive(Clone, Debug)]
pub struct DataSet {
    /// Its name in the tables.
    pub name: &'static str,
    /// `inputs[sample][column]`
    pub inputs: Vec<Vec<f32>>,
    /// A number or a class for each sample.
    pub targets: Targets,
}

/// The targets of a data set.
#[derive(Clone, Debug)]
pub enum Targets {
    /// One number for each sample.
    Numbers(Vec<f32>),
    /// One class for each sample, from 0 on.
    Classes(Vec<usize>),
}

/// A data set that is ready for a network: standardized columns, and numbers as targets in units of their deviation.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The samples to train on.
    pub train: Part,
    /// The samples to judge by: a quarter of all.
    pub test: Part,
}

/// Samples of one part.
#[derive(Clone, Debug)]
pub struct Part {
    /// `inputs[sample][column]`
    pub inputs: Vec<Vec<f32>>,
    /// A number or a class for each sample.
    pub targets: Targets,
}

/// Returns all data sets.
///
/// # Panics
///
/// If a file of the repository cannot be read.
#[must_use]
pub fn all() -> Vec<DataSet> {
    let mut sets = tables::all();
    sets.extend(generated::all());
    sets
}

impl DataSet {
    /// Splits the samples by a seed, stratified by class, and scales them by the mean and the deviation of the training part.
    ///
    /// # Errors
    ///
    /// If there are too few samples.
    pub fn parts(&self, seed: u64) -> Result<Parts, Error> {
        let split = Split::new().test_fraction(0.25).seed(seed);
        let (train, test) = match &self.targets {
            Targets::Numbers(numbers) => split.indices(numbers.len())?,
            Targets::Classes(classes) => split.stratified_indices(classes)?,
        };
        let scales: Vec<_> = (0..self.inputs[0].len()).map(|column| scale(&self.inputs, column, &train)).collect();
        let part = |samples: &[usize]| Part {
            inputs: samples.iter().map(|sample| scaled(&self.inputs[*sample], &scales)).collect(),
            targets: match &self.targets {
                Targets::Classes(classes) => Targets::Classes(samples.iter().map(|sample| classes[*sample]).collect()),
                Targets::Numbers(numbers) => {
                    let rows: Vec<Vec<f32>> = numbers.iter().map(|number| vec![*number]).collect();
                    let scale = [scale(&rows, 0, &train)];
                    Targets::Numbers(samples.iter().map(|sample| scaled(&rows[*sample], &scale)[0]).collect())
                }
            },
        };
        Ok(Parts { train: part(&train), test: part(&test) })
    }

    /// Returns the number of classes, and 0 if the targets are numbers.
    #[must_use]
    pub fn classes(&self) -> usize {
        match &self.targets {
            Targets::Numbers(_) => 0,
            Targets::Classes(classes) => classes.iter().max().map_or(0, |last| last + 1),
        }
    }
}

/// Returns the mean and the deviation of a column over some samples; a constant column has the deviation 1.
fn scale(rows: &[Vec<f32>], column: usize, samples: &[usize]) -> [f64; 2] {
    let values = || samples.iter().map(|sample| f64::from(rows[*sample][column]));
    let mean = values().sum::<f64>() / samples.len() as f64;
    let square = values().map(|value| (value - mean).powi(2)).sum::<f64>() / samples.len() as f64;
    [mean, if square > 0.0 { square.sqrt() } else { 1.0 }]
}

fn scaled(row: &[f32], scales: &[[f64; 2]]) -> Vec<f32> {
    let scaled = |(value, [mean, deviation]): (&f32, &[f64; 2])| (f64::from(*value) - mean) / deviation;
    #[expect(clippy::cast_possible_truncation, reason = "networks compute in f32")]
    row.iter().zip(scales).map(|pair| scaled(pair) as f32).collect()
}

impl Part {
    /// Returns the inputs as arrays.
    ///
    /// # Panics
    ///
    /// If there is another number of columns.
    #[must_use]
    pub fn arrays<const INPUTS: usize>(&self) -> Vec<[f32; INPUTS]> {
        self.inputs.iter().map(|row| row[..].try_into().expect("a network for this number of columns")).collect()
    }

    /// Returns the targets of a network with one output: numbers, or whether it is class 1.
    #[must_use]
    pub fn single(&self) -> Vec<[f32; 1]> {
        match &self.targets {
            Targets::Numbers(numbers) => numbers.iter().map(|number| [*number]).collect(),
            Targets::Classes(classes) => classes.iter().map(|class| [f32::from(u8::from(*class == 1))]).collect(),
        }
    }

    /// Returns the classes.
    ///
    /// # Panics
    ///
    /// If the targets are numbers.
    #[must_use]
    pub fn classes(&self) -> &[usize] {
        match &self.targets {
            Targets::Numbers(_) => panic!("the targets are numbers"),
            Targets::Classes(classes) => classes,
        }
    }
}
