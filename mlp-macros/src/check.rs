//! Turns what was written into what is meant: applies every rule of the language and collects all mistakes. The result
//! has none, so the expansion cannot fail.

mod attributes;
mod budget;
mod ends;
mod foreign;
mod halves;
mod initialization;
mod inputs;
mod integers;
mod layers;
mod lints;
mod names;
mod nested;
mod number;
mod options;
mod position;
mod repeat;
mod residual;
mod size;
mod weights;
mod width;
mod words;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use self::integers::Kind;
use self::layers::CheckedLayer;
use self::options::Options;
use crate::ast::{Call, Declaration, Net};
use crate::errors::{Errors, message};
use crate::language::option::{Arithmetic, Unroll};
use crate::network::ends::Ends;
use crate::network::{FallbackNetwork, Layer, Network, Width};

/// The result of a call with mistakes.
pub(crate) struct Failure {
    /// At least one.
    pub(crate) errors: Errors,
    /// Each network that was declared, once, without those that are whole.
    pub(crate) declared: Vec<FallbackNetwork>,
    /// The networks without mistakes, where those of the others may not be there: under a `#[cfg(..)]`.
    pub(crate) whole: Vec<Network>,
}

/// A network after all checks.
struct Checked {
    /// `None` if a part of it is missing, which has been reported.
    network: Option<Network>,
    /// Its known parts, despite its mistakes.
    fallback: FallbackNetwork,
}

/// Checks all networks of a call; `errors` are those of the parser.
pub(crate) fn networks(call: &Call, errors: Errors) -> Result<Vec<Network>, Failure> {
    let (known, errors) = each(call, errors);
    if errors.is_empty() {
        return Ok(known.into_iter().filter_map(|known| known.network).collect());
    }
    let are_conditional = errors.are_conditional();
    let (mut declared, mut whole) = (Vec::new(), Vec::new());
    for (index, Known { network, fallback }) in known.into_iter().enumerate() {
        match network {
            Some(network) if are_conditional && !errors.are_in(index) => whole.push(network),
            _ => declared.extend(fallback),
        }
    }
    Err(Failure { errors, declared, whole })
}

/// All networks of a call.
pub(crate) struct All {
    /// `None` after a mistake.
    pub(crate) networks: Option<Vec<Network>>,
    /// The known parts of each network that was declared, once.
    pub(crate) declared: Vec<FallbackNetwork>,
    pub(crate) errors: Errors,
}

/// Checks all networks of a call, and returns their known parts too.
pub(crate) fn all(call: &Call, errors: Errors) -> All {
    let (known, errors) = each(call, errors);
    let (networks, declared): (Vec<_>, Vec<_>) =
        known.into_iter().map(|Known { network, fallback }| (network, fallback)).unzip();
    let networks = networks.into_iter().collect::<Option<Vec<_>>>().filter(|_| errors.is_empty());
    All { networks, declared: declared.into_iter().flatten().collect(), errors }
}

/// The parts of a declaration that are known.
struct Known {
    /// `None` where a part is missing.
    network: Option<Network>,
    /// `None` where another declaration has the name already.
    fallback: Option<FallbackNetwork>,
}

/// Checks each network of a call.
fn each(call: &Call, mut errors: Errors) -> (Vec<Known>, Errors) {
    let mut all = Vec::new();
    match call {
        Call::Named(declarations) => {
            for (index, declaration) in declarations.iter().enumerate() {
                let first = errors.len();
                let is_new = names::is_new(declaration, &declarations[..index], &mut errors);
                let Checked { network, fallback } = named(declaration, &mut errors);
                for mistakes in [declaration.mistakes.clone(), first..errors.len()] {
                    errors.assign(mistakes, index, &fallback.conditions);
                }
                all.push(Known { network, fallback: is_new.then_some(fallback) });
            }
        }
        Call::Bare(net) => {
            let Checked { network, fallback } = network(Header::bare(), Some(net), &mut errors);
            // of a named network without `struct` only the message is left, which is allowed anywhere
            all.push(Known { network, fallback: net.inputs.label.is_none().then_some(fallback) });
        }
    }
    (all, errors)
}

/// The part before the colon.
struct Header {
    attributes: TokenStream,
    /// The attributes of the struct where there are warnings.
    attributes_beside_warnings: TokenStream,
    /// The attributes without those that are mistakes.
    permitted_attributes: TokenStream,
    conditions: TokenStream,
    allowed: TokenStream,
    lint_levels: TokenStream,
    visibility: TokenStream,
    struct_token: Span,
    name: Option<Ident>,
}

impl Header {
    /// Returns the header of a network without a name.
    fn bare() -> Self {
        Self {
            attributes: TokenStream::new(),
            attributes_beside_warnings: TokenStream::new(),
            permitted_attributes: TokenStream::new(),
            conditions: TokenStream::new(),
            allowed: TokenStream::new(),
            lint_levels: TokenStream::new(),
            visibility: TokenStream::new(),
            struct_token: Span::call_site(),
            name: None,
        }
    }

    /// Returns what is known of a network of which only the header was readable; it may have had weights.
    fn fallback(&self) -> FallbackNetwork {
        FallbackNetwork {
            attributes: self.permitted_attributes.clone(),
            conditions: self.conditions.clone(),
            allowed: self.allowed.clone(),
            visibility: self.visibility.clone(),
            struct_token: self.struct_token,
            name: self.name.clone(),
            inputs: None,
            ends: Ends::default(),
            layers: Vec::new(),
            krate: quote!(::mlp),
            trained: true,
            exported: false,
            integers: false,
        }
    }
}

/// Checks a declared network.
fn named(declaration: &Declaration, errors: &mut Errors) -> Checked {
    let Declaration { attributes, visibility, struct_token, name, net, .. } = declaration;
    let header = Header {
        attributes: quote!(#(#attributes)*),
        attributes_beside_warnings: attributes::without_expectation(attributes),
        permitted_attributes: attributes::permitted(attributes, errors),
        conditions: attributes::conditions(attributes),
        allowed: attributes::allowed(attributes),
        lint_levels: attributes::lint_levels(attributes),
        visibility: visibility.clone(),
        struct_token: struct_token.span(),
        name: Some(name.clone()),
    };
    network(header, net.as_ref(), errors)
}

/// Checks the parts of a network, and if nothing is missing, the network as a whole.
fn network(header: Header, net: Option<&Net>, errors: &mut Errors) -> Checked {
    let Some(net) = net else { return Checked { network: None, fallback: header.fallback() } };
    let ends = ends::ends(net, header.name.as_ref(), errors);
    let inputs = inputs::inputs(net, header.name.as_ref(), &ends, errors);
    let layers = layers::layers(net, header.name.as_ref(), &ends, errors);
    let options = options::options(&net.settings, errors);
    let (layers, known): (Vec<_>, Vec<_>) =
        layers.into_iter().map(|CheckedLayer { layer, fallback }| (layer, fallback)).unzip();
    let fallback = FallbackNetwork {
        inputs: inputs.clone(),
        ends: ends.clone(),
        layers: known,
        krate: options.krate.clone(),
        // weights are missing where another option needs them
        trained: options::are_written(&net.settings, &["weights", "export", "arithmetic", "storage"]),
        exported: options::are_written(&net.settings, &["export"]),
        // a wrong word was probably meant to be integers
        integers: options.arithmetic != Some(Arithmetic::F32),
        ..header.fallback()
    };
    let layers: Option<Vec<Layer>> = layers.into_iter().collect();
    let network =
        inputs.zip(layers).map(|(inputs, layers)| whole(header, net, (inputs, ends), layers, options, errors));
    Checked { network, fallback }
}

/// Applies the rules that concern the network as a whole.
fn whole(
    header: Header,
    net: &Net,
    (inputs, ends): (Width, Ends),
    layers: Vec<Layer>,
    options: Options,
    errors: &mut Errors,
) -> Network {
    let Header { conditions, allowed, lint_levels, visibility, struct_token, name, .. } = header;
    let Options { seed, unroll, krate, weights, limits, exported, arithmetic, storage } = options;
    if let (true, None, Some(setting)) = (exported, &name, net.settings.iter().find(|setting| setting.name == "export"))
    {
        errors.report(&setting.name, message::export_without_a_name());
    }
    let layers = lints::whole_network(layers);
    let has_warnings = layers.iter().any(|layer| !layer.warnings.is_empty());
    let attributes = if has_warnings { header.attributes_beside_warnings } else { header.attributes };
    let residuals = residual::blocks(net, &inputs, &layers, errors);
    size::parameters(&inputs, &layers, errors);
    if unroll == Unroll::Full {
        size::full_unroll(net, &inputs, &layers, errors);
    }
    let kind = Kind::of(arithmetic, storage);
    let limits = size::limits(limits, &inputs, &layers, kind, errors);
    let weights = weights.filter(|file| weights::is_possible(file, &layers, errors));
    let is_possible =
        kind.is_none_or(|kind| integers::is_possible(kind, net, &ends, (&inputs, &layers), &limits, errors));
    let file = weights.filter(|_| is_possible && arithmetic.is_some() && storage.is_some());
    let floats = |file, errors: &mut Errors| weights::read(file, (&inputs, &ends), &layers, &residuals, errors);
    let (mut weights, mut integers, mut halves) = (None, None, None);
    match (kind, &file) {
        (_, None) => {}
        (None, Some(file)) => weights = floats(file, errors),
        (Some(Kind::Integers), Some(file)) => integers = weights::read_integers(file, &inputs, &layers, errors),
        (Some(Kind::Halves), Some(file)) => {
            halves = floats(file, errors).and_then(|weights| halves::of(weights, &inputs, &layers, errors));
        }
    }
    Network {
        attributes,
        conditions,
        allowed,
        lint_levels,
        visibility,
        struct_token,
        name,
        inputs,
        ends,
        layers,
        residuals,
        repeats: repeat::blocks(&net.links),
        seed,
        unroll,
        krate,
        weights,
        integers,
        halves,
        exported,
        limits,
    }
}
