//! The ledger of loans across the border.

use super::document::{AccountsOrigin, AccountsPart, AccountsReport, Cell};
use crate::index::OrganisationIdx;
use crate::kpi::{Ledger, LedgerLine, LedgerTotal};
use crate::model::{Province, ReportSpan};
use crate::report::Language;

/// All that crossed the border of the province, by cost centre and row by row (grootboek
/// bovenprovinciaal).
pub fn ledger_report(
    province: &Province,
    (span, ledger): (ReportSpan, &Ledger),
    origin: AccountsOrigin,
    language: Language,
) -> AccountsReport {
    let w = language.accounts_words();
    let unpriced = Cell::count(ledger.unpriced).shown(language);
    let note = (ledger.unpriced > 0).then(|| format!("{} {unpriced}", w.unpriced_rows));
    let row = |line: &LedgerLine| {
        vec![
            Cell::Date(line.date),
            Cell::text(w.crossings[line.crossing as usize]),
            Cell::text(&province.organisations()[line.organisation].name),
            Cell::text(&province.places()[line.place].name),
            Cell::text(&*line.library),
            Cell::text(line.request.as_deref().unwrap_or_default()),
            Cell::Number(line.items.0),
            Cell::Money(line.fee),
            Cell::Money(line.postage),
            Cell::Money(line.patron_fee),
            Cell::Money(line.net()),
            Cell::text(w.sources[line.source as usize]),
        ]
    };
    let rows = ledger.lines.iter().map(row).collect();
    AccountsReport {
        name: format!("grootboek-{span}"),
        title: format!("{} {span}", w.ledger),
        origin,
        notes: note.into_iter().collect(),
        parts: vec![
            centres(province, ledger, language),
            AccountsPart::new("regels", w.rows, w.rows_head.to_vec(), rows),
        ],
    }
}

fn centres(province: &Province, ledger: &Ledger, language: Language) -> AccountsPart {
    let w = language.accounts_words();
    let row = |(organisation, total): (OrganisationIdx, &LedgerTotal)| {
        vec![
            Cell::text(&province.organisations()[organisation].name),
            Cell::Number(total.items[0].0),
            Cell::Number(total.items[1].0),
            Cell::Money(total.fees[0]),
            Cell::Money(total.fees[1]),
            Cell::Money(total.postage),
            Cell::Money(total.patron_fees),
            Cell::Money(total.net),
        ]
    };
    let rows = ledger.totals.iter_indexed().map(row).collect();
    AccountsPart::new("kostenplaatsen", w.centres, w.centres_head.to_vec(), rows)
}
