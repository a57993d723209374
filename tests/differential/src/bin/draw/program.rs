//! A program of several networks: written, compiled, run.

use crate::{declaration, setting};
use mlp_reference::SplitMix64;
use std::fmt::Write;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs one program, unless it was good before.
pub(crate) fn run(seed: u64, index: usize, networks: Range<usize>, again: bool) -> Result<(), String> {
    let (first, end) = (networks.start, networks.end);
    let name = format!("seed {seed}, networks {first} to {}{}", end - 1, if threaded(index) { ", rayon" } else { "" });
    let marker = folder().join(format!("good/{seed}-{first}-{end}"));
    let source = source(seed, networks);
    // what was good is good until the networks are others
    if !again && std::fs::read_to_string(&marker).is_ok_and(|good| good == source) {
        println!("{name}: good before");
        return Ok(());
    }
    write_program(&source).map_err(|error| format!("the program of {name} cannot be written: {error}"))?;
    println!("{name}:");
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["run", "--release", "--quiet", "--manifest-path"]).arg(folder().join("program/Cargo.toml"));
    cargo.env("CARGO_TARGET_DIR", folder().join("build")).env_remove("RUSTFLAGS");
    if threaded(index) {
        cargo.args(["--features", "rayon"]);
    }
    let status = cargo.status().map_err(|error| format!("cargo could not be started: {error}"))?;
    if !status.success() {
        return Err(format!("{name}: ended with {status}"));
    }
    let remember = || std::fs::create_dir_all(folder().join("good")).and_then(|()| std::fs::write(&marker, &source));
    remember().map_err(|error| format!("{} cannot be written: {error}", marker.display()))
}

/// Every second program is built with `rayon`.
fn threaded(index: usize) -> bool {
    index % 2 == 1
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the workspace is above the tests")
}

fn folder() -> PathBuf {
    workspace().join("target/differential")
}

/// The source of networks. Each depends on the seed and its own number only.
fn source(seed: u64, networks: Range<usize>) -> String {
    let (mut declarations, mut calls) = (String::new(), String::new());
    for number in networks {
        let mut random = SplitMix64::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ number as u64);
        // neighbors begin with numbers that are near each other
        random.next_u64();
        let (loss, last) = setting::loss(&mut random);
        let (optimizer, reference) = setting::optimizer(&mut random);
        let name = format!("N{number}");
        let declared = declaration::draw(&mut random, &name, last);
        for line in declared.parts.iter().chain([&declared.text]) {
            writeln!(declarations, "    {line}").expect("a string");
        }
        let text = declared.text.trim_end_matches(';').trim_start_matches("struct ");
        writeln!(
            calls,
            "    all.add(examine::<{name}, _, _>({text:?}, {}, {loss}, {optimizer}, &{reference}));",
            random.next_u64()
        )
        .expect("a string");
    }
    format!(
        "#![allow(unused_braces, deprecated, reason = \"widths are drawn\")]\n\nuse mlp_differential::{{Report, examine}};\nuse mlp_reference::{{Optimizer as Reference, Rule}};\n\n\
         mlp::mlp! {{\n{declarations}}}\n\nfn f(x: f32) -> f64 {{\n    f64::from(x)\n}}\n\n\
         fn main() -> std::process::ExitCode {{\n    let _ = Rule::Sgd;\n    let mut all = Report::default();\n{calls}    \
         println!(\"{{all}}\");\n    u8::from(!all.is_good()).into()\n}}\n"
    )
}

fn write_program(source: &str) -> io::Result<()> {
    let program = folder().join("program");
    std::fs::create_dir_all(program.join("src"))?;
    std::fs::write(program.join("src/main.rs"), source)?;
    let root = workspace().display();
    let manifest = format!(
        "[package]\nname = \"drawn\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[features]\n\
         rayon = [\"mlp-differential/rayon\"]\n\n[dependencies]\nmlp = {{ path = \"{root}\" }}\n\
         mlp-differential = {{ path = \"{root}/tests/differential\" }}\n\
         mlp-reference = {{ path = \"{root}/tests/reference\" }}\n"
    );
    std::fs::write(program.join("Cargo.toml"), manifest)?;
    // the versions of the workspace
    std::fs::copy(workspace().join("Cargo.lock"), program.join("Cargo.lock")).map(drop)
}
