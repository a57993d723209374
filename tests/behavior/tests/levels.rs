//! Instruction sets by name, pinned by the program and by the environment.

use mlp_core::simd::{self, Level, LevelError};
use mlp_fixtures::{at_every_level, at_one_level, rerun};
use std::process::Output;

#[test]
fn names_are_read_as_they_are_written() {
    for level in Level::ALL {
        assert_eq!(level.to_string().parse(), Ok(level));
    }
    assert_eq!("AVX2".parse::<Level>(), Err(LevelError::Unknown));
    assert_eq!(
        LevelError::Unknown.to_string(),
        "there is no instruction set of this name: expected one of `scalar`, `sse2`, `avx2`, `avx512`, \
         `neon`, `simd128`"
    );
}

#[test]
fn available_levels_can_be_pinned() {
    let levels: Vec<Level> = simd::available().collect();
    assert!(levels.is_sorted() && !levels.is_empty(), "{levels:?}");
    let mut seen = Vec::new();
    at_every_level(|level| seen.push(level));
    assert_eq!(seen, levels);
    at_one_level(|| assert_eq!(simd::active(), levels[levels.len() - 1], "without a pin the best one runs"));
}

#[test]
fn missing_levels_cannot_be_pinned() {
    at_one_level(|| {
        let before = simd::active();
        let missing: Vec<Level> =
            Level::ALL.into_iter().filter(|level| simd::available().all(|l| l != *level)).collect();
        assert!(!missing.is_empty(), "no machine has the vectors of x86 and of Arm");
        for level in missing {
            let error = simd::pin(Some(level)).unwrap_err();
            assert_eq!(error, LevelError::Missing(level));
            assert!(
                error.to_string().starts_with(&format!("`{level}` is not there: this build on this machine has `"))
            );
            assert_eq!(simd::active(), before);
        }
    });
}

/// Runs the test `name` of this program with `MLP_SIMD` set.
fn run_with(value: &str, name: &str) -> Output {
    rerun(name).env("MLP_SIMD", value).env("EXPECTED_LEVEL", value).output().expect("this program runs")
}

/// Run by the tests below with a level in the environment; without one there is nothing to check.
#[test]
fn shows_the_level_of_the_environment() {
    if let Ok(expected) = std::env::var("EXPECTED_LEVEL") {
        let mut y = [0.0_f32; 16];
        mlp_core::private::single::activate(mlp_core::activation::Tanh, &mut y);
        assert_eq!(simd::active().name(), expected);
        println!("runs with {}", simd::active());
    }
}

#[test]
fn the_environment_pins() {
    for level in simd::available() {
        let output = run_with(level.name(), "shows_the_level_of_the_environment");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && text.contains(&format!("runs with {level}")), "{text}");
    }
}

#[test]
fn a_wrong_environment_is_reported() {
    let missing = Level::ALL.into_iter().find(|level| simd::available().all(|l| l != *level));
    let missing = missing.expect("no machine has the vectors of x86 and of Arm").name();
    for (value, reason) in [
        ("avx1024", "the environment variable MLP_SIMD is \"avx1024\": there is no instruction set of this name"),
        (missing, "is not there: this build on this machine has `"),
    ] {
        let output = run_with(value, "shows_the_level_of_the_environment");
        let text = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        assert!(!output.status.success() && text.contains(reason), "{value}: {text}");
    }
}
