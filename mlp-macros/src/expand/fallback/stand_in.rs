//! The stand-in for a network with mistakes: the same struct and methods, which never run, so that its uses compile.
//! An editor gets it for all networks.
//!
//! Each token of the user has its own place in the expansion once, and otherwise that of the call, since an editor
//! leads from a word to every token with its place.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use super::shown::Shown;
use crate::expand::arguments::Arguments;
use crate::expand::definition::equality;
use crate::expand::ends;
use crate::expand::interface::{Constant, Interface, Item, Method, ModelConstant, ModelMethod, Spans};
use crate::expand::nested::Nested;
use crate::expand::plan::{Plan, dense_type, width_constant};
use crate::expand::tokens::{ItemAttributes, at, braced, own_span, quiet, resolved};
use crate::expand::widths::evaluated;
use crate::expand::{docs, shape};
use crate::network::{FallbackLayer, FallbackNetwork, Width};

/// The most parameters that a stand-in has: rustc evaluates them, and more would fill the machine's memory.
const MAX_ZEROS: usize = 1 << 24;

/// Who reads a stand-in.
#[derive(Clone, Copy)]
pub(in crate::expand) enum Reader<'a> {
    /// The compiler, of a network with mistakes.
    Compiler,
    /// An editor; of a network without mistakes the plan has the documentation.
    Editor(Option<&'a Plan<'a>>),
}

/// A network with mistakes and its interface.
pub(super) struct StandIn<'a> {
    network: &'a FallbackNetwork,
    name: &'a Ident,
    /// The constant in place of widths that are not known.
    unknown: &'a Ident,
    private: TokenStream,
    reader: Reader<'a>,
}

impl<'a> StandIn<'a> {
    pub(super) fn new(network: &'a FallbackNetwork, name: &'a Ident, unknown: &'a Ident, reader: Reader<'a>) -> Self {
        let krate = quiet(network.krate.clone());
        Self { network, name, unknown, private: quote!(#krate::__private), reader }
    }

    /// Returns what an editor shows of its sizes.
    fn shown(&self) -> Shown<'_> {
        Shown { network: self.network, name: self.name, private: &self.private }
    }

    /// Returns the name for all places but the definition.
    fn quiet_name(&self) -> TokenStream {
        quiet(self.name.to_token_stream())
    }

    /// Returns the name from which those of other items are made: located at the call for an editor.
    fn name_of_items(&self) -> Ident {
        let mut name = self.name.clone();
        if self.is_for_an_editor() {
            name.set_span(Span::call_site());
        }
        name
    }

    fn is_for_an_editor(&self) -> bool {
        matches!(self.reader, Reader::Editor(_))
    }

    /// Returns the struct, its methods and its traits.
    pub(super) fn items(&self) -> TokenStream {
        let interface = self.interface();
        let items =
            [self.derived(), self.constant_widths(), self.methods(&interface), self.shape(), self.model(&interface)];
        let mut all = self.definition();
        let items: TokenStream = items.into_iter().collect();
        let items = if self.is_for_an_editor() { self.shown().in_a_block(items) } else { items };
        let items = [items, self.parameters(), self.ends(&interface)].into_iter().collect();
        all.extend(ItemAttributes::new(&self.network.conditions, &self.network.allowed).on(items));
        all
    }

    fn interface(&self) -> Interface<'_> {
        let private = &self.private;
        // an editor shows the types as they are written here
        let primitives = if self.is_for_an_editor() { TokenStream::new() } else { quote!(#private::) };
        let array = |size: TokenStream| quote!([#primitives f32; #size]);
        Interface {
            private,
            primitives: primitives.clone(),
            input: array(self.size(Constant::Inputs)),
            output: array(self.size(Constant::Outputs)),
            params: array(self.size(Constant::Params)),
            last: self.last(),
            spans: self.spans(),
            arguments: self.arguments(),
            sizes: self.is_for_an_editor().then(|| self.shown().sizes()),
        }
    }

    /// Returns the type of the last activation: that of outputs with names where there are some.
    fn last(&self) -> TokenStream {
        let private = &self.private;
        if self.network.ends.outputs.is_some() {
            let output = ends::names::struct_name(&self.name_of_items(), "Output");
            return quote!(#private::ends::NamedOutputs<#output>);
        }
        quote!(#private::activation::Unknown)
    }

    /// Returns the types of inputs and outputs with names.
    fn ends(&self, interface: &Interface<'_>) -> TokenStream {
        let Self { network, private, .. } = self;
        let arguments = self.arguments();
        let name = self.name_of_items();
        let (visibility, place, unknown) = (&network.visibility, interface.spans.item, Some(self.unknown));
        let context = ends::Context { private, name: &name, visibility, arguments, unknown, place };
        let arrays = [interface.input.clone(), interface.output.clone()];
        let items = ends::known_items(&context, &network.ends, arrays);
        // of an item that comes from a macro, an editor shows the call beside the place of its name
        if self.is_for_an_editor() { resolved(items, self.name.span()) } else { items }
    }

    fn arguments(&self) -> Arguments {
        if self.is_for_an_editor() { Arguments::Plain } else { Arguments::Reserved }
    }

    /// Returns where the methods are found: at the word `struct`, which names nothing else.
    fn spans(&self) -> Spans {
        let mut spans = Spans::call_site();
        if self.is_for_an_editor() {
            // a network without a name has no such word, but arrows
            let arrow = self.network.layers.first().map(|layer| own_span(&layer.arrow));
            let place = if self.network.name.is_some() { None } else { arrow }.unwrap_or(self.network.struct_token);
            (spans.network, spans.item) = (place, place);
        }
        spans
    }

    /// Returns a size of the network, or the constant in its place.
    fn size(&self, size: Constant) -> TokenStream {
        match size {
            _ if self.is_for_an_editor() => self.shown().length(size),
            Constant::Inputs => self.width(0, self.network.inputs.as_ref()),
            Constant::Outputs => self.width(self.network.layers.len(), self.network.outputs()),
            Constant::Params => self.number(self.network.params()),
            Constant::Macs => self.number(self.network.macs()),
        }
    }

    /// Returns whether so many parameters are known that rustc could not evaluate them.
    fn is_huge(&self) -> bool {
        self.network.params().is_some_and(|params| params > MAX_ZEROS)
    }

    /// Returns the number of inputs for 0, else the width of a layer, or the constant in its place.
    fn width(&self, number: usize, width: Option<&Width>) -> TokenStream {
        match width {
            Some(Width::Literal { value, .. }) => Literal::usize_unsuffixed(*value).to_token_stream(),
            Some(Width::Constant(_)) => {
                let (name, constant) = (self.quiet_name(), width_constant(number));
                quote!(#name::#constant)
            }
            Some(Width::Net(_)) | None => self.unknown.to_token_stream(),
        }
    }

    /// Returns a width as a const argument.
    fn argument(&self, number: usize, width: Option<&Width>) -> TokenStream {
        if self.is_for_an_editor() {
            return self.shown().argument(number, width);
        }
        let argument = self.width(number, width);
        if matches!(width, Some(Width::Literal { .. })) { argument } else { quote!({ #argument }) }
    }

    /// Returns the name of a field where it is defined. One that the user did not write is found at the arrow, since
    /// an editor would lead from a constant in its width to the field.
    fn field(&self, layer: &FallbackLayer) -> Ident {
        let mut name = layer.name.clone();
        if self.is_for_an_editor() {
            let place = if layer.has_label { name.span() } else { at(&layer.arrow) };
            // of an item that comes from a macro, an editor shows the call beside the place of its name
            name.set_span(place.resolved_at(own_span(&layer.arrow)));
        }
        name
    }

    /// Returns constants for the widths that are not literals, so that mistakes in them are reported too, and once.
    fn constant_widths(&self) -> TokenStream {
        if self.is_for_an_editor() {
            // they are a part of another constant, since an editor would offer these
            return TokenStream::new();
        }
        let constants = self.network.widths().enumerate().filter_map(|(number, width)| {
            let Some(Width::Constant(tokens)) = width else { return None };
            let (constant, value) = (width_constant(number), evaluated(&self.private, tokens));
            Some(quote!(#[doc(hidden)] const #constant: ::core::primitive::usize = #value;))
        });
        let constants: Vec<_> = constants.collect();
        let name = self.quiet_name();
        if constants.is_empty() { TokenStream::new() } else { quote!(impl #name { #(#constants)* }) }
    }

    /// Returns the number, or the constant in its place.
    fn number(&self, known: Option<usize>) -> TokenStream {
        known.map_or_else(
            || self.unknown.to_token_stream(),
            |number| Literal::usize_unsuffixed(number).to_token_stream(),
        )
    }

    /// Returns the struct; `Clone` and `Debug` are not derived, so that nothing is reported about the fields.
    fn definition(&self) -> TokenStream {
        let (private, name, docs) = (&self.private, self.name, self.docs());
        let FallbackNetwork { attributes, visibility, .. } = self.network;
        let struct_token = Ident::new("struct", self.network.struct_token);
        let is_huge = self.is_huge();
        let fields = self.network.layers_with_inputs().enumerate().map(|(index, (inputs, layer))| {
            let (field, kind) = (self.field(layer), dense_type(layer.bias));
            let docs = self.layer_docs(index, layer);
            if let Some(net) = &layer.net {
                return quote!(#docs #visibility #field: #net,);
            }
            let (inputs, units) = if is_huge { (None, None) } else { (inputs, layer.width.as_ref()) };
            let (inputs, units) = (self.argument(index, inputs), self.argument(index + 1, units));
            quote!(#docs #visibility #field: #private::#kind<#inputs, #units>,)
        });
        let body = braced(quote!(#(#fields)*), at(name));
        quote! {
            #attributes
            #docs
            #[repr(C)]
            #visibility #struct_token #name #body
        }
    }

    /// Returns the documentation of the struct.
    fn docs(&self) -> TokenStream {
        let Reader::Editor(Some(plan)) = self.reader else {
            return quote!(#[doc = "A network that could not be made."]);
        };
        docs::network(plan)
    }

    /// Returns the documentation of a field.
    fn layer_docs(&self, index: usize, layer: &FallbackLayer) -> TokenStream {
        match self.reader {
            Reader::Editor(Some(plan)) => docs::field(plan, &plan.layers[index]),
            _ if !layer.docs.is_empty() => layer.docs.clone(),
            _ => quote!(#[doc = "A layer."]),
        }
    }

    /// `impl Clone`, `impl Debug`, and `impl PartialEq` where nobody can derive it
    fn derived(&self) -> TokenStream {
        let name = self.quiet_name();
        let equality = self.network.name.is_none().then(|| equality(self.name, &quote!(loop {})));
        quote! {
            #equality
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
        let (name, private, visibility) = (self.quiet_name(), &self.private, quiet(self.network.visibility.clone()));
        let constants = Constant::ALL.map(|constant| {
            let Item { attributes, signature } = interface.constant(constant);
            let value = self.size(constant);
            quote!(#attributes #visibility #signature = #value;)
        });
        let zero = quote!(<Self as #private::Parameters>::ZERO);
        let trained_name = Ident::new("TRAINED", interface.spans.item);
        let trained = self.network.trained.then(|| {
            quote! {
                /// The weights of a file.
                #visibility const #trained_name: &'static Self = &#zero;
            }
        });
        let header = self.network.exported.then(|| {
            let Item { attributes, signature } = interface.c_header();
            quote!(#attributes #visibility #signature { loop {} })
        });
        let integers = self.network.integers.then(|| self.integers(interface));
        let methods = Method::ALL.map(|method| {
            let Item { attributes, signature } = interface.method(method);
            // a `static` evaluates it
            let body = if matches!(method, Method::Zeroed) { self.zeros() } else { quote!(loop {}) };
            quote!(#attributes #visibility #signature { #body })
        });
        // no lint level: `#![forbid(unused)]` would clash with it, and names of arguments that begin with `_` need none
        quote!(impl #name { #(#constants)* #trained #header #integers #(#methods)* })
    }

    /// Returns what only networks in integers have.
    fn integers(&self, interface: &Interface<'_>) -> TokenStream {
        let (private, visibility) = (&self.private, quiet(self.network.visibility.clone()));
        let meanings = ["input", "output"].map(|end| {
            let Item { attributes, signature } = interface.meaning(end);
            quote! {
                #attributes #visibility #signature = #private::quantized::Quantization { scale: 1.0, zero_point: 0 };
            }
        });
        let Item { attributes, signature } = interface.forward_integers();
        quote!(#(#meanings)* #attributes #visibility #signature { loop {} })
    }

    /// Returns the network of zeros. The layers are those of calls: rustc evaluates a constant in a body that nobody calls,
    /// for its lints, and needs the memory of the network for it.
    fn zeros(&self) -> TokenStream {
        let private = &self.private;
        let zeros = self.network.layers.iter().map(|layer| {
            let (field, kind) = (quiet(layer.name.to_token_stream()), dense_type(layer.bias));
            let nested = layer.net.as_ref().map(|net| Nested::new(&quiet(net.clone()), private).item("ZERO"));
            let zero = nested.unwrap_or_else(|| quote!(#private::#kind::zeroed()));
            quote!(#field: #zero,)
        });
        quote!(Self { #(#zeros)* })
    }

    /// `impl Parameters`
    fn parameters(&self) -> TokenStream {
        let (name, private) = (self.quiet_name(), &self.private);
        let count = if self.is_for_an_editor() {
            let widths = self.shown().own_widths();
            quote!({ #widths Self::PARAMS })
        } else {
            quote!(0)
        };
        let unsafe_token = Ident::new("unsafe", Span::call_site());
        quote! {
            // SAFETY: never runs: the compilation fails.
            #[automatically_derived]
            #unsafe_token impl #private::Parameters for #name {
                const COUNT: #private::usize = #count;
                const ZERO: Self = Self::zeroed();
            }
        }
    }

    /// `impl Shape`
    fn shape(&self) -> TokenStream {
        let numbers = [
            self.network.inputs.as_ref().and_then(Width::literal),
            self.network.outputs().and_then(Width::literal),
            self.network.params(),
        ];
        let krate = quiet(self.network.krate.clone());
        let numbers = numbers.map(|number| shape::known(&krate, number.unwrap_or(0)));
        shape::implement(&self.private, &self.quiet_name(), &numbers)
    }

    /// `impl Model`
    fn model(&self, interface: &Interface<'_>) -> TokenStream {
        let (name, private) = (self.quiet_name(), &self.private);
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
