//! The command line: arguments in, one use case, an exit code out.
//!
//! Two stages: `arguments` holds what a person typed, `commands` what that means. stdout is the
//! result, in words or as one JSON document; everything else goes to stderr. The exit codes are
//! those of [`app::ExitCode`](crate::app::ExitCode).

mod accounted;
mod amounts;
mod arguments;
mod backtested;
mod bounded;
mod changed;
mod changing_arguments;
mod commands;
mod compared;
mod documents;
mod import_arguments;
mod instances;
mod interrupt;
mod match_arguments;
mod matched;
mod monitored;
mod placed;
mod print_arguments;
mod progress;
mod reasons;
mod report_arguments;
mod returns_arguments;
#[cfg(feature = "http")]
mod server_arguments;
mod simulated;
mod size_arguments;
mod study_arguments;
mod terminal;
mod travel_arguments;
mod travelled;
mod vroom;
mod word;

pub use commands::run;
