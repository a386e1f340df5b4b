//! Integration tests, a module a subject.

mod accounts;
mod bounded;
mod calibration;
mod changing;
mod command;
mod corruptions;
mod demand;
mod determinism;
mod extracts;
mod findings;
mod folder;
mod guide;
mod hours;
mod identity;
mod import;
mod importer;
mod instances;
mod lending;
mod librarieswest;
mod metamorphic;
mod office;
#[cfg(feature = "pdf")]
mod pdf;
mod print;
mod record;
mod returns;
mod roads;
mod schemas;
mod second_referee;
#[cfg(feature = "http")]
mod servers;
mod solve;
mod table;
mod tidy;
mod week;
mod what_if;
