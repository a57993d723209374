//! The workloads as types with fixed sizes.

use peer_loops::elementwise::{Elementwise, IDENTITY, RELU, SIGMOID, SOFTMAX, TANH};
use peer_loops::sample::{Last, Layer, net};
use peer_protocol::{Prepared, Task};

type Hidden64<E> = Layer<64, RELU, E, Layer<64, RELU, E, Layer<64, RELU, E, Layer<64, RELU, E, Last<3, IDENTITY, E>>>>>;

pub fn prepare<E: Elementwise>(task: &Task) -> Prepared {
    match task.widths.as_slice() {
        [2, 3, 1] => net::<2, Layer<3, SIGMOID, E, Last<1, SIGMOID, E>>>(task),
        [4, 64, 64, 2] => net::<4, Layer<64, TANH, E, Layer<64, TANH, E, Last<2, IDENTITY, E>>>>(task),
        [64, 32, 10] => net::<64, Layer<32, RELU, E, Last<10, SOFTMAX, E>>>(task),
        [784, 128, 10] => net::<784, Layer<128, RELU, E, Last<10, SOFTMAX, E>>>(task),
        [32, 64, 64, 64, 64, 3] => net::<32, Hidden64<E>>(task),
        [4, 32, 16, 4] => net::<4, Layer<32, TANH, E, Layer<16, TANH, E, Last<4, IDENTITY, E>>>>(task),
        widths => Err(format!("no loops for {widths:?}")),
    }
}
