//! The kinds of inputs and outputs with names, as in `{ area: 20..220, kind: one_of(Flat, House), new: bool }`.
//!
//! `x` is a value in your units; what the network computes with is written behind the arrow, and `z` is the sum of a unit.
//! A number with a range has no word: [`range`](super::number::range).
#![allow(non_camel_case_types, non_upper_case_globals, reason = "they are the words of the language")]

pub use super::layer::{hard_sigmoid, hard_tanh, relu, softplus, softsign, tanh};

/// `standard(201, 14)`: a number with this mean and this standard deviation, `x => (x - 201) / 14`. An output is scaled
/// back.
///
/// ```
/// mlp::mlp! { struct Bird: { flipper: standard(201, 14) } => 1 }
///
/// let [flipper]: [f32; 1] = BirdInput { flipper: 215.0 }.into();
/// assert_eq!(flipper, 1.0);
/// ```
#[derive(Debug)]
pub struct standard;

/// `raw`: a number that is not scaled, `x => x`.
///
/// ```
/// mlp::mlp! { struct Sum: { a: raw, b: raw } => 1 }
///
/// assert_eq!(<[f32; 2]>::from(SumInput { a: 3.0, b: -40.0 }), [3.0, -40.0]);
/// ```
#[derive(Debug)]
pub struct raw;

/// `bool`: an input that is true or false, 1 or 0.
///
/// ```
/// mlp::mlp! { struct Lamp: { on: bool } => 1 }
///
/// assert_eq!(<[f32; 1]>::from(LampInput { on: true }), [1.0]);
/// ```
#[derive(Debug)]
pub struct bool;

/// `one_of(Flat, House)`: an input that is one of several classes, each of which is an input of the network: 1 for the
/// class and 0 for the others. The classes become an enum, named after the network and the field.
///
/// ```
/// mlp::mlp! { struct Home: { kind: one_of(Flat, House) } => 1 }
///
/// assert_eq!(<[f32; 2]>::from(HomeInput { kind: HomeKind::House }), [0.0, 1.0]);
/// ```
#[derive(Debug)]
pub struct one_of;

/// `sigmoid`: an output that is a probability, `z => 1 / (1 + e^-z)`. Its target is 1 or 0, or a probability, and its
/// loss [`Bce`](crate::Bce). With a range, as in `sigmoid 0..1`, it is a number with the activation
/// [`Sigmoid`](crate::activation::Sigmoid).
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! { struct Patient: 3 => { ill: sigmoid } }
///
/// assert_eq!(Patient::ZERO.predict(&[1.0, 2.0, 3.0]).ill, 0.5);
/// ```
// a type of this name would let rustc write the whole path of the activation in messages
pub const sigmoid: () = ();

/// `softmax(Cat, Dog)`: an output that is one of several classes, `z => e^z / sum(e^z)`: the probability of each. Its
/// target is a class, and its loss [`CrossEntropy`](crate::CrossEntropy). The classes become an enum, named after the
/// network and the field; `softmax(4)` has numbers in their place.
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! { struct Picture: 3 => { animal: softmax(Cat, Dog) } }
///
/// let answer = Picture::ZERO.predict(&[1.0, 2.0, 3.0]);
/// assert_eq!(answer.animal, [0.5, 0.5]);
/// assert_eq!(answer.animal(), PictureAnimal::Cat);
/// ```
// as `sigmoid`
pub const softmax: () = ();
