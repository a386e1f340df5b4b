//! Words that stand nowhere in the tree.

use super::code::{is_word, split_at_words};
use super::tree::{File, Finding, PACKAGE, Tree, assert_clean, assert_found};

/// Twice a week or once in two weeks? Nobody can tell.
const AMBIGUOUS: &[&str] = &["tweewekelijks", "biweekly", "bi-weekly"];

/// Marks of unfinished work, which need an issue.
const MARKS: &[&str] = &["TODO", "FIXME", "XXX"];

/// Folders that exist on one machine only.
const OF_A_MACHINE: &[&str] = &["/work/", "/tmp/", "/root/", "/home/"];

/// What explains the ban has to name what is banned.
const EXPLAINS: &[&str] = &["tests/it/tidy/", "CONTRIBUTING.md", "docs/glossary.md"];

/// Endings of data, where three capitals mean nothing.
const DATA: &[&str] = &[".csv", ".json", ".lock"];

fn prose_and_code(tree: &Tree) -> impl Iterator<Item = &File> {
    let explains = |file: &File| EXPLAINS.iter().any(|prefix| file.path.starts_with(prefix));
    tree.files.iter().filter(move |file| !explains(file))
}

fn ambiguous_words(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in prose_and_code(tree) {
        for (number, line) in file.text_lines() {
            let line = line.to_lowercase();
            if AMBIGUOUS.iter().any(|word| line.contains(word)) {
                let remedy = "write `visits_per_week = 2` or `every_n_weeks = 2`";
                findings.push(file.finding(number, remedy));
            }
        }
    }
    findings
}

fn marks_without_issue(tree: &Tree) -> Vec<Finding> {
    let is_data = |file: &&File| DATA.iter().any(|ending| file.path.ends_with(ending));
    let mut findings = Vec::new();
    for file in prose_and_code(tree).filter(|file| !is_data(file)) {
        for (number, line) in file.text_lines() {
            let marked = MARKS.iter().any(|mark| {
                let mut found = split_at_words(line, mark).into_iter();
                found.any(|(_, rest)| !rest.starts_with(is_word))
            });
            if marked && !names_an_issue(line) {
                findings.push(file.finding(number, "finish it, or name the issue as `#12`"));
            }
        }
    }
    findings
}

fn names_an_issue(line: &str) -> bool {
    line.split('#').skip(1).any(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
}

fn unfinished_code(tree: &Tree) -> Vec<Finding> {
    let rust = prose_and_code(tree).filter(|file| !file.code.is_empty());
    let mut findings = Vec::new();
    for file in rust {
        for (number, line) in file.code_lines() {
            if line.contains("#[ignore") {
                let remedy = "make the test fast, or guard it by SLOW_TESTS";
                findings.push(file.finding(number, remedy));
            }
            if !split_at_words(line, "dbg!").is_empty() {
                findings.push(file.finding(number, "remove it"));
            }
        }
    }
    findings
}

fn machine_paths(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in prose_and_code(tree).filter(|file| !file.path.starts_with(".ci/")) {
        for (number, line) in file.text_lines() {
            if OF_A_MACHINE.iter().any(|folder| has_absolute_path(line, folder)) {
                let remedy = "write a path below the checkout, or make a temporary folder";
                findings.push(file.finding(number, remedy));
            }
        }
    }
    findings
}

/// `a/work/` and `https://host/work/` are no folders of this machine.
fn has_absolute_path(line: &str, folder: &str) -> bool {
    let continues = |last: char| is_word(last) || matches!(last, '-' | '.' | '~' | '}' | ')');
    line.match_indices(folder).any(|(at, _)| !line[..at].ends_with(continues))
}

#[test]
fn no_word_is_ambiguous() {
    assert_clean(&ambiguous_words(&PACKAGE));
}

#[test]
fn every_mark_of_unfinished_work_names_its_issue() {
    assert_clean(&marks_without_issue(&PACKAGE));
}

#[test]
fn no_test_is_skipped_and_nothing_is_left_of_debugging() {
    assert_clean(&unfinished_code(&PACKAGE));
}

#[test]
fn no_file_names_a_folder_of_one_machine() {
    assert_clean(&machine_paths(&PACKAGE));
}

#[test]
fn ambiguous_words_are_found() {
    let tree = Tree::of(&[
        ("CONTRIBUTING.md", "Never write biweekly."),
        ("README.md", "fine\nTweewekelijks bezorgd"),
        ("fixtures/a.csv", "BI-WEEKLY"),
        ("src/model/calendar.rs", "/// Biweekly.\nstruct A;"),
    ]);
    let places = ["README.md:2", "fixtures/a.csv:1", "src/model/calendar.rs:1"];
    assert_found(&ambiguous_words(&tree), &places);
}

#[test]
fn marks_without_issue_are_found() {
    let tree = Tree::of(&[
        ("a.md", "XXX\nTODO(#12): later\nFIXME #soon"),
        ("b.csv", "XXX"),
        ("src/c.rs", "// TODO: later\n// MASTODON, TODOS\n// FIXME #3"),
    ]);
    assert_found(&marks_without_issue(&tree), &["a.md:1", "a.md:3", "src/c.rs:1"]);
}

#[test]
fn unfinished_code_is_found() {
    let tree = Tree::of(&[
        ("src/a.rs", "// dbg!(a)\nlet b = dbg!(c);\nmy_dbg!(d);"),
        ("tests/it/e.rs", "#[test]\n#[ignore = \"slow\"]\nfn f() {}\n/// `#[ignore]`\nfn g() {}"),
    ]);
    assert_found(&unfinished_code(&tree), &["src/a.rs:2", "tests/it/e.rs:2"]);
}

#[test]
fn machine_paths_are_found() {
    let tree = Tree::of(&[
        (".ci/run", "cd /tmp/a"),
        ("README.md", "open /work/a\nsee https://example.org/work/a and src/work/b"),
        ("src/a.rs", "const A: &str = \"/root/b\";\nconst C: &str = \"$X/tmp/\";"),
        ("src/b.rs", "// file:///home/c\n// (/home/d)"),
    ]);
    let places = ["README.md:1", "src/a.rs:1", "src/b.rs:1", "src/b.rs:2"];
    assert_found(&machine_paths(&tree), &places);
}
