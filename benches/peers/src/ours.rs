//! The workloads in this library.

use mlp::prelude::*;
use peer_ours::{forward, samples, train};
use peer_protocol::{Prepared, Task};

mlp! {
    struct W1: 2 => 3 sigmoid => 1 sigmoid;
    struct W2: 4 => 64 tanh => 64 tanh => 2;
    struct W3: 64 => 32 relu => 10 softmax;
    struct W4: 784 => 128 relu => 10 softmax;
    struct W5: 32 => 64 relu => 64 relu => 64 relu => 64 relu => 3;
    struct W6: 784 => 512 relu => 512 relu => 10 softmax;
    struct W7: 4 => 32 tanh => 16 tanh => 4
}

pub fn prepare(task: &Task) -> Prepared {
    let classes = || task.classes();
    Ok(match (&task.name[..2], task.train) {
        ("W1", None) => forward::<W1>(task),
        ("W1", _) => train::<W1, _>(task, Bce, samples(&task.t)),
        ("W2", None) => forward::<W2>(task),
        ("W2", _) => train::<W2, _>(task, Mse, samples(&task.t)),
        ("W3", None) => forward::<W3>(task),
        ("W3", _) => train::<W3, _>(task, CrossEntropy, classes()),
        ("W4", None) => forward::<W4>(task),
        ("W4", _) => train::<W4, _>(task, CrossEntropy, classes()),
        ("W5", None) => forward::<W5>(task),
        ("W6", Some(_)) => train::<W6, _>(task, CrossEntropy, classes()),
        ("W7", Some(_)) => train::<W7, _>(task, Mse, samples(&task.t)),
        _ => return Err(format!("no network for {}", task.name)),
    })
}
