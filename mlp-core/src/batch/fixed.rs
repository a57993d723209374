//! The gradient of networks whose layers have constant sizes: a few samples at a time, with units in the lanes.

use super::compiled::Compiled;
use super::samples::terms;
use crate::activation::{Identity, LaneActivation, LastActivation, Softmax};
use crate::kernel::fixed::{GROUP_SAMPLES, Group, Samples, forward, forward_keeping, softmax, through};
use crate::layer::dense::FixedLayer;
use crate::loss::{Loss, LossFunction, Scale, Targets, Total};
use crate::simd::{InstructionSet, Vectorized, dispatch_narrow};

/// A network whose gradient is compiled for it, layer by layer with constant sizes.
pub trait FixedGradient: Compiled {
    /// Adds the losses of up to four samples to `pass`, and with `BACKWARD` their gradient to `gradient`.
    ///
    /// It is part of a larger computation, which has chosen the instruction set `set`.
    fn pass_fixed<I: InstructionSet, L: Loss<Self>, const BACKWARD: bool>(
        &self,
        set: I,
        pass: &mut FixedPass<'_, L>,
        inputs: &[Self::Input],
        gradient: Option<&mut Self>,
    );
}

/// The losses of the samples of a batch, one after the other.
#[derive(Debug)]
pub struct FixedPass<'a, L> {
    loss: L,
    /// The targets of the samples that are left.
    targets: Targets<'a>,
    scale: Scale<'a>,
    total: Total,
}

impl<L: LossFunction> FixedPass<'_, L> {
    /// Computes the last layer and the loss of its samples; writes the derivatives with respect to its sums to `d`.
    #[inline(always)]
    pub fn end<I, A, D, X, const IN: usize, const OUT: usize>(
        &mut self,
        set: I,
        layer: &D,
        activation: A,
        x: &X,
        d: &mut Group<OUT>,
    ) where
        I: InstructionSet,
        A: LaneActivation,
        D: FixedLayer<IN, OUT>,
        X: Samples<IN> + ?Sized,
    {
        if const { L::FROM_SUMS || A::IS_IDENTITY } {
            forward(set, layer, Identity, x, d);
            return self.evaluate(d);
        }
        let (mut z, mut y) = (Group::new(), Group::new());
        forward_keeping(set, layer, activation, x, &mut z, &mut y);
        d.copy(&y);
        self.evaluate(d);
        through(set, activation, &z, &y, d);
    }

    /// Does the same for a last layer with a softmax.
    #[inline(always)]
    pub fn end_in_softmax<I, D, X, const IN: usize, const OUT: usize>(
        &mut self,
        set: I,
        layer: &D,
        x: &X,
        d: &mut Group<OUT>,
    ) where
        I: InstructionSet,
        D: FixedLayer<IN, OUT>,
        X: Samples<IN> + ?Sized,
    {
        forward(set, layer, Identity, x, d);
        if const { L::FROM_SUMS } {
            return self.evaluate(d);
        }
        for s in 0..d.count() {
            softmax(set, d.sample_mut(s));
        }
        let mut y = Group::new();
        y.copy(d);
        self.evaluate(d);
        for s in 0..d.count() {
            Softmax.backward::<f32>(&[], y.sample(s), d.sample_mut(s));
        }
    }

    /// Does the same for a last layer in which each output has an activation of its own.
    #[inline(always)]
    pub fn end_in_last<I, A, D, X, const IN: usize, const OUT: usize>(
        &mut self,
        set: I,
        layer: &D,
        activation: A,
        x: &X,
        d: &mut Group<OUT>,
    ) where
        I: InstructionSet,
        A: LastActivation,
        D: FixedLayer<IN, OUT>,
        X: Samples<IN> + ?Sized,
    {
        forward(set, layer, Identity, x, d);
        if const { L::FROM_SUMS } {
            return self.evaluate(d);
        }
        let (mut z, mut y) = (Group::new(), Group::new());
        z.copy(d);
        for s in 0..d.count() {
            activation.activate::<f32>(d.sample_mut(s));
        }
        y.copy(d);
        self.evaluate(d);
        for s in 0..d.count() {
            activation.backward::<f32>(z.sample(s), y.sample(s), d.sample_mut(s));
        }
    }

    /// Adds the losses of some samples, and replaces their outputs or sums by derivatives.
    #[inline(always)]
    fn evaluate<const OUT: usize>(&mut self, values: &mut Group<OUT>) {
        let mut samples: [&mut [f32]; GROUP_SAMPLES] = [&mut [], &mut [], &mut [], &mut []];
        let count = values.slices(&mut samples);
        self.total = self.loss.evaluate_samples(self.total, &mut samples[..count], self.targets, self.scale);
    }
}

/// Writes the gradient of the mean loss over a batch, and returns the loss; 0 for no samples.
pub fn gradient<N: FixedGradient, L: Loss<N>>(
    net: &N,
    loss: L,
    inputs: &[N::Input],
    targets: &[L::Target],
    gradient: &mut N,
) -> f32 {
    gradient.params_slice_mut().fill(0.0);
    dispatch_narrow(AllSamples::<N, L, true> { net, loss, inputs, targets, gradient: Some(gradient) })
}

/// Returns the mean loss over a batch, with the bits that [`gradient`] returns.
pub fn loss<N: FixedGradient, L: Loss<N>>(net: &N, loss: L, inputs: &[N::Input], targets: &[L::Target]) -> f32 {
    dispatch_narrow(AllSamples::<N, L, false> { net, loss, inputs, targets, gradient: None })
}

struct AllSamples<'a, N: FixedGradient, L: Loss<N>, const BACKWARD: bool> {
    net: &'a N,
    loss: L,
    inputs: &'a [N::Input],
    targets: &'a [L::Target],
    gradient: Option<&'a mut N>,
}

impl<N: FixedGradient, L: Loss<N>, const BACKWARD: bool> Vectorized for AllSamples<'_, N, L, BACKWARD> {
    type Output = f32;

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) -> f32 {
        let Self { net, loss, inputs, targets, mut gradient } = self;
        let scale = Scale::mean(inputs.len() * terms::<N, L>());
        let mut pass = FixedPass { loss, targets: L::targets(&[]), scale, total: Total::default() };
        for (inputs, targets) in inputs.chunks(GROUP_SAMPLES).zip(targets.chunks(GROUP_SAMPLES)) {
            pass.targets = L::targets(targets);
            net.pass_fixed::<I, L, BACKWARD>(set, &mut pass, inputs, gradient.as_deref_mut());
        }
        pass.total.value()
    }
}
