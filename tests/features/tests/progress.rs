//! The progress bar changes nothing, and is silent where nobody looks.

use mlp::prelude::*;
use mlp_fixtures::rerun;
use std::process::Stdio;

mlp! { struct Line: 1 => 1 }

/// Set in the process whose output is looked at.
const VARIABLE: &str = "MLP_PROGRESS_OF_A_CHILD";

fn train(trainer: &Trainer<Mse, Sgd>) -> (Line, History) {
    let mut net = Line::seeded(1);
    let history = trainer.fit(&mut net, &[[0.0], [1.0], [2.0]], &[[1.0], [3.0], [5.0]]).expect("good data");
    (net, history)
}

#[test]
fn a_training_with_a_bar() {
    let trainer = Trainer::new(Mse, Sgd::new(0.1)).epochs(50);
    let (plain, with_bar) = (train(&trainer), train(&trainer.progress()));
    assert_eq!((plain.0.params(), plain.1), (with_bar.0.params(), with_bar.1));
    if std::env::var_os(VARIABLE).is_some() {
        return;
    }
    let child =
        rerun("a_training_with_a_bar").env(VARIABLE, "yes").stderr(Stdio::piped()).output().expect("this test again");
    assert!(child.status.success());
    assert_eq!(String::from_utf8_lossy(&child.stderr), "", "standard error is no terminal here");
}
