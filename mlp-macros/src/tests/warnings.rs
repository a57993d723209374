//! Networks that are legal but rarely intended.

use super::check;
use crate::network::Lint;

/// Returns the warnings of a valid call: what is underlined, and the text.
fn warnings(text: &str) -> Vec<(String, String)> {
    let networks = check(text).unwrap_or_else(|_| panic!("`{text}` is legal"));
    let layers = networks.into_iter().flat_map(|network| network.layers);
    let warnings = layers.flat_map(|layer| layer.warnings);
    warnings.map(|warning| (warning.span.source_text().unwrap_or_default(), warning.text)).collect()
}

/// Checks that a call has one warning.
fn warns(text: &str, underlined: &str, message: &str) {
    assert_eq!(warnings(text), [(underlined.to_owned(), message.to_owned())], "`{text}`");
}

#[test]
fn linear_layers() {
    warns(
        "2 => 3 relu => 4 => 1 sigmoid",
        "4",
        "layer 2 has no activation, so it and the next are together one linear layer; give it one, for example `4 relu`, or write `4 identity` if you mean it",
    );
    warns(
        "2 => { 2 * N } => 1",
        "{ 2 * N }",
        "layer 1 has no activation, so it and the next are together one linear layer; give it one, for example `{ 2 * N } relu`, or write `{ 2 * N } identity` if you mean it",
    );
    warns(
        "3 => 8 => 16 => 2",
        "8",
        "this network is linear: its 3 layers compute what one can; give the hidden ones an activation, for example `8 relu`, or write `8 identity` if you mean it",
    );
    assert_eq!(warnings("3 => 8 => 16 => 2 sigmoid").len(), 2, "not linear as a whole: each layer is named");
}

#[test]
fn weights_that_are_zero() {
    warns(
        "2 => 3 tanh init(zeros) => 1",
        "zeros",
        "all units of layer 1 begin alike and stay alike; leave `init(zeros)` out, or write `init(zeros) allow(init)` if you mean it",
    );
}

#[test]
fn what_is_meant_is_written() {
    for text in [
        "2 => 1",
        "2 => 3 identity => 1",
        "3 => 8 identity => 16 identity => 2",
        // whatever the activation is
        "2 => 3 sigmoid init(he) => 1",
        "2 => 3 relu init(xavier, uniform(0.1)) => 1",
        "2 => 3 selu init(he_normal) => 1",
        "2 => 3 tanh init(zeros) allow(init) => 1",
        "2 => 3 tanh init(xavier) => 1 init(zeros)",
        "2 => 3 gelu init(xavier) => 1",
        "2 => 3 my::Own init(he) => 1",
    ] {
        assert_eq!(warnings(text), [], "`{text}`");
    }
}

#[test]
fn each_has_its_kind() {
    let networks = check("2 => 3 => 3 relu init(zeros) => 1").ok().unwrap_or_default();
    let kinds: Vec<Lint> =
        networks[0].layers.iter().flat_map(|layer| &layer.warnings).map(|warning| warning.lint).collect();
    assert_eq!(kinds, [Lint::LinearLayers, Lint::Initialization]);
}

#[test]
fn copies_have_the_warnings_of_the_first() {
    assert_eq!(warnings("2 => repeat(3, 4 => 3 relu) => 1").len(), 1);
    assert_eq!(warnings("2 => repeat(3, 4 tanh => 3 relu init(zeros, pytorch)) => 1").len(), 1);
}
