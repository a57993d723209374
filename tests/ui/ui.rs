//! Compiles every case of this folder, in one run, and compares what the compiler says with the `.stderr` beside it.
//!
//! `TRYBUILD=overwrite cargo test -p mlp-ui` writes the `.stderr` files anew; see README.md.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const KINDS: [&str; 18] = [
    "syntax",
    "widths",
    "activations",
    "options",
    "weights",
    "integers",
    "halves",
    "budget",
    "shapes",
    "losses",
    "composition",
    "blocks",
    "ends",
    "lints",
    "several",
    "habits",
    "uses",
    "stand_in",
];

/// All files of a kind with an extension, in order.
fn files(kind: &str, extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(kind);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files.sort();
    files
}

/// The case and what the compiler says about it.
fn cases() -> Vec<(PathBuf, String, String)> {
    let sources = KINDS.iter().flat_map(|kind| files(kind, "rs"));
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    sources.map(|path| (path.clone(), read(&path), read(&path.with_extension("stderr")))).collect()
}

#[test]
fn messages() {
    {
        let cases = trybuild::TestCases::new();
        for kind in KINDS {
            cases.compile_fail(format!("{kind}/*.rs"));
        }
        // dropping the cases runs them
    }
    no_message_is_said_twice();
    // behind the run, so that a refresh is checked too
    what_must_be_said_is_said();
    nobody_reads_typenum();
    every_text_has_its_case();
    the_chapter_quotes_what_is_said();
}

/// A terminal hides copies of a message, as trybuild does; an editor shows them.
///
/// Compiles the project that trybuild has made once more, with its flags, so that only the cases are compiled.
fn no_message_is_said_twice() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder").join("tests/trybuild");
    let project = target.join("mlp-ui");
    assert!(project.join("Cargo.toml").exists(), "trybuild keeps its project elsewhere than in {}", project.display());
    let flags = ["--cfg", "trybuild", "--verbose", "-A", "dead_code", "--diagnostic-width=140"].join("\x1f");
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--bins", "--keep-going", "--quiet", "--message-format=json"])
        .current_dir(&project)
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_ENCODED_RUSTFLAGS", flags)
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .expect("cargo");
    let messages = String::from_utf8(output.stdout).expect("text");
    let mut said = HashMap::new();
    let mut number = 0;
    for line in messages.lines() {
        let message: serde_json::Value = serde_json::from_str(line).expect("a message of cargo");
        let level = message["message"]["level"].as_str().unwrap_or_default();
        if message["reason"] != "compiler-message" || !["error", "warning", "note"].contains(&level) {
            continue;
        }
        number += 1;
        let case = message["target"]["src_path"].to_string();
        let text = message["message"]["rendered"].to_string();
        let times = said.entry((case, text)).or_insert(0);
        *times += 1;
        assert_eq!(*times, 1, "{line}");
    }
    assert!(number > cases().len(), "{number} messages: {}", String::from_utf8_lossy(&output.stderr));
}

/// The text after `//~` in a case must be in the message on every toolchain, however rustc words the rest.
fn what_must_be_said_is_said() {
    for (path, source, stderr) in cases() {
        // a long line of rustc's is broken at a margin
        let said = stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        for key in source.lines().filter_map(|line| line.trim().strip_prefix("//~ ")) {
            assert!(said.contains(key), "{} must say `{key}`; it says\n{stderr}", path.display());
        }
        let wanted = source.lines().find_map(|line| line.strip_prefix("//~errors ")).unwrap_or("1");
        let errors = stderr.lines().filter(|line| line.starts_with("error")).count();
        assert_eq!(errors.to_string(), wanted, "errors of {}:\n{stderr}", path.display());
    }
}

/// `UInt<UInt<UTerm, B1>, B0>` is the number 2; nobody should have to know.
fn nobody_reads_typenum() {
    for (path, _, stderr) in cases() {
        for noise in ["UInt<", "UTerm", "typenum", "__private", "mlp_core::"] {
            assert!(!stderr.contains(noise), "{} shows `{noise}`:\n{stderr}", path.display());
        }
    }
}

/// A renamed case leaves no text behind.
fn every_text_has_its_case() {
    for text in KINDS.iter().flat_map(|kind| files(kind, "stderr")) {
        assert!(text.with_extension("rs").exists(), "{} belongs to no case", text.display());
    }
}

/// Behind each `<!-- tests/ui/kind/case -->` of the chapter stand the case, unless it is left out, and its text.
///
/// `TRYBUILD=overwrite` writes them anew.
fn the_chapter_quotes_what_is_said() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/when-it-does-not-compile.md");
    let chapter = fs::read_to_string(&path).expect("the chapter");
    let mut parts = chapter.split("<!-- tests/ui/");
    let mut expected = parts.next().unwrap_or_default().to_owned();
    let mut quoted = 0;
    for part in parts {
        let (name, rest) = part.split_once(" -->").expect("the end of the comment");
        let rest = rest.split_once("```text\n").expect("a quoted text").1;
        let rest = rest.split_once("\n```\n").expect("the end of the quoted text").1;
        let case = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let read = |extension| fs::read_to_string(case.with_extension(extension)).unwrap_or_else(|_| panic!("{name}"));
        let (source, text) = (read("rs"), read("stderr"));
        let source: Vec<&str> = source.lines().filter(|line| !line.starts_with("//~")).collect();
        let (source, text) = (source.join("\n"), text.trim_end());
        let quote = format!("```rust\n{}\n```\n\n```text\n{text}\n```\n{rest}", source.trim());
        expected.extend(["<!-- tests/ui/", name, " -->\n\n", &quote]);
        quoted += 1;
    }
    if std::env::var_os("TRYBUILD").is_some_and(|value| value == "overwrite") {
        fs::write(&path, &expected).expect("the chapter");
    } else {
        assert!(chapter == expected, "{} is out of date; TRYBUILD=overwrite writes it anew", path.display());
    }
    assert!(quoted > 10, "{} quotes {quoted} cases", path.display());
}
