//! The documentation of ends with names: what a field is in words, and the table of all fields.

use proc_macro2::TokenTree;
use syn::Lit;

use super::context::Role;
use crate::expand::plan::Plan;
use crate::network::ends::{End, Field, Kind};

/// Returns the documentation of a field: its kind as it was declared, and what it means.
pub(super) fn field_doc(field: &Field, role: Role) -> String {
    let declared = match field.length {
        Some(length) => format!("`[{}; {length}]`", field.kind),
        None => format!("`{}`", field.kind),
    };
    let meaning = match (&field.kind, role) {
        (Kind::Range { .. }, Role::Input) => "; values outside are possible",
        (Kind::Probability, Role::Target) => "; 1 or 0, or a probability",
        (Kind::Probability, _) => ": a probability",
        (Kind::Classes(_) | Kind::Numbered(_), Role::Output) => ": the probability of each class",
        (Kind::Numbered(_), _) => ": the index of the class",
        _ => "",
    };
    format!(" {declared}{meaning}")
}

/// Returns the tables of the fields as Markdown, for the card of the network.
pub(in crate::expand) fn tables(plan: &Plan<'_>) -> String {
    let ends = &plan.network.ends;
    let table = |end: &Option<End>, title: &str| end.as_ref().map(|end| table(end, title)).unwrap_or_default();
    table(&ends.inputs, "input") + &table(&ends.outputs, "output")
}

fn table(end: &End, title: &str) -> String {
    let mut table = format!("\n\n| {title} | kind | meaning |\n|---|---|---|");
    for field in &end.fields {
        let kind = match field.length {
            Some(length) => format!("[{}; {length}]", field.kind),
            None => field.kind.to_string(),
        };
        let row = ["\n| `", &field.plain_name(), "` | `", &kind, "` | ", &summary(field), " |"];
        table.extend(row);
    }
    table
}

/// Returns the first line of the user's documentation of a field, such as its unit.
fn summary(field: &Field) -> String {
    for tree in field.attributes.clone() {
        let TokenTree::Group(group) = tree else { continue };
        let trees: Vec<TokenTree> = group.stream().into_iter().collect();
        if let [TokenTree::Ident(word), TokenTree::Punct(_), TokenTree::Literal(literal)] = &trees[..]
            && word == "doc"
            && let Lit::Str(text) = Lit::new(literal.clone())
        {
            return text.value().trim().replace('|', "\\|").replace('\n', " ");
        }
    }
    String::new()
}
