//! Valid calls and their meaning.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use super::{check, check_tokens, meaning, mistakes};
use crate::language::activation::{self, Activation};
use crate::language::initialization::Initialization;
use crate::language::option::Unroll;
use crate::network::{Network, Width, modules};

/// Returns the networks of a valid call.
fn all_networks(text: &str) -> Vec<Network> {
    check(text).unwrap_or_else(|_| panic!("{text}: {:?}", mistakes(text)))
}

/// Returns the only network of a valid call.
fn the_network(text: &str) -> Network {
    let mut networks = all_networks(text);
    assert_eq!(networks.len(), 1, "{text}");
    networks.remove(0)
}

#[test]
fn the_line_of_the_mission() {
    let bare = the_network("2 => 3 sigmoid => 1 sigmoid");
    assert!(bare.name.is_none());
    let expected = "  None 2 0 Auto :: mlp\nl1 3 Sigmoid true xavier zeros None\nl2 1 Sigmoid true xavier zeros None";
    assert_eq!(meaning(&bare), expected);
    for form in [
        "< 2 => 3 sigmoid => 1 sigmoid >",
        "<2=>3 sigmoid=>1 sigmoid>",
        "< 2 => 3 sigmoid => 1 sigmoid, >",
        "2 => 3 sigmoid => 1 sigmoid,",
        "2 => 3 sigmoid => 1 sigmoid, seed = 0, unroll = auto, crate = ::mlp",
        "2 => l1: 3 sigmoid => l2: 1 sigmoid init(xavier)",
    ] {
        assert_eq!(meaning(&the_network(form)), expected, "{form}");
    }
}

#[test]
fn several_networks() {
    let networks = all_networks(
        "/// Doc.\n#[derive(PartialEq)] pub(crate) struct A: 2 => 1; struct B: < 3 => 4 tanh, seed = 5 >;",
    );
    let [a, b] = &networks[..] else { panic!("two networks") };
    assert_eq!(a.name.as_ref().unwrap(), "A");
    assert_eq!(b.name.as_ref().unwrap(), "B");
    assert_eq!(a.attributes.to_string(), quote!(#[doc = " Doc."] #[derive(PartialEq)]).to_string());
    assert_eq!(a.visibility.to_string(), quote!(pub(crate)).to_string());
    assert_eq!(a.struct_token.source_text().as_deref(), Some("struct"));
    assert_eq!((a.seed, b.seed), (0, 5));
    assert!(b.attributes.is_empty() && b.visibility.is_empty());
}

#[test]
fn other_derives_and_attributes_stay_as_written() {
    let attributes = "#[derive(Zeroize, PartialEq,)] #[cfg_attr(feature = \"extra\", derive(Extra))] #[must_use]";
    let network = the_network(&format!("{attributes} struct N: 2 => 1"));
    assert_eq!(network.attributes.to_string(), attributes.parse::<TokenStream>().unwrap().to_string());
}

#[test]
fn widths() {
    let network = the_network(
        "Self::N => 1_000 => 0x10 relu => UNITS tanh => a::b::C => ::a::B no_bias => { A - 4 } => M::<3>::N",
    );
    let literals: Vec<_> = network.layers.iter().map(|layer| layer.width.literal()).collect();
    assert_eq!(literals, [Some(1000), Some(16), None, None, None, None, None]);
    let written = |width: &Width| quote!(#width).to_string();
    assert_eq!(written(&network.inputs), quote!(Self::N).to_string());
    assert_eq!(written(&network.layers[0].width), "1_000");
    assert_eq!(written(&network.layers[4].width), quote!(::a::B).to_string());
    assert_eq!(written(&network.layers[5].width), "{ A - 4 }");
    assert_eq!(written(&network.layers[6].width), "M::<3>::N".parse::<TokenStream>().unwrap().to_string());
}

#[test]
fn a_name_lies_at_its_label_or_width() {
    let network = the_network("2 => hidden: UNITS => 17 => r#type: 4 => l3: 5");
    let names: Vec<_> = network.layers.iter().map(|layer| layer.name.to_string()).collect();
    assert_eq!(names, ["hidden", "l2", "r#type", "l3"]);
}

#[test]
fn raw_labels_in_blocks_stay_identifiers() {
    let network = the_network("3 => residual(r#in: 4 relu => 3) => repeat(2, r#loop: 3 tanh) => r#type: 1");
    let names: Vec<_> = network.layers.iter().map(|layer| layer.name.to_string()).collect();
    assert_eq!(names, ["r#in", "l1_2", "loop_1", "loop_2", "r#type"]);
}

#[test]
fn a_default_name_that_a_label_has_taken_in_its_own_place_is_fine() {
    let network = the_network("2 => 3 => l2: 1");
    assert_eq!(network.layers[1].name.to_string(), "l2");
}

#[test]
fn every_activation_with_its_initialization() {
    let cases = [
        ("", "Identity", "xavier"),
        ("identity", "Identity", "xavier"),
        ("sigmoid", "Sigmoid", "xavier"),
        ("tanh", "Tanh", "xavier"),
        ("relu", "Relu", "he"),
        ("leaky_relu", "LeakyRelu { slope: 0.01 }", "he"),
        ("leaky_relu(0)", "LeakyRelu { slope: 0.0 }", "he"),
        ("leaky_relu(0.25)", "LeakyRelu { slope: 0.25 }", "he"),
        ("leaky_relu(1e-3)", "LeakyRelu { slope: 0.001 }", "he"),
        ("elu", "Elu", "he"),
        ("selu", "Selu", "lecun"),
        ("gelu", "Gelu", "he"),
        ("silu", "Silu", "he"),
        ("softplus", "Softplus", "xavier"),
        ("softsign", "Softsign", "xavier"),
        ("mish", "Mish", "he"),
        ("hard_tanh", "HardTanh", "xavier"),
        ("hard_sigmoid", "HardSigmoid", "xavier"),
        ("softmax", "Softmax", "xavier"),
    ];
    for (word, debug, initialization) in cases {
        let network = the_network(&format!("2 => 3 {word}"));
        assert_eq!(format!("{:?}", network.layers[0].activation), debug, "{word}");
        assert_eq!(network.layers[0].initialization.word(), initialization, "{word}");
    }
    let is_covered = |word: &str| cases.iter().any(|(case, ..)| *case == word);
    assert!(activation::words().all(is_covered), "a row of the table is missing here");
}

#[test]
fn types_of_the_user() {
    for path in [
        "Swish",
        "my::Swish",
        "my::swish",
        "Swish<2>",
        "Swish::<2>",
        "::a::B<{ N }, C>::D",
        "Swish<Of<2>>",
        "Swish<fn() -> A>",
        "self::Relu",
    ] {
        let network = the_network(&format!("2 => 3 {path} => 4 {path} no_bias => 1"));
        let Activation::Custom(tokens) = &network.layers[0].activation else { panic!("{path}") };
        assert_eq!(tokens.to_string(), path.parse::<TokenStream>().unwrap().to_string());
        assert_eq!(network.layers[1].initialization.word(), "he");
        assert!(!network.layers[1].bias && network.layers[0].bias);
    }
    let closed = the_network("< 2 => 3 Swish<2>>");
    assert!(matches!(&closed.layers[0].activation, Activation::Custom(tokens) if tokens.to_string() == "Swish < 2 >"));
    assert_eq!(the_network("2 => 3 Swish<2>=>1").layers.len(), 2);
}

#[test]
fn modifiers() {
    for word in ["xavier", "xavier_normal", "he", "he_normal", "lecun", "lecun_normal", "pytorch", "zeros"] {
        let network = the_network(&format!("2 => 3 relu dropout(0.5) init({word}) no_bias => 1 no_bias"));
        let [first, last] = &network.layers[..] else { panic!("two layers") };
        assert_eq!((first.initialization.word(), first.dropout, first.bias), (word, Some(0.5), false));
        assert_eq!((last.initialization.word(), last.dropout, last.bias), ("xavier", None, false));
    }
}

#[test]
fn weights_and_biases_have_distributions() {
    for (written, weights, biases) in [
        ("", "he", "zeros"),
        ("init(lecun)", "lecun", "zeros"),
        ("init(pytorch)", "pytorch", "pytorch"),
        ("init(pytorch, zeros)", "pytorch", "zeros"),
        ("init(he_normal, pytorch)", "he_normal", "pytorch"),
        ("init(uniform(0.1))", "uniform(0.1)", "zeros"),
        ("init(zeros, normal(5e-2)) allow(init)", "zeros", "normal(0.05)"),
        ("init(xavier, xavier) allow(init)", "xavier", "xavier"),
    ] {
        let network = the_network(&format!("2 => 3 relu {written} => 1"));
        let [first, last] = &network.layers[..] else { panic!("two layers") };
        let found =
            [first, last].map(|layer| [layer.initialization, layer.bias_initialization].map(Initialization::usage));
        assert_eq!(found, [[weights, biases], ["xavier", "zeros"]], "{written}");
    }
}

#[test]
fn frozen_layers() {
    let network = the_network("2 => 3 relu freeze => net(A) freeze => net(B) => repeat(2, 4 no_bias freeze) => 1");
    let frozen: Vec<bool> = network.layers.iter().map(|layer| layer.frozen).collect();
    assert_eq!(frozen, [true, true, false, true, true, false]);
}

#[test]
fn options() {
    let network = the_network("2 => 1, crate = ::renamed::mlp, unroll = full, seed = 0xffff_ffff_ffff_ffff");
    assert_eq!(network.seed, u64::MAX);
    assert_eq!(network.unroll, Unroll::Full);
    assert_eq!(network.krate.to_string(), quote!(::renamed::mlp).to_string());
    assert_eq!(the_network("2 => 1, unroll = none").unroll, Unroll::None);
    assert_eq!(the_network("2 => 1, crate = crate").krate.to_string(), "crate");
}

#[test]
fn the_largest_networks() {
    assert_eq!(the_network("65536 => 32768 no_bias").layers.len(), 1);
    assert_eq!(the_network("64 => 64 => 64, unroll = full").unroll, Unroll::Full);
    // rustc knows the size of this one
    assert_eq!(the_network("65536 => UNITS => 65536").layers.len(), 2);
}

/// Returns the invisible group that `macro_rules!` puts around a fragment.
fn handed_on(tokens: TokenStream) -> TokenTree {
    Group::new(Delimiter::None, tokens).into()
}

#[test]
fn pieces_that_an_outer_macro_hands_on() {
    let visibility = handed_on(quote!(pub(crate)));
    let nothing = handed_on(TokenStream::new());
    let name = handed_on(quote!(Net));
    let literal = handed_on(quote!(3));
    let path = handed_on(handed_on(quote!(config::UNITS)).into());
    let expression = handed_on(quote!(2 * UNITS));
    let activation = handed_on(quote!(my::Swish<2>));
    let slope = handed_on(quote!(0.25));
    let meta = handed_on(quote!(derive(PartialEq)));
    let tokens = quote! {
        #[#meta] #visibility struct #name: #literal => #path #activation => #expression leaky_relu(#slope) => 1, seed = #literal;
        #nothing struct Other: 2 => 1
    };
    let networks = check_tokens(tokens).unwrap_or_else(|failure| panic!("{:?}", failure.errors.into_vec()));
    assert_eq!(networks[0].inputs.literal(), Some(3));
    assert_eq!(networks[0].layers[0].width.literal(), None);
    assert!(matches!(networks[0].layers[0].activation, Activation::Custom(_)));
    assert!(matches!(networks[0].layers[1].width, Width::Constant(_)));
    assert!(
        matches!(&networks[0].layers[1].activation, Activation::Builtin { builtin, argument: Some(0.25) } if builtin.word == "leaky_relu")
    );
    assert_eq!(networks[0].seed, 3);
    assert!(networks[1].visibility.is_empty());
}

#[test]
fn a_derive_that_an_outer_macro_hands_on_is_looked_into() {
    let meta = handed_on(quote!(derive(PartialEq, Clone)));
    let Err(failure) = check_tokens(quote!(#[#meta] struct N: 2 => 1)) else { panic!("no mistake was found") };
    assert_eq!(failure.declared[0].attributes.to_string(), quote!(#[derive(PartialEq)]).to_string());
}

#[test]
fn repeated_layers_are_written_out() {
    let network = the_network("2 => 8 tanh => repeat(3, 4 relu no_bias) => 1, seed = 3");
    let names: Vec<_> = network.layers.iter().map(|layer| layer.name.to_string()).collect();
    assert_eq!(names, ["l1", "l2_1", "l2_2", "l2_3", "l3"]);
    assert!(network.layers[1..4].iter().all(|layer| layer.width.literal() == Some(4) && !layer.bias));
    let network = the_network("2 => wide: repeat(2, 4 relu => UNITS tanh) => repeat(2, a: 4 elu => 3 relu) => 1");
    let names: Vec<_> = network.layers.iter().map(|layer| layer.name.to_string()).collect();
    assert_eq!(names, ["wide_1", "wide_2", "wide_3", "wide_4", "a_1", "l2_2", "a_2", "l2_4", "l3"]);
    let written = the_network("2 => x_1: 4 relu => x_2: 4 relu => l2: 1");
    assert_eq!(meaning(&the_network("2 => x: repeat(2, 4 relu) => 1")), meaning(&written));
}

#[test]
fn paths_of_modules_are_those_of_nested_sequences() {
    let network = the_network("2 => 4 relu => residual(4 relu dropout(0.1) => residual(4 => 4 tanh)) => 1");
    let paths = modules::paths(&network.layers, &network.residuals);
    assert_eq!(paths, [vec![0], vec![2, 0], vec![2, 3, 0], vec![2, 3, 1], vec![3]]);
}

#[test]
fn a_layer_may_be_documented() {
    let network = the_network("struct N: 2 => /// The features.\n 3 relu => #[doc = \"A logit.\"] logit: 1");
    let docs: Vec<String> = network.layers.iter().map(|layer| layer.docs.to_string()).collect();
    assert_eq!(docs, [quote!(#[doc = " The features."]).to_string(), quote!(#[doc = "A logit."]).to_string()]);
}

#[test]
fn a_keyword_of_one_edition_names_a_field_in_all() {
    let network = the_network("2 => gen: 3 relu => 1");
    assert_eq!(network.layers[0].name.to_string(), "r#gen");
}

#[test]
fn networks_of_one_name_under_conditions() {
    assert_eq!(all_networks("#[cfg(a)] struct N: 2 => 1; #[cfg(b)] struct N: 3 => 1").len(), 2);
    assert_eq!(all_networks("#[cfg_attr(a, cfg(b))] struct N: 2 => 1; struct N: 3 => 1").len(), 2);
    let network =
        the_network("#[must_use] #[cfg(a)] #[cfg_attr(b, cfg(c), allow(dead_code), inline)] struct N: 2 => 1");
    assert_eq!(network.conditions.to_string(), quote!(#[cfg(a)] #[cfg_attr(b, cfg(c))]).to_string());
    assert_eq!(network.lint_levels.to_string(), quote!(#[cfg_attr(b, allow(dead_code))]).to_string());
}

/// A word in capitals may be a constant, even if an activation is called so.
#[test]
fn constants_with_the_names_of_activations() {
    assert_eq!(
        meaning(&the_network("ELU => 3")),
        "  None constant ELU 0 Auto :: mlp\nl1 3 Identity true xavier zeros None"
    );
    let units =
        "  None 2 0 Auto :: mlp\nl1 constant TANH Relu true he zeros None\nl2 1 Identity true xavier zeros None";
    assert_eq!(meaning(&the_network("2 => TANH relu => 1")), units);
}
