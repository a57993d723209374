//! What was written to what is meant. Every rule of the language is applied here, all mistakes are noted, and what comes
//! out is right: the expansion asks no questions.

mod attributes;
mod budget;
mod layer;
mod lints;
mod names;
mod number;
pub(crate) mod options;
mod residual;
mod size;
mod weights;
mod width;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use self::layer::Position;
use crate::ast::{Call, Declaration, Link, Net};
use crate::errors::{Errors, message};
use crate::network::{FallbackLayer, FallbackNetwork, Layer, Network, Unroll, Width};

/// What is left of a call with mistakes.
pub(crate) struct Failure {
    /// At least one.
    pub(crate) errors: Errors,
    /// Each network that was declared, once.
    pub(crate) declared: Vec<FallbackNetwork>,
}

/// Checks all networks of a call; `errors` are those of the parser.
pub(crate) fn networks(call: &Call, mut errors: Errors) -> Result<Vec<Network>, Failure> {
    let mut networks = Vec::new();
    let mut declared = Vec::new();
    match call {
        Call::Named(declarations) => {
            for (index, declaration) in declarations.iter().enumerate() {
                let new = names::is_new(declaration, &declarations[..index], &mut errors);
                let (network, known) = named(declaration, &mut errors);
                networks.push(network);
                declared.extend(new.then_some(known));
            }
        }
        Call::Bare(net) => {
            let (network, known) = network(Header::bare(), Some(net), &mut errors);
            networks.push(network);
            // of a name that wants to be an item only the message is left, which may stand anywhere
            declared.extend(net.inputs.label.is_none().then_some(known));
        }
    }
    match networks.into_iter().collect() {
        Some(networks) if errors.is_empty() => Ok(networks),
        _ => Err(Failure { errors, declared }),
    }
}

/// What stands in front of the colon.
struct Header {
    attributes: TokenStream,
    /// The same without what must not be there.
    fallback_attributes: TokenStream,
    visibility: TokenStream,
    struct_token: Span,
    name: Option<Ident>,
}

impl Header {
    fn bare() -> Self {
        Self {
            attributes: TokenStream::new(),
            fallback_attributes: TokenStream::new(),
            visibility: TokenStream::new(),
            struct_token: Span::call_site(),
            name: None,
        }
    }
}

fn named(declaration: &Declaration, errors: &mut Errors) -> (Option<Network>, FallbackNetwork) {
    let Declaration { attributes, visibility, struct_token, name, net } = declaration;
    let header = Header {
        attributes: quote!(#(#attributes)*),
        fallback_attributes: attributes::permitted(attributes, errors),
        visibility: visibility.clone(),
        struct_token: struct_token.span(),
        name: Some(name.clone()),
    };
    network(header, net.as_ref(), errors)
}

/// The network, if nothing of it is missing, and what is known in any case.
fn network(header: Header, net: Option<&Net>, errors: &mut Errors) -> (Option<Network>, FallbackNetwork) {
    let Header { attributes, fallback_attributes, visibility, struct_token, name } = header;
    let mut fallback = FallbackNetwork {
        attributes: fallback_attributes,
        visibility: visibility.clone(),
        struct_token,
        name: name.clone(),
        inputs: None,
        layers: Vec::new(),
        krate: quote!(::mlp),
        trained: false,
    };
    let Some(net) = net else { return (None, fallback) };

    let inputs = inputs(net, name.as_ref(), errors);
    let (layers, known): (Vec<_>, Vec<_>) = layers(net, name.as_ref(), errors).into_iter().unzip();
    let options = options::options(&net.settings, errors);
    fallback.krate.clone_from(&options.krate);
    fallback.trained = options.weights.is_some();
    fallback.inputs.clone_from(&inputs);
    fallback.layers = known;
    let (Some(inputs), Some(layers)) = (inputs, layers.into_iter().collect::<Option<Vec<Layer>>>()) else {
        return (None, fallback);
    };
    let layers = lints::of_the_network(layers);
    let residuals = residual::blocks(net, &inputs, &layers, errors);
    size::parameters(&inputs, &layers, errors);
    if options.unroll == Unroll::Full {
        size::full(net, &inputs, &layers, errors);
    }
    let options::Options { seed, unroll, krate, weights, limits } = options;
    let limits = budget::hold(limits, &inputs, &layers, errors);
    let weights = weights.filter(|path| weights::is_possible(path, &layers, errors));
    let weights = weights.and_then(|path| weights::read(&path, &inputs, &layers, &residuals, errors));
    let network = Network {
        attributes,
        visibility,
        struct_token,
        name,
        inputs,
        layers,
        residuals,
        seed,
        unroll,
        krate,
        weights,
        limits,
    };
    (Some(network), fallback)
}

fn inputs(net: &Net, own: Option<&Ident>, errors: &mut Errors) -> Option<Width> {
    let stage = &net.inputs;
    if let Some(label) = &stage.label {
        let text = if own.is_some() { message::input_label } else { message::name_without_struct };
        errors.report(label, text(label));
    }
    let width = width::inputs(stage, errors);
    if net.links.is_empty() && width.is_some() && !layer::has_second_width(stage) && stage.whole {
        errors.report(stage.width.to_token_stream(), message::no_layers());
    } else if width.is_some() {
        layer::of_the_inputs(stage, errors);
    }
    width
}

fn layers(net: &Net, own: Option<&Ident>, errors: &mut Errors) -> Vec<(Option<Layer>, FallbackLayer)> {
    let names = names::layers(&net.links, errors);
    let count = net.links.len();
    let mut wrong = vec![false; count];
    let check = |(index, name): (usize, Ident)| {
        let Link { stage, number, repeats, .. } = &net.links[index];
        let mut found = Errors::default();
        let is_net = layer::group_of_net(stage).is_some();
        let width =
            if is_net { layer::net(stage, own, &mut found).map(Width::Net) } else { width::layer(stage, &mut found) };
        let residual = net.residuals.iter().any(|residual| residual.last == index);
        let position = Position { number: *number, last: index + 1 == count, residual };
        let mut checked = if is_net {
            Some(layer::Body::of_a_net())
        } else {
            layer::layer(stage, width.as_ref(), position, &mut found)
        };
        wrong[index] = !found.is_empty();
        match repeats {
            // what is wrong with a repeated layer, or seldom meant, is said once
            Some(first) => {
                checked = checked.map(layer::Body::without_warnings);
                if !wrong[*first] {
                    errors.append(found);
                }
            }
            None => errors.append(found),
        }
        let known = FallbackLayer {
            name: name.clone(),
            width: width.clone().filter(|width| width.net().is_none()),
            bias: layer::has_bias(stage),
            net: width.as_ref().and_then(Width::net).cloned(),
        };
        (checked.zip(width).map(|(layer, width)| layer.with(name, width)), known)
    };
    names.into_iter().enumerate().map(check).collect()
}
