//! Splits work for several threads, through `rayon`: the same bits for any number of threads.
//!
//! Three things are split, each so that no sum is added up in another order because of it:
//!
//! - answers, by samples: no sum runs over samples;
//! - a layer's forward and backward pass over one large matrix, by units and by inputs: a sum has its thread to itself;
//! - the gradient of a long batch, by shards, whose lengths follow from the batch alone and whose gradients are added in
//!   order. A build without the feature has no shards: there the last digits of such gradients may be others.
//!
//! Work that is not worth a second thread stays on the one it is on.

mod alone;
mod ranges;
mod share;

pub(crate) use alone::{is_alone, with_scratch};
pub(crate) use ranges::{cut, cut_mut, cut_rows_mut, ranges};
pub(crate) use share::share;
