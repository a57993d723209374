//! Products of matrices by other crates.

use peer_loops::product::View;

pub fn matrixmultiply([m, k, n]: [usize; 3], a: View<'_>, b: View<'_>, c: &mut [f32]) {
    let ([ra, ca], [rb, cb]) = (a.distances(m, k), b.distances(k, n));
    assert!(m * n <= c.len());
    let (a, b) = (a.data.as_ptr(), b.data.as_ptr());
    // SAFETY: the last elements that the strides reach are inside the slices, by the assertions, and `c` is borrowed alone.
    unsafe { matrixmultiply::sgemm(m, k, n, 1.0, a, ra, ca, b, rb, cb, 1.0, c.as_mut_ptr(), n as isize, 1) };
}

pub fn gemm([m, k, n]: [usize; 3], a: View<'_>, b: View<'_>, c: &mut [f32]) {
    let ([ra, ca], [rb, cb]) = (a.distances(m, k), b.distances(k, n));
    assert!(m * n <= c.len());
    let (a, b, c) = (a.data.as_ptr(), b.data.as_ptr(), c.as_mut_ptr());
    // SAFETY: the last elements that the strides reach are inside the slices, by the assertions, and `c` is borrowed alone.
    unsafe {
        #[rustfmt::skip]
        gemm::gemm(
            m, n, k, c, 1, n as isize, true, a, ca, ra, b, cb, rb, 1.0_f32, 1.0_f32,
            false, false, false, gemm::Parallelism::None,
        );
    }
}
