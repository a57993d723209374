//! The items of a network, and the documentation of those that users call.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The constants of the struct.
#[derive(Clone, Copy)]
pub(in crate::expand) enum Constant {
    Inputs,
    Outputs,
    Params,
    Macs,
}

/// The methods of the struct.
#[derive(Clone, Copy)]
pub(in crate::expand) enum Method {
    Zeroed,
    Seeded,
    FromParams,
    Params,
    ParamsMut,
    Forward,
    ForwardBatch,
}

/// The constants of the trait `Model`.
#[derive(Clone, Copy)]
pub(in crate::expand) enum ModelConstant {
    Macs,
    Tape,
    Widest,
    Dropout,
}

/// The methods of the trait `Model`.
#[derive(Clone, Copy)]
pub(in crate::expand) enum ModelMethod {
    Forward,
    ForwardFixed,
    Last,
    ForwardMatrix,
    BackwardMatrix,
}

impl Constant {
    pub(in crate::expand) const ALL: [Self; 4] = [Self::Inputs, Self::Outputs, Self::Params, Self::Macs];
}

impl Method {
    pub(in crate::expand) const ALL: [Self; 7] = [
        Self::Zeroed,
        Self::Seeded,
        Self::FromParams,
        Self::Params,
        Self::ParamsMut,
        Self::Forward,
        Self::ForwardBatch,
    ];
}

impl ModelConstant {
    pub(in crate::expand) const ALL: [Self; 4] = [Self::Macs, Self::Tape, Self::Widest, Self::Dropout];
}

impl ModelMethod {
    /// Those that have no default.
    pub(in crate::expand) const REQUIRED: [Self; 4] =
        [Self::Forward, Self::Last, Self::ForwardMatrix, Self::BackwardMatrix];
}

impl Constant {
    /// Returns the name.
    pub(in crate::expand) fn ident(self) -> Ident {
        let name = match self {
            Self::Inputs => "INPUTS",
            Self::Outputs => "OUTPUTS",
            Self::Params => "PARAMS",
            Self::Macs => "MACS",
        };
        Ident::new(name, Span::call_site())
    }

    /// Returns the documentation.
    pub(super) fn attributes(self) -> TokenStream {
        match self {
            Self::Inputs => quote! {
                /// The number of inputs.
            },
            Self::Outputs => quote! {
                /// The number of outputs.
            },
            Self::Params => quote! {
                /// The number of parameters: all weights and biases.
            },
            Self::Macs => quote! {
                /// The number of multiply-adds in one forward pass.
            },
        }
    }
}

impl Method {
    /// Returns the documentation and the attributes.
    pub(super) fn attributes(self) -> TokenStream {
        match self {
            Self::Zeroed => quote! {
                /// Returns a network whose parameters are all zero.
                #[must_use]
            },
            Self::Seeded => quote! {
                /// Returns a network with first weights from a seed: the same for the same seed, on every machine.
                #[doc(alias("new", "default"))]
                #[must_use]
            },
            Self::FromParams => quote! {
                /// Returns the network with these parameters, in the order of [`Self::params`].
                #[must_use]
            },
            Self::Params => quote! {
                /// Returns all parameters in the order of the declaration: for each layer weights, then biases.
                #[must_use]
            },
            Self::ParamsMut => quote! {
                /// Returns all parameters, to change them.
                #[must_use]
            },
            Self::Forward => quote! {
                /// Returns the outputs for one sample.
                #[doc(alias = "predict")]
                #[must_use]
                #[inline]
            },
            Self::ForwardBatch => quote! {
                /// Writes the outputs for many samples.
                ///
                /// # Panics
                ///
                /// If `inputs` and `outputs` differ in length.
            },
        }
    }
}
