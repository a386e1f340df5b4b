//! A province as a data folder: the CSV files that [`ingest`](crate::ingest) reads.
//!
//! Comma, UTF-8, one line feed a row; dates `2026-11-23`, times `08:30`, `yes` and `no`. The same
//! province gives the same bytes. Nothing is rounded but what files cannot say: the seconds of a
//! time, and those of a longest route.

mod restrict;
mod table;
mod tables;

pub use restrict::restrict_to_requested;
pub use tables::{write_data_folder, write_shipments_file, write_travel_hours, write_travel_table};

#[cfg(test)]
mod tests;
