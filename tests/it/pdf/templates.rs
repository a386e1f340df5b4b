//! Templates of a library's own, and what is said of those that do not do.

use std::fs;

use super::office;
use super::poppler::{has_poppler, page_texts};
use crate::office::Office;

const PRINT: &str = "print plan --only pdf --force --data data";

fn with_template(name: &str, text: &str) -> Office {
    let office = office();
    fs::create_dir_all(office.path("data/templates")).expect("a new folder");
    office.write(&format!("data/templates/{name}"), text);
    office
}

#[test]
fn a_template_of_a_library_comes_before_ours() {
    if !has_poppler() {
        return;
    }
    let template = "#import \"parts.typ\": *\n\
        #let route-map(content, number, bundle) = sheet-pages(content, number, bundle)[Eigen kaart]";
    let office = with_template("map.typ", template);
    office.ask(PRINT, 0);
    let pages = page_texts(&office, "plan/sheets/week.pdf");
    assert_eq!(pages.iter().filter(|page| page.contains("Eigen kaart")).count(), 2);
}

#[test]
fn what_is_wrong_with_a_template_is_told_by_file_and_line() {
    let template = "#import \"parts.typ\": *\n#let route-sheet(content, number, bundle) = {\n\
        content.wheels\n}";
    let refused = with_template("route_sheet.typ", template).run(PRINT);
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stderr.contains("`route_sheet.typ` line 3"), "{refused:?}");
    assert!(refused.stderr.contains("wheels"), "{refused:?}");
}

#[test]
fn no_template_reads_a_file_of_the_machine_or_another_party_s_code() {
    for source in ["../plan.json", "/etc/hostname"] {
        let template = format!("#let slips(..any) = read(\"{source}\")");
        let refused = with_template("slips.typ", &template).run(PRINT);
        assert_eq!(refused.code, 3, "{source}: {refused:?}");
        assert!(refused.stderr.contains("`slips.typ` line 1"), "{source}: {refused:?}");
    }
    let refused = with_template("slips.typ", "#import \"@preview/tablex:0.0.9\": *").run(PRINT);
    assert_eq!(refused.code, 3, "{refused:?}");
}

#[test]
fn a_font_that_is_missing_or_is_none_is_told() {
    let template = "#import \"parts.typ\": *\n\
        #let route-map(content, number, bundle) = sheet-pages(content, number, bundle)[\
        #text(font: \"Comic Sans\")[kaart]]";
    let refused = with_template("map.typ", template).run(PRINT);
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stderr.to_lowercase().contains("comic sans"), "{refused:?}");
    let refused = with_template("own.ttf", "no font").run(PRINT);
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stderr.contains("own.ttf"), "{refused:?}");
}

#[test]
fn a_letter_that_no_font_has_is_told_and_not_left_out() {
    let office = office();
    office.change("plan/inputs/places.csv", "Hoogeveen", "Hoogeveen 東");
    let refused = office.run("print plan --only pdf");
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stderr.contains('東'), "{refused:?}");
    assert!(!office.path("plan/sheets").exists(), "something was printed");
}
