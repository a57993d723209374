//! `PenguinsInput`: the inputs of one sample in the user's units.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::context::{Context, Role};
use super::names::struct_name;
use super::{classes, convert, record};
use crate::network::ends::{End, plain};

/// Returns the struct, the enums of its fields, and its traits.
pub(super) fn items(context: &Context<'_>, end: &End) -> TokenStream {
    let ty = struct_name(context.name, "Input");
    let doc = format!(" The inputs of [`{}`] for one sample, in the units of the declaration.", plain(context.name));
    let classes = classes::items(context, end);
    let definition = record::definition(context, &ty, &doc, end, Role::Input);
    let schema = record::schema(context, &ty, end);
    let (to_array, from_array) = (convert::to_array(context, &ty, end), convert::from_array(context, &ty, end));
    let row = convert::row(context, &ty, end);
    let out_of_range = out_of_range(context, end);
    quote! {
        #classes
        #definition
        impl #ty { #out_of_range }
        #schema
        #to_array
        #from_array
        #row
    }
}

/// `fn out_of_range`
fn out_of_range(context: &Context<'_>, end: &End) -> TokenStream {
    let Context { private, visibility, .. } = context;
    let fits = end.fields.iter().enumerate().map(|(index, field)| {
        let (name, index) = (context.used(&field.name), Literal::usize_unsuffixed(index));
        quote! {
            #private::ends::Value::fits(&self.#name, &<Self as #private::ends::Fields>::FIELDS[#index].kind)
        }
    });
    let name = context.item("out_of_range", end.brace);
    quote! {
        /// Returns the names of the inputs outside of their ranges; of an input without a range, if it is not finite.
        ///
        /// The network answers all the same, but it has seen no such sample.
        #visibility fn #name(
            &self,
        ) -> impl ::core::iter::Iterator<Item = &'static ::core::primitive::str> + ::core::clone::Clone {
            #private::ends::out_of_range(<Self as #private::ends::Fields>::FIELDS, [#(#fits),*])
        }
    }
}
