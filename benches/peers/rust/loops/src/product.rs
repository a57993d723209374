//! Products of matrices by three loops.

/// `c[m][n] += a[m][k] * b[k][n]`, where `a` and `b` may be transposed in memory.
pub type Product = fn(sizes: [usize; 3], a: View<'_>, b: View<'_>, c: &mut [f32]);

/// A matrix with its distances between rows and between columns.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub data: &'a [f32],
    pub strides: [usize; 2],
}

impl<'a> View<'a> {
    pub fn rows(data: &'a [f32], width: usize) -> Self {
        Self { data, strides: [width, 1] }
    }
    pub fn transposed(data: &'a [f32], width: usize) -> Self {
        Self { data, strides: [1, width] }
    }
    /// The distances, for a matrix that is inside its slice.
    pub fn distances(self, rows: usize, columns: usize) -> [isize; 2] {
        let last = (rows - 1) * self.strides[0] + (columns - 1) * self.strides[1];
        assert!(last < self.data.len());
        self.strides.map(|stride| stride as isize)
    }
}

/// The sum of some numbers, in halves.
#[inline(always)]
fn total<const N: usize>(mut sums: [f32; N]) -> f32 {
    let mut half = N / 2;
    while half > 0 {
        for i in 0..half {
            sums[i] += sums[i + half];
        }
        half /= 2;
    }
    sums[0]
}

/// The sum of products of the whole chunks of `N`, and what remains.
#[inline(always)]
fn dot_of_chunks<'a, const N: usize>(a: &'a [f32], b: &'a [f32]) -> (f32, [&'a [f32]; 2]) {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<N>(), b.as_chunks::<N>());
    let mut sums = [0.0_f32; N];
    for (a, b) in a.iter().zip(b) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum = a.mul_add(*b, *sum);
        }
    }
    (if a.is_empty() { 0.0 } else { total(sums) }, [a_rest, b_rest])
}

/// A sum of products in parts, for a compiler that keeps the order of sums.
#[inline(always)]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (sixteens, [a, b]) = dot_of_chunks::<16>(a, b);
    let (fours, [a, b]) = dot_of_chunks::<4>(a, b);
    let rest: f32 = a.iter().zip(b).map(|(a, b)| a * b).sum();
    sixteens + fours + rest
}

/// Three loops, the innermost over contiguous numbers of `b` and `c`; with a transposed `b`, over those of `a` and `b`.
pub fn loops([m, k, n]: [usize; 3], a: View<'_>, b: View<'_>, c: &mut [f32]) {
    for i in 0..m {
        let c = &mut c[i * n..(i + 1) * n];
        if b.strides[1] == 1 {
            for l in 0..k {
                let a = a.data[i * a.strides[0] + l * a.strides[1]];
                for (c, b) in c.iter_mut().zip(&b.data[l * b.strides[0]..][..n]) {
                    *c = a.mul_add(*b, *c);
                }
            }
        } else {
            for (j, c) in c.iter_mut().enumerate() {
                *c += dot(&a.data[i * k..(i + 1) * k], &b.data[j * b.strides[1]..][..k]);
            }
        }
    }
}
