//! `networks = { package = "mlp" }`: the expansion follows the name that `crate = ...` gives.

use networks::{Bce, Network, mlp};

mlp! {
    struct Small: 2 => 3 sigmoid => 1 sigmoid, crate = ::networks;
    struct Large: 64 => 32 gelu dropout(0.1) => 1 sigmoid, crate = networks, seed = 3;
    struct Named: { a: 0..1 } => 4 tanh => { b: softmax(Yes, No) }, crate = ::networks
}

mod elsewhere {
    pub(crate) use ::networks as nets;
}

#[test]
fn every_path_begins_at_the_new_name() {
    assert_eq!(Small::seeded(1).forward(&[0.5, 0.5]).len(), 1);
    assert!(Large::seeded(1).loss(Bce, &[[0.5; 64]], &[[1.0]]).is_finite());
    assert_eq!(Named::zeroed().predict(&NamedInput { a: 0.5 }).b, [0.5; 2]);
    let bare = mlp!(2 => 3 tanh => 1, crate = crate::elsewhere::nets);
    assert!(bare.forward(&[0.5, 0.5])[0].is_finite());
}
