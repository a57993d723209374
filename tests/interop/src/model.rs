//! ONNX models by hand, in the form of PyTorch's exporters.
//!
//! The numbers of fields are those of `onnx.proto` (<https://github.com/onnx/onnx/blob/main/onnx/onnx.proto>).

/// A field with bytes: a message or a text.
#[must_use]
pub fn field(number: u8, bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let bytes = bytes.as_ref();
    let mut all = vec![number << 3 | 2];
    let mut length = bytes.len();
    while length >= 0x80 {
        all.push((length & 0x7f).to_le_bytes()[0] | 0x80);
        length >>= 7;
    }
    all.push(length.to_le_bytes()[0]);
    all.extend(bytes);
    all
}

/// A field with a number below 128.
#[must_use]
pub fn number(number: u8, value: u8) -> Vec<u8> {
    vec![number << 3, value]
}

/// An attribute with a number.
#[must_use]
pub fn float(name: &str, value: f32) -> Vec<u8> {
    let value = [&[2 << 3 | 5][..], &value.to_le_bytes()].concat();
    // the type of an attribute is field 20
    field(5, [field(1, name), value, vec![0xa0, 1, 1]].concat())
}

/// An attribute with a whole number.
#[must_use]
pub fn integer(name: &str, value: u8) -> Vec<u8> {
    field(5, [field(1, name), number(3, value), vec![0xa0, 1, 2]].concat())
}

/// An operator.
#[must_use]
pub fn node(kind: &str, inputs: &[&str], output: &str, attributes: &[Vec<u8>]) -> Vec<u8> {
    parted(kind, inputs, &[output], attributes)
}

/// An operator with several outputs.
#[must_use]
pub fn parted(kind: &str, inputs: &[&str], outputs: &[&str], attributes: &[Vec<u8>]) -> Vec<u8> {
    let inputs = inputs.iter().flat_map(|input| field(1, input)).collect();
    let outputs = outputs.iter().flat_map(|output| field(2, output)).collect();
    field(1, [inputs, outputs, field(3, format!("/{kind}")), field(4, kind), attributes.concat()].concat())
}

/// Values as `raw_data` (field 9), or as packed `float_data` (field 4).
#[must_use]
pub fn tensor(name: &str, shape: &[u8], values: &[f32], data: u8) -> Vec<u8> {
    let sizes = shape.iter().flat_map(|size| number(1, *size)).collect();
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    [sizes, number(2, 1), field(8, name), field(data, bytes)].concat()
}

/// A tensor among the initializers, as `raw_data`.
#[must_use]
pub fn stored(name: &str, shape: &[u8], values: &[f32]) -> Vec<u8> {
    field(5, tensor(name, shape, values, 9))
}

/// A model of the parts of a graph, as PyTorch's exporter begins it.
#[must_use]
pub fn model(parts: &[Vec<u8>]) -> Vec<u8> {
    let ends = [field(2, "main_graph"), field(11, field(1, "input.1")), field(12, field(1, "output"))];
    let graph = [parts.concat(), ends.concat()].concat();
    [number(1, 7), field(2, "pytorch"), field(7, graph), field(8, number(2, 17))].concat()
}

/// An attribute with a word.
#[must_use]
pub fn word(name: &str, value: &str) -> Vec<u8> {
    field(5, [field(1, name), field(4, value), vec![0xa0, 1, 3]].concat())
}

/// An attribute with whole numbers, one by one or packed.
#[must_use]
pub fn integers(name: &str, values: &[u8], packed: bool) -> Vec<u8> {
    let values = if packed { field(8, values) } else { values.iter().flat_map(|value| number(8, *value)).collect() };
    field(5, [field(1, name), values, vec![0xa0, 1, 7]].concat())
}

/// A shape among the initializers, as `raw_data` (field 9) or `int64_data` (field 7).
///
/// # Panics
///
/// If there are more than 255 sizes.
#[must_use]
pub fn shape(name: &str, sizes: &[i64], raw: bool) -> Vec<u8> {
    let varint = |size: &i64| if *size < 0 { [vec![0xff; 9], vec![1]].concat() } else { vec![size.to_le_bytes()[0]] };
    let data = if raw {
        field(9, sizes.iter().flat_map(|size| size.to_le_bytes()).collect::<Vec<_>>())
    } else {
        field(7, sizes.iter().flat_map(varint).collect::<Vec<_>>())
    };
    field(5, [number(1, u8::try_from(sizes.len()).expect("few")), number(2, 7), field(8, name), data].concat())
}
