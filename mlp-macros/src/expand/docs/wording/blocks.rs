//! Blocks around the texts of layers.

use std::cmp::Reverse;

use crate::network::{Repeat, Residual};

/// A block, as a piece of the chain.
struct Block {
    /// `residual(`, or `repeat(2, `.
    opening: String,
    /// The index of its first layer.
    first: usize,
    /// The index behind the layers that stand in its parentheses.
    written: usize,
    /// The index behind its last layer.
    end: usize,
}

/// Returns the chain of layers with their blocks, as they are declared.
pub(super) fn around(layers: &[String], residuals: &[Residual], repeats: &[Repeat]) -> String {
    let residuals = residuals.iter().map(|&Residual { first, last }| Block {
        opening: "residual(".to_owned(),
        first,
        written: last + 1,
        end: last + 1,
    });
    let repeats = repeats.iter().map(|&Repeat { first, length, copies }| Block {
        opening: format!("repeat({copies}, "),
        first,
        written: first + length,
        end: first + length * copies,
    });
    let mut blocks: Vec<Block> = residuals.chain(repeats).collect();
    // the widest first; a residual block that is as wide as a `repeat` is around it, and stays in front of it
    blocks.sort_by_key(|block| (block.first, Reverse(block.end)));
    stages(layers, 0, layers.len(), &blocks)
}

/// Returns the layers from `at` to `end`; `blocks` are those that begin there or later.
fn stages(layers: &[String], mut at: usize, end: usize, mut blocks: &[Block]) -> String {
    let mut stages = Vec::new();
    while at < end {
        let next = blocks.iter().position(|block| block.first >= at).unwrap_or(blocks.len());
        blocks = &blocks[next..];
        match blocks {
            [block, inner @ ..] if block.first == at => {
                let inner = self::stages(layers, at, block.written, inner);
                stages.push(format!("{}{inner})", block.opening));
                at = block.end;
                blocks = &blocks[1..];
            }
            _ => {
                stages.push(layers[at].clone());
                at += 1;
            }
        }
    }
    stages.join(" => ")
}
