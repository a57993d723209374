//! Losses of one sample, from the last layer's pre-activations, which lets the fused forms be exact everywhere.

use crate::{Activation, Scalar, softmax_forward};

/// How far one sample's outputs `y` are from its target `t`; a batch's loss is the mean over its samples.
///
/// ```
/// use mlp_reference::{Activation, Loss, Target};
///
/// let target = Target::Values(vec![1.0, 0.0]);
/// assert_eq!(Loss::Mse.forward(Activation::Identity, &[3.0, 0.0], &target), 2.0);
/// assert_eq!(Loss::Mse.backward(Activation::Identity, &[3.0, 0.0], &target), [2.0, 0.0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Loss {
    /// `mean_u (y[u] - t[u])^2`
    Mse,
    /// `mean_u |y[u] - t[u]|`; its derivative at 0 is 0
    Mae,
    /// `mean_u h(y[u] - t[u])`, `h(r) = r^2 / 2` up to `delta`, `delta (|r| - delta / 2)` beyond
    Huber {
        /// Where the square ends.
        delta: f64,
    },
    /// `mean_u -(t[u] ln y[u] + (1 - t[u]) ln(1 - y[u]))`, after sigmoid
    Bce,
    /// `-ln y[label]`, after softmax
    CrossEntropy,
    /// `-sum_u t[u] ln y[u]`, after softmax
    SoftCrossEntropy,
}

/// The target of one sample.
#[derive(Clone, Debug, PartialEq)]
pub enum Target<S> {
    /// One number per output.
    Values(Vec<S>),
    /// The class, for [`Loss::CrossEntropy`].
    Label(usize),
}

impl Loss {
    /// Whether the loss has a meaning after this activation.
    #[must_use]
    pub fn fits(self, last: Activation) -> bool {
        match self {
            Self::Mse | Self::Mae | Self::Huber { .. } => true,
            Self::Bce => last == Activation::Sigmoid,
            Self::CrossEntropy | Self::SoftCrossEntropy => last == Activation::Softmax,
        }
    }

    /// One sample's loss, from `z[unit]` of a layer with the activation `last`.
    ///
    /// # Panics
    /// When the loss does not fit the activation or the target.
    pub fn forward<S: Scalar>(self, last: Activation, z: &[S], target: &Target<S>) -> S {
        assert!(self.fits(last), "{self:?} does not fit {last:?}");
        match (self, target) {
            (Self::Bce, Target::Values(t)) => bce_forward(z, t),
            (Self::CrossEntropy, Target::Label(label)) => cross_entropy_forward(z, &one_hot(*label, z.len())),
            (Self::SoftCrossEntropy, Target::Values(t)) => cross_entropy_forward(z, t),
            (Self::Mse | Self::Mae | Self::Huber { .. }, Target::Values(t)) => {
                mean(&zip_map(&last.forward(z), t, |y, t| self.residual_forward(y - t)))
            }
            _ => panic!("{self:?} does not fit {target:?}"),
        }
    }

    /// `d_z[unit]`, the derivatives of [`forward`](Self::forward).
    ///
    /// # Panics
    /// When the loss does not fit the activation or the target.
    pub fn backward<S: Scalar>(self, last: Activation, z: &[S], target: &Target<S>) -> Vec<S> {
        assert!(self.fits(last), "{self:?} does not fit {last:?}");
        match (self, target) {
            (Self::Bce, Target::Values(t)) => bce_backward(z, t),
            (Self::CrossEntropy, Target::Label(label)) => cross_entropy_backward(z, &one_hot(*label, z.len())),
            (Self::SoftCrossEntropy, Target::Values(t)) => cross_entropy_backward(z, t),
            (Self::Mse | Self::Mae | Self::Huber { .. }, Target::Values(t)) => {
                let outputs = S::from_f64(z.len() as f64);
                let d_y = zip_map(&last.forward(z), t, |y, t| self.residual_backward(y - t) / outputs);
                last.backward(z, &d_y)
            }
            _ => panic!("{self:?} does not fit {target:?}"),
        }
    }

    /// The residuals `y - t` where the loss, or one of its derivatives, jumps.
    #[must_use]
    pub fn kinks(self) -> Vec<f64> {
        match self {
            Self::Mae => vec![0.0],
            Self::Huber { delta } => vec![-delta, delta],
            _ => Vec::new(),
        }
    }

    fn residual_forward<S: Scalar>(self, r: S) -> S {
        match self {
            Self::Mse => r * r,
            Self::Mae => r.abs(),
            Self::Huber { delta } if r.abs() <= S::from_f64(delta) => S::from_f64(0.5) * r * r,
            Self::Huber { delta } => S::from_f64(delta) * (r.abs() - S::from_f64(delta / 2.0)),
            _ => unreachable!("{self:?} is not a function of residuals"),
        }
    }

    fn residual_backward<S: Scalar>(self, r: S) -> S {
        match self {
            Self::Mse => r + r,
            Self::Mae => sign(r),
            Self::Huber { delta } if r.abs() <= S::from_f64(delta) => r,
            Self::Huber { delta } => S::from_f64(delta) * sign(r),
            _ => unreachable!("{self:?} is not a function of residuals"),
        }
    }
}

/// `mean_u -(t ln s(z) + (1 - t) ln(1 - s(z))) = mean_u max(z, 0) - z t + ln(1 + e^-|z|)`, which never overflows.
fn bce_forward<S: Scalar>(z: &[S], t: &[S]) -> S {
    mean(&zip_map(z, t, |z, t| z.max(S::ZERO) - z * t + (-z.abs()).exp().ln_1p()))
}

/// `d_z[u] = (s(z[u]) - t[u]) / outputs`
fn bce_backward<S: Scalar>(z: &[S], t: &[S]) -> Vec<S> {
    let outputs = S::from_f64(z.len() as f64);
    zip_map(z, t, |z, t| (Activation::Sigmoid.value(z) - t) / outputs)
}

/// `-sum_u t[u] ln softmax(z)[u] = sum_u t[u] (ln sum_v e^z[v] - z[u])`, the largest `z` taken from all first.
fn cross_entropy_forward<S: Scalar>(z: &[S], t: &[S]) -> S {
    let largest = z.iter().fold(z[0], |a, &b| a.max(b));
    let logarithm = sum(&z.iter().map(|&z| (z - largest).exp()).collect::<Vec<S>>()).ln();
    sum(&zip_map(z, t, |z, t| t * (logarithm - (z - largest))))
}

/// `d_z[u] = softmax(z)[u] sum_v t[v] - t[u]`; a distribution's sum is 1.
fn cross_entropy_backward<S: Scalar>(z: &[S], t: &[S]) -> Vec<S> {
    let total = sum(t);
    zip_map(&softmax_forward(z), t, |y, t| y * total - t)
}

fn one_hot<S: Scalar>(label: usize, classes: usize) -> Vec<S> {
    assert!(label < classes, "class {label} of {classes}");
    (0..classes).map(|class| if class == label { S::ONE } else { S::ZERO }).collect()
}

fn sign<S: Scalar>(r: S) -> S {
    if r > S::ZERO {
        S::ONE
    } else if r < S::ZERO {
        -S::ONE
    } else {
        S::ZERO
    }
}

fn sum<S: Scalar>(terms: &[S]) -> S {
    terms.iter().fold(S::ZERO, |sum, &term| sum + term)
}

fn mean<S: Scalar>(terms: &[S]) -> S {
    sum(terms) / S::from_f64(terms.len() as f64)
}

fn zip_map<S: Scalar>(a: &[S], b: &[S], f: impl Fn(S, S) -> S) -> Vec<S> {
    assert_eq!(a.len(), b.len(), "a target must have one number per output");
    a.iter().zip(b).map(|(&a, &b)| f(a, b)).collect()
}
