//! The Dutch names of columns, which a head may use in place of the names of the schema.

use super::schema::Schema;

/// Dutch names with the columns that they stand for.
type Names = &'static [(&'static str, &'static str)];

/// For each file, in the order of `docs/reference/formats.md`. A column that has no Dutch name here
/// is known by its own name only.
const DUTCH: [(&str, Names); 28] = [
    (
        "organisations.csv",
        &[
            ("code", "id"),
            ("naam", "name"),
            ("hoogste aantal uitleningen", "lending_max"),
            ("laagste nettobalans", "net_lending_min"),
            ("hoogste nettobalans", "net_lending_max"),
        ],
    ),
    (
        "places.csv",
        &[
            ("vestigingscode", "id"),
            ("naam", "name"),
            ("soort", "kind"),
            ("organisatie", "organisation"),
            ("gemeente", "municipality"),
            ("adres", "address"),
            ("lengtegraad", "lon"),
            ("breedtegraad", "lat"),
            ("bezoeken per week", "visits_per_week"),
            ("in het gebouw van de hub", "in_hub_building"),
            ("sleutel", "key"),
            ("vaste tijd", "service_seconds"),
            ("tijd per krat", "crate_seconds"),
            ("pakcapaciteit", "pull_capacity"),
            ("reserveringsplank", "shelf_capacity"),
            ("lege kratten", "empties"),
            ("ruimte voor kratten", "empties_max"),
            ("zekerheid", "certainty"),
            ("bron", "source"),
            ("isil-code", "isil"),
            ("opent op", "opens"),
            ("sluit op", "closes"),
            ("bestelwagens emissievrij vanaf", "emission_free_vans_from"),
            ("vrachtwagens emissievrij vanaf", "emission_free_trucks_from"),
            ("dicht in schoolvakanties", "closed_in_school_holidays"),
            ("regio", "region"),
            ("head address (hoofdadres)", "0000"),
            ("branch, (mini) service point, self-service", "1xxx"),
            ("book bus or one of its stops", "2xyz"),
            ("special location with a code of the library system", "3xxx"),
        ],
    ),
    (
        "access.csv",
        &[
            ("plaats", "place"),
            ("weekdag", "weekday"),
            ("van", "open"),
            ("tot en met", "close"),
            ("te laat vanaf", "due"),
            ("centen per minuut te laat", "late_cents_per_minute"),
        ],
    ),
    (
        "closures.csv",
        &[
            ("plaats", "place"),
            ("eerste dag", "first"),
            ("laatste dag", "last"),
            ("reden", "reason"),
        ],
    ),
    ("school_holidays.csv", &[("naam", "name"), ("eerste dag", "first"), ("laatste dag", "last")]),
    (
        "relocations.csv",
        &[
            ("plaats", "place"),
            ("vanaf", "from"),
            ("adres", "address"),
            ("lengtegraad", "lon"),
            ("breedtegraad", "lat"),
        ],
    ),
    (
        "titles.csv",
        &[
            ("code", "id"),
            ("categorie", "category"),
            ("gewicht", "grams"),
            ("volume", "millilitres"),
            ("werk", "work"),
        ],
    ),
    (
        "holdings.csv",
        &[
            ("titel", "title"),
            ("plaats", "place"),
            ("exemplaren", "copies"),
            ("op de plank", "on_shelf"),
            ("terug op", "due"),
        ],
    ),
    (
        "requests.csv",
        &[
            ("aanvraagnummer", "id"),
            ("titel", "title"),
            ("afhaalpunt", "pickup"),
            ("aangevraagd", "placed"),
            ("uiterste datum", "limit"),
            ("aantal", "quantity"),
            ("prioriteit", "priority"),
            ("edities", "editions"),
            ("alleen van", "only_from"),
            ("geheel", "whole"),
        ],
    ),
    (
        "shipments.csv",
        &[
            ("zendingnummer", "id"),
            ("soort", "kind"),
            ("van", "from"),
            ("naar", "to"),
            ("aangenomen", "accepted"),
            ("klaar", "ready"),
            ("exemplaren", "items"),
            ("gewicht per stuk", "grams_each"),
            ("volume per stuk", "millilitres_each"),
            ("hele kratten", "whole_crates"),
        ],
    ),
    (
        "vehicles.csv",
        &[
            ("code", "id"),
            ("naam", "name"),
            ("klasse", "class"),
            ("rijbewijs", "licence"),
            ("kratten", "crates"),
            ("laadvermogen", "payload_grams"),
            ("dienst van", "shift_open"),
            ("dienst tot", "shift_close"),
            ("langste rit", "route_max_minutes"),
            ("dagen", "days"),
            ("buiten dienst van", "out_from"),
            ("buiten dienst tot en met", "out_to"),
            ("emissievrij", "emission_free"),
            ("bereik in km", "range_km"),
            ("cent per km", "cents_per_km"),
            ("cent per dag", "day_cents"),
        ],
    ),
    (
        "drivers.csv",
        &[
            ("code", "id"),
            ("naam", "name"),
            ("rijbewijs", "licence"),
            ("dagen", "days"),
            ("langste dag", "day_max_minutes"),
            ("langste week", "week_max_minutes"),
            ("afwezig van", "out_from"),
            ("afwezig tot en met", "out_to"),
        ],
    ),
    (
        "travel.csv",
        &[("van", "from"), ("naar", "to"), ("meters", "metres"), ("seconden", "seconds")],
    ),
    (
        "travel_hours.csv",
        &[
            ("van", "from"),
            ("naar", "to"),
            ("begin", "begin"),
            ("eind", "end"),
            ("seconden", "seconds"),
        ],
    ),
    (
        "detours.csv",
        &[
            ("van", "from"),
            ("naar", "to"),
            ("eerste dag", "first"),
            ("laatste dag", "last"),
            ("meters meer", "metres_more"),
            ("seconden meer", "seconds_more"),
            ("reden", "reason"),
        ],
    ),
    (
        "visits_made.csv",
        &[
            ("plaats", "place"),
            ("datum", "date"),
            ("gepland", "planned"),
            ("tijd", "time"),
            ("reden", "reason"),
            ("kratten in", "crates_in"),
            ("kratten uit", "crates_out"),
            ("exemplaren", "items"),
        ],
    ),
    (
        "moves.csv",
        &[
            ("van", "from"),
            ("naar", "to"),
            ("soort", "kind"),
            ("aangenomen", "accepted"),
            ("vertrokken", "sent"),
            ("aangekomen", "received"),
            ("exemplaren", "items"),
            ("krat", "crate"),
            ("aanvraag", "request"),
        ],
    ),
    (
        "loans.csv",
        &[
            ("datum", "date"),
            ("plaats", "place"),
            ("titel", "title"),
            ("categorie", "category"),
            ("herkomst", "origin"),
            ("uitleningen", "loans"),
            ("innames", "returns"),
        ],
    ),
    (
        "requests_closed.csv",
        &[
            ("aanvraagnummer", "request"),
            ("titel", "title"),
            ("categorie", "category"),
            ("afhaalpunt", "pickup"),
            ("aangevraagd", "placed"),
            ("afgesloten", "closed"),
            ("afloop", "outcome"),
            ("uitlener", "lender"),
            ("niet op de plank", "pulls_failed"),
            ("afgehaald", "collected"),
            ("exemplaren", "items"),
            ("uiterste datum", "limit"),
            ("gevraagd", "asked"),
        ],
    ),
    (
        "pulls_failed.csv",
        &[
            ("aanvraagnummer", "request"),
            ("plaats", "place"),
            ("datum", "date"),
            ("exemplaren", "items"),
            ("reden", "reason"),
        ],
    ),
    (
        "returns.csv",
        &[
            ("titel", "title"),
            ("plaats", "place"),
            ("thuis", "home"),
            ("datum", "date"),
            ("exemplaren", "items"),
        ],
    ),
    (
        "float_limits.csv",
        &[("plaats", "place"), ("categorie", "category"), ("exemplaren", "copies")],
    ),
    ("tariffs.csv", &[("soort", "kind"), ("vanaf", "from"), ("centen", "cents")]),
    (
        "corrections.csv",
        &[
            ("datum", "date"),
            ("uitlener", "lender"),
            ("lener", "borrower"),
            ("exemplaren", "items"),
            ("reden", "reason"),
        ],
    ),
    (
        "outside_loans.csv",
        &[
            ("datum", "date"),
            ("richting", "crossing"),
            ("plaats", "place"),
            ("bibliotheek", "library"),
            ("aanvraag", "request"),
            ("exemplaren", "items"),
            ("vergoeding in centen", "fee_cents"),
            ("porto in centen", "postage_cents"),
            ("eigen bijdrage in centen", "patron_fee_cents"),
        ],
    ),
    (
        "stock_changes.csv",
        &[
            ("datum", "date"),
            ("plaats", "place"),
            ("categorie", "category"),
            ("mutatie", "action"),
            ("exemplaren", "copies"),
            ("uitgegeven centen", "spent_cents"),
        ],
    ),
    (
        "budgets.csv",
        &[
            ("organisatie", "organisation"),
            ("jaar", "year"),
            ("categorie", "category"),
            ("centen", "cents"),
        ],
    ),
    (
        "inhabitants.csv",
        &[
            ("naam", "name"),
            ("gemeente", "municipality"),
            ("lengtegraad", "lon"),
            ("breedtegraad", "lat"),
            ("inwoners", "inhabitants"),
        ],
    ),
];

/// The column of a schema that a name in small letters means: the column of that name, or the one
/// that is called so in Dutch. Between words a blank and an underscore count alike.
pub(super) fn column_of(schema: &Schema, name: &str) -> Option<&'static str> {
    let plain = |name: &str| name.replace([' ', '\u{a0}'], "_");
    let name = plain(name);
    let own = schema.columns.iter().chain(schema.optional).find(|column| **column == name);
    own.copied().or_else(|| {
        let (_, dutch) = DUTCH.iter().find(|(file, _)| *file == schema.file)?;
        let known = dutch.iter().find(|(dutch, column)| plain(dutch) == name && schema.has(column));
        known.map(|(_, column)| *column)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::schema::{
        FLOAT_LIMITS, HISTORY, ORGANISATIONS, PLACES, REQUESTS, RETURNS, SCHEMAS, SHIPMENTS,
    };

    #[test]
    fn columns_are_known_by_two_names() {
        for (schema, name, column) in [
            (&PLACES, "visits_per_week", "visits_per_week"),
            (&PLACES, "visits per week", "visits_per_week"),
            (&PLACES, "bezoeken per week", "visits_per_week"),
            (&PLACES, "bezoeken_per_week", "visits_per_week"),
            (&SHIPMENTS, "hele\u{a0}kratten", "whole_crates"),
        ] {
            assert_eq!(column_of(schema, name), Some(column), "{name}");
        }
        assert_eq!(column_of(&ORGANISATIONS, "vestigingscode"), None);
        assert_eq!(column_of(&REQUESTS, "naam"), None);
    }

    /// The reference names both; what it names is read.
    #[test]
    fn the_dutch_names_of_the_reference_are_read() {
        let reference = include_str!("../../docs/reference/formats.md");
        for schema in SCHEMAS.iter().chain(&HISTORY).chain(&[&RETURNS, &FLOAT_LIMITS]) {
            let section = reference.split(&format!("\n## {}\n", schema.file)).nth(1);
            let section = section.expect(schema.file).split("\n## ").next().unwrap_or_default();
            let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
            let mut named = 0;
            for row in rows {
                let (column, rest) = row.split_once("` | ").expect("a row of the table");
                let dutch = rest.split(" | ").next().unwrap_or_default().to_lowercase();
                let file = schema.file;
                assert_eq!(
                    column_of(schema, &dutch),
                    Some(column),
                    "`{dutch}` of {file} in docs/reference/formats.md lacks a row in DUTCH"
                );
                named += 1;
            }
            assert_eq!(named, schema.columns.len() + schema.optional.len(), "{}", schema.file);
        }
    }
}
