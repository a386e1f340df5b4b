//! Integration tests, a module a subject.

mod command;
mod demand;
mod determinism;
mod findings;
mod folder;
mod identity;
mod office;
mod tidy;
mod week;
