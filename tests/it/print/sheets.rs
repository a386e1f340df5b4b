//! Sheets of a stored plan, beside what is there.

use std::collections::BTreeSet;
use std::fs;

use super::names;
use crate::office::Office;

#[test]
fn printing_again_changes_nothing_and_other_contents_stay_until_force() {
    let office = Office::with_plan();
    let before = office.files("plan/sheets");
    let sheets = "overview,route-sheets,manifests,sort-plans,pull-lists,labels,slips,exceptions";
    let printed = office.ask(&format!("print plan --only {sheets}"), 0);
    assert_eq!(names(&printed, "kept"), BTreeSet::new(), "{printed}");
    assert!(office.files("plan/sheets") == before, "the same plan gave other sheets");

    let english = office.ask("print plan --only labels --lang en", 0);
    let kept = names(&english, "kept");
    assert!(kept.iter().all(|name| name.starts_with("kratlabels-")) && !kept.is_empty());
    assert!(office.files("plan/sheets") == before, "a sheet was replaced unasked");

    let forced = office.ask("print plan --only kratlabels --lang en --force", 0);
    assert_eq!(names(&forced, "replaced"), kept);
    assert!(office.files("plan/sheets") != before);
    assert_eq!(office.ask("verify plan", 0)["valid"], true);
}

#[test]
fn a_published_plan_prints_its_version_and_single_parts_come_beside() {
    let office = Office::with_plan();
    office.ask("publish plan --number 3", 0);
    let printed = office.ask("print plan --only load-lists,maps", 0);
    let files = names(&printed, "files");
    assert!(!files.is_empty() && names(&printed, "kept").is_empty(), "{printed}");
    for name in &files {
        let sheet = office.read(&format!("plan/sheets/{name}"));
        assert!(sheet.contains("versie 3") || sheet.contains("Versie 3"), "{name}");
    }
    assert!(files.iter().any(|name| name.starts_with("laadlijst-")), "{files:?}");
    assert!(files.iter().any(|name| name.starts_with("kaart-")), "{files:?}");
    assert_eq!(office.ask("verify plan", 0)["valid"], true);
}

#[test]
fn a_library_changes_how_its_sheets_look_in_its_data_folder() {
    let office = Office::with_plan();
    let print = "print plan --only exceptions --force --data data";
    let ours = office.ask(print, 0);
    fs::create_dir(office.path("data/templates")).expect("a new folder");
    office.write("data/templates/style.css", "h1 { letter-spacing: 3pt; }");
    let printed = office.ask(print, 0);
    assert_eq!(names(&printed, "replaced"), names(&ours, "files"));
    let name = names(&printed, "files").pop_first().expect("a form");
    assert!(office.read(&format!("plan/sheets/{name}")).contains("letter-spacing: 3pt"));

    office.write("data/templates/style.css", "</STYLE><script>");
    let refused = office.run(print);
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stderr.contains("style.css"), "{refused:?}");
}

#[test]
fn what_is_written_on_the_exception_form_is_what_record_reads() {
    let office = Office::with_plan();
    for language in ["nl", "en"] {
        office.ask(&format!("print plan --only exceptions --force --lang {language}"), 0);
        let sheets = office.names("plan/sheets");
        let form = sheets.iter().find(|name| name.starts_with("afwijkingen-")).expect("a form");
        let form = office.read(&format!("plan/sheets/{form}"));
        let between = |text: &str, from: &str, to: &str| {
            let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("{from}"));
            rest.split_once(to).unwrap_or_else(|| panic!("{to}")).0.to_owned()
        };
        let head = between(&form, "<code>", "</code>");
        let date =
            between(&form, if language == "nl" { "datum: <b>" } else { "date: <b>" }, "</b>");
        let fact = between(&form, if language == "nl" { "feit: <b>" } else { "fact: <b>" }, "</b>");
        let place = between(&form, "<b class=\"code\">", "</b>");
        let states = between(&form, "<td class=\"states\">", "</td>");
        let states: Vec<&str> = states
            .split("</i>")
            .skip(1)
            .filter_map(|state| state.split_once('<').map(|(word, _)| word))
            .collect();
        let [made, moved, excused, missed] = states[..] else { panic!("{states:?}") };
        for (word, known) in [(made, 0), (missed, 1), (excused, 1)] {
            let row = format!("{fact};{place};{date};{word};;09:10;;;;;storm\n");
            office.write("facts.csv", &format!("{head}\n{row}"));
            office.lay(&office.path("plan/inputs"), &format!("history-{language}-{word}"));
            let record = format!("record plan --file facts.csv --data history-{language}-{word}");
            let recorded = office.ask(&record, 0);
            assert_eq!(recorded["recorded"], 1, "{known} {word} {recorded}");
        }
        assert!(!moved.is_empty());
    }
}

#[cfg(not(feature = "pdf"))]
#[test]
fn a_program_without_pdf_says_in_one_line_how_to_get_it() {
    let office = Office::with_plan();
    let before = office.files("plan/sheets");
    let refused = office.run("print plan --only pdf");
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.stderr.contains("--features pdf"), "{refused:?}");
    assert_eq!(refused.stderr.lines().count(), 1, "{refused:?}");
    assert!(office.files("plan/sheets") == before);
}
