//! Integration tests, a module a subject.

mod command;
mod demand;
mod determinism;
mod findings;
mod folder;
mod importer;
mod office;
mod tidy;
mod week;
