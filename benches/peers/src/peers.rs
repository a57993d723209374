//! Which peers there are, and how one installs those that are missing.

use crate::ours;
use peer_protocol::remote::Program;
use peer_protocol::{Prepared, Task};
use std::path::PathBuf;
use std::process::Command;

/// A way to prepare a task; a reason where a peer cannot do it.
type Prepare = Box<dyn Fn(&Task) -> Prepared>;

pub struct Peer {
    pub name: &'static str,
    /// The table that it is in.
    pub group: Group,
    pub prepare: Prepare,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Group {
    /// In all tables, for the others to be compared with.
    Ours,
    /// Layers are written by hand around loops or products of matrices.
    ByHand,
    /// Layers are somebody else's.
    Frameworks,
}

/// A program: how it is started, its peers' names and keys, and how to install it.
struct Source {
    group: Group,
    program: &'static str,
    peers: &'static [(&'static str, &'static str)],
    install: &'static str,
}

const SOURCES: &[Source] = &[
    Source {
        group: Group::ByHand,
        program: "native/release/peer-rust",
        peers: &[("Rust loops", "loops"), ("matrixmultiply", "matrixmultiply"), ("gemm", "gemm")],
        install: "a registry of crates",
    },
    Source {
        group: Group::ByHand,
        program: "cpp/eigen",
        peers: &[("Eigen", "eigen")],
        install: "apt-get install g++ libeigen3-dev",
    },
    Source {
        group: Group::Frameworks,
        program: "cpp/fann",
        peers: &[("FANN", "fann")],
        install: "apt-get install g++ libfann-dev",
    },
    Source {
        group: Group::Frameworks,
        program: "peers.py",
        peers: &[("JAX in one jit", "jax"), ("ONNX Runtime", "onnxruntime")],
        install: "pip install jax onnx onnxruntime",
    },
    Source {
        group: Group::Frameworks,
        program: "peers.py",
        peers: &[("torch", "torch"), ("torch.compile", "torch.compile")],
        install: "benches/peers/run --all, or pip install torch",
    },
    Source {
        group: Group::Frameworks,
        program: "native/release/peer-candle",
        peers: &[("candle", "candle")],
        install: "benches/peers/run --all",
    },
    Source {
        group: Group::Frameworks,
        program: "native/release/peer-burn",
        peers: &[("burn", "burn")],
        install: "benches/peers/run --all",
    },
    Source {
        group: Group::Frameworks,
        program: "native/release/peer-dfdx",
        peers: &[("dfdx", "dfdx")],
        install: "benches/peers/run --all",
    },
    Source {
        group: Group::Frameworks,
        program: "native/release/peer-rust-mlp",
        peers: &[("rust-mlp", "rust-mlp")],
        install: "benches/peers/run --all",
    },
];

/// `python3`, or what has the packages.
pub fn python() -> Command {
    let script = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("peers.py");
    let mut command = Command::new(std::env::var_os("PEERS_PYTHON").map_or_else(|| "python3".into(), PathBuf::from));
    // -B: no folder of compiled files beside the script
    command.arg("-B").arg(script);
    command
}

fn command(program: &str) -> Command {
    if program == "peers.py" {
        return python();
    }
    let folder = std::env::var_os("PEERS_PROGRAMS").map_or_else(|| PathBuf::from("."), PathBuf::from);
    Command::new(folder.join(program))
}

/// Those that `wanted` names (all, if it is empty), ours first; says how to install what is missing.
pub fn all(wanted: &str) -> Vec<Peer> {
    let mut peers = vec![Peer { name: "ours", group: Group::Ours, prepare: Box::new(ours::prepare) }];
    for source in SOURCES {
        let chosen = |(name, _): &&(&str, &str)| wanted.is_empty() || wanted.split(',').any(|word| *name == word);
        let chosen: Vec<_> = source.peers.iter().filter(chosen).collect();
        let names: Vec<&str> = chosen.iter().map(|(name, _)| *name).collect();
        if chosen.is_empty() {
            continue;
        }
        match Program::start(&mut command(source.program)) {
            Ok(program) => {
                for (name, key) in chosen {
                    let program = program.clone();
                    let prepare = move |task: &Task| {
                        let prepared = program.prepare(key, task);
                        if let Err(reason) = &prepared
                            && reason.contains("No module")
                        {
                            eprintln!("skipped: {name} ({}): {reason}", source.install);
                        }
                        prepared
                    };
                    peers.push(Peer { name, group: source.group, prepare: Box::new(prepare) });
                }
            }
            Err(_) => println!("skipped: {} ({})", names.join(" and "), source.install),
        }
    }
    peers
}
