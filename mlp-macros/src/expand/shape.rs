//! `impl Shape`: the shape as `typenum` numbers.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::plan::Plan;
use super::size::Size;

/// The largest number below which `typenum` has names for all: `U1024`.
const LARGEST_NAMED: usize = 1024;

/// `impl Shape for Xor`
pub(super) fn implementation(plan: &Plan<'_>) -> TokenStream {
    let numbers = [plan.inputs(), plan.outputs(), &plan.params_constant()].map(|size| number(plan, size));
    implement(&plan.private, plan.name, &numbers)
}

/// Implements the trait with the types of the numbers of inputs, outputs and parameters.
pub(super) fn implement(
    private: &TokenStream,
    name: &impl ToTokens,
    [inputs, outputs, params]: &[TokenStream; 3],
) -> TokenStream {
    quote! {
        // documentation spells each number out, digit by digit; the table above the fields has the same numbers
        #[doc(hidden)]
        #[automatically_derived]
        impl #private::Shape for #name {
            type Inputs = #inputs;
            type Outputs = #outputs;
            type Params = #params;
        }
    }
}

/// Returns the type of a number, from its highest binary digit down.
fn number(plan: &Plan<'_>, size: &Size) -> TokenStream {
    let (krate, private) = (plan.krate, &plan.private);
    let zero = quote!(#krate::typenum::UTerm);
    match size {
        Size::Known(value) => known(krate, *value),
        // a network has at most 2^31 parameters
        // located at the name: documentation quotes what stands there
        Size::Constant(value) => (0..32_usize).rev().fold(zero, |upper, digit| {
            quote_spanned!(plan.span()=> <#upper as #private::Push<{ (#value >> #digit) & 1 == 1 }>>::Out)
        }),
    }
}

/// Returns the type of a number that the macro knows.
pub(super) fn known(krate: &TokenStream, value: usize) -> TokenStream {
    if value <= LARGEST_NAMED {
        let name = format_ident!("U{value}");
        return quote!(#krate::typenum::#name);
    }
    binary_digits(value).fold(quote!(#krate::typenum::UTerm), |upper, is_one| {
        let digit = if is_one { quote!(B1) } else { quote!(B0) };
        quote!(#krate::typenum::UInt<#upper, #krate::typenum::#digit>)
    })
}

/// Returns the binary digits of a number, the highest first, as whether they are 1.
fn binary_digits(value: usize) -> impl Iterator<Item = bool> {
    (0..usize::BITS - value.leading_zeros()).rev().map(move |digit| (value >> digit) & 1 == 1)
}
