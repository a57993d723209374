//! A user whose own names are those that an expansion might think of.
#![allow(non_upper_case_globals, non_camel_case_types, non_snake_case, dead_code, reason = "unkind on purpose")]

/// Constants: a binding of the same name would be taken for a pattern.
mod constants {
    use ::mlp::mlp;

    pub const w: u8 = 1;
    pub const b: u8 = 2;
    pub const g: u8 = 3;
    pub const d: u8 = 4;
    pub const x: u8 = 5;
    pub const z: u8 = 6;
    pub const y0: u8 = 7;
    pub const y1: u8 = 8;
    pub const z1: u8 = 9;
    pub const s1: u8 = 10;
    pub const d1: u8 = 11;
    pub const d_y: u8 = 12;
    pub const net: u8 = 13;
    pub const tape: u8 = 14;
    pub const pass: u8 = 15;
    pub const visit: u8 = 16;
    pub const place: u8 = 17;
    pub const loss: u8 = 18;
    pub const targets: u8 = 19;
    pub const gradient: u8 = 20;
    pub const formatter: u8 = 21;
    pub const layers: u8 = 22;
    pub const seed: u64 = 23;
    pub const __y0: u8 = 27;
    pub const __seed: u8 = 28;
    pub const params: u8 = 24;
    pub const input: u8 = 25;
    pub const inputs: u8 = 26;
    pub const outputs: u8 = 27;
    pub const width: usize = 28;
    pub const UNITS: usize = 3;

    mlp! {
        pub struct Small: 2 => w: 3 sigmoid => b: 1 sigmoid;
        pub struct Large: 64 => g: 32 silu dropout(0.1) => tape: 10 softmax;
        pub struct Mixed: 64 => d: 32 relu => y1: 2;
        pub struct Constants: UNITS => x: { 2 * UNITS } gelu => z: 1
    }

    pub fn bare() -> impl mlp::Network<Input = [f32; 2]> {
        mlp!(2 => 3 tanh => 1)
    }
}

/// Types, traits, modules and functions.
mod items {
    use ::mlp::mlp;

    pub mod core {}
    pub mod std {}
    pub mod mlp_core {}
    pub mod typenum {}
    pub struct V;
    pub struct L;
    pub struct Dense;
    pub struct Option;
    pub struct Some;
    pub struct FnMut;
    pub struct Layer;
    pub struct AnonymousNetworks;
    pub type f32 = u8;
    pub type u64 = i8;
    pub type usize = i8;
    pub type bool = i8;
    pub trait Network {
        fn forward(&self) {}
        fn initialize(&mut self) {}
        fn params(&self) {}
    }
    impl<T> Network for T {}
    pub fn params() {}
    pub fn describe() {}

    impl ::mlp::Activation for V {
        fn value(x: ::core::primitive::f32) -> ::core::primitive::f32 {
            x
        }
        fn derivative(_: ::core::primitive::f32) -> ::core::primitive::f32 {
            1.0
        }
    }

    mlp! {
        pub struct Small: 2 => 3 V => 1 V;
        pub struct Large: 64 => 32 V => 10 V
    }
}

/// Everything of ours in scope, and traits with our methods for all types, taken by value.
#[allow(unused_imports, ambiguous_glob_imports, ambiguous_glob_reexports, reason = "what a user may well write")]
mod globs {
    use ::mlp::activation::*;
    use ::mlp::data::*;
    use ::mlp::loss::*;
    use ::mlp::metrics::*;
    use ::mlp::optimizer::*;
    use ::mlp::prelude::*;
    use ::mlp::random::*;
    use ::mlp::simd::*;
    use ::mlp::*;

    /// One that takes whatever it can.
    pub trait Greedy: Sized {
        fn affine(self, _: u8) {}
        fn times(self, _: u8) {}
        fn add_scaled(self, _: u8) {}
        fn add_product(self, _: u8) {}
        fn add_term(self, _: u8) {}
        fn values(self) {}
        fn backward(self) {}
        fn rows(self) {}
        fn dense(self) {}
        fn activate(self) {}
        fn activate_keeping(self) {}
        fn dropout(self) {}
        fn params(self) {}
        fn params_mut(self) {}
        fn forward(self) {}
    }
    impl<T> Greedy for T {}

    mlp! {
        pub struct Small: 2 => 3 sigmoid => 1 sigmoid;
        pub struct Large: 64 => 32 silu dropout(0.1) => residual(32 relu) => 10 softmax;
        pub struct Whole: 2 => net(Block) => 2;
        pub struct Block: 2 => residual(3 tanh => 2) => 1, unroll = full;
        pub struct Mixed: 64 => 32 relu => 4 tanh => 2
    }
}

mod macros {
    #[allow(unused_macros, reason = "a decoy")]
    macro_rules! assert {
        ($($anything:tt)*) => {
            compile_error!("the user's macro, not the library's")
        };
    }
    mlp::mlp! { pub struct Asserted: 2 => { 1 + 2 } relu => 1 }
}

#[test]
fn all_of_them_work() {
    use mlp::Network;
    let sum: f32 = constants::Large::seeded(1).forward(&[0.5; 64]).iter().sum();
    assert_eq!((sum * 1e3).round(), 1e3);
    assert_eq!(constants::Small::seeded(1).w.biases, [0.0; 3]);
    assert_eq!(constants::Mixed::seeded(1).forward(&[0.5; 64]).len(), 2);
    assert_eq!(constants::Constants::seeded(1).forward(&[0.5; 3]).len(), 1);
    assert_eq!(Network::forward(&constants::bare(), &[0.5; 2]).as_ref().len(), 1);
    assert_eq!(items::Small::seeded(1).forward(&[0.5; 2]).len(), 1);
    assert_eq!(items::Large::seeded(1).forward(&[0.5; 64]).len(), 10);
    assert_eq!(globs::Small::from_params(&[0.5; 13]).forward(&[0.5; 2]).len(), 1);
    assert_eq!(globs::Large::seeded(1).forward(&[0.5; 64]).len(), 10);
    assert_eq!(globs::Mixed::seeded(1).forward(&[0.5; 64]).len(), 2);
    assert_eq!(macros::Asserted::seeded(1).forward(&[0.5; 2]).len(), 1);
}
