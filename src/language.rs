// the targets of links into the repository
#![doc = concat!("[`xor_expanded`]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/examples/xor_expanded.rs\n")]
#![doc = concat!("[named ends]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/docs/named-ends.md\n")]
//! The language of [`mlp!`](crate::mlp): the grammar, what each part means, and a page for each word.
//!
//! # Grammar
//!
//! ```text
//! net        = (width | ends) { "=>" stage } [ "=>" ends ] { "," option }      or the same between < and >
//! stage      = layer | [ label ":" ] block
//! block      = repeat(4, stage { "=>" stage }) | residual(stage { "=>" stage }) | net(Encoder) [ freeze ]
//! layer      = [ label ":" ] width [ activation ] { modifier }
//! width      = 3 | UNITS | { 2 * UNITS }
//! ends       = { name: kind, name: [kind; 64], ... }    inputs: 30..60, standard(201, 14), raw, bool, one_of(A, B)
//!              outputs: 30..60, standard(201, 14), raw, tanh -1..1, sigmoid, softmax(A, B), softmax(4)
//! activation = identity sigmoid tanh relu leaky_relu(0.01) elu selu gelu silu softplus softsign mish hard_tanh
//!              hard_sigmoid; softmax on the last layer; or the path of your own type
//! modifier   = no_bias | init(he) | init(he, uniform(0.1)) | dropout(0.2) | freeze | allow(init)
//! option     = seed = 7 | unroll = full, auto or none | crate = ::renamed
//!            | weights = "digits.safetensors" at "prefix", at ["fc1", "out"] or neither
//!            | budget(bytes <= 4 KiB, params <= 1_000, macs <= 10_000) | export = "c"
//!            | arithmetic = i8 | storage = f16
//! ```
//!
//! The words have pages of their own: [`layer`] for activations and modifiers, [`block`], [`initialization`], [`kind`] and
//! [`number`] for ends with names, and [`option`], with [`unroll`], [`arithmetic`], [`storage`], [`weights`], [`budget`] and
//! [`unit`](mod@unit) for its values. An editor shows the page of such a word where it is written, and leads to it.
//!
//! # Declarations
//!
//! Networks with a name are items, several in one call, separated by `;`, with your attributes and visibility. A
//! network without a name is an expression:
//!
//! ```
//! use mlp::prelude::*;
//!
//! mlp! {
//!     /// Learns the exclusive or of two bits.
//!     pub struct Xor: 2 => hidden: 3 sigmoid => 1 sigmoid;
//!     struct Deep:
//!         2 => repeat(4, 8 relu) => residual(16 tanh => 8) => 1 sigmoid no_bias,
//!         seed = 9
//! }
//!
//! let net = mlp!(2 => 3 sigmoid => 1 sigmoid);
//! assert_eq!(net.forward(&[0.0, 1.0]).len(), 1);
//! ```
//!
//! rustc accepts no `<` directly after `mlp!`; `mlp![< 2 => 3 sigmoid => 1 sigmoid >]` works.
//!
//! The struct holds the parameters, and nothing else:
//!
//! ```
//! # use mlp::prelude::*;
//! mlp! { struct Xor: 2 => hidden: 3 sigmoid => 1 sigmoid }
//!
//! let mut net = Xor::zeroed();
//! net.hidden.weights[0] = [1.0, -1.0, 0.5]; // weights[input][unit]: of the first input
//! net.hidden.biases[2] = 0.1;
//! assert_eq!(net.params().len(), Xor::PARAMS); // in the order of the declaration
//! assert_eq!(size_of::<Xor>(), 4 * 13);
//! ```
//!
//! The example [`xor_expanded`] shows the whole expansion.
//!
//! # Blocks
//!
//! `repeat(4, 64 relu)` writes layers out. `residual(32 relu => 64)` adds the outputs of its layers to their inputs. A
//! layer in a block is a field like any other: `l2_1`, `l2_2`, or as you label it. `encoder: net(Encoder)` makes a
//! declared network a field; its parameters are part of the new network and are trained with it. Training leaves `64
//! relu freeze` and `net(Encoder) freeze` unchanged; `Trainer::freeze` chooses at run time.
//!
//! # Names, units and classes
//!
//! ```
//! use mlp::prelude::*;
//!
//! mlp! {
//!     struct Penguins:
//!         {
//!             island: one_of(Biscoe, Dream, Torgersen),
//!             bill_length: 30..60,
//!             flipper: standard(201, 14),
//!         }
//!         => 16 tanh
//!         => { species: softmax(Adelie, Chinstrap, Gentoo), mass: 2700..6300 }
//! }
//!
//! let island = PenguinsIsland::Dream;
//! let penguin = PenguinsInput { island, bill_length: 41.0, flipper: 187.0 };
//! let PenguinsOutput { mass, .. } = Penguins::ZERO.predict(&penguin);
//! assert_eq!(mass, 4500.0); // a network of zeros returns the middle of each range
//! ```
//!
//! The structs are in your units; `into` scales them to the plain arrays that the network computes with. `Heads` is the
//! sum of the losses of all outputs. A file of weights keeps the names, and another declaration refuses it. See [named ends].
//!
//! # Weights in the program, and budgets
//!
//! ```
//! # #[cfg(feature = "weights")]
//! # {
//! use mlp::prelude::*;
//!
//! mlp! {
//!     struct Digits: 64 => 32 relu => 10 softmax,
//!         weights = "examples/data/digits.safetensors",
//!         budget(bytes <= 10 KiB, macs <= 10_000)
//! }
//!
//! static DIGITS: &Digits = Digits::TRAINED; // in read-only memory
//! let outputs = DIGITS.forward(&[0.0; 64]);
//! # }
//! ```
//!
//! The compiler reads the file, from the folder of `Cargo.toml` or else from the folder of the source file, and reads
//! it again when it changes. The program contains no parser and needs no file and no heap. A file that does not fit is
//! an error at the layer that differs: ``` `l1` needs weights [32, 64], the file has [16, 64] ```. A network above its
//! budget (`B`, `kB`, `MB`, `GB`, `KiB`, `MiB`, `GiB`) is an error at its largest layer. A network without a name
//! starts with the weights of its file.
//!
//! Other programs use other names. `weights = "policy.safetensors" at "actor"` reads the tensors behind a prefix, `at
//! ["fc1", "out"]` reads layers by name, and the labels of a declaration, as in `fc1: 16 relu`, are names too. If
//! names do not fit, the message proposes names that do. `mlp::Weights` does the same at run time. An ONNX model needs
//! no names: its operators must be the layers of the declaration, in the same order.
//!
//! # How it is compiled
//!
//! `unroll = auto`, the default, writes the smallest networks as straight-line code. Other networks get code with
//! constant sizes for single samples and, up to 4,096 multiply-adds, for training; everything else calls shared
//! kernels. A debug build calls shared kernels for everything, unless you say `unroll = full`; `none` always calls
//! them.

pub mod arithmetic;
pub mod block;
pub mod budget;
pub mod initialization;
pub mod kind;
pub mod layer;
pub mod number;
pub mod option;
pub mod storage;
pub mod unit;
pub mod unroll;
pub mod weights;
