//! Files stay small enough to be read: Rust by lines, everything by bytes.

use super::tree::{Finding, PACKAGE, Tree, assert_clean, assert_found};

/// More than four screens of 150 lines no longer show one idea.
const LINES_MAX: usize = 600;

/// What is larger makes every clone slow for ever.
const BYTES_MAX: u64 = 1 << 20;

/// Rust files that are longer for now. This list only shrinks.
const LONG_FILES: &[&str] = &[];

fn long_files(tree: &Tree, excepted: &[&str]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust("") {
        let lines = file.text.lines().count();
        let is_excepted = excepted.contains(&file.path.as_str());
        if lines > LINES_MAX && !is_excepted {
            let remedy = format!("split its {lines} lines along the data, {LINES_MAX} at most");
            findings.push(file.finding(1, remedy));
        }
        if lines <= LINES_MAX && is_excepted {
            let remedy = "it is short now: take it off LONG_FILES in tests/it/tidy/sizes.rs";
            findings.push(file.finding(1, remedy));
        }
    }
    for path in excepted.iter().filter(|path| tree.file(path).is_none()) {
        let remedy = "it is gone: take it off LONG_FILES in tests/it/tidy/sizes.rs";
        findings.push(Finding::new(path, 1, "", remedy));
    }
    findings
}

fn large_files(tree: &Tree) -> Vec<Finding> {
    let large = tree.files.iter().filter(|file| file.bytes > BYTES_MAX);
    large
        .map(|file| {
            let text = format!("{} bytes", file.bytes);
            let remedy = format!("generate it from a seed, or cut it to {BYTES_MAX} bytes");
            Finding::new(&file.path, 1, &text, remedy)
        })
        .collect()
}

#[test]
fn no_rust_file_is_longer_than_600_lines() {
    assert_clean(&long_files(&PACKAGE, LONG_FILES));
}

#[test]
fn no_file_is_larger_than_a_mebibyte() {
    assert_clean(&large_files(&PACKAGE));
}

#[test]
fn long_files_and_stale_exceptions_are_found() {
    let long = "\n".repeat(LINES_MAX + 1);
    let fits = "\n".repeat(LINES_MAX);
    let tree = Tree::of(&[
        ("docs/a.md", &long),
        ("src/b.rs", &long),
        ("src/c.rs", &fits),
        ("src/d.rs", &long),
        ("tests/it/e.rs", &fits),
    ]);
    assert_found(
        &long_files(&tree, &["src/d.rs", "tests/it/e.rs", "src/f.rs"]),
        &["src/b.rs:1", "tests/it/e.rs:1", "src/f.rs:1"],
    );
}

#[test]
fn large_files_are_found() {
    let limit = usize::try_from(BYTES_MAX).expect("a mebibyte fits a usize");
    let tree = Tree::of(&[("a.csv", &"a".repeat(limit + 1)), ("b.csv", &"b".repeat(limit))]);
    assert_found(&large_files(&tree), &["a.csv:1"]);
}
