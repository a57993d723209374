//! Derivatives of a network as a function: of its outputs, and of its loss a second time.

use super::sink::{Collect, Discard};
use super::{Matrices, size};
use crate::activation::LastActivation;
use crate::kernel::{samples_to_units, units_to_samples};
use crate::network::{Network, Vector};
use crate::pass::{BackwardPass, ForwardPass};
use crate::workspace;

/// The rows of the Jacobian by the inputs, a row in each column of the matrices: all go back together.
pub(crate) fn jacobian<N: Network>(net: &N, input: &N::Input, rows: &mut [N::Input]) {
    assert!(rows.len() == N::OUTPUTS, "{} outputs, but room for {} rows", N::OUTPUTS, rows.len());
    let samples = workspace::samples_at_once(size::<N>, N::OUTPUTS);
    workspace::with(size::<N>(samples), &mut |floats| {
        let mut matrices = Matrices::cut::<N>(floats, samples);
        super::chunks(N::OUTPUTS, samples, |first, count| {
            for (unit, x) in matrices.x.chunks_exact_mut(samples).zip(input.as_ref()) {
                unit.fill(*x);
            }
            matrices.forward(net, samples);
            matrices.d.fill(0.0);
            for row in 0..count {
                matrices.d[(first + row) * samples + row] = 1.0;
            }
            matrices.back_from_outputs::<N>(samples, &mut Discard(net.params_slice()), true);
            units_to_samples(matrices.x, samples, N::Input::flatten_mut(&mut rows[first..first + count]), N::INPUTS);
        });
    });
}

/// `gradient[p] = sum_s sum_u d_outputs[s][u] dy[s][u]/dw[p]`
pub(crate) fn backward<N: Network>(net: &N, inputs: &[N::Input], d_outputs: &[N::Output], gradient: &mut N) {
    let (found, expected) = (d_outputs.len(), inputs.len());
    assert!(found == expected, "{expected} inputs, but derivatives of {found} outputs");
    let samples = workspace::samples_at_once(size::<N>, inputs.len());
    let mut sink = Collect::new(net, gradient, inputs.len());
    workspace::with(size::<N>(samples), &mut |floats| {
        let mut matrices = Matrices::cut::<N>(floats, samples);
        super::chunks(inputs.len(), samples, |first, count| {
            samples_to_units(N::Input::flatten(&inputs[first..first + count]), N::INPUTS, matrices.x, samples);
            matrices.forward(net, samples);
            let d = N::Output::flatten(&d_outputs[first..first + count]);
            samples_to_units(d, N::OUTPUTS, matrices.d, samples);
            matrices.back_from_outputs::<N>(samples, &mut sink, false);
            sink.adds = true;
        });
    });
}

impl Matrices<'_> {
    /// From the inputs to the outputs, keeping what the way back needs.
    fn forward<N: Network>(&mut self, net: &N, samples: usize) {
        let mut pass = ForwardPass { samples, keep: true, mask: None };
        net.forward_matrix(&mut pass, self.x, self.tape, self.z);
        self.y.copy_from_slice(self.z);
        N::last().activate_matrix(samples, self.y);
    }

    /// From the derivatives by the outputs back.
    fn back_from_outputs<N: Network>(&mut self, samples: usize, sink: &mut dyn crate::kernel::Sink, inputs: bool) {
        N::last().backward_matrix(samples, self.z, self.y, self.d);
        let mut pass = BackwardPass { samples, sink, first: 0, scratch: self.scratch };
        N::backward_matrix(&mut pass, self.x, self.tape, self.d, inputs);
    }
}

/// The product of the loss's Hessian by the parameters with `vector`, by differences of the gradient.
#[cfg(feature = "alloc")]
pub(crate) fn hessian_vector<N: Network>(net: &N, vector: &N, product: &mut N, gradient: &mut dyn FnMut(&N, &mut N)) {
    let norm = |net: &N| {
        let square: f64 = net.params_slice().iter().map(|w| f64::from(*w) * f64::from(*w)).sum();
        #[expect(clippy::cast_possible_truncation, reason = "parameters are f32")]
        crate::math::square_root(square as f32)
    };
    product.params_slice_mut().fill(0.0);
    let length = norm(vector);
    if length == 0.0 {
        return;
    }
    // near the fifth root of the rounding error, as far as parameters reach
    let step = 0.02 * (1.0 + norm(net)) / length;
    let (mut moved, mut slope) = (N::zeroed_boxed(), N::zeroed_boxed());
    for (steps, weight) in [(-2.0, 1.0), (-1.0, -8.0), (1.0, 8.0), (2.0, -1.0)] {
        for ((to, from), v) in moved.params_slice_mut().iter_mut().zip(net.params_slice()).zip(vector.params_slice()) {
            *to = from + steps * step * v;
        }
        gradient(&moved, &mut slope);
        for (sum, g) in product.params_slice_mut().iter_mut().zip(slope.params_slice()) {
            *sum += weight / (12.0 * step) * g;
        }
    }
}
