//! A network larger than the stack: into a file and out of it.

use mlp::prelude::*;
use mlp_files::Large;

#[test]
fn a_network_larger_than_the_stack() {
    const STACK: usize = 512 << 10;
    const { assert!(size_of::<Large>() > STACK) };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.safetensors");
    let round = {
        let path = path.clone();
        move || {
            let net = Large::boxed(5);
            net.save(&path)?;
            let same = Large::load_boxed(&path)?;
            assert_eq!(same.forward(&[0.5; 784]), net.forward(&[0.5; 784]));
            assert!(*same == *net, "the same parameters");
            Ok::<_, mlp::Error>(())
        }
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(round).expect("a thread");
    thread.join().expect("no overflow").expect("a file");
    let error = Large::load_boxed(path.with_extension("none")).expect_err("no such file").to_string();
    assert!(error.contains("large.none") && error.contains("No such file"), "{error}");
}
