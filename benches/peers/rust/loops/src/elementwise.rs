//! Activations from the exponentials and tangents of `std`, or from such as a compiler makes vectors of.

/// Where exponentials come from.
pub trait Elementwise: 'static {
    fn exp(x: f32) -> f32;
    fn tanh(x: f32) -> f32;
    /// `ln(1 + x)` for `x` from 0 to 1.
    fn ln_one_plus(x: f32) -> f32;
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
    #[inline(always)]
    fn ln_one_plus(x: f32) -> f32 {
        x.ln_1p()
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
    /// `2 artanh(s)` with `s = x / (2 + x)`, at most a third: its series up to `s^13`.
    #[inline(always)]
    fn ln_one_plus(x: f32) -> f32 {
        let s = x / (2.0 + x);
        let terms = [1.0_f32 / 13.0, 1.0 / 11.0, 1.0 / 9.0, 1.0 / 7.0, 0.2, 1.0 / 3.0, 1.0];
        2.0 * s * terms.into_iter().reduce(|p, term| p.mul_add(s * s, term)).unwrap_or(0.0)
    }
}

/// Declares the activations' numbers, which can be parameters of a type, and [`number`].
macro_rules! activations {
    ($($name:ident = $number:literal $word:literal)*) => {
        $(pub const $name: usize = $number;)*

        /// The number of an activation of [`peer_protocol::Task`].
        pub fn number(activation: &str) -> usize {
            match activation {
                $($word => $name,)*
                _ => panic!("there is no activation {activation}"),
            }
        }
    };
}

activations! {
    SIGMOID = 0 "sigmoid"
    TANH = 1 "tanh"
    RELU = 2 "relu"
    SOFTMAX = 3 "softmax"
    IDENTITY = 4 "identity"
    LEAKY_RELU = 5 "leaky_relu"
    ELU = 6 "elu"
    SELU = 7 "selu"
    SOFTPLUS = 8 "softplus"
    SOFTSIGN = 9 "softsign"
    HARD_TANH = 10 "hard_tanh"
    HARD_SIGMOID = 11 "hard_sigmoid"
    GELU = 12 "gelu"
    SILU = 13 "silu"
    MISH = 14 "mish"
}

const LEAKY: f32 = 0.01;
const SELU_SCALE: f32 = 1.050_701;
const SELU_SCALE_ALPHA: f32 = 1.758_099_3;

#[inline(always)]
fn sigmoid<E: Elementwise>(z: f32) -> f32 {
    1.0 / (1.0 + E::exp(-z))
}

/// The distribution function and the density of the standard normal distribution; the former by the error function's
/// formula 7.1.26 of Abramowitz and Stegun (1964), to 1.5e-7.
#[inline(always)]
fn normal<E: Elementwise>(z: f32) -> (f32, f32) {
    let bell = E::exp(-0.5 * z * z);
    let t = 1.0 / (0.327_591_1 * std::f32::consts::FRAC_1_SQRT_2).mul_add(z.abs(), 1.0);
    let terms = [1.061_405_4_f32, -1.453_152_1, 1.421_413_8, -0.284_496_72, 0.254_829_6];
    let tail = 0.5 * t * bell * terms.into_iter().reduce(|p, term| p.mul_add(t, term)).unwrap_or(0.0);
    (if z < 0.0 { tail } else { 1.0 - tail }, 0.398_942_3 * bell)
}

/// The output and the slope of an activation whose slope does not follow from the output.
#[inline(always)]
fn smooth<E: Elementwise>(activation: usize, z: f32) -> [f32; 2] {
    match activation {
        GELU => {
            let (distribution, density) = normal::<E>(z);
            [z * distribution, z.mul_add(density, distribution)]
        }
        SILU => {
            let s = sigmoid::<E>(z);
            [z * s, s * z.mul_add(1.0 - s, 1.0)]
        }
        _ => {
            let e = E::exp(z.min(20.0));
            let w = e * (e + 2.0);
            let over = 1.0 / (w + 2.0);
            [z * w * over, (4.0 * z * e * (1.0 + e) * over).mul_add(over, w * over)]
        }
    }
}

/// Whether the slopes are computed beside the outputs, because they do not follow from them.
#[inline(always)]
pub const fn slope_from_sum(activation: usize) -> bool {
    matches!(activation, GELU | SILU | MISH)
}

/// Whether the derivative of the loss with respect to the last sums needs no slope: both cross-entropies take it in.
#[inline(always)]
pub const fn is_plain_head(activation: usize) -> bool {
    matches!(activation, SIGMOID | SOFTMAX | IDENTITY)
}

#[inline(always)]
pub fn activate<E: Elementwise>(activation: usize, y: &mut [f32], units: usize) {
    let each = y.iter_mut();
    match activation {
        SIGMOID => each.for_each(|y| *y = sigmoid::<E>(*y)),
        TANH => each.for_each(|y| *y = E::tanh(*y)),
        RELU => each.for_each(|y| *y = y.max(0.0)),
        LEAKY_RELU => each.for_each(|y| *y = y.max(LEAKY * *y)),
        ELU => each.for_each(|y| *y = if *y > 0.0 { *y } else { E::exp(y.min(0.0)) - 1.0 }),
        SELU => each
            .for_each(|y| *y = if *y > 0.0 { SELU_SCALE * *y } else { SELU_SCALE_ALPHA * (E::exp(y.min(0.0)) - 1.0) }),
        SOFTPLUS => each.for_each(|y| *y = y.max(0.0) + E::ln_one_plus(E::exp(-y.abs()))),
        SOFTSIGN => each.for_each(|y| *y /= 1.0 + y.abs()),
        HARD_TANH => each.for_each(|y| *y = y.clamp(-1.0, 1.0)),
        HARD_SIGMOID => each.for_each(|y| *y = (*y / 6.0 + 0.5).clamp(0.0, 1.0)),
        GELU => each.for_each(|y| *y = smooth::<E>(GELU, *y)[0]),
        SILU => each.for_each(|y| *y = smooth::<E>(SILU, *y)[0]),
        MISH => each.for_each(|y| *y = smooth::<E>(MISH, *y)[0]),
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

/// [`activate`], and the slopes of those whose slopes do not follow from their outputs.
#[inline(always)]
pub fn activate_with_slopes<E: Elementwise>(activation: usize, y: &mut [f32], slopes: &mut [f32], units: usize) {
    if !slope_from_sum(activation) {
        return activate::<E>(activation, y, units);
    }
    let each = y.iter_mut().zip(slopes);
    match activation {
        GELU => each.for_each(|(y, slope)| [*y, *slope] = smooth::<E>(GELU, *y)),
        SILU => each.for_each(|(y, slope)| [*y, *slope] = smooth::<E>(SILU, *y)),
        _ => each.for_each(|(y, slope)| [*y, *slope] = smooth::<E>(MISH, *y)),
    }
}

/// Multiplies `d` by the slopes: at the outputs `y`, or those that [`activate_with_slopes`] found.
#[inline(always)]
pub fn times_slope<E: Elementwise>(activation: usize, y: &[f32], slopes: &[f32], d: &mut [f32]) {
    if slope_from_sum(activation) {
        return d.iter_mut().zip(slopes).for_each(|(d, slope)| *d *= slope);
    }
    let each = d.iter_mut().zip(y);
    match activation {
        SIGMOID => each.for_each(|(d, y)| *d *= y * (1.0 - y)),
        TANH => each.for_each(|(d, y)| *d *= 1.0 - y * y),
        RELU => each.for_each(|(d, y)| *d = if *y > 0.0 { *d } else { 0.0 }),
        LEAKY_RELU => each.for_each(|(d, y)| *d *= if *y > 0.0 { 1.0 } else { LEAKY }),
        ELU => each.for_each(|(d, y)| *d *= if *y > 0.0 { 1.0 } else { *y + 1.0 }),
        SELU => each.for_each(|(d, y)| *d *= if *y > 0.0 { SELU_SCALE } else { *y + SELU_SCALE_ALPHA }),
        SOFTPLUS => each.for_each(|(d, y)| *d *= 1.0 - E::exp(-*y)),
        SOFTSIGN => each.for_each(|(d, y)| *d *= (1.0 - y.abs()) * (1.0 - y.abs())),
        HARD_TANH => each.for_each(|(d, y)| *d = if y.abs() < 1.0 { *d } else { 0.0 }),
        HARD_SIGMOID => each.for_each(|(d, y)| *d *= if *y > 0.0 && *y < 1.0 { 1.0 / 6.0 } else { 0.0 }),
        _ => {}
    }
}
