//! Facts about a network that several parts of an expansion need.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::nested::Nested;
use super::size::{Size, argument};
use super::straight_line;
use super::tokens::{ItemAttributes, at, quiet};
use crate::language::activation::Derivative;
use crate::language::option::Unroll;
use crate::network::{Layer, Network, Residual, Width};

/// A network and the decisions about its expansion.
pub(super) struct Plan<'a> {
    pub(super) network: &'a Network,
    pub(super) name: &'a Ident,
    /// `::mlp::__private`
    pub(super) private: TokenStream,
    /// The user's crate path: `::mlp`
    pub(super) krate: &'a TokenStream,
    pub(super) layers: Vec<LayerPlan<'a>>,
    /// Whether all of it is straight-line code, so that batches go through it too.
    pub(super) unrolled: bool,
}

/// A layer and its sizes.
pub(super) struct LayerPlan<'a> {
    pub(super) layer: &'a Layer,
    /// From 1.
    pub(super) number: usize,
    pub(super) inputs: Size,
    pub(super) units: Size,
    /// The index of its first parameter.
    pub(super) first: Size,
    /// Whether one sample goes through straight-line code.
    pub(super) straight: bool,
    /// Whether the forward pass stores its slopes for the backward pass.
    pub(super) stores_slopes: bool,
    /// The network in place of the layer.
    pub(super) nested: Option<Nested>,
    /// For each residual block that ends here, the layer before the block, whose outputs are added to this layer's;
    /// 0 for the inputs.
    pub(super) added: Vec<usize>,
    /// For each residual block that begins here, its last layer, to whose outputs the inputs of this layer are added.
    pub(super) begins: Vec<usize>,
}

/// Returns the name of a declared network, or the one that bare networks have.
pub(super) fn name(network: &Network) -> Ident {
    network.name.clone().unwrap_or_else(anonymous_name)
}

/// Returns the name of a network that has none.
pub(super) fn anonymous_name() -> Ident {
    Ident::new("AnonymousNetwork", Span::mixed_site())
}

/// Returns the constant that holds a width as it was written; rustc names it where the width cannot be evaluated.
pub(super) fn written_width(number: usize) -> Ident {
    match number {
        0 => Ident::new("NUMBER_OF_INPUTS", Span::mixed_site()),
        number => format_ident!("WIDTH_OF_LAYER_{number}", span = Span::mixed_site()),
    }
}

/// Returns the constant that holds a width which is not a literal; at least 1.
pub(super) fn width_constant(number: usize) -> Ident {
    format_ident!("WIDTH_{number}", span = Span::mixed_site())
}

/// Returns a width: its value, or its constant of the network `name`.
fn size(width: &Width, number: usize, name: &Ident) -> Size {
    let (span, mut name, mut constant) = (at(width), name.clone(), width_constant(number));
    name.set_span(span.resolved_at(name.span()));
    constant.set_span(span.resolved_at(constant.span()));
    let named = || Size::Constant(quote_spanned!(span=> #name::#constant));
    width.literal().map_or_else(named, Size::Known)
}

impl<'a> Plan<'a> {
    pub(super) fn new(network: &'a Network, name: &'a Ident) -> Self {
        let krate = &network.krate;
        let private = quote!(#krate::__private);
        let mut inputs = size(&network.inputs, 0, name);
        let mut first = Size::Known(0);
        let mut choice = straight_line::Choice::new(network.unroll);
        let mut layers = Vec::with_capacity(network.layers.len());
        for (index, layer) in network.layers.iter().enumerate() {
            let units = size(&layer.width, index + 1, name);
            let planned = LayerPlan {
                layer,
                number: index + 1,
                straight: choice.takes_layer(&inputs.times(&units)),
                inputs: inputs.clone(),
                units: units.clone(),
                first: first.clone(),
                stores_slopes: stores_slopes(network, index),
                nested: layer.width.net().map(|net| Nested::new(net, &private)),
                added: ending(network, index).map(|residual| residual.first).collect(),
                begins: beginning(network, index).map(|residual| residual.last + 1).collect(),
            };
            first = first.plus(&planned.params());
            layers.push(planned);
            inputs = units;
        }
        let has_dropout = network.layers.iter().any(|layer| layer.dropout.is_some());
        let unrolled = !has_dropout && layers.iter().all(|layer| layer.straight);
        Self { network, name, private, krate, layers, unrolled }
    }

    /// Returns whether single samples go through straight-line code.
    pub(super) fn single_is_unrolled(&self) -> bool {
        let units = self.layers.iter().fold(Size::Known(0), |sum, layer| sum.plus(&layer.units));
        self.unrolled && straight_line::takes_single(self.network.unroll, &self.macs(), &units)
    }

    /// Returns whether batches are trained in straight-line code.
    pub(super) fn training_is_unrolled(&self) -> bool {
        let widths = self.layers.iter().map(|layer| &layer.units).chain([self.inputs()]);
        let is_narrow = straight_line::is_narrow(self.network.unroll, widths);
        self.unrolled
            && straight_line::takes_batches(self.network.unroll, &self.macs())
            && (is_narrow || !self.has_fixed_gradient())
    }

    /// Returns whether there is code of constant sizes for training, if the network is not too large.
    ///
    /// Dropout draws for one sample at a time, and networks in place of layers have matrices of their own.
    pub(super) fn has_fixed_gradient(&self) -> bool {
        self.network.unroll != Unroll::None && self.layers.iter().all(LayerPlan::is_plain)
    }

    /// Returns the attributes of all items but the struct.
    pub(super) fn item_attributes(&self) -> ItemAttributes {
        ItemAttributes::new(&self.network.conditions, &self.network.allowed)
    }

    /// Returns the span of the network as a whole: its name, or where a bare one begins.
    pub(super) fn span(&self) -> Span {
        self.network.name.as_ref().map_or_else(|| at(&self.network.inputs), at)
    }

    pub(super) fn inputs(&self) -> &Size {
        &self.layers[0].inputs
    }

    pub(super) fn outputs(&self) -> &Size {
        &self.last().units
    }

    /// Returns the type of one sample's inputs: `[f32; 2]`, located at the width that the user wrote.
    pub(super) fn input_array(&self) -> TokenStream {
        self.array(&self.network.inputs, "INPUTS")
    }

    /// Returns the type of one sample's outputs.
    pub(super) fn output_array(&self) -> TokenStream {
        self.array(&self.last().layer.width, "OUTPUTS")
    }

    /// Returns an array type of this width; `constant` is the network's constant for it.
    fn array(&self, width: &Width, constant: &str) -> TokenStream {
        let (span, private) = (at(width), &self.private);
        if let Width::Literal { tokens, .. } = width {
            return quote_spanned!(span=> [#private::f32; #tokens]);
        }
        let (mut name, constant) = (self.name.clone(), Ident::new(constant, span));
        name.set_span(span.resolved_at(name.span()));
        quote_spanned!(span=> [#private::f32; #name::#constant])
    }

    pub(super) fn last(&self) -> &LayerPlan<'a> {
        self.layers.last().expect("a checked network has a layer")
    }

    pub(super) fn is_last(&self, layer: &LayerPlan<'_>) -> bool {
        layer.number == self.layers.len()
    }

    /// Returns the layers but the last.
    pub(super) fn hidden(&self) -> &[LayerPlan<'a>] {
        &self.layers[..self.layers.len() - 1]
    }

    /// Returns the layers whose values the backward pass needs: all but the last, whose sums it is given, unless
    /// something is added to its outputs.
    pub(super) fn taped(&self) -> &[LayerPlan<'a>] {
        if self.last().added.is_empty() { self.hidden() } else { &self.layers }
    }

    /// Returns whether the backward pass needs the values of a layer.
    pub(super) fn is_taped(&self, layer: &LayerPlan<'_>) -> bool {
        layer.number <= self.taped().len()
    }

    /// Returns the layer before a layer.
    pub(super) fn below(&self, layer: &LayerPlan<'_>) -> Option<&LayerPlan<'a>> {
        layer.number.checked_sub(2).map(|below| &self.layers[below])
    }

    /// Returns the layer after a layer.
    pub(super) fn above(&self, layer: &LayerPlan<'_>) -> Option<&LayerPlan<'a>> {
        self.layers.get(layer.number)
    }

    /// Returns the width before a layer's weights.
    pub(super) fn input_width(&self, layer: &LayerPlan<'_>) -> &'a Width {
        let network: &'a Network = self.network;
        layer.number.checked_sub(2).map_or(&network.inputs, |below| &network.layers[below].width)
    }

    /// Returns the number of parameters.
    pub(super) fn params(&self) -> Size {
        self.last().first.plus(&self.last().params())
    }

    /// Returns the number of parameters where the constant `PARAMS` is in scope.
    pub(super) fn params_constant(&self) -> Size {
        let (name, span) = (self.name, self.span());
        let constant = || Size::Constant(quote_spanned!(span=> #name::PARAMS));
        self.params().known().map_or_else(constant, Size::Known)
    }

    /// Returns the multiply-adds of a forward pass.
    pub(super) fn macs(&self) -> Size {
        self.layers.iter().fold(Size::Known(0), |sum, layer| sum.plus(&layer.macs()))
    }

    /// Returns the units of the widest layer.
    pub(super) fn widest(&self) -> TokenStream {
        let known: Option<Vec<usize>> = self.layers.iter().map(|layer| layer.units.known()).collect();
        if let Some(widest) = known.and_then(|units| units.into_iter().max()) {
            return Literal::usize_unsuffixed(widest).to_token_stream();
        }
        let private = &self.private;
        let widths = self.layers.iter().map(|layer| match &layer.nested {
            Some(nested) => nested.item("WIDEST"),
            None => layer.units.to_token_stream(),
        });
        quote!(#private::largest(&[#(#widths),*]))
    }
}

/// Returns the residual blocks that a layer begins, the widest first.
fn beginning(network: &Network, index: usize) -> impl Iterator<Item = &Residual> {
    network.residuals.iter().rev().filter(move |residual| residual.first == index)
}

/// Returns the residual blocks that a layer ends, the narrowest first.
fn ending(network: &Network, index: usize) -> impl Iterator<Item = &Residual> {
    network.residuals.iter().filter(move |residual| residual.last == index)
}

/// Returns whether the forward pass stores the slopes of a layer: those that do not follow from the outputs, and those
/// of a layer whose outputs have a second use, so that their derivatives are a sum before they meet the slopes.
fn stores_slopes(network: &Network, index: usize) -> bool {
    let layer = &network.layers[index];
    let before_net = network.layers.get(index + 1).is_some_and(|above| above.width.net().is_some());
    let before_block = beginning(network, index + 1).next().is_some();
    let ends_block = ending(network, index).next().is_some();
    layer.dropout.is_some()
        || layer.activation.derivative() == Derivative::FromSum
        || !layer.activation.is_identity() && (before_net || before_block || ends_block)
}

impl LayerPlan<'_> {
    /// Returns whether it is weights and an activation, without dropout, a network in its place or a residual block.
    fn is_plain(&self) -> bool {
        self.layer.dropout.is_none() && self.nested.is_none() && self.added.is_empty() && self.begins.is_empty()
    }

    /// Returns the multiply-adds of a forward pass.
    pub(super) fn macs(&self) -> Size {
        let nested = self.nested.as_ref();
        nested.map_or_else(|| self.inputs.times(&self.units), |nested| Size::Constant(nested.item("MACS")))
    }

    /// Returns the number of parameters.
    pub(super) fn params(&self) -> Size {
        if let Some(nested) = &self.nested {
            return Size::Constant(nested.item("COUNT"));
        }
        let weights = self.inputs.times(&self.units);
        if self.layer.bias { weights.plus(&self.units) } else { weights }
    }

    /// Returns the layer with all parameters zero.
    pub(super) fn zero(&self, plan: &Plan<'_>) -> TokenStream {
        if let Some(nested) = &self.nested {
            return nested.item("ZERO");
        }
        // a constant of the layer would be evaluated by every `cargo check`, in as much memory as the layer takes
        let (private, kind) = (&plan.private, dense_type(self.layer.bias));
        quote!(#private::#kind::zeroed())
    }

    /// Returns the type of the layer: `Dense<2, 3>`, or `Encoder`.
    pub(super) fn ty(&self, plan: &Plan<'_>) -> TokenStream {
        self.ty_of(plan, [&self.inputs, &self.units].map(argument))
    }

    /// Returns the type for documentation, where it is not written in the same way: `Dense<2, { UNITS }>`, without the
    /// constants that hold widths.
    pub(super) fn documented_ty(&self, plan: &Plan<'_>) -> Option<TokenStream> {
        let widths = [plan.input_width(self), &self.layer.width];
        let is_open = self.nested.is_none() && widths.iter().any(|width| width.literal().is_none());
        is_open.then(|| self.ty_of(plan, widths.map(|width| documented_width(plan, width))))
    }

    fn ty_of(&self, plan: &Plan<'_>, [inputs, units]: [TokenStream; 2]) -> TokenStream {
        if let Some(net) = self.layer.width.net() {
            return net.clone();
        }
        let (private, kind) = (&plan.private, dense_type(self.layer.bias));
        quote!(#private::#kind<#inputs, #units>)
    }
}

/// Returns a width as a const argument for documentation: as it was written, or the outputs of a network.
pub(super) fn documented_width(plan: &Plan<'_>, width: &Width) -> TokenStream {
    let krate = plan.krate;
    match width {
        Width::Literal { value, .. } => Literal::usize_unsuffixed(*value).to_token_stream(),
        // what is wrong with it is reported elsewhere
        Width::Constant(tokens) => {
            let tokens = quiet(tokens.clone());
            quote!({ #tokens })
        }
        Width::Net(net) => {
            let net = quiet(net.clone());
            quote!({ <#net as #krate::Network>::OUTPUTS })
        }
    }
}

/// Returns the name of the core's type of a dense layer, with or without biases.
pub(super) fn dense_type(bias: bool) -> TokenStream {
    if bias { quote!(Dense) } else { quote!(DenseNoBias) }
}
