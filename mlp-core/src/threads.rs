//! Splits work for several threads, through `rayon`: results have the same bits for any number of threads.
//!
//! Four kinds of work are split, each so that no sum is added up in another order:
//!
//! - Populations are split by blocks of members: no sum runs over members.
//! - Outputs are split by samples: no sum runs over samples.
//! - A layer's forward and backward pass over one large matrix is split by units and by inputs: each sum is computed by
//!   one thread.
//! - The gradient of a long batch is split into shards. Their lengths depend on the batch alone, and their gradients
//!   are added in order. A build without the feature has no shards: there the last digits of such gradients may differ.
//!
//! Work that is not worth a second thread stays on the thread that calls for it.

mod alone;
mod ranges;
mod share;

pub(crate) use alone::{is_alone, with_scratch};
pub(crate) use ranges::{cut, cut_mut, cut_rows_mut, ranges};
pub(crate) use share::share;
