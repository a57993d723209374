//! A random loss and a random optimizer: ours, and the reference's.

use crate::declaration::{Last, below};
use mlp_reference::SplitMix64;

/// Returns a loss as an expression, and what the last layer must be.
pub(crate) fn loss(random: &mut SplitMix64) -> (&'static str, Last) {
    [
        ("mlp::Mse", Last::Any),
        ("mlp::Mse", Last::Any),
        ("mlp::Mae", Last::Any),
        ("mlp::Huber::new(0.3)", Last::Any),
        ("mlp::Bce", Last::Sigmoid),
        ("mlp::CrossEntropy", Last::Softmax),
        ("mlp::SoftCrossEntropy", Last::Softmax),
    ][below(random, 7)]
}

/// Returns an optimizer as two expressions. `f` makes a setting `f64`.
pub(crate) fn optimizer(random: &mut SplitMix64) -> (String, String) {
    let (ours, reference) = [
        ("mlp::Sgd::new(0.1)", "Reference::sgd(f(0.1))"),
        ("mlp::Momentum::new(0.05, 0.9)", "Reference::momentum(f(0.05), f(0.9))"),
        ("mlp::Momentum::new(0.05, 0.8).nesterov()", "Reference::nesterov(f(0.05), f(0.8))"),
        (
            "mlp::RmsProp::new(0.001).alpha(0.9)",
            "Reference::new(Rule::RmsProp { alpha: f(0.9), epsilon: f(1e-8) }, f(0.001))",
        ),
        (
            "mlp::Adam::new(0.001).betas(0.8, 0.99).epsilon(1e-6)",
            "Reference::new(Rule::Adam { beta1: f(0.8), beta2: f(0.99), epsilon: f(1e-6), decoupled: false }, f(0.001))",
        ),
        (
            "mlp::AdamW::new(0.001, 0.3)",
            "Reference::new(Rule::Adam { beta1: f(0.9), beta2: f(0.999), epsilon: f(1e-8), decoupled: true }, f(0.001))\
             .decayed(f(0.3))",
        ),
    ][below(random, 6)];
    let (mut ours, mut reference) = (ours.to_owned(), reference.to_owned());
    if !ours.contains("AdamW") && below(random, 3) == 0 {
        ours.push_str(".weight_decay(0.2)");
        reference.push_str(".decayed(f(0.2))");
    }
    if below(random, 3) == 0 {
        ours.push_str(".clip_norm(0.05)");
        reference.push_str(".clipped(f(0.05))");
    }
    (ours, reference)
}
