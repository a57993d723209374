//! What the commands that measure learning share: data sets, and tables in documents.

pub mod data_sets;
pub mod document;
