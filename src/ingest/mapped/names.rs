//! Names that columns have elsewhere: in exports of library systems (Wise and others), and in lists
//! of locations such as those of G!DS.

use crate::ingest::dutch::column_of;
use crate::ingest::schema::{
    ACCESS, CLOSURES, DRIVERS, HOLDINGS, ORGANISATIONS, PLACES, REQUESTS, SHIPMENTS, Schema,
    TITLES, VEHICLES,
};

/// Names with the column that they stand for.
type Names = &'static [(&'static str, &'static str)];

/// The tables that may be imported, with the names of their columns elsewhere.
const TABLES: [(&str, &Schema, Names); 10] = [
    (
        "organisations",
        &ORGANISATIONS,
        &[("organisatiecode", "id"), ("organisatienaam", "name"), ("bibliotheek", "name")],
    ),
    (
        "places",
        &PLACES,
        &[
            ("locatiecode", "id"),
            ("vestigingsnummer", "id"),
            ("vestiging code", "id"),
            ("branch code", "id"),
            ("branch", "id"),
            ("code", "id"),
            ("vestiging", "name"),
            ("vestigingsnaam", "name"),
            ("naam vestiging", "name"),
            ("naam locatie", "name"),
            ("locatienaam", "name"),
            ("locatie", "name"),
            ("branch name", "name"),
            ("type", "kind"),
            ("soort locatie", "kind"),
            ("type locatie", "kind"),
            ("organisatiecode", "organisation"),
            ("basisbibliotheek", "organisation"),
            ("woonplaats", "municipality"),
            ("stad", "municipality"),
            ("bezoekadres", "address"),
            ("straat", "address"),
            ("isil", "isil"),
            ("isil code", "isil"),
            ("longitude", "lon"),
            ("lengte", "lon"),
            ("lng", "lon"),
            ("latitude", "lat"),
            ("breedte", "lat"),
        ],
    ),
    (
        "access",
        &ACCESS,
        &[
            ("vestiging", "place"),
            ("locatiecode", "place"),
            ("dag", "weekday"),
            ("opent", "open"),
            ("open van", "open"),
            ("sluit", "close"),
            ("open tot", "close"),
        ],
    ),
    (
        "closures",
        &CLOSURES,
        &[
            ("vestiging", "place"),
            ("locatiecode", "place"),
            ("eerste dag", "first"),
            ("begin", "first"),
            ("laatste dag", "last"),
            ("einde", "last"),
        ],
    ),
    (
        "titles",
        &TITLES,
        &[
            ("titelnummer", "id"),
            ("titel id", "id"),
            ("titelcode", "id"),
            ("ppn nummer", "ppn"),
            ("rubriek", "category"),
            ("collectiecategorie", "category"),
            ("gewicht", "grams"),
            ("isbn 13", "isbn"),
            ("ean", "isbn"),
            ("werknummer", "work"),
        ],
    ),
    (
        "holdings",
        &HOLDINGS,
        &[
            ("titelnummer", "title"),
            ("titel id", "title"),
            ("ppn", "title"),
            ("vestiging", "place"),
            ("locatie", "place"),
            ("locatiecode", "place"),
            ("vestigingscode", "place"),
            ("eigenaar", "place"),
            ("aantal exemplaren", "copies"),
            ("bezit", "copies"),
            ("aantal", "copies"),
            ("aanwezig", "on_shelf"),
            ("op de plank", "on_shelf"),
            ("beschikbaar", "on_shelf"),
            ("uiterste inleverdatum", "due"),
        ],
    ),
    (
        "requests",
        &REQUESTS,
        &[
            ("reserveringsnummer", "id"),
            ("reservering", "id"),
            ("aanvraag", "id"),
            ("titelnummer", "title"),
            ("titel id", "title"),
            ("ppn", "title"),
            ("afhaalvestiging", "pickup"),
            ("afhaallocatie", "pickup"),
            ("afhaalpunt", "pickup"),
            ("reserveringsdatum", "placed"),
            ("aanvraagdatum", "placed"),
            ("geplaatst op", "placed"),
            ("vervaldatum", "limit"),
            ("uiterlijk", "limit"),
            ("aantal", "quantity"),
            ("urgentie", "priority"),
        ],
    ),
    (
        "shipments",
        &SHIPMENTS,
        &[("zendingnummer", "id"), ("herkomst", "from"), ("bestemming", "to"), ("aantal", "items")],
    ),
    ("vehicles", &VEHICLES, &[("kenteken", "id"), ("voertuigcode", "id"), ("voertuig", "name")]),
    (
        "drivers",
        &DRIVERS,
        &[("personeelsnummer", "id"), ("chauffeur", "name"), ("rijbewijs", "licence")],
    ),
];

/// Words of kinds of places, as lists elsewhere have them.
pub(super) const KINDS: [(&str, &str); 14] = [
    ("hoofdvestiging", "main"),
    ("hoofdbibliotheek", "main"),
    ("centrale", "main"),
    ("vestiging", "branch"),
    ("bibliotheek", "branch"),
    ("filiaal", "branch"),
    ("kleine vestiging", "branch-small"),
    ("servicepunt", "servicepoint"),
    ("mini-servicepunt", "servicepoint"),
    ("afhaalpunt", "servicepoint"),
    ("bibliobushalte", "bookbus-stop"),
    ("halte", "bookbus-stop"),
    ("distributiecentrum", "hub"),
    ("achtergrondcollectie", "background"),
];

/// The words of the tables that may be imported.
pub fn importable() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(word, ..)| *word)
}

/// The schema of a table.
pub(super) fn schema_of(table: &str) -> Option<&'static Schema> {
    TABLES.iter().find(|(word, ..)| *word == table).map(|(_, schema, _)| *schema)
}

/// The column that a name means: by our names first, then by those of elsewhere.
pub(super) fn column(table: &str, name: &str) -> Option<&'static str> {
    let (_, schema, names) = TABLES.iter().find(|(word, ..)| *word == table)?;
    let plain = plain(name);
    let elsewhere = || names.iter().find(|(known, _)| *known == plain).map(|(_, column)| *column);
    column_of(schema, &plain).or_else(elsewhere)
}

/// A name in small letters, with single blanks between its words.
fn plain(name: &str) -> String {
    let name = name.to_lowercase().replace(['_', '-', '.', ':', '\u{a0}'], " ");
    name.split_whitespace().collect::<Vec<&str>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_elsewhere_stands_for_a_column_and_is_written_plainly() {
        for (table, schema, names) in TABLES {
            for (name, column) in names {
                assert!(schema.has(column), "{table} has no `{column}`");
                assert_eq!(plain(name), *name, "{table}");
            }
        }
    }

    #[test]
    fn heads_are_known_however_they_are_written() {
        assert_eq!(column("places", "ISIL-code"), Some("isil"));
        assert_eq!(column("places", "Branch_Code"), Some("id"));
        assert_eq!(column("places", "Breedtegraad"), Some("lat"));
        assert_eq!(column("requests", "Afhaalvestiging"), Some("pickup"));
        assert_eq!(column("holdings", "PPN"), Some("title"));
        assert_eq!(column("places", "Telefoon"), None);
    }
}
