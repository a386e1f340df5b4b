//! What the importer makes of everything that a file can be.
//!
//! `cases` has a row for each hard case, with the code and the place of its finding; `streams` is
//! about files that are no ordinary files, or are too large for memory; `mutations` damages good
//! folders by chance; `targets` are functions of bytes for a fuzzer, run here over a stored corpus
//! and over random bytes.

mod cases;
mod corpus;
mod mutations;
mod streams;
mod targets;
mod week;
