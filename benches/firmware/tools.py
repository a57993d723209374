"""The programs that build and run firmware; what is missing is installed from Debian's or Ubuntu's packages."""
import functools
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORK = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "firmware"
APT = ["apt-get", "-qy", "-o", "DPkg::Lock::Timeout=600"]


def run(command, **options):
    """The text that a command prints; what it says on the way is shown if it fails."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    if done.returncode:
        sys.exit(f"{' '.join(str(word) for word in command)}\n{done.stdout}{done.stderr}")
    return done.stdout


@functools.cache
def gcc():
    """The C compiler for a Cortex-M, with newlib."""
    if not shutil.which("arm-none-eabi-gcc"):
        run([*APT, "update"])
        run([*APT, "install", "gcc-arm-none-eabi", "libnewlib-arm-none-eabi"])
    return "arm-none-eabi-gcc"


@functools.cache
def emulator():
    """The command of qemu. Where it cannot be installed beside other packages of qemu, it is unpacked to a folder."""
    if shutil.which("qemu-system-arm"):
        return ["qemu-system-arm"]
    unpacked = WORK / "qemu"
    program = unpacked / "usr/bin/qemu-system-arm"
    if not program.exists():
        run([*APT, "update"])
        if subprocess.run([*APT, "install", "--no-remove", "--no-install-recommends", "qemu-system-arm"],
                          capture_output=True).returncode == 0:
            return ["qemu-system-arm"]
        unpack(unpacked)
    libraries = sorted({str(path.parent) for path in unpacked.rglob("*.so.*")})
    return ["env", f"LD_LIBRARY_PATH={':'.join(libraries)}", str(program)]


def unpack(folder):
    """Unpacks qemu and the libraries that this machine does not have."""
    plan = run([*APT, "install", "-s", "--no-install-recommends", "qemu-system-arm"])
    packages = [line.split()[1] for line in plan.splitlines() if line.startswith("Inst ")]
    downloads = folder / "packages"
    downloads.mkdir(parents=True, exist_ok=True)
    run([*APT, "download", *packages], cwd=downloads)
    for package in downloads.glob("*.deb"):
        run(["dpkg", "-x", package, folder])


@functools.cache
def cargo(triple):
    """The environment, the command and the arguments of a cargo that has `core` for this target."""
    linker = pathlib.Path(run(["rustc", "--print", "target-libdir"]).strip()).parent / "bin/rust-lld"
    variable = triple.upper().replace("-", "_")
    environment = os.environ | {"CARGO_TERM_COLOR": "never", f"CARGO_TARGET_{variable}_LINKER": str(linker),
                                "CARGO_TARGET_DIR": str(WORK / "target")}
    if has_core(triple):
        return environment, ["cargo"], []
    # Debian's Rust has the sources of `core`
    missing = [name for name in ["rustc-web", "cargo-web", "rust-web-src"]
               if subprocess.run(["dpkg", "-s", name], capture_output=True).returncode]
    if missing:
        run([*APT, "update"])
        run([*APT, "install", *missing])
    environment |= {"RUSTC": "/usr/bin/rustc", "RUSTC_BOOTSTRAP": "1"}
    return environment, ["/usr/bin/cargo"], ["-Zbuild-std=core,compiler_builtins"]


def has_core(triple):
    """Whether the Rust that is first in the path has the target, or rustup can get it."""
    if os.environ.get("FIRMWARE_RUST") == "debian":
        return False
    if subprocess.run(["rustup", "target", "add", triple], capture_output=True).returncode == 0:
        return True
    return any(pathlib.Path(run(["rustc", "--print", "target-libdir", "--target", triple]).strip()).glob("libcore*"))
