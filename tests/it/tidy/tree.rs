//! The files of a source tree, and findings about them.

use std::fmt;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use super::code::code_only;

/// What lies in a checkout and is never committed.
const NOT_COMMITTED: [&str; 3] = [".git", "target", "leenroute-demo"];

/// This package.
pub(super) static PACKAGE: LazyLock<Tree> =
    LazyLock::new(|| Tree::read(Path::new(env!("CARGO_MANIFEST_DIR"))));

pub(super) struct Tree {
    /// In the order of their paths.
    pub(super) files: Vec<File>,
}

pub(super) struct File {
    /// Relative to the root, with `/` on every system.
    pub(super) path: String,
    /// What is not UTF-8 is replaced: rules search words, fixtures may hold any bytes.
    pub(super) text: String,
    /// The text without comments and literals; empty unless it is Rust.
    pub(super) code: String,
    pub(super) bytes: u64,
}

impl Tree {
    pub(super) fn read(root: &Path) -> Self {
        let mut files = Vec::new();
        read_folder(root, "", &mut files);
        files.sort_by(|left, right| left.path.cmp(&right.path));
        Self { files }
    }

    /// A tree of texts, for planted faults.
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| File::new((*path).to_owned(), text.as_bytes()));
        Self { files: files.collect() }
    }

    /// The Rust files below a folder; `""` is the whole tree.
    pub(super) fn rust(&self, folder: &str) -> impl Iterator<Item = &File> {
        self.files.iter().filter(move |file| file.path.starts_with(folder) && file.is_rust())
    }

    pub(super) fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }
}

impl File {
    fn new(path: String, bytes: &[u8]) -> Self {
        // A picture has no words; neither has an example in another encoding.
        let text = std::str::from_utf8(bytes).unwrap_or_default().to_owned();
        let mut file = Self { path, text, code: String::new(), bytes: bytes.len() as u64 };
        if file.is_rust() {
            file.code = code_only(&file.text);
        }
        file
    }

    fn is_rust(&self) -> bool {
        Path::new(&self.path).extension().is_some_and(|extension| extension == "rs")
    }

    /// The module of `src` that the file belongs to: `matching` for `src/matching/network.rs`,
    /// `lib` and `main` for the roots.
    pub(super) fn module(&self) -> Option<&str> {
        let below = self.path.strip_prefix("src/")?;
        below.split('/').next().map(|name| name.trim_end_matches(".rs"))
    }

    /// The lines of code with their numbers, from 1.
    pub(super) fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(at, line)| (at + 1, line))
    }

    /// The lines of text with their numbers, from 1.
    pub(super) fn text_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(at, line)| (at + 1, line))
    }

    pub(super) fn finding(&self, line: usize, remedy: impl Into<String>) -> Finding {
        let text = self.text.lines().nth(line - 1).unwrap_or_default().trim();
        Finding::new(&self.path, line, text, remedy)
    }
}

fn read_folder(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    let entries = fs::read_dir(folder).expect("the checkout can be read");
    for entry in entries {
        let entry = entry.expect("the checkout can be read");
        let name = entry.file_name().to_string_lossy().into_owned();
        if NOT_COMMITTED.contains(&name.as_str()) {
            continue;
        }
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().expect("the checkout can be read");
        if kind.is_dir() {
            read_folder(&entry.path(), &format!("{path}/"), files);
        } else if kind.is_file() {
            let bytes = fs::read(entry.path()).expect("the checkout can be read");
            files.push(File::new(path, &bytes));
        }
    }
}

/// Where a rule is broken, and what to do.
pub(super) struct Finding {
    pub(super) path: String,
    pub(super) line: usize,
    text: String,
    remedy: String,
}

impl Finding {
    pub(super) fn new(path: &str, line: usize, text: &str, remedy: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, text: text.to_owned(), remedy: remedy.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, text, remedy } = self;
        write!(f, "{path}:{line}: {text}: {remedy}")
    }
}

/// Fails with all findings, one a line.
#[track_caller]
pub(super) fn assert_clean(findings: &[Finding]) {
    let listed: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), listed.join("\n"));
}

/// Holds the findings to the places where faults were planted, as `path:line`.
#[track_caller]
pub(super) fn assert_found(findings: &[Finding], places: &[&str]) {
    let found: Vec<_> = findings.iter().map(|one| format!("{}:{}", one.path, one.line)).collect();
    let listed: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(found, places, "{}", listed.join("\n"));
}

#[test]
fn a_tree_is_read_in_order_and_without_what_is_never_committed() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, bytes: &[u8]| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    };
    write("src/model/mod.rs", b"//! Nouns.\nuse a; // b");
    write("src/lib.rs", b"");
    write("fixtures/old.csv", b"caf\xe9");
    write("target/debug/x.rs", b"");
    write(".git/config", b"");
    let tree = Tree::read(root.path());
    let paths: Vec<&str> = tree.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["fixtures/old.csv", "src/lib.rs", "src/model/mod.rs"]);
    assert_eq!(tree.files[0].bytes, 4);
    assert_eq!(tree.files[2].module(), Some("model"));
    assert_eq!(tree.files[2].code_lines().nth(1), Some((2, "use a;     ")));
}

#[test]
fn a_finding_says_where_it_is_and_what_to_do() {
    let tree = Tree::of(&[("src/a.rs", "one\n  two")]);
    let finding = tree.files[0].finding(2, "write three");
    assert_eq!(finding.to_string(), "src/a.rs:2: two: write three");
}
