//! Networks wherever an item or an expression may stand, and from the macros of users.

use mlp::{Network, mlp};

/// In a module inside a module.
mod outer {
    pub(crate) mod inner {
        mlp::mlp! { pub(in crate::outer) struct Hidden: 2 => 3 tanh => 1; pub(crate) struct Seen: 2 => 3 tanh => 1 }
    }
    pub(crate) fn hidden() -> [f32; 1] {
        inner::Hidden::seeded(1).forward(&[0.5, 0.5])
    }
}

#[test]
fn in_modules() {
    assert_eq!(outer::hidden(), outer::inner::Seen::seeded(1).forward(&[0.5, 0.5]));
}

#[test]
fn in_functions_beside_another_of_the_same_name() {
    fn first() -> usize {
        mlp! { struct Local: 2 => 3 tanh => 1 }
        Local::PARAMS
    }
    fn second() -> usize {
        mlp! { struct Local: 2 => 4 tanh => 1 }
        Local::PARAMS
    }
    assert_eq!((first(), second()), (13, 17));
}

#[test]
fn in_const_blocks_and_statics() {
    mlp! { struct Net: 2 => 3 tanh => 1 }
    const PARAMS: usize = const {
        mlp! { struct Inside: 2 => 5 tanh => 1 }
        Inside::PARAMS + Net::PARAMS
    };
    static NET: Net = Net::zeroed();
    assert_eq!(PARAMS, 21 + 13);
    assert_eq!(NET.forward(&[0.5, 0.5]), [0.0]);
}

/// A generic function may hold networks of one shape; a shape that depends on its parameters is an error (see the ui
/// tests).
fn generic<T: Into<f32>>(value: T) -> f32 {
    mlp! { struct Net: 1 => 3 tanh => 1 }
    let [y] = Net::seeded(1).forward(&[value.into()]);
    let [z] = mlp!(1 => 3 tanh => 1, seed = 1).forward(&[0.5]);
    y - z
}

#[test]
fn in_generic_functions() {
    assert_eq!(generic(0.5_f32), 0.0);
    assert!(generic(3_u8).is_finite());
}

#[test]
fn in_closures_arguments_and_arms() {
    let make = || mlp!(2 => 3 tanh => 1);
    let outputs = |net: &dyn Fn(&[f32; 2]) -> [f32; 1]| net(&[0.5, 0.5]);
    let net = make();
    assert_eq!(outputs(&|x| net.forward(x)), mlp![< 2 => 3 tanh => 1 >].forward(&[0.5, 0.5]));
    let y = match 1 {
        1 => mlp!(2 => 3 tanh => 1).forward(&[0.5, 0.5]),
        _ => [0.0],
    };
    assert_eq!(y, outputs(&|x| net.forward(x)));
}

struct Owner;

impl Owner {
    const UNITS: usize = 4;
    fn params() -> usize {
        mlp! { struct Net: 2 => { Owner::UNITS } relu => 1 }
        Net::PARAMS
    }
}

#[test]
fn in_methods() {
    assert_eq!(Owner::params(), 12 + 5);
}

/// A macro that takes the pieces of a network from its caller.
macro_rules! network {
    ($(#[$meta:meta])* $visibility:vis $name:ident: $inputs:literal => $($units:expr, $activation:ident);+ => $outputs:path) => {
        mlp! { $(#[$meta])* $visibility struct $name: $inputs $(=> $units $activation)+ => $outputs }
    };
    ($($tokens:tt)*) => {
        mlp!($($tokens)*)
    };
}

const OUTPUTS: usize = 2;

network! {
    /// Wrapped.
    #[derive(PartialEq)]
    pub(crate) Wrapped: 3 => 2 + 2, relu; 5, tanh => OUTPUTS
}

#[test]
fn from_a_users_macro() {
    assert_eq!(Wrapped::PARAMS, 3 * 4 + 4 + 4 * 5 + 5 + 5 * 2 + 2);
    assert_eq!(Wrapped::seeded(1), Wrapped::seeded(1));
    let bare = network!(2 => 3 tanh => 1, seed = 4);
    assert_eq!(bare.forward(&[0.5, 0.5]), mlp!(2 => 3 tanh => 1, seed = 4).forward(&[0.5, 0.5]));
    fn inputs<N: Network>(_: &N) -> usize {
        N::INPUTS
    }
    assert_eq!(inputs(&bare), 2);
}

#[test]
fn repeated_layers() {
    mlp! {
        struct Deep: 2 => repeat(3, 4 tanh => 5 relu) => 1;
        struct Written: 2 => 4 tanh => 5 relu => 4 tanh => 5 relu => 4 tanh => 5 relu => 1
    }
    let (deep, written) = (Deep::seeded(1), Written::seeded(1));
    assert_eq!(deep.l1_6.biases, written.l6.biases);
    assert_eq!(deep.params(), written.params());
    assert_eq!(deep.forward(&[0.5, 0.25]), written.forward(&[0.5, 0.25]));
}
