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
    // for old browsers: without vectors, fast code is twice as long
    Build {
        name: "scalar",
        flags: "",
        arguments: &["--no-default-features", "--config", "profile.release.package.mlp-core.opt-level=\"s\""],
    },
];

const TARGET: &str = "wasm32-unknown-unknown";
const REMEDY: &str = "there is no Rust for WebAssembly here: `rustup target add wasm32-unknown-unknown`, \
    or Debian's `apt-get install rustc-web cargo-web rust-web-src`";

/// A cargo that can build for WebAssembly.
#[derive(Clone, Copy)]
pub(crate) enum Cargo {
    /// The first in the path, with the library of the target.
    WithLibrary,
    /// Debian's, which compiles the library from its sources.
    WithSources,
}

impl Cargo {
    /// Returns the one that is there.
    pub(crate) fn find() -> Result<Self, Box<dyn Error>> {
        if library("rustc", &["--target", TARGET]).is_some_and(|folder| folder.is_dir()) {
            return Ok(Self::WithLibrary);
        }
        let debian = ["/usr/bin/rustc", "/usr/bin/cargo", "/usr/lib/rustlib/src"];
        if debian.iter().all(|path| Path::new(path).exists()) { Ok(Self::WithSources) } else { Err(REMEDY.into()) }
    }

    /// Whether panics are a trap without a text, in the library too: a fifth of the page.
    pub(crate) const fn has_short_panics(self) -> bool {
        matches!(self, Self::WithSources)
    }

    /// Builds the crate in all ways at once and returns the `.wasm` files.
    pub(crate) fn build(self, source: &Path, target: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
        let start = |build: &Build| self.command(source, &target.join(build.name), build).spawn();
        let running = BUILDS.iter().map(start).collect::<Result<Vec<_>, _>>()?;
        let mut files = Vec::new();
        for (build, mut cargo) in BUILDS.iter().zip(running) {
            let status = cargo.wait()?;
            if !status.success() {
                return Err(format!("{} could not be built: {status}", build.name).into());
            }
            files.push(target.join(build.name).join(TARGET).join("release/mlp_playground.wasm"));
        }
        Ok(files)
    }

    fn command(self, source: &Path, folder: &Path, build: &Build) -> Command {
        // places of panics are paths of this machine, and nobody reads them
        let mut flags = format!("-Zlocation-detail=none {}", build.flags);
        let mut cargo = Command::new(if self.has_short_panics() { "/usr/bin/cargo" } else { "cargo" });
        // these would win over the flags of the target, and over the one unit of code that keeps the page small
        for name in ["RUSTC", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_INCREMENTAL"] {
            cargo.env_remove(name);
        }
        cargo.args(["build", "--quiet", "--release", "--lib", "--package", "mlp-playground", "--target", TARGET]);
        cargo.args(build.arguments).arg("--manifest-path").arg(source.join("Cargo.toml"));
        if self.has_short_panics() {
            flags += " -Zunstable-options -Cpanic=immediate-abort";
            cargo.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
            cargo.env("RUSTC", "/usr/bin/rustc").env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker());
        }
        cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.trim());
        cargo.env("CARGO_TARGET_DIR", folder).stdin(Stdio::null());
        cargo
    }
}

/// Returns rustup's linker, which knows all targets, or else that of Debian's package `lld`.
fn linker() -> PathBuf {
    let own = library("rustc", &[]).map(|folder| folder.join("../bin/rust-lld"));
    own.filter(|file| file.is_file()).unwrap_or_else(|| "wasm-ld".into())
}

/// Returns the folder of a compiler's library for a target.
fn library(rustc: &str, target: &[&str]) -> Option<PathBuf> {
    let output = Command::new(rustc).args(["--print", "target-libdir"]).args(target).output().ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim_end()))
}
