//! What the expansion of a network needs to know more than once.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::part::Part;
use super::size::{Size, argument};
use crate::network::{Activation, Layer, Network, Residual, Unroll, Width};

/// Up to this many multiply-adds a layer becomes straight-line code.
const STRAIGHT_LINE: usize = 128;

/// Up to this many multiply-adds all straight-line code of a network has together: beyond it, compiling it costs more
/// than it gains.
const STRAIGHT_LINE_TOGETHER: usize = 256;

/// Up to this many multiply-adds a network is trained with long batches in straight-line code: beyond it, kernels are
/// about as fast, and compiling it for each instruction set takes seconds.
const STRAIGHT_LINE_BATCHES: usize = 128;

/// A network and how it is going to be expanded.
pub(super) struct Plan<'a> {
    pub(super) network: &'a Network,
    pub(super) name: &'a Ident,
    /// `::mlp::__private`
    pub(super) private: TokenStream,
    /// The user's crate path: `::mlp`
    pub(super) krate: &'a TokenStream,
    pub(super) layers: Vec<LayerPlan<'a>>,
    /// Whether batches go through straight-line code too.
    pub(super) unrolled: bool,
    /// Whether there is straight-line code in builds with debug assertions too.
    always: bool,
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
    /// Whether the backward pass needs stored slopes.
    pub(super) stores_slopes: bool,
    /// The network in the layer's place.
    pub(super) part: Option<Part>,
    /// Whose outputs are added to this layer's: for each residual block that it ends the layer in front of the block,
    /// 0 for the inputs.
    pub(super) added: Vec<usize>,
    /// The last layers of the residual blocks that it begins: to their outputs its inputs are added.
    pub(super) begins: Vec<usize>,
}

/// A stream of tokens in braces that stand at the user's tokens, so that an item ends where they do.
pub(super) fn braced(content: TokenStream, place: Span) -> Group {
    let mut group = Group::new(Delimiter::Brace, content);
    group.set_span(place);
    group
}

/// The name of a declared network.
pub(super) fn name(network: &Network) -> Ident {
    network.name.clone().unwrap_or_else(|| Ident::new("AnonymousNetwork", Span::mixed_site()))
}

/// The constant that holds a width as it was written.
pub(super) fn written_width(number: usize) -> Ident {
    format_ident!("__WRITTEN_{number}", span = Span::mixed_site())
}

/// The constant that holds a width which is not a literal; at least 1.
pub(super) fn width_constant(number: usize) -> Ident {
    format_ident!("__WIDTH_{number}", span = Span::mixed_site())
}

fn size(width: &Width, number: usize, name: &Ident) -> Size {
    let (place, mut name, mut constant) = (super::at(width), name.clone(), width_constant(number));
    name.set_span(place.resolved_at(name.span()));
    constant.set_span(place.resolved_at(constant.span()));
    let named = || Size::Constant(quote_spanned!(place=> #name::#constant));
    width.literal().map_or_else(named, Size::Known)
}

impl<'a> Plan<'a> {
    pub(super) fn new(network: &'a Network, name: &'a Ident) -> Self {
        let mut inputs = size(&network.inputs, 0, name);
        let krate = &network.krate;
        let private = quote!(#krate::__private);
        let mut first = Size::Known(0);
        let mut budget = STRAIGHT_LINE_TOGETHER;
        let mut layers = Vec::with_capacity(network.layers.len());
        for (index, layer) in network.layers.iter().enumerate() {
            let units = size(&layer.width, index + 1, name);
            let macs = inputs.times(&units);
            let planned = LayerPlan {
                layer,
                number: index + 1,
                straight: is_straight(network.unroll, macs.known(), &mut budget),
                inputs: inputs.clone(),
                units: units.clone(),
                first: first.clone(),
                stores_slopes: stores_slopes(network, index),
                part: layer.width.net().map(|net| Part::new(net, &private)),
                added: ending(network, index).map(|residual| residual.first).collect(),
                begins: beginning(network, index).map(|residual| residual.last + 1).collect(),
            };
            first = first.plus(&planned.params());
            layers.push(planned);
            inputs = units;
        }
        let dropout = network.layers.iter().any(|layer| layer.dropout.is_some());
        let unrolled = !dropout && layers.iter().all(|layer| layer.straight);
        let always = network.unroll == Unroll::Full;
        Self { network, name, private, krate, layers, unrolled, always }
    }

    /// What stands before an item of straight-line code. Without optimization such code is slow, large and takes
    /// seconds to compile, so that builds with debug assertions do without, unless `unroll = full` asks for it.
    pub(super) fn if_straight(&self) -> TokenStream {
        if self.always { TokenStream::new() } else { quote!(#[cfg(not(debug_assertions))]) }
    }

    /// What stands before the item that does the same work in kernels; none if it is never used.
    pub(super) fn if_kernels(&self) -> Option<TokenStream> {
        (!self.always).then(|| quote!(#[cfg(debug_assertions)]))
    }

    /// Whether long batches are trained with in straight-line code too, not only few samples.
    pub(super) fn trains_batches_straight(&self) -> bool {
        self.always || self.macs().known().is_some_and(|macs| macs <= STRAIGHT_LINE_BATCHES)
    }

    /// Where the network as a whole is to be seen: at its name, or where a bare one begins.
    pub(super) fn place(&self) -> Span {
        self.network.name.as_ref().map_or_else(|| super::at(&self.network.inputs), super::at)
    }

    pub(super) fn inputs(&self) -> &Size {
        &self.layers[0].inputs
    }

    pub(super) fn outputs(&self) -> &Size {
        &self.last().units
    }

    pub(super) fn last(&self) -> &LayerPlan<'a> {
        self.layers.last().expect("a checked network has a layer")
    }

    /// The layers but the last.
    pub(super) fn hidden(&self) -> &[LayerPlan<'a>] {
        &self.layers[..self.layers.len() - 1]
    }

    /// The layers whose values the backward pass needs: all but the last, whose sums it is given, unless something is
    /// added to its outputs.
    pub(super) fn taped(&self) -> &[LayerPlan<'a>] {
        if self.last().added.is_empty() { self.hidden() } else { &self.layers }
    }

    /// The layer in front of a layer.
    pub(super) fn below(&self, layer: &LayerPlan<'_>) -> Option<&LayerPlan<'a>> {
        layer.number.checked_sub(2).map(|below| &self.layers[below])
    }

    /// The network's last activation as a value. Behind a residual block the sum is the answer.
    pub(super) fn last_activation(&self) -> TokenStream {
        let private = &self.private;
        if let (Some(part), true) = (&self.last().part, self.last().added.is_empty()) {
            let last = part.item("last");
            quote!(#last())
        } else if self.last().added.is_empty() {
            self.last().activation(self)
        } else {
            quote!(#private::activation::Identity)
        }
    }

    /// Its type.
    pub(super) fn last_activation_type(&self) -> TokenStream {
        let private = &self.private;
        if let (Some(part), true) = (&self.last().part, self.last().added.is_empty()) {
            part.item("Last")
        } else if self.last().added.is_empty() {
            self.last().activation_type(self)
        } else {
            quote!(#private::activation::Identity)
        }
    }

    pub(super) fn params(&self) -> Size {
        self.last().first.plus(&self.last().params())
    }

    /// The number of parameters where `PARAMS` is in scope.
    pub(super) fn params_constant(&self) -> Size {
        let (name, place) = (self.name, self.place());
        let constant = || Size::Constant(quote_spanned!(place=> #name::PARAMS));
        self.params().known().map_or_else(constant, Size::Known)
    }

    pub(super) fn macs(&self) -> Size {
        self.layers.iter().fold(Size::Known(0), |sum, layer| sum.plus(&layer.macs()))
    }
}

/// The residual blocks that a layer begins, the widest first.
fn beginning(network: &Network, index: usize) -> impl Iterator<Item = &Residual> {
    network.residuals.iter().rev().filter(move |residual| residual.first == index)
}

/// The residual blocks that a layer ends, the narrowest first.
fn ending(network: &Network, index: usize) -> impl Iterator<Item = &Residual> {
    network.residuals.iter().filter(move |residual| residual.last == index)
}

/// Slopes are stored that do not follow from the outputs, or whose layer's outputs are needed as they are until the
/// derivatives that skipped a block have come.
fn stores_slopes(network: &Network, index: usize) -> bool {
    use Activation::{Custom, Gelu, Identity, Mish, Silu};
    let layer = &network.layers[index];
    let before_net = network.layers.get(index + 1).is_some_and(|above| above.width.net().is_some());
    let apart = before_net || ending(network, index).next().is_some() || beginning(network, index + 1).next().is_some();
    layer.dropout.is_some()
        || matches!(layer.activation, Gelu | Silu | Mish | Custom(_))
        || apart && !matches!(layer.activation, Identity)
}

/// Whether a layer becomes straight-line code; takes it out of what is left for the network.
fn is_straight(unroll: Unroll, macs: Option<usize>, budget: &mut usize) -> bool {
    match (unroll, macs) {
        (Unroll::Auto, Some(macs)) if macs <= STRAIGHT_LINE.min(*budget) => {
            *budget -= macs;
            true
        }
        (Unroll::Full, Some(_)) => true,
        _ => false,
    }
}

impl LayerPlan<'_> {
    pub(super) fn macs(&self) -> Size {
        let part = self.part.as_ref();
        part.map_or_else(|| self.inputs.times(&self.units), |part| Size::Constant(part.item("MACS")))
    }

    pub(super) fn params(&self) -> Size {
        if let Some(part) = &self.part {
            return Size::Constant(part.item("COUNT"));
        }
        let weights = self.inputs.times(&self.units);
        if self.layer.bias { weights.plus(&self.units) } else { weights }
    }

    /// What the core calls the layer, without its sizes.
    pub(super) fn kind(&self) -> TokenStream {
        if self.layer.bias { quote!(Dense) } else { quote!(DenseNoBias) }
    }

    /// The layer with all parameters zero.
    pub(super) fn zero(&self, plan: &Plan<'_>) -> TokenStream {
        let (private, kind) = (&plan.private, self.kind());
        self.part.as_ref().map_or_else(|| quote!(#private::#kind::ZERO), |part| part.item("ZERO"))
    }

    /// The type of the layer: `Dense<2, 3>`, or `Encoder`.
    pub(super) fn ty(&self, plan: &Plan<'_>) -> TokenStream {
        if let Some(net) = self.layer.width.net() {
            return net.clone();
        }
        let (private, kind) = (&plan.private, self.kind());
        let (inputs, units) = (argument(&self.inputs), argument(&self.units));
        quote!(#private::#kind<#inputs, #units>)
    }

    /// The activation as a value.
    pub(super) fn activation(&self, plan: &Plan<'_>) -> TokenStream {
        let private = &plan.private;
        match &self.layer.activation {
            Activation::Custom(written) => {
                let (name, number) = (plan.name, Literal::usize_unsuffixed(self.number));
                quote!(#private::activation::Own::<#written, #name, #number>::new())
            }
            Activation::LeakyRelu { slope } => {
                let slope = Literal::f32_unsuffixed(*slope);
                quote!(#private::activation::LeakyRelu { slope: #slope })
            }
            known => {
                let name = Ident::new(known.type_name(), Span::mixed_site());
                quote!(#private::activation::#name)
            }
        }
    }

    /// The activation's type.
    pub(super) fn activation_type(&self, plan: &Plan<'_>) -> TokenStream {
        let private = &plan.private;
        match &self.layer.activation {
            Activation::Custom(written) => {
                let (name, number) = (plan.name, Literal::usize_unsuffixed(self.number));
                quote!(#private::activation::Own<#written, #name, #number>)
            }
            known => {
                let name = Ident::new(known.type_name(), Span::mixed_site());
                quote!(#private::activation::#name)
            }
        }
    }

    /// The activation for the compiled kernels: a variant of `Elementwise`.
    pub(super) fn elementwise(&self, plan: &Plan<'_>) -> TokenStream {
        let private = &plan.private;
        let name = Ident::new(self.layer.activation.type_name(), Span::mixed_site());
        let argument = match &self.layer.activation {
            Activation::LeakyRelu { slope } => {
                let slope = Literal::f32_unsuffixed(*slope);
                Some(quote!((#slope)))
            }
            _ => None,
        };
        quote!(#private::activation::Elementwise::#name #argument)
    }
}
