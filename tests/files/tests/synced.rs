//! The calls to the system of one save, in the order in which they reach the disk.
//!
//! The functions of the C library that the standard library calls are replaced in this program by ones that write down
//! that they were called. Only Linux has them under these names.
#![cfg(target_os = "linux")]

use mlp::prelude::*;
use std::ffi::{CStr, c_char, c_int, c_uint};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

mlp! { struct Net: 2 => 3 tanh => 1 }

static CALLS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Whether syncing a file fails, as on a disk that is full or gone.
static IS_BROKEN: AtomicBool = AtomicBool::new(false);

fn called(what: String) {
    CALLS.lock().expect("one thread").push(what);
}

unsafe extern "C" {
    fn renameat2(old: c_int, from: *const c_char, new: c_int, to: *const c_char, flags: c_uint) -> c_int;
}

/// `AT_FDCWD`
const FOLDER_OF_THE_PROCESS: c_int = -100;

// SAFETY: the signature is that of the C library; syncing nothing keeps what a process sees of its files.
#[unsafe(no_mangle)]
extern "C" fn fsync(file: c_int) -> c_int {
    let path = std::fs::read_link(format!("/proc/self/fd/{file}")).expect("an open file");
    called(format!("sync {}", if path.is_dir() { "folder" } else { "file" }));
    if IS_BROKEN.load(Ordering::SeqCst) { -1 } else { 0 }
}

// SAFETY: the signature is that of the C library.
#[unsafe(no_mangle)]
unsafe extern "C" fn rename(from: *const c_char, to: *const c_char) -> c_int {
    // SAFETY: the caller's arguments are strings that end in 0, as `rename` requires.
    let (name, result) =
        unsafe { (CStr::from_ptr(to), renameat2(FOLDER_OF_THE_PROCESS, from, FOLDER_OF_THE_PROCESS, to, 0)) };
    called(format!("rename to {}", name.to_string_lossy().rsplit('/').next().expect("a name")));
    result
}

/// One test: all of them write to one list.
///
/// Before the name refers to them, all bytes are on the disk; and after it the name is too.
#[test]
fn files_reach_the_disk() {
    bytes_are_on_the_disk_before_the_name_and_the_name_before_the_end();
    what_cannot_be_synced_leaves_the_old_file_and_nothing_else();
}

fn bytes_are_on_the_disk_before_the_name_and_the_name_before_the_end() {
    let folder = tempfile::tempdir().expect("a place for files");
    for _ in 0..2 {
        Net::seeded(1).save(folder.path().join("net.safetensors")).expect("a place for files");
        let calls = std::mem::take(&mut *CALLS.lock().expect("one thread"));
        assert_eq!(calls, ["sync file", "rename to net.safetensors", "sync folder"]);
    }
}

fn what_cannot_be_synced_leaves_the_old_file_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a place for files");
    let path = folder.path().join("net.safetensors");
    Net::seeded(1).save(&path).expect("a place for files");
    IS_BROKEN.store(true, Ordering::SeqCst);
    let saved = Net::seeded(2).save(&path);
    IS_BROKEN.store(false, Ordering::SeqCst);
    assert!(matches!(saved, Err(mlp::Error::File { .. })), "{saved:?}");
    assert_eq!(Net::load(&path).expect("the old file").params(), Net::seeded(1).params());
    let names: Vec<_> =
        std::fs::read_dir(folder.path()).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    assert_eq!(names, ["net.safetensors"]);
}
