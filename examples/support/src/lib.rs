//! The parts that examples share and that are not about networks: pictures, tables, progress. Networks and their training stand
//! in the examples themselves.

pub mod figure;
pub mod progress;
pub mod table;
