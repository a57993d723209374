//! A layer: its description, its parameters, their first values, and dropout.

#[expect(unsafe_code, reason = "the layers promise their layout; each promise has its proof")]
pub(crate) mod dense;
pub(crate) mod dropout;
pub(crate) mod info;
pub(crate) mod initialization;
#[cfg_attr(
    feature = "alloc",
    expect(unsafe_code, reason = "interleaved networks promise their layout; the promise has its proof")
)]
pub(crate) mod members;
#[expect(unsafe_code, reason = "the flat view of a network; each block has its proof")]
pub(crate) mod parameters;
pub(crate) mod set;
