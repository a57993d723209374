//! The expansion for an editor: stand-ins for all networks, and the words of the language as paths to their pages.
//!
//! An editor does not run a network, and it follows every token of an expansion that stands where the user wrote
//! something. So it gets each name once, and plain types.

mod words;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use self::words::words;
use super::fallback::{Reader, stand_ins};
use super::plan::{self, Plan};
use crate::ast::Call;
use crate::check::All;

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
