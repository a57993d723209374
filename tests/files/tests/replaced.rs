//! The file that `save` replaces: modes, links, devices, long names, and what killed processes left.

#![cfg(unix)]

use mlp::Error;
use mlp::prelude::*;
use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::path::Path;

mlp! {
    #[derive(PartialEq)]
    struct Net: 2 => 3 sigmoid => 1 sigmoid
}

fn holds(path: &Path, seed: u64) -> bool {
    Net::load(path).expect("a whole file") == Net::seeded(seed)
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("a file").permissions().mode() & 0o777
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn refused(path: &Path) -> ErrorKind {
    match Net::seeded(9).save(path) {
        Err(Error::File { source, .. }) => source.kind(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_keeps_its_mode() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, new) = (folder.path().join("net.safetensors"), folder.path().join("new"));
    File::create(&new).expect("a file with the mode of new files");
    Net::seeded(1).save(&path).expect("a new file");
    assert_eq!(mode(&path), mode(&new));
    for bits in [0o600, 0o640, 0o664, 0o777] {
        fs::set_permissions(&path, Permissions::from_mode(bits)).expect("a mode");
        Net::seeded(2).save(&path).expect("the file is replaced");
        assert_eq!(mode(&path), bits);
    }
    assert!(holds(&path, 2));
    fs::set_permissions(&path, Permissions::from_mode(0o444)).expect("a mode");
    assert_eq!(refused(&path), ErrorKind::PermissionDenied);
    assert!(holds(&path, 2) && mode(&path) == 0o444);
    assert_eq!(names(folder.path()), ["net.safetensors", "new"]);
}

#[test]
fn a_link_stays_and_its_file_is_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("runs")).expect("a folder");
    Net::seeded(1).save(at("runs/7")).expect("a file");
    symlink("runs/7", at("best")).expect("a link");
    symlink("best", at("latest")).expect("a link to a link");
    Net::seeded(2).save(at("latest")).expect("the file is replaced");
    assert!(holds(&at("runs/7"), 2));
    // a link to a file that is not there yet
    symlink("runs/8", at("next")).expect("a link");
    Net::seeded(3).save(at("next")).expect("a new file");
    assert!(holds(&at("runs/8"), 3));
    for link in ["best", "latest", "next"] {
        assert!(fs::symlink_metadata(at(link)).expect("a link").is_symlink(), "{link}");
    }
    symlink("b", at("a")).expect("a link");
    symlink("a", at("b")).expect("a circle");
    assert!(Net::seeded(1).save(at("a")).expect_err("no file").to_string().contains("lead in a circle"));
    assert_eq!(names(&at("runs")), ["7", "8"]);
}

#[test]
fn devices_are_written_to_and_folders_refused() {
    let null = Path::new("/dev/null");
    Net::seeded(1).save(null).expect("it takes everything");
    assert!(fs::metadata(null).expect("a device").file_type().is_char_device(), "it is still a device");
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(refused(folder.path()), ErrorKind::IsADirectory);
    assert_eq!(refused(&folder.path().join("missing/net")), ErrorKind::NotFound);
    assert!(names(folder.path()).is_empty());
}

#[test]
fn names_of_every_length_and_encoding() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in [&[b'n'; 250][..], &[b'n'; 255], &"ü".repeat(120).into_bytes(), b"\xff\xfe.safetensors", b"n"] {
        let path = folder.path().join(OsStr::from_bytes(name));
        for seed in [1, 2] {
            Net::seeded(seed).save(&path).expect("a name that the file system has");
            assert!(holds(&path, seed), "{name:?}");
        }
    }
    assert_eq!(names(folder.path()).len(), 5);
}

#[test]
fn partial_files_of_killed_processes_are_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let left = "net.0123456789abcdef.partial";
    let others = ["net.0123456789abcde.partial", "net.partial", "other.0123456789abcdef.partial"];
    for name in others.iter().chain([&left]) {
        fs::write(at(name), "half").expect("a file");
    }
    let writing = File::create(at("net.fedcba9876543210.partial")).expect("a file");
    writing.lock().expect("as a save that is not over");
    Net::seeded(1).save(at("net")).expect("a new file");
    let mut expected = vec!["net", "net.fedcba9876543210.partial"];
    expected.extend(others);
    expected.sort_unstable();
    assert_eq!(names(folder.path()), expected);
    drop(writing);
    Net::seeded(1).save(at("net")).expect("the file is replaced");
    assert_eq!(names(folder.path()).len(), 4);
}

/// Each save finds the partial files of the others.
#[test]
fn saves_to_one_path_do_not_disturb_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("net");
    std::thread::scope(|scope| {
        for seed in 0..8 {
            let path = &path;
            scope.spawn(move || {
                for _ in 0..50 {
                    Net::seeded(seed).save(path).expect("a save of its own");
                    Net::load(path).expect("a whole file, of whichever save");
                }
            });
        }
    });
    assert_eq!(names(folder.path()), ["net"]);
}
