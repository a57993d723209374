//! `weights = "policy.onnx"`: the weights of a model whose operators are the network's.

mod chain;
mod model;
mod pattern;
#[allow(unreachable_pub, reason = "in `mlp-core`, which has the same text, users see it")]
mod reason;
mod wire;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::LitStr;

use self::chain::{Chain, Found};
use self::reason::OnnxReason;
use crate::errors::message;
use crate::network::ends::End;
use crate::network::{FileWidth, Layer, Residual, Width};

/// All parameters in their order, little-endian, and the rules for widths that only rustc knows.
pub(super) type Parameters = (Vec<u8>, Vec<FileWidth>);

/// Reads a model. A mistake comes with the tokens that it underlines.
pub(super) fn read(
    bytes: &[u8],
    path: &LitStr,
    (inputs, outputs): (&Width, Option<&End>),
    layers: &[Layer],
    residuals: &[Residual],
) -> Result<Parameters, (TokenStream, String)> {
    let at_path = |reason: OnnxReason| (path.to_token_stream(), message::other_model(path.value(), reason));
    let mut chain = Chain::new(bytes, layers.len()).map_err(at_path)?;
    let widths = std::iter::once(inputs).chain(layers.iter().map(|layer| &layer.width)).map(Width::literal);
    let mut widths: Vec<Option<usize>> = widths.collect();
    let (mut parameters, mut open) = (Vec::new(), Vec::new());
    let heads = outputs.map(End::activation_words).unwrap_or_default();
    for (index, layer) in layers.iter().enumerate() {
        let at_width = |reason| (layer.width.to_token_stream(), message::other_model(path.value(), reason));
        let expected = chain::Layer {
            name: &layer.name.to_string(),
            inputs: widths[index],
            units: widths[index + 1],
            bias: layer.bias,
            activation: &layer.activation.with_argument(),
            heads: if index + 1 == layers.len() { &heads } else { &[] },
            begins: residuals.iter().filter(|residual| residual.first == index).count(),
            ends: residuals.iter().filter(|residual| residual.last == index).count(),
        };
        let found = chain.layer(&expected).map_err(at_width)?;
        for (width, found_width) in [(index, found.inputs), (index + 1, found.units)] {
            if widths[width].is_none() {
                widths[width] = Some(found_width);
                let text = message::weights_of_a_constant(&layer.name, &[found.units, found.inputs]);
                open.push(FileWidth { width, found: found_width, text });
            }
        }
        add(&mut parameters, &found);
    }
    chain.finish().map_err(at_path)?;
    Ok((parameters, open))
}

/// Adds the parameters of a layer: its weights, `weights[input][unit]`, and its biases.
fn add(parameters: &mut Vec<u8>, found: &Found<'_>) {
    for input in 0..found.inputs {
        parameters.extend((0..found.units).flat_map(|unit| found.weights.at(input, unit).to_le_bytes()));
    }
    if let Some(biases) = &found.biases {
        parameters.extend((0..found.units).flat_map(|unit| biases.value(unit).to_le_bytes()));
    }
}
