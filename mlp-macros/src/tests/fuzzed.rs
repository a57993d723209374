//! The texts that the fuzzer begins with and those that it has found: `tests/fuzz/corpus/language`.

use crate::expand;

use super::check;

/// Items or messages come out of each, and both are tokens; as the fuzz target does.
#[test]
fn every_text_has_an_expansion() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fuzz/corpus/language");
    // published without the folder
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut read = 0;
    for entry in entries {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("a text");
        if text.parse::<proc_macro2::TokenStream>().is_err() {
            continue;
        }
        let items = match check(&text) {
            Ok(networks) => expand::networks(&networks),
            Err(failure) => expand::mistakes(&failure),
        };
        let items = items.to_string();
        assert!(!items.is_empty() && items.parse::<proc_macro2::TokenStream>().is_ok(), "{}: {items}", path.display());
        read += 1;
    }
    assert!(read >= 4, "the folder has moved or was emptied");
}
