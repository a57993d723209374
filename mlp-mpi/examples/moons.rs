//! Two half circles, of which each rank has a strip: no rank could tell them apart, and together they can.
//!
//!     mpirun -n 4 target/release/examples/moons
//!
//! Look for: the network that a rank learns from its strip alone is wrong everywhere else; all ranks together learn one
//! network, with the same bits on any number of ranks. Prints a hash of its weights to compare. The picture goes to
//! `target/figures/moons_on_ranks`.

use mlp::data;
use mlp::prelude::*;
use mlp::ranks::{Alone, Communicator};
use mlp_mpi::run;
use support::figure::{BLUE, Chart, Colour, GREEN, INK, ORANGE, PURPLE, RED, SKY, save};

mlp! {
    /// Tells the upper half circle (0) from the lower one (1).
    struct Moons: 2 => 16 tanh => 16 tanh => 1 sigmoid
}

const SAMPLES: usize = 2_000;
const COLOURS: [Colour; 6] = [BLUE, RED, GREEN, PURPLE, ORANGE, SKY];

fn main() {
    run(|world| {
        let (points, labels) = strips();
        let targets = data::binary(&labels)?;
        let trainer = Trainer::new(Bce, Adam::new(0.01)).epochs(60).batch_size(128).seed(7);

        let together = trainer.clone().across(world);
        // a program of many machines would read only these samples
        let part = together.part(SAMPLES);
        let (own_points, own_targets) = (&points[part.clone()], &targets[part.clone()]);
        let mut net = Moons::seeded(7);
        let history = together.fit(&mut net, own_points, own_targets)?;

        // the same network from this strip alone
        let mut of_strip = Moons::seeded(7);
        trainer.across(&Alone).fit(&mut of_strip, own_points, own_targets)?;

        let right = accuracy(&net, &points, &labels);
        let alone = accuracy(&of_strip, &points, &labels);
        println!("rank {}: samples {part:?}; alone, an accuracy of {:.1} % on all points", world.rank(), 100.0 * alone);
        let mut ends = vec![0; size_of::<usize>() * world.size()];
        world.all_gather(&part.end.to_le_bytes(), &mut ends)?;
        if world.rank() == 0 {
            println!(
                "together: an accuracy of {:.1} %, hash of the weights {:016x}",
                100.0 * right,
                hash(net.params())
            );
            let ends: Vec<usize> = ends.as_chunks().0.iter().map(|end| usize::from_le_bytes(*end)).collect();
            draw(&ends, &net, &of_strip, &history, &points);
        }
        assert!(right > 0.98, "{right}");
        Ok(())
    });
}

/// Points on two half circles, from left to right.
fn strips() -> (Vec<[f32; 2]>, Vec<usize>) {
    let (points, labels) = data::moons(SAMPLES, 0.1, 7);
    let mut order: Vec<usize> = (0..SAMPLES).collect();
    order.sort_by(|a, b| points[*a][0].total_cmp(&points[*b][0]));
    order.into_iter().map(|index| (points[index], labels[index])).unzip()
}

/// A number that differs where a bit of a weight differs (FNV-1a).
fn hash(weights: &[f32]) -> u64 {
    weights
        .iter()
        .flat_map(|weight| weight.to_bits().to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Draws the parts of the ranks, each of which ends at one of `ends`.
fn draw(ends: &[usize], net: &Moons, of_strip: &Moons, history: &History, points: &[[f32; 2]]) {
    let ranks = ends.len();
    let chart = |title: String| Chart::new(title, ["x0", "x1"], [-1.5..2.5, -1.0..1.5]);
    let with_parts = |mut chart: Chart, shown: usize| {
        for rank in 0..shown {
            let first = if rank == 0 { 0 } else { ends[rank - 1] };
            let part = points[first..ends[rank]].iter().copied();
            chart = chart.points(&format!("rank {rank}"), COLOURS[rank % COLOURS.len()], 1.6, part);
        }
        chart
    };
    let with_region = |chart: Chart, net: &Moons| {
        let output = |x: [f32; 2]| net.forward(&x)[0];
        chart.output(output).contour("output 0.5", INK, |x| output(x) - 0.5)
    };
    let alone = with_parts(with_region(chart("What rank 0 learns from its strip".into()), of_strip), 1);
    let together = with_parts(with_region(chart(format!("What {ranks} ranks learn together")), net), ranks);
    let losses = (1_u16..).zip(history.losses()).map(|(epoch, loss)| [f32::from(epoch), *loss]);
    let labels = ["epoch", "binary cross-entropy"];
    let curve =
        Chart::new("The loss of all ranks", labels, [0.0..60.0, 0.0..0.7]).line("mean of the epoch", BLUE, 2, losses);
    save("moons_on_ranks", "moons_on_ranks", [460, 380], 3, &[&alone, &together, &curve]);
}
