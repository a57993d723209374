//! The traits of a type of an end for an editor, which would show what is derived a second time.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Returns the traits that every type has.
pub(super) fn traits(ty: &Ident) -> TokenStream {
    quote! {
        impl ::core::clone::Clone for #ty {
            fn clone(&self) -> Self { loop {} }
        }
        impl ::core::marker::Copy for #ty {}
        impl ::core::fmt::Debug for #ty {
            fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { loop {} }
        }
        impl ::core::cmp::PartialEq for #ty {
            fn eq(&self, _: &Self) -> bool { loop {} }
        }
    }
}

/// Returns the traits that classes have too.
pub(super) fn traits_of_classes(ty: &Ident) -> TokenStream {
    quote! {
        impl ::core::cmp::Eq for #ty {}
        impl ::core::hash::Hash for #ty {
            fn hash<H: ::core::hash::Hasher>(&self, _: &mut H) { loop {} }
        }
    }
}

/// Returns the trait that losses have too.
pub(super) fn default(ty: &Ident) -> TokenStream {
    quote! {
        impl ::core::default::Default for #ty {
            fn default() -> Self { loop {} }
        }
    }
}
