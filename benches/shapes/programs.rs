//! The generated programs: where they stand, how they are built, and how they are started.

use crate::draw::Shape;
use crate::source::{self, Files};
use mlp::simd::Level;
use peer_protocol::remote::Program;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The libraries that compute the networks; the first is this one.
pub(crate) const PEERS: [&str; 3] = ["ours", "loops", "Eigen"];

/// The instruction set that a program is compiled for: ours is a default build, the others are built for it.
struct Target {
    /// Part of the names of folders.
    name: &'static str,
    rust: &'static [&'static str],
    cpp: &'static [&'static str],
}

const NATIVE: Target = Target { name: "native", rust: &["-Ctarget-cpu=native"], cpp: &["-march=native"] };
/// The processor's own instructions up to AVX2.
const AVX2: Target = Target {
    name: "avx2",
    rust: &["-Ctarget-cpu=native", "-Ctarget-feature=-avx512f"],
    cpp: &["-march=native", "-mno-avx512f"],
};
const SSE2: Target = Target { name: "sse2", rust: &["-Ctarget-cpu=x86-64"], cpp: &["-march=x86-64"] };

/// The folder of the project.
pub(crate) const PROJECT: &str = env!("CARGO_MANIFEST_DIR");

/// Where and for what programs are built.
pub(crate) struct Plan {
    /// `target/shapes`, for what seeds share.
    shared: PathBuf,
    /// The folder of the seed.
    folder: PathBuf,
    seed: u64,
    level: Level,
    target: Target,
}

/// Runs a command; what it says, if it fails.
fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// Writes what has changed, so that it is not compiled again.
fn write(folder: &Path, files: &Files) -> io::Result<()> {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a file in a folder"))?;
        if fs::read_to_string(&path).ok().as_ref() != Some(text) {
            fs::write(path, text)?;
        }
    }
    Ok(())
}

/// Whether a file is there that is newer than its sources.
fn is_newer(file: &Path, sources: &[PathBuf]) -> bool {
    let changed = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    changed(file).is_some_and(|built| sources.iter().all(|path| changed(path).is_some_and(|time| time < built)))
}

impl Plan {
    /// Peers are built for the instruction set of ours, or `native`ly.
    pub(crate) fn new(seed: u64, level: Level, native: bool) -> Self {
        let shared = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("shapes");
        let target = match level {
            Level::Avx2 if !native => AVX2,
            Level::Sse2 if !native => SSE2,
            _ => NATIVE,
        };
        Self { folder: shared.join(seed.to_string()), shared, seed, level, target }
    }

    /// The instruction set that peers are built for.
    pub(crate) fn target(&self) -> String {
        self.target.cpp.join(" ")
    }

    /// Writes, builds and starts the program of each peer, or says why one is missing.
    pub(crate) fn programs(&self, shapes: &[Shape]) -> Vec<Option<Program>> {
        let program = |peer: &&str| {
            let start = Instant::now();
            let built = match *peer {
                "ours" => self.ours(shapes),
                "loops" => self.loops(shapes),
                _ => self.eigen(shapes),
            };
            let program = built.and_then(|path| self.start(&path).map_err(|error| error.to_string()));
            match program {
                Ok(program) => {
                    println!("{peer}: built in {:.0} s", start.elapsed().as_secs_f64());
                    Some(program)
                }
                Err(reason) => {
                    let install = if *peer == "Eigen" { " (apt-get install g++ libeigen3-dev)" } else { "" };
                    println!("skipped: {peer}{install}: {}", reason.trim());
                    None
                }
            }
        };
        PEERS.iter().map(program).collect()
    }

    fn start(&self, program: &Path) -> io::Result<Program> {
        // on one core, where the system lets itself be told
        let core = std::thread::available_parallelism().map_or(0, |cores| cores.get() - 1);
        let mut pinned = Command::new("taskset");
        pinned.args(["-c", &core.to_string()]).arg(program);
        let mut plain = Command::new(program);
        let command = if Command::new("taskset").arg("-V").output().is_ok() { &mut pinned } else { &mut plain };
        Program::start_in(command.env("MLP_SIMD", self.level.name()), self.folder.join("tasks"))
    }

    fn ours(&self, shapes: &[Shape]) -> Result<PathBuf, String> {
        let name = format!("shapes-ours-{}", self.seed);
        let files = source::ours(&name, Path::new(PROJECT), shapes);
        self.cargo(&name, &files, "Cargo.lock", "ours", &[])
    }

    fn loops(&self, shapes: &[Shape]) -> Result<PathBuf, String> {
        let name = format!("shapes-loops-{}", self.seed);
        let files = source::loops(&name, Path::new(PROJECT), shapes);
        let target = format!("loops-{}", self.target.name);
        self.cargo(&name, &files, "benches/peers/rust/Cargo.lock", &target, self.target.rust)
    }

    /// Builds a Rust program with the versions of a lock file of the project.
    fn cargo(&self, name: &str, files: &Files, lock: &str, target: &str, flags: &[&str]) -> Result<PathBuf, String> {
        let (folder, target) = (self.folder.join(name), self.shared.join(target));
        write(&folder, files).map_err(|error| error.to_string())?;
        fs::copy(Path::new(PROJECT).join(lock), folder.join("Cargo.lock")).map_err(|error| error.to_string())?;
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--quiet", "--release"]).current_dir(folder).env("CARGO_TARGET_DIR", &target);
        cargo.env_remove("CARGO_ENCODED_RUSTFLAGS").env("RUSTFLAGS", flags.join(" "));
        run(&mut cargo)?;
        Ok(target.join("release").join(name))
    }

    fn eigen(&self, shapes: &[Shape]) -> Result<PathBuf, String> {
        let folder = self.folder.join("eigen");
        let files = source::eigen(shapes);
        write(&folder, &files).map_err(|error| error.to_string())?;
        let sources: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        for some in sources.chunks(cores) {
            let build = |name: &&str| self.object(&folder.join(name));
            std::thread::scope(|scope| {
                let builds: Vec<_> = some.iter().map(|name| scope.spawn(move || build(name))).collect();
                builds.into_iter().try_for_each(|build| build.join().expect("no panic"))
            })?;
        }
        let program = folder.join(format!("eigen-{}", self.target.name));
        let objects = sources.iter().map(|name| self.object_path(&folder.join(name)));
        run(Command::new("g++").args(objects).arg("-o").arg(&program))?;
        Ok(program)
    }

    fn object_path(&self, source: &Path) -> PathBuf {
        source.with_extension(format!("{}.o", self.target.name))
    }

    fn object(&self, source: &Path) -> Result<(), String> {
        const HEADERS: [&str; 2] = ["benches/shapes", "benches/peers/cpp"];
        let object = self.object_path(source);
        let folders = HEADERS.map(|folder| Path::new(PROJECT).join(folder));
        let sources = [source.into(), folders[0].join("eigen.h"), folders[1].join("peer.h")];
        if is_newer(&object, &sources) {
            return Ok(());
        }
        let mut compiler = Command::new("g++");
        compiler.args(["-std=c++17", "-O3", "-ffast-math", "-I/usr/include/eigen3", "-c"]).args(self.target.cpp);
        compiler.args(folders.iter().flat_map(|folder| [Path::new("-I"), folder])).arg(source).arg("-o").arg(object);
        run(&mut compiler)
            .map_err(|said| said.lines().find(|line| line.contains("error")).unwrap_or(&said).trim().to_owned())
    }
}
