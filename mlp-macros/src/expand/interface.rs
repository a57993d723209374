//! The interface of a network: the signature of every item that has a body, written once.
//!
//! `methods` and `network` add the bodies of a checked network, `fallback` the bodies that never run.

mod items;
mod sizes;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

pub(super) use self::items::{Constant, Method, ModelConstant, ModelMethod};
pub(super) use self::sizes::Sizes;

use super::activation;
use super::arguments::Arguments;
use super::nested::Nested;
use super::plan::Plan;
use super::tokens::{at, local};

/// The types and spans in the signatures.
pub(super) struct Interface<'a> {
    /// `::mlp::__private`
    pub(super) private: &'a TokenStream,
    /// The path of Rust's own types: `::mlp::__private::`, so that a user's type `f32` does not get in the way.
    pub(super) primitives: TokenStream,
    /// The type of one sample's inputs: `[f32; 2]`.
    pub(super) input: TokenStream,
    /// The type of one sample's outputs.
    pub(super) output: TokenStream,
    /// The type of all parameters: `[f32; 13]`.
    pub(super) params: TokenStream,
    /// The type of the last activation.
    pub(super) last: TokenStream,
    pub(super) spans: Spans,
    pub(super) arguments: Arguments,
    /// The sizes that an editor does not show in signatures.
    pub(super) sizes: Option<Sizes>,
}

/// The tokens that a message of rustc about a signature underlines.
pub(super) struct Spans {
    pub(super) network: Span,
    /// The place of constants and methods that no message underlines.
    pub(super) item: Span,
    pub(super) inputs: Span,
    pub(super) outputs: Span,
    pub(super) last: Span,
}

/// A signature, and the attributes that it has in a checked network.
pub(super) struct Item {
    /// Documentation and attributes.
    pub(super) attributes: TokenStream,
    /// All up to the body or the value, without the visibility.
    pub(super) signature: TokenStream,
}

impl Spans {
    /// Returns the spans of a network whose mistakes have been reported.
    pub(super) fn call_site() -> Self {
        let span = Span::call_site();
        Self { network: span, item: span, inputs: span, outputs: span, last: span }
    }
}

impl<'a> Interface<'a> {
    /// Returns the interface of a checked network.
    pub(super) fn of(plan: &'a Plan<'_>) -> Self {
        let (private, last) = (&plan.private, plan.last());
        let (network, length) = (plan.span(), plan.params_constant());
        let spans = Spans {
            network,
            item: Span::call_site(),
            inputs: at(&plan.network.inputs),
            outputs: at(&last.layer.width),
            // mistakes in a nested network at the end are underlined there
            last: last.nested.as_ref().map_or_else(Span::call_site, Nested::span),
        };
        Self {
            private,
            primitives: quote!(#private::),
            input: plan.input_array(),
            output: plan.output_array(),
            params: quote_spanned!(network=> [#private::f32; #length]),
            last: activation::last_type(plan),
            spans,
            arguments: Arguments::Reserved,
            sizes: None,
        }
    }

    pub(super) fn constant(&self, constant: Constant) -> Item {
        let (primitives, mut name) = (&self.primitives, constant.ident());
        name.set_span(self.spans.item);
        Item { attributes: constant.attributes(), signature: quote!(const #name: #primitives usize) }
    }

    /// Returns the method that only exported networks have.
    pub(super) fn c_header(&self) -> Item {
        let (private, name) = (self.private, Ident::new("c_header", self.spans.item));
        Item {
            attributes: quote! {
                /// Returns the header of the functions that C calls.
                #[must_use]
            },
            signature: quote!(fn #name() -> #private::export::Header),
        }
    }

    /// Returns the method that only networks in integers have.
    pub(super) fn forward_integers(&self) -> Item {
        let Self { primitives, spans, .. } = self;
        let name = Ident::new("forward_i8", spans.network);
        let sample = quote_spanned!(spans.inputs=> &[#primitives i8; Self::INPUTS]);
        let sample = self.arguments.argument("input", spans.inputs, &sample);
        let output = quote_spanned!(spans.outputs=> [#primitives i8; Self::OUTPUTS]);
        let sizes = self.sizes.as_ref().map(Sizes::of_integers);
        Item {
            attributes: quote! {
                /// Returns the outputs for one sample in integers, which mean what [`Self::INPUT`] and [`Self::OUTPUT`] say.
                #sizes
                #[must_use]
                #[inline]
            },
            signature: quote!(fn #name(&self, #sample) -> #output),
        }
    }

    /// Returns a constant that only networks in integers have: what the integers of an end mean.
    pub(super) fn meaning(&self, end: &str) -> Item {
        let private = self.private;
        let (name, doc) = (
            Ident::new(&end.to_uppercase(), self.spans.item),
            format!(" The scale and the zero point of the {end}s in integers."),
        );
        Item { attributes: quote!(#[doc = #doc]), signature: quote!(const #name: #private::quantized::Quantization) }
    }

    pub(super) fn method(&self, method: Method) -> Item {
        let (attributes, signature) = (method.attributes(), self.signature(method));
        let sizes = self.sizes.as_ref().and_then(|sizes| sizes.documentation(method));
        Item { attributes: quote!(#attributes #sizes), signature }
    }

    fn signature(&self, method: Method) -> TokenStream {
        let Self { primitives, input, output, params, spans, .. } = self;
        match method {
            Method::Zeroed => {
                let name = Ident::new("zeroed", spans.item);
                quote!(const fn #name() -> Self)
            }
            Method::Seeded => {
                let name = Ident::new("seeded", spans.item);
                let seed = self.arguments.argument("seed", spans.network, &quote!(#primitives u64));
                quote!(fn #name(#seed) -> Self)
            }
            Method::FromParams => {
                let name = Ident::new("from_params", spans.network);
                let params =
                    self.arguments.argument("params", spans.network, &quote_spanned!(spans.network=> &#params));
                quote!(fn #name(#params) -> Self)
            }
            Method::Params => {
                let name = Ident::new("params", spans.item);
                quote!(fn #name(&self) -> &#params)
            }
            Method::ParamsMut => {
                let name = Ident::new("params_mut", spans.network);
                quote!(fn #name(&mut self) -> &mut #params)
            }
            Method::Forward => {
                let name = Ident::new("forward", spans.network);
                let sample = self.arguments.argument("input", spans.inputs, &quote_spanned!(spans.inputs=> &#input));
                quote!(fn #name(&self, #sample) -> #output)
            }
            Method::ForwardBatch => {
                let name = Ident::new("forward_batch", spans.network);
                let samples = quote_spanned!(spans.inputs=> &[#input]);
                let samples = self.arguments.argument("inputs", spans.inputs, &samples);
                let outputs = quote_spanned!(spans.outputs=> &mut [#output]);
                let outputs = self.arguments.argument("outputs", spans.outputs, &outputs);
                quote!(fn #name(&self, #samples, #outputs))
            }
        }
    }

    /// Returns the associated types of the trait `Model`.
    pub(super) fn model_types(&self) -> TokenStream {
        let Self { input, output, last, spans, .. } = self;
        let last = quote_spanned!(spans.last=> type Last = #last;);
        quote! {
            type Input = #input;
            type Output = #output;
            #last
        }
    }

    pub(super) fn model_constant(&self, constant: ModelConstant) -> TokenStream {
        let private = self.private;
        match constant {
            ModelConstant::Macs => quote!(const MULTIPLY_ADDS: #private::usize),
            ModelConstant::Tape => quote!(const TAPE: #private::usize),
            ModelConstant::Widest => quote!(const WIDEST: #private::usize),
            ModelConstant::Dropout => quote!(const DROPOUT: #private::bool),
        }
    }

    /// Returns the signature of a method of the trait `Model`.
    ///
    /// Without the prefix of locals: in `forward_matrix` matrix `y0` holds the inputs, `tape` what the backward pass
    /// needs, and `z` the sums of the last layer. In `backward_matrix` `y0` takes the derivatives of the inputs, if
    /// `inputs` says that they are wanted, and `d` holds those of the sums.
    pub(super) fn model_method(&self, method: ModelMethod) -> TokenStream {
        let Self { private, input, output, last, spans, .. } = self;
        match method {
            ModelMethod::Forward => quote!(fn forward_single(&self, __mlp_input: &#input) -> #output),
            ModelMethod::ForwardFixed => {
                let x = local("y", 0);
                quote! {
                    fn forward_fixed<I: #private::InstructionSet>(
                        &self,
                        __mlp_set: I,
                        #x: &#input,
                        __mlp_z: &mut #output,
                    )
                }
            }
            ModelMethod::Last => quote_spanned!(spans.last=> fn last() -> #last),
            ModelMethod::ForwardMatrix => {
                let x = local("y", 0);
                quote! {
                    fn forward_matrix(
                        &self,
                        __mlp_pass: &mut #private::ForwardPass<'_>,
                        #x: &[#private::f32],
                        __mlp_tape: &mut [#private::f32],
                        __mlp_z: &mut [#private::f32],
                    )
                }
            }
            ModelMethod::BackwardMatrix => {
                let x = local("y", 0);
                quote! {
                    fn backward_matrix(
                        __mlp_pass: &mut #private::BackwardPass<'_>,
                        #x: &mut [#private::f32],
                        __mlp_tape: &mut [#private::f32],
                        __mlp_d: &mut [#private::f32],
                        __mlp_inputs: #private::InputDerivatives,
                    )
                }
            }
        }
    }
}
