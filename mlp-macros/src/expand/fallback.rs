//! What stands in for a network with mistakes: the same struct and methods, which never run, so that its uses compile.
//!
//! A width that is not known is written as the message itself, as an expression: rustc asks no questions about types
//! that depend on it, and says the same message in the same place only once.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use super::part::Part;
use super::plan::braced;
use crate::network::{FallbackLayer, FallbackNetwork, Width};

/// The struct, its methods and traits; `unknown` is a message of the call.
pub(super) fn items(network: &FallbackNetwork, unknown: &TokenStream) -> TokenStream {
    network.name.as_ref().map_or_else(TokenStream::new, |name| Fallback::new(network, name, unknown).all())
}

/// A value of an anonymous network with mistakes.
pub(super) fn expression(network: &FallbackNetwork, unknown: &TokenStream) -> TokenStream {
    let name = Ident::new("AnonymousNetwork", Span::mixed_site());
    let items = Fallback::new(network, &name, unknown).all();
    quote!(#items #name::seeded(0))
}

/// The most parameters that stand in for a network's.
const MOST_ZEROS: usize = 1 << 24;

struct Fallback<'a> {
    network: &'a FallbackNetwork,
    name: &'a Ident,
    unknown: &'a TokenStream,
    private: TokenStream,
    input: TokenStream,
    output: TokenStream,
}

impl<'a> Fallback<'a> {
    fn new(network: &'a FallbackNetwork, name: &'a Ident, unknown: &'a TokenStream) -> Self {
        let krate = &network.krate;
        let private = quote!(#krate::__private);
        let array = |width: Option<&Width>| {
            let size = size(width, unknown);
            quote!([#private::f32; #size])
        };
        let input = array(network.inputs.as_ref());
        let output = array(network.layers.last().and_then(|layer| layer.width.as_ref()));
        Self { network, name, unknown, private, input, output }
    }

    fn all(&self) -> TokenStream {
        let parts = [self.definition(), self.methods(), self.parameters(), self.shape(), self.behavior()];
        parts.into_iter().collect()
    }

    /// The layers, each with the number of its inputs.
    fn layers(&self) -> impl Iterator<Item = (Option<&Width>, &FallbackLayer)> {
        let widths = self.network.layers.iter().map(|layer| layer.width.as_ref());
        std::iter::once(self.network.inputs.as_ref()).chain(widths).zip(&self.network.layers)
    }

    /// A number that is the sum of one of each layer: known where all are.
    fn sum(&self, count: impl Fn(usize, usize, bool) -> usize) -> Option<usize> {
        self.layers().try_fold(0_usize, |sum, (inputs, layer)| {
            let (inputs, units) = (inputs?.literal()?, layer.width.as_ref()?.literal()?);
            Some(sum.saturating_add(count(inputs, units, layer.bias)))
        })
    }

    fn definition(&self) -> TokenStream {
        let (private, name) = (&self.private, self.name);
        let FallbackNetwork { attributes, visibility, .. } = self.network;
        let struct_token = Ident::new("struct", self.network.struct_token);
        let fields = self.layers().map(|(inputs, layer)| {
            let kind = if layer.bias { quote!(Dense) } else { quote!(DenseNoBias) };
            let field = &layer.name;
            if let Some(net) = &layer.net {
                return quote!(#[doc = "A network."] #visibility #field: #net,);
            }
            let (inputs, units) = (size(inputs, self.unknown), size(layer.width.as_ref(), self.unknown));
            quote!(#[doc = "A layer."] #visibility #field: #private::#kind<{ #inputs }, { #units }>,)
        });
        let body = braced(quote!(#(#fields)*), super::at(name));
        quote! {
            #attributes
            #[doc = "A network that could not be made."]
            #[repr(C)]
            #visibility #struct_token #name #body
            // not derived: nothing is to be said about the fields
            #[automatically_derived]
            impl ::core::clone::Clone for #name {
                fn clone(&self) -> Self { loop {} }
            }
            #[automatically_derived]
            impl ::core::fmt::Debug for #name {
                fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { loop {} }
            }
        }
    }

    fn methods(&self) -> TokenStream {
        let Self { name, private, input, output, .. } = self;
        let visibility = &self.network.visibility;
        let inputs = size(self.network.inputs.as_ref(), self.unknown);
        let outputs = size(self.network.layers.last().and_then(|layer| layer.width.as_ref()), self.unknown);
        let number = |known: Option<usize>| {
            known.map_or_else(|| self.unknown.clone(), |sum| Literal::usize_unsuffixed(sum).to_token_stream())
        };
        let params = number(self.sum(parameters));
        let macs = number(self.sum(|inputs, units, _| inputs.saturating_mul(units)));
        let numbers = quote!([#private::f32; #params]);
        let unknown = self.unknown;
        let trained = self.network.trained.then(|| quote!(#visibility const TRAINED: &'static Self = #unknown;));
        quote! {
            #[allow(missing_docs, unused_variables, clippy::all, clippy::pedantic, reason = "never runs")]
            impl #name {
                #visibility const INPUTS: #private::usize = #inputs;
                #visibility const OUTPUTS: #private::usize = #outputs;
                #visibility const PARAMS: #private::usize = #params;
                #visibility const MACS: #private::usize = #macs;
                #trained
                #visibility const fn zeroed() -> Self { loop {} }
                #visibility fn seeded(seed: #private::u64) -> Self { loop {} }
                #visibility fn from_params(params: &#numbers) -> Self { loop {} }
                #visibility fn params(&self) -> &#numbers { loop {} }
                #visibility fn params_mut(&mut self) -> &mut #numbers { loop {} }
                #visibility fn forward(&self, input: &#input) -> #output { loop {} }
                #visibility fn forward_batch(&self, inputs: &[#input], outputs: &mut [#output]) { loop {} }
            }
        }
    }

    fn parameters(&self) -> TokenStream {
        let Self { name, private, .. } = self;
        // a network that this one is a part of evaluates its zeros, so a loop would not do
        let zeros = self.network.layers.iter().map(|layer| {
            let (field, kind) = (&layer.name, if layer.bias { quote!(Dense) } else { quote!(DenseNoBias) });
            let zero = layer
                .net
                .as_ref()
                .map_or_else(|| quote!(#private::#kind::ZERO), |net| Part::new(net, private).item("ZERO"));
            quote!(#field: #zero,)
        });
        let zeros: TokenStream = zeros.collect();
        // rustc evaluates them: of a network that has too many they would fill the machine's memory
        let huge = self.sum(parameters).is_some_and(|count| count > MOST_ZEROS);
        let zero = if huge { self.unknown.clone() } else { quote!(Self { #zeros }) };
        let unsafe_token = Ident::new("unsafe", Span::call_site());
        quote! {
            // SAFETY: never runs: the compilation fails.
            #[automatically_derived]
            #unsafe_token impl #private::Parameters for #name {
                const COUNT: #private::usize = 0;
                const ZERO: Self = #zero;
            }
        }
    }

    fn shape(&self) -> TokenStream {
        let Self { name, private, .. } = self;
        let krate = &self.network.krate;
        let number = |value: Option<usize>| super::shape::known(krate, value.unwrap_or(0));
        let inputs = number(self.network.inputs.as_ref().and_then(Width::literal));
        let outputs = number(self.network.layers.last().and_then(|layer| layer.width.as_ref()?.literal()));
        let params = number(self.sum(parameters));
        quote! {
            #[automatically_derived]
            impl #private::Shape for #name {
                type Inputs = #inputs;
                type Outputs = #outputs;
                type Params = #params;
            }
        }
    }

    fn behavior(&self) -> TokenStream {
        let Self { name, private, input, output, .. } = self;
        quote! {
            #[automatically_derived]
            #[allow(unused_variables, clippy::all, clippy::pedantic, reason = "never runs")]
            impl #private::Model for #name {
                type Input = #input;
                type Output = #output;
                type Last = #private::activation::Unknown;
                const MULTIPLY_ADDS: #private::usize = 0;
                const TAPE: #private::usize = 0;
                const WIDEST: #private::usize = 0;
                const DROPOUT: #private::bool = false;
                fn forward_single(&self, input: &#input) -> #output { loop {} }
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
                    inputs: #private::InputDerivatives,
                ) {
                    loop {}
                }
                fn visit_layers(
                    place: &#private::LayerPath<'_>,
                    visit: &mut dyn ::core::ops::FnMut(&#private::LayerPath<'_>, &#private::LayerInfo),
                ) {
                    loop {}
                }
            }

            #[automatically_derived]
            impl #private::Compiled for #name {}
        }
    }
}

fn parameters(inputs: usize, units: usize, bias: bool) -> usize {
    inputs.saturating_add(usize::from(bias)).saturating_mul(units)
}

/// The width as it was written, so that what is wrong with a constant is said as well; or the message.
fn size(width: Option<&Width>, unknown: &TokenStream) -> TokenStream {
    width.map_or_else(|| unknown.clone(), ToTokens::to_token_stream)
}
