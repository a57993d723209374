//! Trains the networks of every data set.

use std::sync::Mutex;
use std::thread;

use mlp::Error;
use mlp_learning::data_sets::{self, DataSet};

use crate::candidates::Length;
use crate::job::{Effort, Job, Outcome};
use crate::networks;

/// Returns the losses of all networks.
///
/// # Errors
///
/// If a training run is set up wrongly.
pub(crate) fn all(effort: &Effort, threads: usize) -> Result<Vec<Outcome>, Error> {
    let sets: Vec<DataSet> = data_sets::all();
    // the largest first, so that threads end together
    let mut order: Vec<usize> = (0..sets.len()).collect();
    order.sort_by_key(|number| sets[*number].inputs.len() * sets[*number].inputs[0].len());
    let (rest, found) = (Mutex::new(order), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let Some(number) = rest.lock().expect("no panic").pop() else { break };
                    let outcomes = of_one(effort, &sets[number], number);
                    found.lock().expect("no panic").push((number, outcomes));
                }
            });
        }
    });
    let mut found = found.into_inner().expect("no panic");
    // the same sums for any number of threads
    found.sort_by_key(|(number, _)| *number);
    let outcomes: Result<Vec<_>, Error> = found.into_iter().map(|(_, outcomes)| outcomes).collect();
    Ok(outcomes?.into_iter().flatten().collect())
}

fn of_one(effort: &Effort, set: &DataSet, number: usize) -> Result<Vec<Outcome>, Error> {
    let mut parts = set.parts(0)?;
    if set.name.starts_with("parity") {
        // every pattern is in both parts: what is asked is whether it is learned at all
        parts.test = parts.train.clone();
    }
    networks::run(
        Job { number, length: Length::Short, outcomes: Vec::new(), parts: &parts, effort },
        set.classes(),
        &parts,
    )
}
