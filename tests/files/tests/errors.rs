//! Each way in which a file does not fit, and what is said about it. The network stays as it was.

use mlp::prelude::*;
use mlp_files::{Small, file, tensors};

const FITTING: [(&str, &str, usize); 4] =
    [("0.weight", "[3,2]", 6), ("0.bias", "[3]", 3), ("2.weight", "[2,3]", 6), ("2.bias", "[2]", 2)];

/// A file that fits, but for what `change` does to its tensors; all numbers are `number`.
fn changed(
    dtype: &'static str,
    number: &[u8],
    change: impl Fn(&mut Vec<(&'static str, &'static str, Vec<u8>)>),
) -> Vec<u8> {
    let tensor = |&(name, shape, count): &(&'static str, &'static str, usize)| (name, shape, number.repeat(count));
    let mut all = FITTING.iter().map(tensor).collect();
    change(&mut all);
    tensors(dtype, &all)
}

fn message(bytes: &[u8]) -> String {
    let mut net = Small::seeded(9);
    let error = net.read_safetensors(bytes).expect_err("a file that does not fit");
    assert_eq!(net, Small::seeded(9), "nothing is changed");
    error.to_string()
}

#[test]
fn every_type_of_numbers_is_converted() {
    for (dtype, number) in [
        ("F32", &1.5_f32.to_le_bytes()[..]),
        ("F64", &1.5_f64.to_le_bytes()),
        ("F16", &0x3e00_u16.to_le_bytes()),
        ("BF16", &0x3fc0_u16.to_le_bytes()),
    ] {
        let net = Small::from_safetensors(&changed(dtype, number, |_| ())).expect("a file that fits");
        assert_eq!(net.params(), &[1.5; Small::PARAMS], "{dtype}");
    }
}

#[test]
fn other_shapes() {
    let one = 1.0_f32.to_le_bytes();
    let turned = changed("F32", &one, |tensors| tensors[0].1 = "[2,3]");
    let text = "tensor `0.weight`: the network has the shape [3, 2], the file [2, 3]";
    assert_eq!(message(&turned), format!("{text}; transpose it, if it is [inputs, units], as Keras has it"));
    let wide = changed("F32", &one, |tensors| (tensors[3].1, tensors[3].2) = ("[4]", one.repeat(4)));
    assert_eq!(message(&wide), "tensor `2.bias`: the network has the shape [2], the file [4]");
    let flat = changed("F32", &one, |tensors| tensors[2].1 = "[6]");
    assert_eq!(message(&flat), "tensor `2.weight`: the network has the shape [2, 3], the file [6]");
}

#[test]
fn other_names() {
    let one = 1.0_f32.to_le_bytes();
    let missing = changed("F32", &one, |tensors| drop(tensors.remove(2)));
    assert_eq!(
        message(&missing),
        "the file has no tensor `2.weight`, which the network needs; it has `0.weight` [3, 2], `0.bias` [3], `2.bias` [2]"
    );
    let named = changed("F32", &one, |tensors| tensors[2].0 = "fc2.weight");
    assert_eq!(
        message(&named),
        "the file has no tensor `2.weight`, which the network needs; it has `0.weight` [3, 2], `0.bias` [3], \
         `fc2.weight` [2, 3], `2.bias` [2]; `Weights::tensors([\"0.weight\", \"0.bias\", \"fc2.weight\", \"2.bias\"])` fits"
    );
    let more = changed("F32", &one, |tensors| tensors.push(("4.bias", "[1]", one.to_vec())));
    assert_eq!(
        message(&more),
        "the file has a tensor `4.bias`, which the network has no place for: \
         `Weights::layers` reads the layers that it names, and leaves out all others"
    );
}

#[test]
fn other_numbers() {
    let whole = changed("I32", &1_i32.to_le_bytes(), |_| ());
    assert_eq!(message(&whole), "tensor `0.weight` holds I32: expected F32, F64, F16 or BF16");
    let nan = changed("F32", &1.0_f32.to_le_bytes(), |tensors| {
        tensors[0].2[20..24].copy_from_slice(&f32::NAN.to_le_bytes());
    });
    assert_eq!(message(&nan), "tensor `0.weight` holds NaN at [2, 1]: weights must be finite");
    let too_large = changed("F64", &1.0_f64.to_le_bytes(), |tensors| {
        tensors[1].2[8..16].copy_from_slice(&(-1e300_f64).to_le_bytes());
    });
    assert_eq!(message(&too_large), "tensor `0.bias` holds -inf at [1]: weights must be finite");
}

#[test]
fn what_would_not_be_read_is_not_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("small.safetensors");
    Small::seeded(4).save(&path).expect("finite weights");
    for (value, shown) in [(f32::NAN, "NaN"), (f32::INFINITY, "inf"), (f32::NEG_INFINITY, "-inf")] {
        let mut net = Small::seeded(5);
        net.l2.weights[2][1] = value;
        let error = net.save(&path).expect_err("not finite").to_string();
        assert_eq!(error, format!("tensor `2.weight` holds {shown} at [1, 2]: weights must be finite"));
        assert_eq!(Small::from_safetensors(&net.to_safetensors()).expect_err("not finite").to_string(), error);
    }
    assert_eq!(Small::load(&path).expect("the old file"), Small::seeded(4));
    let files = std::fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(files, 1, "nothing beside it");
}

#[test]
fn broken_files() {
    let good = changed("F32", &1.0_f32.to_le_bytes(), |_| ());
    let header = |text: &str| message(&file(text, &[0; 68]));
    assert_eq!(message(&good[..5]), "not a safetensors file: it has fewer than 8 bytes");
    assert_eq!(message(&good[..20]), "not a safetensors file: its header has 248 bytes, but only 12 follow");
    assert!(message(&good[..good.len() - 1]).contains("tensor `2.bias` is not where it should be"));
    assert!(message(&[&good[..], &[0]].concat()).contains("overlap or leave gaps"));
    assert!(header("[]").contains("invalid type: sequence, expected a map of tensors"));
    assert!(header(r#"{"0.weight":{"dtype":"F31"}}"#).contains("unknown variant `F31`"));
    assert!(header(r#"{"0.weight":{"dtype":"F32","shape":[3,2]}}"#).contains("missing field `data_offsets`"));
    let twice = r#"{"0.bias":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"0.bias":0}"#;
    assert!(header(twice).contains("tensor `0.bias` is there twice"));
    let long = message(&file(&" ".repeat(1_050_000), &[]));
    assert_eq!(long, "not a safetensors file: its header has 1050000 bytes, expected at most 1048576");
}

#[test]
fn files_of_other_formats() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("model.pt");
    let mut archive = b"PK\x03\x04\0\0\x08\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    let name = b"model/data.pkl";
    archive.extend([u8::try_from(name.len()).expect("a short name"), 0, 0, 0]);
    archive.extend(name);
    archive.extend([0; 5_000]);
    let pickle = [&b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03."[..], &[0; 5_000]].concat();
    for (bytes, found) in [(archive, "a file that `torch.save` wrote"), (pickle, "a pickle, of an old `torch.save` or")]
    {
        let error = message(&bytes);
        assert!(error.starts_with(&format!("not a safetensors file: it is {found}")), "{error}");
        assert!(error.contains("`safetensors.torch.save_file(model.state_dict(), \"model.safetensors\")`"), "{error}");
        std::fs::write(&path, &bytes).expect("a file");
        assert_eq!(Small::load(&path).expect_err("another format").to_string(), error);
        std::fs::write(&path, &bytes[..9]).expect("a file");
        assert!(Small::load(&path).expect_err("another format").to_string().contains("torch.save"));
    }
}

#[test]
fn files_without_an_end_are_not_read_to_it() {
    let zero = std::path::Path::new("/dev/zero");
    if zero.exists() {
        let error = Small::load(zero).expect_err("not a network").to_string();
        assert!(error.starts_with("not a safetensors file: EOF while parsing"), "{error}");
    }
}

#[test]
fn files_longer_and_shorter_than_their_header_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("small.safetensors");
    let message = |bytes: &[u8]| {
        std::fs::write(&path, bytes).expect("a file");
        Small::load(&path).expect_err("a file that does not fit").to_string()
    };
    let good = changed("F32", &1.0_f32.to_le_bytes(), |_| ());
    assert!(message(&[&good[..], &[0; 10_000]].concat()).contains("overlap or leave gaps"));
    assert!(message(&good[..good.len() - 1]).contains("tensor `2.bias` is not where it should be"));
    assert_eq!(message(&good[..5]), "not a safetensors file: it has fewer than 8 bytes");
    assert_eq!(message(&good[..20]), "not a safetensors file: its header has 248 bytes, but only 12 follow");
}
