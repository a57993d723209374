//! Random tokens: any, and valid calls with slips.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use proptest::prelude::*;

use super::declarations::{Declared, declarations};

/// Words and puncts of the language and its surroundings, good and bad.
const PIECES: &str = r#"
    => -> < > , ; : :: = - # ! . 'a + ? >= 0 1 2 3u32 3relu 1.5 0.5 99999999999999999999999 "text" 'c' b"x" 1e300 0x10
    struct pub enum const type crate self Self _ r#type N UNITS relu sigmod ReLU leaky_relu softmax no_bias init dropout freeze
    he seed unroll full loss repeat net hidden l1 l2 derive
"#;

fn pieces() -> impl Strategy<Value = TokenStream> {
    proptest::sample::select(PIECES.split_whitespace().collect::<Vec<_>>())
        .prop_map(|piece| piece.parse().expect("tokens"))
}

/// Any token trees, most of them of the language.
pub(super) fn soup() -> impl Strategy<Value = TokenStream> {
    let delimiter =
        proptest::sample::select(&[Delimiter::Parenthesis, Delimiter::Brace, Delimiter::Bracket, Delimiter::None][..]);
    let leaf = proptest::collection::vec(pieces(), 0..20).prop_map(|pieces| pieces.into_iter().collect());
    leaf.prop_recursive(3, 60, 6, move |inner| {
        let group = (delimiter.clone(), inner)
            .prop_map(|(delimiter, inner)| TokenStream::from(TokenTree::from(Group::new(delimiter, inner))));
        proptest::collection::vec(prop_oneof![pieces(), group], 0..20).prop_map(|parts| parts.into_iter().collect())
    })
}

/// A valid call in which trees were removed, doubled, swapped or replaced.
pub(super) fn mutated() -> impl Strategy<Value = TokenStream> {
    let slip = (any::<proptest::sample::Index>(), 0..4_u8, pieces());
    (declarations(), proptest::collection::vec(slip, 1..4)).prop_map(|(declared, slips)| {
        let text = declared.iter().map(Declared::text).collect::<Vec<_>>().join("; ");
        let mut trees: Vec<TokenTree> = text.parse::<TokenStream>().expect("tokens").into_iter().collect();
        for (index, slip, piece) in slips {
            if trees.is_empty() {
                break;
            }
            let at = index.index(trees.len());
            match slip {
                0 => drop(trees.remove(at)),
                1 => trees.insert(at, trees[at].clone()),
                2 => {
                    let next = (at + 1) % trees.len();
                    trees.swap(at, next);
                }
                _ => drop(trees.splice(at..=at, piece).collect::<Vec<_>>()),
            }
        }
        trees.into_iter().collect()
    })
}
