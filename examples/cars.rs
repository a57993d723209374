//! Cars learn to drive a track: a genetic algorithm on 128 networks, all of them
//! computed at once.
//!
//! Look for: in the first generation, hardly any car passes the first bend;
//! after some thirty generations, the best cars drive all the way round, on an unseen
//! track too. `cars.gif` shows the first, a middle and the last generation.

use mlp::evolution::{Crossover, GeneticAlgorithm, Selection};
use mlp::population::Population;
use mlp::prelude::*;
use std::f32::consts::TAU;
use std::time::Instant;
use support::figure::{Animation, BLUE, Canvas, Chart, GREY, INK, RED, Theme, save};
use support::progress::Bar;

mlp! {
    /// From five distances to the edge and the speed to steering and throttle.
    struct Driver: 6 => 12 tanh => 2 tanh
}

const DRIVERS: usize = 128;
const GENERATIONS: u16 = 40;
/// The steps of a drive, 20 a second.
const STEPS: usize = 400;

fn main() {
    let track = Track { bends: [0.28, 0.10], turns: [3.0, 5.0] };
    let mut search =
        GeneticAlgorithm::new(Population::<Driver>::seeded(DRIVERS, 1), 0.1, 7)
            .selection(Selection::Truncation(24))
            .crossover(Crossover::Uniform)
            .elites(4)
            .adaptation(0.1);
    let (mut curve, mut shown) = (Vec::new(), Vec::new());
    let bar = Bar::new(u64::from(GENERATIONS), "generations");
    let start = Instant::now();
    for number in 1..=GENERATIONS {
        if [1, 8, GENERATIONS].contains(&number) {
            shown.push((number, search.members().clone()));
        }
        let generation =
            search.step(|drivers, laps| drive(&track, drivers, laps, |_| ()));
        curve.push([f32::from(number), generation.best]);
        bar.advance(1);
        bar.say(format!("{:.1} laps", generation.best));
    }
    drop(bar);

    let mut elsewhere = [0.0];
    let other = Track { bends: [0.20, 0.15], turns: [2.0, 3.0] };
    drive(&other, &Population::from_networks([search.best()]), &mut elsewhere, |_| ());
    println!("{GENERATIONS} generations in {:.1} s", start.elapsed().as_secs_f32());
    println!(
        "the best car drives {:.2} laps in the first generation, {:.2} in the last",
        curve[0][1],
        search.best_score()
    );
    println!("on an unseen track, the best car drives {:.2} laps", elsewhere[0]);
    assert!(curve[0][1] < 1.0 && search.best_score() > 1.5 && elsewhere[0] > 1.0);

    let end = f32::from(GENERATIONS);
    let top = 1.1 * search.best_score();
    let chart = Chart::new(
        "Laps over the generations",
        ["generation", "laps"],
        [0.0..end, 0.0..top],
    )
    .line("best of 128 cars", BLUE, 2, curve);
    save("cars", "learning", [520, 380], 1, &[&chart]);
    animate(&track, &shown);
}

/// A closed road: its middle is `radius(angle)` around the origin.
#[derive(Clone, Copy)]
struct Track {
    bends: [f32; 2],
    turns: [f32; 2],
}

impl Track {
    /// Half of its width.
    const HALF: f32 = 0.13;

    fn radius(&self, angle: f32) -> f32 {
        let [a, b] = self.bends;
        let [m, n] = self.turns;
        1.0 + a * (m * angle).cos() + b * (n * angle + 1.0).cos()
    }

    fn holds(&self, [x, y]: [f32; 2]) -> bool {
        (x.hypot(y) - self.radius(y.atan2(x))).abs() < Self::HALF
    }

    /// The distance from a position to the edge of the track, at most 0.8.
    fn free(&self, [x, y]: [f32; 2], heading: f32) -> f32 {
        const STEP: f32 = 0.04;
        let (sine, cosine) = heading.sin_cos();
        let ahead = (1..=20_u8).map(|i| STEP * f32::from(i));
        ahead
            .take_while(|far| self.holds([x + far * cosine, y + far * sine]))
            .last()
            .unwrap_or(0.0)
    }

    /// A line at a distance from the middle.
    fn line(&self, off: f32) -> impl Iterator<Item = [f32; 2]> {
        (0..=200_u8).map(move |i| {
            let angle = TAU * f32::from(i) / 200.0;
            let radius = self.radius(angle) + off;
            [radius * angle.cos(), radius * angle.sin()]
        })
    }
}

/// A car on a track.
#[derive(Clone, Copy)]
struct Car {
    place: [f32; 2],
    heading: f32,
    speed: f32,
    /// The distance so far, in laps.
    laps: f32,
    drives: bool,
}

impl Car {
    fn at_start(track: &Track) -> Self {
        Self {
            place: [track.radius(0.0), 0.0],
            heading: 0.25 * TAU,
            speed: 0.2,
            laps: 0.0,
            drives: true,
        }
    }

    /// Returns the inputs of its driver.
    fn view(&self, track: &Track) -> [f32; 6] {
        let free = |angle: f32| track.free(self.place, self.heading + angle);
        [free(-1.2), free(-0.5), free(0.0), free(0.5), free(1.2), self.speed]
    }

    /// Drives for a twentieth of a second with this steering and throttle.
    fn go(&mut self, track: &Track, [steering, throttle]: [f32; 2]) {
        const SECONDS: f32 = 0.05;
        self.heading += 3.0 * steering * SECONDS;
        self.speed = (self.speed + 0.5 * throttle * SECONDS).clamp(0.05, 1.0);
        let [x, y] = self.place;
        let (sine, cosine) = self.heading.sin_cos();
        self.place =
            [x + self.speed * SECONDS * cosine, y + self.speed * SECONDS * sine];
        let turned = self.place[1].atan2(self.place[0]) - y.atan2(x);
        self.laps += (turned - TAU * (turned / TAU).round()) / TAU;
        self.drives = track.holds(self.place);
    }
}

/// Simulates all cars at once, until they leave the track or the time is over, and
/// writes the laps of each.
fn drive(
    track: &Track,
    drivers: &Population<Driver>,
    laps: &mut [f32],
    mut watch: impl FnMut(&[Car]),
) {
    let mut cars = vec![Car::at_start(track); drivers.len()];
    let (mut views, mut actions) =
        (vec![[0.0; 6]; cars.len()], vec![[0.0; 2]; cars.len()]);
    for _ in 0..STEPS {
        watch(&cars);
        for (view, car) in views.iter_mut().zip(&cars).filter(|(_, car)| car.drives) {
            *view = car.view(track);
        }
        drivers.forward(&views, &mut actions);
        for (car, action) in cars.iter_mut().zip(&actions).filter(|(car, _)| car.drives)
        {
            car.go(track, *action);
        }
    }
    watch(&cars);
    for (laps, car) in laps.iter_mut().zip(&cars) {
        *laps = car.laps;
    }
}

fn animate(track: &Track, generations: &[(u16, Population<Driver>)]) {
    let mut animation = Animation::new("cars", "cars");
    for (number, drivers) in generations {
        let (mut step, mut laps) = (0, vec![0.0; drivers.len()]);
        drive(track, drivers, &mut laps, |cars| {
            // every eighth step, and no longer than anyone drives in the first
            // generations
            if step % 8 == 0 && (step < 160 || *number == GENERATIONS) {
                animation.frame(&picture(track, *number, cars), 8);
            }
            step += 1;
        });
    }
    animation.finish();
}

fn picture(track: &Track, number: u16, cars: &[Car]) -> Canvas {
    let places = |drives: bool| {
        cars.iter().filter(move |car| car.drives == drives).map(|car| car.place)
    };
    let chart =
        Chart::new(format!("generation {number}"), ["", ""], [-1.6..1.6, -1.6..1.6])
            .line("", INK, 2, track.line(Track::HALF))
            .line("", INK, 2, track.line(-Track::HALF))
            .points("", GREY, 2.0, places(false))
            .points("", RED, 3.0, places(true));
    Canvas::new(Theme::Light, [320, 340], 1, &[&chart])
}
