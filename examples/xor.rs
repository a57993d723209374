//! Exclusive or: the smallest problem that a network without a hidden layer cannot
//! learn.
//!
//! Look for: the four outputs, and that training fails from about one seed in
//! five or six: the last chart has the final loss of all 300. Such a network ends in a
//! local minimum, where every small step increases the loss. The remedy is another
//! seed, or a wider hidden layer.

use mlp::prelude::*;
use support::figure::{BLUE, CLASSES, Chart, GREEN, INK, RED, save};
use support::progress::Bar;

mlp! {
    /// Learns the exclusive or of two bits.
    struct Xor: 2 => 3 sigmoid => 1 sigmoid;

    /// The same, with more hidden units than necessary.
    struct WideXor: 2 => 8 sigmoid => 1 sigmoid
}

const INPUTS: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
const TARGETS: [[f32; 1]; 4] = [[0.0], [1.0], [1.0], [0.0]];
const SEEDS: u64 = 300;

fn main() -> Result<(), mlp::Error> {
    let mut net = Xor::seeded(7);
    let history = train(&mut net)?;
    println!("{net:?}");
    println!("loss {:.4} after {} epochs", history.final_loss(), history.epochs());
    for (x, [t]) in INPUTS.iter().zip(TARGETS) {
        let [p] = net.forward(x);
        println!("{x:?} -> {p:.3}, target {t}");
        assert!((p - t).abs() < 0.05);
    }

    let mut stuck = Vec::new();
    let mut wide_stuck = 0;
    let mut last = [Vec::new(), Vec::new()];
    let bar = Bar::new(SEEDS, "seeds");
    for seed in 0..SEEDS {
        let mut net = Xor::seeded(seed);
        let history = train(&mut net)?;
        last[0].push(history.final_loss());
        if !learned(&net) {
            stuck.push((net, history));
        }
        let mut wide = WideXor::seeded(seed);
        last[1].push(train(&mut wide)?.final_loss());
        wide_stuck += u32::from(!learned(&wide));
        bar.advance(1);
    }
    drop(bar);
    println!(
        "{} of {SEEDS} seeds end in a local minimum; with 8 hidden units, {wide_stuck}",
        stuck.len()
    );
    let part = stuck.len() as f32 / SEEDS as f32;
    assert!((0.05..0.30).contains(&part), "{part} of the seeds are stuck");
    assert!((wide_stuck as f32) < 0.2 * stuck.len() as f32);

    let (stuck, stuck_history) = &stuck[0];
    let outputs = INPUTS.map(|x| stuck.forward(&x)[0]);
    println!(
        "one of them outputs {outputs:.2?}: loss {:.4}",
        stuck_history.final_loss()
    );
    draw([(&net, &history), (stuck, stuck_history)], last);
    Ok(())
}

fn train<N: Network<Input = [f32; 2], Output = [f32; 1]>>(
    net: &mut N,
) -> Result<History, mlp::Error>
where
    Bce: Loss<N, Target = [f32; 1]>,
{
    Trainer::new(Bce, Adam::new(0.05)).epochs(2_000).fit(net, &INPUTS, &TARGETS)
}

/// Whether all four outputs are on the correct side of 0.5.
fn learned<N: Network<Input = [f32; 2], Output = [f32; 1]>>(net: &N) -> bool {
    INPUTS.iter().zip(TARGETS).all(|(x, [t])| (net.forward(x)[0] >= 0.5) == (t >= 0.5))
}

fn draw([learned, stuck]: [(&Xor, &History); 2], last: [Vec<f32>; 2]) {
    let region = |title: &str, net: &Xor| {
        let corners = |one: bool| {
            INPUTS
                .into_iter()
                .zip(TARGETS)
                .filter(move |(_, [t])| (*t > 0.5) == one)
                .map(|(x, _)| x)
        };
        Chart::new(title, ["x0", "x1"], [-0.45..1.45, -0.45..1.45])
            .output(|x| net.forward(&x)[0])
            .contour("output 0.5", INK, |x| net.forward(&x)[0] - 0.5)
            .points("target 0", CLASSES[0], 7.0, corners(false))
            .points("target 1", CLASSES[1], 7.0, corners(true))
    };
    let curve = |history: &History| {
        (1_u16..)
            .zip(history.losses())
            .map(|(epoch, loss)| [f32::from(epoch), *loss])
            .collect::<Vec<_>>()
    };
    let losses = Chart::new(
        "Training loss",
        ["epoch", "binary cross-entropy"],
        [0.0..2_000.0, 0.0..0.8],
    )
    .line("learned", BLUE, 2, curve(learned.1))
    .line("stuck", RED, 2, curve(stuck.1));
    let [narrow, wide] = last.map(|mut losses| {
        losses.sort_by(f32::total_cmp);
        (1_u16..)
            .zip(losses)
            .map(|(rank, loss)| [f32::from(rank), loss])
            .collect::<Vec<_>>()
    });
    let axes = ["seeds, sorted by loss", "loss after 2,000 epochs"];
    let seeds = Chart::new(
        format!("Final loss of {SEEDS} seeds"),
        axes,
        [0.0..SEEDS as f32, 0.0..0.8],
    )
    .line("3 hidden units", BLUE, 2, narrow)
    .line("8 hidden units", GREEN, 2, wide);
    let panels = [
        region("Learned", learned.0),
        region("Stuck in a local minimum", stuck.0),
        losses,
        seeds,
    ];
    save(
        "xor",
        "xor",
        [400, 370],
        2,
        &[&panels[0], &panels[1], &panels[2], &panels[3]],
    );
}
