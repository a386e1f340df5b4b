//! A working folder in which a test runs the command as a planner would.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// The command of this build.
const LEENROUTE: &str = env!("CARGO_BIN_EXE_leenroute");

/// A folder of the checkout's `fixtures`.
pub(super) fn fixtures(part: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(part)
}

/// A temporary folder; names of its methods are relative to it.
pub(super) struct Office(TempDir);

impl Office {
    pub(super) fn empty() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// With the small week in `data`.
    pub(super) fn with_small_week() -> Self {
        let office = Self::empty();
        office.lay(&fixtures("small/week"), "data");
        office
    }

    /// With the small week in `data`, and the example of a finding laid over it.
    pub(super) fn with_example(code: &str) -> Self {
        let office = Self::with_small_week();
        office.lay_example(code);
        office
    }

    /// With the small week in `data` and its plan in `plan`.
    pub(super) fn with_plan() -> Self {
        let office = Self::with_small_week();
        let planned = office.run("plan data --week 2026-W48 --out plan --iterations 200");
        assert_eq!(planned.code, 0, "{planned:?}");
        office
    }

    /// Lays the example of a finding over the week in `data`.
    pub(super) fn lay_example(&self, code: &str) {
        self.lay(&fixtures("broken").join(code), "data");
    }

    /// With the week of the referee in `data`, in which every rule can be broken, and its plan in
    /// `plan`.
    pub(super) fn with_breakable_plan() -> Self {
        let office = Self::empty();
        office.lay(&fixtures("referee"), "data");
        let planned = office.run("plan data --week 2026-W18 --out plan --iterations 200");
        assert_eq!(planned.code, 0, "{planned:?}");
        office
    }

    /// A copy of the plan in `plan` under another name, without its sheets.
    pub(super) fn copy_plan(&self, name: &str) {
        for part in ["inputs", "certificates"] {
            self.lay(&self.path(&format!("plan/{part}")), &format!("{name}/{part}"));
        }
        self.write(&format!("{name}/plan.json"), &self.read("plan/plan.json"));
    }

    /// Copies a folder; `NAME.absent` in it takes `NAME` away, a folder takes a file's place.
    pub(super) fn lay(&self, from: &Path, to: &str) {
        fs::create_dir_all(self.path(to)).expect("a folder");
        for entry in fs::read_dir(from).expect("a fixture") {
            let source = entry.expect("an entry").path();
            let name = source.file_name().expect("a name").to_str().expect("a plain name");
            let target = self.path(to).join(name);
            if let Some(absent) = name.strip_suffix(".absent") {
                fs::remove_file(self.path(to).join(absent)).expect("a file of the week");
            } else if source.is_dir() {
                fs::remove_file(&target).expect("a file of the week");
                fs::create_dir(&target).expect("a new folder");
            } else {
                fs::copy(&source, &target).expect("a copy");
            }
        }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect(name)
    }

    pub(super) fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect(name);
    }

    pub(super) fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).expect("a file that is there");
    }

    /// Replaces the first `from` of a file, which must be there.
    #[track_caller]
    pub(super) fn change(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "`{from}` is not in {name}");
        self.write(name, &text.replacen(from, to, 1));
    }

    /// The names of a folder's entries, hidden ones too.
    pub(super) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).expect(folder);
        let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        let mut names: Vec<String> = entries.map(|entry| name(entry.expect("an entry"))).collect();
        names.sort_unstable();
        names
    }

    /// All files below a folder, by their names in it.
    pub(super) fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        for name in self.names(folder) {
            let path = format!("{folder}/{name}");
            if self.path(&path).is_dir() {
                let below = self.files(&path).into_iter();
                found.extend(below.map(|(file, bytes)| (format!("{name}/{file}"), bytes)));
            } else {
                found.insert(name, fs::read(self.path(&path)).expect("a file just listed"));
            }
        }
        found
    }

    /// The command, ready to start in this folder, with arguments as typed.
    pub(super) fn command(&self, line: &str) -> Command {
        let mut command = Command::new(LEENROUTE);
        command.args(line.split_whitespace()).current_dir(self.0.path());
        command
    }

    /// Runs the command to its end.
    pub(super) fn run(&self, line: &str) -> Finished {
        Finished::of(&self.command(line).output().expect("the command of this build starts"))
    }

    /// Runs the command with `--json` and reads its one document.
    #[track_caller]
    pub(super) fn ask(&self, line: &str, code: i32) -> Value {
        let finished = self.run(&format!("{line} --json"));
        assert_eq!(finished.code, code, "{line}: {finished:?}");
        finished.document()
    }
}

/// How a run ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Finished {
    pub(super) code: i32,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

impl Finished {
    pub(super) fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        Self {
            code: output.status.code().expect("no signal ends the command"),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }

    /// The one JSON document that stdout is.
    #[track_caller]
    pub(super) fn document(&self) -> Value {
        let parsed = serde_json::from_str(&self.stdout);
        parsed.unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}
