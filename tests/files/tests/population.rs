//! All members of a population in one file.

use mlp::Error;
use mlp::population::Population;
use mlp::prelude::*;
use mlp_fixtures::random_network;
use safetensors::SafeTensors;

mlp! {
    struct Net: 3 => 4 tanh => 2;
    struct Other: 3 => 5 tanh => 2;
    struct Labels: 3 => first: 4 tanh => 2;
}

const MEMBERS: usize = 19;

fn nets() -> Population<Net> {
    Population::from_networks(&(0..MEMBERS as u64).map(random_network::<Net>).collect::<Vec<_>>())
}

#[test]
fn a_file_has_all_members() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nets.safetensors");
    nets().save(&path).unwrap();
    let same = Population::<Net>::load(&path).unwrap();
    assert_eq!(same.len(), MEMBERS);
    assert_eq!(same.lanes(), nets().lanes());
    assert_eq!(Population::<Labels>::load(&path).unwrap().lanes(), nets().lanes());
}

/// `[member, unit, input]`, as `torch.func.stack_module_state` has it.
#[test]
fn members_are_in_front() {
    let bytes = nets().to_safetensors();
    let file = SafeTensors::deserialize(&bytes).unwrap();
    let weights = file.tensor("0.weight").unwrap();
    assert_eq!(weights.shape(), [MEMBERS, 4, 3]);
    assert_eq!(file.tensor("2.bias").unwrap().shape(), [MEMBERS, 2]);
    for (at, bytes) in weights.data().chunks_exact(4).enumerate() {
        let (member, unit, input) = (at / 12, at / 3 % 4, at % 3);
        let expected = nets().get(member).l1.weights[input][unit];
        assert_eq!(f32::from_le_bytes(bytes.try_into().unwrap()), expected, "{member} {unit} {input}");
    }
}

#[test]
fn an_empty_population_is_one() {
    let none = Population::<Net>::seeded(0, 1);
    assert!(Population::<Net>::from_safetensors(&none.to_safetensors()).unwrap().is_empty());
}

#[test]
fn other_files_are_refused() {
    let bytes = nets().to_safetensors();
    let error = |result: Result<Population<Net>, Error>| result.unwrap_err().to_string();
    let other = Population::<Other>::seeded(3, 1).to_safetensors();
    let expected = "tensor `0.weight`: the network has the shape [3, 4, 3], the file [3, 5, 3]";
    let found = error(Population::from_safetensors(&other));
    assert!(found.starts_with(expected), "{found}");
    // one network, and no members in front
    let found = error(Population::from_safetensors(&Net::seeded(1).to_safetensors()));
    assert!(found.starts_with("tensor `0.weight`: the network has the shape [4, 4, 3], the file [4, 3]"), "{found}");
    for length in 0..bytes.len() {
        assert!(Population::<Net>::from_safetensors(&bytes[..length]).is_err(), "{length} bytes");
    }
    for at in (0..bytes.len()).step_by(7) {
        let mut broken = bytes.clone();
        broken[at] ^= 1;
        // an error, or a network with other words in its description
        if let Ok(read) = Population::<Net>::from_safetensors(&broken) {
            assert_eq!(read.lanes(), nets().lanes(), "byte {at}");
        }
    }
}

#[test]
fn members_that_are_not_finite_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nets.safetensors");
    let mut broken = nets();
    let mut net = Net::zeroed();
    net.l1.weights[2][1] = f32::NAN;
    broken.set(17, &net);
    let index = |error| match error {
        Error::TensorNotFinite { name, index, .. } => (name, index),
        other => panic!("{other}"),
    };
    let expected = ("0.weight".to_owned(), vec![17, 1, 2]);
    assert_eq!(index(broken.save(&path).unwrap_err()), expected);
    assert!(!path.exists());
    assert_eq!(index(Population::<Net>::from_safetensors(&broken.to_safetensors()).unwrap_err()), expected);
}
