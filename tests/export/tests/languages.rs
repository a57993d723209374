//! Programs in C, C++ and Python call the exported network, and find the bits that Rust finds.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use mlp_export::Digits;

const SAMPLES: usize = 2;

/// Returns the folder with the library: that of this test.
fn libraries() -> PathBuf {
    env::current_exe().expect("this test").parent().expect("its folder").to_owned()
}

fn library() -> PathBuf {
    let name = format!("{}mlp_export{}", env::consts::DLL_PREFIX, env::consts::DLL_SUFFIX);
    let path = libraries().join(name);
    assert!(path.exists(), "{} is missing", path.display());
    path
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("c")
}

/// Returns the outputs for the samples of the programs.
fn outputs() -> [[f32; Digits::OUTPUTS]; SAMPLES] {
    let value = |i: usize| f32::from(u8::try_from(i * 7 % 17).expect("below 17")) / 16.0;
    std::array::from_fn(|sample| {
        let input = std::array::from_fn(|i| value(sample * Digits::INPUTS + i));
        Digits::TRAINED.forward(&input)
    })
}

/// Returns the bits of outputs, a line each, as the programs print them.
fn printed<'a>(outputs: impl IntoIterator<Item = &'a f32>) -> String {
    let lines: Vec<String> = outputs.into_iter().map(|output| format!("{:08x}\n", output.to_bits())).collect();
    lines.concat()
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// Compiles `check.c` with a compiler and its flags, and returns what the program prints.
fn compiled(compiler: &str, flags: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("digits.h"), Digits::c_header().to_string()).expect("the header");
    let program = folder.path().join("check");
    let mut command = Command::new(compiler);
    command.args(flags).args(["-Wall", "-Wextra", "-Werror", "-O2", "-I"]).arg(folder.path());
    command.arg(sources().join("check.c")).arg("-o").arg(&program);
    // `none` ends the flags for the language of the source
    command.args(["-x", "none"]).arg(library()).arg(format!("-Wl,-rpath,{}", libraries().display()));
    run(&mut command);
    run(&mut Command::new(program))
}

fn expected() -> String {
    let outputs = outputs();
    let all = printed(outputs.as_flattened());
    format!("{all}{}{all}0 allocations\nthe mode is kept\n", printed(&outputs[0]))
}

#[test]
fn c() {
    assert_eq!(compiled("cc", &["-std=c99", "-pedantic"]), expected());
}

#[test]
fn cpp() {
    if Command::new("c++").arg("--version").output().is_err() {
        eprintln!("skipped: there is no c++");
        return;
    }
    assert_eq!(compiled("c++", &["-x", "c++", "-std=c++11"]), expected());
}

#[test]
fn python() {
    let found = run(Command::new("python3").arg(sources().join("check.py")).arg(library()));
    assert_eq!(found, printed(outputs().as_flattened()));
}

#[test]
fn the_header_names_the_network() {
    let header = Digits::c_header().to_string();
    assert!(header.starts_with("/* 64 => 32 relu => 10 softmax */\n"), "{header}");
    assert!(header.contains("#define DIGITS_INPUTS 64\n"), "{header}");
    assert!(header.contains("void digits_forward(const float *input, float *output);\n"), "{header}");
}
