//! Signatures in words: an editor shows `{const}` for the length of every array in a signature.

use proc_macro2::TokenStream;
use quote::quote;

use super::items::Method;

/// The lengths of arrays as text: `2`, `UNITS`, `Xor::PARAMS`.
pub(in crate::expand) struct Sizes {
    pub(in crate::expand) input: String,
    pub(in crate::expand) output: String,
    pub(in crate::expand) params: String,
}

impl Sizes {
    /// Returns the signature of a method as documentation; nothing where it has no array.
    pub(super) fn documentation(&self, method: Method) -> Option<TokenStream> {
        let Self { input, output, params } = self;
        let signature = match method {
            Method::Zeroed | Method::Seeded => return None,
            Method::FromParams => format!("from_params(params: &[f32; {params}]) -> Self"),
            Method::Params => format!("params(&self) -> &[f32; {params}]"),
            Method::ParamsMut => format!("params_mut(&mut self) -> &mut [f32; {params}]"),
            Method::Forward => format!("forward(&self, input: &[f32; {input}]) -> [f32; {output}]"),
            Method::ForwardBatch => {
                format!("forward_batch(&self, inputs: &[[f32; {input}]], outputs: &mut [[f32; {output}]])")
            }
        };
        Some(documented(&signature))
    }

    /// Returns the same of the method that only networks in integers have.
    pub(super) fn of_integers(&self) -> TokenStream {
        let Self { input, output, .. } = self;
        documented(&format!("forward_i8(&self, input: &[i8; {input}]) -> [i8; {output}]"))
    }
}

fn documented(signature: &str) -> TokenStream {
    let line = format!(" `fn {signature}`");
    // a paragraph of its own
    quote!(#[doc = ""] #[doc = #line])
}
