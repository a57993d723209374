//! The activations of layers as values and types of the core.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::ends;
use super::plan::{LayerPlan, Plan};
use super::tokens::{at, located};
use crate::language::activation::Activation;

/// Returns the activation of a layer as a value: `LeakyRelu { slope: 0.1 }`.
pub(super) fn value(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let ty = ty_with(plan, layer, &quote!(::));
    match &layer.layer.activation {
        Activation::Custom(_) => quote!(#ty::new()),
        Activation::Builtin { builtin, argument } => {
            let field = builtin.argument.zip(*argument).map(|(argument, value)| {
                let (name, value) = (Ident::new(argument.name, Span::call_site()), Literal::f32_unsuffixed(value));
                quote!({ #name: #value })
            });
            quote!(#ty #field)
        }
    }
}

/// Returns the type of the activation of a layer.
pub(super) fn ty(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    ty_with(plan, layer, &TokenStream::new())
}

/// Returns the type, with a `turbofish` before its generic arguments where it is part of an expression.
fn ty_with(plan: &Plan<'_>, layer: &LayerPlan<'_>, turbofish: &TokenStream) -> TokenStream {
    let private = &plan.private;
    match &layer.layer.activation {
        Activation::Custom(written) => {
            let (name, number) = (plan.name, Literal::usize_unsuffixed(layer.number));
            quote!(#private::activation::Own #turbofish <#written, #name, #number>)
        }
        Activation::Builtin { builtin, .. } => {
            let name = Ident::new(builtin.type_name, Span::mixed_site());
            quote!(#private::activation::#name)
        }
    }
}

/// Returns the activation of a layer as a variant of the core's `Elementwise`, which compiled kernels take.
///
/// A user's activation is none of them: its slopes are stored, so that the kernels never apply it.
pub(super) fn elementwise(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let private = &plan.private;
    let Activation::Builtin { builtin, argument } = &layer.layer.activation else {
        unreachable!("the slopes of a user's activation are stored");
    };
    let name = Ident::new(builtin.type_name, Span::mixed_site());
    let argument = argument.map(|value| {
        let value = Literal::f32_unsuffixed(value);
        quote!((#value))
    });
    quote!(#private::activation::Elementwise::#name #argument)
}

/// Returns the network's last activation as a value.
///
/// Where a residual block ends the network, the outputs are a sum, and no activation follows it.
pub(super) fn last_value(plan: &Plan<'_>) -> TokenStream {
    let (private, last) = (&plan.private, plan.last());
    match &last.nested {
        _ if plan.network.ends.outputs.is_some() => {
            let output = ends::type_of(plan, "Answer");
            quote!(#private::ends::NamedOutputs::<#output>::new())
        }
        _ if !last.added.is_empty() => quote!(#private::activation::Identity),
        Some(nested) => {
            let value = nested.item("last");
            quote!(#value())
        }
        None => value(plan, last),
    }
}

/// Returns the activation that follows the sums of the last layer: its own, or that of outputs with names.
pub(super) fn last_of_sums(plan: &Plan<'_>) -> TokenStream {
    if plan.network.ends.outputs.is_some() { last_value(plan) } else { value(plan, plan.last()) }
}

/// Returns the type of the network's last activation.
pub(super) fn last_type(plan: &Plan<'_>) -> TokenStream {
    let (private, last) = (&plan.private, plan.last());
    match &last.nested {
        _ if plan.network.ends.outputs.is_some() => {
            let output = ends::type_of(plan, "Answer");
            quote!(#private::ends::NamedOutputs<#output>)
        }
        _ if !last.added.is_empty() => quote!(#private::activation::Identity),
        Some(nested) => nested.item("Last"),
        None => ty(plan, last),
    }
}

/// Returns the implementations that connect the user's activations with the network.
pub(super) fn own(plan: &Plan<'_>) -> TokenStream {
    let own = plan.layers.iter().filter_map(|layer| match &layer.layer.activation {
        Activation::Custom(written) => Some(own_implementation(plan, layer.number, written)),
        Activation::Builtin { .. } => None,
    });
    own.collect()
}

/// `impl OwnActivation<1> for Xor`
fn own_implementation(plan: &Plan<'_>, number: usize, written: &TokenStream) -> TokenStream {
    let (private, name, number) = (&plan.private, plan.name, Literal::usize_unsuffixed(number));
    // a type that is not an activation is underlined, not the whole call
    let span = at(written);
    let [value, derivative] = ["value", "derivative"].map(|function| {
        let function = Ident::new(function, span);
        let private = located(private, span);
        quote_spanned!(span=> <#written as #private::activation::Activation>::#function(__mlp_x))
    });
    quote! {
        #[doc(hidden)]
        #[automatically_derived]
        impl #private::activation::OwnActivation<#number> for #name {
            #[inline]
            fn apply<const __MLP_DERIVATIVE: #private::bool>(__mlp_x: #private::f32) -> #private::f32 {
                if __MLP_DERIVATIVE { #derivative } else { #value }
            }
        }
    }
}
