//! Every function against `f64`, over a dense sample of all `f32`s.
//!
//! With the environment variable `MLP_EXHAUSTIVE=1` all of them are tested, with `MLP_EXHAUSTIVE=61` one in 61.
//!
//! Each function runs one value at a time, in plain arrays, and in both kinds of vectors of every available instruction
//! set. The bounds are those in the functions' documentation. The largest errors are printed. A bound that is more than
//! twice the largest error fails too, so that the documentation stays true.

use super::*;
use crate::simd::portable::Portable;
use crate::simd::root::integer_square_root;
use crate::simd::{self, InstructionSet, Vectorized, dispatch_at};
use std::string::{String, ToString};
use std::vec::Vec;
use std::{format, println, vec};

/// A function of this module.
trait Function {
    fn of<V: Lanes>(x: V) -> V;
}

macro_rules! functions {
    ($($name:ident: |$x:ident| $value:expr;)*) => {$(
        struct $name;
        impl Function for $name {
            #[inline(always)]
            fn of<V: Lanes>($x: V) -> V {
                $value
            }
        }
    )*};
}

functions! {
    Exp: |x| exp(x);
    ExpOfNegative: |x| exp_of_negative(x);
    ExpMinusOne: |x| exp_minus_one(x);
    Sigmoid: |x| sigmoid(x);
    Tanh: |x| tanh(x);
    LnOnePlus: |x| ln_one_plus(x);
    Ln: |x| ln(x);
    Distribution: |x| normal_distribution(x).0;
    Density: |x| normal_distribution(x).1;
    Sqrt: |x| x.sqrt();
}

/// The kind of values that a function runs with.
#[derive(Clone, Copy)]
enum Kind {
    One,
    Plain,
    Native(simd::Level),
    Sixteen(simd::Level),
}

impl Kind {
    fn all() -> Vec<Self> {
        let vectors = simd::available().flat_map(|level| [Self::Native(level), Self::Sixteen(level)]);
        [Self::One, Self::Plain].into_iter().chain(vectors).collect()
    }

    fn name(self) -> String {
        match self {
            Self::One => "f32".to_string(),
            Self::Plain => "sixteen in an array".to_string(),
            Self::Native(level) => format!("a register of {level}"),
            Self::Sixteen(level) => format!("sixteen with {level}"),
        }
    }

    fn run<F: Function>(self, x: &[f32], y: &mut [f32]) {
        match self {
            Self::One => map::<F, f32>((), x, y),
            Self::Plain => map::<F, Portable>((), x, y),
            Self::Native(level) | Self::Sixteen(level) => {
                let sixteen = matches!(self, Self::Sixteen(_));
                dispatch_at(level, Map { function: core::marker::PhantomData::<F>, sixteen, x, y });
            }
        }
    }
}

#[inline(always)]
fn map<F: Function, V: Lanes>(token: V::Token, x: &[f32], y: &mut [f32]) {
    for (x, y) in x.chunks_exact(V::LANES).zip(y.chunks_exact_mut(V::LANES)) {
        F::of(V::load(token, x)).store(y);
    }
}

struct Map<'a, F> {
    function: core::marker::PhantomData<F>,
    sixteen: bool,
    x: &'a [f32],
    y: &'a mut [f32],
}

impl<F: Function> Vectorized for Map<'_, F> {
    type Output = ();
    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        let _ = self.function;
        if self.sixteen {
            map::<F, I::Sixteen>(set, self.x, self.y);
        } else {
            map::<F, I::Native>(set, self.x, self.y);
        }
    }
}

/// Returns bit patterns from 0 on: one in about 2^12, at a distance that varies the lowest bits.
fn bit_patterns() -> impl Iterator<Item = u32> {
    let distance = std::env::var("MLP_EXHAUSTIVE").ok().and_then(|value| value.parse().ok());
    (0..=u32::MAX).step_by(distance.unwrap_or(4093))
}

/// Returns the limits of functions, with their neighbours.
fn edges() -> Vec<f32> {
    let ends = [EXP_LOWEST, EXP_HIGHEST, SIGMOID_LOWEST, 0.0, 1.0, 9.0, 13.0, 17.0, 87.0, 88.0, 89.0, 104.0];
    let mut edges = vec![f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, f32::MIN, f32::MIN_POSITIVE];
    for end in ends.into_iter().flat_map(|end| [end, -end]) {
        edges.extend([end.next_down(), end, end.next_up()]);
    }
    edges
}

/// Calls `check` with many values of a domain, and NaN: each time with a multiple of 16 values.
fn each_block(domain: fn(f32) -> bool, mut check: impl FnMut(&[f32])) {
    const BLOCK: usize = 1 << 14;
    let numbers = edges().into_iter().chain(bit_patterns().map(f32::from_bits));
    let mut block = Vec::with_capacity(BLOCK);
    for x in numbers.filter(|&x| x.is_nan() || domain(x)) {
        block.push(x);
        if block.len() == BLOCK {
            check(&block);
            block.clear();
        }
    }
    block.resize(block.len().next_multiple_of(16), f32::NAN);
    check(&block);
}

/// The documented properties of a function.
struct Promise {
    name: &'static str,
    /// Where the bound holds.
    domain: fn(f32) -> bool,
    truth: fn(f64) -> f64,
    /// The value that the error is relative to.
    size: fn(f64) -> f64,
    bound: f64,
    /// Where the value must be exact: 0, 1 or infinity.
    exact: fn(f32) -> Option<f32>,
}

const EVERYWHERE: fn(f32) -> bool = |x| !x.is_nan();
const RELATIVE: fn(f64) -> f64 = f64::abs;
const ABSOLUTE: fn(f64) -> f64 = |_| 1.0;

/// Compares one value with the true one; returns its error relative to the promised size.
fn error(promise: &Promise, kind: Kind, x: f32, y: f32, truth: f64) -> f64 {
    let place = || format!("{} of {x:e} ({}): {y:e}, truly {truth:e}", promise.name, kind.name());
    if x.is_nan() {
        assert!(y.is_nan(), "NaN must stay NaN: {}", place());
        return 0.0;
    }
    assert!(x.is_subnormal() || !y.is_subnormal(), "a denormal out of a normal number: {}", place());
    if let Some(exact) = (promise.exact)(x) {
        assert!(y == exact, "expected exactly {exact}: {}", place());
        return 0.0;
    }
    let smallest = f64::from(f32::MIN_POSITIVE);
    if truth.abs() < smallest {
        assert!((f64::from(y) - truth).abs() <= smallest, "expected nearly nothing: {}", place());
        return 0.0;
    }
    let error = (f64::from(y) - truth).abs() / (promise.size)(truth);
    assert!(error <= promise.bound, "an error of {error:e}: {}", place());
    error
}

fn hold<F: Function>(promise: &Promise) {
    let kinds = Kind::all();
    let mut worst: Vec<(f64, f32)> = vec![(0.0, 0.0); kinds.len()];
    each_block(promise.domain, |x| {
        let truths: Vec<f64> = x.iter().map(|&x| (promise.truth)(f64::from(x))).collect();
        let mut y = vec![0.0; x.len()];
        for (kind, worst) in kinds.iter().zip(&mut worst) {
            kind.run::<F>(x, &mut y);
            for ((&x, &y), &truth) in x.iter().zip(&y).zip(&truths) {
                let error = error(promise, *kind, x, y, truth);
                if error > worst.0 {
                    *worst = (error, x);
                }
            }
        }
    });
    for (kind, (error, x)) in kinds.iter().zip(&worst) {
        println!("{}: at most {error:.3e} of {:.1e}, at {x:e} ({})", promise.name, promise.bound, kind.name());
    }
    let most = worst.iter().fold(0.0_f64, |most, (error, _)| most.max(*error));
    assert!(most >= 0.5 * promise.bound, "{}: the error is {most:e}, so the bound is too large", promise.name);
}

#[test]
fn exponential() {
    hold::<Exp>(&Promise {
        name: "exp",
        domain: EVERYWHERE,
        truth: f64::exp,
        size: RELATIVE,
        bound: 1e-7,
        exact: |x| match x {
            _ if x < EXP_LOWEST => Some(0.0),
            _ if x > EXP_HIGHEST => Some(f32::INFINITY),
            _ if x == 0.0 => Some(1.0),
            _ => None,
        },
    });
}

#[test]
fn exponential_of_negative_numbers() {
    hold::<ExpOfNegative>(&Promise {
        name: "exp_of_negative",
        domain: |x| x <= 0.0,
        truth: f64::exp,
        size: RELATIVE,
        bound: 1e-7,
        exact: |x| match x {
            _ if x < EXP_LOWEST => Some(0.0),
            _ if x == 0.0 => Some(1.0),
            _ => None,
        },
    });
}

#[test]
fn exponential_minus_one() {
    hold::<ExpMinusOne>(&Promise {
        name: "exp_minus_one",
        domain: |x| x <= 0.0,
        truth: f64::exp_m1,
        size: RELATIVE,
        bound: 1e-7,
        exact: |x| (x < -30.0).then_some(-1.0),
    });
}

#[test]
fn logistic() {
    hold::<Sigmoid>(&Promise {
        name: "sigmoid",
        domain: EVERYWHERE,
        truth: |x| 1.0 / (1.0 + (-x).exp()),
        size: RELATIVE,
        bound: 1.6e-7,
        exact: |x| match x {
            _ if x < SIGMOID_LOWEST => Some(0.0),
            _ if x > 17.4 => Some(1.0),
            _ if x == 0.0 => Some(0.5),
            _ => None,
        },
    });
}

#[test]
fn hyperbolic_tangent() {
    hold::<Tanh>(&Promise {
        name: "tanh",
        domain: EVERYWHERE,
        truth: f64::tanh,
        size: RELATIVE,
        bound: 4e-7,
        exact: |x| (x == 0.0).then_some(0.0),
    });
    each_block(EVERYWHERE, |x| {
        let mut y = vec![0.0; x.len()];
        for kind in Kind::all() {
            kind.run::<Tanh>(x, &mut y);
            assert!(y.iter().all(|y| y.is_nan() || y.abs() <= 1.0), "tanh went beyond 1 ({})", kind.name());
        }
    });
}

#[test]
fn logarithm_of_one_plus() {
    hold::<LnOnePlus>(&Promise {
        name: "ln_one_plus",
        domain: |x| (0.0..=1.0).contains(&x),
        truth: f64::ln_1p,
        size: RELATIVE,
        bound: 2e-7,
        exact: |x| (x == 0.0).then_some(0.0),
    });
}

#[test]
fn logarithm() {
    hold::<Ln>(&Promise {
        name: "ln",
        domain: |x| x >= f32::MIN_POSITIVE && x.is_finite(),
        truth: f64::ln,
        size: |truth| 1.0 + truth.abs(),
        bound: 1e-7,
        exact: |x| (x == 1.0).then_some(0.0),
    });
}

#[test]
fn normal() {
    hold::<Distribution>(&Promise {
        name: "the normal distribution",
        domain: EVERYWHERE,
        truth: |x| 0.5 * libm::erfc(-x * core::f64::consts::FRAC_1_SQRT_2),
        size: ABSOLUTE,
        bound: 4e-7,
        exact: |x| (x < -13.0).then_some(0.0),
    });
    hold::<Density>(&Promise {
        name: "the normal density",
        domain: EVERYWHERE,
        truth: |x| (-0.5 * x * x).exp() / (2.0 * core::f64::consts::PI).sqrt(),
        size: ABSOLUTE,
        bound: 5e-8,
        exact: |x| (x.abs() > 13.0).then_some(0.0),
    });
}

/// Correctly rounded means the bits of `f32::sqrt`.
#[test]
fn square_roots() {
    let same = |found: f32, x: f32| found.to_bits() == x.sqrt().to_bits() || found.is_nan() && x.sqrt().is_nan();
    each_block(EVERYWHERE, |x| {
        for &x in x {
            let root = integer_square_root(x);
            assert!(same(root, x), "the integer square root of {x:e} is {root:e}, not {:e}", x.sqrt());
        }
        let mut y = vec![0.0; x.len()];
        for kind in Kind::all() {
            kind.run::<Sqrt>(x, &mut y);
            for (&x, &y) in x.iter().zip(&y) {
                assert!(same(y, x), "the square root of {x:e} is {y:e}, not {:e} ({})", x.sqrt(), kind.name());
            }
        }
    });
}
