//! Any bytes as an IDX array: no panic, no memory beyond their size, and as many numbers as the sizes say.
//!
//! cargo +nightly fuzz run --fuzz-dir tests/fuzz idx -- -rss_limit_mb=512 -malloc_limit_mb=1
#![no_main]

use libfuzzer_sys::fuzz_target;
use mlp::data::idx::Idx;

fuzz_target!(|bytes: &[u8]| {
    let array = match Idx::from_bytes(bytes) {
        Ok(array) => array,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    assert!(!array.sizes().is_empty());
    if let Ok(rows) = array.rows::<3>() {
        assert_eq!(rows.len(), array.sizes()[0]);
    }
    if let Ok(pixels) = array.pixels::<1>() {
        assert_eq!(pixels.len(), array.sizes()[0]);
    }
    if let Ok(labels) = array.labels() {
        assert_eq!(labels.len(), array.sizes()[0]);
        assert!(labels.iter().all(|label| *label < 1 << 24));
    }
});
