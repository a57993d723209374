//! The shape as `typenum` numbers.

use proc_macro2::TokenStream;
use quote::quote;

use super::plan::Plan;
use super::size::Size;

/// `impl Shape for Xor`
pub(super) fn implementation(plan: &Plan<'_>) -> TokenStream {
    let (private, name) = (&plan.private, plan.name);
    let [inputs, outputs, params] =
        [plan.inputs(), plan.outputs(), &plan.params_constant()].map(|size| number(plan, size));
    quote! {
        #[automatically_derived]
        impl #private::Shape for #name {
            type Inputs = #inputs;
            type Outputs = #outputs;
            type Params = #params;
        }
    }
}

/// The type of a number, from its highest binary digit down.
fn number(plan: &Plan<'_>, size: &Size) -> TokenStream {
    let (krate, private) = (plan.krate, &plan.private);
    let zero = quote!(#krate::typenum::UTerm);
    match size {
        Size::Known(value) => known(krate, *value),
        // a network has at most 2^31 parameters
        Size::Constant(value) => (0..32_usize)
            .rev()
            .fold(zero, |upper, place| quote!(<#upper as #private::Push<{ (#value >> #place) & 1 == 1 }>>::Out)),
    }
}

/// The type of a number that the macro knows.
pub(super) fn known(krate: &TokenStream, value: usize) -> TokenStream {
    digits(value).fold(quote!(#krate::typenum::UTerm), |upper, one| {
        let digit = if one { quote!(B1) } else { quote!(B0) };
        quote!(#krate::typenum::UInt<#upper, #krate::typenum::#digit>)
    })
}

fn digits(value: usize) -> impl Iterator<Item = bool> {
    (0..usize::BITS - value.leading_zeros()).rev().map(move |place| (value >> place) & 1 == 1)
}
