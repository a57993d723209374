//! The names of the types that are declared for an end.
//!
//! They have the span of the call, located at the user's tokens: users can name them, and lints about unused or oddly
//! written names, which nobody wrote, keep quiet.

use proc_macro2::Ident;

use crate::expand::tokens::at;
use crate::network::ends::plain;

/// Returns `PenguinsInput`.
pub(in crate::expand) fn struct_name(network: &Ident, suffix: &str) -> Ident {
    Ident::new(&format!("{}{suffix}", plain(network)), at(network))
}

/// Returns a name of the user's as that of an item of the expansion.
pub(super) fn located(name: &Ident) -> Ident {
    let mut located = name.clone();
    located.set_span(at(name));
    located
}
