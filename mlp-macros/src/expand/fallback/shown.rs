//! The sizes of a network, as an editor shows them.
//!
//! It shows the length of an array in a signature where that is a number or the name of a constant, and nothing of an
//! expression. So lengths that are computed are constants, in a block that nothing of the user's sees.

use proc_macro2::{Delimiter, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::expand::interface::{Constant, Sizes};
use crate::expand::tokens::{has_self, quiet};
use crate::network::{FallbackNetwork, Width};
use crate::source_text::source_text;

/// A network whose sizes are shown.
pub(super) struct Shown<'a> {
    pub(super) network: &'a FallbackNetwork,
    pub(super) name: &'a Ident,
    pub(super) private: &'a TokenStream,
}

impl Shown<'_> {
    /// Returns the items of a network in a block with the constants that hold its computed sizes, if it has any.
    pub(super) fn in_a_block(&self, items: TokenStream) -> TokenStream {
        let sizes = [Constant::Inputs, Constant::Outputs, Constant::Params, Constant::Macs];
        let computed = sizes.into_iter().filter(|size| self.shown(*size).is_none()).map(|size| {
            let (name, value) = (size.ident(), self.value(size));
            quote!(const #name: usize = #value;)
        });
        let computed: TokenStream = computed.collect();
        if computed.is_empty() { items } else { quote!(const _: () = { #computed #items };) }
    }

    /// Returns a size as the length of an array.
    pub(super) fn length(&self, size: Constant) -> TokenStream {
        self.shown(size).unwrap_or_else(|| size.ident().to_token_stream())
    }

    /// Returns a size as it can be shown: a number, or the path of the user's constant.
    fn shown(&self, size: Constant) -> Option<TokenStream> {
        let known = |known: Option<usize>| known.map(|known| Literal::usize_unsuffixed(known).to_token_stream());
        match size {
            Constant::Inputs => shown_width(self.network.inputs.as_ref()),
            Constant::Outputs => shown_width(self.network.outputs()),
            Constant::Params => known(self.network.params()),
            Constant::Macs => known(self.network.macs()),
        }
    }

    /// Returns the value of a size.
    fn value(&self, size: Constant) -> TokenStream {
        let sum = |sum: Option<TokenStream>| sum.unwrap_or_else(|| self.unknown());
        match size {
            Constant::Inputs => self.width_before(0),
            // without a layer nothing is known of them
            Constant::Outputs if self.network.layers.is_empty() => self.unknown(),
            Constant::Outputs => self.width_before(self.network.layers.len()),
            Constant::Params => {
                sum(self.sum_of(
                    "PARAMS",
                    |inputs, units, bias| {
                        if bias { quote!((#inputs + 1) * #units) } else { quote!(#inputs * #units) }
                    },
                ))
            }
            Constant::Macs => sum(self.sum_of("MACS", |inputs, units, _| quote!(#inputs * #units))),
        }
    }

    /// Returns the sum of one number of each layer, if all widths are known; `constant` is its name for a network.
    fn sum_of(
        &self,
        constant: &str,
        count: impl Fn(TokenStream, TokenStream, bool) -> TokenStream,
    ) -> Option<TokenStream> {
        let layers = self.network.layers.iter().enumerate().map(|(index, layer)| match &layer.net {
            Some(net) => Some(self.item_of(net, constant)),
            None => Some(count(self.known_before(index)?, self.known_before(index + 1)?, layer.bias)),
        });
        let layers: Vec<TokenStream> = layers.collect::<Option<_>>()?;
        (!layers.is_empty()).then(|| quote!(#(#layers)+*))
    }

    /// Returns the number of values before layer `index`, from 0, or behind the last one.
    fn width_before(&self, index: usize) -> TokenStream {
        self.known_before(index).unwrap_or_else(|| self.unknown())
    }

    fn known_before(&self, index: usize) -> Option<TokenStream> {
        let Some(below) = index.checked_sub(1) else { return known_width(self.network.inputs.as_ref()) };
        let layer = self.network.layers.get(below)?;
        match &layer.net {
            Some(net) => Some(self.item_of(net, "OUTPUTS")),
            None => known_width(layer.width.as_ref()),
        }
    }

    /// Returns a width of a field as a const argument: without braces, wherever the editor then shows it.
    pub(super) fn argument(&self, index: usize, width: Option<&Width>) -> TokenStream {
        shown_width(width).unwrap_or_else(|| {
            let value = self.width_before(index);
            quote!({ #value })
        })
    }

    /// Returns a constant of a nested network.
    fn item_of(&self, net: &TokenStream, constant: &str) -> TokenStream {
        let (krate, net) = (quiet(self.network.krate.clone()), quiet(net.clone()));
        let constant = Ident::new(constant, Span::call_site());
        quote!(<#net as #krate::Network>::#constant)
    }

    /// Returns the constant in place of a width that is not known.
    fn unknown(&self) -> TokenStream {
        let private = self.private;
        quote!(#private::UNKNOWN_WIDTH)
    }

    /// Returns the lengths of arrays as text.
    pub(super) fn sizes(&self) -> Sizes {
        let text = |size: Constant| match self.shown(size) {
            Some(shown) => source_text(shown),
            None => format!("{}::{}", self.name, size.ident()),
        };
        Sizes { input: text(Constant::Inputs), output: text(Constant::Outputs), params: text(Constant::Params) }
    }

    /// Returns the widths that name `Self`, as they were written.
    pub(super) fn own_widths(&self) -> TokenStream {
        let widths = self.network.widths().flatten().filter_map(|width| match width {
            Width::Constant(tokens) if has_self(tokens.clone()) => Some(quote!(let _ = #tokens;)),
            _ => None,
        });
        widths.collect()
    }
}

/// Returns a width, if it is a number or the path of a constant.
fn shown_width(width: Option<&Width>) -> Option<TokenStream> {
    let is_computed = matches!(width, Some(Width::Constant(tokens)) if is_group(tokens));
    known_width(width).filter(|_| !is_computed)
}

fn known_width(width: Option<&Width>) -> Option<TokenStream> {
    match width? {
        Width::Literal { value, .. } => Some(Literal::usize_unsuffixed(*value).to_token_stream()),
        Width::Constant(tokens) => Some(quiet(tokens.clone())),
        Width::Net(_) => None,
    }
}

/// Returns whether tokens are `{ 2 * UNITS }`.
fn is_group(tokens: &TokenStream) -> bool {
    let first = tokens.clone().into_iter().next();
    matches!(first, Some(TokenTree::Group(group)) if matches!(group.delimiter(), Delimiter::Brace | Delimiter::None))
}
