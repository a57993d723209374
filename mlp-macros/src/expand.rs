//! Turns checked networks into items.
//!
//! Nothing here can fail. Every path begins at the facade crate or at `::core`, so that a user's names cannot get in
//! the way, and everything that a user may see in a message carries the span of what they wrote.

mod activation;
mod arguments;
mod budget;
mod definition;
mod docs;
mod editor;
mod ends;
mod export;
mod fallback;
mod fixed;
mod halves;
mod integers;
mod interface;
mod matrix;
mod methods;
mod nested;
mod network;
mod plan;
mod shape;
mod single;
mod size;
mod straight_line;
mod text;
mod tokens;
mod trained;
mod unrolled;
mod visit;
mod warnings;
mod widths;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use self::plan::Plan;
use crate::ast::Call;
use crate::check::{All, Failure};
use crate::network::Network;

/// Returns the items of all networks of a call, or the value of a bare one.
pub(crate) fn networks(networks: &[Network]) -> TokenStream {
    match networks {
        [network] if network.name.is_none() => expression(network),
        _ => networks.iter().map(|network| items(network, &plan::name(network))).collect(),
    }
}

/// Returns a block with the items of an anonymous network, and its value.
fn expression(network: &Network) -> TokenStream {
    let name = plan::anonymous_name();
    let (items, seed) = (items(network, &name), Literal::u64_unsuffixed(network.seed));
    let value = if network.weights.is_some() || network.integers.is_some() || network.halves.is_some() {
        quote!(::core::clone::Clone::clone(#name::TRAINED))
    } else {
        quote!(#name::seeded(#seed))
    };
    quote!({ #items #value })
}

/// Returns everything that a network consists of.
fn items(network: &Network, name: &Ident) -> TokenStream {
    let plan = Plan::new(network, name);
    if let Some(integers) = &network.integers {
        return integers::items(&plan, integers);
    }
    if let Some(halves) = &network.halves {
        return halves::items(&plan, halves);
    }
    let items = [
        widths::constants(&plan),
        methods::implementation(&plan),
        definition::traits(&plan),
        activation::own(&plan),
        shape::implementation(&plan),
        network::implementation(&plan),
        ends::items(&plan),
        unrolled::implementation(&plan),
        fixed::gradient::implementation(&plan),
        budget::assertions(&plan),
        trained::constant(&plan),
        export::items(&plan),
    ];
    let mut all = definition::definition(&plan);
    all.extend(plan.item_attributes().on(items.into_iter().collect()));
    all.extend(warnings::all(&plan));
    all
}

/// Returns what an editor needs to know of a call.
pub(crate) fn for_an_editor(call: &Call, all: &All) -> TokenStream {
    editor::call(call, all)
}

/// Returns the messages of a call with mistakes, and what keeps the uses of its networks free of further ones.
pub(crate) fn mistakes(failure: &Failure) -> TokenStream {
    let stand_ins = fallback::call(&failure.errors, &failure.declared);
    let whole = failure.whole.iter().map(|network| items(network, &plan::name(network)));
    quote!(#stand_ins #(#whole)*)
}
