//! The command `leenroute`.

use std::process::ExitCode;

fn main() -> ExitCode {
    leenroute::cli::run()
}
