//! `TRAINED`: the weights of a file as part of the program.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::plan::Plan;
use super::size::Size;
use super::tokens::own_span;
use crate::network::FileWidth;

/// Returns the constant with its bytes, and what makes rustc read the file again when it changes.
pub(super) fn constant(plan: &Plan<'_>) -> TokenStream {
    let Some(weights) = &plan.network.weights else { return TokenStream::new() };
    let (private, name, visibility) = (&plan.private, plan.name, &plan.network.visibility);
    let (bytes, file) = (Literal::byte_string(&weights.bytes), Literal::string(&weights.file));
    let doc = format!(" The weights of `{}`, in read-only memory.", weights.written);
    let assertions = assertions(plan, &weights.open);
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

/// Returns assertions that the widths which only rustc knows are those of the file.
pub(super) fn assertions(plan: &Plan<'_>, open: &[FileWidth]) -> TokenStream {
    open.iter().map(|width| assertion(plan, width)).collect()
}

fn assertion(plan: &Plan<'_>, width: &FileWidth) -> TokenStream {
    let (size, written) = match width.width.checked_sub(1) {
        None => (plan.inputs(), &plan.network.inputs),
        Some(layer) => (&plan.layers[layer].units, &plan.network.layers[layer].width),
    };
    let Size::Constant(size) = size else { return TokenStream::new() };
    let (found, text) = (Literal::usize_unsuffixed(width.found), &width.text);
    // the user's own span: it is not our macro that panics
    let assertion = quote_spanned!(own_span(written)=> ::core::assert!(#size == #found, #text));
    quote!(const _: () = #assertion;)
}
