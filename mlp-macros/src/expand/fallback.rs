//! What stands in for a network with mistakes: the same struct and methods, which never run, so that its uses compile.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::network::{FallbackNetwork, Width};

/// The struct, its methods and traits.
pub(super) fn items(network: &FallbackNetwork) -> TokenStream {
    network.name.as_ref().map_or_else(TokenStream::new, |name| all(network, name))
}

/// A value of an anonymous network with mistakes.
pub(super) fn expression(network: &FallbackNetwork) -> TokenStream {
    let name = Ident::new("AnonymousNetwork", Span::mixed_site());
    let items = all(network, &name);
    quote!(#items #name::seeded(0))
}

fn all(network: &FallbackNetwork, name: &Ident) -> TokenStream {
    let krate = &network.krate;
    let private = quote!(#krate::__private);
    let definition = definition(network, name, &private);
    let input = array(network.inputs.as_ref(), &private);
    let output = array(network.layers.last().and_then(|layer| layer.width.as_ref()), &private);
    let methods = methods(network, name, &private, [&input, &output]);
    let traits = traits(name, &private, [&input, &output]);
    quote!(#definition #methods #traits)
}

/// A width that is not known is 1: any other would do.
fn width(width: Option<&Width>) -> TokenStream {
    match width {
        Some(Width::Literal { value, .. }) => Literal::usize_unsuffixed(*value).to_token_stream(),
        Some(Width::Constant(_)) | None => quote!(1),
    }
}

fn array(size: Option<&Width>, private: &TokenStream) -> TokenStream {
    let size = width(size);
    quote!([#private::f32; #size])
}

fn definition(network: &FallbackNetwork, name: &Ident, private: &TokenStream) -> TokenStream {
    let (attributes, visibility) = (&network.attributes, &network.visibility);
    let struct_token = Ident::new("struct", network.struct_token);
    let mut inputs = width(network.inputs.as_ref());
    let fields = network.layers.iter().map(|layer| {
        let (field, units) = (&layer.name, width(layer.width.as_ref()));
        let previous = std::mem::replace(&mut inputs, units.clone());
        quote!(#[doc = "A layer."] #visibility #field: #private::Dense<#previous, #units>,)
    });
    quote! {
        #attributes
        #[doc = "A network that could not be made."]
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #[repr(C)]
        #visibility #struct_token #name { #(#fields)* }
    }
}

fn methods(
    network: &FallbackNetwork,
    name: &Ident,
    private: &TokenStream,
    [input, output]: [&TokenStream; 2],
) -> TokenStream {
    let visibility = &network.visibility;
    let numbers = quote!([#private::f32; 1]);
    quote! {
        #[allow(missing_docs, unused_variables, clippy::all, clippy::pedantic, reason = "never runs")]
        impl #name {
            #visibility const INPUTS: #private::usize = 1;
            #visibility const OUTPUTS: #private::usize = 1;
            #visibility const PARAMS: #private::usize = 1;
            #visibility const MACS: #private::usize = 1;
            #visibility const fn zeroed() -> Self { loop {} }
            #visibility fn seeded(seed: #private::u64) -> Self { loop {} }
            #visibility fn from_params(params: &[#private::f32]) -> Self { loop {} }
            #visibility fn params(&self) -> &#numbers { loop {} }
            #visibility fn params_mut(&mut self) -> &mut #numbers { loop {} }
            #visibility fn forward(&self, input: &#input) -> #output { loop {} }
            #visibility fn forward_batch(&self, inputs: &[#input], outputs: &mut [#output]) { loop {} }
        }
    }
}

fn traits(name: &Ident, private: &TokenStream, [input, output]: [&TokenStream; 2]) -> TokenStream {
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    quote! {
        // SAFETY: never runs: the compilation fails.
        #[automatically_derived]
        #unsafe_token impl #private::Parameters for #name {
            const COUNT: #private::usize = 0;
            const ZERO: Self = loop {};
        }
        #[automatically_derived]
        #[allow(unused_variables, clippy::all, clippy::pedantic, reason = "never runs")]
        impl #private::Network for #name {
            type Input = #input;
            type Output = #output;
            type Last = #private::activation::Unknown;
            const MACS: #private::usize = 0;
            const TAPE: #private::usize = 0;
            const WIDEST: #private::usize = 0;
            const DROPOUT: #private::bool = false;
            fn forward(&self, input: &#input) -> #output { loop {} }
            fn last() -> Self::Last { loop {} }
            fn forward_matrix(
                &self,
                pass: &mut #private::ForwardPass,
                x: &[#private::f32],
                tape: &mut [#private::f32],
                z: &mut [#private::f32],
            ) {
                loop {}
            }
            fn backward_matrix(
                pass: &mut #private::BackwardPass<'_>,
                x: &mut [#private::f32],
                tape: &mut [#private::f32],
                d: &mut [#private::f32],
                inputs: #private::bool,
            ) {
                loop {}
            }
            fn visit_layers(
                place: &#private::Place<'_>,
                visit: &mut dyn ::core::ops::FnMut(&#private::Place<'_>, &#private::Layer),
            ) {
                loop {}
            }
        }
    }
}
