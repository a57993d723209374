//! The expansion for an editor: stand-ins for all networks, and the words of the language as paths to their pages.
//!
//! An editor does not run a network, and it follows every token of an expansion that stands where the user wrote
//! something. So it gets each name once, and plain types.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::fallback::{Reader, stand_ins};
use super::plan::{self, Plan};
use super::tokens::quiet;
use crate::ast::{Call, Net, Path, Stage, Width, Word};
use crate::check::All;
use crate::language::activation::is_type_name;
use crate::language::block;
use crate::parse::{flattened, is_name};

/// Returns the stand-ins for all networks of a call, and the words in them.
pub(super) fn call(call: &Call, all: &All) -> TokenStream {
    let networks = all.networks.as_deref().unwrap_or_default();
    let names: Vec<Ident> = networks.iter().map(plan::name).collect();
    let plans: Vec<Plan<'_>> = networks.iter().zip(&names).map(|(network, name)| Plan::new(network, name)).collect();
    let items = stand_ins(&all.errors, &all.declared, &|index| Reader::Editor(plans.get(index)));
    let krate =
        |name: Option<&Ident>| all.declared.iter().find(|known| known.name.as_ref() == name).map(|known| &known.krate);
    match call {
        Call::Named(declarations) => {
            let nets = declarations.iter().filter_map(|declaration| Some((declaration, declaration.net.as_ref()?)));
            let words = nets.filter_map(|(declaration, net)| Some(words(net, krate(Some(&declaration.name))?)));
            // first, since an editor completes the first token that stands where the user types
            quote!(#(#words)* #items)
        }
        Call::Bare(net) => {
            let words = krate(None).map(|krate| words(net, krate));
            quote!({ #words #items })
        }
    }
}

/// Returns an item for each word of a chain that names it as a path to its page.
fn words(net: &Net, krate: &TokenStream) -> TokenStream {
    let language = quiet(quote!(#krate::language));
    let layers = net.links.iter().flat_map(|link| stage_words(&link.stage, &language));
    let blocks = net.blocks.iter().map(|word| quote!(#language::block::#word));
    // `crate` is a keyword, which has no page
    let options = net.settings.iter().map(|setting| &setting.name).filter(|name| is_name(name));
    let options = options.map(|name| quote!(#language::option::#name));
    let paths = layers.chain(blocks).chain(options);
    paths.map(|path| quote!(const _: () = { use #path as _; };)).chain(own_activations(net)).collect()
}

/// Returns an item for each activation of the user's, which is a type and may have generic arguments.
fn own_activations(net: &Net) -> impl Iterator<Item = TokenStream> {
    let words = net.links.iter().flat_map(|link| &link.stage.words);
    words.filter_map(|word| match word {
        Word::Path { path, .. } if word_of_the_language(path).is_none() => {
            Some(quote!(const _: () = { type __Activation = #path; };))
        }
        _ => None,
    })
}

/// Returns the word, if a path is one and not the name of a type.
fn word_of_the_language(path: &Path) -> Option<&Ident> {
    path.word().filter(|word| !is_type_name(&word.to_string()))
}

/// Returns the paths of the words of one layer.
fn stage_words(stage: &Stage, language: &TokenStream) -> Vec<TokenStream> {
    let mut paths = Vec::new();
    if let Some(Width::Call(path, _)) = &stage.width
        && let Some(word) = path.word()
        && block::is_block(&word.to_string())
    {
        paths.push(quote!(#language::block::#word));
    }
    for word in &stage.words {
        let Word::Path { path, argument } = word else { continue };
        let Some(word) = word_of_the_language(path) else { continue };
        paths.push(quote!(#language::layer::#word));
        let is_initialization = word == "init";
        let inner = argument.as_ref().filter(|_| is_initialization).map(|group| flattened(group.stream()));
        let words = inner.into_iter().flatten().filter(|tree| matches!(tree, TokenTree::Ident(_)));
        paths.extend(words.map(|word| quote!(#language::initialization::#word)));
    }
    paths
}
