//! A disk that is full and one that is read-only: a small file system in memory, which this process mounts for itself.

use crate::process::{Process, Wanted};
use crate::{FEW, Fault};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The exit code where the system lets nobody mount.
const CANNOT_MOUNT: u8 = 77;
/// Two checkpoints and more.
const SIZE: &str = "size=1m";
/// The epochs at the end of each part.
const EPOCHS: [usize; 4] = [FEW / 4, FEW / 2, 3 * FEW / 4, FEW];

/// Starts this program in a view of the file systems of its own, as this user or as one who may mount there.
pub(crate) fn run(folder: &Path) -> Result<(), Fault> {
    let expected = Process::start(&folder.join("disk.checkpoint"), FEW, Wanted::Everything)?.end()?;
    let disk = folder.join("disk");
    fs::create_dir(&disk).map_err(|error| error.to_string())?;
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    for user in [&["--mount"][..], &["--user", "--map-root-user", "--mount"]] {
        let mut command = Command::new("unshare");
        command.args(user).arg(&program).arg("disk").arg(&disk).arg(expected.digest.as_deref().unwrap_or_default());
        match command.status().map(|status| status.code()) {
            Ok(Some(0)) => return Ok(()),
            // `unshare` itself ends with 1 where it may not
            Ok(Some(1 | 77)) => {}
            Ok(_) => return Err("a disk that is full or read-only".to_owned()),
            Err(_) => break,
        }
    }
    println!("skipped: disks that are full or read-only, since nothing can be mounted here");
    Ok(())
}

/// The program that runs there: `long disk FOLDER DIGEST`.
pub(crate) fn inside(words: &[String]) -> ExitCode {
    let [folder, digest] = words else { return ExitCode::FAILURE };
    if mount(&["-t", "tmpfs", "-o", SIZE, "tmpfs", folder]).is_err() {
        return ExitCode::from(CANNOT_MOUNT);
    }
    let disk = Disk { folder: folder.into(), path: Path::new(folder).join("training.checkpoint") };
    match disk.hold(digest) {
        Ok(()) => {
            println!("a full disk and a read-only one lost no epoch");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::from(2)
        }
    }
}

fn mount(words: &[&str]) -> Result<(), Fault> {
    let status = Command::new("mount").args(words).status().map_err(|error| error.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("`mount` ended with {status}")) }
}

struct Disk {
    folder: PathBuf,
    path: PathBuf,
}

impl Disk {
    fn hold(&self, digest: &str) -> Result<(), Fault> {
        let [first, second, third, last] = EPOCHS;
        self.train(first)?.expect_done()?;
        let filler = self.fill()?;
        self.refused(second, "No space left on device")?;
        fs::remove_file(filler).map_err(|error| error.to_string())?;
        self.train(second)?.expect_done()?;
        let folder = self.folder.to_string_lossy();
        mount(&["-o", "remount,ro", &folder])?;
        self.refused(third, "Read-only file system")?;
        mount(&["-o", "remount,rw", &folder])?;
        let told = self.train(last)?;
        match told.digest.as_deref() {
            Some(found) if found == digest && told.first == Some(second + 1) => Ok(()),
            _ => Err(format!("expected {digest} from epoch {} on: {told:?}", second + 1)),
        }
    }

    fn train(&self, epochs: usize) -> Result<crate::process::Told, Fault> {
        Process::start(&self.path, epochs, Wanted::Everything)?.end()
    }

    /// Takes all that is left of the disk.
    fn fill(&self) -> Result<PathBuf, Fault> {
        let path = self.folder.join("filler");
        let mut file = File::create(&path).map_err(|error| error.to_string())?;
        loop {
            match file.write_all(&[1; 512]) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::StorageFull => return Ok(path),
                Err(error) => return Err(error.to_string()),
            }
        }
    }

    /// A run that cannot write its checkpoint says why, and leaves the old one and nothing else.
    fn refused(&self, epochs: usize, why: &str) -> Result<(), Fault> {
        let (names, before) = (self.names(), fs::read(&self.path).ok());
        self.train(epochs)?.expect_error(why)?;
        if fs::read(&self.path).ok() != before {
            return Err(format!("{why}: the checkpoint before it was changed"));
        }
        if self.names() == names { Ok(()) } else { Err(format!("{why}: {:?} are left", self.names())) }
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}
