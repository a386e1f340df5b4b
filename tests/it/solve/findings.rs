//! What is wrong with a file is told, all in one pass, with its line and what to do.

use leenroute::diagnostic::{CODES, Diagnostics};
use leenroute::ingest::instance::read_instance;
use leenroute::model::instance::Convention;
use leenroute::report::{Language, diagnostics_text, help, message};

use crate::office::{Office, fixtures};

fn examples() -> Vec<(String, Diagnostics)> {
    let entries = std::fs::read_dir(fixtures("instances/broken")).expect("the examples");
    let mut examples: Vec<_> = entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let code = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let convention = (code == "V0014").then_some(Convention::Round);
            let reading = read_instance(&path, None, convention).expect("a file");
            assert_eq!(reading.instance.is_none(), reading.found.errors() > 0, "{code}");
            (code, reading.found)
        })
        .collect();
    examples.sort_by(|(one, _), (other, _)| one.cmp(other));
    examples
}

#[test]
fn every_code_of_instances_has_an_example_that_gives_it_alone() {
    let examples = examples();
    let codes: Vec<&str> = examples.iter().map(|(code, _)| &**code).collect();
    let all = CODES.iter().map(|(code, _)| *code).filter(|code| code.starts_with('V'));
    assert_eq!(codes, all.collect::<Vec<_>>());
    for (code, found) in &examples {
        let given: Vec<&str> = found.iter().map(|finding| finding.code.0).collect();
        assert_eq!(given, [code], "{found:?}");
    }
}

#[test]
fn every_example_says_in_both_languages_what_is_wrong_and_what_to_do() {
    let mut text = String::new();
    for (code, found) in examples() {
        let finding = found.iter().next().expect("a finding");
        let texts = [Language::Dutch, Language::English]
            .map(|language| [message(finding, language), help(finding, language)]);
        for text in texts.as_flattened() {
            assert!(text.len() > 5 && !text.contains('?'), "{code}: {text}");
        }
        assert_ne!(texts[0], texts[1], "{code}");
        let shown = diagnostics_text(&found, Language::English);
        text.extend(shown.lines().take(3).flat_map(|line| [line, "\n"]));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_damaged_file_ends_with_3_and_all_its_findings() {
    let office = Office::empty();
    let text = "NAME : a\nTYPE : CVRP\nDIMENSION : 2\nEDGE_WEIGHT_TYPE : EUC_2D\nCAPACITY : x\n\
                NODE_COORD_SECTION\n1 0 nan\n2 3 4\nDEMAND_SECTION\n1 0\n2 -1\n\
                DEPOT_SECTION\n1\n-1\nEOF\n";
    office.write("a.vrp", text);
    let document = office.ask("solve a.vrp --iterations 1", 3);
    let rows = document["diagnostics"].as_array().expect("findings").iter();
    let rows: Vec<_> = rows.map(|finding| finding["row"].as_u64().expect("a row")).collect();
    assert_eq!(rows, [5, 7, 11]);
    let words = office.run("solve a.vrp --iterations 1 --lang en");
    assert_eq!((words.code, words.stdout.as_str()), (3, ""), "{words:?}");
    assert!(words.stderr.contains("a.vrp, row 7"), "{words:?}");
}

#[test]
fn a_file_that_is_not_there_ends_with_4_and_a_wrong_word_with_2() {
    let office = Office::empty();
    let finished = office.run("solve nothing.vrp --iterations 1");
    assert_eq!(finished.code, 4, "{finished:?}");
    assert!(finished.stderr.contains("nothing.vrp"), "{finished:?}");
    assert_eq!(office.run("solve a --format tsplib").code, 2);
    assert_eq!(office.run("solve a --time 1s --iterations 1").code, 2);
    assert_eq!(office.run("bench nowhere --iterations 1").code, 4);
}

#[test]
fn an_answer_that_breaks_a_limit_ends_with_1_and_names_it() {
    let office = Office::empty();
    // One vehicle of 5 for a demand of 6: no solution exists.
    office.write("a", "1 1 2 1\n0 5\n0 0 0 0 0 0 0\n1 3 4 0 3 1 1 1\n2 6 8 0 3 1 1 1\n");
    let finished = office.run("solve a --iterations 500 --json");
    assert_eq!(finished.code, 1, "{finished:?}");
    let document = finished.document();
    assert_eq!(document["feasible"], false);
    assert!(!document["violations"].as_array().expect("a list").is_empty());
    let words = office.run("solve a --iterations 500 --lang en");
    assert!(words.code == 1 && words.stdout.contains("Limits are broken:"), "{words:?}");
}
