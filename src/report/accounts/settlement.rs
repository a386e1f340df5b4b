//! The settlement of mutual lending, and its invoice lines.

use super::document::{AccountsOrigin, AccountsPart, AccountsReport, Cell};
use crate::index::OrganisationIdx;
use crate::kpi::{Settlement, SettlementLine};
use crate::model::{Province, ReportSpan};
use crate::report::Language;
use crate::units::Cents;

/// Who owes whom, and why (verrekening onderling leenverkeer); `trail` is the name of the file with
/// every move, where there is one.
pub fn settlement_report(
    province: &Province,
    (span, settlement): (ReportSpan, &Settlement),
    (origin, trail): (AccountsOrigin, Option<&str>),
    language: Language,
) -> AccountsReport {
    let w = language.accounts_words();
    let mut notes = Vec::new();
    if let Some(first) = settlement.first_unpriced {
        let items = Cell::Number(settlement.unpriced.0).shown(language);
        notes.push(format!("{} {items} ({})", w.unpriced, Cell::Date(first).shown(language)));
    }
    let name = |of: OrganisationIdx| Cell::text(&province.organisations()[of].name);
    let row = |line: &SettlementLine| {
        let remark = line.correction.as_ref().map_or(Cell::Blank, |(day, reason)| {
            let day = Cell::Date(*day).shown(language);
            Cell::text(format!("{} {day}: {reason}", w.correction))
        });
        vec![
            name(line.lender),
            name(line.borrower),
            Cell::Date(line.since),
            Cell::Number(line.items.0),
            Cell::Money(line.price),
            Cell::Money(line.amount),
            remark,
        ]
    };
    let lines = settlement.lines.iter().map(row).collect();
    let trail = trail.map(|file| format!("{} {file}", w.trail));
    AccountsReport {
        name: format!("verrekening-{span}"),
        title: format!("{} {span}", w.settlement),
        origin,
        notes,
        parts: vec![
            nets(province, settlement, language),
            items(province, settlement, language),
            AccountsPart {
                notes: trail.into_iter().collect(),
                ..AccountsPart::new("regels", w.invoice, w.invoice_head.to_vec(), lines)
            },
        ],
    }
}

fn nets(province: &Province, settlement: &Settlement, language: Language) -> AccountsPart {
    let w = language.accounts_words();
    let sum = |of: &dyn Fn(&SettlementLine) -> bool| {
        let lines = settlement.lines.iter().filter(|line| of(line));
        Cents(lines.map(|line| line.amount.0).sum())
    };
    let row = |(organisation, net): (OrganisationIdx, &Cents)| {
        vec![
            Cell::text(&province.organisations()[organisation].name),
            Cell::Money(sum(&|line| line.lender == organisation)),
            Cell::Money(sum(&|line| line.borrower == organisation)),
            Cell::Money(*net),
        ]
    };
    let mut rows: Vec<Vec<Cell>> = settlement.net.iter_indexed().map(row).collect();
    let all = sum(&|_| true);
    let net = Cents(settlement.net.iter().map(|net| net.0).sum());
    rows.push(vec![Cell::text(w.all), Cell::Money(all), Cell::Money(all), Cell::Money(net)]);
    AccountsPart {
        notes: vec![w.nets_note.to_owned()],
        sums: 1,
        ..AccountsPart::new("saldi", w.nets, w.nets_head.to_vec(), rows)
    }
}

/// The matrix of delivered items, a pair a row.
fn items(province: &Province, settlement: &Settlement, language: Language) -> AccountsPart {
    let w = language.accounts_words();
    let all = || province.organisations().indices();
    let name = |of: OrganisationIdx| Cell::text(&province.organisations()[of].name);
    let pairs = all().flat_map(|lender| all().map(move |borrower| (lender, borrower)));
    let rows = pairs.filter_map(|(lender, borrower)| {
        let items = settlement.items(lender, borrower).0;
        (items != 0).then(|| vec![name(lender), name(borrower), Cell::Number(items)])
    });
    let columns = vec![w.invoice_head[0], w.invoice_head[1], w.invoice_head[3]];
    AccountsPart::new("exemplaren", w.between, columns, rows.collect())
}
