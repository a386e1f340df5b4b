//! The command as scripts and terminals see it: exit codes, streams, documents, folders.
//!
//! Each test starts the command of this build in a temporary folder. Waiting for it needs no
//! clock: every run has an end of its own.

mod backtest;
mod documents;
mod exit_codes;
mod generate;
mod interrupt;
mod matching;
mod monitor;
mod overwriting;
mod shards;
mod simulate;
mod streams;
