//! The same network in matrices: layers of any size, and the chain rule for them.
//!
//! # 1. Layers as matrices, and biases
//!
//! A sample is a row `x` with one value per input. A layer has a matrix `W` with a row for each input and a column
//! for each unit, and a row `b` with a bias for each unit:
//!
//! ```text
//! z = x W + b        zⱼ = Σᵢ xᵢ Wᵢⱼ + bⱼ        a = f(z), element by element
//!
//! 2 => 3 sigmoid => 1 sigmoid      x: 1×2     W1: 2×3     b1: 1×3     W2: 3×1     b2: 1×1
//! ```
//!
//! The matrices are fields, `weights[input][unit]` and `biases[unit]`. (PyTorch stores `W` transposed; the files that
//! [`save`](crate::Network::save) writes are transposed for it.)
//!
//! Without its bias every line of a unit goes through the origin, where the output is always 1/2:
//!
//! ```
//! use mlp::prelude::*;
//!
//! mlp! {
//!     struct With: 2 => 1 sigmoid;
//!     struct Without: 2 => 1 sigmoid no_bias
//! }
//!
//! let mut with = With::seeded(0);
//! with.l1.biases = [2.0];
//! assert!(with.forward(&[0.0, 0.0])[0] > 0.8);
//! assert_eq!(Without::seeded(0).forward(&[0.0, 0.0]), [0.5]);
//! assert_eq!((With::PARAMS, Without::PARAMS), (3, 2));
//! ```
//!
//! # 2. Activations
//!
//! An activation makes the layer non-linear. Backpropagation needs its derivative, which for the common ones can be
//! computed from the output `a`:
//!
//! ```text
//!             f(z)                     f'(z)                use
//! sigmoid     1 / (1 + e⁻ᶻ)            a (1 − a)            probabilities, at the end
//! tanh        (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)  1 − a²               small networks, smooth functions
//! relu        max(0, z)                1 if z > 0, else 0   wide and deep networks
//! softmax     eᶻʲ / Σₖ eᶻᵏ             with cross-entropy   one of several classes, at the end
//! identity    z                        1                    any value, at the end
//! ```
//!
//! Where `f'` is zero, nothing is learned: far from zero for sigmoid and tanh, below zero for relu.
//!
//! ```
//! use mlp::prelude::*;
//!
//! mlp! {
//!     struct Tanh: 1 => 1 tanh;
//!     struct Relu: 1 => 1 relu
//! }
//!
//! // weight 1 and bias 0: the input is the sum z
//! let [a] = Tanh::from_params(&[1.0, 0.0]).forward(&[0.5]);
//! assert!((a - 0.5_f32.tanh()).abs() < 1e-6);
//! assert_eq!(Relu::from_params(&[1.0, 0.0]).forward(&[-0.5]), [0.0]);
//! ```
//!
//! Examples: `activations`, all of them with their derivatives; `multiclass`, softmax.
//!
//! <div role="img" aria-label="every activation and its derivative">
//!
#![doc = include_str!("../../docs/figures/activations.svg")]
//! </div>
//!
//! # 3. Losses
//!
//! For `n` outputs `a` and their targets `t`:
//!
//! ```text
//!                C                                         ∂C/∂aᵢ
//! Mse            Σᵢ (aᵢ − tᵢ)² / n                         2 (aᵢ − tᵢ) / n
//! Mae            Σᵢ |aᵢ − tᵢ| / n                          sign(aᵢ − tᵢ) / n
//! Bce           −Σᵢ (tᵢ ln aᵢ + (1 − tᵢ) ln(1 − aᵢ)) / n   (aᵢ − tᵢ) / (aᵢ (1 − aᵢ) n)
//! CrossEntropy  −ln aₜ, t the true class                  −1 / aₜ at t, else 0
//! ```
//!
//! The mean squared error is for regression, the mean absolute error for regression with outliers, binary cross-entropy for
//! probabilities, and cross-entropy for one of several classes.
//!
//! ```
//! use mlp::prelude::*;
//!
//! mlp! { struct Pair: 2 => 2 }
//!
//! let mut same = Pair::zeroed(); // the outputs are the inputs
//! (same.l1.weights[0][0], same.l1.weights[1][1]) = (1.0, 1.0);
//! let (output, target) = ([[1.0, 5.0]], [[2.0, 2.0]]);
//! assert_eq!(same.loss(Mse, &output, &target), (1.0 + 9.0) / 2.0);
//! assert_eq!(same.loss(Mae, &output, &target), (1.0 + 3.0) / 2.0);
//! ```
//!
//! A loss that does not fit the last activation does not compile: [`Bce`](crate::Bce) needs a sigmoid,
//! [`CrossEntropy`](crate::CrossEntropy) a softmax. Example: `losses`.
//!
//! <div role="img" aria-label="lines fitted to points with outliers, and the curves of three losses">
//!
#![doc = include_str!("../../docs/figures/losses.svg")]
//! </div>

//!
//! # 4. All parameters as one vector
//!
//! To an optimizer a network is one long vector `θ`: for each layer its weights, row by row, then its biases.
//!
//! ```text
//! θ = (W1₀₀, W1₀₁, W1₀₂, W1₁₀, W1₁₁, W1₁₂, b1₀, b1₁, b1₂, W2₀, W2₁, W2₂, b2)
//! ```
//!
//! The struct is that vector, so nothing is copied; a gradient is a network too, with the derivatives in the same places.
//!
//! ```
//! use mlp::prelude::*;
//!
//! mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
//!
//! let mut net = Net::seeded(0);
//! assert_eq!(net.params().len(), 13);
//! net.l1.weights[1][2] = 0.25;
//! assert_eq!(net.params()[1 * 3 + 2], 0.25);
//! net.params_mut()[12] = -1.0;
//! assert_eq!(net.l2.biases, [-1.0]);
//! assert_eq!(Net::from_params(net.params()).params(), net.params());
//! ```
//!
//! Some methods change this vector without a gradient: the example `cart_pole` learns from random perturbations ([`populations`](super::populations)).
//!
//! # 5. Backpropagation
//!
//! The chain rule from the end to the beginning. `δ` is the error of a layer, `∂C/∂z`, a row with one value per unit:
//!
//! ```text
//! δ2     = ∂C/∂a2 · f'(z2)             = a2 − t for one sigmoid and Bce
//! ∂C/∂W2 = a1ᵀ δ2                      the outer product
//! ∂C/∂b2 = δ2
//!
//! δ1     = (δ2 W2ᵀ) diag(f'(z1))       through the weights, then the activations
//! ∂C/∂W1 = xᵀ δ1
//! ∂C/∂b1 = δ1
//! ```
//!
//! The outer product multiplies every input of the layer with every error. The derivative of the activations is a diagonal
//! matrix, because each output depends on its own sum alone. Every further layer repeats the lower half. The gradient of
//! many samples is the mean of their gradients.
//!
//! ```
//! use mlp::prelude::*;
//!
//! mlp! { struct Net: 2 => 3 tanh => 2 sigmoid }
//!
//! let net = Net::seeded(1);
//! let (x, t) = ([0.5, -1.0], [1.0, 0.0]);
//! let (w1, b1, w2) = (net.l1.weights, net.l1.biases, net.l2.weights);
//!
//! let a1 = [0, 1, 2].map(|j| (x[0] * w1[0][j] + x[1] * w1[1][j] + b1[j]).tanh());
//! let a2 = net.forward(&x);
//! let delta2 = [0, 1].map(|k| (a2[k] - t[k]) / 2.0); // Bce is the mean over two outputs
//! let back = [0, 1, 2].map(|j| delta2[0] * w2[j][0] + delta2[1] * w2[j][1]);
//! let delta1 = [0, 1, 2].map(|j| back[j] * (1.0 - a1[j] * a1[j]));
//!
//! let mut gradient = Net::zeroed();
//! net.gradient(Bce, &[x], &[t], &mut gradient);
//! for j in 0..3 {
//!     for k in 0..2 {
//!         assert!((gradient.l2.weights[j][k] - a1[j] * delta2[k]).abs() < 1e-6);
//!     }
//!     for i in 0..2 {
//!         assert!((gradient.l1.weights[i][j] - x[i] * delta1[j]).abs() < 1e-6);
//!     }
//!     assert!((gradient.l1.biases[j] - delta1[j]).abs() < 1e-6);
//! }
//! ```
//!
//! Example: `backpropagation`. What to do with all of it on real data: `digits`, `fashion`; on functions:
//! `matrix_exponential`, `surrogate`.
