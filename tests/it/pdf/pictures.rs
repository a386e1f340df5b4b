//! Pages compared as pictures.
//!
//! Of one page of each kind the darkness of 12 by 17 fields is held against `pages.txt`, so that a
//! table that moved, a line that is lost or a column that ran off is seen. A field may differ by one
//! of the steps, which is what another version of the reader draws otherwise.

use std::fmt::Write as _;

use super::poppler::{Picture, has_poppler, page_texts};
use super::{office, with_set};
use crate::office::Office;

/// What the pages looked like when somebody looked at them.
const PAGES: &str = include_str!("pages.txt");

/// Dots an inch: enough for the mean of a field.
const DOTS: usize = 60;

const COLUMNS: usize = 12;
const ROWS: usize = 17;

/// Shares of black that the signs of a picture stand for, each a step darker.
const STEP: f64 = 0.02;
const SIGNS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Kinds, their files, and the page that is looked at.
const LOOKED_AT: [(&str, &str, usize); 11] = [
    ("overview", "weekoverzicht", 1),
    ("overview", "weekoverzicht", 3),
    ("route-sheets", "ritstaten", 1),
    ("load-lists", "laadlijsten", 1),
    ("maps", "kaarten", 1),
    ("manifests", "paklijsten", 1),
    ("sort-plans", "sorteerlijsten", 1),
    ("pull-lists", "pluklijsten", 2),
    ("labels", "kratlabels", 1),
    ("slips", "pakbonnen", 1),
    ("exceptions", "afwijkingen", 1),
];

/// The steps of darkness of the fields of a page.
fn steps(page: &Picture) -> Vec<Vec<usize>> {
    let (width, height) = (page.width / COLUMNS, page.height / ROWS);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "36 steps")]
    let step = |darkness: f64| ((darkness / STEP).round() as usize).min(SIGNS.len() - 1);
    let field = |row: usize, column: usize| {
        step(page.part((column * width, row * height), (width, height)).darkness())
    };
    (0..ROWS).map(|row| (0..COLUMNS).map(|column| field(row, column)).collect()).collect()
}

/// Steps as they stand in `pages.txt`.
fn drawn(name: &str, page: usize, steps: &[Vec<usize>]) -> String {
    let mut text = format!("{name} {page}\n");
    for row in steps {
        let signs = row.iter().map(|step| char::from(SIGNS[*step]));
        let _ = writeln!(text, "{}", signs.collect::<String>());
    }
    text
}

/// The picture of a page in `pages.txt`.
fn stored(name: &str, page: usize) -> Vec<Vec<usize>> {
    let head = format!("{name} {page}");
    let rows = PAGES.lines().skip_while(|line| *line != head).skip(1).take(ROWS);
    let step = |sign: u8| SIGNS.iter().position(|known| *known == sign).expect("a step");
    rows.map(|row| row.bytes().map(step).collect()).collect()
}

fn differs(seen: &[Vec<usize>], stored: &[Vec<usize>]) -> bool {
    let near = |(a, b): (&usize, &usize)| a.abs_diff(*b) <= 1;
    seen.len() != stored.len()
        || seen.iter().zip(stored).any(|(a, b)| a.len() != b.len() || !a.iter().zip(b).all(near))
}

fn looked_at(office: &Office) -> Vec<(&'static str, usize, Vec<Vec<usize>>)> {
    let kinds = LOOKED_AT.map(|(kind, ..)| kind).join(",");
    office.ask(&format!("print plan --only pdf,{kinds}"), 0);
    let page = |(_, name, page): (&str, &'static str, usize)| {
        let picture = Picture::of(office, &format!("plan/sheets/{name}.pdf"), page, DOTS);
        (name, page, steps(&picture))
    };
    LOOKED_AT.into_iter().map(page).collect()
}

#[test]
fn pages_look_as_they_did_when_somebody_looked_at_them() {
    if !has_poppler() {
        return;
    }
    let mut changed = Vec::new();
    let mut all = String::new();
    for (name, page, steps) in looked_at(&office()) {
        if differs(&steps, &stored(name, page)) {
            changed.push(format!("{name} {page}"));
        }
        all.push_str(&drawn(name, page, &steps));
    }
    assert!(
        changed.is_empty(),
        "these pages look otherwise: {changed:?}. Look at them; if they are well, tests/it/pdf/pages.txt \
         is now:\n{all}"
    );
}

#[test]
fn a_field_that_is_two_steps_lighter_is_seen() {
    let page = stored("ritstaten", 1);
    let mut other = page.clone();
    let field = other.iter_mut().flatten().find(|step| **step >= 2).expect("a dark field");
    *field -= 2;
    assert!(differs(&other, &page) && !differs(&page, &page));
}

#[test]
fn nothing_runs_off_a_page_and_no_page_is_blank() {
    for language in ["nl", "en"] {
        let Some(office) = with_set(language) else { return };
        let file = "plan/sheets/week.pdf";
        for number in 1..=page_texts(&office, file).len() {
            let page = Picture::of(&office, file, number, DOTS);
            let edge = 3 * DOTS * 10 / 254;
            let (width, height) = (page.width, page.height);
            let edges = [
                ((0, 0), (width, edge)),
                ((0, height - edge), (width, edge)),
                ((0, 0), (edge, height)),
                ((width - edge, 0), (edge, height)),
            ];
            for (corner, size) in edges {
                let dark = page.part(corner, size).darkness();
                assert!(dark < 0.001, "page {number} ({language}) reaches its edge: {dark}");
            }
            let dark = page.darkness();
            assert!((0.004..0.3).contains(&dark), "page {number} ({language}): {dark}");
        }
    }
}
