//! How far people live from a library, by municipality and by place.

use super::document::{AccountsOrigin, AccountsPart, AccountsReport, Cell};
use crate::kpi::{LibrarySpread, MunicipalitySpread, NearestLibrary, Ratio};
use crate::model::{PopulationCentre, Province};
use crate::report::Language;
use crate::travel::TravelSource;

/// The spread of libraries over people (spreidingsmonitor).
pub fn spread_report(
    province: &Province,
    (centres, spread, source): (&[PopulationCentre], &LibrarySpread, &TravelSource),
    origin: AccountsOrigin,
    language: Language,
) -> AccountsReport {
    let w = language.accounts_words();
    let row = |(name, of): (&String, &MunicipalitySpread)| {
        let share =
            |people: u64| Cell::Percent(Ratio { numerator: people, denominator: of.inhabitants });
        let mut cells = vec![
            Cell::text(name),
            Cell::count(of.places),
            Cell::count(of.visits),
            Cell::count(of.inhabitants),
            of.inhabitants.checked_div(of.places).map_or(Cell::Blank, Cell::count),
            Cell::hundredths(of.mean_metres().map(hundredths_of_km)),
        ];
        cells.extend(of.within.map(share));
        cells
    };
    let near = |of: &NearestLibrary| {
        let centre = &centres[of.centre];
        vec![
            Cell::text(&centre.name),
            Cell::text(&centre.municipality),
            Cell::count(centre.inhabitants),
            Cell::text(&province.places()[of.place].name),
            Cell::Hundredths(hundredths_of_km(of.leg.distance.0)),
        ]
    };
    let mut notes = vec![language.travel_source(source)];
    let unreached: Vec<&str> =
        spread.unreached.iter().map(|rank| centres[*rank].name.as_str()).collect();
    if !unreached.is_empty() {
        notes.push(format!("{} {}", w.unreached, unreached.join(", ")));
    }
    let municipalities = spread.municipalities.iter().map(row).collect();
    let head = w.municipalities_head.to_vec();
    AccountsReport {
        name: "spreiding".to_owned(),
        title: w.spread.to_owned(),
        origin,
        notes: centres.is_empty().then(|| w.no_inhabitants.to_owned()).into_iter().collect(),
        parts: vec![
            AccountsPart {
                notes,
                ..AccountsPart::new("gemeenten", w.municipalities, head, municipalities)
            },
            AccountsPart::new(
                "kernen",
                w.centres_of_people,
                w.centres_of_people_head.to_vec(),
                spread.centres.iter().map(near).collect(),
            ),
        ],
    }
}

/// Metres in hundredths of a kilometre, rounded.
const fn hundredths_of_km(metres: i64) -> i64 {
    (metres + 5) / 10
}
