//! Results go to stdout, everything else to stderr.

use std::io;
use std::process::Stdio;

use crate::office::{Finished, Office};

#[test]
fn progress_goes_to_stderr_and_the_week_to_stdout() {
    let office = Office::with_small_week();
    let finished = office.run("plan data --week 2026-W48 --iterations 200");
    assert!(finished.stderr.contains(" %  "), "{finished:?}");
    assert!(!finished.stdout.contains(" %  "), "{finished:?}");
}

#[test]
fn a_reader_that_has_gone_away_is_a_normal_end() {
    let office = Office::with_small_week();
    for line in ["inspect data", "inspect data --json", "--help"] {
        let (reader, writer) = io::pipe().expect("a pipe");
        drop(reader);
        let child = office.command(line).stdout(writer).stderr(Stdio::piped()).spawn();
        let output = child.and_then(std::process::Child::wait_with_output);
        let finished = Finished::of(&output.expect("the command of this build starts"));
        assert_eq!((finished.code, finished.stderr.as_str()), (0, ""), "{line}");
    }
}

#[test]
fn the_help_of_every_command_shows_examples() {
    let office = Office::empty();
    for command in [
        "bench", "compare", "demo", "edit", "generate", "init", "inspect", "plan", "publish",
        "replan", "solve", "verify", "why",
    ] {
        let help = office.run(&format!("{command} --help"));
        assert_eq!((help.code, help.stderr.as_str()), (0, ""), "{command}");
        let (_, examples) = help.stdout.split_once("Examples:\n").expect("examples");
        assert!(examples.contains(&format!("leenroute {command}")), "{command}: {examples}");
    }
    let help = office.run("--help");
    assert!(help.code == 0 && help.stdout.contains("Exit codes:"), "{help:?}");
    let version = office.run("--version");
    assert_eq!(version.stdout, format!("leenroute {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_screen_is_dutch_and_english_on_request() {
    let office = Office::with_example("C0001");
    let dutch = office.run("inspect data");
    assert_eq!(dutch, office.run("inspect data --lang nl"));
    assert!(dutch.stdout.contains("is geen datum"), "{dutch:?}");
    let english = office.run("inspect data --lang en");
    assert!(english.stdout.contains("is not a date"), "{english:?}");
}

#[test]
fn reasons_are_dutch_and_english_for_all_places_and_for_one() {
    let office = Office::with_plan();
    let dutch = office.run("why plan");
    assert!(dutch.stdout.contains("Goedkoopste andere dagen"), "{dutch:?}");
    assert!(dutch.stdout.contains("Krapste grens"), "{dutch:?}");
    let english = office.run("why plan --place EMM --lang en");
    assert!(english.stdout.starts_with("EMM Emmen: "), "{english:?}");
    assert!(english.stdout.contains("Tightest limit"), "{english:?}");
}

#[test]
fn the_sheets_are_dutch_and_english_on_request() {
    let office = Office::with_small_week();
    let line = "plan data --week 2026-W48 --iterations 200 --out";
    for (options, attribute) in [("dutch", "lang=\"nl\""), ("english --lang en", "lang=\"en\"")] {
        assert_eq!(office.run(&format!("{line} {options}")).code, 0);
        let folder = options.split(' ').next().expect("a folder");
        let sheet = office.read(&format!("{folder}/sheets/week.html"));
        assert!(sheet.contains(attribute), "{folder}");
    }
}
