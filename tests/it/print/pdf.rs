//! The PDF: its text, its letters, its codes, and the templates of a library.

use std::fs;
use std::process::Command;

use super::printed;
use crate::office::Office;

/// What a tool says of a file; `None`, and told, where it is not installed.
fn asked(tool: &str, arguments: &[&str], office: &Office, file: &str) -> Option<String> {
    let output = Command::new(tool).args(arguments).arg(office.path(file)).output();
    let Ok(output) = output else {
        eprintln!("skipped: `{tool}` is not installed");
        return None;
    };
    assert!(output.status.success(), "{tool} {arguments:?}: {output:?}");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The small week with drivers whose names have letters of elsewhere.
fn with_names() -> Office {
    let office = Office::with_small_week();
    let drivers = office.read("data/drivers.csv");
    let mut lines = drivers.lines();
    let mut text = format!("{}\n", lines.next().expect("a head"));
    for (line, name) in lines.zip(["Jan Özdemir", "Ana Šimić"].into_iter().cycle()) {
        let (code, rest) = line.split_once(',').expect("a name");
        let (_, rest) = rest.split_once(',').expect("a licence");
        text.push_str(&format!("{code},{name},{rest}\n"));
    }
    office.write("data/drivers.csv", &text);
    let planned = office.run("plan data --week 2026-W48 --out plan --iterations 200");
    assert_eq!(planned.code, 0, "{planned:?}");
    office
}

#[test]
fn the_pdf_is_tagged_its_letters_are_embedded_and_names_stay_whole() {
    let office = with_names();
    office.ask("print plan --only pdf", 0);
    let bytes = fs::read(office.path("plan/sheets/week.pdf")).expect("a file");
    assert!(bytes.starts_with(b"%PDF-"));
    if asked("pdftotext", &["-layout"], &office, "plan/sheets/week.pdf").is_none() {
        return;
    }
    let text = office.read("plan/sheets/week.txt");
    let names = ["Özdemir", "Šimić"];
    assert!(names.iter().any(|name| text.contains(name)), "no name is whole");
    for word in ["Ritstaat", "Kratlabels", "Afwijkingen", "planning ", "blad 1 van"] {
        assert!(text.contains(word), "{word}");
    }
    if let Some(told) = asked("pdfinfo", &[], &office, "plan/sheets/week.pdf") {
        assert!(told.contains("Tagged:") && told.contains("yes"), "{told}");
        assert!(!told.contains("CreationDate"), "a clock is in it: {told}");
    }
    if let Some(told) = asked("pdffonts", &[], &office, "plan/sheets/week.pdf") {
        for font in told.lines().skip(2) {
            assert!(font.contains("yes yes") || font.contains(" yes "), "{font}");
        }
    }
}

#[test]
fn the_same_plan_gives_the_same_pdf_and_single_kinds_have_their_own() {
    let office = Office::with_plan();
    office.ask("print plan --only pdf", 0);
    let first = office.files("plan/sheets");
    let again = office.ask("print plan --only pdf --force", 0);
    assert_eq!(again["replaced"].as_array().map(Vec::len), Some(0), "{again}");
    assert!(office.files("plan/sheets") == first);
    let single = office.ask("print plan --only pdf,labels --lang en", 0);
    assert!(single.to_string().contains("week-labels.pdf"), "{single}");
}

#[test]
fn every_code_on_a_printed_page_of_labels_is_read() {
    let office = Office::with_plan();
    office.ask("print plan --only pdf,labels", 0);
    let pages = Command::new("pdftoppm")
        .args(["-r", "300", "-gray", "-png"])
        .arg(office.path("plan/sheets/week-labels.pdf"))
        .arg(office.path("page"))
        .output();
    if pages.is_err() {
        eprintln!("skipped: `pdftoppm` is not installed");
        return;
    }
    let mut read = String::new();
    for page in office.names(".").iter().filter(|name| name.starts_with("page")) {
        let Some(codes) = asked("zbarimg", &["-q", "--raw"], &office, page) else { return };
        read.push_str(&codes);
    }
    let mut labels = 0;
    for (_, html) in printed(&office, "labels", ".html") {
        for label in html.split("class=\"bars\"").skip(1) {
            let (_, rest) = label.split_once("<title>").expect("a title");
            let code = rest.split('<').next().expect("a code");
            assert!(read.lines().any(|line| line == code), "the bars of {code}");
            assert!(read.lines().any(|line| line == format!("IBL:{code}")), "the QR of {code}");
            labels += 1;
        }
    }
    assert!(labels > 0);
}

#[test]
fn a_template_of_a_library_takes_the_place_of_ours_and_its_faults_are_named() {
    let office = Office::with_plan();
    fs::create_dir(office.path("data/templates")).expect("a new folder");
    let ours = include_str!("../../../src/report/pdf/templates/sheet.typ");
    let theirs = ours.replace("19pt", "30pt");
    assert_ne!(ours, theirs);
    office.ask("print plan --only pdf", 0);
    office.write("data/templates/sheet.typ", &theirs);
    let printed = office.ask("print plan --only pdf --data data --force", 0);
    assert_eq!(printed["replaced"][0], "week.pdf", "{printed}");
    office.write("data/templates/sheet.typ", "#let sheet(part) = nonsense\n");
    let refused = office.run("print plan --only pdf --data data --force");
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stderr.contains("sheet.typ:1"), "{refused:?}");
}
