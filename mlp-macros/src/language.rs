//! The words of the language, and what other frameworks call the same things. Nothing here parses tokens.

pub(crate) mod activation;
pub(crate) mod block;
pub(crate) mod budget;
pub(crate) mod ends;
pub(crate) mod foreign;
pub(crate) mod initialization;
pub(crate) mod loss;
pub(crate) mod modifier;
pub(crate) mod option;
pub(crate) mod spelling;

/// Returns how the word of an activation or of a modifier is used with its argument, or without one where it takes
/// none.
pub(crate) fn usage(word: &str) -> Option<String> {
    match activation::find(word) {
        Some(builtin) => builtin.usage(),
        None => modifier::usage(word).map(str::to_owned),
    }
}
