//! A network in training, whatever its type.

use mlp::prelude::*;
use mlp::{Batch, State, Workspace};

/// The work of the page with a network.
pub(crate) trait Session {
    /// Makes one step on a batch and returns the mean loss before it.
    fn step(&mut self, inputs: &[[f32; 2]], targets: &[[f32; 1]]) -> f32;
    /// Returns the mean loss.
    fn loss(&self, inputs: &[[f32; 2]], targets: &[[f32; 1]]) -> f32;
    /// Computes the outputs for all inputs.
    fn outputs(&self, inputs: &[[f32; 2]], outputs: &mut [[f32; 1]]);
    /// Returns the parameters: for each layer `weights[input][unit]`, then `biases[unit]`.
    fn parameters(&self) -> &[f32];
    /// Replaces the parameters.
    fn set_parameters(&mut self, parameters: &[f32]);
    /// Returns the bytes of a safetensors file.
    fn file(&self) -> Vec<u8>;
}

/// A network with its loss and its optimizer.
struct Run<N: Network, L> {
    net: N,
    loss: L,
    optimizer: Adam,
    state: Box<State<N, Adam>>,
    workspace: Workspace,
}

impl<N, L> Session for Run<N, L>
where
    N: Network<Input = [f32; 2], Output = [f32; 1]>,
    L: Loss<N, Target = [f32; 1]>,
{
    fn step(&mut self, inputs: &[[f32; 2]], targets: &[[f32; 1]]) -> f32 {
        let batch = Batch::new(inputs, targets).workspace(&mut self.workspace);
        self.net.train(self.loss, &self.optimizer, &mut self.state, batch)
    }
    fn loss(&self, inputs: &[[f32; 2]], targets: &[[f32; 1]]) -> f32 {
        self.net.loss(self.loss, inputs, targets)
    }
    fn outputs(&self, inputs: &[[f32; 2]], outputs: &mut [[f32; 1]]) {
        self.net.forward_batch(inputs, outputs);
    }
    fn parameters(&self) -> &[f32] {
        self.net.params_slice()
    }
    fn set_parameters(&mut self, parameters: &[f32]) {
        self.net.params_slice_mut().copy_from_slice(parameters);
    }
    fn file(&self) -> Vec<u8> {
        self.net.to_safetensors()
    }
}

/// Returns a network with initial weights from a seed.
pub(crate) fn session<N, L>(loss: L, optimizer: Adam, seed: u64) -> Box<dyn Session>
where
    N: Network<Input = [f32; 2], Output = [f32; 1]>,
    L: Loss<N, Target = [f32; 1]> + 'static,
{
    let mut state = State::boxed();
    state.set_seed(seed);
    Box::new(Run { net: N::seeded(seed), loss, optimizer, state, workspace: Workspace::new() })
}
