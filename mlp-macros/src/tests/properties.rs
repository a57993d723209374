//! Properties over random calls: nothing panics, every failure says something, and what is printed reads the same.

mod declarations;
mod tokens;

use proptest::prelude::*;
use quote::ToTokens;

use self::declarations::{Declared, declarations};
use self::tokens::{mutated, soup};
use super::{check_tokens, meaning};
use crate::parse;

/// Front end and messages on any tokens: no panic, and no failure without a message.
fn survives(tokens: proc_macro2::TokenStream) {
    if let Err(failure) = check_tokens(tokens) {
        assert!(!failure.errors.is_empty());
        for network in failure.declared {
            let mut names: Vec<_> = network.layers.iter().map(|layer| layer.name.to_string()).collect();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), network.layers.len());
        }
    }
}

proptest! {
    #[test]
    fn any_tokens_are_survived(tokens in soup()) {
        survives(tokens);
    }

    #[test]
    fn slips_in_valid_declarations_are_survived(tokens in mutated()) {
        survives(tokens);
    }

    #[test]
    fn a_valid_call_means_what_it_was_made_of(declared in declarations()) {
        let text = declared.iter().map(Declared::text).collect::<Vec<_>>().join("; ");
        let networks = check_tokens(text.parse().expect("tokens"));
        let Ok(networks) = networks else { return Err(TestCaseError::fail(format!("refused: {text}"))) };
        let expected: Vec<_> = declared.iter().map(Declared::meaning).collect();
        prop_assert_eq!(networks.iter().map(meaning).collect::<Vec<_>>(), expected, "{}", text);
    }

    #[test]
    fn what_is_printed_reads_the_same(declared in declarations()) {
        let text = declared.iter().map(Declared::text).collect::<Vec<_>>().join("; ");
        let (call, _) = parse::call(text.parse().expect("tokens"));
        let printed = call.to_token_stream();
        let meanings = |tokens| match check_tokens(tokens) {
            Ok(networks) => networks.iter().map(meaning).collect::<Vec<_>>(),
            Err(failure) => panic!("{text}: {:?}", failure.errors.into_vec()),
        };
        let written = meanings(text.parse().expect("tokens"));
        prop_assert_eq!(&meanings(printed.clone()), &written);
        // once more through text, where only what is visible survives
        prop_assert_eq!(&meanings(printed.to_string().parse().expect("tokens")), &written);
    }
}
