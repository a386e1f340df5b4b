//! Integration tests, a module a subject.

mod command;
mod corruptions;
mod demand;
mod determinism;
mod findings;
mod folder;
mod metamorphic;
mod office;
mod second_referee;
mod table;
mod tidy;
mod week;
