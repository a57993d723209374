//! A user who forbids what can be forbidden: the expansion adds no warning of the compiler's or of clippy's.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, missing_debug_implementations, missing_copy_implementations)]
#![deny(unreachable_pub, unused_qualifications, unused_results, unused_lifetimes, unused_import_braces)]
#![deny(non_ascii_idents, trivial_casts, trivial_numeric_casts, variant_size_differences, single_use_lifetimes)]
#![deny(elided_lifetimes_in_paths, explicit_outlives_requirements, let_underscore_drop, macro_use_extern_crate)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery)]
#![deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
#![deny(clippy::missing_inline_in_public_items, clippy::shadow_unrelated, clippy::std_instead_of_core)]

use mlp::prelude::*;

/// How many units a layer has.
pub const UNITS: usize = 3;

/// `x + sin(x)^2`
#[derive(Clone, Copy, Debug)]
pub struct Snake;

impl Activation for Snake {
    #[inline]
    fn value(x: f32) -> f32 {
        x.sin().mul_add(x.sin(), x)
    }
    #[inline]
    fn derivative(x: f32) -> f32 {
        (x + x).sin() + 1.0
    }
}

mlp! {
    /// Straight-line code.
    #[derive(PartialEq)]
    pub struct Small: 2 => hidden: 3 sigmoid => 1 sigmoid;
    pub struct Undocumented: 2 => 3 tanh => 2 softmax;
    /// Kernels.
    pub struct Large: 64 => 32 relu => 10 softmax;
    /// Kernels, and straight-line code behind them.
    pub(crate) struct Mixed: 64 => 32 silu no_bias => 2 leaky_relu(0.2);
    /// Widths that rustc knows.
    pub struct Constants: UNITS => { 2 * UNITS } gelu => 1;
    /// Everything else.
    pub struct Modified: 4 => 8 Snake dropout(0.1) => 4 Snake init(he_normal) => 1, seed = 3, unroll = none;
    /// Blocks, in straight-line code and in kernels.
    pub struct SmallBlocks: 2 => repeat(2, residual(3 tanh => 2)) => 1, unroll = full;
    pub struct LargeBlocks: 32 => residual(UNITS silu => residual(48 relu => UNITS) => 32 tanh) => 10 softmax;
    /// Networks as parts.
    pub struct Parts: 2 => part: net(SmallBlocks2) => residual(net(SmallBlocks2)) => 4 tanh => net(Outputs);
    pub struct SmallBlocks2: 2 => 2 tanh;
    pub struct Outputs: 4 => 3 softmax;
    /// Ends with names.
    pub struct Named:
        {
            /// in mm
            length: 30..60,
            island: one_of(Biscoe, Dream),
            pixels: [0..16; 3],
        } => 4 tanh => { species: softmax(Adelie, Gentoo), mass: tanh 2700..6300, digits: [softmax(3); 2], ill: sigmoid };
    struct PrivateNames: { a: raw, odd_Name: one_of(lower, UPPER) } => { b: softmax(x, y), c: raw };
    /// Not for new code; its own items use it.
    #[deprecated(note = "use `Small`")]
    pub struct Deprecated: UNITS => 3 Snake => 4 relu => { a: 0..1, b: softmax(C, D) };
    /// A warning of ours, expected as one of the compiler's.
    #[expect(deprecated, reason = "three layers that are one")]
    pub struct Expected: 2 => 4 => 3 => 1;
    /// There is no such network, so that its mistakes are none.
    #[cfg(any())]
    pub struct Absent: 2 => 3 rel => 1, weights = "missing.safetensors";
    /// Meant, and said so.
    struct Meant: 3 => 8 identity => 8 sigmoid init(he) allow(init) => 2 init(zeros)
}

#[test]
fn all_of_them_work() {
    let small = Small::seeded(1);
    assert_eq!(small, small.clone());
    assert!(small.forward(&[0.5, 0.5])[0].is_finite());
    assert!(Undocumented::seeded(1).loss(CrossEntropy, &[[0.5; 2]], &[1]) > 0.0);
    assert!(Large::seeded(1).loss(CrossEntropy, &[[0.5; 64]], &[3]) > 0.0);
    assert!(Mixed::seeded(1).loss(Mse, &[[0.5; 64]], &[[1.0; 2]]) > 0.0);
    assert!(Constants::seeded(1).loss(Mse, &[[0.5; UNITS]], &[[9.0]]) > 0.0);
    assert!(Modified::seeded(1).loss(Mse, &[[0.5; 4]], &[[9.0]]) > 0.0);
    assert!(SmallBlocks::seeded(1).loss(Mse, &[[0.5; 2]], &[[9.0]]) > 0.0);
    assert!(LargeBlocks::seeded(1).loss(CrossEntropy, &[[0.5; 32]], &[3]) > 0.0);
    assert!(Parts::seeded(1).loss(CrossEntropy, &[[0.5; 2]], &[2]) > 0.0);
    let input = NamedInput { length: 45.0, island: NamedIsland::Dream, pixels: [0.0, 8.0, 17.0] };
    assert!(input.out_of_range().eq(["pixels"]));
    let target = NamedTarget { species: NamedSpecies::Gentoo, mass: 4000.0, digits: [1, 2], ill: 1.0 };
    assert!(Named::seeded(1).loss(Heads::default(), &[input.into()], &[target.into()]) > 0.0);
    assert_eq!(Named::ZERO.predict(&input).species(), NamedSpecies::Adelie);
    let answer = PrivateNames::ZERO.predict(&PrivateNamesInput { a: 0.5, odd_Name: PrivateNamesOddName::lower });
    assert!(answer.c.abs() < f32::EPSILON);
    assert_eq!(Meant::seeded(1).forward(&[0.5; 3]).len(), 2);
    let bare = mlp!(2 => 3 tanh => 1);
    assert!(bare.forward(&[0.5, 0.5])[0].is_finite());
    assert_eq!(bare, bare.clone());
    assert_eq!(Expected::seeded(1).forward(&[0.5; 2]).len(), 1);
}
