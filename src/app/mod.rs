//! Use cases: one file each, where edges meet engines.

pub mod budget;
pub mod clock;
pub mod settings;
