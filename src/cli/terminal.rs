//! The only place that writes to stdout and stderr.

use std::io::{self, Write as _};

/// Writes a result to stdout; a reader that has gone away is a normal end.
pub(super) fn print_result(text: &str) {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    if let Err(error) = written
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        say(&format!("error: cannot write the result\ncaused by: {error}"));
    }
}

/// Writes a line to stderr; where that fails there is no one left to tell.
pub(super) fn say(line: &str) {
    drop(writeln!(io::stderr().lock(), "{line}"));
}
