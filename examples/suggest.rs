//! The declaration that reads a table, written from the table: names, kinds, ranges and classes, ready to paste.
//!
//! ```text
//! cargo run --example suggest -- penguins.csv species body_mass_g
//! ```
//!
//! The columns behind the file become outputs; without any, the last column does. Look for: what is missing, and
//! columns that tell nothing, are comments. The declaration of the example `penguins` began so.

use mlp::Error;
use mlp::data::csv::{Csv, suggest};

/// Where the examples' own tables are looked for.
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data");

fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().unwrap_or_else(|| "penguins.csv".to_owned());
    let path = std::path::PathBuf::from(&file);
    let path = if path.exists() { path } else { std::path::Path::new(DATA).join(&file) };
    let outputs: Vec<String> = arguments.collect();
    let declaration = if outputs.is_empty() { suggest(path)? } else { Csv::new().open(path)?.suggest(outputs)? };
    print!("{declaration}");
    Ok(())
}
