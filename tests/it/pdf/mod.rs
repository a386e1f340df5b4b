//! The PDF of a stored plan, read and drawn by poppler, a reader that is not ours.
//!
//! `fixtures/printed` is a plan folder as `leenroute plan` wrote it of the week of the referee, with
//! names that are hard to print. It is stored so that pictures of its pages stay the same whatever
//! the search finds later.

mod codes;
mod pictures;
mod poppler;
mod reports;
mod templates;

use std::fs;

use self::poppler::{bookmarks, has_poppler, page_texts, run};
use crate::office::{Office, fixtures};

/// The fixture in `plan`.
fn office() -> Office {
    let office = Office::empty();
    office.lay(&fixtures("printed/inputs"), "plan/inputs");
    let plan = fs::read_to_string(fixtures("printed/plan.json")).expect("a plan");
    office.write("plan/plan.json", &plan);
    office
}

/// The whole set of the fixture in a language, as `plan/sheets/week.pdf`.
fn with_set(language: &str) -> Option<Office> {
    if !has_poppler() {
        return None;
    }
    let office = office();
    office.ask(&format!("print plan --only pdf --force --lang {language}"), 0);
    Some(office)
}

#[test]
fn the_same_plan_gives_the_same_bytes_for_any_number_of_threads() {
    let office = office();
    let printed = |threads: &str| {
        let mut command = office.command("print plan --only pdf --force");
        let output = command.env("RAYON_NUM_THREADS", threads).output().expect("it starts");
        assert!(output.status.success(), "{output:?}");
        fs::read(office.path("plan/sheets/week.pdf")).expect("a PDF")
    };
    let first = printed("1");
    assert!(first.starts_with(b"%PDF-"));
    assert!(printed("1") == first && printed("2") == first);
}

#[test]
fn pdf_beside_kinds_is_each_of_them_in_place_of_html() {
    let office = office();
    office.ask("print plan --only pdf,kratlabels,slips", 0);
    assert_eq!(office.names("plan/sheets"), ["kratlabels.pdf", "pakbonnen.pdf"]);
}

#[test]
fn names_are_whole_and_text_of_a_library_is_never_markup() {
    let Some(office) = with_set("nl") else { return };
    let text = page_texts(&office, "plan/sheets/week.pdf").join("\n");
    for name in ["Ayşe Özdemir-Šimić", "Roden Özdemir-Šimić", "#panic(\"x\") *niet* $a$"] {
        assert!(text.contains(name), "{name} is not in the text");
    }
}

#[test]
fn it_is_tagged_titled_and_carries_its_fonts() {
    let Some(office) = with_set("en") else { return };
    let about = run(&office, "pdfinfo plan/sheets/week.pdf");
    let value = |key: &str| {
        let line = about.lines().find(|line| line.starts_with(key));
        line.unwrap_or_else(|| panic!("{key} of {about}")).split_once(':').expect("it").1.trim()
    };
    assert_eq!(value("Tagged"), "yes");
    assert_eq!(value("Title"), "Provincie van de scheidsrechter week 18, 2026");
    assert!(value("Page size").contains("A4"));
    assert!(!about.contains("CreationDate"), "a clock is in it: {about}");
    let fonts = run(&office, "pdffonts plan/sheets/week.pdf");
    let fonts: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(!fonts.is_empty());
    for font in fonts {
        // Name, type and encoding, then `emb sub uni`, then two numbers.
        let fields: Vec<&str> = font.split_whitespace().rev().collect();
        assert_eq!(fields[2..5], ["yes", "yes", "yes"], "{font}");
    }
}

#[test]
fn every_page_says_which_it_is_of_how_many_and_of_which_plan() {
    let Some(office) = with_set("nl") else { return };
    let stamp = "kladversie";
    let mut expected: (usize, usize) = (1, 1);
    let pages = page_texts(&office, "plan/sheets/week.pdf");
    assert!(pages.len() > 30, "{}", pages.len());
    for (number, page) in pages.iter().enumerate() {
        let numbers = page.split("blad ").skip(1).find_map(|rest| {
            let mut words = rest.split_whitespace();
            let page: usize = words.next()?.parse().ok()?;
            if words.next()? != "van" {
                return None;
            }
            let of = words.next()?;
            Some((page, of.parse::<usize>().ok()?))
        });
        let (page_of, of) = numbers.unwrap_or_else(|| panic!("page {number}: {page}"));
        let (next, all) = expected;
        assert!(page_of == next && (next == 1 || of == all), "page {number}: {page_of} of {of}");
        expected = if page_of == of { (1, 1) } else { (page_of + 1, of) };
        let of_plan = page.to_lowercase();
        for part in [stamp, "week 18, 2026", "planning ", "kenmerk invoer", "reistijden"] {
            assert!(of_plan.contains(part), "page {number} without {part}: {page}");
        }
    }
    assert_eq!(expected, (1, 1), "the last sheet lacks pages");
}

#[test]
fn bookmarks_are_in_the_order_in_which_sheets_are_handed_out() {
    let Some(office) = with_set("nl") else { return };
    let found = bookmarks(&office, "plan/sheets/week.pdf");
    let mut last = 0;
    for title in [
        "Weekoverzicht",
        "Pluklijst Roden Özdemir-Šimić",
        "dinsdag 28 april 2026",
        "Sorteerlijst",
        "Kratlabels A",
        "Rit A · di 28-4 · Bakwagen",
        "Ritstaat A",
        "Laadlijst A",
        "Kaart A",
        "Paklijst Emmen",
        "Afwijkingen A",
        "Ritstaat B",
    ] {
        let at = found[last..].iter().position(|name| name == title);
        last += at.unwrap_or_else(|| panic!("{title} comes not after {last}: {found:?}"));
    }
}
