//! A network with named ends as an ONNX model in the user's units.

use crate::error::Error;
use crate::file::onnx::{Graph, INPUT, OUTPUT};
use crate::schema::{Field, Kind, Scaling, Schema};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

/// The prefix of values inside the network. The name of a field has no dot.
const INSIDE: &str = "network.";

/// Returns the model of a network with the widths of its input and output; `network` adds it to a graph, given what its
/// names begin with and its input, and returns its output.
pub(super) fn model(
    schema: Schema,
    [width, outputs_width]: [usize; 2],
    declaration: String,
    network: &dyn Fn(&mut Graph, &str, &str) -> Result<String, Error>,
) -> Result<Vec<u8>, Error> {
    let mut graph = Graph::default();
    let input = inputs(&mut graph, schema.inputs)?;
    let last = network(&mut graph, INSIDE, &input)?;
    let heads = outputs(&mut graph, schema.outputs, &last)?;

    let given: Vec<(&str, usize)> = match schema.inputs {
        [] => vec![(INPUT, width)],
        fields => fields.iter().map(|field| (field.name, field.width())).collect(),
    };
    let returned: Vec<(&str, &str, usize)> = match schema.outputs {
        [] => vec![(&last, OUTPUT, outputs_width)],
        fields => heads.iter().zip(fields).map(|(value, field)| (&**value, field.name, field.width())).collect(),
    };
    describe(&mut graph, "inputs", schema.inputs);
    describe(&mut graph, "outputs", schema.outputs);
    Ok(graph.finish_named(&given, &returned, declaration))
}

/// Adds the scaling of each input and returns the name of all of them together.
fn inputs(graph: &mut Graph, fields: &[Field]) -> Result<String, Error> {
    if fields.is_empty() {
        return Ok(INPUT.to_owned());
    }
    let mut scaled = Vec::with_capacity(fields.len());
    for Field { name, kind, .. } in fields {
        scaled.push(match kind.scaling() {
            Scaling::IDENTITY => (*name).to_owned(),
            Scaling { center, scale } => {
                let shifted = graph.by_column("Sub", &format!("{INSIDE}{name}.shift"), name, &[center])?;
                graph.by_column("Div", &format!("{INSIDE}{name}.scale"), &shifted, &[scale])?
            }
        });
    }
    Ok(graph.beside(&format!("{INSIDE}inputs"), &scaled.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// Adds the units of each output and returns the names of their values.
fn outputs(graph: &mut Graph, fields: &[Field], last: &str) -> Result<Vec<String>, Error> {
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    let widths: Vec<usize> = fields.iter().map(Field::width).collect();
    let mut heads = graph.split(&format!("{INSIDE}outputs"), last, &widths);
    for (head, Field { name, kind, .. }) in heads.iter_mut().zip(fields) {
        let Scaling { center, scale } = kind.scaling();
        if kind.scaling() != Scaling::IDENTITY {
            let scaled = graph.by_column("Mul", &format!("{INSIDE}{name}.units"), head, &[scale])?;
            *head = graph.by_column("Add", &format!("{INSIDE}{name}.output"), &scaled, &[center])?;
        }
    }
    Ok(heads)
}

/// Adds the declaration of the fields and the names of their classes.
fn describe(graph: &mut Graph, end: &str, fields: &[Field]) {
    if fields.is_empty() {
        return;
    }
    graph.describe(end, fields.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    for field in fields {
        if let Kind::OneOf(classes) | Kind::Classes(classes) = field.kind {
            graph.describe(&format!("{}.classes", field.name), classes.join("\n"));
        }
    }
}
