//! A model's parameters as the protocol has them: dfdx keeps weights as `[unit][input]`.

use dfdx::nn::{RecursiveWalker, TensorCollection, TensorOptions, TensorVisitor, ViewTensorMut};
use dfdx::shapes::{HasShape, Shape};
use dfdx::tensor::{Cpu, CpuError, Tensor};

/// `numbers[row][column]`, columns first.
fn transposed(numbers: &[f32], columns: usize) -> Vec<f32> {
    let rows = numbers.len() / columns;
    (0..numbers.len()).map(|at| numbers[at % rows * columns + at / rows]).collect()
}

/// Weights turned round, biases as they are.
fn turned<S: Shape>(numbers: &[f32], shape: &S, to_units_first: bool) -> Vec<f32> {
    match shape.concrete().as_ref() {
        [units, inputs] => transposed(numbers, if to_units_first { *units } else { *inputs }),
        _ => numbers.to_vec(),
    }
}

struct Get(Vec<f32>);

struct Set<'a>(&'a [f32]);

impl TensorVisitor<f32, Cpu> for Get {
    type Viewer = ViewTensorMut;
    type Err = CpuError;
    type E2 = f32;
    type D2 = Cpu;

    fn visit<S: Shape>(
        &mut self,
        _: TensorOptions<S, f32, Cpu>,
        tensor: &mut Tensor<S, f32, Cpu>,
    ) -> Result<Option<Tensor<S, f32, Cpu>>, CpuError> {
        self.0.extend(turned(&tensor.as_vec(), tensor.shape(), false));
        Ok(None)
    }
}

impl TensorVisitor<f32, Cpu> for Set<'_> {
    type Viewer = ViewTensorMut;
    type Err = CpuError;
    type E2 = f32;
    type D2 = Cpu;

    fn visit<S: Shape>(
        &mut self,
        _: TensorOptions<S, f32, Cpu>,
        tensor: &mut Tensor<S, f32, Cpu>,
    ) -> Result<Option<Tensor<S, f32, Cpu>>, CpuError> {
        let (numbers, rest) = self.0.split_at(tensor.shape().num_elements());
        tensor.copy_from(&turned(numbers, tensor.shape(), true));
        self.0 = rest;
        Ok(None)
    }
}

pub fn get<M: TensorCollection<f32, Cpu>>(model: &mut M) -> Vec<f32> {
    let mut found = Get(Vec::new());
    M::iter_tensors(&mut RecursiveWalker { m: model, f: &mut found }).expect("parameters");
    found.0
}

pub fn set<M: TensorCollection<f32, Cpu>>(model: &mut M, params: &[f32]) {
    M::iter_tensors(&mut RecursiveWalker { m: model, f: &mut Set(params) }).expect("parameters");
}
