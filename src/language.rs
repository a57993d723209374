//! The words of [`mlp!`](crate::mlp), a page for each.
//!
//! They are here to be read: an editor shows the page of a word where it is written, leads to it and offers the words
//! that fit. A program writes them inside the macro only.
//!
//! ```
//! use mlp::prelude::*;
//!
//! mlp! {
//!     struct Net: 2 => 8 relu init(he_normal) => residual(4 tanh => 8) => 1 sigmoid no_bias, seed = 9
//! }
//! assert_eq!(Net::seeded(1).forward(&[0.0, 1.0]).len(), 1);
//! ```

pub mod block;
pub mod initialization;
pub mod layer;
pub mod option;
