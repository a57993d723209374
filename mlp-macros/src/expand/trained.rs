//! `TRAINED`: the weights of a file as part of the program.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::plan::Plan;
use super::size::Size;
use crate::network::Weights;

/// The constant, its bytes, and what makes rustc look at the file again when it changes.
pub(super) fn constant(plan: &Plan<'_>) -> TokenStream {
    let Some(weights) = &plan.network.weights else { return TokenStream::new() };
    let (private, name, visibility) = (&plan.private, plan.name, &plan.network.visibility);
    let (bytes, file) = (Literal::byte_string(&weights.bytes), Literal::string(&weights.file));
    let doc = format!(" The weights of `{}`, in read-only memory.", weights.written);
    let assertions = assertions(plan, weights);
    quote! {
        #assertions
        impl #name {
            #[doc = #doc]
            #visibility const TRAINED: &'static Self = {
                static __TRAINED: #name = #private::from_le_bytes(#bytes);
                &__TRAINED
            };
        }
        // nothing of it stays in the program
        const _: &[::core::primitive::u8] = ::core::include_bytes!(#file);
    }
}

/// The widths that only rustc knows must be those of the file.
fn assertions(plan: &Plan<'_>, weights: &Weights) -> TokenStream {
    let assertion = |width: &crate::network::FileWidth| {
        let (size, written) = match width.width.checked_sub(1) {
            None => (plan.inputs(), &plan.network.inputs),
            Some(layer) => (&plan.layers[layer].units, &plan.network.layers[layer].width),
        };
        let Size::Constant(size) = size else { return TokenStream::new() };
        // the user's own place: it is not our macro that panics
        let span = quote!(#written).into_iter().next().map_or_else(Span::call_site, |token| token.span());
        let (found, text) = (Literal::usize_unsuffixed(width.found), &width.text);
        let assertion = quote_spanned!(span=> ::core::assert!(#size == #found, #text));
        quote!(const _: () = #assertion;)
    };
    weights.open.iter().map(assertion).collect()
}
