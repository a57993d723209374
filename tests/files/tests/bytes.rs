//! Files as bytes: the same on every machine, whatever its byte order. `.ci/targets s390x` runs this on a big-endian one.

use mlp::prelude::*;
use mlp::{Scaled, Weights};

mlp! {
    #[derive(PartialEq)]
    struct Net: 2 => 1 tanh
}

/// Numbers whose bytes all differ.
const NUMBERS: [f32; 3] = [f32::from_bits(0x3f80_4020), f32::from_bits(0xbe01_0203), f32::from_bits(0x4060_8001)];

/// The tensors of [`NUMBERS`] in a file: the lowest byte first.
const DATA: [u8; 12] = [0x20, 0x40, 0x80, 0x3f, 0x03, 0x02, 0x01, 0xbe, 0x01, 0x80, 0x60, 0x40];

/// The bytes of a safetensors file: the length of the header, lowest byte first, the header, the data.
fn file(header: &str, data: &[u8]) -> Vec<u8> {
    let padded = format!("{header:width$}", width = header.len().next_multiple_of(8));
    [&(padded.len() as u64).to_le_bytes(), padded.as_bytes(), data].concat()
}

#[test]
fn weights_are_written_lowest_byte_first() {
    let net = Net::from_params(&NUMBERS);
    let bytes = net.to_safetensors();
    // biases before weights, by name
    let data = [&DATA[8..], &DATA[..8]].concat();
    assert!(bytes.ends_with(&data), "{:x?}", &bytes[bytes.len() - 12..]);
    let header = u64::from_le_bytes(bytes[..8].try_into().expect("eight bytes"));
    assert_eq!(bytes.len() as u64, 8 + header + 12);
    assert_eq!(Net::from_safetensors(&bytes).expect("our own file"), net);
}

#[test]
fn every_kind_of_number_is_read_lowest_byte_first() {
    let of = |dtype: &str, size: usize, data: &[u8]| {
        let tensor = |name: &str, shape: &str, from: usize, to: usize| {
            format!(r#""{name}":{{"dtype":"{dtype}","shape":{shape},"data_offsets":[{},{}]}}"#, from * size, to * size)
        };
        let header = format!("{{{},{}}}", tensor("0.weight", "[1,2]", 0, 2), tensor("0.bias", "[1]", 2, 3));
        let mut net = Net::zeroed();
        net.read_safetensors(&file(&header, data)).map(|()| net.params().map(f32::to_bits))
    };
    let bits = NUMBERS.map(f32::to_bits);
    assert_eq!(of("F32", 4, &DATA).expect("a file"), bits);
    let wide: Vec<u8> = NUMBERS.iter().flat_map(|x| f64::from(*x).to_bits().to_le_bytes()).collect();
    assert_eq!(of("F64", 8, &wide).expect("a file"), bits);
    // 1.5, -2 and 0.25
    let [a, b, c] = [1.5_f32, -2.0, 0.25].map(f32::to_bits);
    assert_eq!(of("F16", 2, &[0x00, 0x3e, 0x00, 0xc0, 0x00, 0x34]).expect("a file"), [a, b, c]);
    assert_eq!(of("BF16", 2, &[0xc0, 0x3f, 0x00, 0xc0, 0x80, 0x3e]).expect("a file"), [a, b, c]);
}

#[test]
fn scalers_and_parts_are_read_as_they_were_written() {
    let net = Net::from_params(&NUMBERS);
    let scaler = mlp::Scaler { shift: [NUMBERS[0], NUMBERS[1]], scale: [NUMBERS[2], 2.0] };
    let scaled = Scaled { net: net.clone(), inputs: scaler, outputs: mlp::Scaler::default() };
    let again = Scaled::<Net>::from_safetensors(&scaled.to_safetensors()).expect("our own file");
    assert_eq!((again.net, again.inputs), (net.clone(), scaler));
    let mut part = Net::zeroed();
    Weights::layers(["0"]).read(&mut part, &net.to_safetensors()).expect("our own file");
    assert_eq!(part, net);
}

/// The checksum of a file is that of its bytes, not of numbers in this machine's order.
#[test]
fn the_checksum_is_the_same_everywhere() {
    let bytes = Net::from_params(&NUMBERS).to_safetensors();
    let text = String::from_utf8_lossy(&bytes);
    let checksum = text.split("; checksum ").nth(1).and_then(|rest| rest.get(..16)).expect("a checksum");
    assert_eq!(checksum, "243e00630f1329fe");
}
