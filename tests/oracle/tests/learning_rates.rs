//! Learning-rate schedules against `PyTorch`'s figures.

use mlp::schedule::{
    Constant, CosineDecay, ExponentialDecay, LinearWarmup, OneCycle, ReduceOnPlateau, Schedule, StepDecay,
};
use mlp_reference::{Tolerance, golden};

/// The figures are in `f64`; settings are rounded to `f32` here, which a power of them multiplies.
const ROUNDED: Tolerance = Tolerance { relative: 1e-6, absolute: 1e-12 };

/// The rates that a schedule gives in turn, shown `losses` on the way.
fn rates(mut schedule: impl Schedule, steps: usize, losses: &[f64]) -> Vec<f32> {
    let mut rates = Vec::new();
    for t in 0..steps {
        let step = u32::try_from(t).expect("few steps");
        rates.push(schedule.learning_rate(0.1, step));
        #[expect(clippy::cast_possible_truncation, reason = "losses are f32")]
        if let Some(loss) = losses.get(t) {
            schedule.observe(step, *loss as f32);
        }
    }
    rates
}

#[test]
fn rates_are_those_of_pytorch() {
    let (goldens, losses) = golden::schedules();
    for (name, expected) in &goldens {
        let steps = expected.len();
        let found = match name.as_str() {
            "constant" => rates(Constant, steps, &losses),
            "step 3 0.5" => rates(StepDecay::new(3, 0.5), steps, &losses),
            "exponential 0.9" => rates(ExponentialDecay::new(0.9), steps, &losses),
            "cosine 10" => rates(CosineDecay::new(10), steps, &losses),
            "cosine 7 lowest 0.01" => rates(CosineDecay::new(7).lowest(0.01), steps, &losses),
            "linear 0.25 5" => rates(LinearWarmup::new(0.25, 5), steps, &losses),
            "linear 0.1 4 then cosine 6" => rates(LinearWarmup::new(0.1, 4).then(CosineDecay::new(6)), steps, &losses),
            "one cycle 0.5 20" => rates(OneCycle::new(0.5, 20), steps, &losses),
            "one cycle 0.5 13 rise 0.5 divisors 10 100" => {
                rates(OneCycle::new(0.5, 13).rise(0.5).divisors(10.0, 100.0), steps, &losses)
            }
            "plateau 0.5 2" => rates(ReduceOnPlateau::new(0.5, 2), steps, &losses),
            "plateau 0.5 1 cooldown 2 lowest 0.01" => {
                rates(ReduceOnPlateau::new(0.5, 1).cooldown(2).lowest(0.01), steps, &losses)
            }
            "plateau 0.1 0 threshold 0.2" => rates(ReduceOnPlateau::new(0.1, 0).threshold(0.2), steps, &losses),
            _ => panic!("no schedule of ours for `{name}`"),
        };
        ROUNDED.assert(name, &found, expected);
    }
    assert_eq!(goldens.len(), 12);
}
