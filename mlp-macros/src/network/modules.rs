//! The layers as modules of PyTorch's `nn.Sequential`.

use super::{Layer, Residual};

/// Returns the path of each layer: the index of its module in the innermost sequence, after those of the residual
/// blocks around it. The first weights of a block in a network's second module are `1.0.weight`: `[1, 0]`.
///
/// A layer is a module, and so are its activation, its dropout, and a residual block, which is a sequence of its own.
pub(crate) fn paths(layers: &[Layer], residuals: &[Residual]) -> Vec<Vec<usize>> {
    // the next index in the network's sequence and in those of the blocks that are open
    let mut next = vec![0];
    let mut paths = Vec::new();
    for (index, layer) in layers.iter().enumerate() {
        let begin = residuals.iter().filter(|residual| residual.first == index).count();
        next.extend(std::iter::repeat_n(0, begin));
        paths.push(next.clone());
        let has_activation = !layer.activation.is_identity();
        advance(&mut next, 1 + usize::from(has_activation) + usize::from(layer.dropout.is_some()));
        let end = residuals.iter().filter(|residual| residual.last == index).count();
        next.truncate(next.len() - end);
        if end > 0 {
            advance(&mut next, 1);
        }
    }
    paths
}

/// Counts modules of the innermost sequence.
fn advance(next: &mut [usize], modules: usize) {
    if let Some(next) = next.last_mut() {
        *next += modules;
    }
}
