//! Networks in integers in the crate of a user with strict lints, and with names that are ours elsewhere.
#![forbid(unsafe_code)]
#![deny(missing_docs, unused, missing_debug_implementations, clippy::all, clippy::pedantic)]
#![allow(
    non_camel_case_types,
    non_upper_case_globals,
    dead_code,
    reason = "names that clash with those of an expansion"
)]

use mlp::mlp;

const input: u8 = 1;
const y1: u8 = 1;
type i8 = ();
type f32 = ();
struct Layer;
struct Option;

mlp! {
    /// A curve that only this crate sees.
    struct Curve: 1 => 16 relu => 16 relu => 1, weights = "networks/curve.safetensors", arithmetic = i8;
    /// A network under conditions.
    #[cfg(target_os = "none")]
    #[derive(PartialEq)]
    pub struct Absent: 1 => 16 relu => 16 relu => 1, weights = "networks/curve.safetensors", arithmetic = i8
}

#[test]
fn a_named_and_a_bare_network_are_the_same() {
    let bare = mlp!(1 => 16 relu => 16 relu => 1, weights = "networks/curve.safetensors", arithmetic = i8);
    assert_eq!(
        bare.forward(&[0.5]).map(core::primitive::f32::to_bits),
        Curve::TRAINED.forward(&[0.5]).map(core::primitive::f32::to_bits)
    );
    assert_eq!(bare.clone().forward_i8(&[3]), Curve::TRAINED.forward_i8(&[3]));
    assert_eq!((Curve::INPUTS, Curve::OUTPUTS, Curve::PARAMS, Curve::MACS), (1, 1, 321, 288));
    assert_eq!(format!("{:?}", Curve::TRAINED), "Curve: 1 => 16 relu => 16 relu => 1, arithmetic = i8");
}

/// Bytes of weights, and nine for each unit; the limits of a layer and its alignment take a few more.
#[test]
fn it_is_as_large_as_the_budget_says() {
    assert!(size_of::<Curve>() >= 288 + 9 * 33 && size_of::<Curve>() <= 288 + 9 * 33 + 3 * 6);
}
