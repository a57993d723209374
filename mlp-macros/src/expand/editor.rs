//! What an editor gets: stand-ins for all networks, and the words of the language as paths to their pages.
//!
//! An editor does not run a network, and it follows every token of an expansion that stands where the user wrote
//! something. So it gets each name once, and plain types.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::fallback::{Reader, stand_ins};
use super::plan::{self, Plan};
use super::tokens::quiet;
use crate::ast::{Call, Net, Stage, Width, Word};
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
    let words: TokenStream = nets(call).zip(&all.declared).map(|(net, known)| words(net, &known.krate)).collect();
    match call {
        Call::Named(_) => quote!(#words #items),
        Call::Bare(_) => quote!({ #words #items }),
    }
}

/// Returns the chains of a call.
fn nets(call: &Call) -> Box<dyn Iterator<Item = &Net> + '_> {
    match call {
        Call::Named(declarations) => Box::new(declarations.iter().filter_map(|declaration| declaration.net.as_ref())),
        Call::Bare(net) => Box::new(std::iter::once(&**net)),
    }
}

/// Returns a constant whose type names each word of a chain as a path to its page.
fn words(net: &Net, krate: &TokenStream) -> TokenStream {
    let language = quiet(quote!(#krate::language));
    let layers = net.links.iter().flat_map(|link| stage_words(&link.stage, &language));
    let blocks = net.blocks.iter().map(|word| quote!(#language::block::#word));
    // `crate` is a keyword, which has no page
    let options = net.settings.iter().map(|setting| &setting.name).filter(|name| is_name(name));
    let options = options.map(|name| quote!(#language::option::#name));
    let paths = layers.chain(blocks).chain(options);
    let uses = paths.map(|path| quote!(const _: () = { use #path as _; };));
    uses.collect()
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
        let word = path.word().filter(|word| !is_type_name(&word.to_string()));
        paths.push(word.map_or_else(|| path.to_token_stream(), |word| quote!(#language::layer::#word)));
        let is_initialization = word.is_some_and(|word| word == "init");
        let inner = argument.as_ref().filter(|_| is_initialization).map(|group| flattened(group.stream()));
        paths.extend(inner.into_iter().flatten().map(|word| quote!(#language::initialization::#word)));
    }
    paths
}
