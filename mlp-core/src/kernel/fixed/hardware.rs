//! The features of a processor without vectors.

pub(super) use crate::simd::scalar::FLOATS_IN_HARDWARE;
