//! What a network can do for its user.

use crate::batch::compiled::Compiled;
use crate::batch::{self, Batch, Samples};
#[cfg(any(feature = "safetensors", feature = "onnx"))]
use crate::error::Error;
#[cfg(feature = "onnx")]
use crate::file::onnx;
#[cfg(feature = "safetensors")]
use crate::file::safetensors;
use crate::layer::initialization;
use crate::loss::Loss;
use crate::model::Vector;
use crate::optimizer::{Optimizer, State};
use crate::workspace::PassMemory;

/// A multilayer perceptron with a fixed shape, made by `mlp!` or joined from others.
///
/// ```
/// use mlp::Network;
///
/// /// Works for every network with two inputs and one output.
/// fn at_origin<N: Network<Input = [f32; 2], Output = [f32; 1]>>(net: &N) -> f32 {
///     net.forward(&[0.0, 0.0])[0]
/// }
/// ```
///
/// A sample of another width does not compile:
///
/// ```compile_fail,E0308
/// # use mlp::Network;
/// fn at_origin<N: Network<Input = [f32; 2], Output = [f32; 1]>>(net: &N) -> f32 {
///     net.forward(&[0.0, 0.0, 0.0])[0] // expected an array with a size of 2, found one with a size of 3
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a network",
    label = "expected a network",
    note = "networks are declared with `mlp!` or joined with `Chain` and `Concat`"
)]
pub trait Network: Compiled {
    /// The number of inputs.
    const INPUTS: usize = <Self::Input as Vector>::LEN;
    /// The number of outputs.
    const OUTPUTS: usize = <Self::Output as Vector>::LEN;
    /// The number of parameters: all weights and biases.
    const PARAMS: usize = {
        let () = Self::FITS;
        Self::COUNT
    };
    /// The number of multiply-adds in one forward pass: one for each weight.
    const MACS: usize = Self::MULTIPLY_ADDS;

    /// The answer to one sample.
    #[must_use]
    #[inline]
    fn forward(&self, input: &Self::Input) -> Self::Output {
        self.forward_single(input)
    }

    /// The answers to many samples.
    ///
    /// # Panics
    ///
    /// If `inputs` and `outputs` differ in length.
    fn forward_batch(&self, inputs: &[Self::Input], outputs: &mut [Self::Output]) {
        batch::forward(self, inputs, outputs);
    }

    /// The mean loss over a batch; 0 for an empty one.
    ///
    /// # Panics
    ///
    /// If `inputs` and `targets` differ in length, or a class is not below the number of outputs.
    #[must_use]
    fn loss<L: Loss<Self>>(&self, loss: L, inputs: &[Self::Input], targets: &[L::Target]) -> f32 {
        batch::loss(self, loss, &Samples::new(inputs, targets))
    }

    /// The mean loss over a batch; `gradient` becomes its derivatives with respect to the parameters.
    ///
    /// Dropout takes no part in it.
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

    /// The weighted mean of the samples' losses, `sum w_i l_i / sum w_i`; 0 if all weights are 0.
    ///
    /// `l_i` is the loss of sample `i` alone. With the weight of its class for each sample this is PyTorch's
    /// `CrossEntropyLoss(weight)`. PyTorch's other losses divide by the number of samples instead of the sum of the
    /// weights; scikit-learn's `sample_weight` is as here, for all losses.
    ///
    /// # Panics
    ///
    /// As [`Network::loss`], and if there are not as many weights as inputs.
    ///
    /// ```
    /// # use mlp::{Network, loss::Mse};
    /// /// A sample that counts three times is one that is there three times.
    /// fn check<N: Network<Input = [f32; 2], Output = [f32; 1]>>(net: &N) {
    ///     let (a, b) = ([0.0, 1.0], [1.0, 1.0]);
    ///     let weighted = net.weighted_loss(Mse, &[a, b], &[[1.0], [0.0]], &[1.0, 3.0]);
    ///     let repeated = net.loss(Mse, &[a, b, b, b], &[[1.0], [0.0], [0.0], [0.0]]);
    ///     assert!((weighted - repeated).abs() < 1e-6);
    /// }
    /// ```
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

    /// [`Network::weighted_loss`]; `gradient` becomes its derivatives with respect to the parameters.
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
        batch::gradient(self, loss, &Samples::weighted(inputs, targets, weights), gradient, None, PassMemory::default())
    }

    /// The loss of one sample and its derivatives with respect to the inputs.
    fn input_gradient<L: Loss<Self>>(&self, loss: L, input: &Self::Input, target: L::Target) -> (f32, Self::Input) {
        batch::input_gradient(self, loss, input, target)
    }

    /// The derivatives of the outputs with respect to the inputs: `rows[output][input]`.
    ///
    /// By forward differentiation where there are few inputs, with fifteen of them in the lanes of one pass, else by
    /// reverse differentiation, with sixteen outputs in the lanes: whichever costs less for the shape, about as much as a
    /// batch of as many samples.
    ///
    /// # Panics
    ///
    /// If there is not one row for each output.
    ///
    /// ```
    /// # use mlp::Network;
    /// /// How much each output changes with the first input.
    /// fn by_first<N: Network<Input = [f32; 3], Output = [f32; 2]>>(net: &N, x: &[f32; 3]) -> [f32; 2] {
    ///     let mut rows = [[0.0; 3]; 2];
    ///     net.jacobian(x, &mut rows);
    ///     [rows[0][0], rows[1][0]]
    /// }
    /// ```
    #[doc(alias("jacrev", "jacfwd"))]
    fn jacobian(&self, input: &Self::Input, rows: &mut [Self::Input]) {
        batch::jacobian(self, input, rows);
    }

    /// The [Jacobian](Network::jacobian) times a vector, `product[u] = sum_i dy[u]/dx[i] v[i]`: how the outputs change
    /// along a direction.
    ///
    /// By forward differentiation, for about the price of a few answers.
    ///
    /// ```
    /// # use mlp::Network;
    /// /// How fast the answer changes while the input moves with this velocity.
    /// fn speed<N: Network<Input = [f32; 3], Output = [f32; 1]>>(net: &N, x: &[f32; 3], velocity: &[f32; 3]) -> f32 {
    ///     net.jacobian_vector(x, velocity)[0]
    /// }
    /// ```
    #[doc(alias = "jvp")]
    #[must_use]
    fn jacobian_vector(&self, input: &Self::Input, vector: &Self::Input) -> Self::Output {
        batch::jacobian_vector(self, input, vector)
    }

    /// Back-propagates derivatives that you give: `gradient` becomes the sum over samples and outputs of
    /// `d_outputs[sample][output]` times the output's derivatives with respect to the parameters.
    ///
    /// With it any loss can be minimised: work out how it changes with the outputs, and give the gradient to
    /// [`Optimizer::update`]. Dropout takes no part. PyTorch's `outputs.backward(d_outputs)`.
    ///
    /// # Panics
    ///
    /// If `inputs` and `d_outputs` differ in length.
    ///
    /// ```
    /// # use mlp::{Network, Optimizer, optimizer::Adam};
    /// /// A step towards larger outputs.
    /// fn rise<N: Network<Output = [f32; 1]>>(net: &mut N, inputs: &[N::Input; 2]) {
    ///     let (optimizer, mut gradient) = (Adam::new(1e-3), N::ZERO);
    ///     net.backward(inputs, &[[-1.0], [-1.0]], &mut gradient);
    ///     optimizer.update(net, &gradient, &mut optimizer.init());
    /// }
    /// ```
    #[doc(alias("vjp", "vector_jacobian_product"))]
    fn backward(&self, inputs: &[Self::Input], d_outputs: &[Self::Output], gradient: &mut Self) {
        batch::backward(self, inputs, d_outputs, gradient);
    }

    /// The Hessian of the mean loss with respect to the parameters, times `vector`: `product[p] = sum_q H[p][q] v[q]`.
    ///
    /// By central differences of the gradient along `vector`, of fourth order: four gradients. Where activations are smooth
    /// the error is about a thousandth of the product's norm; across the kinks of `relu` it is that of any difference.
    ///
    /// # Panics
    ///
    /// As [`Network::loss`].
    ///
    /// ```
    /// # use mlp::{Loss, Network};
    /// /// The curvature of the loss along a direction, `v H v`.
    /// fn curvature<N: Network, L: Loss<N>>(net: &N, loss: L, x: &[N::Input], t: &[L::Target], v: &N) -> f32 {
    ///     let mut product = N::ZERO;
    ///     net.hessian_vector(loss, x, t, v, &mut product);
    ///     v.params_slice().iter().zip(product.params_slice()).map(|(v, hv)| v * hv).sum()
    /// }
    /// ```
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

    /// Makes one step of `optimizer` on a batch, and returns the mean loss before the step.
    ///
    /// A [`Batch`] is inputs and targets, with weights and memory if you like. Without them [`Network::train_batch`] is
    /// shorter. An empty batch changes nothing and returns 0.
    ///
    /// # Panics
    ///
    /// If a class is not below the number of outputs.
    #[inline]
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

    /// Makes one step of `optimizer` on inputs and targets: [`Network::train`] with [`Batch::new`].
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
    #[must_use]
    fn zeroed() -> Self {
        Self::ZERO
    }

    /// Returns a network with first weights from a seed: the same for the same seed, on every machine.
    #[must_use]
    fn seeded(seed: u64) -> Self {
        let mut net = Self::ZERO;
        net.initialize(seed);
        net
    }

    /// First weights from a seed, in place of what was there.
    fn initialize(&mut self, seed: u64) {
        initialization::fill_from_seed(self.params_slice_mut(), Self::visit_layers, seed);
    }

    /// A network with first weights from a seed, on the heap from the beginning: for networks too big for the stack.
    #[cfg(feature = "alloc")]
    #[must_use]
    fn boxed(seed: u64) -> alloc::boxed::Box<Self> {
        let mut net = Self::zeroed_boxed();
        net.initialize(seed);
        net
    }

    /// A network with first weights from a generator of random numbers.
    #[cfg(feature = "rand_core")]
    #[must_use]
    fn random<R: rand_core::Rng + ?Sized>(numbers: &mut R) -> Self {
        let mut net = Self::ZERO;
        initialization::fill_all(net.params_slice_mut(), Self::visit_layers, &mut || numbers.next_u64());
        net
    }

    /// Writes the weights to a safetensors file that PyTorch reads too. The file is replaced in one step: whenever the
    /// program is killed, the old file or the new one is there, whole (and possibly a `*.partial` beside it).
    ///
    /// The layers have the names and shapes of PyTorch's `nn.Sequential`: `"0.weight"`, `[units, inputs]`, and
    /// `"0.bias"`, `[units]`; activations and dropouts count as modules. The metadata's entry `"mlp"` has the version of
    /// this crate and the network in words.
    ///
    /// ```
    /// # use mlp::{Chain, Network, Parameters};
    /// # fn example<Digits: Network>(net: Digits) -> Result<(), mlp::Error> {
    /// net.save("digits.safetensors")?;
    /// let same = Digits::load("digits.safetensors")?;
    /// assert_eq!(same.params_slice(), net.params_slice());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::File`](crate::Error::File), if it cannot be written.
    #[cfg(feature = "safetensors")]
    fn save(&self, path: impl AsRef<std::path::Path>) -> Result<(), Error> {
        safetensors::save(path.as_ref(), &self.to_safetensors())
    }

    /// A network with the weights of a safetensors file.
    ///
    /// A network too large for the stack goes into a box: [`Network::load_boxed`].
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or does not hold exactly the tensors of this network, in finite numbers. Halves,
    /// bfloat16 and `f64` are converted.
    #[cfg(feature = "safetensors")]
    fn load(path: impl AsRef<std::path::Path>) -> Result<Self, Error> {
        Self::from_safetensors(&safetensors::load(path.as_ref(), safetensors::longest(Self::visit_layers))?)
    }

    /// [`Network::load`] into a box, without ever being on the stack.
    ///
    /// For networks that are large beside a thread's stack: that of a test has 2 MiB, and a debug build moves a network
    /// that is returned by value several times. From a few hundred kilobytes on, this is the one to call.
    ///
    /// ```
    /// # use mlp::Network;
    /// # fn example<Clothes: Network>(picture: &Clothes::Input) -> Result<(), mlp::Error> {
    /// let answer = Clothes::load_boxed("clothes.safetensors")?.forward(picture);
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
        net.read_safetensors(&safetensors::load(path.as_ref(), safetensors::longest(Self::visit_layers))?)?;
        Ok(net)
    }

    /// The weights as the bytes of a safetensors file.
    #[cfg(feature = "safetensors")]
    #[must_use]
    fn to_safetensors(&self) -> alloc::vec::Vec<u8> {
        safetensors::write(self.params_slice(), Self::visit_layers, &alloc::format!("{self:?}"))
    }

    /// A network with the weights that the bytes of a safetensors file hold.
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

    /// Takes over the weights that the bytes of a safetensors file hold: for networks in a box.
    ///
    /// # Errors
    ///
    /// As [`Network::load`]; nothing is changed then.
    #[cfg(feature = "safetensors")]
    fn read_safetensors(&mut self, bytes: &[u8]) -> Result<(), Error> {
        safetensors::read(self.params_slice_mut(), Self::visit_layers, &mut [], bytes)
    }

    /// The network as the bytes of an ONNX model: opset 17, input `input` and output `output`, any number of samples
    /// at once (`batch`).
    ///
    /// The operators have the names of the layers, and so do their weights (`l1.weights`, `[inputs, units]`, and
    /// `l1.biases`); the model's metadata have the network in words. The format ends at 2 GiB.
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
    /// [`Error::OnnxActivation`](crate::Error::OnnxActivation) for an activation of your own.
    #[cfg(feature = "onnx")]
    fn to_onnx(&self) -> Result<alloc::vec::Vec<u8>, Error> {
        let mut graph = onnx::Graph::default();
        let last = self.add_to_graph(&mut graph, "", onnx::INPUT)?;
        Ok(graph.finish(&last, Self::INPUTS, Self::OUTPUTS, alloc::format!("{self:?}")))
    }
}

#[diagnostic::do_not_recommend]
impl<N: Compiled> Network for N {}
