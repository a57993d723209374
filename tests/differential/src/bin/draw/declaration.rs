//! A random declaration as text.

use mlp_reference::SplitMix64;
use std::fmt::Write;

/// Declarations of the networks that it has parts of, and its own.
pub(crate) struct Declaration {
    pub(crate) parts: Vec<String>,
    pub(crate) text: String,
}

/// The last layers that a loss fits.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Last {
    Any,
    Sigmoid,
    Softmax,
}

const ACTIVATIONS: [&str; 15] = [
    "",
    "identity",
    "sigmoid",
    "tanh",
    "relu",
    "leaky_relu",
    "elu",
    "selu",
    "gelu",
    "silu",
    "softplus",
    "softsign",
    "mish",
    "hard_tanh",
    "hard_sigmoid",
];

/// Layers that are straight-line code in every build cost rustc seconds beyond that.
const UNROLLED: usize = 500;
const DEEPEST: usize = 5;

#[expect(clippy::cast_possible_truncation, reason = "the remainder is below `bound`")]
pub(crate) fn below(random: &mut SplitMix64, bound: usize) -> usize {
    (random.next_u64() % bound as u64) as usize
}

fn chance(random: &mut SplitMix64, of: usize) -> bool {
    below(random, of) == 0
}

/// Draws a network with the given name.
pub(crate) fn draw(random: &mut SplitMix64, name: &str, last: Last) -> Declaration {
    // a small network keeps its straight-line code only if all layers are thin
    let widest = [4, 9, 16, 33, 70, 70][below(random, 6)];
    let mut chain = Chain { name, widest, parts: Vec::new(), layers: 0, macs: 0, constant: false, dropout: false };
    let inputs = chain.width(random);
    let mut text = inputs.to_string();
    let (mut width, depth) = (inputs, 1 + below(random, DEEPEST));
    while chain.layers + 1 < depth {
        width = chain.stage(random, &mut text, width, depth - 1);
    }
    chain.end(random, &mut text, width, last);
    let unroll = match below(random, 4) {
        0 if chain.macs <= UNROLLED && !chain.constant => ", unroll = full",
        1 => ", unroll = none",
        _ => "",
    };
    Declaration { text: format!("struct {name}: {text}{unroll};"), parts: chain.parts }
}

/// A chain of layers so far.
struct Chain<'a> {
    name: &'a str,
    widest: usize,
    parts: Vec<String>,
    layers: usize,
    macs: usize,
    /// Whether a width is an expression or that of a network: such a layer has no straight-line code.
    constant: bool,
    dropout: bool,
}

impl Chain<'_> {
    fn width(&self, random: &mut SplitMix64) -> usize {
        1 + below(random, self.widest)
    }

    /// Writes one layer.
    fn layer(&mut self, random: &mut SplitMix64, text: &mut String, from: usize, to: usize, arrow: bool) {
        if arrow {
            text.push_str(" => ");
        }
        if to > 1 && chance(random, 12) {
            write!(text, "{{ {} + 1 }}", to - 1).expect("a string");
            self.constant = true;
        } else {
            write!(text, "{to}").expect("a string");
        }
        let activation = ACTIVATIONS[below(random, ACTIVATIONS.len())];
        if !activation.is_empty() {
            write!(text, " {activation}").expect("a string");
        }
        if activation == "leaky_relu" && chance(random, 2) {
            write!(text, "({:?})", below(random, 10) as f32 / 10.0).expect("a string");
        }
        if chance(random, 5) {
            text.push_str(" no_bias");
        }
        self.layers += 1;
        self.macs += from * to;
    }

    /// Writes a layer, a residual block, a repeated one or a network, with at most `most` layers in all.
    fn stage(&mut self, random: &mut SplitMix64, text: &mut String, from: usize, most: usize) -> usize {
        let room = most - self.layers;
        match below(random, 8) {
            0 => {
                text.push_str(" => residual(");
                self.block(random, text, from, room.min(2));
                text.push(')');
                from
            }
            1 if room >= 2 => {
                let (times, layers) = if room >= 4 && chance(random, 2) { (2, 2) } else { (2, 1) };
                let residual = chance(random, 2);
                write!(text, " => repeat({times}, {}", if residual { "residual(" } else { "" }).expect("a string");
                let (before, macs) = (self.layers, self.macs);
                self.block(random, text, from, layers);
                text.push_str(if residual { "))" } else { ")" });
                self.layers += self.layers - before;
                self.macs += self.macs - macs;
                from
            }
            2 => self.part(random, text, from, room.min(2)),
            _ => {
                let to = self.width(random);
                self.layer(random, text, from, to, true);
                if !self.dropout && chance(random, 12) {
                    text.push_str(" dropout(0.25)");
                    self.dropout = true;
                }
                to
            }
        }
    }

    /// Writes layers that give as many values as they take.
    fn block(&mut self, random: &mut SplitMix64, text: &mut String, width: usize, layers: usize) {
        let mut from = width;
        for index in 0..layers {
            let to = if index + 1 == layers { width } else { self.width(random) };
            self.layer(random, text, from, to, index > 0);
            from = to;
        }
    }

    /// Declares a network and writes it as a stage.
    fn part(&mut self, random: &mut SplitMix64, text: &mut String, from: usize, layers: usize) -> usize {
        let name = format!("{}Part{}", self.name, self.parts.len());
        self.constant = true;
        let (mut own, mut width) = (from.to_string(), from);
        for _ in 0..layers {
            let to = self.width(random);
            self.layer(random, &mut own, width, to, true);
            width = to;
        }
        self.parts.push(format!("struct {name}: {own};"));
        write!(text, " => net({name})").expect("a string");
        width
    }

    /// Writes the last stage.
    fn end(&mut self, random: &mut SplitMix64, text: &mut String, from: usize, last: Last) {
        let word = match last {
            Last::Any if chance(random, 8) => {
                text.push_str(" => residual(");
                self.block(random, text, from, 1);
                text.push(')');
                return;
            }
            Last::Any if chance(random, 8) => "softmax",
            Last::Any => {
                let to = self.width(random);
                self.layer(random, text, from, to, true);
                return;
            }
            Last::Sigmoid => "sigmoid",
            Last::Softmax => "softmax",
        };
        let to = if word == "softmax" { self.width(random).max(2) } else { self.width(random) };
        write!(text, " => {to} {word}{}", if chance(random, 5) { " no_bias" } else { "" }).expect("a string");
        self.macs += from * to;
    }
}
