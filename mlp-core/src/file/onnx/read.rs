//! Reads the weights of a model, whose operators must be those of the network.
//!
//! The bytes are read where they are: nothing is stored but a list of the layers. Nothing that they say is trusted.

mod chain;
mod model;
mod pattern;
#[cfg(test)]
mod tests;
mod wire;

use crate::error::{Error, OnnxReason};
use crate::layer::info::{LayerInfo, LayerPath, VisitLayers};
use crate::schema::{Field, Listed, activation_words};
use alloc::string::ToString;
use alloc::vec::Vec;
use chain::{Chain, Found, Layer};

/// Reads a model into the parameters of a network, whose outputs may have names: `heads`. On an error nothing is changed.
pub(crate) fn read(
    parameters: &mut [f32],
    visit_layers: VisitLayers,
    heads: &[Field],
    bytes: &[u8],
) -> Result<(), Error> {
    let all = follow(visit_layers, heads, bytes).map_err(|reason| Error::Onnx { reason })?;
    let mut parameters = parameters.iter_mut();
    for Found { weights, biases, inputs, units } in &all {
        let values = (0..*inputs).flat_map(|input| (0..*units).map(move |unit| weights.at(input, unit)));
        let biases = biases.iter().flat_map(|biases| (0..*units).map(|unit| biases.value(unit)));
        for (value, parameter) in values.chain(biases).zip(&mut parameters) {
            *parameter = value;
        }
    }
    Ok(())
}

/// Returns the weights of all layers, if the model is this network.
fn follow<'a>(visit_layers: VisitLayers, heads: &[Field], bytes: &'a [u8]) -> Result<Vec<Found<'a>>, OnnxReason> {
    let (declared, words) = (Listed(heads).to_string(), activation_words(heads));
    let mut count = 0;
    visit_layers(&LayerPath::TOP, &mut |_: &LayerPath<'_>, _: &LayerInfo| count += 1);
    let mut chain = Chain::new(bytes, count)?;
    let mut all = Ok(Vec::with_capacity(count));
    visit_layers(&LayerPath::TOP, &mut |_: &LayerPath<'_>, layer: &LayerInfo| {
        let LayerInfo { name, bias, activation, begins, ends, .. } = *layer;
        let (inputs, units) = (Some(layer.inputs), Some(layer.units));
        // a network inside of this one has heads of its own, which are not known here
        let heads: &[_] = if activation == declared { &words } else { &[] };
        let layer = Layer { name, inputs, units, bias, activation, heads, begins, ends };
        // after a mistake nothing is followed
        let Ok(weights) = &mut all else { return };
        match chain.layer(&layer) {
            Ok(found) => weights.push(found),
            Err(reason) => all = Err(reason),
        }
    });
    let all = all?;
    chain.finish()?;
    Ok(all)
}
