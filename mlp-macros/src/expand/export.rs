//! `export = "c"`: functions that C calls, and their header.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::docs;
use super::interface::{Interface, Item};
use super::plan::Plan;

/// Returns the functions and the method that writes their header; nothing without the option.
pub(super) fn items(plan: &Plan<'_>) -> TokenStream {
    if !plan.network.exported {
        return TokenStream::new();
    }
    let (private, name, visibility) = (&plan.private, plan.name, &plan.network.visibility);
    let prefix = prefix(&plan.network.name.as_ref().map(ToString::to_string).unwrap_or_default());
    let [forward, forward_batch] = ["forward", "forward_batch"].map(|function| format_ident!("{prefix}_{function}"));
    let declaration = docs::chain(plan);
    let Item { attributes, signature } = Interface::of(plan).c_header();
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    quote! {
        impl #name {
            #attributes #visibility #signature {
                #private::export::Header {
                    prefix: #prefix,
                    declaration: #declaration,
                    inputs: Self::INPUTS,
                    outputs: Self::OUTPUTS,
                }
            }
        }
        const _: () = {
            #[#unsafe_token(no_mangle)]
            #unsafe_token extern "C" fn #forward(__mlp_input: *const #private::f32, __mlp_output: *mut #private::f32) {
                // SAFETY: the caller's promise, as the header says it
                #unsafe_token { #private::export::forward(#name::TRAINED, __mlp_input, __mlp_output) }
            }
            #[#unsafe_token(no_mangle)]
            #unsafe_token extern "C" fn #forward_batch(
                __mlp_inputs: *const #private::f32,
                __mlp_outputs: *mut #private::f32,
                __mlp_samples: #private::usize,
            ) {
                // SAFETY: the caller's promise, as the header says it
                #unsafe_token {
                    #private::export::forward_batch(#name::TRAINED, __mlp_inputs, __mlp_outputs, __mlp_samples)
                }
            }
        };
    }
}

/// Returns the prefix of the functions: `my_digits` of `MyDigits`.
fn prefix(name: &str) -> String {
    let name = name.trim_start_matches("r#");
    let mut prefix = String::new();
    let mut before = None;
    for letter in name.chars() {
        let begins_word =
            letter.is_uppercase() && before.is_some_and(|before: char| !before.is_uppercase() && before != '_');
        if begins_word {
            prefix.push('_');
        }
        prefix.extend(letter.to_lowercase());
        before = Some(letter);
    }
    prefix
}

#[cfg(test)]
mod tests {
    use super::prefix;

    #[test]
    fn names_of_c() {
        for (name, expected) in
            [("Digits", "digits"), ("MyDigits2", "my_digits2"), ("XOR", "xor"), ("r#Net", "net"), ("A_b", "a_b")]
        {
            assert_eq!(prefix(name), expected);
        }
    }
}
