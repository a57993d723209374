//! The comparison of one network.

use crate::bounded::{Bounded, Near, Steps, Truth};
use crate::data::{Kind, Scale, Targets, below, signed};
use crate::report::Report;
use crate::subject::{Drawn, Subject, Typed, kind};
use mlp::{Loss, Network, Optimizer};
use mlp_fixtures::{at_every_level, random_network};
use mlp_oracle::{AsReferenceLoss, layers, twin, wide};
use mlp_reference::SplitMix64;

/// Samples whose derivatives are looked at one by one.
const FEW: usize = 4;
/// The length of a training run.
const STEPS: usize = 20;

/// Compares all that a network computes with the reference, at every level. `name` is printed with a fault.
#[must_use]
pub fn examine<N, L, O>(
    name: &str,
    seed: u64,
    loss: L,
    optimizer: O,
    reference: &mlp_reference::Optimizer<f64>,
) -> Report
where
    N: Network + Sync,
    L: Loss<N> + AsReferenceLoss,
    L::Target: Drawn,
    O: Optimizer + Sync,
{
    let mut random = SplitMix64::new(seed);
    let mut net: N = random_network(random.next_u64());
    // some networks have large or small weights
    let scale = [1.0, 1.0, 1.0, 0.01, 6.0][below(&mut random, 5)];
    net.params_slice_mut().iter_mut().for_each(|w| *w *= scale);
    let (twin, reference_loss) = (twin(&net), loss.as_reference());
    let subject = Typed { net, loss, optimizer };
    let mut examination = Examination {
        name,
        subject: &subject,
        twin: &twin,
        loss: reference_loss,
        kind: kind(reference_loss),
        inputs: N::INPUTS,
        outputs: N::OUTPUTS,
        random,
        report: Report::of_one(),
    };
    for count in examination.counts() {
        let batch = examination.draw(count);
        examination.batch(&batch);
    }
    if layers::<N>().iter().all(|layer| layer.dropout == 0.0) {
        examination.steps(reference);
    }
    examination.threads();
    examination.report
}

struct Batch {
    scale: Scale,
    count: usize,
    xs: Vec<f32>,
    ts: Targets,
}

struct Examination<'a> {
    name: &'a str,
    subject: &'a dyn Subject,
    twin: &'a mlp_reference::Network<f64>,
    loss: mlp_reference::Loss,
    kind: Kind,
    inputs: usize,
    outputs: usize,
    random: SplitMix64,
    report: Report,
}

impl Examination<'_> {
    /// A few samples, a part of a chunk, several chunks.
    fn counts(&mut self) -> [usize; 3] {
        [1 + below(&mut self.random, 9), 10 + below(&mut self.random, 60), 70 + below(&mut self.random, 231)]
    }

    fn draw(&mut self, count: usize) -> Batch {
        let random = &mut self.random;
        let scale = Scale::draw(random);
        let xs = scale.samples(random, count, self.inputs);
        // extreme targets of usual samples would leave nothing to compare
        let of_targets = if scale == Scale::Extreme { Scale::Usual } else { scale };
        let ts = Targets::draw(self.kind, of_targets, random, count, self.outputs);
        Batch { scale, count, xs, ts }
    }

    fn wide(&self, batch: &Batch) -> (Vec<Vec<f64>>, Vec<mlp_reference::Target<f64>>) {
        (batch.xs.chunks_exact(self.inputs).map(wide).collect(), batch.ts.wide(self.outputs))
    }

    fn batch(&mut self, batch: &Batch) {
        let (xs, ts) = self.wide(batch);
        let truth = Bounded::new(self.twin).batch(self.loss, &xs, &ts);
        self.hold_to_reference(&truth, &xs, &ts);
        let direction: Vec<f32> = (0..self.inputs).map(|_| signed(&mut self.random)).collect();
        let bad = below(&mut self.random, batch.count);
        at_every_level(|level| {
            let place = format!("{}, {} samples, {:?}, {level}", self.name, batch.count, batch.scale);
            self.outputs(&place, batch, &truth);
            self.gradients(&place, batch, &truth);
            self.alone(&place, batch, &truth, &xs, &direction);
            self.bad_sample(&place, batch, bad);
        });
    }

    /// The values beside the bounds are those of the definition.
    fn hold_to_reference(&self, truth: &Truth, xs: &[Vec<f64>], ts: &[mlp_reference::Target<f64>]) {
        let reference = self.twin.gradient(self.loss, xs, ts);
        let near = |found: &Near, known: f64| {
            let close = (found.value - known).abs() <= 1e-3 * found.error + 1e-9 * known.abs() + 1e-40;
            assert!(close || found.error.is_infinite(), "{}: {found:?} is not the reference's {known}", self.name);
        };
        near(&truth.loss, reference.loss);
        truth.d_params.iter().zip(&reference.d_params).for_each(|(found, known)| near(found, *known));
        for (outputs, x) in truth.outputs.iter().zip(xs) {
            outputs.iter().zip(self.twin.outputs(x)).for_each(|(found, known)| near(found, known));
        }
    }

    fn outputs(&mut self, place: &str, batch: &Batch, truth: &Truth) {
        let expected = truth.outputs.concat();
        self.report.compare(|| format!("{place}: outputs"), &self.subject.outputs(&batch.xs), &expected);
        for (index, x) in batch.xs.chunks_exact(self.inputs).enumerate().take(FEW) {
            let found = self.subject.output(x);
            self.report.compare(|| format!("{place}: outputs of sample {index}"), &found, &truth.outputs[index]);
        }
    }

    fn gradients(&mut self, place: &str, batch: &Batch, truth: &Truth) {
        let (value, gradient) = self.subject.gradient(&batch.xs, &batch.ts);
        let plain = self.subject.loss(&batch.xs, &batch.ts);
        self.report.compare(|| format!("{place}: loss"), &[value, plain], &[truth.loss; 2]);
        self.report.compare(|| format!("{place}: gradient"), &gradient, &truth.d_params);
    }

    fn alone(&mut self, place: &str, batch: &Batch, truth: &Truth, xs: &[Vec<f64>], direction: &[f32]) {
        for (index, x) in batch.xs.chunks_exact(self.inputs).enumerate().take(FEW) {
            let (value, d_x) = self.subject.input_gradient(x, &batch.ts, index);
            self.report.compare(|| format!("{place}: loss of sample {index}"), &[value], &[truth.losses[index]]);
            self.report.compare(|| format!("{place}: input gradient {index}"), &d_x, &truth.d_inputs[index]);
            let jacobian = Bounded::new(self.twin).jacobian(&xs[index], &wide(direction));
            let found = self.subject.jacobian(x);
            self.report.compare(|| format!("{place}: Jacobian {index}"), &found, &jacobian.rows.concat());
            let found = self.subject.jacobian_vector(x, direction);
            self.report.compare(|| format!("{place}: Jacobian times vector {index}"), &found, &jacobian.along);
        }
    }

    /// A sample of NaN or infinity changes no other one's outputs.
    fn bad_sample(&mut self, place: &str, batch: &Batch, bad: usize) {
        let good = self.subject.outputs(&batch.xs);
        for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            let mut xs = batch.xs.clone();
            xs[bad * self.inputs..][..self.inputs].fill(value);
            let mut found = self.subject.outputs(&xs);
            let own = bad * self.outputs..(bad + 1) * self.outputs;
            found[own.clone()].copy_from_slice(&good[own]);
            self.report.same_bits(|| format!("{place}: outputs beside {value} in sample {bad}"), &found, &good);
        }
    }

    fn steps(&mut self, reference: &mlp_reference::Optimizer<f64>) {
        let count = 1 + below(&mut self.random, 48);
        let batches: Vec<Batch> = (0..3).map(|_| self.usual(count)).collect();
        at_every_level(|level| {
            let (mut training, mut steps) = (self.subject.training(), Steps::new(reference.clone()));
            let mut network = self.twin.clone();
            for step in 0..STEPS {
                let batch = &batches[step % 3];
                let params = wide(&training.params());
                network.set_params(&params);
                let (xs, ts) = self.wide(batch);
                let truth = Bounded::new(&network).batch(self.loss, &xs, &ts);
                let expected = steps.next(&params, &truth.d_params);
                let value = training.step(&batch.xs, &batch.ts);
                let place = || format!("{}, step {step} of {count} samples, {reference:?}, {level}", self.name);
                self.report.compare(|| format!("{}: loss", place()), &[value], &[truth.loss]);
                self.report.compare(place, &training.params(), &expected);
                if training.params().iter().any(|w| !w.is_finite()) {
                    break;
                }
            }
        });
    }

    fn usual(&mut self, count: usize) -> Batch {
        let xs = Scale::Usual.samples(&mut self.random, count, self.inputs);
        let ts = Targets::draw(self.kind, Scale::Usual, &mut self.random, count, self.outputs);
        Batch { scale: Scale::Usual, count, xs, ts }
    }

    /// Any number of threads gives the same bits.
    #[cfg(feature = "rayon")]
    fn threads(&mut self) {
        // the long batch is split even if the network is small
        let counts = [300, 20_000_000 / (self.twin.params().len() * 6 + 1_000)];
        for count in counts {
            let batch = self.usual(count.clamp(300, 20_000));
            let everything = |threads| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(16 << 20);
                pool.build().expect("a pool").install(|| {
                    let outputs = self.subject.outputs(&batch.xs);
                    let (loss, gradient) = self.subject.gradient(&batch.xs, &batch.ts);
                    let mut training = self.subject.training();
                    training.step(&batch.xs, &batch.ts);
                    [outputs, vec![loss], gradient, training.params()].concat()
                })
            };
            let one = everything(1);
            let all: Vec<_> = (2..=8).map(|threads| (threads, everything(threads))).collect();
            for (threads, found) in all {
                let place = || format!("{}, {} samples, {threads} threads", self.name, batch.count);
                self.report.same_bits(place, &found, &one);
            }
        }
    }

    #[cfg(not(feature = "rayon"))]
    #[expect(clippy::unused_self, reason = "there are no threads")]
    fn threads(&mut self) {}
}
