//! The rules of the source tree that a machine can check.
//!
//! Each rule is a function from the [`tree::Tree`] to findings, and each finding says where it
//! is and what to do. One test a rule holds this package to it; the tests beside it plant the
//! faults that the rule exists for and see that it tells. Lists of exceptions only shrink: an
//! exception that is no longer needed is a finding too.
//!
//! The rules read text. They know comments and literals ([`code`]), and nothing of types: what
//! needs types is clippy's (`Cargo.toml`, `clippy.toml`), such as the length of functions.

mod code;
mod crates;
mod layers;
mod names;
mod sizes;
mod std_paths;
mod tree;
mod words;
