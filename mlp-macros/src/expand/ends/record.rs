//! The structs of values: what their fields are, and their schema.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::context::{Context, Role};
use super::docs::field_doc;
use super::editor;
use crate::network::ends::{End, Field, Kind};

/// Returns the definition of a struct of values.
pub(super) fn definition(context: &Context<'_>, ty: &Ident, doc: &str, end: &End, role: Role) -> TokenStream {
    if context.is_for_an_editor() {
        let (item, traits) = (item(context, ty, doc, end, (role, false)), editor::traits(ty));
        return quote!(#item #traits);
    }
    let private = context.private;
    let item = |for_serde| item(context, ty, doc, end, (role, for_serde));
    let needs_help = end.fields.iter().any(|field| serde_module(field, role).is_some());
    let (serde, item, plain) = (context.private_path("serde"), item(true), needs_help.then(|| item(false)));
    let plain = plain.map(|plain| quote!({ #plain }));
    quote!(#private::declare_values! { #serde { #item } #plain })
}

/// Returns the struct itself, with attributes for `serde` where they are needed.
fn item(context: &Context<'_>, ty: &Ident, doc: &str, end: &End, (role, for_serde): (Role, bool)) -> TokenStream {
    let visibility = context.visibility;
    let fields = end.fields.iter().map(|field| {
        let name = context.defined(&field.name, role.place(field));
        let (attributes, doc) = (&field.attributes, field_doc(field, role));
        let ty = field_type(context, field, role);
        // a line of its own, lest it become part of the user's last paragraph
        let gap = (!attributes.is_empty()).then(|| quote!(#[doc = ""]));
        let module = serde_module(field, role).filter(|_| for_serde).map(|module| {
            let path = context.private_path(module);
            quote!(#[serde(with = #path)])
        });
        quote!(#attributes #gap #[doc = #doc] #module #visibility #name: #ty,)
    });
    let derived = (!context.is_for_an_editor()).then(
        || quote!(#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug, ::core::cmp::PartialEq)]),
    );
    let ty = context.defined(ty, end.brace);
    quote! {
        #[doc = #doc]
        #derived
        #visibility struct #ty {
            #(#fields)*
        }
    }
}

/// The longest arrays that `serde` itself reads and writes.
const LONGEST_OF_SERDE: usize = 32;

/// Returns the module of the core that reads and writes arrays which are too long for `serde`.
fn serde_module(field: &Field, role: Role) -> Option<&'static str> {
    let is_long = |length: usize| length > LONGEST_OF_SERDE;
    let has_shares = role == Role::Output && matches!(field.kind, Kind::Classes(_) | Kind::Numbered(_));
    let shares = has_shares && is_long(field.kind.width());
    match field.length {
        Some(_) if shares => Some("nested_arrays"),
        Some(length) if is_long(length) => Some("arrays"),
        None if shares => Some("arrays"),
        _ => None,
    }
}

/// Returns the type of a field's value.
fn field_type(context: &Context<'_>, field: &Field, role: Role) -> TokenStream {
    let private = context.private;
    let single = match (&field.kind, role) {
        (Kind::Unknown, _) => return context.unknown_type(),
        (Kind::Bool, _) => quote!(#private::bool),
        (Kind::OneOf(_), _) | (Kind::Classes(_), Role::Target) => {
            let ty = context.class_type(field);
            quote!(#ty)
        }
        (Kind::Numbered(_), Role::Target) => quote!(#private::usize),
        (Kind::Classes(_) | Kind::Numbered(_), _) => {
            let count = Literal::usize_unsuffixed(field.kind.width());
            quote!([#private::f32; #count])
        }
        _ => quote!(#private::f32),
    };
    repeated(&single, field)
}

/// Returns the type of an array's values, if the field is an array.
pub(super) fn repeated(single: &TokenStream, field: &Field) -> TokenStream {
    let length = field.length.map(Literal::usize_unsuffixed);
    length.map_or_else(|| single.clone(), |length| quote!([#single; #length]))
}

/// `impl Fields for PenguinsInput`
pub(super) fn schema(context: &Context<'_>, ty: &Ident, end: &End) -> TokenStream {
    let private = context.private;
    let fields = end.fields.iter().map(|field| {
        let (name, kind) = (field.plain_name(), kind(private, &field.kind));
        let length = field.length.map(Literal::usize_unsuffixed);
        let length = length.map_or_else(|| quote!(None), |length| quote!(Some(#length)));
        quote!(#private::ends::Field { name: #name, kind: #private::ends::Kind::#kind, length: ::core::option::Option::#length })
    });
    quote! {
        #[automatically_derived]
        impl #private::ends::Fields for #ty {
            const FIELDS: &'static [#private::ends::Field] = &[#(#fields),*];
        }
    }
}

/// Returns a kind as a variant of the core's.
fn kind(private: &TokenStream, kind: &Kind) -> TokenStream {
    let names = |classes: &[Ident]| {
        let names = classes.iter().map(crate::network::ends::plain);
        quote!(&[#(#names),*])
    };
    let number = |value: f32| Literal::f32_unsuffixed(value);
    match kind {
        Kind::Range { low, high } => {
            let (low, high) = (number(*low), number(*high));
            quote!(Range { low: #low, high: #high })
        }
        Kind::Standard { mean, deviation } => {
            let (mean, deviation) = (number(*mean), number(*deviation));
            quote!(Standard { mean: #mean, deviation: #deviation })
        }
        Kind::Raw | Kind::Unknown => quote!(Raw),
        Kind::Bool => quote!(Bool),
        Kind::OneOf(classes) => {
            let classes = names(classes);
            quote!(OneOf(#classes))
        }
        Kind::Probability => quote!(Probability),
        Kind::Classes(classes) => {
            let classes = names(classes);
            quote!(Classes(#classes))
        }
        Kind::Numbered(classes) => {
            let classes = Literal::usize_unsuffixed(*classes);
            quote!(Numbered(#classes))
        }
        Kind::Activated { activation, low, high } => {
            let variant = Ident::new(activation.variant, proc_macro2::Span::call_site());
            let (low, high) = (number(*low), number(*high));
            quote!(Activated { activation: #private::ends::HeadActivation::#variant, low: #low, high: #high })
        }
    }
}
