//! The words of a declaration as paths to their pages, and its widths as expressions, where the user wrote them.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::ast::{Kind, Link, NamedEnd, Net, Path, Setting, Stage, Width, Word};
use crate::expand::tokens::{has_self, own_span, quiet};
use crate::language::activation::is_type_name;
use crate::language::block;
use crate::language::option::{self, NetworkOption};
use crate::parse::{flattened, is_name, is_path};

/// Returns an item for each word of a chain that names it as a path to its page, and one for each width that is not a
/// number.
///
/// They stand in front of all else: an editor completes a word in the first token that stands where the user types, and
/// only if nothing in front of it depends on the word.
pub(super) fn words(net: &Net, krate: &TokenStream) -> TokenStream {
    let pages = Pages { language: quiet(quote!(#krate::language)) };
    // the copies of a layer are written once
    let links = || net.links.iter().filter(|link| link.repeats.is_none());
    let stages = || std::iter::once(&net.inputs).chain(links().map(|link| &link.stage));
    let layers = stages().flat_map(|stage| pages.stage(stage));
    let blocks = net.blocks.iter().map(|word| pages.page("block", word));
    let options = net.settings.iter().flat_map(|setting| pages.setting(setting));
    let paths = layers.chain(blocks).chain(options);
    let items = paths.map(|path| quote!(const _: () = { use #path as _; };));
    let widths = stages().filter_map(|stage| pages.written_width(stage.width.as_ref()?));
    items.chain(own_activations(links())).chain(widths).collect()
}

/// Returns an item for each activation of the user's, which is a type and may have generic arguments.
fn own_activations<'a>(links: impl Iterator<Item = &'a Link>) -> impl Iterator<Item = TokenStream> {
    let words = links.flat_map(|link| &link.stage.words);
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

/// The pages of the words.
struct Pages {
    /// `::mlp::language`
    language: TokenStream,
}

impl Pages {
    /// Returns the path of a word's page: the item of this name in a module of the language.
    fn page(&self, module: &str, word: &Ident) -> TokenStream {
        let (language, module) = (&self.language, Ident::new(module, Span::call_site()));
        quote!(#language::#module::#word)
    }

    /// Returns the paths of the words of one layer, or of the inputs.
    fn stage(&self, stage: &Stage) -> Vec<TokenStream> {
        let mut paths = Vec::new();
        match &stage.width {
            Some(Width::Call(path, _)) => {
                let block = path.word().filter(|word| block::is_block(&word.to_string()));
                paths.extend(block.map(|word| self.page("block", word)));
            }
            Some(Width::Named(end)) => paths.extend(self.end(end)),
            _ => {}
        }
        for word in &stage.words {
            let Word::Path { path, argument } = word else { continue };
            let Some(word) = word_of_the_language(path) else { continue };
            paths.push(self.page("layer", word));
            let module = match word.to_string().as_str() {
                "init" => "initialization",
                // what it allows is a word of the layer
                "allow" => "layer",
                _ => continue,
            };
            let inner = argument.as_ref().map(|group| flattened(group.stream())).unwrap_or_default();
            paths.extend(idents(&inner).map(|word| self.page(module, word)));
        }
        paths
    }

    /// Returns a width as an expression, in a scope that has the words of blocks too: one that is half typed may become
    /// such a word. What `Self` is, only the network's own items know.
    fn written_width(&self, width: &Width) -> Option<TokenStream> {
        let language = &self.language;
        let written = match width {
            Width::Path(_) | Width::Expression(_) => width.to_token_stream(),
            _ => return None,
        };
        (!has_self(written.clone())).then(|| quote!(const _: () = { use #language::block::*; let _ = #written; };))
    }

    /// Returns the paths of the kinds of inputs or outputs with names.
    fn end(&self, end: &NamedEnd) -> impl Iterator<Item = TokenStream> {
        end.fields.iter().filter_map(|field| self.kind(field.kind.as_ref()?))
    }

    fn kind(&self, kind: &Kind) -> Option<TokenStream> {
        match kind {
            Kind::Range { activation: Some(word), .. } | Kind::Word { word, .. } => Some(self.page("kind", word)),
            // it has no word: its first number leads to the page
            Kind::Range { activation: None, low, .. } => {
                Some(self.page("number", &Ident::new("range", own_span(&low.literal))))
            }
            Kind::Array { kind, .. } => self.kind(kind.as_deref()?),
        }
    }

    /// Returns the paths of an option and of the words in its value.
    fn setting(&self, setting: &Setting) -> Vec<TokenStream> {
        let Setting { name, value, .. } = setting;
        let known = option::find(&name.to_string());
        let mut paths = Vec::new();
        // `crate` is a keyword, which has no page
        if is_name(name) {
            paths.push(self.page("option", name));
        }
        let value = flattened(value.clone());
        match known {
            Some(NetworkOption::Crate) if is_path(&setting.value) => paths.push(setting.value.clone()),
            Some(NetworkOption::Budget) => paths.extend(self.budget(&value)),
            Some(
                NetworkOption::Unroll | NetworkOption::Arithmetic | NetworkOption::Storage | NetworkOption::Weights,
            ) => {
                paths.extend(idents(&value).map(|word| self.page(&name.to_string(), word)));
            }
            _ => {}
        }
        paths
    }

    /// Returns the paths of the words of `(bytes <= 4 KiB)`: what is limited, and units.
    fn budget(&self, value: &[TokenTree]) -> Vec<TokenStream> {
        let [TokenTree::Group(group)] = value else { return Vec::new() };
        if group.delimiter() != Delimiter::Parenthesis {
            return Vec::new();
        }
        let mut paths = Vec::new();
        // the word in front of a number is a cost, that behind it a unit
        let mut module = "budget";
        for tree in flattened(group.stream()) {
            match &tree {
                TokenTree::Ident(word) if is_name(word) => paths.push(self.page(module, word)),
                TokenTree::Literal(_) => module = "unit",
                TokenTree::Punct(punct) if punct.as_char() == ',' => module = "budget",
                _ => {}
            }
        }
        paths
    }
}

/// Returns the words among tokens that can be names.
fn idents(trees: &[TokenTree]) -> impl Iterator<Item = &Ident> {
    trees.iter().filter_map(|tree| match tree {
        TokenTree::Ident(word) if is_name(word) => Some(word),
        _ => None,
    })
}
