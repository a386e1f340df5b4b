//! Ctrl-C keeps the best plan.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};

use crate::office::Office;

/// Should the interrupt be lost, the run ends by its own time, with another exit code.
#[cfg(unix)]
#[test]
fn an_interrupted_demo_saves_a_plan_that_holds_and_ends_with_130() {
    let office = Office::empty();
    let mut demo = office.command("demo --out demo --time 60s");
    let demo = demo.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut demo = demo.expect("the command of this build starts");
    let mut stderr = BufReader::new(demo.stderr.take().expect("a pipe"));
    let mut told = String::new();
    stderr.read_line(&mut told).expect("progress");
    assert!(told.contains(" %  "), "{told}");

    let process = demo.id().to_string();
    let sent = Command::new("kill").args(["-INT", &process]).status().expect("a Unix has `kill`");
    assert!(sent.success());
    stderr.read_to_string(&mut told).expect("text");
    let ended = demo.wait_with_output().expect("an end");
    assert_eq!(ended.status.code(), Some(130), "{told}");
    assert!(told.contains("interrupted; the best plan is saved in `demo/plan`"), "{told}");
    assert_eq!(office.ask("verify demo/plan", 0)["valid"], true);
    assert_eq!(office.names("demo"), ["data", "plan"]);
}
