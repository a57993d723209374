//! All samples in one batch: L-BFGS and Rprop beside Adam, on the circles and on a regression.
//!
//! Look for: how steeply L-BFGS falls on the regression. A batch of all samples has no noise, so it may take steps from
//! the curvature (Nocedal & Wright 2006), and Rprop from the signs of the derivatives alone (Riedmiller & Braun 1993).
//! Each iteration costs about one pass over the samples, for all three.

use mlp::{data, prelude::*};
use support::figure::{BLUE, Chart, GREEN, RED, save};

mlp! {
    /// More units than are needed: a method without noise stays in the first minimum that it meets.
    struct Circles: 2 => 6 tanh => 1 sigmoid;
    struct Wave: 1 => 12 tanh => 1
}

const ITERATIONS: usize = 400;

fn main() -> Result<(), mlp::Error> {
    let (points, labels) = data::circles(300, 0.4, 0.1, 3);
    let (circles, histories) = race(Bce, Circles::seeded(2), &points, &data::binary(&labels)?)?;
    let right = circles.map(|net| accuracy(&net, &points, &labels));
    println!(
        "circles: {:.1} %, {:.1} % and {:.1} % of the points right",
        100.0 * right[0],
        100.0 * right[1],
        100.0 * right[2]
    );
    assert!(right.iter().all(|right| *right > 0.98));
    let left = chart("Circles", "logarithm of the cross-entropy", -4.0..0.0, &histories);

    let xs: Vec<[f32; 1]> = (0..200_u8).map(|i| [f32::from(i) / 100.0 - 1.0]).collect();
    let ys: Vec<[f32; 1]> = xs.iter().map(|[x]| [(4.0 * x).sin()]).collect();
    let (_, histories) = race(Mse, Wave::seeded(1), &xs, &ys)?;
    let [adam, rprop, lbfgs] = histories.each_ref().map(History::final_loss);
    println!("a wave: mean squared error {adam:.1e}, {rprop:.1e} and {lbfgs:.1e}");
    assert!(lbfgs < 0.1 * adam.min(rprop) && rprop < 0.05);
    let right = chart("A wave", "logarithm of the squared error", -6.0..0.0, &histories);
    save("full_batch", "full_batch", [400, 380], 2, &[&left, &right]);
    Ok(())
}

/// The same network trained by Adam, by Rprop and by L-BFGS, and how their losses fell.
fn race<N, L>(loss: L, net: N, xs: &[N::Input], ts: &[L::Target]) -> Result<([N; 3], [History; 3]), mlp::Error>
where
    N: Network,
    L: Loss<N>,
    N::Input: mlp::ValidatedBy<L::Target, (), ()>,
{
    let mut nets = [net.clone(), net.clone(), net];
    let [adam, rprop, lbfgs] = &mut nets;
    let histories = [
        Trainer::new(loss, Adam::new(0.02)).epochs(ITERATIONS).full_batch().fit(adam, xs, ts)?,
        Trainer::new(loss, Rprop::new(0.01)).epochs(ITERATIONS).fit(rprop, xs, ts)?,
        Lbfgs::new().iterations(ITERATIONS).fit(lbfgs, loss, xs, ts)?,
    ];
    Ok((nets, histories))
}

fn chart(title: &str, y: &str, range: std::ops::Range<f32>, [adam, rprop, lbfgs]: &[History; 3]) -> Chart {
    let curve = |history: &History| -> Vec<[f32; 2]> {
        (1_u16..).zip(history.losses()).map(|(epoch, loss)| [f32::from(epoch), loss.log10()]).collect()
    };
    Chart::new(title, ["iteration", y], [0.0..400.0, range])
        .line("Adam", BLUE, 2, curve(adam))
        .line("Rprop", GREEN, 2, curve(rprop))
        .line("L-BFGS", RED, 2, curve(lbfgs))
}
