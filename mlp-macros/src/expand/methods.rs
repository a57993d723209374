//! The constants and methods of the struct, with plain arrays in every signature.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::interface::{Constant, Interface, Item, Method};
use super::plan::{LayerPlan, Plan};
use super::size::Size;
use super::tokens::local;

/// Returns the body of a forward pass in which each layer has a `forward` of its own: `before` are its arguments in front of
/// the inputs.
pub(super) fn layer_by_layer(plan: &Plan<'_>, before: impl Fn(&LayerPlan<'_>) -> TokenStream) -> TokenStream {
    let mut value = quote!(__mlp_input);
    let mut body = TokenStream::new();
    for layer in &plan.layers {
        let (field, output, before) = (&layer.layer.name, local("y", layer.number), before(layer));
        body.extend(quote!(let #output = self.#field.forward(#before #value);));
        value = quote!(&#output);
    }
    let last = local("y", plan.layers.len());
    quote!(#body #last)
}

/// Returns the constants and methods of the struct.
pub(super) fn implementation(plan: &Plan<'_>) -> TokenStream {
    let (name, visibility) = (plan.name, &plan.network.visibility);
    let interface = Interface::of(plan);
    let constants = constants(plan, &interface);
    let methods = Method::ALL.map(|method| {
        let Item { attributes, signature } = interface.method(method);
        let body = body(plan, method);
        quote!(#attributes #visibility #signature { #body })
    });
    quote! {
        // in the module of the struct itself, so that messages of rustc say `Xor::seeded`
        impl #name {
            #constants
            #(#methods)*
        }
        // a network may be a part of another and nothing else, which rustc would call never constructed
        const _: fn() -> #name = #name::zeroed;
    }
}

/// Returns the constants of the struct.
pub(super) fn constants(plan: &Plan<'_>, interface: &Interface<'_>) -> TokenStream {
    let visibility = &plan.network.visibility;
    let constant = |constant| {
        let Item { attributes, signature } = interface.constant(constant);
        let value = constant_value(plan, constant);
        quote!(#attributes #visibility #signature = #value;)
    };
    Constant::ALL.map(constant).into_iter().collect()
}

fn constant_value(plan: &Plan<'_>, constant: Constant) -> TokenStream {
    match constant {
        Constant::Inputs => width(plan.inputs()),
        Constant::Outputs => width(plan.outputs()),
        Constant::Params => plan.params().to_token_stream(),
        Constant::Macs => plan.macs().to_token_stream(),
    }
}

/// Returns a width as a value. Documentation quotes a path but no `match`, and the path is that of a constant which
/// nobody may name.
fn width(size: &Size) -> TokenStream {
    match size {
        Size::Known(_) => size.to_token_stream(),
        Size::Constant(_) => quote!(match () { () => #size }),
    }
}

fn body(plan: &Plan<'_>, method: Method) -> TokenStream {
    let private = &plan.private;
    match method {
        Method::Zeroed => {
            let zeros = plan.layers.iter().map(|layer| {
                let (field, zero) = (&layer.layer.name, layer.zero(plan));
                quote!(#field: #zero,)
            });
            quote!(Self { #(#zeros)* })
        }
        Method::Seeded => quote! {
            let mut __mlp_net = Self::zeroed();
            #private::Network::initialize(&mut __mlp_net, __mlp_seed);
            __mlp_net
        },
        Method::FromParams => quote! {
            let mut __mlp_net = Self::zeroed();
            *Self::params_mut(&mut __mlp_net) = *__mlp_params;
            __mlp_net
        },
        Method::Params => quote!(#private::parameters(self)),
        Method::ParamsMut => quote!(#private::parameters_mut(self)),
        Method::Forward => quote!(#private::Network::forward(self, __mlp_input)),
        Method::ForwardBatch => quote!(#private::Network::forward_batch(self, __mlp_inputs, __mlp_outputs);),
    }
}
