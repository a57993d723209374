//! The enums of classes.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::context::Context;
use super::editor;
use crate::expand::arguments::Arguments;
use crate::expand::text;
use crate::network::ends::{End, Field, plain};

/// Returns the enums of all fields whose classes have names.
pub(super) fn items(context: &Context<'_>, end: &End) -> TokenStream {
    let with_names = end.fields.iter().filter_map(|field| field.kind.classes().map(|classes| (field, classes)));
    with_names.map(|(field, classes)| class_enum(context, field, classes)).collect()
}

/// `pub enum PenguinsIsland { Biscoe, Dream, Torgersen }`
fn class_enum(context: &Context<'_>, field: &Field, classes: &[Ident]) -> TokenStream {
    let Context { private, name, visibility, .. } = context;
    let ty = context.class_type(field);
    let doc = format!(" The classes of `{}` of [`{}`].", field.plain_name(), plain(name));
    let variants: Vec<Ident> = classes.iter().map(|class| context.used(class)).collect();
    let definition = definition(context, field, classes, &doc);
    let names: Vec<String> = classes.iter().map(plain).collect();
    let [all, name_of] = ["CLASSES", "name"].map(|item| context.item(item, field.colon));
    let count = Literal::usize_unsuffixed(classes.len());
    let [values, values_mut] = [quote!(&[#private::f32]), quote!(&mut [#private::f32])]
        .map(|ty| Arguments::Reserved.argument("values", Span::call_site(), &ty));
    let display = quote!(::core::fmt::Formatter::write_str(__mlp_formatter, Self::name(*self)));
    let display = text::implementation("Display", &ty, &display);
    quote! {
        #definition
        impl #ty {
            /// All classes in their order.
            #visibility const #all: [Self; #count] = [#(Self::#variants),*];
            /// Returns the name of the class, as in the declaration.
            #[must_use]
            #visibility const fn #name_of(self) -> &'static ::core::primitive::str {
                match self {
                    #(Self::#variants => #names,)*
                }
            }
        }
        #display
        #[automatically_derived]
        impl #private::ends::Value for #ty {
            #[inline]
            fn encode(&self, _: &#private::ends::Kind, #values_mut) {
                #private::ends::encode_class(*self as #private::usize, __mlp_values);
            }
            #[inline]
            fn decode(_: &#private::ends::Kind, #values) -> Self {
                Self::CLASSES[#private::ends::largest_class(__mlp_values)]
            }
        }
    }
}

/// Returns the definition of the enum.
fn definition(context: &Context<'_>, field: &Field, classes: &[Ident], doc: &str) -> TokenStream {
    let Context { private, visibility, .. } = context;
    let ty = context.class_type(field);
    let defined = context.defined(&ty, field.colon);
    let variants = classes.iter().map(|class| {
        let (doc, class) = (format!(" `{}`", plain(class)), context.defined(class, class.span()));
        quote!(#[doc = #doc] #class,)
    });
    let item = |derived: Option<TokenStream>| {
        quote! {
            #[doc = #doc]
            #derived
            #visibility enum #defined {
                #(#variants)*
            }
        }
    };
    if context.is_for_an_editor() {
        let (item, traits, more) = (item(None), editor::traits(&ty), editor::traits_of_classes(&ty));
        return quote!(#item #traits #more);
    }
    let serde = context.private_path("serde");
    let item = item(Some(quote! {
        #[derive(
            ::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug, ::core::cmp::PartialEq, ::core::cmp::Eq,
            ::core::hash::Hash,
        )]
    }));
    quote!(#private::declare_values! { #serde { #item } })
}
