//! The messages of a call with mistakes, and stand-ins for its networks.
//!
//! Each message is written once. A terminal hides copies at the same place, an editor does not. Where a width is not
//! known, the first message is the value of a constant that stands for it: rustc asks no questions about types that
//! depend on it. Otherwise it comes first, where it is read even if a network with a name was written as a value.

mod shown;
mod stand_in;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};

pub(super) use self::stand_in::Reader;
use self::stand_in::StandIn;
use super::plan::anonymous_name;
use crate::errors::{CompileError, Errors};
use crate::network::FallbackNetwork;

/// Returns the messages of a call with mistakes, and what keeps the uses of its networks free of further ones.
pub(super) fn call(errors: &Errors, declared: &[FallbackNetwork]) -> TokenStream {
    stand_ins(errors, declared, &|_| Reader::Compiler)
}

/// Returns the messages of a call, and the stand-ins for its networks; `reader` says who reads that of a network.
pub(super) fn stand_ins<'a>(
    errors: &Errors,
    declared: &'a [FallbackNetwork],
    reader: &dyn Fn(usize) -> Reader<'a>,
) -> TokenStream {
    let mut errors = errors.to_compile_errors();
    if let [network] = declared
        && network.name.is_none()
    {
        let name = anonymous_name();
        let unknown = unknown_name(&name);
        let items = StandIn::new(network, &name, &unknown, reader(0)).items();
        let messages = messages(errors, &unknown, &items);
        return quote!({ #messages #items #name::seeded(0) });
    }
    let mut all = TokenStream::new();
    for group in groups(&errors, declared) {
        let of_group: Vec<CompileError> = errors.extract_if(.., |error| group.has(error)).collect();
        let Some((.., first)) = group.networks.first() else { continue };
        let unknown = unknown_name(first);
        let networks = group.networks.iter();
        let items =
            networks.map(|(index, network, name)| StandIn::new(network, name, &unknown, reader(*index)).items());
        let items: TokenStream = items.collect();
        let messages = messages(of_group, &unknown, &items);
        all.extend(quote!(#messages #items));
    }
    // what belongs to no network
    quote!(#(#errors)* #all)
}

/// Networks that share a constant for widths that are not known.
struct Group<'a> {
    /// The conditions that they share; `None` where the call has a mistake under all conditions.
    conditions: Option<String>,
    /// The networks, each with its index and its name.
    networks: Vec<(usize, &'a FallbackNetwork, &'a Ident)>,
}

impl Group<'_> {
    /// Returns whether a message belongs to the networks.
    fn has(&self, error: &CompileError) -> bool {
        self.conditions.as_ref().is_none_or(|conditions| *conditions == error.conditions.to_string())
    }
}

/// Returns the named networks in groups, each of which has a message of its own.
fn groups<'a>(errors: &[CompileError], declared: &'a [FallbackNetwork]) -> Vec<Group<'a>> {
    let are_conditional = !errors.is_empty() && errors.iter().all(|error| !error.conditions.is_empty());
    let mut groups: Vec<Group<'a>> = Vec::new();
    for (index, network) in declared.iter().enumerate() {
        let Some(name) = &network.name else { continue };
        let conditions = are_conditional.then(|| network.conditions.to_string());
        match groups.iter_mut().find(|group| group.conditions == conditions) {
            Some(group) => group.networks.push((index, network, name)),
            None => groups.push(Group { conditions, networks: vec![(index, network, name)] }),
        }
    }
    groups
}

/// Returns the name of the constant in place of unknown widths; `network` makes it unlike that of another call.
fn unknown_name(network: &Ident) -> Ident {
    format_ident!("__UNKNOWN_WIDTH_OF_{}", network, span = Span::mixed_site())
}

/// Returns the messages, one of which is the constant's if the items need it.
fn messages(mut errors: Vec<CompileError>, unknown: &Ident, items: &TokenStream) -> TokenStream {
    if !mentions(items, unknown) {
        return quote!(#(#errors)*);
    }
    // the constant is there under all conditions under which there are items
    let first = errors.iter().position(|error| error.conditions.is_empty()).unwrap_or(0);
    let first = (first < errors.len()).then(|| errors.remove(first));
    let CompileError { conditions, call } =
        first.unwrap_or_else(|| CompileError { conditions: TokenStream::new(), call: quote!(1) });
    quote!(#conditions #[doc(hidden)] const #unknown: ::core::primitive::usize = #call; #(#errors)*)
}

/// Returns whether the word is among the tokens.
fn mentions(tokens: &TokenStream, word: &Ident) -> bool {
    tokens.clone().into_iter().any(|tree| match tree {
        TokenTree::Ident(found) => found == *word,
        TokenTree::Group(group) => mentions(&group.stream(), word),
        _ => false,
    })
}
