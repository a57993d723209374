//! Checked networks to items.
//!
//! Nothing here can fail. Every path begins at the facade crate or at `::core`, so that a user's names cannot get in
//! the way, and everything that a user may see in a message carries the span of what they wrote.

mod backward;
mod budget;
mod docs;
mod fallback;
mod forward;
mod matrix;
mod parameters;
mod part;
mod plan;
mod shape;
mod single;
mod size;
mod tape;
mod trained;
mod unrolled;
mod visit;
mod warnings;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::errors::Errors;
use crate::network::{FallbackNetwork, Network};
use plan::Plan;

/// The items of all networks of a call, or the value of a bare one.
pub(crate) fn networks(networks: &[Network]) -> TokenStream {
    match networks {
        [network] if network.name.is_none() => expression(network),
        _ => networks.iter().map(|network| items(network, &plan::name(network))).collect(),
    }
}

/// A block with the items of an anonymous network, and its value.
fn expression(network: &Network) -> TokenStream {
    let name = Ident::new("AnonymousNetwork", Span::mixed_site());
    let (items, seed) = (items(network, &name), Literal::u64_unsuffixed(network.seed));
    let value = if network.weights.is_some() {
        quote!(::core::clone::Clone::clone(#name::TRAINED))
    } else {
        quote!(#name::seeded(#seed))
    };
    quote!({ #items #value })
}

/// Everything that a network consists of.
fn items(network: &Network, name: &Ident) -> TokenStream {
    let plan = Plan::new(network, name);
    let parts = [
        parameters::definition(&plan),
        parameters::methods(&plan),
        parameters::traits(&plan),
        parameters::activations(&plan),
        shape::implementation(&plan),
        matrix::network(&plan),
        unrolled::implementation(&plan),
        warnings::all(&plan),
        budget::assertions(&plan),
        trained::constant(&plan),
    ];
    parts.into_iter().collect()
}

/// The messages of a call with mistakes, and what keeps the uses of its networks free of further ones.
pub(crate) fn fallback(errors: &Errors, declared: &[FallbackNetwork]) -> TokenStream {
    let errors: Vec<TokenStream> = errors.to_compile_errors().collect();
    let unknown = errors.first().cloned().unwrap_or_default();
    match declared {
        [network] if network.name.is_none() => {
            let value = fallback::expression(network, &unknown);
            quote!({ #(#errors)* #value })
        }
        _ => {
            let items = declared.iter().map(|network| fallback::items(network, &unknown));
            quote!(#(#errors)* #(#items)*)
        }
    }
}

/// The hygiene of the call, at the place of the user's tokens: what a note of rustc's underlines.
fn at(tokens: impl ToTokens) -> Span {
    let place = tokens.into_token_stream().into_iter().next();
    place.map_or_else(Span::call_site, |token| Span::call_site().located_at(token.span()))
}

/// An identifier of ours. Even with a hygiene of its own, a binding `w` would be taken for a constant `w` of the
/// user's, so all names in the expansion begin with two underscores.
fn local(name: &str, number: usize) -> Ident {
    Ident::new(&format!("__{name}{number}"), Span::mixed_site())
}
