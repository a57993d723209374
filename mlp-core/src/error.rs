//! Everything that can be wrong with data or files, with what is wrong and where.

mod message;

/// Why something could not be done. Nothing was changed unless a variant says so.
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
        /// Which part: `training` or `test`.
        part: &'static str,
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
        /// Which part: `training` or `test`.
        part: &'static str,
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
    /// Bytes are not CSV, or rows differ in length.
    #[cfg(feature = "csv")]
    Csv {
        /// Its path, or what stands for it.
        file: alloc::string::String,
        /// The line of the row, from 1; 0 if it is not known.
        line: u64,
        /// What is wrong there.
        reason: alloc::string::String,
    },
    /// A cell of a CSV file is not what is expected there.
    #[cfg(feature = "csv")]
    CsvCell {
        /// Its path, or what stands for it.
        file: alloc::string::String,
        /// The line on which the row begins, from 1.
        line: u64,
        /// The column, from 1.
        column: usize,
        /// The name of the column.
        name: alloc::string::String,
        /// What stands there.
        found: alloc::string::String,
        /// What is expected.
        expected: alloc::string::String,
    },
    /// A CSV file has no such column.
    #[cfg(feature = "csv")]
    CsvColumn {
        /// Its path, or what stands for it.
        file: alloc::string::String,
        /// The name or the index asked for.
        column: alloc::string::String,
        /// The columns that there are.
        columns: alloc::vec::Vec<alloc::string::String>,
    },
    /// A CSV file has other columns of inputs than are expected.
    #[cfg(feature = "csv")]
    CsvWidth {
        /// Its path, or what stands for it.
        file: alloc::string::String,
        /// The columns that are inputs.
        columns: alloc::vec::Vec<alloc::string::String>,
        /// How many are expected.
        expected: usize,
    },
    /// Bytes are not an IDX file.
    #[cfg(feature = "idx")]
    Idx {
        /// Its path, or what stands for it.
        file: alloc::string::String,
        /// What is wrong with it.
        reason: alloc::string::String,
    },
    /// The samples of an IDX file have other numbers of numbers than are expected.
    #[cfg(feature = "idx")]
    IdxWidth {
        /// Its path, or what stands for it.
        file: alloc::string::String,
        /// How many numbers each sample has.
        found: usize,
        /// How many are expected.
        expected: usize,
    },
    /// A file has a scale of 0, by which nothing can be divided.
    #[cfg(feature = "safetensors")]
    ScaleZero {
        /// The name of the tensor.
        name: alloc::string::String,
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
        /// What the weights belong to: `"sample"` or `"class"`.
        of: &'static str,
        /// How many weights there are.
        found: usize,
        /// How many are needed.
        expected: usize,
    },
    /// A weight of a sample or class is negative, NaN or infinite.
    Weight {
        /// What it belongs to: `"sample"` or `"class"`.
        of: &'static str,
        /// The index of that.
        index: usize,
        /// The weight.
        value: f32,
    },
    /// Validation data that a training cannot be measured with.
    #[cfg(feature = "alloc")]
    ValidationData {
        /// What is wrong with them.
        reason: alloc::boxed::Box<Error>,
    },
    /// A setting of the trainer makes no sense.
    Setting {
        /// Which one.
        name: &'static str,
        /// What is expected.
        expected: &'static str,
    },
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
        path: std::path::PathBuf,
        /// What the system said.
        reason: alloc::string::String,
    },
    /// A file is not a checkpoint that this training can go on from.
    #[cfg(feature = "safetensors")]
    Checkpoint {
        /// Its path.
        path: std::path::PathBuf,
        /// What is wrong with it.
        reason: alloc::string::String,
    },
    /// Bytes are not a safetensors file.
    #[cfg(feature = "safetensors")]
    Safetensors {
        /// What is wrong with them.
        reason: alloc::string::String,
    },
    /// A tensor that the network needs is not in the file.
    #[cfg(feature = "safetensors")]
    MissingTensor {
        /// Its name.
        name: alloc::string::String,
        /// A tensor of the file that the network has no place for.
        unexpected: Option<alloc::string::String>,
    },
    /// The file has a tensor that the network has no place for.
    #[cfg(feature = "safetensors")]
    UnexpectedTensor {
        /// Its name.
        name: alloc::string::String,
    },
    /// A tensor has another shape in the file than in the network.
    #[cfg(feature = "safetensors")]
    TensorShape {
        /// Its name.
        name: alloc::string::String,
        /// The network's shape.
        network: alloc::vec::Vec<usize>,
        /// The file's shape.
        file: alloc::vec::Vec<usize>,
    },
    /// A tensor holds something else than numbers we can convert.
    #[cfg(feature = "safetensors")]
    TensorType {
        /// Its name.
        name: alloc::string::String,
        /// What it holds.
        found: alloc::string::String,
    },
    /// A layer has an activation that ONNX has no operator for.
    #[cfg(feature = "onnx")]
    OnnxActivation {
        /// The layer's name, behind those of the networks that it was joined in.
        layer: alloc::string::String,
        /// The activation as it was declared.
        activation: alloc::string::String,
    },
    /// A tensor holds a NaN, an infinity, or a number that is infinite as an `f32`.
    #[cfg(feature = "safetensors")]
    TensorNotFinite {
        /// Its name.
        name: alloc::string::String,
        /// Where: `[unit, input]` or `[unit]`.
        index: alloc::vec::Vec<usize>,
        /// What stands there.
        value: f32,
    },
}

impl core::error::Error for Error {}
