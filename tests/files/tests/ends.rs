//! Inputs and outputs with names in files: the same declaration reads them, another one is told what differs.

use mlp::Error;
use mlp::prelude::*;

mlp! {
    #[derive(PartialEq)]
    struct Penguins: { island: one_of(Biscoe, Dream), bill_depth: 13..22, flipper: standard(201, 14) }
        => 4 tanh => { species: softmax(Adelie, Gentoo), mass: 2700..6300 };
    struct Turned: { island: one_of(Biscoe, Dream), flipper: standard(201, 14), bill_depth: 13..22 }
        => 4 tanh => { species: softmax(Adelie, Gentoo), mass: 2700..6300 };
    struct OtherRange: { island: one_of(Biscoe, Dream), bill_depth: 10..25, flipper: standard(201, 14) }
        => 4 tanh => { species: softmax(Adelie, Gentoo), mass: 2700..6300 };
    struct OtherClasses: { island: one_of(Dream, Biscoe), bill_depth: 13..22, flipper: standard(201, 14) }
        => 4 tanh => { species: softmax(Adelie, Gentoo), mass: 2700..6300 };
    struct Fewer: { island: one_of(A, B, C), bill_depth: 13..22 }
        => 4 tanh => { species: softmax(Adelie, Gentoo), mass: 2700..6300 };
    struct OtherHeads: { island: one_of(Biscoe, Dream), bill_depth: 13..22, flipper: standard(201, 14) }
        => 4 tanh => { species: softmax(Gentoo, Adelie), mass: 2700..6300 };
    struct FewerHeads: { island: one_of(Biscoe, Dream), bill_depth: 13..22, flipper: standard(201, 14) }
        => 4 tanh => { species: softmax(3) };
    struct OneEnd: 4 => 4 tanh => { species: softmax(Adelie, Gentoo), mass: 2700..6300 };
    #[derive(PartialEq)]
    struct Plain: 4 => 4 tanh => 3;
    /// Its fields alone are longer than any name of a tensor.
    #[derive(PartialEq)]
    struct Many: { first: one_of(
            Abcdefghijklmnopqrstuvwxyz1, Abcdefghijklmnopqrstuvwxyz2, Abcdefghijklmnopqrstuvwxyz3,
            Abcdefghijklmnopqrstuvwxyz4, Abcdefghijklmnopqrstuvwxyz5, Abcdefghijklmnopqrstuvwxyz6,
            Abcdefghijklmnopqrstuvwxyz7, Abcdefghijklmnopqrstuvwxyz8, Abcdefghijklmnopqrstuvwxyz9,
            Bbcdefghijklmnopqrstuvwxyz1, Bbcdefghijklmnopqrstuvwxyz2, Bbcdefghijklmnopqrstuvwxyz3,
            Bbcdefghijklmnopqrstuvwxyz4, Bbcdefghijklmnopqrstuvwxyz5, Bbcdefghijklmnopqrstuvwxyz6,
            Bbcdefghijklmnopqrstuvwxyz7, Bbcdefghijklmnopqrstuvwxyz8, Bbcdefghijklmnopqrstuvwxyz9,
            Cbcdefghijklmnopqrstuvwxyz1, Cbcdefghijklmnopqrstuvwxyz2, Cbcdefghijklmnopqrstuvwxyz3) }
        => 1;
    struct Encoder: 2 => 4 tanh
}

fn refused<N: Network>(file: &[u8]) -> String {
    let mut net = N::ZERO;
    let error = net.read_safetensors(file).expect_err("another declaration");
    assert!(matches!(error, Error::OtherField { .. }), "{error}");
    assert!(net.params_slice().iter().all(|parameter| *parameter == 0.0), "nothing is changed");
    let text = error.to_string();
    text.strip_suffix("; the declaration must be that of the network which was saved").expect("a remedy").to_owned()
}

#[test]
fn another_declaration_is_told_what_differs() {
    let file = Penguins::seeded(3).to_safetensors();
    assert_eq!(Penguins::from_safetensors(&file).expect("the same declaration"), Penguins::seeded(3));
    assert_eq!(refused::<Turned>(&file), "input 2 is `flipper` here and `bill_depth` in the file");
    assert_eq!(
        refused::<OtherRange>(&file),
        "input 2 is `bill_depth: 10..25` here and `bill_depth: 13..22` in the file"
    );
    assert_eq!(
        refused::<OtherClasses>(&file),
        "input 1 is `island: one_of(Dream, Biscoe)` here and `island: one_of(Biscoe, Dream)` in the file"
    );
    assert_eq!(
        refused::<OtherHeads>(&file),
        "output 1 is `species: softmax(Gentoo, Adelie)` here and `species: softmax(Adelie, Gentoo)` in the file"
    );
    assert_eq!(
        refused::<FewerHeads>(&file),
        "output 1 is `species: softmax(3)` here and `species: softmax(Adelie, Gentoo)` in the file"
    );
    assert_eq!(
        refused::<Fewer>(&file),
        "input 1 is `island: one_of(A, B, C)` here and `island: one_of(Biscoe, Dream)` in the file"
    );
}

#[test]
fn ends_without_names_fit() {
    let named = Penguins::seeded(3);
    let plain = Plain::from_safetensors(&named.to_safetensors()).expect("plain numbers");
    assert_eq!(plain.params(), named.params());
    assert_eq!(Penguins::from_safetensors(&plain.to_safetensors()).expect("a file without names"), named);
    assert_eq!(OneEnd::from_safetensors(&named.to_safetensors()).expect("the same outputs").params(), named.params());
}

#[test]
fn long_lists_are_read() {
    let net = Many::seeded(3);
    assert_eq!(Many::from_safetensors(&net.to_safetensors()).expect("the same declaration"), net);
}

/// A chain has the inputs of its first network and the outputs of its second.
#[test]
fn joined_networks_keep_their_names() {
    let file = Chain::new(Encoder::seeded(1), OneEnd::seeded(2)).to_safetensors();
    assert!(Chain::<Encoder, OneEnd>::from_safetensors(&file).is_ok());
    let text = refused::<Chain<Encoder, Swapped>>(&file);
    assert_eq!(text, "output 1 is `mass` here and `species` in the file");
}
mlp! { struct Swapped: 4 => 4 tanh => { mass: 2700..6300, species: softmax(Adelie, Gentoo) } }

/// The compiler compares the names too: `weights_ends.safetensors` is what `Trained` wrote.
#[test]
fn the_file_in_the_program_has_the_names() {
    assert_eq!(*Trained::TRAINED, Trained::seeded(3));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/weights_ends.safetensors");
    let file = std::fs::read(path).expect("the file");
    assert_eq!(Trained::from_safetensors(&file).expect("the same declaration"), Trained::seeded(3));
    assert_eq!(refused::<TrainedOtherwise>(&file), "input 1 is `old` here and `length` in the file");
}
mlp! {
    #[derive(PartialEq)]
    struct Trained: { length: 30..60, old: bool } => { species: softmax(Adelie, Gentoo) },
        weights = "weights_ends.safetensors";
    struct TrainedOtherwise: { old: bool, length: 30..60 } => { species: softmax(Adelie, Gentoo) }
}
