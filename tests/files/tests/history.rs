//! The history of a training run as a table in a file.

use core::ops::ControlFlow;
use mlp::prelude::*;
use mlp_fixtures::{random_network, uniform};

mlp! { struct Regression: 3 => 8 tanh => 2, unroll = none }

#[test]
fn a_history_is_saved_as_a_table() {
    let (inputs, targets) = (uniform::<[f32; 3]>(24, 1, 1.0), uniform::<[f32; 2]>(24, 101, 1.0));
    let mut net: Regression = random_network(1);
    let mut count = 0_u8;
    let history = Trainer::new(Mse, Adam::new(0.05))
        .epochs(3)
        .batch_size(8)
        .fit_with(&mut net, &inputs, &targets, |epoch| {
            count += 1;
            epoch.record("a, b", f32::from(count));
            ControlFlow::Continue(())
        })
        .expect("good data");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("history.csv");
    history.save_csv(&path).expect("a place for files");
    let text = std::fs::read_to_string(&path).expect("the file that was just written");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "epoch,loss,learning_rate,seconds,\"a, b\"");
    assert_eq!(lines.len(), 4);
    for (line, (epoch, loss)) in lines[1..].iter().zip((1..).zip(history.losses())) {
        let fields: Vec<&str> = line.split(',').collect();
        assert_eq!((fields[0].parse(), fields[1].parse(), fields[2]), (Ok(epoch), Ok(*loss), "0.05"));
        assert_eq!(fields[4], epoch.to_string());
    }
    assert!(history.save_csv(folder.path().join("none").join("history.csv")).is_err(), "no such folder");
}
