//! All samples in one batch: L-BFGS and Rprop beside Adam, in a classification and in a
//! regression.
//!
//! Look for: how steeply the loss of L-BFGS falls in the regression. The
//! gradient of all samples has no sampling noise, so L-BFGS can use the curvature
//! (Nocedal & Wright 2006), and Rprop the signs of the derivatives alone (Riedmiller &
//! Braun 1993). Each iteration costs about one pass over the samples, for all three.

use mlp::{data, prelude::*};
use support::figure::{BLUE, Chart, GREEN, RED, save};

mlp! {
    /// More units than necessary: a method without noise stays in the first local
    /// minimum that it reaches.
    struct Circles: 2 => 6 tanh => 1 sigmoid;
    struct Wave: 1 => 12 tanh => 1
}

const ITERATIONS: usize = 400;

fn main() -> Result<(), mlp::Error> {
    let (points, labels) = data::circles(300, 0.4, 0.1, 3);
    let (circles, histories) =
        race(Bce, Circles::seeded(2), &points, &data::binary(&labels)?)?;
    let right = circles.map(|net| accuracy(&net, &points, &labels));
    println!(
        "circles: training accuracy {:.1} % (Adam), {:.1} % (Rprop) and {:.1} % \
         (L-BFGS)",
        100.0 * right[0],
        100.0 * right[1],
        100.0 * right[2]
    );
    assert!(right.iter().all(|right| *right > 0.98));
    let left = chart("Circles: training loss", "cross-entropy", 1e-4..1.0, &histories);

    let xs: Vec<[f32; 1]> = (0..200_u8).map(|i| [f32::from(i) / 100.0 - 1.0]).collect();
    let ys: Vec<[f32; 1]> = xs.iter().map(|[x]| [(4.0 * x).sin()]).collect();
    let (_, histories) = race(Mse, Wave::seeded(1), &xs, &ys)?;
    let [adam, rprop, lbfgs] = histories.each_ref().map(History::final_loss);
    println!(
        "a sine wave: mean squared error {adam:.1e} (Adam), {rprop:.1e} (Rprop) and \
         {lbfgs:.1e} (L-BFGS)"
    );
    assert!(lbfgs < 0.1 * adam.min(rprop) && rprop < 0.05);
    let right = chart(
        "A sine wave: training loss",
        "mean squared error",
        1e-6..1.0,
        &histories,
    );
    save("full_batch", "full_batch", [400, 380], 2, &[&left, &right]);
    Ok(())
}

/// Trains the same network by Adam, by Rprop and by L-BFGS; returns the networks and
/// their histories.
fn race<N, L>(
    loss: L,
    net: N,
    xs: &[N::Input],
    ts: &[L::Target],
) -> Result<([N; 3], [History; 3]), mlp::Error>
where
    N: Network,
    L: Loss<N>,
    N::Input: mlp::ValidatedBy<L::Target, (), ()>,
{
    let mut nets = [net.clone(), net.clone(), net];
    let [adam, rprop, lbfgs] = &mut nets;
    let histories = [
        Trainer::new(loss, Adam::new(0.02))
            .epochs(ITERATIONS)
            .full_batch()
            .fit(adam, xs, ts)?,
        Trainer::new(loss, Rprop::new(0.01)).epochs(ITERATIONS).fit(rprop, xs, ts)?,
        Lbfgs::new().iterations(ITERATIONS).fit(lbfgs, loss, xs, ts)?,
    ];
    Ok((nets, histories))
}

fn chart(
    title: &str,
    y: &str,
    range: std::ops::Range<f32>,
    [adam, rprop, lbfgs]: &[History; 3],
) -> Chart {
    let curve = |history: &History| -> Vec<[f32; 2]> {
        (1_u16..)
            .zip(history.losses())
            .map(|(epoch, loss)| [f32::from(epoch), *loss])
            .collect()
    };
    Chart::new(title, ["iteration", y], [0.0..400.0, range])
        .logarithmic_y()
        .line("Adam", BLUE, 2, curve(adam))
        .line("Rprop", GREEN, 2, curve(rprop))
        .line("L-BFGS", RED, 2, curve(lbfgs))
}
