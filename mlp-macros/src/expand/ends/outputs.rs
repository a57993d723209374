//! `PenguinsOutput`, `PenguinsTarget` and `PenguinsLosses`: answers, targets and the losses of the heads.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::context::{Context, Role};
use super::names::struct_name;
use super::record::repeated;
use super::{classes, convert, editor, record};
use crate::network::ends::{End, Field, Kind, plain};

/// Returns the structs, the enums of their fields, and their traits.
pub(super) fn items(context: &Context<'_>, end: &End) -> TokenStream {
    let classes = classes::items(context, end);
    let (answer, target, losses) = (answer(context, end), target(context, end), losses(context, end));
    quote!(#classes #answer #target #losses)
}

/// `PenguinsOutput`
fn answer(context: &Context<'_>, end: &End) -> TokenStream {
    let Context { private, name, .. } = context;
    let [ty, target, losses] = ["Output", "Target", "Losses"].map(|suffix| struct_name(name, suffix));
    let doc = format!(" The answer of [`{}`] for one sample, in the units of the declaration.", plain(name));
    let definition = record::definition(context, &ty, &doc, end, Role::Output);
    let schema = record::schema(context, &ty, end);
    let (to_array, from_array) = (convert::to_array(context, &ty, end), convert::from_array(context, &ty, end));
    let methods: Vec<TokenStream> =
        end.fields.iter().enumerate().filter_map(|(index, field)| class_method(context, index, field)).collect();
    let methods = (!methods.is_empty()).then(|| quote!(impl #ty { #(#methods)* }));
    quote! {
        #definition
        #methods
        #schema
        #to_array
        #from_array
        #[automatically_derived]
        impl #private::ends::Answer for #ty {
            type Target = #target;
            type Losses = #losses;
        }
    }
}

/// Returns the method that returns the most probable class of a head: `fn species`.
fn class_method(context: &Context<'_>, index: usize, field: &Field) -> Option<TokenStream> {
    let Context { private, visibility, .. } = context;
    let ty = match &field.kind {
        Kind::Classes(_) => {
            let ty = context.class_type(field);
            quote!(#ty)
        }
        Kind::Numbered(_) => quote!(#private::usize),
        Kind::Unknown => return Some(unknown_method(context, field)),
        _ => return None,
    };
    let ty = repeated(&ty, field);
    let (method, name) = (context.defined(&field.name, field.colon), context.used(&field.name));
    let (mut values, index) = (quote!(&self.#name), Literal::usize_unsuffixed(index));
    let mut doc = format!(" Returns the most probable class of `{}`.", field.plain_name());
    if field.length.is_some() {
        values = quote!(#private::ends::flattened(#values));
        doc = format!(" Returns the most probable class of each value of `{}`.", field.plain_name());
    }
    Some(quote! {
        #[doc = #doc]
        #[must_use]
        #visibility fn #method(&self) -> #ty {
            #private::ends::Value::decode(&<Self as #private::ends::Fields>::FIELDS[#index].kind, #values)
        }
    })
}

/// Returns the method of a head that may have been one of classes.
fn unknown_method(context: &Context<'_>, field: &Field) -> TokenStream {
    let (visibility, method, ty) =
        (context.visibility, context.defined(&field.name, field.colon), context.unknown_type());
    quote! {
        #[doc = "A class that is not known."]
        #visibility fn #method(&self) -> #ty { loop {} }
    }
}

/// `PenguinsTarget`
fn target(context: &Context<'_>, end: &End) -> TokenStream {
    let private = context.private;
    let ty = struct_name(context.name, "Target");
    let doc = format!(" The target of [`{}`] for one sample, in the units of the declaration.", plain(context.name));
    let definition = record::definition(context, &ty, &doc, end, Role::Target);
    let output = struct_name(context.name, "Output");
    let (to_array, array) = (convert::to_array(context, &ty, end), convert::array(context, end));
    let (row, fields) = (convert::row(context, &ty, end), fields_of(context, &output));
    quote! {
        #definition
        #[automatically_derived]
        impl #private::ends::Fields for #ty {
            const FIELDS: &'static [#private::ends::Field] = #fields;
        }
        #to_array
        #row
        #[automatically_derived]
        impl #private::ends::Target for #ty {
            type Values = #array;
        }
    }
}

/// `PenguinsLosses`
fn losses(context: &Context<'_>, end: &End) -> TokenStream {
    let Context { private, name, visibility, .. } = context;
    let [ty, output] = ["Losses", "Output"].map(|suffix| struct_name(name, suffix));
    let doc = format!(" The losses of the outputs of [`{}`], each with its weight.", plain(name));
    let fields = end.fields.iter().map(|field| {
        let (name, function, doc) = (
            context.defined(&field.name, field.colon),
            function(field),
            format!(" The loss of `{}`.", field.plain_name()),
        );
        let ty = if matches!(field.kind, Kind::Unknown) {
            context.unknown_type()
        } else {
            quote!(#private::ends::HeadLoss<#private::ends::#function>)
        };
        quote!(#[doc = #doc] #visibility #name: #ty,)
    });
    let terms = end.fields.iter().map(|field| {
        let name = context.used(&field.name);
        quote!(#private::ends::HeadLoss::term(self.#name))
    });
    let (count, head_fields) = (Literal::usize_unsuffixed(end.fields.len()), fields_of(context, &output));
    let derived = if context.is_for_an_editor() {
        None
    } else {
        Some(quote! {
            #[derive(
                ::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug, ::core::cmp::PartialEq,
                ::core::default::Default,
            )]
        })
    };
    let traits =
        derived.is_none().then(|| [editor::traits(&ty), editor::default(&ty)].into_iter().collect::<TokenStream>());
    let defined = context.defined(&ty, end.brace);
    quote! {
        #[doc = #doc]
        #derived
        #visibility struct #defined {
            #(#fields)*
        }
        #traits
        #[automatically_derived]
        impl #private::ends::HeadLosses for #ty {
            type Terms = [#private::ends::HeadTerm; #count];
            const FIELDS: &'static [#private::ends::Field] = #head_fields;
            #[inline]
            fn terms(&self) -> Self::Terms {
                [#(#terms),*]
            }
        }
    }
}

/// Returns the fields of the answer. Documentation quotes a path but no `match`, and this one nobody may name.
fn fields_of(context: &Context<'_>, output: &Ident) -> TokenStream {
    let private = context.private;
    quote!(match () { () => <#output as #private::ends::Fields>::FIELDS })
}

/// Returns the loss of a head, as a type of the core.
fn function(field: &Field) -> TokenStream {
    match &field.kind {
        Kind::Probability => quote!(Bce),
        Kind::Classes(_) | Kind::Numbered(_) => quote!(CrossEntropy),
        _ => quote!(NumberLoss),
    }
}
