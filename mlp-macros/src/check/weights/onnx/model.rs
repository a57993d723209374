//! The graph of an ONNX model: operators, and tensors that are stored in it.
//!
//! The numbers of fields are those of `onnx.proto` (<https://github.com/onnx/onnx/blob/main/onnx/onnx.proto>).
//! `mlp-core` and `mlp-macros` have the same text, since neither depends on the other; `tests/files` compares them.

use super::OnnxReason;
use super::wire::{Message, Value, varint};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// ONNX's codes for `f32`, `f64` and `i64`.
const FLOAT: u64 = 1;
const DOUBLE: u64 = 11;
const INT64: u64 = 7;

/// The number of characters of a name that messages show: a file that lies may have names of any length.
const SHOWN: usize = 48;

/// How many operators may stand between a tensor and its use.
const DEPTH: usize = 4;

/// A graph whose messages are whole.
#[derive(Clone, Copy)]
pub(super) struct Graph<'a>(Message<'a>);

impl<'a> Graph<'a> {
    /// Returns the graph of a model, with at most `most` operators and tensors.
    pub(super) fn of(bytes: &'a [u8], most: usize) -> Result<Self, OnnxReason> {
        let model = Message(bytes);
        let graph = model.messages(7).last().filter(|_| model.is_whole()).ok_or(OnnxReason::NotModel)?;
        if graph.messages(1).chain(graph.messages(5)).nth(most).is_some() {
            return Err(OnnxReason::Large { most });
        }
        let attributes = graph.messages(1).flat_map(|node| node.messages(5));
        let mut parts = graph.messages(1).chain(graph.messages(5)).chain(attributes);
        let is_whole = graph.is_whole() && parts.all(Message::is_whole);
        if is_whole { Ok(Self(graph)) } else { Err(OnnxReason::NotModel) }
    }

    fn nodes(self) -> impl Iterator<Item = Node<'a>> {
        self.0.messages(1).map(Node)
    }

    /// Returns the operators that read a value.
    pub(super) fn readers(self, value: &str) -> impl Iterator<Item = Node<'a>> {
        self.nodes().filter(move |node| node.inputs().any(|input| input == value))
    }

    /// Returns the kinds of operators that read a value, for messages.
    pub(super) fn kinds(self, value: &str) -> String {
        let kinds: Vec<String> =
            self.readers(value).take(4).map(|node| alloc::format!("`{}`", shown(node.kind()))).collect();
        if kinds.is_empty() { "no operator".to_string() } else { kinds.join(" and ") }
    }

    /// Returns the input: tensors are listed among the inputs by old models.
    pub(super) fn input(self) -> Option<&'a str> {
        self.0.messages(11).map(|input| input.text(1)).find(|name| self.stored(name).is_none())
    }

    pub(super) fn is_output(self, value: &str) -> bool {
        self.0.messages(12).any(|output| output.text(1) == value)
    }

    fn stored(self, name: &str) -> Option<Tensor<'a>> {
        self.0.messages(5).find(|tensor| tensor.text(8) == name).map(Tensor::new)
    }

    /// Returns a tensor that is stored in the model, as it is or transposed.
    pub(super) fn tensor(self, name: &str) -> Option<Tensor<'a>> {
        let (mut name, mut turned) = (name, false);
        for _ in 0..DEPTH {
            if let Some(tensor) = self.stored(name) {
                return Some(Tensor { turned, ..tensor });
            }
            let node = self.nodes().find(|node| node.output() == name)?;
            match node.kind() {
                "Constant" => {
                    let value = node.attribute("value")?.messages(5).last()?;
                    return Some(Tensor { turned, ..Tensor::new(value) });
                }
                "Identity" => {}
                "Transpose" => match *node.integers("perm", 3) {
                    [] | [1, 0] => turned = !turned,
                    [0, 1] => {}
                    _ => return None,
                },
                _ => return None,
            }
            name = node.inputs().next()?;
        }
        None
    }

    /// Returns the value of a tensor that has a single one.
    pub(super) fn scalar(self, name: &str) -> Option<f32> {
        let tensor = self.tensor(name)?;
        let is_single = tensor.sizes().iter().all(|size| *size == 1) && tensor.check().is_ok();
        is_single.then(|| tensor.value(0))
    }
}

/// Returns a name, or the beginning of a long one.
fn shown(name: &str) -> String {
    name.chars().take(SHOWN).collect()
}

/// An operator.
#[derive(Clone, Copy)]
pub(super) struct Node<'a>(Message<'a>);

impl<'a> Node<'a> {
    /// Returns the names of the values that it reads; inputs that are left out are empty.
    pub(super) fn inputs(self) -> impl Iterator<Item = &'a str> {
        self.0.texts(1)
    }

    pub(super) fn outputs(self) -> impl Iterator<Item = &'a str> {
        self.0.texts(2)
    }

    /// Returns the first output, the only one of most operators.
    pub(super) fn output(self) -> &'a str {
        self.outputs().next().unwrap_or_default()
    }

    pub(super) fn kind(self) -> &'a str {
        self.0.text(4)
    }

    fn attribute(self, name: &str) -> Option<Message<'a>> {
        self.0.messages(5).find(|attribute| attribute.text(1) == name)
    }

    /// Returns a number, or its default where it is left out.
    pub(super) fn float(self, name: &str, default: f32) -> f32 {
        let word = |value| if let Value::Word(bytes) = value { Some(f32::from_le_bytes(bytes)) } else { None };
        // a field that is 0 may be left out
        self.attribute(name).map_or(default, |attribute| attribute.values(2).filter_map(word).last().unwrap_or(0.0))
    }

    /// Returns a whole number, or its default where it is left out.
    pub(super) fn integer(self, name: &str, default: i64) -> i64 {
        self.attribute(name).map_or(default, |attribute| attribute.number(3).unwrap_or(0).cast_signed())
    }

    /// Returns the first `most` of a list of whole numbers, none where it is left out.
    fn integers(self, name: &str, most: usize) -> Vec<i64> {
        self.attribute(name).map(|attribute| integers(attribute, 8, most)).unwrap_or_default()
    }

    /// Returns a word, which is empty where it is left out.
    pub(super) fn word(self, name: &str) -> &'a str {
        self.attribute(name).map_or("", |attribute| attribute.text(4))
    }
}

/// Returns the first `most` whole numbers in the fields with this number, one by one or packed.
fn integers(message: Message<'_>, number: u64, most: usize) -> Vec<i64> {
    let mut integers = Vec::new();
    for value in message.values(number) {
        match value {
            Value::Number(integer) => integers.push(integer.cast_signed()),
            Value::Bytes(mut packed) => {
                while let Some(integer) = varint(&mut packed).filter(|_| integers.len() < most) {
                    integers.push(integer.cast_signed());
                }
            }
            Value::Word(_) | Value::Long => {}
        }
        integers.truncate(most);
    }
    integers
}

/// A tensor that is stored in a model.
#[derive(Clone, Copy)]
pub(super) struct Tensor<'a> {
    message: Message<'a>,
    kind: u64,
    sizes: [usize; 3],
    dimensions: usize,
    data: &'a [u8],
    /// Whether it is used transposed.
    turned: bool,
}

impl<'a> Tensor<'a> {
    fn new(message: Message<'a>) -> Self {
        let (mut sizes, mut dimensions) = ([0; 3], 0);
        let mut add = |size: u64| {
            // one dimension too many fits nothing
            if let Some(place) = sizes.get_mut(dimensions) {
                *place = usize::try_from(size).unwrap_or(usize::MAX);
                dimensions += 1;
            }
        };
        for value in message.values(1) {
            match value {
                Value::Number(size) => add(size),
                Value::Bytes(mut packed) => {
                    while let Some(size) = varint(&mut packed) {
                        add(size);
                    }
                }
                Value::Word(_) | Value::Long => {}
            }
        }
        let kind = message.number(2).unwrap_or_default();
        // plain bytes, or numbers of the type; both are little-endian
        let typed = if kind == DOUBLE { 10 } else { 4 };
        let data = message.all_bytes(9).chain(message.all_bytes(typed)).find(|data| !data.is_empty());
        Self { message, kind, sizes, dimensions, data: data.unwrap_or_default(), turned: false }
    }

    pub(super) fn name(&self) -> String {
        shown(self.message.text(8))
    }

    /// Returns the tensor transposed.
    pub(super) fn transposed(self) -> Self {
        Self { turned: !self.turned, ..self }
    }

    /// Returns the shape as it is stored.
    pub(super) fn sizes(&self) -> &[usize] {
        &self.sizes[..self.dimensions]
    }

    /// Returns the rows and columns as the tensor is used.
    pub(super) fn matrix(&self) -> Option<[usize; 2]> {
        match *self.sizes() {
            [rows, columns] if self.turned => Some([columns, rows]),
            [rows, columns] => Some([rows, columns]),
            _ => None,
        }
    }

    /// Checks that there are as many values as the shape says, and that they are finite.
    pub(super) fn check(&self) -> Result<(), OnnxReason> {
        let tensor = || self.name();
        if self.message.number(14) == Some(1) || self.message.values(13).next().is_some() {
            return Err(OnnxReason::External { tensor: tensor() });
        }
        let Some(size) = self.size() else { return Err(OnnxReason::Type { tensor: tensor(), found: self.kind }) };
        let length = self.sizes().iter().try_fold(size, |length, size| length.checked_mul(*size));
        if length != Some(self.data.len()) {
            return Err(OnnxReason::Length { tensor: tensor() });
        }
        match (0..self.data.len() / size).map(|index| self.value(index)).find(|value| !value.is_finite()) {
            Some(value) => Err(OnnxReason::NotFinite { tensor: tensor(), value }),
            None => Ok(()),
        }
    }

    /// Returns the first `most` values of a tensor of `i64`s: one more than fit shows that there are too many.
    pub(super) fn integers(&self, most: usize) -> Vec<i64> {
        if self.kind != INT64 {
            return Vec::new();
        }
        match self.message.all_bytes(9).find(|data| !data.is_empty()) {
            Some(data) => data.as_chunks().0.iter().take(most).map(|bytes| i64::from_le_bytes(*bytes)).collect(),
            None => integers(self.message, 7, most),
        }
    }

    /// Returns the number of bytes of a value.
    fn size(&self) -> Option<usize> {
        match self.kind {
            FLOAT => Some(4),
            DOUBLE => Some(8),
            _ => None,
        }
    }

    /// Returns a value by its place in the file, of a tensor that was checked.
    pub(super) fn value(&self, index: usize) -> f32 {
        if self.kind == DOUBLE {
            #[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
            self.data.as_chunks().0.get(index).map_or(f32::NAN, |bytes| f64::from_le_bytes(*bytes) as f32)
        } else {
            self.data.as_chunks().0.get(index).map_or(f32::NAN, |bytes| f32::from_le_bytes(*bytes))
        }
    }

    /// Returns a value of a matrix that was checked, by its row and column as the tensor is used.
    pub(super) fn at(&self, row: usize, column: usize) -> f32 {
        let (row, column) = if self.turned { (column, row) } else { (row, column) };
        self.value(row * self.sizes[1] + column)
    }
}
