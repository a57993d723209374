//! The names of fields, and of the types of their classes: each is there once.

use syn::ext::IdentExt;

use crate::ast;
use crate::errors::{Errors, message};
use crate::network::ends::{Field, plain};
use crate::parse::is_name;

/// The methods of the structs that are declared for an end; a field of the same name would only confuse.
const METHODS: [&str; 16] = [
    "out_of_range",
    "clone",
    "clone_from",
    "eq",
    "ne",
    "fmt",
    "from",
    "into",
    "try_from",
    "try_into",
    "to_owned",
    "borrow",
    "borrow_mut",
    "type_id",
    "serialize",
    "deserialize",
];

/// The types of every network with names, without the name of the network.
const TYPES: [&str; 4] = ["Input", "Output", "Target", "Losses"];

/// The names so far, of both ends.
#[derive(Default)]
pub(super) struct Names {
    fields: Vec<String>,
    types: Vec<String>,
}

impl Names {
    /// Checks the name and the attributes of a field, and returns whether it may stay.
    pub(super) fn field(&mut self, field: &ast::Field, errors: &mut Errors) -> bool {
        let name = plain(&field.name);
        let conditional = field.attributes.iter().find(|attribute| {
            let word = attribute.content.stream().into_iter().next();
            word.is_some_and(|word| ["cfg", "cfg_attr"].contains(&word.to_string().as_str()))
        });
        if let Some(attribute) = conditional {
            errors.report(attribute, message::conditional_field(&name));
        } else if !is_name(&field.name) {
            errors.report(&field.name, message::field_keyword(field.name.unraw()));
        } else if METHODS.contains(&name.as_str()) {
            errors.report(&field.name, message::field_is_a_method(&name));
            // uses of the field are right all the same
            self.fields.push(name);
            return true;
        } else if self.fields.contains(&name) {
            errors.report(&field.name, message::field_twice(&name));
        } else {
            self.fields.push(name);
            return true;
        }
        false
    }

    /// Checks the name of the type that the classes of a field have, if they have names.
    pub(super) fn types(&mut self, field: &Field, errors: &mut Errors) -> bool {
        if field.kind.classes().is_none() {
            return true;
        }
        let ty = field.type_name();
        if TYPES.contains(&ty.as_str()) || self.types.contains(&ty) {
            errors.report(&field.name, message::type_taken(field.plain_name(), &ty));
            return false;
        }
        self.types.push(ty);
        true
    }
}
