//! Reads a file and says what is wrong with it, at the narrowest tokens.

use proc_macro2::TokenStream;
use quote::ToTokens;
use safetensors::SafeTensors;
use syn::LitStr;

use super::compare::{Comparison, Mismatch};
use super::fields::{Difference, difference};
use super::modules::{Modules, with_dot};
use super::remedy::Remedies;
use super::{FileOfWeights, Place, checksum, onnx, tensors};
use crate::errors::{Errors, message};
use crate::network::ends::{End, Ends};
use crate::network::{Layer, Residual, Weights, Width};

/// A message and the tokens that it underlines.
type Mistake = (TokenStream, String);

/// Returns the weights of a file, if it has those of this network. Only the first difference is reported, since later
/// ones follow from it.
pub(in crate::check) fn read(
    file: &FileOfWeights,
    (inputs, ends): (&Width, &Ends),
    layers: &[Layer],
    residuals: &[Residual],
    errors: &mut Errors,
) -> Option<Weights> {
    match weights(file, (inputs, ends), layers, residuals) {
        Ok(weights) => Some(weights),
        Err((underlined, text)) => {
            errors.report(underlined, text);
            None
        }
    }
}

fn weights(
    file: &FileOfWeights,
    (inputs, ends): (&Width, &Ends),
    layers: &[Layer],
    residuals: &[Residual],
) -> Result<Weights, Mistake> {
    let FileOfWeights { path, place } = file;
    let at_path = |text: String| (path.to_token_stream(), text);
    if let Place::Layers(group, names) = place
        && names.len() != layers.len()
    {
        return Err((group.to_token_stream(), message::names_of_layers(names.len(), layers.len())));
    }
    let found = tensors::find(path).map_err(at_path)?;
    let content = std::fs::read(&found).map_err(|error| at_path(message::unreadable_weights(path.value(), error)))?;
    let file_path = found.to_string_lossy().into_owned();
    if found.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("onnx")) {
        check_no_place(place)?;
        let (bytes, open) = onnx::read(&content, path, (inputs, ends.outputs.as_ref()), layers, residuals)?;
        return Ok(Weights { written: path.value(), file: file_path, bytes, open });
    }
    let parsed = tensors::parse(&content, path).map_err(at_path)?;
    if !checksum::fits(&content) {
        return Err(at_path(message::damaged_weights(path.value())));
    }
    let modules = Modules::of(place, layers, residuals, &parsed);
    let remedies = Remedies { file: &parsed, inputs, layers, residuals };
    check_prefix(place, &remedies)?;
    let mut comparison = Comparison::new(&parsed, inputs, layers);
    comparison.layers(layers, &modules).map_err(|(layer, mismatch)| mistake(file, &remedies, layer, mismatch))?;
    if let Some(unused) = comparison.unused(&modules) {
        return Err(unexpected(file, layers, &modules, unused));
    }
    if matches!(place, Place::Whole) {
        check_ends(&content, ends, path)?;
    }
    let Comparison { bytes, open, .. } = comparison;
    Ok(Weights { written: path.value(), file: file_path, bytes, open })
}

/// Checks that inputs and outputs have the names and kinds that they have in the file, if it has any.
fn check_ends(content: &[u8], ends: &Ends, path: &LitStr) -> Result<(), Mistake> {
    let Ok((_, header)) = SafeTensors::read_metadata(content) else { return Ok(()) };
    let entry = header.metadata().as_ref().and_then(|metadata| metadata.get("mlp"));
    let texts = |end: &Option<End>| -> Vec<String> {
        end.iter().flat_map(|end| &end.fields).map(ToString::to_string).collect()
    };
    let found = entry.and_then(|entry| difference(entry, &texts(&ends.inputs), &texts(&ends.outputs)));
    let Some(Difference { end, number, network, file }) = found else { return Ok(()) };
    let text = message::other_field(end, number, network.as_deref(), file.as_deref());
    let here = if end == "input" { &ends.inputs } else { &ends.outputs };
    let field = here.as_ref().and_then(|end| end.fields.get(number - 1));
    Err((field.map_or_else(|| path.to_token_stream(), |field| field.name.to_token_stream()), text))
}

/// Returns the message for a tensor that no layer has.
fn unexpected(file: &FileOfWeights, layers: &[Layer], modules: &Modules, tensor: &str) -> Mistake {
    let module = tensor.rsplit_once('.').map(|(module, _)| module);
    if let Some(layer) = modules.names.iter().position(|name| Some(name.as_str()) == module) {
        let Layer { name, width, no_bias, .. } = &layers[layer];
        let is_bias = tensor.rsplit('.').next() == Some("bias") && !no_bias.is_empty();
        let underlined = if is_bias { no_bias.clone() } else { width.to_token_stream() };
        return (underlined, message::unexpected_in_layer(name, tensor));
    }
    let underlined = match &file.place {
        Place::Behind(prefix) => prefix.to_token_stream(),
        _ => file.path.to_token_stream(),
    };
    (underlined, message::unexpected_weights(tensor))
}

/// Checks that nothing stands behind the path of a model, which is read from its input to its output.
fn check_no_place(place: &Place) -> Result<(), Mistake> {
    let tokens = match place {
        Place::Whole => return Ok(()),
        Place::Behind(prefix) => prefix.to_token_stream(),
        Place::Layers(group, _) => group.to_token_stream(),
    };
    Err((tokens, message::PLACE_IN_A_MODEL.to_owned()))
}

/// Checks that the file has tensors behind the prefix.
fn check_prefix(place: &Place, remedies: &Remedies<'_, '_>) -> Result<(), Mistake> {
    let Place::Behind(prefix) = place else { return Ok(()) };
    let dotted = with_dot(&prefix.value());
    let tensors = remedies.tensors();
    if tensors.iter().any(|(name, _)| name.starts_with(&dotted)) {
        return Ok(());
    }
    Err((prefix.to_token_stream(), message::no_prefix(dotted, &tensors, &remedies.proposal())))
}

/// Returns the message for a layer, at its name in the list of names if that is what is wrong, or at its width.
fn mistake(file: &FileOfWeights, remedies: &Remedies<'_, '_>, layer: usize, mismatch: Mismatch) -> Mistake {
    let Layer { name, width, .. } = &remedies.layers[layer];
    let at_width = width.to_token_stream();
    match mismatch {
        Mismatch::Missing(tensor) => {
            let underlined = match &file.place {
                Place::Layers(_, names) => names[layer].to_token_stream(),
                _ => at_width,
            };
            (underlined, message::no_tensor(name, tensor, &remedies.tensors(), &remedies.proposal()))
        }
        Mismatch::Shape { text, is_turned } => {
            let proposal = remedies.proposal();
            let turned = if is_turned && proposal.is_empty() { message::TURNED_WEIGHTS } else { "" };
            (at_width, text + turned + &proposal)
        }
        Mismatch::Values(text) => (at_width, text),
    }
}
