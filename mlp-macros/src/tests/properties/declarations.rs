//! Random valid declarations: as text, and what they must be read as.

use std::fmt::Write;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// A text of the language beside its meaning, as [`meaning`](crate::tests::meaning) writes it.
type Pair = (&'static str, &'static str);

/// A named network.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    name: String,
    attributes: &'static str,
    visibility: &'static str,
    brackets: bool,
    inputs: Pair,
    layers: Vec<DeclaredLayer>,
    seed: Option<u64>,
    unroll: Option<Pair>,
    krate: Option<Pair>,
}

#[derive(Clone, Debug)]
struct DeclaredLayer {
    labelled: bool,
    width: Pair,
    /// Text, meaning, default initialization.
    activation: (&'static str, &'static str, &'static str),
    no_bias: bool,
    /// Text, meaning for the weights, meaning for the biases.
    initialization: Option<(&'static str, &'static str, &'static str)>,
    dropout: Option<f32>,
}

const WIDTHS: [Pair; 8] = [
    ("2", "2"),
    ("1_0", "10"),
    ("0x10", "16"),
    ("UNITS", "constant UNITS"),
    ("Self::N", "constant Self :: N"),
    ("::a::B", "constant :: a :: B"),
    ("{ 2 * UNITS }", "constant { 2 * UNITS }"),
    ("{ N }", "constant { N }"),
];

const ACTIVATIONS: [(&str, &str, &str); 12] = [
    ("", "Identity", "xavier"),
    ("identity", "Identity", "xavier"),
    ("sigmoid", "Sigmoid", "xavier"),
    ("relu", "Relu", "he"),
    ("leaky_relu", "LeakyRelu { slope: 0.01 }", "he"),
    ("leaky_relu(0.25)", "LeakyRelu { slope: 0.25 }", "he"),
    ("selu", "Selu", "lecun"),
    ("hard_tanh", "HardTanh", "xavier"),
    ("Swish", "Custom Swish", "he"),
    ("my::Swish", "Custom my :: Swish", "he"),
    ("Swish<2>", "Custom Swish < 2 >", "he"),
    ("softplus", "Softplus", "xavier"),
];

const INITIALIZATIONS: [(&str, &str, &str); 13] = [
    ("xavier", "xavier", "zeros"),
    ("xavier_normal", "xavier_normal", "zeros"),
    ("he", "he", "zeros"),
    ("he_normal", "he_normal", "zeros"),
    ("lecun", "lecun", "zeros"),
    ("lecun_normal", "lecun_normal", "zeros"),
    ("zeros", "zeros", "zeros"),
    ("pytorch", "pytorch", "pytorch"),
    ("uniform(0.10)", "uniform(0.1)", "zeros"),
    ("normal(2)", "normal(2)", "zeros"),
    ("he, pytorch", "he", "pytorch"),
    ("zeros, normal(5e-2)", "zeros", "normal(0.05)"),
    ("pytorch, zeros", "pytorch", "zeros"),
];

impl Declared {
    pub(super) fn text(&self) -> String {
        let mut net = self.inputs.0.to_owned();
        for (index, layer) in self.layers.iter().enumerate() {
            let label = if layer.labelled { format!("field{index}: ") } else { String::new() };
            write!(net, " => {label}{} {}", layer.width.0, layer.activation.0).unwrap();
            if layer.no_bias {
                net.push_str(" no_bias");
            }
            if let Some((written, ..)) = layer.initialization {
                write!(net, " init({written})").unwrap();
            }
            if let Some(rate) = layer.dropout.filter(|_| index + 1 < self.layers.len()) {
                write!(net, " dropout({rate:?})").unwrap();
            }
        }
        for (option, value) in [
            ("unroll", self.unroll.map(|unroll| unroll.0.to_owned())),
            ("crate", self.krate.map(|krate| krate.0.to_owned())),
            ("seed", self.seed.map(|seed| seed.to_string())),
        ] {
            if let Some(value) = value {
                write!(net, ", {option} = {value}").unwrap();
            }
        }
        let net = if self.brackets { format!("< {net} >") } else { net };
        format!("{} {} struct {}: {net}", self.attributes, self.visibility, self.name)
    }

    pub(super) fn meaning(&self) -> String {
        let Self { attributes, visibility, name, inputs, .. } = self;
        let tokens = |text: &str| text.parse::<proc_macro2::TokenStream>().unwrap().to_string();
        let (unroll, krate) = (self.unroll.map_or("Auto", |pair| pair.1), self.krate.map_or(":: mlp", |pair| pair.1));
        let (attributes, visibility) = (tokens(attributes), tokens(visibility));
        let seed = self.seed.unwrap_or(0);
        let mut text = format!("{attributes} {visibility} Some({name:?}) {} {seed} {unroll} {krate}", inputs.1);
        for (index, layer) in self.layers.iter().enumerate() {
            let name = if layer.labelled { format!("field{index}") } else { format!("l{}", index + 1) };
            let (_, activation, default) = layer.activation;
            let (_, weights, biases) = layer.initialization.unwrap_or(("", default, "zeros"));
            let dropout = layer.dropout.filter(|_| index + 1 < self.layers.len());
            let bias = !layer.no_bias;
            write!(text, "\n{name} {} {activation} {bias} {weights} {biases} {dropout:?}", layer.width.1).unwrap();
        }
        text
    }
}

fn layer() -> impl Strategy<Value = DeclaredLayer> {
    let rate = (0..1000_u16).prop_map(|thousandths| f32::from(thousandths) / 1000.0);
    let initialization = option::of(select(&INITIALIZATIONS[..]));
    (any::<bool>(), select(&WIDTHS[..]), select(&ACTIVATIONS[..]), any::<bool>(), initialization, option::of(rate))
        .prop_map(|(labelled, width, activation, no_bias, initialization, dropout)| DeclaredLayer {
            labelled,
            width,
            activation,
            // no biases to initialize are a mistake
            no_bias: no_bias && !initialization.is_some_and(|(written, ..)| written.contains(',')),
            initialization,
            dropout,
        })
}

fn declared() -> impl Strategy<Value = Declared> {
    let front = (
        select(&["", "#[derive(PartialEq)]", "#[doc = \"One.\"] #[must_use]", "/// Two.\n"][..]),
        select(&["", "pub", "pub(crate)", "pub(in a::b)"][..]),
        any::<bool>(),
    );
    let unroll = select(&[("auto", "Auto"), ("none", "None")][..]);
    let krate = select(&[("::renamed", ":: renamed"), ("crate", "crate"), ("a::b", "a :: b")][..]);
    let options = (option::of(any::<u64>()), option::of(unroll), option::of(krate));
    (front, select(&WIDTHS[..]), vec(layer(), 1..6), options).prop_map(
        |((attributes, visibility, brackets), inputs, layers, (seed, unroll, krate))| Declared {
            name: String::new(),
            attributes,
            visibility,
            brackets,
            inputs,
            layers,
            seed,
            unroll,
            krate,
        },
    )
}

/// One call: its networks have different names.
pub(super) fn declarations() -> impl Strategy<Value = Vec<Declared>> {
    vec(declared(), 1..4).prop_map(|mut all| {
        for (index, declared) in all.iter_mut().enumerate() {
            declared.name = format!("Net{index}");
        }
        all
    })
}
