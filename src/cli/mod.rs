//! The command line: arguments in, one use case, an exit code out.

use std::process::ExitCode;

/// Runs the command.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
