//! The messages of a call with mistakes, and stand-ins for its networks.
//!
//! Each message is written once. A terminal hides copies at the same place, an editor does not. The first message is
//! the value of a constant, which stands for every width that is not known: rustc asks no questions about types that
//! depend on it.

mod shown;
mod stand_in;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

pub(super) use self::stand_in::Reader;
use self::stand_in::StandIn;
use super::plan::anonymous_name;
use crate::errors::Errors;
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
    let mut errors: Vec<TokenStream> = errors.to_compile_errors().collect();
    if let [network] = declared
        && network.name.is_none()
    {
        let name = anonymous_name();
        let unknown = unknown(&name, &mut errors, reader(0));
        let items = StandIn::new(network, &name, &unknown.name, reader(0)).items();
        let constant = unknown.constant;
        return quote!({ #constant #(#errors)* #items #name::seeded(0) });
    }
    let named =
        || declared.iter().enumerate().filter_map(|(index, network)| Some((index, network, network.name.as_ref()?)));
    let Some((.., first)) = named().next() else { return quote!(#(#errors)*) };
    let unknown = unknown(first, &mut errors, reader(0));
    let items = named().map(|(index, network, name)| StandIn::new(network, name, &unknown.name, reader(index)).items());
    let items: TokenStream = items.collect();
    let constant = unknown.constant;
    quote!(#constant #(#errors)* #items)
}

/// A constant that stands for every width that is not known.
struct Unknown {
    name: Ident,
    /// The constant, whose value is a message; nothing for an editor, which would offer it.
    constant: TokenStream,
}

/// Takes the first message and returns the constant that it becomes; `network` makes its name unlike that of another
/// call.
fn unknown(network: &Ident, errors: &mut Vec<TokenStream>, reader: Reader<'_>) -> Unknown {
    if matches!(reader, Reader::Editor(_)) {
        return Unknown { name: format_ident!("UNKNOWN_WIDTH"), constant: TokenStream::new() };
    }
    let name = format_ident!("__UNKNOWN_WIDTH_OF_{}", network, span = Span::mixed_site());
    let first = if errors.is_empty() { quote!(1) } else { errors.remove(0) };
    let constant = quote!(#[doc(hidden)] const #name: ::core::primitive::usize = #first;);
    Unknown { name, constant }
}
