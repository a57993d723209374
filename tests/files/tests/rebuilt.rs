//! A program with weights in it is built again when their file changes, and only then.

use mlp::prelude::*;
use mlp_files::{Digits, Small};
use std::path::Path;
use std::process::{Command, Output};

const MAIN: &str = r#"
mlp::mlp! { struct Small: 2 => 3 tanh => 2 softmax, weights = "small.safetensors" }

fn main() {
    println!("{:?}", Small::TRAINED.params());
}
"#;

/// A package of its own, with the versions of this workspace.
fn package(folder: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace");
    let manifest = format!(
        "[package]\nname = \"rebuilt\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
        mlp = {{ path = \"{}\", default-features = false, features = [\"weights\"] }}\n\n[profile.dev]\ndebug = false\n",
        root.display()
    );
    std::fs::create_dir_all(folder.join("src")).expect("a folder");
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
    std::fs::write(folder.join("src/main.rs"), MAIN).expect("a program");
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("the versions");
}

fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(folder).env("CARGO_TARGET_DIR", folder.join("target")).arg(arguments[0]).arg("--offline");
    command.args(&arguments[1..]).output().expect("cargo")
}

#[test]
fn a_changed_file_is_read_again() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuilt");
    package(&folder);
    let file = folder.join("small.safetensors");
    let run = || {
        let output = cargo(&folder, &["run", "--quiet"]);
        let messages = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() { Ok(String::from_utf8_lossy(&output.stdout).into_owned()) } else { Err(messages) }
    };
    for seed in [4, 5] {
        let net = Small::seeded(seed);
        net.save(&file).expect("a file");
        assert_eq!(run(), Ok(format!("{:?}\n", net.params())), "seed {seed}");
    }
    let again = cargo(&folder, &["build", "--verbose"]);
    let again = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(again.contains("Fresh rebuilt"), "nothing has changed: {again}");

    Digits::seeded(1).save(&file).expect("a file");
    let error = run().expect_err("the file of another network");
    assert!(error.contains("`l1` needs weights [3, 2], the file has [32, 64]"), "{error}");
    std::fs::remove_file(&file).expect("the file");
    let error = run().expect_err("no file");
    assert!(error.contains("small.safetensors"), "{error}");
    // a file that comes back is seen, too
    let net = Small::seeded(6);
    net.save(&file).expect("a file");
    assert_eq!(run(), Ok(format!("{:?}\n", net.params())));
}
