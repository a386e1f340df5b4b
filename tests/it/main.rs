//! Integration tests, a module a subject.

mod command;
mod demand;
mod determinism;
mod findings;
mod folder;
mod office;
mod record;
mod tidy;
mod week;
