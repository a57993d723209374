//! A training run that goes on epoch by epoch, with the bits of [`mlp::Trainer`].

use crate::choices::number;
use crate::networks;
use crate::samples::Samples;
use crate::session::Session;
use crate::settings::{Data, Settings};
use mlp::prelude::Adam;
use mlp::random::SplitMix64;

/// A training run in progress.
pub struct Training {
    settings: Settings,
    samples: Samples,
    session: Box<dyn Session>,
    batch: usize,
    numbers: SplitMix64,
    order: Vec<usize>,
    train_losses: Vec<f32>,
    test_losses: Vec<f32>,
    diverged: bool,
}

impl std::fmt::Debug for Training {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Training")
            .field("settings", &self.settings)
            .field("epoch", &self.epoch())
            .finish_non_exhaustive()
    }
}

impl Training {
    /// Returns a run before its first epoch.
    ///
    /// # Errors
    ///
    /// The message for the page, if the points that were drawn are too few.
    pub fn new(settings: Settings) -> Result<Self, String> {
        // the message of the crate would bring all its messages along, a fifth of the page
        let samples = Samples::new(&settings).map_err(|_| "draw at least four points of each colour".to_string())?;
        let adam = Adam::new(number(settings.rate)).weight_decay(number(settings.decay)).decay_biases(false);
        let (regression, seed) = (settings.data == Data::Regression, u64::from(settings.seed));
        let session = networks::create(settings.network, settings.activation, regression, adam, seed)
            .ok_or_else(|| format!("`{}` is not declared", settings.declaration()))?;
        let mut training = Self {
            batch: settings.batch.parse().unwrap_or(1),
            numbers: SplitMix64::new(seed),
            order: (0..samples.train.len()).collect(),
            train_losses: Vec::new(),
            test_losses: Vec::new(),
            diverged: false,
            settings,
            samples,
            session,
        };
        let first = training.loss_of(&training.samples.train);
        training.record(first);
        Ok(training)
    }

    /// Trains for one epoch and returns whether everything stayed finite; otherwise the network is as it was before.
    pub fn train_epoch(&mut self) -> bool {
        if self.diverged {
            return false;
        }
        let before = self.session.parameters().to_vec();
        self.numbers.shuffle(&mut self.order);
        let train = &self.samples.train;
        let (mut sum, mut inputs, mut targets) = (0.0, Vec::new(), Vec::new());
        for batch in self.order.chunks(self.batch) {
            inputs.clear();
            inputs.extend(batch.iter().map(|&sample| train.inputs[sample]));
            targets.clear();
            targets.extend(batch.iter().map(|&sample| train.targets[sample]));
            sum += f64::from(self.session.step(&inputs, &targets)) * batch.len() as f64;
        }
        let finite = sum.is_finite() && self.session.parameters().iter().all(|parameter| parameter.is_finite());
        if finite {
            #[expect(clippy::cast_possible_truncation, reason = "losses are f32")]
            self.record((sum / self.order.len() as f64) as f32);
        } else {
            self.session.set_parameters(&before);
            self.diverged = true;
        }
        finite
    }

    /// Returns the number of epochs so far.
    #[must_use]
    pub fn epoch(&self) -> usize {
        self.train_losses.len() - 1
    }

    /// Returns the settings.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns the samples.
    #[must_use]
    pub const fn samples(&self) -> &Samples {
        &self.samples
    }

    /// Returns the training losses: that of the initial network, then for each epoch the mean before each step.
    #[must_use]
    pub fn train_losses(&self) -> &[f32] {
        &self.train_losses
    }

    /// Returns the losses of the test samples: that of the initial network, then after each epoch.
    #[must_use]
    pub fn test_losses(&self) -> &[f32] {
        &self.test_losses
    }

    /// Returns the parameters: for each layer `weights[input][unit]`, then `biases[unit]`.
    #[must_use]
    pub fn parameters(&self) -> &[f32] {
        self.session.parameters()
    }

    /// Returns the bytes of a safetensors file with the parameters.
    #[must_use]
    pub fn file(&self) -> Vec<u8> {
        self.session.file()
    }

    /// Returns the outputs of the network for all inputs.
    #[must_use]
    pub fn outputs(&self, inputs: &[[f32; 2]]) -> Vec<[f32; 1]> {
        let mut outputs = vec![[0.0]; inputs.len()];
        self.session.outputs(inputs, &mut outputs);
        outputs
    }

    /// Returns the part of the training samples and of the test samples whose class is right; 0 for a regression.
    #[must_use]
    pub fn accuracies(&self) -> [f32; 2] {
        [&self.samples.train, &self.samples.test].map(|part| {
            let outputs = self.outputs(&part.inputs);
            let right = outputs.iter().zip(&part.targets).filter(|([y], [t])| (*y >= 0.5) == (*t >= 0.5)).count();
            let classes = self.settings.data != Data::Regression;
            if classes { right as f32 / part.inputs.len() as f32 } else { 0.0 }
        })
    }

    fn loss_of(&self, part: &mlp::data::Dataset<[f32; 2], [f32; 1]>) -> f32 {
        self.session.loss(&part.inputs, &part.targets)
    }

    fn record(&mut self, train_loss: f32) {
        self.train_losses.push(train_loss);
        let test_loss = self.loss_of(&self.samples.test);
        self.test_losses.push(test_loss);
    }
}
