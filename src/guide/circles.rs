//! Two circles that no line separates, and how three lines do it together.
//!
//! # 1. Logistic regression
//!
//! The smallest network has one unit. It computes the weighted sum of its inputs plus a bias, and the sigmoid turns the sum
//! into a probability:
//!
//! ```text
//! z = x₀ w₀ + x₁ w₁ + b        a = σ(z) = 1 / (1 + e⁻ᶻ)        σ'(z) = a (1 − a)
//! ```
//!
//! Where `z = 0`, the output is 1/2, and `x₀ w₀ + x₁ w₁ + b = 0` is a straight line, the decision boundary: on one side of
//! it the network predicts class 1, on the other class 0. For two clouds of points that is enough.
//!
//! ```
//! use mlp::{data, prelude::*};
//!
//! mlp! { struct Line: 2 => 1 sigmoid }
//!
//! let (points, labels) = data::blobs(400, &[[-1.0, -0.6], [1.0, 0.8]], 0.5, 1)?;
//! let mut net = Line::seeded(0);
//! let trainer = Trainer::new(Bce, Adam::new(0.1)).epochs(100);
//! trainer.fit(&mut net, &points, &data::binary(&labels)?)?;
//! assert!(accuracy(&net, &points, &labels) > 0.97);
//!
//! // the formula above, by hand
//! let ([[w0], [w1]], [b]) = (net.l1.weights, net.l1.biases);
//! let [x0, x1] = points[0];
//! let z = x0 * w0 + x1 * w1 + b;
//! assert!((net.forward(&points[0])[0] - 1.0 / (1.0 + (-z).exp())).abs() < 1e-6);
//! # Ok::<(), mlp::Error>(())
//! ```
//!
//! Example: `logistic_regression`, which draws this step and the next one:
//!
#![doc = concat!("![blobs with a line between them, circles without one, and the squared circles with a line](", env!("CARGO_PKG_REPOSITORY"), "/raw/HEAD/docs/figures/logistic_regression.png)")]
//!
//! # 2. Where a line fails
//!
//! No line separates one circle from another around it: the best a single unit can do is to output about 1/2 everywhere.
//! With knowledge of the data one can choose other coordinates: in the squares of the coordinates, `x₀² + x₁² = r²` is a
//! line, and logistic regression works again.
//!
//! ```
//! # use mlp::{data, prelude::*};
//! # mlp! { struct Line: 2 => 1 sigmoid }
//! let (points, labels) = data::circles(400, 0.4, 0.1, 1);
//! let trainer = Trainer::new(Bce, Adam::new(0.1)).epochs(100);
//!
//! let mut failed = Line::seeded(0);
//! trainer.fit(&mut failed, &points, &data::binary(&labels)?)?;
//! assert!(accuracy(&failed, &points, &labels) < 0.7);
//!
//! let squares: Vec<[f32; 2]> = points.iter().map(|x| x.map(|x| x * x)).collect();
//! let mut again = Line::seeded(0);
//! trainer.fit(&mut again, &squares, &data::binary(&labels)?)?;
//! assert!(accuracy(&again, &squares, &labels) > 0.98);
//! # Ok::<(), mlp::Error>(())
//! ```
//!
//! # 3. The perceptron with a hidden layer
//!
//! A hidden layer learns such coordinates. Three logistic regressions have the same two inputs, and the inputs of a fourth
//! are their three outputs:
//!
//! ```text
//! z1ⱼ = x₀ W1₀ⱼ + x₁ W1₁ⱼ + b1ⱼ      a1ⱼ = σ(z1ⱼ)      j = 0, 1, 2
//! z2  = a1₀ W2₀ + a1₁ W2₁ + a1₂ W2₂ + b2      a2 = σ(z2)
//! ```
//!
//! That is `2 => 3 sigmoid => 1 sigmoid`, with 2·3 + 3 + 3·1 + 1 = 13 parameters.
//!
//! ```
//! use mlp::prelude::*;
//!
//! mlp! { struct Circles: 2 => hidden: 3 sigmoid => output: 1 sigmoid }
//!
//! let net = Circles::seeded(0);
//! let sigmoid = |z: f32| 1.0 / (1.0 + (-z).exp());
//! let x = [0.3, -0.7];
//!
//! let (w1, b1) = (net.hidden.weights, net.hidden.biases);
//! let a1 = [0, 1, 2].map(|j| sigmoid(x[0] * w1[0][j] + x[1] * w1[1][j] + b1[j]));
//! let (w2, [b2]) = (net.output.weights, net.output.biases);
//! let a2 = sigmoid(a1[0] * w2[0][0] + a1[1] * w2[1][0] + a1[2] * w2[2][0] + b2);
//!
//! assert!((net.forward(&x)[0] - a2).abs() < 1e-6);
//! assert_eq!(Circles::PARAMS, 13);
//! ```
//!
//! Examples: `circles`; `xor`, the smallest problem that needs a hidden layer; `xor_expanded`, what the macro writes.
//!
//! # 4. How wrong is an output: binary cross-entropy
//!
//! With the target `t`, 0 or 1, and the output `a2`, a probability, the cost of a sample is
//!
//! ```text
//! C = −(t ln a2 + (1 − t) ln(1 − a2))
//! ```
//!
//! It is near zero for a confident and correct output, and grows without bound for a confident and wrong one. The cost of
//! many samples is the mean of their costs.
//!
//! ```
//! # use mlp::prelude::*;
//! # mlp! { struct Circles: 2 => hidden: 3 sigmoid => output: 1 sigmoid }
//! # let net = Circles::seeded(0);
//! let (x, t) = ([0.3, -0.7], 1.0);
//! let [a2] = net.forward(&x);
//! let cost = -(t * a2.ln() + (1.0 - t) * (1.0 - a2).ln());
//! assert!((net.loss(Bce, &[x], &[[t]]) - cost).abs() < 1e-6);
//! ```
//!
//! Example: `losses`.
//!
//! # 5. The chain rule
//!
//! How does the cost change with one weight? Follow the path from the weight to the cost, and multiply the derivatives:
//!
//! ```text
//! ∂C/∂W2ⱼ  = ∂C/∂a2 · ∂a2/∂z2 · ∂z2/∂W2ⱼ
//!          = (a2 − t) / (a2 (1 − a2)) · a2 (1 − a2) · a1ⱼ   = (a2 − t) a1ⱼ
//!
//! ∂C/∂W1ᵢⱼ = ∂C/∂z2 · ∂z2/∂a1ⱼ · ∂a1ⱼ/∂z1ⱼ · ∂z1ⱼ/∂W1ᵢⱼ
//!          = (a2 − t) · W2ⱼ · a1ⱼ (1 − a1ⱼ) · xᵢ
//! ```
//!
//! The first two factors of the output layer cancel to `a2 − t`: output minus target. That is why cross-entropy and the
//! sigmoid belong together. For a bias the last factor is 1.
//!
//! ```
//! # use mlp::prelude::*;
//! # mlp! { struct Circles: 2 => hidden: 3 sigmoid => output: 1 sigmoid }
//! # let net = Circles::seeded(0);
//! # let sigmoid = |z: f32| 1.0 / (1.0 + (-z).exp());
//! # let (x, t) = ([0.3, -0.7], 1.0);
//! # let (w1, b1) = (net.hidden.weights, net.hidden.biases);
//! # let a1 = [0, 1, 2].map(|j| sigmoid(x[0] * w1[0][j] + x[1] * w1[1][j] + b1[j]));
//! # let [a2] = net.forward(&x);
//! # let w2 = net.output.weights;
//! let mut gradient = Circles::zeroed(); // a network whose parameters are derivatives
//! net.gradient(Bce, &[x], &[[t]], &mut gradient);
//!
//! for j in 0..3 {
//!     let by_hand = (a2 - t) * a1[j];
//!     assert!((gradient.output.weights[j][0] - by_hand).abs() < 1e-6);
//!     for i in 0..2 {
//!         let by_hand = (a2 - t) * w2[j][0] * a1[j] * (1.0 - a1[j]) * x[i];
//!         assert!((gradient.hidden.weights[i][j] - by_hand).abs() < 1e-6);
//!     }
//! }
//! ```
//!
//! Example: `backpropagation`, with all thirteen and central differences beside them.
//!
//! # 6. Gradient descent
//!
//! Take a small step against each derivative, many times:
//!
//! ```text
//! w ← w − η ∂C/∂w
//! ```
//!
//! ```
//! # use mlp::{data, prelude::*};
//! # mlp! { struct Circles: 2 => hidden: 3 sigmoid => output: 1 sigmoid }
//! let (points, labels) = data::circles(1_000, 0.4, 0.1, 0);
//! let targets = data::binary(&labels)?;
//!
//! let mut net = Circles::seeded(0);
//! let mut gradient = Circles::zeroed();
//! let before = net.gradient(Bce, &points, &targets, &mut gradient);
//! for (w, slope) in net.params_mut().iter_mut().zip(gradient.params()) {
//!     *w -= 0.5 * slope;
//! }
//! assert!(net.loss(Bce, &points, &targets) < before);
//! # Ok::<(), mlp::Error>(())
//! ```
//!
//! In practice the samples are shuffled and cut into batches of 32 or so, each makes a step, and one round through all of
//! them is an epoch. [`Adam`](crate::Adam) chooses a step width of its own for every parameter. [`Trainer`](crate::Trainer)
//! does all of that:
//!
//! ```
//! # use mlp::{data, prelude::*};
//! # mlp! { struct Circles: 2 => hidden: 3 sigmoid => output: 1 sigmoid }
//! # let (points, labels) = data::circles(1_000, 0.4, 0.1, 0);
//! # let targets = data::binary(&labels)?;
//! let mut net = Circles::seeded(0);
//! let trainer = Trainer::new(Bce, Adam::new(0.05)).epochs(100).batch_size(32);
//! let history = trainer.fit(&mut net, &points, &targets)?;
//! assert!(history.final_loss() < 0.1);
//! assert!(accuracy(&net, &points, &labels) > 0.98);
//! # Ok::<(), mlp::Error>(())
//! ```
//!
//! Training does not succeed from every seed: about one in six ends in a local minimum of `xor`, where each small step
//! increases the loss. Another seed helps, or a wider hidden layer; the example `xor` counts them.
//!
#![doc = concat!("![the outputs of a trained network and of one in a local minimum, both losses, and the final losses of 300 seeds](", env!("CARGO_PKG_REPOSITORY"), "/raw/HEAD/docs/figures/xor.png)")]

//!
//! # 7. What the hidden layer sees
//!
//! Each hidden unit has a line of its own, as in step 1, and alone classifies about two thirds of the points correctly. But
//! its output is a coordinate: the hidden layer maps the plane into a cube with the axes `a1₀`, `a1₁`, `a1₂`, and there
//! the output layer, a logistic regression like any other, finds a plane between the circles:
//! `a1₀ W2₀ + a1₁ W2₁ + a1₂ W2₂ + b2 = 0`.
//!
//! The example `circles` draws the data, the decision regions, the three lines, the cube with its plane, and the loss
//! of each epoch.
//!
#![doc = concat!("![three lines around the inner circle, and the region in which the output is above 0.5](", env!("CARGO_PKG_REPOSITORY"), "/raw/HEAD/docs/figures/circles.png)")]
//!
#![doc = concat!("![the circles in the cube of the three hidden outputs, from two sides, and a plane between them](", env!("CARGO_PKG_REPOSITORY"), "/raw/HEAD/docs/figures/circles_hidden_space.png)")]
//!
//! # 8. Without activations
//!
//! If the outputs of the hidden units were `a1 = z1`, the layers would be one linear map, however many there are:
//!
//! ```text
//! z2 = (x W1 + b1) W2 + b2 = x (W1 W2) + (b1 W2 + b2)
//! ```
//!
//! ```
//! use mlp::prelude::*;
//!
//! mlp! {
//!     struct Flat: 2 => 3 identity => 1;
//!     struct One: 2 => 1
//! }
//!
//! let flat = Flat::seeded(0);
//! let mut one = One::zeroed();
//! for j in 0..3 {
//!     for i in 0..2 {
//!         one.l1.weights[i][0] += flat.l1.weights[i][j] * flat.l2.weights[j][0];
//!     }
//!     one.l1.biases[0] += flat.l1.biases[j] * flat.l2.weights[j][0];
//! }
//! one.l1.biases[0] += flat.l2.biases[0];
//!
//! let x = [0.3, -0.7];
//! assert!((flat.forward(&x)[0] - one.forward(&x)[0]).abs() < 1e-6);
//! ```
//!
//! Example: `without_activations`, four layers folded into one.
//!
#![doc = concat!("![the circles with and without hidden sigmoids](", env!("CARGO_PKG_REPOSITORY"), "/raw/HEAD/docs/figures/without_activations.png)")]
//!
//! Next: the same for any number of units, in [`matrices`](super::matrices).
