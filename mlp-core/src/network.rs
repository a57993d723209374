//! The methods that every network has.

mod place;
#[cfg(feature = "safetensors")]
mod weights;

use crate::batch::compiled::Compiled;
use crate::batch::{self, Batch, Samples, Wanted};
#[cfg(any(feature = "std", feature = "onnx"))]
use crate::error::Error;
#[cfg(feature = "onnx")]
use crate::file::onnx;
#[cfg(feature = "safetensors")]
use crate::file::safetensors::{self, Place, naming::Naming};
use crate::layer::initialization;
use crate::loss::Loss;
use crate::model::{Model, Vector};
use crate::optimizer::{Optimizer, State};
#[cfg(feature = "std")]
use crate::quantized::{self, Quantized};
use crate::workspace::PassMemory;
pub use place::AsNetwork;
#[cfg(feature = "safetensors")]
pub use weights::Weights;

/// A multilayer perceptron with a fixed shape, declared with `mlp!` or joined from other networks.
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
///
/// /// Works for every network with two inputs and one output.
/// fn at_origin<N: Network<Input = [f32; 2], Output = [f32; 1]>>(net: &N) -> f32 {
///     net.forward(&[0.0, 0.0])[0]
/// }
///
/// assert_eq!(at_origin(&Net::zeroed()), 0.5);
/// ```
///
/// A sample of another width does not compile:
///
/// ```compile_fail,E0308
/// # use mlp::prelude::*;
/// # mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
/// Net::zeroed().forward(&[0.0, 0.0, 0.0]); // expected an array with a size of 2, found one with a size of 3
/// ```
///
/// # Create a network
///
/// - [`seeded`](Network::seeded), [`initialize`](Network::initialize): initial weights from a seed.
/// - [`boxed`](#method.boxed): the same on the heap (feature `alloc`), for networks too large for the stack.
///   Functions that accept a network accept it in the box too, by [`AsNetwork`].
/// - [`random`](#method.random): initial weights from a random number generator of your own (feature `rand_core`).
/// - [`zeroed`](Network::zeroed): all parameters are 0.
///
/// # Use it
///
/// - [`forward`](Network::forward): the outputs for one sample.
/// - [`forward_batch`](Network::forward_batch): the outputs for many samples.
///
/// # Train it
///
/// - [`Trainer::fit`](crate::Trainer::fit): a whole training run, with epochs, a shuffle and validation.
/// - [`train_batch`](Network::train_batch), [`train`](Network::train): one step of an optimizer.
/// - [`loss`](Network::loss), [`weighted_loss`](Network::weighted_loss): the mean loss over a batch.
///
/// # Differentiate it
///
/// | method | derivatives of | with respect to |
/// |---|---|---|
/// | [`gradient`](Self::gradient), [`weighted_gradient`](Self::weighted_gradient) | the mean loss | the parameters |
/// | [`input_gradient`](Network::input_gradient) | the loss of one sample | the inputs |
/// | [`backward`](Network::backward) | the outputs, weighted by given derivatives | the parameters |
/// | [`jacobian`](Network::jacobian), [`jacobian_vector`](Network::jacobian_vector) | the outputs | the inputs |
/// | [`hessian_vector`](#method.hessian_vector) | the mean loss, twice | the parameters |
///
/// # Save and load it
///
/// - [`save`](#method.save), [`load`](#method.load), [`load_boxed`](#method.load_boxed): safetensors files, which
///   PyTorch reads and writes too (feature `safetensors`, like the next two).
/// - [`to_safetensors`](#method.to_safetensors), [`from_safetensors`](#method.from_safetensors),
///   [`read_safetensors`](#method.read_safetensors): the same as bytes in memory.
/// - [`Weights`](crate::Weights): files with other names, or with other parts beside the network.
/// - [`to_onnx`](#method.to_onnx), [`from_onnx`](#method.from_onnx), [`read_onnx`](#method.read_onnx): models for ONNX
///   Runtime and others, and models of others (feature `onnx`).
/// - [`quantize`](#method.quantize): the network in integers of eight bits (feature `std`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a network",
    label = "expected a network",
    note = "networks are declared with `mlp!` or joined with `Chain` and `Concat`"
)]
pub trait Network: Model + Compiled {
    // What an expansion has too, with the sizes in the signature, is hidden from an editor, which would offer it twice. The
    // price: it does not offer these for a type parameter and for a `Chain`.

    /// The number of inputs.
    #[cfg_attr(rust_analyzer, doc(hidden))]
    const INPUTS: usize = <Self::Input as Vector>::LEN;
    /// The number of outputs.
    #[cfg_attr(rust_analyzer, doc(hidden))]
    const OUTPUTS: usize = <Self::Output as Vector>::LEN;
    /// The number of parameters, that is, of all weights and biases.
    #[cfg_attr(rust_analyzer, doc(hidden))]
    const PARAMS: usize = {
        let () = Self::FITS;
        Self::COUNT
    };
    /// The number of multiply-adds in one forward pass, one for each weight.
    #[cfg_attr(rust_analyzer, doc(hidden))]
    const MACS: usize = Self::MULTIPLY_ADDS;

    /// Returns the outputs for one sample.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
    ///
    /// let [y] = Net::seeded(7).forward(&[0.0, 1.0]);
    /// assert!(0.0 < y && y < 1.0);
    /// ```
    #[cfg_attr(rust_analyzer, doc(hidden))]
    #[must_use]
    #[inline]
    fn forward(&self, input: &Self::Input) -> Self::Output {
        self.forward_single(input)
    }

    /// Computes the outputs for many samples: `outputs[s]` becomes the network's outputs for `inputs[s]`.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
    ///
    /// let mut outputs = [[0.0]; 3];
    /// Net::zeroed().forward_batch(&[[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]], &mut outputs);
    /// assert_eq!(outputs, [[0.5]; 3]);
    /// ```
    ///
    /// # Panics
    ///
    /// If `inputs` and `outputs` have different lengths.
    #[cfg_attr(rust_analyzer, doc(hidden))]
    fn forward_batch(&self, inputs: &[Self::Input], outputs: &mut [Self::Output]) {
        batch::forward(self, inputs, outputs);
    }

    /// Returns the mean loss over a batch, or 0 for an empty batch.
    ///
    /// Dropout is not applied. The bits are those of the loss that [`Network::gradient`] returns, unless the
    /// feature `rayon` splits that batch.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
    ///
    /// // every output is 0.5: half of (0.5 - 0)^2 + (0.5 - 1)^2
    /// let loss = Net::zeroed().loss(Mse, &[[0.0, 1.0], [1.0, 1.0]], &[[0.0], [1.0]]);
    /// assert_eq!(loss, 0.25);
    /// ```
    ///
    /// # Panics
    ///
    /// If `inputs` and `targets` have different lengths, or if a class index is not below the number of outputs.
    #[must_use]
    fn loss<L: Loss<Self>>(&self, loss: L, inputs: &[Self::Input], targets: &[L::Target]) -> f32 {
        batch::plain_loss(self, loss, inputs, targets)
    }

    /// Returns the mean loss over a batch and stores its derivatives in `gradient`.
    ///
    /// `gradient` becomes `d loss / d parameter` for every parameter; what it held before is overwritten. Dropout is
    /// not applied.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 1 => 1 }
    ///
    /// let (mut net, mut gradient) = (Net::zeroed(), Net::zeroed());
    /// net.l1.weights[0][0] = 2.0;
    /// // d (w x + b - t)^2 / d w = 2 (w x + b - t) x
    /// let loss = net.gradient(Mse, &[[3.0]], &[[5.0]], &mut gradient);
    /// assert_eq!(loss, 1.0);
    /// assert_eq!(gradient.l1.weights[0][0], 6.0);
    /// ```
    ///
    /// # Panics
    ///
    /// As [`Network::loss`].
    fn gradient<L: Loss<Self>>(
        &self,
        loss: L,
        inputs: &[Self::Input],
        targets: &[L::Target],
        gradient: &mut Self,
    ) -> f32 {
        batch::plain_gradient(self, loss, inputs, targets, gradient)
    }

    /// Returns the weighted mean of the samples' losses, `sum w_i l_i / sum w_i`.
    ///
    /// It is 0 if all weights are 0. `l_i` is the loss of sample `i` alone. With each sample's class weight as `w_i`,
    /// this is PyTorch's `CrossEntropyLoss(weight)`. PyTorch's other losses divide by the number of samples instead of
    /// the sum of the weights; scikit-learn's `sample_weight` is defined as here, for all losses.
    ///
    /// A sample with weight 3 counts as much as three copies of it:
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
    ///
    /// let (net, a, b) = (Net::seeded(7), [0.0, 1.0], [1.0, 1.0]);
    /// let weighted = net.weighted_loss(Mse, &[a, b], &[[1.0], [0.0]], &[1.0, 3.0]);
    /// let repeated = net.loss(Mse, &[a, b, b, b], &[[1.0], [0.0], [0.0], [0.0]]);
    /// assert!((weighted - repeated).abs() < 1e-6);
    /// ```
    ///
    /// # Panics
    ///
    /// As [`Network::loss`], and if `weights` and `inputs` have different lengths.
    #[must_use]
    fn weighted_loss<L: Loss<Self>>(
        &self,
        loss: L,
        inputs: &[Self::Input],
        targets: &[L::Target],
        weights: &[f32],
    ) -> f32 {
        batch::loss(self, loss, &Samples::weighted(inputs, targets, weights))
    }

    /// Returns the [weighted mean loss](Network::weighted_loss) and stores its derivatives in `gradient`.
    ///
    /// The derivatives are those with respect to the parameters, as in [`Network::gradient`].
    ///
    /// # Panics
    ///
    /// As [`Network::weighted_loss`].
    fn weighted_gradient<L: Loss<Self>>(
        &self,
        loss: L,
        inputs: &[Self::Input],
        targets: &[L::Target],
        weights: &[f32],
        gradient: &mut Self,
    ) -> f32 {
        let (samples, wanted) = (Samples::weighted(inputs, targets, weights), Wanted::default());
        batch::gradient(self, loss, &samples, gradient, wanted, PassMemory::default())
    }

    /// Returns the loss of one sample and its derivatives with respect to the inputs.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 1 => 1 }
    ///
    /// let mut net = Net::zeroed();
    /// net.l1.weights[0][0] = 2.0;
    /// // d (w x + b - t)^2 / d x = 2 (w x + b - t) w
    /// let (loss, gradient) = net.input_gradient(Mse, &[3.0], [5.0]);
    /// assert_eq!((loss, gradient), (1.0, [4.0]));
    /// ```
    ///
    /// # Panics
    ///
    /// If the target is a class index that is not below the number of outputs.
    fn input_gradient<L: Loss<Self>>(&self, loss: L, input: &Self::Input, target: L::Target) -> (f32, Self::Input) {
        batch::input_gradient(self, loss, input, target)
    }

    /// Computes the derivatives of the outputs with respect to the inputs: `rows[output][input]`.
    ///
    /// The shape decides between two methods, whichever costs less. Forward-mode differentiation handles fifteen inputs
    /// in one pass, reverse-mode differentiation sixteen outputs. Either costs about as much as a batch of as many
    /// samples.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 3 => 2 }
    ///
    /// let mut net = Net::zeroed();
    /// net.l1.weights = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]; // weights[input][unit]
    /// let mut rows = [[0.0; 3]; 2];
    /// net.jacobian(&[0.1, 0.2, 0.3], &mut rows);
    /// assert_eq!(rows, [[1.0, 3.0, 5.0], [2.0, 4.0, 6.0]]);
    /// ```
    ///
    /// # Panics
    ///
    /// If the number of rows is not the number of outputs.
    #[doc(alias("jacrev", "jacfwd"))]
    fn jacobian(&self, input: &Self::Input, rows: &mut [Self::Input]) {
        batch::jacobian(self, input, rows);
    }

    /// Returns the product of the [Jacobian](Network::jacobian) and a vector.
    ///
    /// `product[u] = sum_i dy[u]/dx[i] v[i]`: how fast the outputs change while the input moves with velocity `v`.
    /// Computed by forward-mode differentiation, at about the cost of a few forward passes.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 1 }
    ///
    /// let mut net = Net::zeroed();
    /// net.l1.weights = [[3.0], [4.0]];
    /// assert_eq!(net.jacobian_vector(&[0.1, 0.2], &[1.0, -1.0]), [-1.0]);
    /// ```
    #[doc(alias = "jvp")]
    #[must_use]
    fn jacobian_vector(&self, input: &Self::Input, vector: &Self::Input) -> Self::Output {
        batch::jacobian_vector(self, input, vector)
    }

    /// Back-propagates given derivatives with respect to the outputs and stores the result in `gradient`.
    ///
    /// `gradient` becomes the sum over samples and outputs of `d_outputs[sample][output]` times the derivatives of that
    /// output with respect to the parameters. With this method any loss can be minimised: compute its derivatives with
    /// respect to the outputs, and pass the resulting gradient to [`Optimizer::update`]. Dropout is not applied. The
    /// counterpart of PyTorch's `outputs.backward(d_outputs)`.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 3 tanh => 1 }
    ///
    /// // one step towards larger outputs: the loss is minus their sum
    /// let (mut net, mut gradient) = (Net::seeded(7), Net::zeroed());
    /// let inputs = [[0.0, 1.0], [1.0, 0.0]];
    /// let before = net.forward(&inputs[0]);
    /// let optimizer = Adam::new(1e-3);
    /// net.backward(&inputs, &[[-1.0], [-1.0]], &mut gradient);
    /// optimizer.update(&mut net, &gradient, &mut optimizer.init());
    /// assert!(net.forward(&inputs[0]) > before);
    /// ```
    ///
    /// # Panics
    ///
    /// If `inputs` and `d_outputs` have different lengths.
    #[doc(alias("vjp", "vector_jacobian_product"))]
    fn backward(&self, inputs: &[Self::Input], d_outputs: &[Self::Output], gradient: &mut Self) {
        batch::backward(self, inputs, d_outputs, gradient);
    }

    /// Computes the product of a vector and the Hessian of the mean loss with respect to the parameters.
    ///
    /// `product[p] = sum_q H[p][q] v[q]`. Computed by fourth-order central differences of the gradient along `vector`,
    /// which takes four gradients. For smooth activations the error is about a thousandth of the product's norm. Across
    /// the kinks of `relu` it is that of any finite difference.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 3 tanh => 1 }
    ///
    /// // the curvature of the loss along a direction: v H v
    /// let (net, direction, mut product) = (Net::seeded(7), Net::seeded(8), Net::zeroed());
    /// net.hessian_vector(Mse, &[[0.0, 1.0]], &[[1.0]], &direction, &mut product);
    /// let curvature: f32 = direction.params_slice().iter().zip(product.params_slice()).map(|(v, hv)| v * hv).sum();
    /// assert!(curvature.is_finite());
    /// ```
    ///
    /// # Panics
    ///
    /// As [`Network::loss`].
    #[cfg(feature = "alloc")]
    #[doc(alias = "hvp")]
    fn hessian_vector<L: Loss<Self>>(
        &self,
        loss: L,
        inputs: &[Self::Input],
        targets: &[L::Target],
        vector: &Self,
        product: &mut Self,
    ) {
        batch::hessian_vector(self, vector, product, &mut |net, gradient| {
            net.gradient(loss, inputs, targets, gradient);
        });
    }

    /// Makes one step of `optimizer` on a batch and returns the mean loss before the step.
    ///
    /// A [`Batch`] holds inputs and targets, and optionally weights and memory. Without these [`Network::train_batch`]
    /// is shorter. Dropout is applied. An empty batch changes nothing and returns 0.
    ///
    /// ```
    /// use mlp::prelude::*;
    /// use mlp::{Batch, Workspace};
    ///
    /// mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
    ///
    /// let (mut net, optimizer) = (Net::seeded(7), Adam::new(0.05));
    /// let (mut state, mut workspace) = (optimizer.init(), Workspace::new());
    /// let (inputs, targets) = ([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]]);
    /// let batch = Batch::new(&inputs, &targets).weights(&[1.0, 2.0]).workspace(&mut workspace);
    /// let loss = net.train(Bce, &optimizer, &mut state, batch);
    /// assert!(loss > 0.0);
    /// ```
    ///
    /// # Panics
    ///
    /// If a class index is not below the number of outputs. In builds with debug assertions also if a setting of the loss
    /// is out of its range.
    #[inline]
    #[doc(alias = "fit")]
    fn train<L: Loss<Self>, O: Optimizer>(
        &mut self,
        loss: L,
        optimizer: &O,
        state: &mut State<Self, O>,
        batch: Batch<'_, Self::Input, L::Target>,
    ) -> f32 {
        let (samples, memory) = batch.into_parts::<Self, L>();
        batch::train(self, loss, optimizer, state, &samples, memory)
    }

    /// Makes one step of `optimizer` on inputs and targets and returns the mean loss before the step.
    ///
    /// Short for [`Network::train`] with [`Batch::new`].
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
    ///
    /// let inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    /// let targets = [[0.0], [1.0], [1.0], [0.0]];
    /// let (mut net, optimizer) = (Net::seeded(7), Adam::new(0.05));
    /// let mut state = optimizer.init();
    /// let first = net.train_batch(Bce, &optimizer, &mut state, &inputs, &targets);
    /// for _ in 1..2_000 {
    ///     net.train_batch(Bce, &optimizer, &mut state, &inputs, &targets);
    /// }
    /// assert!(net.loss(Bce, &inputs, &targets) < first / 10.0);
    /// ```
    ///
    /// # Panics
    ///
    /// As [`Network::loss`].
    #[inline]
    fn train_batch<L: Loss<Self>, O: Optimizer>(
        &mut self,
        loss: L,
        optimizer: &O,
        state: &mut State<Self, O>,
        inputs: &[Self::Input],
        targets: &[L::Target],
    ) -> f32 {
        batch::train_plain(self, loss, optimizer, state, inputs, targets)
    }

    /// Returns a network whose parameters are all zero.
    ///
    /// For gradients, which are networks of the same type, and for weights set by hand. It is no start for training:
    /// units with the same weights get the same gradient, and stay equal. See [`Network::seeded`].
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
    ///
    /// let net = Net::zeroed();
    /// assert_eq!(net.params_slice(), [0.0; Net::PARAMS]);
    /// ```
    #[cfg_attr(rust_analyzer, doc(hidden))]
    #[must_use]
    fn zeroed() -> Self {
        Self::ZERO
    }

    /// Returns a network with initial weights from a seed.
    ///
    /// The same seed results in the same weights on every machine. Biases begin at 0.
    #[cfg_attr(rust_analyzer, doc(hidden))]
    #[must_use]
    fn seeded(seed: u64) -> Self {
        let mut net = Self::ZERO;
        net.initialize(seed);
        net
    }

    /// Replaces all parameters by initial ones from a seed, as [`Network::seeded`] does.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
    ///
    /// let mut net = Net::zeroed();
    /// net.initialize(7);
    /// assert_eq!(net.params_slice(), Net::seeded(7).params_slice());
    /// ```
    fn initialize(&mut self, seed: u64) {
        initialization::fill_from_seed(self.params_slice_mut(), Self::visit_layers, seed);
    }

    /// Returns a network on the heap with initial weights from a seed.
    ///
    /// As [`Network::seeded`], but the network is never on the stack: for networks that are too large for it.
    /// [`Trainer::fit`](crate::Trainer::fit) and others accept the box as it is ([`AsNetwork`]).
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 1 => 64 relu => 1 }
    ///
    /// let mut net = Net::boxed(7);
    /// let trainer = Trainer::new(Mse, Adam::new(0.01)).epochs(100);
    /// trainer.fit(&mut net, &[[0.0], [1.0]], &[[1.0], [3.0]])?;
    /// let [y] = net.forward(&[0.5]);
    /// # assert!(y.is_finite());
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[cfg(feature = "alloc")]
    #[must_use]
    fn boxed(seed: u64) -> alloc::boxed::Box<Self> {
        let mut net = Self::zeroed_boxed();
        net.initialize(seed);
        net
    }

    /// Returns a network with initial weights from a random number generator (feature `rand_core`).
    ///
    /// The distribution of each layer is that of [`Network::seeded`]. The generator is any with the trait `Rng` of
    /// `rand_core`, such as those of the crate `rand`; the same state of it results in the same weights.
    #[cfg(feature = "rand_core")]
    #[must_use]
    fn random<R: rand_core::Rng + ?Sized>(numbers: &mut R) -> Self {
        let mut net = Self::ZERO;
        initialization::fill_all(net.params_slice_mut(), Self::visit_layers, &mut || numbers.next_u64());
        net
    }

    /// Saves the parameters to a safetensors file, which PyTorch reads too (feature `safetensors`).
    ///
    /// The file is replaced in one step. If the program is killed, either the whole old file or the whole new one is
    /// there, possibly with a `*.partial` beside it, which the next save removes. A file that is replaced keeps its
    /// mode, not its owner. A symbolic link stays, and the file that it leads to is replaced; a device or a pipe is
    /// written to.
    ///
    /// The tensors have the names and shapes of PyTorch's `nn.Sequential`: `"0.weight"`, `[units, inputs]`, and
    /// `"0.bias"`, `[units]`. Activations and dropouts count as modules. The metadata entry `"mlp"` holds the version
    /// of this crate, a description of the network, the fields of named ends, and a checksum of the data, by which
    /// [`Network::load`] finds damage.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
    ///
    /// # fn example() -> Result<(), mlp::Error> {
    /// let net = Net::seeded(7);
    /// net.save("net.safetensors")?;
    /// let same = Net::load("net.safetensors")?;
    /// assert_eq!(same.params_slice(), net.params_slice());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::TensorNotFinite`](crate::Error::TensorNotFinite) if a parameter is NaN or infinite: [`Network::load`]
    /// would refuse it, so the old file is kept. [`Error::File`](crate::Error::File) if the file cannot be written. A file
    /// that is there is as it was then, unless only its folder could not be synced. A read-only file is not replaced.
    #[cfg(feature = "safetensors")]
    fn save(&self, path: impl AsRef<std::path::Path>) -> Result<(), Error> {
        safetensors::check_finite(self.params_slice(), Self::visit_layers)?;
        safetensors::save(path.as_ref(), &self.to_safetensors())
    }

    /// Returns a network with the parameters in a safetensors file (feature `safetensors`).
    ///
    /// The tensors have the names of [`Network::save`], or those of the layers: a layer `fc1: 16 relu` may be
    /// `"fc1.weight"` and `"fc1.bias"` in the file. Files with other names, or with other parts, are read by
    /// [`Weights`](crate::Weights); the error proposes the names that fit.
    ///
    /// Half precision (`f16`), `bf16` and `f64` values are converted to `f32`. For networks too large for the stack use
    /// [`Network::load_boxed`].
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or if it does not hold exactly the tensors of this network with finite values.
    /// [`Error::OtherField`](crate::Error::OtherField) if the inputs or outputs have other names, kinds or classes in the
    /// file.
    #[cfg(feature = "safetensors")]
    fn load(path: impl AsRef<std::path::Path>) -> Result<Self, Error> {
        let mut net = Self::ZERO;
        safetensors::load(&mut place(&mut net), &Naming::whole(), path.as_ref())?;
        Ok(net)
    }

    /// Returns a network on the heap with the parameters in a safetensors file.
    ///
    /// As [`Network::load`], but the network is never on the stack: for networks that are large compared with a
    /// thread's stack. Prefer it from a few hundred kilobytes on: the stack of a test has 2 MiB, and a debug build
    /// moves a network that is returned by value several times.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Clothes: 784 => 128 relu => 10 softmax }
    ///
    /// # fn example(picture: &[f32; 784]) -> Result<(), mlp::Error> {
    /// let probabilities = Clothes::load_boxed("clothes.safetensors")?.forward(picture);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Network::load`].
    #[cfg(feature = "safetensors")]
    fn load_boxed(path: impl AsRef<std::path::Path>) -> Result<alloc::boxed::Box<Self>, Error> {
        let mut net = Self::zeroed_boxed();
        safetensors::load(&mut place(&mut *net), &Naming::whole(), path.as_ref())?;
        Ok(net)
    }

    /// Returns the parameters as the bytes of a safetensors file, as [`Network::save`] writes it.
    ///
    /// A parameter that is NaN or infinite is among the bytes, but [`Network::from_safetensors`] refuses them then.
    #[cfg(feature = "safetensors")]
    #[must_use]
    fn to_safetensors(&self) -> alloc::vec::Vec<u8> {
        safetensors::write(self.params_slice(), Self::visit_layers, Self::ENDS, &alloc::format!("{self:?}"))
    }

    /// Returns a network with the parameters in the bytes of a safetensors file.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
    ///
    /// let net = Net::seeded(7);
    /// let same = Net::from_safetensors(&net.to_safetensors())?;
    /// assert_eq!(same.params_slice(), net.params_slice());
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Network::load`].
    #[cfg(feature = "safetensors")]
    fn from_safetensors(bytes: &[u8]) -> Result<Self, Error> {
        let mut net = Self::ZERO;
        net.read_safetensors(bytes)?;
        Ok(net)
    }

    /// Replaces the parameters by those in the bytes of a safetensors file.
    ///
    /// As [`Network::from_safetensors`], for networks that are on the heap already.
    ///
    /// # Errors
    ///
    /// As [`Network::load`]. On an error the network is unchanged.
    #[cfg(feature = "safetensors")]
    fn read_safetensors(&mut self, bytes: &[u8]) -> Result<(), Error> {
        safetensors::read(&mut place(self), &Naming::whole(), bytes)
    }

    /// Returns the network in integers of eight bits, for devices: `i8` weights, inputs and outputs.
    ///
    /// The samples show the ranges of all values, so they should be like those that the device will see; the inputs of the
    /// training are right. [`Quantized`] says how much the integers change, and writes the file that `weights = ".."`
    /// with `arithmetic = i8` reads. The formulas are in [`quantized`](crate::quantized).
    ///
    /// ```
    /// # fn example<Digits: mlp::Model<Input = [f32; 64], Output = [f32; 10]> + mlp::Network>(
    /// #     net: Digits,
    /// #     images: &[[f32; 64]],
    /// # ) -> Result<(), mlp::Error> {
    /// let quantized = net.quantize(images)?;
    /// let probabilities = quantized.forward(&images[0]);
    /// # #[cfg(feature = "safetensors")]
    /// quantized.save("digits-int8.safetensors")?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NoSamples`](crate::Error::NoSamples) and [`Error::InputNotFinite`](crate::Error::InputNotFinite) for the
    /// samples, [`Error::Quantization`](crate::Error::Quantization) for a layer: of a residual block, of a network inside
    /// another, with an activation of your own, with names, with more than 32768 inputs, or with a value that is NaN or
    /// infinite.
    #[cfg(feature = "std")]
    fn quantize<const INPUTS: usize, const OUTPUTS: usize>(
        &self,
        samples: &[[f32; INPUTS]],
    ) -> Result<Quantized<INPUTS, OUTPUTS>, Error>
    where
        Self: Model<Input = [f32; INPUTS], Output = [f32; OUTPUTS]>,
    {
        quantized::quantize(self.params_slice(), Self::visit_layers, samples, alloc::format!("{self:?}"))
    }

    /// Returns the network as the bytes of an ONNX model, opset 17 (feature `onnx`).
    ///
    /// The model has one input, `input`, and one output, `output`, and runs any number of samples at once (dimension
    /// `batch`). The operators have the names of the layers, and so have their weights: `l1.weights`, `[inputs,
    /// units]`, and `l1.biases`. The model's metadata hold a description of the network. The format is limited to 2
    /// GiB.
    ///
    /// ```
    /// # fn example<Digits: mlp::Network>(net: Digits) -> Result<(), Box<dyn std::error::Error>> {
    /// std::fs::write("digits.onnx", net.to_onnx()?)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::OnnxActivation`](crate::Error::OnnxActivation) for an activation of your own, and for a network inside
    /// of this one that has outputs with names.
    /// [`Error::Onnx`](crate::Error::Onnx) if a parameter is NaN or infinite: [`Network::from_onnx`] would refuse it.
    #[cfg(feature = "onnx")]
    fn to_onnx(&self) -> Result<alloc::vec::Vec<u8>, Error> {
        let mut graph = onnx::Graph::default();
        let last = self.add_to_graph(&mut graph, "", onnx::INPUT)?;
        Ok(graph.finish(&last, Self::INPUTS, Self::OUTPUTS, alloc::format!("{self:?}")))
    }

    /// Returns a network with the parameters in the bytes of an ONNX model (feature `onnx`).
    ///
    /// The model is one of [`Network::to_onnx`] or of another program.
    ///
    /// The operators of the model must be the layers of this network, one after the other: a `Gemm`, or a `MatMul` and
    /// an `Add`, then the operators of the activation. Operators that change no value are skipped: `Identity`,
    /// `Dropout`, `Flatten`, `Cast` to `FLOAT`, and `Reshape` to the rows that there are, as scikit-learn's exporter
    /// writes them. The activations of outputs with names stand behind a `Split`, and the outputs are joined by `Concat`
    /// or are several outputs of the model. The names do not matter. Weights may be `FLOAT` or `DOUBLE`, in the file itself.
    ///
    /// ```
    /// # #[cfg(feature = "onnx")]
    /// # {
    /// use mlp::prelude::*;
    ///
    /// mlp! {
    ///     struct Net: 2 => 3 relu => 1;
    ///     struct Other: 2 => 3 tanh => 1
    /// }
    ///
    /// let net = Net::seeded(7);
    /// let model = net.to_onnx()?; // or `std::fs::read("net.onnx")?`
    /// assert_eq!(Net::from_onnx(&model)?.params_slice(), net.params_slice());
    /// let error = Other::from_onnx(&model).unwrap_err().to_string();
    /// assert!(error.ends_with("`l1` needs the operators of `tanh`, the model goes on with `Relu`"));
    /// # }
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Onnx`](crate::Error::Onnx) if the model has other operators or shapes, or a value that is not finite.
    #[cfg(feature = "onnx")]
    fn from_onnx(bytes: &[u8]) -> Result<Self, Error> {
        let mut net = Self::ZERO;
        net.read_onnx(bytes)?;
        Ok(net)
    }

    /// Replaces the parameters by those in the bytes of an ONNX model.
    ///
    /// As [`Network::from_onnx`], for networks that are on the heap already.
    ///
    /// # Errors
    ///
    /// As [`Network::from_onnx`]. On an error the network is unchanged.
    #[cfg(feature = "onnx")]
    fn read_onnx(&mut self, bytes: &[u8]) -> Result<(), Error> {
        onnx::read(self.params_slice_mut(), Self::visit_layers, Self::ENDS.outputs, bytes)
    }
}

/// Returns where a file's weights go.
#[cfg(feature = "safetensors")]
fn place<N: Network>(net: &mut N) -> Place<'_> {
    Place { parameters: net.params_slice_mut(), visit_layers: N::visit_layers, beside: &mut [], ends: N::ENDS }
}

#[diagnostic::do_not_recommend]
impl<N: Compiled> Network for N {}
