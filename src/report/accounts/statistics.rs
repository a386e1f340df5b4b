//! The statistics of one organisation: what it sent and received, and its collection.

use super::document::{AccountsOrigin, AccountsPart, AccountsReport, Cell};
use super::quarter::{SpanFigures, balance, category_part, lead_time_part, notes};
use crate::index::OrganisationIdx;
use crate::kpi::CollectionFigures;
use crate::model::{ParcelKind, Province};
use crate::report::Language;

/// What is known of an organisation.
#[derive(Clone, Copy, Debug)]
pub struct OrganisationFigures<'a> {
    /// The organisation.
    pub organisation: OrganisationIdx,
    /// What happened in the province.
    pub of: SpanFigures<'a>,
    /// Its own collection.
    pub collection: &'a CollectionFigures,
}

/// The statistics of an organisation (statistiekrapportage).
pub fn statistics_report(
    province: &Province,
    figures: &OrganisationFigures<'_>,
    origin: AccountsOrigin,
    language: Language,
) -> AccountsReport {
    let w = language.accounts_words();
    let OrganisationFigures { organisation, of, collection } = figures;
    let row = &province.organisations()[*organisation];
    let ratio = of.facts.requests.by_organisation[*organisation];
    let mut met = vec![Cell::text(of.span.to_string())];
    met.extend(Cell::share(ratio));
    let fulfilment =
        AccountsPart::new("collectie", w.collection, w.collection_head[..4].to_vec(), vec![met]);
    AccountsReport {
        name: format!("statistiek-{}-{}", row.code, of.span),
        title: format!("{} {} {}", w.statistics, row.name, of.span),
        origin,
        notes: notes(of.facts, language),
        parts: vec![
            fulfilment,
            traffic(province, figures, language),
            partners(province, figures, language),
            kinds(figures, language),
            lead_time_part(&of.traffic.lead_times[*organisation], language),
            category_part(collection, None, language),
        ],
    }
}

fn traffic(
    province: &Province,
    figures: &OrganisationFigures<'_>,
    language: Language,
) -> AccountsPart {
    let w = language.accounts_words();
    let traffic = figures.of.traffic;
    let row = |code: &str, name: &str, requests: (u64, u64), all: (u64, u64)| {
        vec![
            Cell::text(code),
            Cell::text(name),
            Cell::count(requests.0),
            Cell::count(requests.1),
            balance(requests),
            Cell::count(all.0),
            Cell::count(all.1),
        ]
    };
    let places = province.places().iter_indexed();
    let own = places.filter(|(_, place)| place.organisation == figures.organisation);
    let mut rows: Vec<Vec<Cell>> = own
        .map(|(index, place)| {
            let of = &traffic.places[index];
            row(&place.code.0, &place.name, of.requests(), of.all())
        })
        .collect();
    let whole = traffic.of_organisation(figures.organisation);
    rows.push(row("", w.all, whole.requests(), whole.all()));
    AccountsPart {
        sums: 1,
        ..AccountsPart::new("verkeer", w.traffic, w.traffic_head.to_vec(), rows)
    }
}

fn partners(
    province: &Province,
    figures: &OrganisationFigures<'_>,
    language: Language,
) -> AccountsPart {
    let w = language.accounts_words();
    let (own, delivered) = (figures.organisation, &figures.of.traffic.delivered);
    let others = province.organisations().indices().filter(|other| *other != own);
    let rows = others.map(|other| {
        let both = (delivered.at(own, other), delivered.at(other, own));
        let name = Cell::text(&province.organisations()[other].name);
        vec![name, Cell::count(both.0), Cell::count(both.1), balance(both)]
    });
    AccountsPart::new("partners", w.partners, w.partners_head.to_vec(), rows.collect())
}

fn kinds(figures: &OrganisationFigures<'_>, language: Language) -> AccountsPart {
    let w = language.accounts_words();
    let whole = figures.of.traffic.of_organisation(figures.organisation);
    let rows = ParcelKind::WORDS.iter().map(|(kind, _)| {
        let (_, many) = language.wording().kinds[*kind as usize];
        let (sent, received) = (whole.sent[*kind as usize], whole.received[*kind as usize]);
        vec![Cell::text(many), Cell::count(sent), Cell::count(received)]
    });
    AccountsPart::new("soorten", w.kinds, w.kinds_head.to_vec(), rows.collect())
}
