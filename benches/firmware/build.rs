//! How the programs are linked for a microcontroller. `FIRMWARE` is the folder that `benches/firmware/run` has written.

use std::env;

fn main() {
    println!("cargo:rerun-if-env-changed=FIRMWARE");
    println!("cargo:rerun-if-changed=link.x");
    if env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("none") {
        return;
    }
    let (here, firmware) = (env::var("CARGO_MANIFEST_DIR").unwrap(), env::var("FIRMWARE").unwrap());
    println!("cargo:rerun-if-changed={firmware}/memory.x");
    println!("cargo:rustc-link-arg-bins=-L{firmware}");
    println!("cargo:rustc-link-arg-bins=-T{here}/link.x");
    for program in ["c"] {
        println!("cargo:rerun-if-changed={firmware}/{program}.o");
        println!("cargo:rustc-link-arg-bin={program}={firmware}/{program}.o");
    }
}
