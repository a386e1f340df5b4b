//! What a person reads of each finding, in both languages.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use leenroute::app::{Inspection, inspect};
use leenroute::diagnostic::Diagnostics;
use leenroute::report::{Language, diagnostics_text, help, message};

use super::office::{Office, fixtures};

/// The codes that have an example, in order.
pub(super) fn examples() -> Vec<String> {
    let entries = fs::read_dir(fixtures("broken")).expect("the examples");
    let name = |entry: fs::DirEntry| entry.file_name().into_string().expect("a plain name");
    let mut codes: Vec<String> = entries.map(|entry| name(entry.expect("an entry"))).collect();
    codes.sort_unstable();
    codes
}

fn findings(code: &str) -> Diagnostics {
    let office = Office::with_example(code);
    let Inspection { found, overview } = inspect(&office.path("data")).expect("a folder");
    assert_eq!(overview.is_some(), found.errors() == 0, "{code}");
    found
}

/// The first finding of each code.
fn first_of_each(found: &Diagnostics) -> Diagnostics {
    let mut codes = BTreeSet::new();
    let mut first = Diagnostics::default();
    for finding in found.iter().filter(|finding| codes.insert(finding.code)) {
        first.push(finding.clone());
    }
    first
}

/// The findings of all examples as the screen shows them, without the last line, which counts.
fn all_texts(language: Language) -> String {
    let mut text = String::new();
    for code in examples() {
        let shown = diagnostics_text(&first_of_each(&findings(&code)), language);
        let (blocks, _) = shown.trim_end().rsplit_once('\n').expect("a finding and a count");
        writeln!(text, "{blocks}\n").expect("a text grows");
    }
    text
}

#[test]
fn every_example_says_in_dutch_what_is_wrong_and_what_to_do() {
    insta::assert_snapshot!(all_texts(Language::Dutch));
}

#[test]
fn every_example_says_in_english_what_is_wrong_and_what_to_do() {
    insta::assert_snapshot!(all_texts(Language::English));
}

#[test]
fn every_finding_of_an_example_is_whole_in_both_languages() {
    for code in examples() {
        let found = findings(&code);
        assert!(found.iter().any(|finding| finding.code.0 == code), "{code}: {found:?}");
        for finding in &found {
            let texts = [Language::Dutch, Language::English]
                .map(|language| [message(finding, language), help(finding, language)]);
            for text in texts.as_flattened() {
                assert!(text.len() > 10 && !text.contains('?'), "{code}: {text}");
            }
            assert_ne!(texts[0], texts[1], "{code}");
        }
    }
}

#[test]
fn the_last_line_counts_in_the_singular_too() {
    let last = |code: &str, language| {
        let text = diagnostics_text(&findings(code), language);
        text.lines().last().expect("a count").to_owned()
    };
    assert_eq!(last("I0001", Language::Dutch), "1 fout, 0 waarschuwingen, 0 opmerkingen");
    assert_eq!(last("I0001", Language::English), "1 error, 0 warnings, 0 notes");
    assert_eq!(last("I0012", Language::Dutch), "0 fouten, 1 waarschuwing, 0 opmerkingen");
    assert!(last("I0026", Language::English).ends_with("warnings, 1 note"));
}
