//! Derivatives of a network as a function: first derivatives of its outputs, and second derivatives of its loss.

use super::erased::{ErasedNetwork, Last, Sizes};
use super::matrices::{self, Matrices, chunks};
use crate::kernel::{Discard, Layout, units_to_samples};
use crate::model::pass::{ForwardPass, InputDerivatives};
use crate::model::{Model, Vector};
use crate::simd::lanes::LANES;
use crate::workspace;

/// Whether a Jacobian costs less in forward mode than in reverse mode.
///
/// Forward mode needs a column of the matrices for each input and one pass. Reverse mode needs a column for each output
/// and two passes.
const fn forward_is_cheaper<N: Model>() -> bool {
    // the sample itself has a column too
    (N::Input::LEN + 1).next_multiple_of(LANES) <= 2 * N::Output::LEN.next_multiple_of(LANES)
}

/// Writes the Jacobian of the outputs with respect to the inputs, `rows[output][input]`.
pub(crate) fn jacobian<N: Model>(net: &N, input: &N::Input, rows: &mut [N::Input]) {
    assert!(rows.len() == N::Output::LEN, "{} outputs, but room for {} rows", N::Output::LEN, rows.len());
    if const { forward_is_cheaper::<N>() } {
        jacobian_forward(net, input, rows);
    } else {
        jacobian_reverse(net, input, rows);
    }
}

/// Computes the columns of the Jacobian, each as a tangent in the matrices.
fn jacobian_forward<N: Model>(net: &N, input: &N::Input, rows: &mut [N::Input]) {
    let (erased, sizes) = (ErasedNetwork::new(net), Sizes::of::<N>());
    let columns = workspace::samples_at_once(&|columns| sizes.forward_floats(columns), N::Input::LEN + 1);
    workspace::with(sizes.forward_floats(columns), &mut |floats| {
        chunks(N::Input::LEN, columns - 1, |first, count| {
            let z = tangents(&erased, &N::last(), input.as_ref(), columns, floats, &mut |unit, row| {
                if (first..first + count).contains(&unit) {
                    row[unit - first] = 1.0;
                }
            });
            for (row, z) in rows.iter_mut().zip(z.chunks_exact(columns)) {
                row.as_mut()[first..first + count].copy_from_slice(&z[1..=count]);
            }
        });
    });
}

/// Returns the product of the Jacobian and a vector: the derivative of the outputs along a direction.
pub(crate) fn jacobian_vector<N: Model>(net: &N, input: &N::Input, vector: &N::Input) -> N::Output {
    let (erased, columns, mut product) = (ErasedNetwork::new(net), LANES, N::Output::ZERO);
    workspace::with(erased.sizes.forward_floats(columns), &mut |floats| {
        let z = tangents(&erased, &N::last(), input.as_ref(), columns, floats, &mut |unit, row| {
            row[0] = vector.as_ref()[unit];
        });
        for (product, z) in product.as_mut().iter_mut().zip(z.chunks_exact(columns)) {
            *product = z[1];
        }
    });
    product
}

/// Returns the outputs of a sample and their tangents, `[output][column]`.
///
/// `begin` writes the tangents of the inputs into zeros, one row for each input.
fn tangents<'a>(
    erased: &ErasedNetwork<'_>,
    last: &dyn Last,
    input: &[f32],
    columns: usize,
    floats: &'a mut [f32],
    begin: &mut dyn FnMut(usize, &mut [f32]),
) -> &'a [f32] {
    let (x, rest) = floats.split_at_mut(erased.sizes.inputs * columns);
    let (tape, z) = rest.split_at_mut(erased.sizes.tape(columns));
    for (unit, (row, input)) in x.chunks_exact_mut(columns).zip(input).enumerate() {
        row.fill(0.0);
        row[0] = *input;
        begin(unit, &mut row[1..]);
    }
    erased.passes.forward(&mut ForwardPass::tangents(columns), x, tape, z);
    last.tangents(columns, z);
    z
}

/// Computes the rows of the Jacobian, one in each column of the matrices, in one backward pass.
fn jacobian_reverse<N: Model>(net: &N, input: &N::Input, rows: &mut [N::Input]) {
    jacobian_rows(&ErasedNetwork::new(net), &N::last(), input.as_ref(), N::Input::flatten_mut(rows));
}

fn jacobian_rows(erased: &ErasedNetwork<'_>, last: &dyn Last, input: &[f32], rows: &mut [f32]) {
    let sizes = erased.sizes;
    let size = |samples| sizes.floats(samples);
    let samples = workspace::samples_at_once(&size, sizes.outputs);
    workspace::with(size(samples), &mut |floats| {
        let mut matrices = Matrices::cut(sizes, floats, samples, Layout::ByUnit);
        chunks(sizes.outputs, samples, |first, count| {
            for (unit, x) in matrices.x.chunks_exact_mut(samples).zip(input) {
                unit.fill(*x);
            }
            matrices.forward_keeping(erased, None);
            matrices.activate(last);
            matrices.d.fill(0.0);
            for row in 0..count {
                matrices.d[(first + row) * samples + row] = 1.0;
            }
            matrices.backward_from_outputs(sizes, last, &mut Discard(erased.parameters), InputDerivatives::Wanted);
            units_to_samples(
                matrices.x,
                samples,
                &mut rows[first * sizes.inputs..][..count * sizes.inputs],
                sizes.inputs,
            );
        });
    });
}

/// Writes `gradient[p] = sum_s sum_u d_outputs[s][u] dy[s][u]/dw[p]`.
pub(crate) fn backward<N: Model>(net: &N, inputs: &[N::Input], d_outputs: &[N::Output], gradient: &mut N) {
    let (found, expected) = (d_outputs.len(), inputs.len());
    assert!(found == expected, "{expected} inputs, but derivatives of {found} outputs");
    let (inputs, d_outputs) = (N::Input::flatten(inputs), N::Output::flatten(d_outputs));
    matrices::backward(&ErasedNetwork::new(net), &N::last(), inputs, d_outputs, gradient.params_slice_mut());
}

/// Computes the product of the loss's Hessian over the parameters and `vector`.
///
/// It is a difference of gradients.
#[cfg(feature = "alloc")]
pub(crate) fn hessian_vector<N: Model>(net: &N, vector: &N, product: &mut N, gradient: &mut dyn FnMut(&N, &mut N)) {
    let norm = |net: &N| {
        let square: f64 = net.params_slice().iter().map(|w| f64::from(*w) * f64::from(*w)).sum();
        #[expect(clippy::cast_possible_truncation, reason = "parameters are f32")]
        crate::simd::root::square_root(square as f32)
    };
    product.params_slice_mut().fill(0.0);
    let length = norm(vector);
    if length == 0.0 {
        return;
    }
    // near the fifth root of the rounding error, relative to the size of the parameters
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
