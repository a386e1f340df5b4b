//! Integration tests, a module a subject.

mod calibration;
mod command;
mod demand;
mod determinism;
mod findings;
mod folder;
mod instances;
mod identity;
mod office;
mod record;
mod tidy;
mod week;
