//! `From` between structs of values and the arrays that the network computes with.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use super::context::Context;
use crate::expand::arguments::Arguments;
use crate::network::ends::End;

/// Returns the type of the array: `[f32; 8]`.
pub(super) fn array(context: &Context<'_>, end: &End) -> TokenStream {
    let (private, width) = (context.private, context.width(end));
    quote!([#private::f32; #width])
}

/// Returns each field with its index and the index of its first value.
fn places(context: &Context<'_>, end: &End) -> impl Iterator<Item = (Ident, Literal, Literal)> {
    let mut next = 0;
    end.fields.iter().enumerate().map(move |(index, field)| {
        let first = next;
        next += field.width();
        (context.used(&field.name), Literal::usize_unsuffixed(index), Literal::usize_unsuffixed(first))
    })
}

/// Returns an argument of a method of a trait.
fn argument(name: &str, ty: &impl ToTokens) -> TokenStream {
    Arguments::Reserved.argument(name, Span::call_site(), ty)
}

/// `impl From<PenguinsInput> for [f32; 8]`
pub(super) fn to_array(context: &Context<'_>, ty: &Ident, end: &End) -> TokenStream {
    let (private, array, width) = (context.private, array(context, end), context.width(end));
    let record = argument("record", ty);
    let encoded = places(context, end).map(|(name, index, first)| {
        quote! {
            #private::ends::encode(
                &__mlp_record.#name, &<#ty as #private::ends::Fields>::FIELDS[#index], #first, &mut __mlp_values,
            );
        }
    });
    quote! {
        #[automatically_derived]
        impl ::core::convert::From<#ty> for #array {
            fn from(#record) -> Self {
                let mut __mlp_values = [0.0; #width];
                #(#encoded)*
                __mlp_values
            }
        }
    }
}

/// `impl From<[f32; 8]> for PenguinsInput`
pub(super) fn from_array(context: &Context<'_>, ty: &Ident, end: &End) -> TokenStream {
    let (private, array) = (context.private, array(context, end));
    let values = argument("values", &array);
    let decoded = places(context, end).map(|(name, index, first)| {
        quote! {
            #name: #private::ends::decode(&<#ty as #private::ends::Fields>::FIELDS[#index], #first, &__mlp_values)
        }
    });
    quote! {
        #[automatically_derived]
        impl ::core::convert::From<#array> for #ty {
            fn from(#values) -> Self {
                Self { #(#decoded,)* }
            }
        }
    }
}

/// `impl Row for PenguinsInput`: values in the user's units as numbers, and back.
pub(super) fn row(context: &Context<'_>, ty: &Ident, end: &End) -> TokenStream {
    let private = context.private;
    let field = |index: &Literal| quote!(&<#ty as #private::ends::Fields>::FIELDS[#index]);
    let [numbers, numbers_mut] =
        [quote!(&[#private::f32]), quote!(&mut [#private::f32])].map(|ty| argument("numbers", &ty));
    let read = places(context, end).map(|(name, index, first)| {
        let field = field(&index);
        quote!(#name: #private::ends::from_numbers(#field, #first, __mlp_numbers))
    });
    let written = places(context, end).map(|(name, index, first)| {
        let field = field(&index);
        quote!(#private::ends::write_numbers(&self.#name, #field, #first, __mlp_numbers);)
    });
    quote! {
        #[automatically_derived]
        impl #private::ends::Row for #ty {
            fn from_numbers(#numbers) -> Self {
                Self { #(#read,)* }
            }
            fn write_numbers(&self, #numbers_mut) {
                #(#written)*
            }
        }
    }
}
