//! Exponentials and tangents of `std`, or such as a compiler makes vectors of.

/// Where exponentials come from.
pub trait Elementwise: 'static {
    fn exp(x: f32) -> f32;
    fn tanh(x: f32) -> f32;
}

pub struct Std;
pub struct Polynomial;

impl Elementwise for Std {
    #[inline(always)]
    fn exp(x: f32) -> f32 {
        x.exp()
    }
    #[inline(always)]
    fn tanh(x: f32) -> f32 {
        x.tanh()
    }
}

impl Elementwise for Polynomial {
    /// `2^n p(r)` with `x = n ln 2 + r`: the Taylor polynomial of degree 7 is exact enough for `|r| <= ln 2 / 2`.
    #[inline(always)]
    fn exp(x: f32) -> f32 {
        let x = x.clamp(-87.0, 88.0);
        let n = (x * std::f32::consts::LOG2_E).round_ties_even();
        let r = n.mul_add(-std::f32::consts::LN_2, x);
        let terms = [1.0_f32 / 5040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];
        let p = terms.into_iter().reduce(|p, term| p.mul_add(r, term)).unwrap_or(0.0);
        // SAFETY: n is a small integer, by the clamp above.
        let n: i32 = unsafe { n.to_int_unchecked() };
        p * f32::from_bits(((n + 127) << 23) as u32)
    }
    #[inline(always)]
    fn tanh(x: f32) -> f32 {
        1.0 - 2.0 / (Self::exp(2.0 * x) + 1.0)
    }
}

/// An activation of [`peer_protocol::Task`]; a number, so that it can be a parameter of a type.
pub const fn number(activation: &str) -> usize {
    match activation.as_bytes() {
        b"sigmoid" => SIGMOID,
        b"tanh" => TANH,
        b"relu" => RELU,
        b"softmax" => SOFTMAX,
        _ => IDENTITY,
    }
}

pub const SIGMOID: usize = 0;
pub const TANH: usize = 1;
pub const RELU: usize = 2;
pub const SOFTMAX: usize = 3;
pub const IDENTITY: usize = 4;

#[inline(always)]
pub fn activate<E: Elementwise>(activation: usize, y: &mut [f32], units: usize) {
    match activation {
        SIGMOID => y.iter_mut().for_each(|y| *y = 1.0 / (1.0 + E::exp(-*y))),
        TANH => y.iter_mut().for_each(|y| *y = E::tanh(*y)),
        RELU => y.iter_mut().for_each(|y| *y = y.max(0.0)),
        SOFTMAX => {
            for y in y.chunks_exact_mut(units) {
                let largest = y.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                y.iter_mut().for_each(|y| *y = E::exp(*y - largest));
                let over = 1.0 / y.iter().sum::<f32>();
                y.iter_mut().for_each(|y| *y *= over);
            }
        }
        _ => {}
    }
}

/// Multiplies `d` by the slopes at the outputs `y`.
#[inline(always)]
pub fn times_slope(activation: usize, y: &[f32], d: &mut [f32]) {
    let each = d.iter_mut().zip(y);
    match activation {
        SIGMOID => each.for_each(|(d, y)| *d *= y * (1.0 - y)),
        TANH => each.for_each(|(d, y)| *d *= 1.0 - y * y),
        RELU => each.for_each(|(d, y)| *d = if *y > 0.0 { *d } else { 0.0 }),
        _ => {}
    }
}
