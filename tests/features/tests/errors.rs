//! Errors as values: what the system said and whether it is the same thing, where they follow from, how large they are.

use mlp::data::csv::Csv;
use mlp::data::idx;
use mlp::error::{CsvReason, IoError};
use mlp::prelude::*;
use mlp::{Error, Scaled};
use std::error::Error as _;
use std::io::{self, ErrorKind, Read};
use tempfile::TempDir;

mlp! {
    #[derive(PartialEq)]
    struct Small: 2 => 3 tanh => 1
}

/// Returns a folder of the test's own, removed at its end.
fn temporary_folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// The error of the operating system, by the field and by `source`.
#[track_caller]
fn kind(error: &Error) -> ErrorKind {
    let Error::File { path, source } = error else { panic!("{error}") };
    let found = error.source().and_then(|source| source.downcast_ref::<io::Error>()).expect("an error of the system");
    assert_eq!(found.kind(), source.kind());
    assert_eq!(error.to_string(), format!("{}: {found}", path.display()));
    source.kind()
}

#[test]
fn the_kind_of_an_error_of_the_system_is_kept() {
    let folder = temporary_folder();
    let folder = folder.path();
    let nowhere = folder.join("nowhere").join("file");
    assert_eq!(kind(&Small::load(&nowhere).expect_err("no file")), ErrorKind::NotFound);
    assert_eq!(kind(&Small::seeded(1).save(&nowhere).expect_err("no folder")), ErrorKind::NotFound);
    assert_eq!(kind(&Scaled::<Small>::load(&nowhere).expect_err("no file")), ErrorKind::NotFound);
    assert_eq!(kind(&History::default().save_csv(&nowhere).expect_err("no folder")), ErrorKind::NotFound);
    assert_eq!(kind(&Csv::new().open(&nowhere).expect_err("no file")), ErrorKind::NotFound);
    assert_eq!(kind(&idx::open(&nowhere).expect_err("no file")), ErrorKind::NotFound);
    // a folder is there, but cannot be read as a file
    assert_ne!(kind(&Small::load(folder).expect_err("a folder")), ErrorKind::NotFound);
    assert_ne!(kind(&Csv::new().open(folder).expect_err("a folder")), ErrorKind::NotFound);
    // a file of holes is longer than any checkpoint of this network
    let long = folder.join("long");
    std::fs::File::create(&long).and_then(|file| file.set_len(1 << 40)).expect("a file without blocks");
    let trainer = Trainer::new(Mse, Sgd::new(0.1)).checkpoint(&long, 1);
    let error = trainer.fit(&mut Small::seeded(1), &[[0.0; 2]], &[[0.0]]).expect_err("too long");
    assert_eq!(kind(&error), ErrorKind::FileTooLarge);
    // a checkpoint in what is no folder
    let trainer = Trainer::new(Mse, Sgd::new(0.1)).checkpoint(long.join("checkpoint"), 1);
    let error = trainer.fit(&mut Small::seeded(1), &[[0.0; 2]], &[[0.0]]).expect_err("no folder");
    assert_eq!(kind(&error), ErrorKind::NotADirectory);
}

#[cfg(unix)]
#[test]
fn a_file_that_must_not_be_read_is_not_one_that_is_missing() {
    use std::os::unix::fs::PermissionsExt;
    let folder = temporary_folder();
    let path = folder.path().join("secret");
    Small::seeded(1).save(&path).expect("a place for files");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).expect("a file of our own");
    match Small::load(&path) {
        Err(error) => assert_eq!(kind(&error), ErrorKind::PermissionDenied),
        // who runs this may read everything
        Ok(net) => assert_eq!(net, Small::seeded(1)),
    }
}

/// A reader that fails.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::new(ErrorKind::ConnectionReset, "the line is dead"))
    }
}

#[test]
fn whatever_follows_from_another_error_has_it_as_its_source() {
    let error = Csv::new().read(Broken).expect_err("a broken reader");
    assert!(matches!(&error, Error::Csv { file: None, line: None, reason: CsvReason::Read(_) }), "{error}");
    assert_eq!(error.to_string(), "the table: the line is dead");
    let source = error.source().and_then(|source| source.downcast_ref::<io::Error>()).expect("the reader's error");
    assert_eq!(source.kind(), ErrorKind::ConnectionReset);

    let inputs = [[f32::NAN, 0.0]];
    let trainer = Trainer::new(Mse, Sgd::new(0.1)).validate(&inputs, &[[0.0]]);
    let error = trainer.fit(&mut Small::seeded(1), &[[0.0; 2]], &[[0.0]]).expect_err("bad data");
    let source = error.source().and_then(|source| source.downcast_ref::<Error>());
    assert!(matches!(source, Some(Error::InputNotFinite { sample: 0, column: 0, .. })), "{error}");

    // a header that is no JSON
    let bytes = [&4_u64.to_le_bytes()[..], b"{]}}"].concat();
    let error = Small::from_safetensors(&bytes).expect_err("no JSON");
    let source = error.source().expect("the parser's error").to_string();
    assert_eq!(error.to_string(), format!("not a safetensors file: {source}"));
    let folder = temporary_folder();
    let path = folder.path().join("no-checkpoint");
    std::fs::write(&path, &bytes).expect("a file");
    let trainer = Trainer::new(Mse, Sgd::new(0.1)).checkpoint(&path, 1);
    let error = trainer.fit(&mut Small::seeded(1), &[[0.0; 2]], &[[0.0]]).expect_err("no checkpoint");
    let source = error.source().expect("the parser's error").to_string();
    let reason = format!("it is damaged, or something else: {source}");
    assert_eq!(error.to_string(), format!("{}: not a checkpoint of this training run: {reason}", path.display()));

    assert!(Error::NoSamples.source().is_none());
}

#[test]
fn errors_are_values() {
    let error = || Error::File { path: "a".into(), source: io::Error::from(ErrorKind::NotFound).into() };
    assert_eq!(error(), error().clone());
    let [missing, denied] =
        [ErrorKind::NotFound, ErrorKind::PermissionDenied].map(|k| IoError::from(io::Error::from(k)));
    assert_ne!(missing, denied);
    // clippy calls 128 bytes too many
    assert!(size_of::<Error>() < 128, "{} bytes", size_of::<Error>());
    let boxed: Box<dyn std::error::Error + Send + Sync> = Box::new(error());
    assert!(boxed.is::<Error>());
}
