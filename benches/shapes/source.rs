//! The networks as source text: types of this library, of loops in Rust, and of Eigen.

use crate::draw::Shape;
use crate::tasks::network;
use std::fmt::Write as _;
use std::path::Path;

/// A program, by the names of its files and their texts.
pub(crate) type Files = Vec<(String, String)>;

fn manifest(name: &str, folder: &Path, dependencies: &[(&str, &str)]) -> String {
    let line = |(name, path): &(&str, &str)| format!("{name} = {{ path = \"{}\" }}\n", folder.join(path).display());
    let dependencies: String = dependencies.iter().map(line).collect();
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         {dependencies}"
    )
}

/// A module for each network, so that the compiler has parts to compile at the same time, and a list of them.
fn rust(shapes: &[Shape], module: impl Fn(usize, &Shape) -> String) -> Files {
    let mut files: Files = Vec::new();
    let (mut modules, mut arms) = (String::new(), String::new());
    for (index, shape) in shapes.iter().enumerate() {
        let name = network(index).to_lowercase();
        let _ = writeln!(modules, "mod {name};");
        let _ = writeln!(arms, "        \"{}\" => {name}::prepare(task),", network(index));
        files.push((format!("src/{name}.rs"), module(index, shape)));
    }
    let main = format!(
        "{modules}
use peer_protocol::{{Prepared, Task, serve}};

fn prepare(task: &Task) -> Prepared {{
    match task.name.split(' ').next().unwrap_or_default() {{
{arms}        name => Err(format!(\"there is no {{name}}\")),
    }}
}}

fn main() {{
    // the widest network passes over the stack on its way to a place that begins a cache line
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(|| serve(|_, task| prepare(task)));
    thread.expect(\"a thread\").join().expect(\"what went wrong is said above\");
}}
"
    );
    files.push(("src/main.rs".into(), main));
    files
}

/// A program that computes with this library, whose folder is given.
pub(crate) fn ours(name: &str, folder: &Path, shapes: &[Shape]) -> Files {
    let mut files = rust(shapes, |index, shape| {
        let name = network(index);
        let (loss, targets) = match shape.head {
            "softmax" => ("CrossEntropy", "task.classes()"),
            "sigmoid" => ("Bce", "samples(&task.t)"),
            _ => ("Mse", "samples(&task.t)"),
        };
        let samples = if shape.head == "softmax" { "" } else { "samples, " };
        format!(
            "use mlp::prelude::*;
use peer_ours::{{forward, {samples}train_with}};
use peer_protocol::{{Prepared, Task}};

mlp! {{ struct {name}: {} }}

pub fn prepare(task: &Task) -> Prepared {{
    Ok(match task.train {{
        None => forward::<{name}>(task),
        Some(train) => train_with::<{name}, _, _>(task, {loss}, {targets}, train.rates.map({}::new)),
    }})
}}
",
            shape.declaration(),
            if shape.adam { "Adam" } else { "Sgd" },
        )
    });
    let dependencies = [("mlp", ""), ("peer-ours", "benches/peers/ours"), ("peer-protocol", "benches/peers/protocol")];
    files.push(("Cargo.toml".into(), manifest(name, folder, &dependencies)));
    files
}

/// A program of loops.
pub(crate) fn loops(name: &str, folder: &Path, shapes: &[Shape]) -> Files {
    let mut files = rust(shapes, |_, shape| {
        let [hidden, head] = [shape.hidden, shape.head].map(str::to_uppercase);
        let (last, below) = shape.widths[1..].split_last().expect("a layer");
        let mut layers = format!("Last<{last}, {head}, Polynomial>");
        for units in below.iter().rev() {
            layers = format!("Layer<{units}, {hidden}, Polynomial, {layers}>");
        }
        format!(
            "#![allow(unused_imports)]

use peer_loops::elementwise::*;
use peer_loops::sample::{{Last, Layer, net}};
use peer_loops::{{Form, batch, fastest, product}};
use peer_protocol::{{Prepared, Task}};

const FORMS: [Form; 2] =
    [net::<{}, {layers}>, |task| batch::prepare::<Polynomial>(task, product::loops)];

pub fn prepare(task: &Task) -> Prepared {{
    fastest(task, &FORMS)
}}
",
            shape.widths[0]
        )
    });
    let dependencies = [("peer-loops", "benches/peers/rust/loops"), ("peer-protocol", "benches/peers/protocol")];
    files.push(("Cargo.toml".into(), manifest(name, folder, &dependencies)));
    files
}

/// A network's type in Eigen, for `columns` samples at once.
fn eigen_type(shape: &Shape, columns: &str) -> String {
    let last = shape.widths.len() - 2;
    let layer = |(index, pair): (usize, &[usize])| {
        let activation = if index == last { shape.head } else { shape.hidden };
        format!("Layer<{}, {}, {}, {columns}>", pair[0], pair[1], activation.to_uppercase())
    };
    let layers: Vec<String> = shape.widths.windows(2).enumerate().map(layer).collect();
    format!("Net<{columns}, {}>", layers.join(", "))
}

/// Files that networks are spread over: each reads Eigen's headers and compiles its products anew. Activations take
/// turns, so that networks that share one are in one file, and share its functions.
const PARTS: usize = 7;

/// A program of Eigen: the networks in some files, and the main one.
pub(crate) fn eigen(shapes: &[Shape]) -> Files {
    let mut parts = vec![String::from("#include \"eigen.h\"\n"); PARTS.min(shapes.len())];
    let (mut declared, mut cases) = (String::new(), String::new());
    for (index, shape) in shapes.iter().enumerate() {
        let name = network(index);
        let head = format!("std::unique_ptr<Peer> prepare_{name}(const Task &task)");
        let types = ["1", "Dynamic"].map(|columns| eigen_type(shape, columns)).join(",\n                   ");
        let part = index % parts.len();
        let _ = writeln!(parts[part], "\n{head} {{\n    return prepare<{types}>(task);\n}}");
        let _ = writeln!(declared, "{head};");
        let _ = writeln!(cases, "        if (task.name == \"{name}\") return prepare_{name}(task);");
    }
    let main = format!(
        "#include \"peer.h\"

{declared}
int main() {{
    serve([](const Task &task, std::string &reason) -> std::unique_ptr<Peer> {{
{cases}        reason = \"there is no \" + task.name;
        return nullptr;
    }});
}}
"
    );
    let parts = parts.into_iter().enumerate().map(|(index, text)| (format!("part{index}.cpp"), text));
    parts.chain([("main.cpp".into(), main)]).collect()
}
