//! A crate without a prelude: nothing that everybody else takes for granted has a name.
#![no_implicit_prelude]

::mlp::mlp! {
    struct Small: 2 => 3 sigmoid => 1 sigmoid;
    struct Large: 64 => 32 silu no_bias => 10 softmax;
    struct Custom: 2 => 8 Snake dropout(0.1) => UNITS;
    struct Named: { length: 30..60, island: one_of(Biscoe, Dream), old: bool }
        => 4 tanh => { species: softmax(Adelie, Gentoo), mass: 2700..6300 }
}

const UNITS: ::core::primitive::usize = 3;

struct Snake;

impl ::mlp::Activation for Snake {
    fn value(x: f32) -> f32 {
        x + x.sin() * x.sin()
    }
    fn derivative(x: f32) -> f32 {
        1.0 + (2.0 * x).sin()
    }
}

#[test]
fn every_path_is_absolute() {
    use ::mlp::Network as _;
    let [y] = Small::seeded(1).forward(&[0.5, 0.5]);
    ::std::assert!(y.is_finite());
    ::std::assert!(Large::seeded(1).loss(::mlp::CrossEntropy, &[[0.5; 64]], &[3]) > 0.0);
    ::std::assert_eq!(Custom::seeded(1).forward(&[0.5, 0.5]).len(), UNITS);
    let input = NamedInput { length: 45.0, island: NamedIsland::Dream, old: true };
    ::std::assert_eq!(Named::zeroed().predict(&input).mass, 4500.0);
    ::std::assert_eq!(
        <[::core::primitive::f32; 4] as ::std::convert::From<NamedInput>>::from(input),
        [0.0, 0.0, 1.0, 1.0]
    );
    let bare = ::mlp::mlp!(2 => 3 tanh => 1);
    ::std::assert!(bare.forward(&[0.5, 0.5])[0].is_finite());
}
