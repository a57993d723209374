//! The texts of errors (what was found, what is expected, a remedy), and their sources.

#[cfg(feature = "onnx")]
use super::onnx::OnnxReason;
#[cfg(feature = "safetensors")]
use super::safetensors::SafetensorsReason;
#[cfg(feature = "safetensors")]
use super::tensors::Proposal;
use super::{Error, WeightOf};
use core::fmt;

impl fmt::Display for Error {
    #[expect(clippy::too_many_lines, reason = "one message after the other, so that none is forgotten")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSamples => f.write_str("there are no samples: at least one is needed"),
            Self::Lengths { inputs, targets } => {
                write!(f, "{inputs} inputs, but {targets} targets: every input needs one target")
            }
            Self::InputNotFinite { sample, column, value } => {
                write!(f, "input {column} of sample {sample} is {value}: inputs must be finite")
            }
            Self::TargetNotFinite { sample, column, value } => {
                write!(f, "target {column} of sample {sample} is {value}: targets must be finite")
            }
            Self::TargetNotProbability { sample, column, value } => {
                write!(f, "target {column} of sample {sample} is {value}: the loss needs targets between 0 and 1")
            }
            Self::Class { sample, class, outputs } => {
                write!(f, "the class of sample {sample} is {class}, but the network has {outputs} outputs: ")?;
                write!(f, "classes run from 0 to {}", outputs.saturating_sub(1))
            }
            Self::FewSamples { samples: 1, needed } => write!(f, "1 sample, but at least {needed} are needed"),
            Self::FewSamples { samples, needed } => write!(f, "{samples} samples, but at least {needed} are needed"),
            Self::Outputs { outputs, targets } => {
                write!(f, "{outputs} outputs, but {targets} targets or labels: every output needs one")
            }
            Self::OutputNotFinite { sample, column, value } => {
                write!(f, "output {column} of sample {sample} is {value}: only finite outputs can be measured")
            }
            Self::OutputNotProbability { sample, column, value } => {
                write!(f, "output {column} of sample {sample} is {value}: expected a probability between 0 and 1")
            }
            Self::OutputsNotDistribution { sample, sum } => {
                write!(f, "the outputs of sample {sample} add up to {sum}: expected probabilities that add up to 1, ")?;
                f.write_str("as those of `softmax` do")
            }
            Self::Label { sample, label, classes } => {
                write!(f, "the label of sample {sample} is {label}, but there are {classes} classes: ")?;
                write!(f, "labels run from 0 to {}", classes.saturating_sub(1))
            }
            Self::NotOneHot { sample } => {
                write!(f, "the target of sample {sample} is not a single 1 among zeros: ")?;
                f.write_str("`SoftCrossEntropy` takes any distribution")
            }
            Self::NoSampleOfClass { class } => {
                write!(f, "no sample is of class {class}: every class needs at least one")
            }
            Self::TopK { k, classes } => {
                write!(f, "the {k} largest of {classes} outputs: expected from 1 to {classes}")
            }
            Self::ClassNames { names, classes } => {
                write!(f, "{names} names for {classes} classes: every class needs one")
            }
            Self::TooManyClasses { classes } => {
                write!(f, "a confusion matrix of {classes} classes has no room in memory")
            }
            Self::SplitFraction { part, fraction } => {
                write!(f, "the {part} part is {fraction} of the samples: expected more than 0 and less than 1")
            }
            Self::SplitSizes { samples, train, test } => {
                write!(f, "{samples} samples cannot be split into {train} to train on and {test} to test with: ")?;
                f.write_str("both parts need at least one, and together at most all")
            }
            Self::SplitClasses { part, samples, classes } => {
                write!(f, "the {part} part has {samples} samples for {classes} classes: it needs one of each")
            }
            Self::SingleSample { class } => {
                write!(f, "class {class} has a single sample, but a stratified split needs two of each")
            }
            Self::Folds { folds, samples } => {
                write!(f, "{folds} folds of {samples} samples: expected from 2 folds to one for each sample")
            }
            Self::StratifiedFolds { folds, largest } => {
                write!(f, "{folds} folds, but the largest class has {largest} samples: expected at most so many folds")
            }
            #[cfg(feature = "csv")]
            Self::Csv { file, line, reason } => reason.write(f, file.as_deref(), *line),
            #[cfg(feature = "idx")]
            Self::Idx { file, reason } => reason.write(f, file.as_deref()),
            #[cfg(feature = "safetensors")]
            Self::ScaleZero { name, column } => {
                write!(f, "tensor `{name}` holds 0 at {column}: nothing can be divided by it")
            }
            Self::NoValue { column } => {
                write!(f, "column {column} has no value in any sample: leave it out, or set `Impute::Constant` for it")
            }
            Self::NoValueOf { input } => {
                write!(f, "`{input}` has no value in any sample: leave it out of the declaration, ")?;
                f.write_str("or set a constant with `RecordImputer::new`")
            }
            #[cfg(feature = "alloc")]
            Self::ColumnCount { columns, expected } => {
                write!(f, "the columns have {} inputs ({}), ", columns.len(), columns.join(", "))?;
                write!(f, "but the network has {expected}: expected the columns that it is trained on")
            }
            Self::ImputeCount { strategies, columns } => {
                write!(f, "{strategies} strategies for {columns} columns: every column needs one")
            }
            Self::ImputeClass { input } => {
                write!(f, "`{input}` is a class or a `bool`, which has no mean: expected `Impute::MostFrequent`")
            }
            #[cfg(feature = "alloc")]
            Self::UnknownInput { name, inputs } => {
                write!(f, "the network has no input `{name}`: its inputs are {}", inputs.join(", "))
            }
            Self::ScaleRange { low, high } => {
                write!(f, "a range from {low} to {high}: expected finite bounds, the lower one first")
            }
            Self::ColumnRange { column, low, high } => {
                write!(f, "column {column} has values from {low} to {high}, too far apart for this range: ")?;
                f.write_str("divide it by a constant before")
            }
            Self::WeightCount { of, found, expected } => {
                write!(f, "{found} {of} weights, but {expected} are needed: every {of} needs one weight")
            }
            Self::Weight { of: WeightOf::SampleAndClass, index, value } => {
                write!(f, "the weight of sample {index}, times the weight of its class, is {value}: ")?;
                f.write_str("weights must be finite and not negative")
            }
            Self::Weight { of, index, value } => {
                write!(f, "the weight of {of} {index} is {value}: weights must be finite and not negative")
            }
            #[cfg(feature = "alloc")]
            Self::ValidationData { source } => write!(f, "the validation data: {source}"),
            Self::WeightsZero => f.write_str("all samples have the weight 0: at least one weight must be positive"),
            Self::ClassWeights => {
                f.write_str("`class_weights` needs class labels as targets; for `Bce` there is `pos_weight`")
            }
            Self::FrozenNetwork { found, expected } => {
                write!(f, "`freeze` was given layers of `{found}`, but the network is `{expected}`: ")?;
                f.write_str("expected layers of the network that is trained")
            }
            Self::AllFrozen => f.write_str("all layers are frozen: at least one must be trained"),
            Self::InvalidSetting { setting, value, expected } => {
                write!(f, "`{setting}` is {value}: expected {expected}")
            }
            Self::ScheduledRate { step, rate } => {
                write!(f, "the schedule returns the learning rate {rate} in step {step}: ")?;
                f.write_str("expected a finite number, 0 or more")
            }
            Self::NoNetworks => f.write_str("there are no networks: an ensemble needs at least one"),
            Self::Diverged { epoch, batch, loss } if loss.is_finite() => {
                write!(f, "the gradient or the weights became NaN or infinite in epoch {epoch}, batch {batch}, ")?;
                write!(f, "at a loss of {loss}; ")?;
                f.write_str("the network keeps its last finite weights: try a smaller learning rate or `clip_norm`")
            }
            Self::Diverged { epoch, batch, loss } => {
                write!(f, "the loss became {loss} in epoch {epoch}, batch {batch}; ")?;
                f.write_str("the network keeps its last finite weights: try a smaller learning rate")
            }
            #[cfg(feature = "alloc")]
            Self::Rank { rank, message } => write!(f, "rank {rank}: {message}"),
            Self::TooManyRanks { ranks, batch, shards } => {
                write!(f, "{ranks} ranks, but a batch of {batch} samples has {shards} shards: ")?;
                f.write_str("every rank needs one, so use larger batches or fewer ranks")
            }
            Self::RankSamples { found, first, end, samples } => {
                write!(f, "{found} samples, but of {samples} in all ranks those from {first} to {end} belong to it: ")?;
                f.write_str("give each rank the samples of `DistributedTrainer::part`")
            }
            #[cfg(feature = "std")]
            Self::File { path, source } => write!(f, "{}: {source}", path.display()),
            #[cfg(feature = "safetensors")]
            Self::Checkpoint { path, reason } => {
                write!(f, "{}: not a checkpoint of this training run: {reason}", path.display())
            }
            #[cfg(feature = "safetensors")]
            Self::Safetensors { reason: reason @ SafetensorsReason::Checksum { .. } } => {
                write!(f, "the file is damaged: {reason}")
            }
            #[cfg(feature = "safetensors")]
            Self::Safetensors { reason } => write!(f, "not a safetensors file: {reason}"),
            #[cfg(feature = "safetensors")]
            Self::MissingTensor { name, file, proposal } => {
                write!(f, "the file has no tensor `{name}`, which the network needs; it has {file}")?;
                proposed(proposal.as_ref(), f)
            }
            #[cfg(feature = "safetensors")]
            Self::UnexpectedTensor { name, of_layer } => unexpected(name, *of_layer, f),
            #[cfg(feature = "safetensors")]
            Self::OtherField { end, number, network, file } => {
                match (network, file) {
                    (Some(network), Some(file)) => {
                        write!(f, "{end} {number} is `{network}` here and `{file}` in the file")?;
                    }
                    (Some(network), None) => write!(f, "{end} {number} is `{network}` here and missing in the file")?,
                    (_, file) => {
                        let file = file.as_deref().unwrap_or_default();
                        write!(f, "{end} {number} is `{file}` in the file and missing here")?;
                    }
                }
                f.write_str("; the declaration must be that of the network which was saved")
            }
            #[cfg(feature = "safetensors")]
            Self::TensorShape { name, network, file, proposal } => {
                write!(f, "tensor `{name}`: the network has the shape {network:?}, the file {file:?}")?;
                if proposal.is_none() && matches!((&**network, &**file), ([a, b], [c, d]) if (a, b) == (d, c)) {
                    f.write_str("; transpose it, if it is [inputs, units], as Keras has it")?;
                }
                proposed(proposal.as_ref(), f)
            }
            #[cfg(feature = "safetensors")]
            Self::NameCount { of, found, expected } => {
                let (names, of_all) = (if *found == 1 { "" } else { "s" }, if *expected == 1 { "" } else { "s" });
                write!(f, "{found} name{names} for {expected} {of}{of_all}: every {of} needs one")
            }
            #[cfg(feature = "safetensors")]
            Self::TensorType { name, found } => {
                write!(f, "tensor `{name}` holds {found}: expected F32, F64, F16 or BF16")
            }
            #[cfg(feature = "std")]
            Self::Quantization { layer, reason } => write!(f, "layer `{layer}` cannot compute in integers: {reason}"),
            #[cfg(feature = "onnx")]
            Self::OnnxActivation { layer, activation } => {
                write!(f, "layer `{layer}` has the activation `{activation}`, which ONNX has no operator for: ")?;
                f.write_str("use one of the language's")
            }
            #[cfg(feature = "onnx")]
            Self::Onnx { reason: reason @ OnnxReason::NotFinite { .. } } => write!(f, "{reason}"),
            #[cfg(feature = "onnx")]
            Self::Onnx { reason } => write!(f, "the ONNX model is not this network: {reason}"),
            #[cfg(feature = "safetensors")]
            Self::TensorNotFinite { name, index, value } => {
                write!(f, "tensor `{name}` holds {value} at {index:?}: weights must be finite")
            }
        }
    }
}

/// Writes the message for a tensor that a network has no place for.
#[cfg(feature = "safetensors")]
fn unexpected(name: &str, of_layer: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let owner = if of_layer { "its layer" } else { "the network" };
    write!(f, "the file has a tensor `{name}`, which {owner} has no place for")?;
    f.write_str(match of_layer {
        true if name.rsplit('.').next() == Some("bias") => ": declare the layer without `no_bias`",
        true => "",
        false if name.starts_with("scaler.") => ": read the network and its scalers with `Scaled::load`",
        false => ": `Weights::layers` reads the layers that it names, and leaves out all others",
    })
}

/// Writes a proposal behind a mistake.
#[cfg(feature = "safetensors")]
fn proposed(proposal: Option<&Proposal>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    proposal.map_or(Ok(()), |proposal| write!(f, "; {proposal}"))
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            #[cfg(feature = "alloc")]
            Self::ValidationData { source } => Some(&**source),
            #[cfg(feature = "std")]
            Self::File { source, .. } => Some(source.source()),
            #[cfg(feature = "csv")]
            Self::Csv { reason, .. } => reason.source(),
            #[cfg(feature = "safetensors")]
            Self::Checkpoint { reason, .. } => reason.source(),
            #[cfg(feature = "safetensors")]
            Self::Safetensors { reason } => reason.source(),
            _ => None,
        }
    }
}

/// The same text as [`Display`](fmt::Display): a `main` that returns `Result<(), mlp::Error>` prints errors with
/// `Debug`.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
