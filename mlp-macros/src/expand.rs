//! Checked networks to items.

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::network::{FallbackNetwork, Network};

/// The items of all networks of a call.
pub(crate) fn networks(_networks: &[Network]) -> TokenStream {
    TokenStream::new()
}

/// The messages of a call with mistakes; in a block where the call is an expression.
pub(crate) fn fallback(errors: &Errors, declared: &[FallbackNetwork]) -> TokenStream {
    let errors = errors.to_compile_errors();
    match declared {
        [network] if network.name.is_none() => quote!({ #(#errors)* }),
        _ => quote!(#(#errors)*),
    }
}
