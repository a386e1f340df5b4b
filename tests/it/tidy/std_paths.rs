//! Paths of the standard library that touch the world have owners too.

use super::code::{is_word, split_at_words};
use super::tree::{Finding, PACKAGE, Tree, assert_clean, assert_found};

/// Each path, the modules that may name it, and where the others get what they need.
const OWNERS: &[(&str, &[&str], &str)] = &[
    ("std::env", &[], "take the value as an argument; settings enter through `cli` once"),
    ("std::fs", &["app", "ingest", "store"], "take bytes or a reader, and let `app` open the file"),
    ("std::net", &[], "the program works offline"),
    ("std::process", &["cli", "main"], "return an outcome or an error, and let `cli` end"),
];

fn foreign_std_paths(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust("src/") {
        let own = file.module().unwrap_or_default();
        for (number, line) in file.code_lines() {
            for (path, owners, remedy) in OWNERS {
                let mut uses = split_at_words(line, path).into_iter();
                if !owners.contains(&own) && uses.any(|(_, rest)| !rest.starts_with(is_word)) {
                    findings.push(file.finding(number, *remedy));
                }
            }
            // A group or a glob would hide the name from the lines above.
            if split_at_words(line, "std::").iter().any(|(_, rest)| rest.starts_with(['{', '*'])) {
                findings.push(file.finding(number, "write `use std::name;`, one name a line"));
            }
        }
    }
    findings
}

#[test]
fn files_network_processes_and_environment_have_owners() {
    assert_clean(&foreign_std_paths(&PACKAGE));
}

#[test]
fn foreign_std_paths_are_found() {
    let tree = Tree::of(&[
        ("src/app/mod.rs", "use std::fs;\nuse std::process::Command;"),
        ("src/cli/mod.rs", "use std::process::ExitCode;\nlet a = std::env::args();"),
        ("src/main.rs", "use std::process::ExitCode;\nuse std::fs::read;"),
        ("src/model/mod.rs", "//! std::fs\nuse std::fs;\nuse std::fsync;\nlet b = env!(\"C\");"),
        ("src/store/mod.rs", "use std::fs::File;\nuse std::net::TcpStream;"),
        ("src/units/mod.rs", "use std::fmt;\nuse std::{fmt, fs};\nuse std::*;"),
    ]);
    assert_found(
        &foreign_std_paths(&tree),
        &[
            "src/app/mod.rs:2",
            "src/cli/mod.rs:2",
            "src/main.rs:2",
            "src/model/mod.rs:2",
            "src/store/mod.rs:2",
            "src/units/mod.rs:2",
            "src/units/mod.rs:3",
        ],
    );
}
