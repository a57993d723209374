//! From a table to a network in use: the steps of a project, in order, with common mistakes.
//!
//! The examples `csv_to_network` and `penguins` take the same steps with a CSV file.
//!
//! # 1. Data
//!
//! A sample has inputs, an array of `f32`, and a target: an array of numbers, or the index of a class. Many samples are
//! two vectors of the same length, and [`Dataset`](crate::data::Dataset) keeps them together. CSV files are read by
//! `mlp::data::csv::Csv` (feature `csv`), whose errors name the line and the column.
//!
//! Before training, look at the number of samples, at the number of each class, and at the range of each input. A
//! constant column has no information, and a column that is not known at the time of the prediction must be removed.
//!
//! | the task | last layer | loss | a target |
//! |---|---|---|---|
//! | yes or no | `1 sigmoid` | [`Bce`](crate::Bce) | `[0.0]` or `[1.0]` |
//! | one of several classes | `3 softmax` | [`CrossEntropy`](crate::CrossEntropy) | a class, from 0 |
//! | several of several labels | `3 sigmoid` | [`Bce`](crate::Bce) | `[0.0, 1.0, 1.0]` |
//! | regression | `1` | [`Mse`](crate::Mse), or [`Huber`](crate::Huber) where some targets are far off | `[0.7]` |
//!
//! # 2. Splits
//!
//! The loss of the training samples says little about unseen ones. Three parts have three purposes:
//!
//! ```text
//! training part      the optimizer changes the weights with it
//! validation part    chooses the epoch, the width, the learning rate
//! test part          used once, at the end, for the reported score
//! ```
//!
//! A stratified split keeps the share of each class. Where samples are ordered in time, split in that order
//! ([`Split::in_order`](crate::data::Split::in_order)): a random split would let the network see the future. With few
//! samples, cross-validation uses each of them for validation once
//! ([`KFold`](crate::data::KFold)).
//!
//! # 3. Scaling
//!
//! Networks learn best from inputs of about the same size, around 0. [`Scaler::standard`](crate::Scaler::standard)
//! subtracts the mean and divides by the standard deviation of each input. Fit it on the training part only: the mean
//! of all samples would leak information about the test part. [`Scaled`](crate::Scaled) keeps scaler and
//! network together, so that scaling is not forgotten later.
//!
//! Targets of a regression are scaled too, if they are far from -1 to 1
//! ([`Scaled::with_outputs`](crate::Scaled::with_outputs)).
//!
//! # 4. Training with early stopping
//!
//! ```
//! use mlp::data::{Dataset, Split, moons};
//! use mlp::prelude::*;
//! use mlp::{Scaled, Scaler};
//!
//! mlp! { struct Moons: 2 => 16 tanh => 2 softmax }
//!
//! let (points, labels) = moons(600, 0.2, 7);
//! let moons = Dataset::new(points, labels)?;
//! let (rest, test) = moons.split_stratified(&Split::new().test_count(200))?;
//! let part = Split::new().test_count(100);
//! let (train, validation) = rest.split_stratified(&part)?;
//!
//! let scaler = Scaler::standard(&train.inputs)?;
//! let inputs = scaler.transform_all(&train.inputs);
//! let validation_inputs = scaler.transform_all(&validation.inputs);
//! let trainer = Trainer::new(CrossEntropy, Adam::new(0.01))
//!     .epochs(500)
//!     .validate(&validation_inputs, &validation.targets)
//!     .early_stopping(EarlyStopping::new(30));
//! let mut net = Moons::seeded(7);
//! let history = trainer.fit(&mut net, &inputs, &train.targets)?;
//! println!("{history}");
//!
//! let model = Scaled::new(net, scaler);
//! let outputs = model.predict(&test.inputs);
//! assert!(mlp::metrics::accuracy_score(&outputs, &test.targets)? > 0.9);
//! # Ok::<(), mlp::Error>(())
//! ```
//!
//! The number of epochs is only a limit: training ends when the validation loss has not improved for 30 epochs, and the
//! weights of the best epoch are restored. Here the validation loss of the red curve is lowest near epoch 200; early stopping
//! would end there, as the orange training loss keeps falling:
//!
//! <div role="img" aria-label="losses over 1,000 epochs: without a remedy the loss of unseen points rises while the training loss falls">
//!
#![doc = include_str!("../../docs/figures/overfitting_loss.svg")]
//! </div>
//!
//! Start small, with one hidden layer of 8 to 64 units and
//! [`Adam`](crate::Adam) at 0.01 or 0.001, and run several seeds before you compare two settings: the difference between
//! seeds is often larger.
//!
//! # 5. Reading a loss curve
//!
//! `history.save_svg("loss.svg")` (feature `plot`) draws both losses, `history.save_csv("loss.csv")` writes them as a
//! table.
//!
//! | the curves | the reason | try |
//! |---|---|---|
//! | both fall, and the validation loss stays close | learning works | more epochs, until both are flat |
//! | the training loss falls, the validation loss rises | overfitting | early stopping, more data, fewer units, `dropout(0.2)`, [`AdamW`](crate::AdamW) |
//! | both stay high | underfitting, or inputs without information about the target | more units, a larger learning rate, scaled inputs |
//! | the training loss jumps up and down, or grows | the learning rate is too large | a tenth of it; a schedule ([`schedule`](crate::schedule)) |
//! | it falls very slowly | the learning rate is too small, or inputs are not scaled | ten times of it; a [`Scaler`](crate::Scaler) |
//! | NaN | far too large steps; NaN in the data | a smaller rate, clipped gradients; look at the data |
//! | the validation loss is the lower one | dropout, which is active in training only; or an easy validation part | nothing; another seed for the split |
//!
//! The first row, from the example `digits`:
//!
//! <div role="img" aria-label="the losses of training and unseen digits fall together over 50 epochs">
//!
#![doc = include_str!("../../docs/figures/digits_loss.svg")]
//! </div>
//!
//! The second row is the picture in step 4, from the example `overfitting`, with three remedies.
//!
//! # 6. Is it good?
//!
//! Compare with something simple: always the most frequent class, the mean of the targets, a network without a hidden
//! layer. [`metrics`](crate::metrics) has the scores of scikit-learn. With rare classes, accuracy is misleading; a
//! [`ConfusionMatrix`](crate::metrics::ConfusionMatrix) shows which classes are confused, and
//! [`Trainer::class_weights`](crate::Trainer::class_weights) makes rare classes count more.
//!
//! # 7. Saving
//!
//! ```
//! # use mlp::prelude::*;
//! # use mlp::{Scaled, Scaler};
//! # mlp! { struct Moons: 2 => 16 tanh => 2 softmax }
//! # let model = Scaled::new(Moons::seeded(7), Scaler::standard(&[[0.0, 1.0], [1.0, 3.0]])?);
//! # let path = std::env::temp_dir().join("guide_moons.safetensors");
//! model.save(&path)?; // network and scaler in one file
//! let model = Scaled::<Moons>::load(&path)?;
//! let [first, second] = model.forward(&[0.5, 0.25]);
//! # assert!((first + second - 1.0).abs() < 1e-6);
//! # Ok::<(), mlp::Error>(())
//! ```
//!
//! The file is a safetensors file with PyTorch's names. Loading it into a network of another shape is an
//! error that says what differs. Long training runs are saved as they go by [`Trainer::checkpoint`](crate::Trainer#method.checkpoint): a program that
//! was killed continues when it is started again.
//!
//! # 8. In use
//!
//! **In a server**, load the model once and share it: [`forward`](crate::Network::forward) takes `&self`, allocates
//! nothing and is called from any number of threads. For many samples at a time,
//! [`forward_batch`](crate::Network::forward_batch) is faster for each.
//!
//! ```
//! # use mlp::prelude::*;
//! # mlp! { struct Moons: 2 => 16 tanh => 2 softmax }
//! let net = Moons::seeded(7);
//! std::thread::scope(|threads| {
//!     for request in 0..4 {
//!         let net = &net;
//!         threads.spawn(move || net.forward(&[request as f32, 0.0]));
//!     }
//! });
//! ```
//!
//! **In firmware**, `weights = "moons.safetensors"` in the declaration makes the trained weights a constant in
//! read-only memory, checked by the compiler; neither `std` nor a heap is needed (feature `weights`, no default
//! features). The scaler's means and deviations are two arrays; or declare inputs with ranges, and the network scales
//! them itself.
//!
//! **In a browser**, the same crate is compiled for `wasm32-unknown-unknown`; `-C target-feature=+simd128` chooses
//! vector instructions.
//!
//! **From C, C++ and Python**, `export = "c"` gives the program a function with C's calling convention.
//!
//! Check the inputs. A network computes outputs for any input, even for one unlike all training samples: that is
//! extrapolation. Networks with named inputs have `out_of_range` for this.
