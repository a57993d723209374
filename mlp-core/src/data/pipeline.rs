//! A network of plain numbers with everything that stands between a table and its answer.

#[cfg(feature = "safetensors")]
mod file;
#[cfg(feature = "onnx")]
mod onnx;

use crate::data::columns::Columns;
use crate::data::imputer::statistic::Part;
use crate::data::imputer::{Impute, Imputer};
use crate::data::scaled::Scaled;
use crate::data::scaler::Scaler;
use crate::error::Error;
use crate::model::Vector;
use crate::network::Network;
use crate::schema::value::largest_class;
use alloc::string::String;
use alloc::vec::Vec;

/// A network of plain numbers with the names of its columns and classes, what replaces missing values, and the scalers.
///
/// Its file is the whole model: another program loads it, reads a table by the names in it, and answers with the names
/// of classes. It is named after scikit-learn's `Pipeline`; `Model` is the trait of all networks. For a network with
/// named inputs there is [`Imputed`](crate::Imputed).
///
/// ```
/// use mlp::Pipeline;
/// use mlp::data::csv::{Csv, Missing};
/// use mlp::prelude::*;
///
/// // the class of the column `island` is three inputs
/// mlp! { struct Net: 4 => 8 tanh => 2 softmax }
///
/// let file = "island,flipper,species\nBiscoe,217,Gentoo\nDream,190,Adelie\nTorgersen,,Adelie\nBiscoe,221,Gentoo";
/// let csv = Csv::new().one_hot(["island"]).missing(Missing::Keep);
/// let penguins = csv.read(file.as_bytes())?.classes::<4>("species")?;
/// let columns = penguins.columns();
///
/// // fitted to the training samples: here to all
/// let mut model = Pipeline::new(Net::seeded(0), &penguins.dataset.inputs, columns)?;
/// let inputs = model.transform_all(&penguins.dataset.inputs);
/// Trainer::new(CrossEntropy, Adam::new(0.05)).epochs(200).fit(&mut model.net, &inputs, &penguins.dataset.targets)?;
///
/// // another table, in another order, is read by the names that the model keeps
/// let unknown = "flipper,island\n219,Biscoe\nNA,Dream";
/// let unknown = model.csv().read(unknown.as_bytes())?.inputs::<4>()?;
/// assert_eq!(model.classify(&unknown.dataset.inputs), ["Gentoo", "Adelie"]);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Pipeline<N: Network> {
    /// The network, whose inputs and outputs are scaled values without gaps.
    pub net: N,
    /// The replacements of missing inputs, before they are scaled.
    pub imputer: Imputer<N::Input>,
    /// The scaler that is applied to the inputs.
    pub inputs: Scaler<N::Input>,
    /// The scaler whose inverse is applied to the network's outputs.
    pub outputs: Scaler<N::Output>,
    columns: Columns,
}

impl<N: Network> Pipeline<N> {
    /// Fits the means that replace missing numbers, the most frequent classes, and a standard scaler of the numbers.
    ///
    /// `inputs` are those of the training samples, `columns` are
    /// `csv::Samples::columns`.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnCount`] if the columns have more or fewer inputs than the network, [`Error::ClassNames`] if there
    /// is not a name for each output; a single output may be the second of two classes. As [`Imputer::fit`] and
    /// [`Scaler::standard`].
    pub fn new(net: N, inputs: &[N::Input], columns: Columns) -> Result<Self, Error> {
        Self::with_strategy(net, inputs, columns, Impute::Mean)
    }

    /// Does the same with another strategy for numbers than the mean.
    ///
    /// # Errors
    ///
    /// As [`Self::new`].
    pub fn with_strategy(net: N, inputs: &[N::Input], columns: Columns, strategy: Impute) -> Result<Self, Error> {
        check::<N>(&columns)?;
        let part = |(first, width)| Part { first, width, strategy };
        let places = || columns.places().map(|(first, column)| (first, column.width()));
        let imputer = Imputer::fit_parts(inputs, &places().map(part).collect::<Vec<_>>())?;
        let mut scaler = Scaler::standard(&imputer.transform_all(inputs))?;
        for (first, column) in columns.places().filter(|(_, column)| !column.classes.is_empty()) {
            // classes are 0 and 1 already
            scaler.shift.as_mut()[first..first + column.width()].fill(0.0);
            scaler.scale.as_mut()[first..first + column.width()].fill(1.0);
        }
        Ok(Self { net, imputer, inputs: scaler, outputs: Scaler::default(), columns })
    }

    /// Sets the scaler that the targets were scaled with for training.
    #[must_use]
    pub fn with_outputs(self, outputs: Scaler<N::Output>) -> Self {
        Self { outputs, ..self }
    }

    /// Returns the columns of the inputs and the names of the outputs.
    #[must_use]
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// Returns the settings to read a table with the columns and classes of this model; a missing input is kept.
    #[cfg(feature = "csv")]
    #[must_use]
    pub fn csv(&self) -> crate::data::csv::Csv {
        crate::data::csv::Csv::new().columns(&self.columns).missing(crate::data::csv::Missing::Keep)
    }

    /// Returns the inputs as the network is trained on them: without gaps and scaled.
    #[must_use]
    pub fn transform(&self, input: &N::Input) -> N::Input {
        self.inputs.transform(&self.imputer.transform(input))
    }

    /// Returns many inputs as the network is trained on them.
    #[must_use]
    pub fn transform_all(&self, inputs: &[N::Input]) -> Vec<N::Input> {
        inputs.iter().map(|input| self.transform(input)).collect()
    }

    /// Returns the outputs for one sample, in the units of the targets.
    #[must_use]
    pub fn forward(&self, input: &N::Input) -> N::Output {
        self.outputs.inverse(&self.net.forward(&self.transform(input)))
    }

    /// Returns the outputs for many samples, in the units of the targets.
    #[must_use]
    pub fn predict(&self, inputs: &[N::Input]) -> Vec<N::Output> {
        let mut outputs = alloc::vec![N::Output::ZERO; inputs.len()];
        self.net.forward_batch(&self.transform_all(inputs), &mut outputs);
        outputs.iter().map(|output| self.outputs.inverse(output)).collect()
    }

    /// Returns the name of the most probable class; of a single output the second of two classes from 0.5 on.
    #[must_use]
    pub fn class(&self, output: &N::Output) -> &str {
        let values = output.as_ref();
        let class = if values.len() == 1 && self.columns.outputs.len() == 2 {
            usize::from(values[0] >= 0.5)
        } else {
            largest_class(values)
        };
        &self.columns.outputs[class]
    }

    /// Returns the names of the most probable classes of many samples.
    #[must_use]
    pub fn classify(&self, inputs: &[N::Input]) -> Vec<&str> {
        self.predict(inputs).iter().map(|output| self.class(output)).collect()
    }

    /// Returns the network with its scalers alone.
    #[must_use]
    pub fn scaled(&self) -> Scaled<N> {
        Scaled::new(self.net.clone(), self.inputs).with_outputs(self.outputs)
    }
}

/// Checks that the columns are those of a network with these inputs and outputs.
fn check<N: Network>(columns: &Columns) -> Result<(), Error> {
    let (found, expected) = (columns.width(), N::Input::LEN);
    if found != expected {
        let names: Vec<String> = columns.inputs.iter().flat_map(crate::data::columns::InputColumn::inputs).collect();
        return Err(Error::ColumnCount { columns: names, expected });
    }
    let (names, classes) = (columns.outputs.len(), N::Output::LEN);
    let binary = classes == 1 && names == 2;
    if names == classes || binary { Ok(()) } else { Err(Error::ClassNames { names, classes }) }
}
