//! What can be wrong with settings, data and files: [`Error`], and the types of its fields.

#[cfg(feature = "csv")]
mod csv;
#[cfg(any(feature = "csv", feature = "idx"))]
mod file_name;
#[cfg(feature = "idx")]
mod idx;
#[cfg(feature = "std")]
mod io;
mod message;
mod part;
#[cfg(feature = "safetensors")]
mod safetensors;
mod setting;

#[cfg(feature = "csv")]
pub use csv::{Column, CsvExpected, CsvReason};
#[cfg(feature = "idx")]
pub use idx::IdxReason;
#[cfg(feature = "std")]
pub use io::IoError;
pub use part::{SplitPart, WeightOf};
#[cfg(feature = "safetensors")]
pub use safetensors::{CheckpointReason, Dtype, ParseError, SafetensorsReason};
pub(crate) use setting::{
    assert_valid, check, check_below_one, check_count, check_fraction, check_not_negative, debug_assert_valid,
};

#[cfg(any(feature = "safetensors", feature = "onnx"))]
use alloc::string::String;
#[cfg(feature = "safetensors")]
use alloc::vec::Vec;
#[cfg(feature = "std")]
use std::path::PathBuf;

/// Why something could not be done. Nothing was changed unless a variant says so.
///
/// Its text says what was found and what is expected. Where it follows from another error,
/// [`source`](core::error::Error::source) returns that one; its text is part of this one's.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// There are no samples.
    NoSamples,
    /// Inputs and targets are not equally many.
    Lengths {
        /// How many inputs.
        inputs: usize,
        /// How many targets.
        targets: usize,
    },
    /// An input is NaN or infinite.
    InputNotFinite {
        /// The index of the sample.
        sample: usize,
        /// The index of the input in it.
        column: usize,
        /// What stands there.
        value: f32,
    },
    /// A target is NaN or infinite.
    TargetNotFinite {
        /// The index of the sample.
        sample: usize,
        /// The index of the output it belongs to.
        column: usize,
        /// What stands there.
        value: f32,
    },
    /// A target is not between 0 and 1, but the loss compares probabilities.
    TargetNotProbability {
        /// The index of the sample.
        sample: usize,
        /// The index of the output it belongs to.
        column: usize,
        /// What stands there.
        value: f32,
    },
    /// A class label is not below the number of outputs.
    Class {
        /// The index of the sample.
        sample: usize,
        /// The label.
        class: usize,
        /// How many outputs the network has.
        outputs: usize,
    },
    /// There are too few samples for a measure.
    FewSamples {
        /// How many there are.
        samples: usize,
        /// How many it needs.
        needed: usize,
    },
    /// Outputs and what they are compared with are not equally many.
    Outputs {
        /// How many outputs.
        outputs: usize,
        /// How many targets or labels.
        targets: usize,
    },
    /// An output that is to be measured is NaN or infinite.
    OutputNotFinite {
        /// The index of the sample.
        sample: usize,
        /// The index of the output in it.
        column: usize,
        /// What stands there.
        value: f32,
    },
    /// An output is not between 0 and 1, but is to be measured as a probability.
    OutputNotProbability {
        /// The index of the sample.
        sample: usize,
        /// The index of the output in it.
        column: usize,
        /// What stands there.
        value: f32,
    },
    /// The outputs of a sample do not add up to 1, but are to be measured as probabilities of its classes.
    OutputsNotDistribution {
        /// The index of the sample.
        sample: usize,
        /// Their sum.
        sum: f32,
    },
    /// A label is not below the number of classes.
    Label {
        /// The index of the sample.
        sample: usize,
        /// The label.
        label: usize,
        /// How many classes there are.
        classes: usize,
    },
    /// A class has no sample, but the measure needs one of each.
    NoSampleOfClass {
        /// The class.
        class: usize,
    },
    /// More of the largest outputs are asked for than there are, or none.
    TopK {
        /// How many are asked for.
        k: usize,
        /// How many classes there are.
        classes: usize,
    },
    /// There are not as many names as classes.
    ClassNames {
        /// How many names.
        names: usize,
        /// How many classes.
        classes: usize,
    },
    /// A part of the samples is no fraction of them.
    SplitFraction {
        /// Which part.
        part: SplitPart,
        /// The fraction asked for.
        fraction: f64,
    },
    /// Samples cannot be split into parts of these sizes.
    SplitSizes {
        /// How many samples there are.
        samples: usize,
        /// How many there would be to train on.
        train: usize,
        /// How many there would be to test with.
        test: usize,
    },
    /// A part of the samples is too small to have one of every class.
    SplitClasses {
        /// Which part.
        part: SplitPart,
        /// How many samples it has.
        samples: usize,
        /// How many classes there are.
        classes: usize,
    },
    /// A class has a single sample, which cannot be in both parts.
    SingleSample {
        /// The class.
        class: usize,
    },
    /// Samples cannot be divided into so many folds.
    Folds {
        /// How many folds.
        folds: usize,
        /// How many samples.
        samples: usize,
    },
    /// No class has samples for so many folds.
    StratifiedFolds {
        /// How many folds.
        folds: usize,
        /// How many samples the largest class has.
        largest: usize,
    },
    /// Bytes are not a table, or not one of what is asked for.
    #[cfg(feature = "csv")]
    Csv {
        /// Its path; `None` for what was read from memory.
        file: Option<PathBuf>,
        /// The line of the row, from 1, if it is known.
        line: Option<u64>,
        /// What is wrong there.
        reason: CsvReason,
    },
    /// Bytes are not an IDX file, or not one of what is asked for.
    #[cfg(feature = "idx")]
    Idx {
        /// Its path; `None` for what was read from memory.
        file: Option<PathBuf>,
        /// What is wrong with it.
        reason: IdxReason,
    },
    /// A file has a scale of 0, by which nothing can be divided.
    #[cfg(feature = "safetensors")]
    ScaleZero {
        /// The name of the tensor.
        name: String,
        /// The index in it.
        column: usize,
    },
    /// Numbers cannot be scaled to this range.
    ScaleRange {
        /// Where it begins.
        low: f32,
        /// Where it ends.
        high: f32,
    },
    /// There are not as many weights as samples or classes.
    WeightCount {
        /// What the weights belong to.
        of: WeightOf,
        /// How many weights there are.
        found: usize,
        /// How many are needed.
        expected: usize,
    },
    /// A weight of a sample or class is negative, NaN or infinite.
    Weight {
        /// What it belongs to.
        of: WeightOf,
        /// The index of that.
        index: usize,
        /// The weight.
        value: f32,
    },
    /// All samples of a training have the weight 0.
    WeightsZero,
    /// Classes were given weights, but the targets are not class labels.
    ClassWeights,
    /// Validation data that a training cannot be measured with.
    #[cfg(feature = "alloc")]
    ValidationData {
        /// What is wrong with them.
        source: alloc::boxed::Box<Error>,
    },
    /// A setting has a value that it cannot have.
    InvalidSetting {
        /// Which one: the type and its method or field, as in `Adam::epsilon`.
        setting: &'static str,
        /// Its value; counts too, which are 0 or 1 where they are wrong.
        value: f32,
        /// What is expected.
        expected: &'static str,
    },
    /// A schedule gave a learning rate that is negative, NaN or infinite; the network has the weights of the end of the
    /// last epoch before, or those it began with.
    ScheduledRate {
        /// The step asked for: the epochs, or the batches, before it.
        step: u32,
        /// The learning rate.
        rate: f32,
    },
    /// There is no network, but an ensemble needs one.
    NoNetworks,
    /// The loss became NaN or infinite; the network has the last finite weights.
    Diverged {
        /// The epoch, from 1.
        epoch: usize,
        /// The batch in it, from 1.
        batch: usize,
        /// The loss.
        loss: f32,
    },
    /// A file could not be read or written.
    #[cfg(feature = "std")]
    File {
        /// Its path.
        path: PathBuf,
        /// What the system said.
        source: IoError,
    },
    /// A file is not a checkpoint that this training can go on from.
    #[cfg(feature = "safetensors")]
    Checkpoint {
        /// Its path.
        path: PathBuf,
        /// What is wrong with it.
        reason: CheckpointReason,
    },
    /// Bytes are not a safetensors file.
    #[cfg(feature = "safetensors")]
    Safetensors {
        /// What is wrong with them.
        reason: SafetensorsReason,
    },
    /// A tensor that the network needs is not in the file.
    #[cfg(feature = "safetensors")]
    MissingTensor {
        /// Its name.
        name: String,
        /// A tensor of the file that the network has no place for.
        unexpected: Option<String>,
    },
    /// The file has a tensor that the network has no place for.
    #[cfg(feature = "safetensors")]
    UnexpectedTensor {
        /// Its name.
        name: String,
    },
    /// A tensor has another shape in the file than in the network.
    #[cfg(feature = "safetensors")]
    TensorShape {
        /// Its name.
        name: String,
        /// The network's shape.
        network: Vec<usize>,
        /// The file's shape.
        file: Vec<usize>,
    },
    /// A tensor holds numbers of a type that is not converted.
    #[cfg(feature = "safetensors")]
    TensorType {
        /// Its name.
        name: String,
        /// The type of its numbers.
        found: Dtype,
    },
    /// A layer has an activation that ONNX has no operator for.
    #[cfg(feature = "onnx")]
    OnnxActivation {
        /// The layer's name, behind those of the networks that it was joined in.
        layer: String,
        /// The activation as it was declared.
        activation: String,
    },
    /// A tensor holds a NaN, an infinity, or a number that is infinite as an `f32`.
    #[cfg(feature = "safetensors")]
    TensorNotFinite {
        /// Its name.
        name: String,
        /// Where: `[unit, input]` or `[unit]`.
        index: Vec<usize>,
        /// What stands there.
        value: f32,
    },
}

#[cfg(feature = "safetensors")]
impl From<SafetensorsReason> for Error {
    fn from(reason: SafetensorsReason) -> Self {
        Self::Safetensors { reason }
    }
}
