//! Builds the page of the playground into `target/page`: `cargo xtask playground [--open]`.
//!
//! The folder can be put on any static host, and `index.html` can be opened from the disk: a browser does not read
//! `.wasm` files from there, so each program also lies in a script.

mod scripts;
mod wasm;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::{Compression, write::GzEncoder};
use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The limit in bytes for each program, compressed, where panics are short.
const LIMIT: usize = 150_000;

fn main() -> ExitCode {
    let open = std::env::args().any(|argument| argument == "--open");
    match build().and_then(|page| if open { show(&page) } else { Ok(()) }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("playground: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Builds the page and returns its file.
fn build() -> Result<PathBuf, Box<dyn Error>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("the playground is above this package")?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| source.join("target"), PathBuf::from);
    let page = target.join("page");
    fs::create_dir_all(&page)?;
    let web = source.join("web");
    let mut sizes = Vec::new();
    for (name, contents) in [
        ("index.html", fs::read_to_string(web.join("index.html"))?),
        ("style.css", fs::read_to_string(web.join("style.css"))?),
        ("playground.js", scripts::joined(&web, "main.js")?),
    ] {
        fs::write(page.join(name), &contents)?;
        sizes.push((name.to_string(), compressed(contents.as_bytes())?));
    }
    let (cargo, mut programs) = (wasm::Cargo::find()?, Vec::new());
    for (build, file) in wasm::BUILDS.iter().zip(cargo.build(source, &target)?) {
        let (name, program) = (format!("{}.wasm", build.name), fs::read(file)?);
        fs::write(page.join(&name), &program)?;
        let script = format!("globalThis.playgroundProgram = \"{}\";\n", BASE64_STANDARD.encode(&program));
        fs::write(page.join(format!("{name}.js")), script)?;
        programs.push((name, compressed(&program)?));
    }
    weigh(&sizes, &programs, cargo.has_short_panics())?;
    let file = page.join("index.html");
    println!("{}", file.display());
    Ok(file)
}

/// Prints the sizes of all files, compressed, and the sum for a visitor, who loads one of the programs; `limited` makes a
/// program above the limit an error.
fn weigh(shared: &[(String, usize)], programs: &[(String, usize)], limited: bool) -> Result<(), Box<dyn Error>> {
    for (name, size) in shared.iter().chain(programs) {
        println!("{name:>14} {:>6.1} kB compressed", *size as f64 / 1000.0);
    }
    let all: usize = shared.iter().map(|(_, size)| size).sum();
    for (name, size) in programs {
        println!("with {name}: {:.1} kB", (all + size) as f64 / 1000.0);
        if limited && *size > LIMIT {
            return Err(format!("{name} has {size} bytes compressed, expected at most {LIMIT}").into());
        }
    }
    Ok(())
}

fn compressed(contents: &[u8]) -> Result<usize, std::io::Error> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(contents)?;
    Ok(encoder.finish()?.len())
}

/// Opens the page in the browser of this machine.
fn show(page: &Path) -> Result<(), Box<dyn Error>> {
    let (program, arguments): (_, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    match Command::new(program).args(arguments).arg(page).status() {
        Ok(status) if status.success() => Ok(()),
        _ => Err(format!("no browser could be started, open {} by hand", page.display()).into()),
    }
}
