//! The guides: every command line in them runs, from top to bottom, in an empty folder, offline.
//!
//! A block `sh` holds command lines; a block with the name of a file behind its kind is that file.
//! Where a line names no stop rule for a search, the test gives it a short one.

use std::fs;
use std::path::Path;

use super::office::Office;

/// Searches that would take half a minute with the default rule.
const SEARCHES: [&str; 2] = ["plan", "demo"];

/// A block of a page: the words behind its fence, and its lines.
struct Block {
    words: Vec<String>,
    lines: Vec<String>,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for line in text.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(words), None) => {
                let words = words.split_whitespace().map(str::to_owned).collect();
                open = Some(Block { words, lines: Vec::new() });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(block)) => block.lines.push(line.to_owned()),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

/// The words of a line, as a shell splits them; only single quotation marks occur.
fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(|word| word.trim_matches('\'').to_owned()).collect()
}

fn write(office: &Office, name: &str, lines: &[String]) {
    let path = office.path(name);
    fs::create_dir_all(path.parent().expect("a folder above")).expect("a folder");
    fs::write(path, lines.join("\n") + "\n").expect("a file");
}

fn run(office: &Office, line: &str) {
    let mut words = words(line);
    assert_eq!(words.remove(0), "leenroute", "{line}");
    let is_search = SEARCHES.contains(&words[0].as_str());
    if is_search && !words.iter().any(|word| word == "--iterations" || word == "--time") {
        words.extend(["--iterations", "200"].map(str::to_owned));
    }
    let done = office.run(&words.join(" "));
    assert_eq!(done.code, 0, "{line}: {done:?}");
    assert!(!done.stdout.is_empty(), "{line} prints nothing");
}

fn follow(page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide").join(page);
    let text = fs::read_to_string(path).expect("a page of the guide");
    let office = Office::empty();
    let mut lines = 0;
    for block in blocks(&text) {
        match &block.words[..] {
            [kind] if kind == "sh" => {
                lines += block.lines.len();
                block.lines.iter().for_each(|line| run(&office, line));
            }
            [_, file] => write(&office, file, &block.lines),
            words => panic!("a block of {words:?} is neither commands nor a file"),
        }
    }
    assert!(lines > 0, "{page} has no command");
}

#[test]
fn the_planner_can_do_what_the_guide_says() {
    follow("planner.md");
}

#[test]
fn the_driver_can_do_what_the_guide_says() {
    follow("chauffeur.md");
}

#[test]
fn a_branch_can_do_what_the_guide_says() {
    follow("vestiging.md");
}

#[test]
fn the_collection_team_can_do_what_the_guide_says() {
    follow("collectieteam.md");
}
