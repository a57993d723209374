//! `impl Debug` and `impl Display`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::arguments::Arguments;

/// Returns an implementation of `Debug` or `Display`, whose body names its argument `__mlp_formatter`.
pub(super) fn implementation(format: &str, name: &Ident, body: &TokenStream) -> TokenStream {
    let format = Ident::new(format, Span::call_site());
    let formatter = quote!(&mut ::core::fmt::Formatter<'_>);
    let formatter = Arguments::Reserved.argument("formatter", Span::call_site(), &formatter);
    quote! {
        #[automatically_derived]
        impl ::core::fmt::#format for #name {
            fn fmt(&self, #formatter) -> ::core::fmt::Result { #body }
        }
    }
}
