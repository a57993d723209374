//! Data sets, and tables in documents, for the commands that measure learning.

pub mod data_sets;
pub mod document;
