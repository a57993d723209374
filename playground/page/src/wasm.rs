//! The crate as WebAssembly, with and without vector instructions.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One way to compile the crate.
pub(crate) struct Build {
    pub(crate) name: &'static str,
    flags: &'static str,
    arguments: &'static [&'static str],
}

/// Both ways: the page chooses by what the browser has.
pub(crate) const BUILDS: [Build; 2] = [
    Build { name: "simd128", flags: "-Ctarget-feature=+simd128", arguments: &[] },
    Build { name: "scalar", flags: "", arguments: &["--no-default-features"] },
];

const TARGET: &str = "wasm32-unknown-unknown";
const REMEDY: &str = "there is no Rust for WebAssembly here: `rustup target add wasm32-unknown-unknown`, \
    or Debian's `apt-get install rustc-web cargo-web rust-web-src`";

/// Builds the crate in one way and returns its `.wasm` file.
pub(crate) fn build(source: &Path, target: &Path, build: &Build) -> Result<PathBuf, Box<dyn Error>> {
    let folder = target.join(build.name);
    let mut cargo = cargo()?;
    cargo.args(["build", "--quiet", "--release", "--lib", "--package", "mlp-playground", "--target", TARGET]);
    cargo.args(build.arguments).arg("--manifest-path").arg(source.join("Cargo.toml"));
    cargo.env("CARGO_TARGET_DIR", &folder).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", build.flags);
    let status = cargo.status()?;
    if !status.success() {
        return Err(format!("{} could not be built: {status}", build.name).into());
    }
    Ok(folder.join(TARGET).join("release/mlp_playground.wasm"))
}

/// Returns the cargo that can build for WebAssembly: the first in the path, or else Debian's with the sources of `std`.
fn cargo() -> Result<Command, Box<dyn Error>> {
    let library = |rustc: &str, target: &[&str]| -> Option<PathBuf> {
        let output = Command::new(rustc).args(["--print", "target-libdir"]).args(target).output().ok()?;
        Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim_end()))
    };
    if library("rustc", &["--target", TARGET]).is_some_and(|folder| folder.is_dir()) {
        return Ok(clean(Command::new("cargo")));
    }
    let debian = ["/usr/bin/rustc", "/usr/bin/cargo", "/usr/lib/rustlib/src"];
    let linker = library("rustc", &[]).map(|folder| folder.join("../bin/rust-lld")).filter(|file| file.is_file());
    if !debian.iter().all(|path| Path::new(path).exists()) {
        return Err(REMEDY.into());
    }
    let mut cargo = clean(Command::new("/usr/bin/cargo"));
    cargo.env("RUSTC", "/usr/bin/rustc").env("RUSTC_BOOTSTRAP", "1").arg("-Zbuild-std=std,panic_abort");
    // without rustup's, that of Debian's package lld
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker.unwrap_or_else(|| "wasm-ld".into()));
    Ok(cargo)
}

/// Removes what the cargo that runs this program says about itself.
fn clean(mut cargo: Command) -> Command {
    cargo.stdin(Stdio::null());
    for name in ["CARGO", "RUSTC", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTUP_TOOLCHAIN"] {
        cargo.env_remove(name);
    }
    cargo
}
