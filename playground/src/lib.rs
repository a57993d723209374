//! The playground: networks that are trained in a browser, with the crate's own code compiled to WebAssembly.
//!
//! The page calls the functions in `exports`. All else is ordinary Rust, and is tested without a browser.

mod choices;
mod exports;
mod networks;
mod picture;
mod program;
mod samples;
mod session;
mod settings;
mod training;

pub use program::program;
pub use samples::{Samples, View};
pub use settings::{Data, Settings};
pub use training::Training;
