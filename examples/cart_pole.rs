//! A network learns to balance a pole on a cart by an evolution strategy, without
//! gradients of the simulation.
//!
//! Look for: before training, the pole falls after about a second; after some
//! twenty generations it stands for all 500 steps (ten seconds), from a hundred starts
//! that were not part of the training. `cart_pole.gif` shows both.
//!
//! The cart and pole are those of Barto, Sutton & Anderson (1983), with the limits that
//! Gymnasium's `CartPole-v1` uses.

use mlp::evolution::EvolutionStrategy;
use mlp::metrics::class;
use mlp::population::Population;
use mlp::prelude::*;
use mlp::random::SplitMix64;
use std::time::Instant;
use support::figure::{Animation, BLUE, Canvas, Chart, GREY, INK, RED, Theme, save};
use support::progress::Bar;

mlp! {
    /// From position, speed, angle and angular speed to the preference for a push to
    /// the left and to the right.
    struct Policy: 4 => 64 tanh => 64 tanh => 2
}

const STEPS: usize = 500;
const GENERATIONS: u64 = 200;
/// The number of pairs of opposite perturbations in a generation, and the deviation of
/// each parameter's change.
const PAIRS: usize = 24;
const CHANGE: f32 = 0.1;

fn main() {
    let untrained = Policy::seeded(1);
    let mut strategy = EvolutionStrategy::new(untrained.clone(), Adam::new(0.03), 1)
        .pairs(PAIRS)
        .deviation(CHANGE);
    let mut numbers = SplitMix64::new(1);
    let mut curve = Vec::new();
    let bar = Bar::new(GENERATIONS, "generations");
    let start = Instant::now();
    for generation in 0..GENERATIONS {
        strategy.step(|nets, scores| try_out(nets, scores, &mut numbers));
        let mean = mean_steps(strategy.net(), 20, &mut numbers);
        curve.push([generation as f32 + 1.0, mean]);
        bar.advance(1);
        bar.say(format!("{mean:.0} steps"));
        if mean >= STEPS as f32 {
            break;
        }
    }
    drop(bar);
    let net = strategy.net();

    let mut fresh = SplitMix64::new(1_000);
    let (before, after) =
        (mean_steps(&untrained, 100, &mut fresh), mean_steps(net, 100, &mut fresh));
    println!("{} generations in {:.1} s", curve.len(), start.elapsed().as_secs_f32());
    println!(
        "mean of 100 unseen starts: {before:.0} steps before training, {after:.0} of \
         {STEPS} after"
    );
    assert!(before < 100.0 && after > 490.0);

    let end = curve.len() as f32;
    let chart = Chart::new(
        "Balancing over the generations",
        ["generation", "steps until the pole falls"],
        [0.0..end, 0.0..520.0],
    )
    .line("mean of 20 starts", BLUE, 2, curve);
    save("cart_pole", "learning", [520, 380], 1, &[&chart]);
    animate(&untrained, net);
}

/// Scores the candidates of a generation: two that changed in opposite directions begin
/// from the same starts, so that only their change makes a difference.
fn try_out(nets: &Population<Policy>, scores: &mut [f32], numbers: &mut SplitMix64) {
    for (pair, scores) in scores.chunks_exact_mut(2).enumerate() {
        let starts = numbers.next_u64();
        for (sign, score) in scores.iter_mut().enumerate() {
            *score =
                mean_steps(&nets.get(2 * pair + sign), 3, &mut SplitMix64::new(starts));
        }
    }
}

/// The mean number of steps for which the pole stands, over some random starts.
fn mean_steps(net: &Policy, starts: usize, numbers: &mut SplitMix64) -> f32 {
    let steps: usize = (0..starts).map(|_| balance(net, numbers, |_| ())).sum();
    steps as f32 / starts as f32
}

/// One episode: the number of steps for which the pole stands, at most `STEPS`.
fn balance(
    net: &Policy,
    numbers: &mut SplitMix64,
    mut watch: impl FnMut(&CartPole),
) -> usize {
    let mut world =
        CartPole { state: std::array::from_fn(|_| 0.1 * numbers.unit() - 0.05) };
    for step in 0..STEPS {
        watch(&world);
        let right = class(&net.forward(&world.state)) == 1;
        world.push(if right { 10.0 } else { -10.0 });
        if world.fallen() {
            watch(&world);
            return step + 1;
        }
    }
    STEPS
}

/// A pole of 1 m and 0.1 kg on a cart of 1 kg, pushed with 10 N for 0.02 s at a time.
struct CartPole {
    /// Position (m), speed, angle (0: upright) and angular speed.
    state: [f32; 4],
}

impl CartPole {
    fn push(&mut self, force: f32) {
        const GRAVITY: f32 = 9.8;
        const CART: f32 = 1.0;
        const POLE: f32 = 0.1;
        const HALF: f32 = 0.5;
        const SECONDS: f32 = 0.02;
        let [x, v, angle, spin] = self.state;
        let (sine, cosine) = angle.sin_cos();
        let push = (force + POLE * HALF * spin * spin * sine) / (CART + POLE);
        let turn = (GRAVITY * sine - cosine * push)
            / (HALF * (4.0 / 3.0 - POLE * cosine * cosine / (CART + POLE)));
        let speed_up = push - POLE * HALF * turn * cosine / (CART + POLE);
        self.state = [
            x + SECONDS * v,
            v + SECONDS * speed_up,
            angle + SECONDS * spin,
            spin + SECONDS * turn,
        ];
    }

    /// More than 2.4 m from the middle, or 12 degrees from upright.
    fn fallen(&self) -> bool {
        self.state[0].abs() > 2.4 || self.state[2].abs() > 12_f32.to_radians()
    }

    fn picture(&self, title: &str) -> Canvas {
        let [x, _, angle, _] = self.state;
        let (sine, cosine) = angle.sin_cos();
        let chart =
            Chart::new(title, ["position (m)", "height (m)"], [-2.4..2.4, -0.4..1.3])
                .line("", GREY, 1, [[-2.4, -0.15], [2.4, -0.15]])
                .line("", INK, 16, [[x - 0.25, -0.05], [x + 0.25, -0.05]])
                .line("", RED, 6, [[x, 0.05], [x + sine, 0.05 + cosine]]);
        Canvas::new(Theme::Light, [400, 240], 1, &[&chart])
    }
}

fn animate(untrained: &Policy, trained: &Policy) {
    let mut animation = Animation::new("cart_pole", "cart_pole");
    for (title, net) in [("untrained", untrained), ("trained", trained)] {
        let mut step = 0;
        balance(net, &mut SplitMix64::new(5), |world| {
            let fallen = world.fallen();
            // every fifth step: ten pictures a second
            if step % 5 == 0 || fallen {
                let end = if fallen { ": fallen" } else { "" };
                let picture = world
                    .picture(&format!("{title}, {:.1} s{end}", 0.02 * step as f32));
                animation.frame(
                    &picture,
                    if fallen || step + 5 >= STEPS { 100 } else { 10 },
                );
            }
            step += 1;
        });
    }
    animation.finish();
}
