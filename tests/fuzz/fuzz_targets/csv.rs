//! Any bytes as a table: no panic, and of what is read every number is finite and every class there.
//!
//! cargo +nightly fuzz run --fuzz-dir tests/fuzz csv -- -rss_limit_mb=512 -malloc_limit_mb=16
#![no_main]

use libfuzzer_sys::fuzz_target;
use mlp::Error;
use mlp::data::csv::{Csv, Missing, Samples};

fn check<const N: usize, T: Copy>(found: Result<Samples<N, T>, Error>, whole: impl Fn(T) -> bool) {
    match found {
        Ok(samples) => {
            assert!(!samples.dataset.is_empty());
            assert_eq!(samples.dataset.inputs.len(), samples.dataset.targets.len());
            assert_eq!(samples.input_names.len(), N);
            assert!(samples.dataset.inputs.as_flattened().iter().all(|x| x.is_finite()));
            assert!(samples.dataset.targets.iter().all(|target| whole(*target)));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fuzz_target!(|bytes: &[u8]| {
    // the first byte says how to read the others
    let Some((how, file)) = bytes.split_first() else { return };
    let missing = [Missing::Error, Missing::DropRow, Missing::Value(0.5), Missing::ColumnMean][usize::from(how % 4)];
    let mut csv = Csv::new().missing(missing);
    if how & 4 != 0 {
        csv = csv.delimiter(b';');
    }
    if how & 8 != 0 {
        csv = csv.without_header();
    }
    if how & 16 != 0 {
        csv = csv.class_names(["a", "b"]);
    }
    if how & 32 != 0 {
        csv = csv.comment(b'#').numeric_classes();
    }
    if how & 64 != 0 {
        csv = csv.decimal(',').thousands('.');
    }
    if how & 128 != 0 {
        csv = csv.rounded_integers();
    }
    let Ok(table) = csv.read(file) else { return };
    check(table.inputs::<2>(), |()| true);
    check(table.classes::<1>(1), |class| class < 1 << 20);
    check(table.classes::<2>("y"), |class| class < 1 << 20);
    check(table.targets::<1, 1>([0]), |[t]| t.is_finite());
});
