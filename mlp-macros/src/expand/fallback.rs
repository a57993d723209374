//! The stand-in for a network with mistakes: the same struct and methods, which never run, so that its uses compile.
//!
//! A width that is not known is written as the message itself, as an expression: rustc asks no questions about types
//! that depend on it, and prints the same message at the same span only once.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use super::ends;
use super::interface::{Constant, Interface, Item, Method, ModelConstant, ModelMethod, Spans};
use super::nested::Nested;
use super::plan::{anonymous_name, dense_type};
use super::shape;
use super::tokens::{at, braced};
use crate::errors::Errors;
use crate::network::{Dense, FallbackLayer, FallbackNetwork, Width};

/// The most parameters of a stand-in: rustc evaluates them, and more would fill the machine's memory.
const MAX_ZEROS: usize = 1 << 24;

/// Returns the messages of a call with mistakes, and what keeps the uses of its networks free of further ones.
pub(super) fn call(errors: &Errors, declared: &[FallbackNetwork]) -> TokenStream {
    let errors: Vec<TokenStream> = errors.to_compile_errors().collect();
    let unknown = errors.first().cloned().unwrap_or_default();
    if let [network] = declared
        && network.name.is_none()
    {
        let name = anonymous_name();
        let items = Fallback::new(network, &name, &unknown).items();
        return quote!({ #(#errors)* #items #name::seeded(0) });
    }
    let named = declared.iter().filter_map(|network| network.name.as_ref().map(|name| (network, name)));
    let items = named.map(|(network, name)| Fallback::new(network, name, &unknown).items());
    quote!(#(#errors)* #(#items)*)
}

/// A network with mistakes and its interface.
struct Fallback<'a> {
    network: &'a FallbackNetwork,
    name: &'a Ident,
    /// A message of the call, in place of what is not known.
    unknown: &'a TokenStream,
    private: TokenStream,
}

impl<'a> Fallback<'a> {
    fn new(network: &'a FallbackNetwork, name: &'a Ident, unknown: &'a TokenStream) -> Self {
        let krate = &network.krate;
        Self { network, name, unknown, private: quote!(#krate::__private) }
    }

    /// Returns the struct, its methods and its traits.
    fn items(&self) -> TokenStream {
        let interface = self.interface();
        let items = [
            self.definition(),
            self.methods(&interface),
            self.parameters(),
            self.shape(),
            self.model(&interface),
            self.ends(&interface),
        ];
        items.into_iter().collect()
    }

    fn interface(&self) -> Interface<'_> {
        let private = &self.private;
        let array = |size: TokenStream| quote!([#private::f32; #size]);
        Interface {
            private,
            input: array(self.width(self.inputs())),
            output: array(self.width(self.outputs())),
            params: array(self.number(self.params())),
            last: self.last(),
            spans: Spans::call_site(),
        }
    }

    /// Returns the type of the last activation: that of outputs with names where all are known.
    fn last(&self) -> TokenStream {
        let private = &self.private;
        if self.network.ends.outputs.as_ref().is_some_and(|end| end.whole) {
            let output = ends::names::struct_name(self.name, "Output");
            return quote!(#private::ends::NamedOutputs<#output>);
        }
        quote!(#private::activation::Unknown)
    }

    /// Returns the types of inputs and outputs with names.
    fn ends(&self, interface: &Interface<'_>) -> TokenStream {
        let Self { network, name, private, .. } = self;
        let context = ends::Context { private, name, visibility: &network.visibility };
        ends::known_items(&context, &network.ends, [interface.input.clone(), interface.output.clone()])
    }

    fn inputs(&self) -> Option<&Width> {
        self.network.inputs.as_ref()
    }

    fn outputs(&self) -> Option<&Width> {
        self.network.layers.last().and_then(|layer| layer.width.as_ref())
    }

    /// Returns the layers, each with the number of its inputs.
    fn layers(&self) -> impl Iterator<Item = (Option<&Width>, &FallbackLayer)> {
        let widths = self.network.layers.iter().map(|layer| layer.width.as_ref());
        std::iter::once(self.inputs()).chain(widths).zip(&self.network.layers)
    }

    /// Returns the sum of one number of each layer, if all widths are known.
    fn sum(&self, count: impl Fn(Dense) -> u128) -> Option<usize> {
        let sum = self.layers().try_fold(0_u128, |sum, (inputs, layer)| {
            let (inputs, units) = (inputs?.literal()?, layer.width.as_ref()?.literal()?);
            Some(sum.saturating_add(count(Dense { inputs, units, bias: layer.bias })))
        });
        sum.map(|sum| usize::try_from(sum).unwrap_or(usize::MAX))
    }

    fn params(&self) -> Option<usize> {
        self.sum(Dense::params)
    }

    /// Returns the width as it was written, so that mistakes in a constant are reported too, or the message.
    fn width(&self, width: Option<&Width>) -> TokenStream {
        width.map_or_else(|| self.unknown.clone(), ToTokens::to_token_stream)
    }

    /// Returns the number, or the message.
    fn number(&self, known: Option<usize>) -> TokenStream {
        known.map_or_else(|| self.unknown.clone(), |number| Literal::usize_unsuffixed(number).to_token_stream())
    }

    /// Returns the struct; `Clone` and `Debug` are not derived, so that nothing is reported about the fields.
    fn definition(&self) -> TokenStream {
        let (private, name) = (&self.private, self.name);
        let FallbackNetwork { attributes, visibility, .. } = self.network;
        let struct_token = Ident::new("struct", self.network.struct_token);
        let fields = self.layers().map(|(inputs, layer)| {
            let (field, kind) = (&layer.name, dense_type(layer.bias));
            if let Some(net) = &layer.net {
                return quote!(#[doc = "A network."] #visibility #field: #net,);
            }
            let (inputs, units) = (self.width(inputs), self.width(layer.width.as_ref()));
            quote!(#[doc = "A layer."] #visibility #field: #private::#kind<{ #inputs }, { #units }>,)
        });
        let body = braced(quote!(#(#fields)*), at(name));
        quote! {
            #attributes
            #[doc = "A network that could not be made."]
            #[repr(C)]
            #visibility #struct_token #name #body
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

    /// Returns the constants and methods of the struct.
    fn methods(&self, interface: &Interface<'_>) -> TokenStream {
        let (name, visibility, unknown) = (self.name, &self.network.visibility, self.unknown);
        let constants = Constant::ALL.map(|constant| {
            let Item { signature, .. } = interface.constant(constant);
            let value = match constant {
                Constant::Inputs => self.width(self.inputs()),
                Constant::Outputs => self.width(self.outputs()),
                Constant::Params => self.number(self.params()),
                Constant::Macs => self.number(self.sum(Dense::macs)),
            };
            quote!(#visibility #signature = #value;)
        });
        let trained = self.network.trained.then(|| quote!(#visibility const TRAINED: &'static Self = #unknown;));
        let methods = Method::ALL.map(|method| {
            let Item { signature, .. } = interface.method(method);
            quote!(#visibility #signature { loop {} })
        });
        quote! {
            #[allow(missing_docs, unused_variables, clippy::all, clippy::pedantic, reason = "never runs")]
            impl #name {
                #(#constants)*
                #trained
                #(#methods)*
            }
        }
    }

    /// `impl Parameters`
    fn parameters(&self) -> TokenStream {
        let Self { name, private, .. } = self;
        let zeros = self.network.layers.iter().map(|layer| {
            let (field, kind) = (&layer.name, dense_type(layer.bias));
            let nested = layer.net.as_ref().map(|net| Nested::new(net, private).item("ZERO"));
            let zero = nested.unwrap_or_else(|| quote!(#private::#kind::ZERO));
            quote!(#field: #zero,)
        });
        // a network that this one is nested in evaluates its zeros, so a loop would not do
        let zeros = quote!(Self { #(#zeros)* });
        let is_huge = self.params().is_some_and(|params| params > MAX_ZEROS);
        let zero = if is_huge { self.unknown.clone() } else { zeros };
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

    /// `impl Shape`
    fn shape(&self) -> TokenStream {
        let numbers = [self.inputs().and_then(Width::literal), self.outputs().and_then(Width::literal), self.params()];
        let numbers = numbers.map(|number| shape::known(&self.network.krate, number.unwrap_or(0)));
        shape::implement(&self.private, self.name, &numbers)
    }

    /// `impl Model`
    fn model(&self, interface: &Interface<'_>) -> TokenStream {
        let Self { name, private, .. } = self;
        let types = interface.model_types();
        let constants = ModelConstant::ALL.map(|constant| {
            let signature = interface.model_constant(constant);
            let value = match constant {
                ModelConstant::Macs | ModelConstant::Tape | ModelConstant::Widest => quote!(0),
                ModelConstant::Dropout => quote!(false),
            };
            quote!(#signature = #value;)
        });
        let methods = ModelMethod::REQUIRED.map(|method| {
            let signature = interface.model_method(method);
            quote!(#signature { loop {} })
        });
        quote! {
            #[automatically_derived]
            #[allow(unused_variables, clippy::all, clippy::pedantic, reason = "never runs")]
            impl #private::Model for #name {
                #types
                #(#constants)*
                #(#methods)*
            }
            #[automatically_derived]
            impl #private::Compiled for #name {}
        }
    }
}
