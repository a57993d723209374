//! The variants of the error.

#[cfg(feature = "csv")]
use super::csv::CsvReason;
#[cfg(feature = "idx")]
use super::idx::IdxReason;
#[cfg(feature = "std")]
use super::io::IoError;
#[cfg(feature = "onnx")]
use super::onnx::OnnxReason;
use super::part::{SplitPart, WeightOf};
#[cfg(feature = "std")]
use super::quantization::QuantizationReason;
#[cfg(feature = "safetensors")]
use super::safetensors::{CheckpointReason, Dtype, SafetensorsReason};
#[cfg(feature = "safetensors")]
use super::tensors::{FileTensors, NamesOf, Proposal};
#[cfg(feature = "alloc")]
use alloc::string::String;
#[cfg(feature = "alloc")]
use alloc::vec::Vec;
#[cfg(feature = "std")]
use std::path::PathBuf;

/// The error of everything that can fail. Nothing was changed unless the variant says so.
///
/// Its text says what was found and what is expected. If it was caused by another error,
/// [`source`](core::error::Error::source) returns that one, and its text includes that one's.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// There are no samples.
    NoSamples,
    /// The numbers of inputs and targets differ.
    Lengths {
        /// The number of inputs.
        inputs: usize,
        /// The number of targets.
        targets: usize,
    },
    /// An input is NaN or infinite.
    InputNotFinite {
        /// The index of the sample.
        sample: usize,
        /// The index of the input in the sample.
        column: usize,
        /// Its value.
        value: f32,
    },
    /// A target is NaN or infinite.
    TargetNotFinite {
        /// The index of the sample.
        sample: usize,
        /// The index of the output that it belongs to.
        column: usize,
        /// Its value.
        value: f32,
    },
    /// A target is not between 0 and 1, but the loss compares probabilities.
    TargetNotProbability {
        /// The index of the sample.
        sample: usize,
        /// The index of the output that it belongs to.
        column: usize,
        /// Its value.
        value: f32,
    },
    /// A class label is not below the number of outputs.
    Class {
        /// The index of the sample.
        sample: usize,
        /// The label.
        class: usize,
        /// The number of outputs of the network.
        outputs: usize,
    },
    /// A metric has too few samples.
    FewSamples {
        /// The number of samples.
        samples: usize,
        /// The number of samples that it needs.
        needed: usize,
    },
    /// The number of outputs differs from that of targets or labels.
    Outputs {
        /// The number of outputs.
        outputs: usize,
        /// The number of targets or labels.
        targets: usize,
    },
    /// An output passed to a metric is NaN or infinite.
    OutputNotFinite {
        /// The index of the sample.
        sample: usize,
        /// The index of the output in the sample.
        column: usize,
        /// Its value.
        value: f32,
    },
    /// An output passed to a metric of probabilities is not between 0 and 1.
    OutputNotProbability {
        /// The index of the sample.
        sample: usize,
        /// The index of the output in the sample.
        column: usize,
        /// Its value.
        value: f32,
    },
    /// The outputs of a sample, passed to a metric of probabilities, do not add up to 1.
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
        /// The number of classes.
        classes: usize,
    },
    /// A target is not a single 1 among zeros.
    NotOneHot {
        /// The index of the sample.
        sample: usize,
    },
    /// A class has no sample, but the metric needs one of each.
    NoSampleOfClass {
        /// The class.
        class: usize,
    },
    /// A top-k accuracy has a `k` of 0, or one above the number of classes.
    TopK {
        /// The value of `k`.
        k: usize,
        /// The number of classes.
        classes: usize,
    },
    /// The number of names differs from that of classes.
    ClassNames {
        /// The number of names.
        names: usize,
        /// The number of classes.
        classes: usize,
    },
    /// A confusion matrix of this many classes has no room in memory.
    TooManyClasses {
        /// The number of classes.
        classes: usize,
    },
    /// The size of a part of a split is not a fraction between 0 and 1.
    SplitFraction {
        /// The part.
        part: SplitPart,
        /// The fraction.
        fraction: f64,
    },
    /// Samples cannot be split into parts of these sizes.
    SplitSizes {
        /// The number of samples.
        samples: usize,
        /// The size that the training part would have.
        train: usize,
        /// The size that the test part would have.
        test: usize,
    },
    /// A part of a stratified split is too small to have a sample of every class.
    SplitClasses {
        /// The part.
        part: SplitPart,
        /// The number of samples in it.
        samples: usize,
        /// The number of classes.
        classes: usize,
    },
    /// A class has a single sample, which cannot be in both parts.
    SingleSample {
        /// The class.
        class: usize,
    },
    /// Samples cannot be divided into this many folds.
    Folds {
        /// The number of folds.
        folds: usize,
        /// The number of samples.
        samples: usize,
    },
    /// No class has enough samples for this many folds.
    StratifiedFolds {
        /// The number of folds.
        folds: usize,
        /// The number of samples in the largest class.
        largest: usize,
    },
    /// Bytes are not a CSV table, or not one of the expected form.
    #[cfg(feature = "csv")]
    Csv {
        /// The path; `None` for bytes from memory.
        file: Option<PathBuf>,
        /// The line of the row, from 1, if it is known.
        line: Option<u64>,
        /// The reason.
        reason: CsvReason,
    },
    /// Bytes are not an IDX file, or not one of the expected form.
    #[cfg(feature = "idx")]
    Idx {
        /// The path; `None` for bytes from memory.
        file: Option<PathBuf>,
        /// The reason.
        reason: IdxReason,
    },
    /// A file has a scaler with a scale of 0.
    #[cfg(feature = "safetensors")]
    ScaleZero {
        /// The name of the tensor.
        name: String,
        /// The index in the tensor.
        column: usize,
    },
    /// A column has no value from which one for the missing ones could be computed.
    NoValue {
        /// The index of the column.
        column: usize,
    },
    /// An input has no value from which one for the missing ones could be computed.
    NoValueOf {
        /// The name of the input.
        input: &'static str,
    },
    /// The columns of a table have more or fewer inputs than the network.
    #[cfg(feature = "alloc")]
    ColumnCount {
        /// The names of the inputs.
        columns: Vec<String>,
        /// The number of inputs of the network.
        expected: usize,
    },
    /// There is not one strategy for each column.
    ImputeCount {
        /// The number of strategies.
        strategies: usize,
        /// The number of columns.
        columns: usize,
    },
    /// A class or a `bool` is to be replaced by a mean, a median or a constant.
    ImputeClass {
        /// The name of the input.
        input: &'static str,
    },
    /// The network has no input of this name.
    #[cfg(feature = "alloc")]
    UnknownInput {
        /// The name.
        name: String,
        /// The inputs of the network.
        inputs: Vec<&'static str>,
    },
    /// Values cannot be scaled to this range.
    ScaleRange {
        /// The lower end.
        low: f32,
        /// The upper end.
        high: f32,
    },
    /// The values of a column are too far apart to be scaled: the shift or the scale would not be finite.
    ColumnRange {
        /// The index of the column.
        column: usize,
        /// Its smallest value.
        low: f32,
        /// Its largest value.
        high: f32,
    },
    /// The number of weights differs from that of samples or classes.
    WeightCount {
        /// The owner of the weights.
        of: WeightOf,
        /// The number of weights.
        found: usize,
        /// The number of weights that is needed.
        expected: usize,
    },
    /// A weight of a sample or class is negative, NaN or infinite.
    Weight {
        /// The owner of the weight.
        of: WeightOf,
        /// The index of the sample or class.
        index: usize,
        /// The weight.
        value: f32,
    },
    /// All samples of a training run, or all of its validation data, have weight 0.
    WeightsZero,
    /// Classes have weights, but the targets are not class labels.
    ClassWeights,
    /// The validation data of a training run are invalid.
    #[cfg(feature = "alloc")]
    ValidationData {
        /// The reason.
        source: alloc::boxed::Box<Error>,
    },
    /// The frozen layers are those of another network.
    FrozenNetwork {
        /// The type of the network that `freeze` was given.
        found: &'static str,
        /// The type of the network to be trained.
        expected: &'static str,
    },
    /// All layers of a network are frozen.
    AllFrozen,
    /// A setting is out of its range.
    InvalidSetting {
        /// The setting: the type and its method or field, such as `Adam::epsilon`.
        setting: &'static str,
        /// Its value. Counts are given as `f32`, too: invalid ones are 0 or 1.
        value: f32,
        /// The range, in words.
        expected: &'static str,
    },
    /// A schedule returned a learning rate that is negative, NaN or infinite. The network has the weights at the end of
    /// the last epoch before, or those it began with.
    ScheduledRate {
        /// The step: the number of epochs or batches before it.
        step: u32,
        /// The learning rate.
        rate: f32,
    },
    /// An ensemble has no networks.
    NoNetworks,
    /// The loss became NaN or infinite, or a derivative or a weight did. The network has the weights at the end of the last epoch in
    /// which all were finite, or those it began with.
    Diverged {
        /// The epoch, from 1.
        epoch: usize,
        /// The batch in it, from 1.
        batch: usize,
        /// The loss of the batch before its step. It is finite if only the gradient, or the weights after the step, are
        /// not.
        loss: f32,
    },
    /// A rank has failed, or has ended while others wait for it; all ranks have this error.
    #[cfg(feature = "alloc")]
    Rank {
        /// The number of the rank.
        rank: usize,
        /// The text of its error.
        message: String,
    },
    /// There are more ranks than shards in a batch.
    TooManyRanks {
        /// The number of ranks.
        ranks: usize,
        /// The number of samples in a batch, at most all that there are.
        batch: usize,
        /// The number of shards in it.
        shards: usize,
    },
    /// A rank has more or fewer samples than belong to it.
    RankSamples {
        /// The number of samples that it has.
        found: usize,
        /// The first sample of its part of the data set.
        first: usize,
        /// The sample behind its part.
        end: usize,
        /// The number of samples that all ranks have.
        samples: usize,
    },
    /// A file could not be read or written.
    #[cfg(feature = "std")]
    File {
        /// The path.
        path: PathBuf,
        /// The error of the operating system.
        source: IoError,
    },
    /// A file is not a checkpoint from which this training run can be resumed.
    #[cfg(feature = "safetensors")]
    Checkpoint {
        /// The path.
        path: PathBuf,
        /// The reason.
        reason: CheckpointReason,
    },
    /// Bytes are not a safetensors file.
    #[cfg(feature = "safetensors")]
    Safetensors {
        /// The reason.
        reason: SafetensorsReason,
    },
    /// A tensor of the network is missing in the file.
    #[cfg(feature = "safetensors")]
    MissingTensor {
        /// The name of the tensor.
        name: String,
        /// The tensors that the file has.
        file: FileTensors,
        /// Names under which the file has tensors that fit.
        proposal: Option<Proposal>,
    },
    /// The file has a tensor that is not one of the network's.
    #[cfg(feature = "safetensors")]
    UnexpectedTensor {
        /// The name of the tensor.
        name: String,
        /// Whether it belongs to a layer of the network, as biases do where it is declared without.
        of_layer: bool,
    },
    /// An input or an output of the network is another one in the file.
    #[cfg(feature = "safetensors")]
    OtherField {
        /// `input` or `output`.
        end: &'static str,
        /// Its number among the fields of the end, from 1.
        number: usize,
        /// The name of the network's field, with its kind where the names are the same; `None` where the file has more.
        network: Option<String>,
        /// That of the file's field; `None` where the network has more.
        file: Option<String>,
    },
    /// A tensor has different shapes in the file and in the network.
    #[cfg(feature = "safetensors")]
    TensorShape {
        /// The name of the tensor.
        name: String,
        /// The network's shape.
        network: Vec<usize>,
        /// The file's shape.
        file: Vec<usize>,
        /// Names under which the file has tensors that fit.
        proposal: Option<Proposal>,
    },
    /// There are more or fewer names than layers or tensors.
    #[cfg(feature = "safetensors")]
    NameCount {
        /// The owner of the names.
        of: NamesOf,
        /// The number of names.
        found: usize,
        /// The number of layers or tensors.
        expected: usize,
    },
    /// A tensor has values of a type that is not converted.
    #[cfg(feature = "safetensors")]
    TensorType {
        /// The name of the tensor.
        name: String,
        /// The type of its values.
        found: Dtype,
    },
    /// A layer cannot compute in integers.
    #[cfg(feature = "std")]
    Quantization {
        /// The name of the layer.
        layer: String,
        /// The reason.
        reason: QuantizationReason,
    },
    /// A layer has an activation for which ONNX has no operator.
    #[cfg(feature = "onnx")]
    OnnxActivation {
        /// The name of the layer, after those of the networks that it was joined in.
        layer: String,
        /// The activation as it was declared.
        activation: String,
    },
    /// An ONNX model is not the network that was declared, or has a value that is not finite.
    #[cfg(feature = "onnx")]
    Onnx {
        /// The reason.
        reason: OnnxReason,
    },
    /// A tensor has a value that is NaN or infinite, or infinite as an `f32`.
    #[cfg(feature = "safetensors")]
    TensorNotFinite {
        /// The name of the tensor.
        name: String,
        /// The index of the value: `[unit, input]` or `[unit]`.
        index: Vec<usize>,
        /// The value.
        value: f32,
    },
}

#[cfg(feature = "safetensors")]
impl From<SafetensorsReason> for Error {
    fn from(reason: SafetensorsReason) -> Self {
        Self::Safetensors { reason }
    }
}
