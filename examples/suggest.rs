//! Writes the declaration for a table from the table: names, kinds, ranges and classes,
//! ready to paste.
//!
//! ```text
//! cargo run --example suggest -- penguins.csv species body_mass_g
//! ```
//!
//! The columns named after the file become outputs; without any, the last column does.
//! Look for: missing values, and columns without information, are mentioned in
//! comments. The first draft of the declaration of the example `penguins` came from
//! here.

use mlp::Error;
use mlp::data::csv::{Csv, suggest};

/// The folder of the examples' own tables.
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data");

fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().unwrap_or_else(|| "penguins.csv".to_owned());
    let path = std::path::PathBuf::from(&file);
    let path =
        if path.exists() { path } else { std::path::Path::new(DATA).join(&file) };
    let outputs: Vec<String> = arguments.collect();
    let declaration = if outputs.is_empty() {
        suggest(path)?
    } else {
        Csv::new().open(path)?.suggest(outputs)?
    };
    print!("{declaration}");
    Ok(())
}
