//! Reports as pages, tables and text.

use super::document::Bars;
use super::*;
use crate::kpi::Ratio;
use crate::report::Language;
use crate::units::Cents;

fn report() -> AccountsReport {
    let row = |name: &str, amount: i64| {
        vec![
            Cell::text(name),
            Cell::Number(1_234),
            Cell::Percent(Ratio { numerator: 94_999, denominator: 100_000 }),
            Cell::Money(Cents(amount)),
            Cell::Date("2026-11-24".parse().expect("a date")),
        ]
    };
    let columns = vec!["Wat", "Aantal", "%", "Bedrag", "Dag"];
    let rows = vec![row("=SOM(A1)", 123_450), row("<b>Samen</b>", -5)];
    let bars = Bars {
        head: "Deel".to_owned(),
        values: vec![("2026-Q3".to_owned(), Some(948)), ("2026-Q4".to_owned(), None)],
        line: Some(950),
    };
    AccountsReport {
        name: "proef-2026-Q4".to_owned(),
        title: "Proef 2026-Q4".to_owned(),
        origin: AccountsOrigin {
            province: "Drenthe".to_owned(),
            version: "1.2.3".to_owned(),
            fingerprint: "0123456789abcdef".to_owned(),
        },
        notes: vec!["Let op.".to_owned()],
        parts: vec![AccountsPart {
            sums: 1,
            bars: Some(bars),
            ..AccountsPart::new("deel", "Een deel", columns, rows)
        }],
    }
}

#[test]
fn a_page_has_every_value_escapes_what_data_say_and_fetches_nothing() {
    let page = report().page(Language::Dutch);
    let wanted = ["1.234", ">94,9<", "€\u{a0}1.234,50", "24-11-2026", "0123456789ab", "Let op."];
    for part in wanted {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("<b>Samen") && !page.contains("http"), "{page}");
    assert!(page.contains("<tr class=\"sum\">") && page.contains("stroke-dasharray"));
}

#[test]
fn tables_are_as_a_spreadsheet_reads_them_and_hold_no_formula() {
    let [(name, dutch)] = &report().tables(Language::Dutch)[..] else { panic!("one part") };
    assert_eq!(name, "proef-2026-Q4-deel.csv");
    let rows: Vec<&str> = dutch.lines().collect();
    assert_eq!(rows[0], "\u{feff}Wat;Aantal;%;Bedrag;Dag");
    assert_eq!(rows[1], "'=SOM(A1);1234;94,90;1234,50;24-11-2026");
    let english = &report().tables(Language::English)[0].1;
    assert_eq!(english.lines().nth(2), Some("<b>Samen</b>,1234,94.90,-0.05,2026-11-24"));
}

#[test]
fn the_screen_has_the_same_in_columns() {
    let text = report().text(Language::Dutch);
    assert!(text.starts_with("Proef 2026-Q4\n! Let op.\n\nEen deel\n"), "{text}");
    assert!(text.contains("=SOM(A1)") && text.contains("94,9"), "{text}");
}
