//! The words of findings: a message and a remedy for each code, in both languages.

use super::{Language, calendar, facts, identity, instances, settings};
use crate::diagnostic::Diagnostic;

/// A code, then message and help in Dutch, message and help in English; `{0}` stands for the
/// first fact of the finding.
pub(super) type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// All tables, each sorted by code.
const TABLES: [&[Row]; 6] =
    [TABLE, calendar::TABLE, facts::TABLE, identity::TABLE, settings::TABLE, instances::TABLE];

/// What a finding says: one line, without a full stop. O(log codes + length).
///
/// # Panics
///
/// When the table lacks the code; a test walks through all codes.
pub fn message(finding: &Diagnostic, language: Language) -> String {
    filled(words(finding, language).0, &finding.facts)
}

/// What to do about a finding: one imperative line, without a full stop. O(log codes + length).
///
/// # Panics
///
/// When the table lacks the code; a test walks through all codes.
pub fn help(finding: &Diagnostic, language: Language) -> String {
    filled(words(finding, language).1, &finding.facts)
}

fn words(finding: &Diagnostic, language: Language) -> (&'static str, &'static str) {
    let row = TABLES.iter().find_map(|table| {
        let found = table.binary_search_by_key(&finding.code.0, |row| row.0);
        found.ok().map(|position| table[position])
    });
    let row = row.expect("every code has its words");
    match language {
        Language::Dutch => (row.1, row.2),
        Language::English => (row.3, row.4),
    }
}

/// The template with each `{n}` replaced by fact `n`, in one pass, so that a fact that looks like
/// a placeholder stays as it is.
fn filled(template: &str, facts: &[String]) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (number, after) = after.split_once('}').unwrap_or(("", after));
        let fact = number.parse().ok().and_then(|rank: usize| facts.get(rank));
        text.push_str(fact.map_or("?", String::as_str));
        rest = after;
    }
    text.push_str(rest);
    text
}

/// In the order of codes: the code, then message and help in Dutch, message and help in English.
const TABLE: &[Row] = &[
    (
        "G0001",
        "de plaats `{0}` staat niet in `places.csv`",
        "Voeg `{0}` toe aan `places.csv`, of verbeter de code",
        "the place `{0}` is not in `places.csv`",
        "Add `{0}` to `places.csv`, or correct the code",
    ),
    (
        "G0002",
        "`{0}` is precies 0",
        "Vul de werkelijke ligging in, in graden",
        "`{0}` is exactly 0",
        "Fill in the real position, in degrees",
    ),
    (
        "G0003",
        "de coördinaten {0} en {1} lijken meters van het Rijksdriehoekstelsel",
        "Reken de ligging om naar graden (WGS84): `lon` bij 6, `lat` bij 53",
        "the coordinates {0} and {1} look like metres of the Dutch grid",
        "Convert the position to degrees (WGS84): `lon` near 6, `lat` near 53",
    ),
    (
        "G0004",
        "`lon` {0} en `lat` {1} lijken verwisseld",
        "Verwissel `lon` en `lat`",
        "`lon` {0} and `lat` {1} look swapped",
        "Swap `lon` and `lat`",
    ),
    (
        "G0005",
        "de ligging {0}, {1} ligt niet op aarde",
        "Vul `lon` in tussen -180 en 180 en `lat` tussen -90 en 90",
        "the position {0}, {1} does not lie on Earth",
        "Fill in `lon` between -180 and 180 and `lat` between -90 and 90",
    ),
    (
        "G0006",
        "`{1}` in `{0}` is geen coördinaat",
        "Schrijf `{0}` in graden, zoals 6.5625 voor `lon` en 52.99667 voor `lat`",
        "`{1}` in `{0}` is not a coordinate",
        "Write `{0}` in degrees, such as 6.5625 for `lon` and 52.99667 for `lat`",
    ),
    (
        "G0007",
        "{0} ligt {1} km van de dichtstbijzijnde andere plaats",
        "Controleer `lon` en `lat` van {0}",
        "{0} lies {1} km from the nearest other place",
        "Check `lon` and `lat` of {0}",
    ),
    (
        "H0001",
        "de titel `{0}` staat niet in `titles.csv`",
        "Voeg `{0}` toe aan `titles.csv`, of verbeter de code",
        "the title `{0}` is not in `titles.csv`",
        "Add `{0}` to `titles.csv`, or correct the code",
    ),
    (
        "H0002",
        "er staan {0} exemplaren op de plank en er zijn er {1}",
        "Verbeter `on_shelf` of `copies`",
        "{0} copies are on the shelf and there are {1}",
        "Correct `on_shelf` or `copies`",
    ),
    (
        "H0003",
        "er wordt een exemplaar terugverwacht op {0} en er is niets uitgeleend",
        "Maak `due` leeg, of verlaag `on_shelf`",
        "a copy is due on {0} and none is out",
        "Empty `due`, or lower `on_shelf`",
    ),
    (
        "H0004",
        "het bezit van titel `{0}` in {1} staat al op regel {2}",
        "Tel de exemplaren op in één rij",
        "the holding of title `{0}` at {1} stands on line {2} already",
        "Add the copies up in one row",
    ),
    (
        "H0005",
        "de aanvraag is van {0} en de uiterste datum {1}",
        "Verwissel de datums, of verbeter `limit`",
        "the request is of {0} and its limit {1}",
        "Swap the dates, or correct `limit`",
    ),
    (
        "H0006",
        "het afhaalpunt {1} van aanvraag {0} wordt niet bezocht",
        "Geef {1} bezoeken in `places.csv`, of kies een ander afhaalpunt",
        "the pick-up place {1} of request {0} is not visited",
        "Give {1} visits in `places.csv`, or choose another pick-up place",
    ),
    (
        "I0001",
        "het bestand `{0}` ontbreekt",
        "Zet `{0}` in de gegevensmap",
        "the file `{0}` is missing",
        "Put `{0}` into the data folder",
    ),
    (
        "I0002",
        "`{0}` is geen gewoon bestand",
        "Vervang `{0}` door een CSV-bestand",
        "`{0}` is not a regular file",
        "Replace `{0}` by a CSV file",
    ),
    (
        "I0003",
        "het besturingssysteem laat `{0}` niet lezen ({1})",
        "Geef leesrecht op `{0}`, of sluit het programma dat het bezet houdt",
        "the operating system does not let `{0}` be read ({1})",
        "Grant permission to read `{0}`, or close the program that holds it",
    ),
    (
        "I0005",
        "`{0}` staat in UTF-16",
        "Sla `{0}` op als CSV UTF-8",
        "`{0}` is in UTF-16",
        "Save `{0}` as CSV UTF-8",
    ),
    (
        "I0006",
        "`{0}` bevat een nulbyte op regel {1}",
        "Exporteer `{0}` opnieuw als CSV UTF-8",
        "`{0}` holds a NUL byte on line {1}",
        "Export `{0}` again as CSV UTF-8",
    ),
    (
        "I0007",
        "`{0}` staat niet in UTF-8 (vanaf regel {1}) en is gelezen als Windows-1252",
        "Controleer de namen met accenten en sla `{0}` op als CSV UTF-8",
        "`{0}` is not in UTF-8 (from line {1}) and was read as Windows-1252",
        "Check the names with accents and save `{0}` as CSV UTF-8",
    ),
    (
        "I0008",
        "`{0}` is leeg",
        "Vul `{0}`, te beginnen met de kopregel",
        "`{0}` is empty",
        "Fill `{0}`, beginning with the head",
    ),
    (
        "I0009",
        "`{0}` heeft alleen een kopregel",
        "Ga na of `{0}` werkelijk geen rijen hoort te hebben",
        "`{0}` has a head and no rows",
        "Make sure that `{0}` is meant to have no rows",
    ),
    (
        "I0010",
        "de kolommen van `{0}` zijn gescheiden door {1}",
        "Scheid de kolommen van `{0}` met een komma of puntkomma",
        "the columns of `{0}` are separated by {1}",
        "Separate the columns of `{0}` by a comma or a semicolon",
    ),
    (
        "I0011",
        "de kolom `{0}` ontbreekt",
        "Voeg de kolom `{0}` toe",
        "the column `{0}` is missing",
        "Add the column `{0}`",
    ),
    (
        "I0012",
        "de kolom `{0}` is onbekend en wordt niet gelezen",
        "Verwijder de kolom `{0}`, of verbeter haar naam",
        "the column `{0}` is unknown and is not read",
        "Remove the column `{0}`, or correct its name",
    ),
    (
        "I0013",
        "de kolom `{0}` komt twee keer voor",
        "Verwijder een van de kolommen `{0}`",
        "the column `{0}` occurs twice",
        "Remove one of the columns `{0}`",
    ),
    (
        "I0014",
        "de kolom `{0}` lijkt gegevens van leden te bevatten",
        "Verwijder de kolom `{0}`: plannen heeft geen leden nodig",
        "the column `{0}` looks like data about members",
        "Remove the column `{0}`: planning needs no members",
    ),
    (
        "I0015",
        "de rij heeft {0} velden en de kopregel {1}",
        "Maak het aantal velden gelijk, en zet tekst met een scheidingsteken tussen aanhalingstekens",
        "the row has {0} fields and the head {1}",
        "Make the number of fields equal, and quote text that holds a separator",
    ),
    (
        "I0016",
        "een aanhalingsteken wordt niet gesloten",
        "Sluit het aanhalingsteken, of verdubbel het in de tekst",
        "a quotation mark is not closed",
        "Close the quotation mark, or double it inside text",
    ),
    (
        "I0017",
        "het veld `{0}` is leeg",
        "Vul `{0}` in",
        "the field `{0}` is empty",
        "Fill in `{0}`",
    ),
    (
        "I0018",
        "het veld `{0}` is {1} bytes lang, meer dan {2}",
        "Kort de tekst van `{0}` in",
        "the field `{0}` is {1} bytes long, more than {2}",
        "Shorten the text of `{0}`",
    ),
    (
        "I0019",
        "het veld `{0}` bevat het onzichtbare teken {1}",
        "Verwijder het teken uit `{0}`",
        "the field `{0}` holds the invisible character {1}",
        "Remove the character from `{0}`",
    ),
    (
        "I0020",
        "`{1}` in `{0}` is geen geheel getal",
        "Schrijf `{0}` met alleen cijfers, zonder punten, komma's en eenheden",
        "`{1}` in `{0}` is not a whole number",
        "Write `{0}` with digits only, without points, commas and units",
    ),
    (
        "I0021",
        "`{1}` in `{0}` ligt niet tussen {2} en {3}",
        "Verbeter `{0}`, en let op de eenheid",
        "`{1}` in `{0}` is not between {2} and {3}",
        "Correct `{0}`, and mind the unit",
    ),
    (
        "I0022",
        "`{1}` in `{0}` is geen van de bekende woorden",
        "Kies voor `{0}` uit {2}",
        "`{1}` in `{0}` is none of the known words",
        "Choose for `{0}` from {2}",
    ),
    (
        "I0023",
        "de code `{0}` staat al op regel {1}",
        "Geef elke rij een eigen code, of verwijder de dubbele rij",
        "the code `{0}` stands on line {1} already",
        "Give each row a code of its own, or remove the second row",
    ),
    (
        "I0024",
        "de organisatie `{0}` staat niet in `organisations.csv`",
        "Voeg `{0}` toe aan `organisations.csv`, of verbeter de code",
        "the organisation `{0}` is not in `organisations.csv`",
        "Add `{0}` to `organisations.csv`, or correct the code",
    ),
    (
        "I0025",
        "het bestand heeft meer dan {0} rijen",
        "Splits de gegevens, of laat weg wat niet gepland wordt",
        "the file has more than {0} rows",
        "Split the data, or leave out what is not planned",
    ),
    (
        "I0026",
        "nog {1} bevindingen {0} in dit bestand worden niet getoond",
        "Verbeter wat getoond is en lees de map opnieuw",
        "{1} more findings {0} in this file are not shown",
        "Correct what is shown and read the folder again",
    ),
    (
        "I0028",
        "`{0}` is geen bekend bestand en wordt niet gelezen",
        "Verbeter de naam van `{0}`, of haal het uit de gegevensmap",
        "`{0}` is no known file and is not read",
        "Correct the name of `{0}`, or take it out of the data folder",
    ),
    (
        "I0029",
        "`{1}` in `{0}` is door een rekenblad afgerond",
        "Maak de kolom `{0}` op als tekst en exporteer opnieuw",
        "`{1}` in `{0}` was rounded by a spreadsheet",
        "Format the column `{0}` as text and export again",
    ),
    (
        "I0031",
        "de code {1} in `{0}` begint met de apostrof van een rekenblad",
        "Haal de apostrof weg, of exporteer de kolom `{0}` opnieuw als tekst",
        "the code {1} in `{0}` begins with a spreadsheet's apostrophe",
        "Take the apostrophe away, or export the column `{0}` again as text",
    ),
    (
        "I0032",
        "de kopregel heeft {0} kolommen, meer dan {1}",
        "Laat de kolommen weg die niet gelezen worden",
        "the head has {0} columns, more than {1}",
        "Leave out the columns that are not read",
    ),
    (
        "K0001",
        "{0} vraagt {1} bezoeken per week en de week heeft {2} dienstdagen",
        "Verlaag `visits_per_week` van {0}, of voeg dienstdagen toe",
        "{0} asks for {1} visits a week and the week has {2} service days",
        "Lower `visits_per_week` of {0}, or add service days",
    ),
    (
        "P0001",
        "{0} heeft {1} lege kratten en ruimte voor {2}",
        "Verbeter `empties` of `empties_max` van {0}",
        "{0} has {1} empty crates and room for {2}",
        "Correct `empties` or `empties_max` of {0}",
    ),
    (
        "P0002",
        "een exemplaar van {0} ({1}) past niet in een krat ({2})",
        "Verbeter gewicht en volume van {0}",
        "an item of {0} ({1}) does not fit into a crate ({2})",
        "Correct the weight and the volume of {0}",
    ),
    (
        "P0003",
        "de plaatsen hebben samen {0} lege kratten en er zijn er {1} in omloop",
        "Verbeter `empties` in `places.csv`, of `in_circulation` in `settings.toml`",
        "the places have {0} empty crates together and {1} are in circulation",
        "Correct `empties` in `places.csv`, or `in_circulation` in `settings.toml`",
    ),
    (
        "R0001",
        "zending {0} gaat van {1} naar {2}, en een daarvan wordt niet bezocht",
        "Geef de plaats bezoeken in `places.csv`, of laat de zending bij de hub beginnen of eindigen",
        "shipment {0} goes from {1} to {2}, and one of them is not visited",
        "Give the place visits in `places.csv`, or let the shipment begin or end at the hub",
    ),
    (
        "R0002",
        "de zending begint en eindigt in {0}",
        "Verbeter `from` of `to`",
        "the shipment begins and ends at {0}",
        "Correct `from` or `to`",
    ),
    (
        "R0003",
        "de zending is aangenomen op {0} en staat al klaar op {1}",
        "Verwissel de datums, of verbeter `ready`",
        "the shipment was accepted on {0} and is ready on {1}",
        "Swap the dates, or correct `ready`",
    ),
    (
        "R0004",
        "geen chauffeur mag voertuig {0} rijden, waarvoor rijbewijs {1} nodig is",
        "Voeg een chauffeur met rijbewijs {1} toe, of haal het voertuig weg",
        "no driver may drive vehicle {0}, which needs licence {1}",
        "Add a driver with licence {1}, or take the vehicle away",
    ),
    (
        "R0005",
        "er is geen voertuig",
        "Voeg een voertuig toe aan `vehicles.csv`",
        "there is no vehicle",
        "Add a vehicle to `vehicles.csv`",
    ),
    (
        "R0006",
        "geen plaats is de hub",
        "Geef een plaats de soort `hub`",
        "no place is the hub",
        "Give one place the kind `hub`",
    ),
    (
        "R0007",
        "{0} is een tweede hub",
        "Geef {0} een andere soort",
        "{0} is a second hub",
        "Give {0} another kind",
    ),
    (
        "R0008",
        "geen plaats hoeft bezocht te worden",
        "Vul `visits_per_week` in `places.csv` in",
        "no place has to be visited",
        "Fill in `visits_per_week` in `places.csv`",
    ),
    (
        "R0009",
        "{0} is de hub of staat er, en vraagt bezoeken",
        "Zet `visits_per_week` van {0} op 0",
        "{0} is the hub or stands in it, and asks for visits",
        "Set `visits_per_week` of {0} to 0",
    ),
    (
        "R0010",
        "vanuit {0} ontbreken {1} afstanden, zoals die naar {2}",
        "Vul `travel.csv` aan, of haal het weg om met de schatting te plannen",
        "from {0} {1} distances are missing, such as that to {2}",
        "Complete `travel.csv`, or take it away to plan with the estimate",
    ),
    (
        "R0011",
        "de afstand van {0} naar {1} staat al op regel {2}",
        "Verwijder een van de rijen",
        "the distance from {0} to {1} stands on line {2} already",
        "Remove one of the rows",
    ),
    (
        "R0012",
        "van {0} naar {1} is de gemiddelde snelheid {2} km/u",
        "Controleer `metres` en `seconds`, en hun eenheid",
        "from {0} to {1} the mean speed is {2} km/h",
        "Check `metres` and `seconds`, and their unit",
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::diagnostic::{CODES, Span};

    fn placeholders(template: &str) -> BTreeSet<&str> {
        template.split('{').skip(1).filter_map(|part| part.split('}').next()).collect()
    }

    #[test]
    fn every_code_has_words_and_every_row_a_code() {
        let codes: Vec<&str> = CODES.iter().map(|(code, _)| *code).collect();
        for table in TABLES {
            assert!(table.is_sorted_by_key(|row| row.0));
        }
        let mut rows: Vec<&str> = TABLES.into_iter().flatten().map(|row| row.0).collect();
        rows.sort_unstable();
        assert_eq!(codes, rows);
    }

    #[test]
    fn both_languages_name_the_same_facts() {
        for (code, message_nl, help_nl, message_en, help_en) in TABLES.into_iter().flatten() {
            assert_eq!(placeholders(message_nl), placeholders(message_en), "{code}");
            assert_eq!(placeholders(help_nl), placeholders(help_en), "{code}");
        }
    }

    #[test]
    fn messages_are_one_line_and_nothing_ends_with_a_full_stop() {
        for (code, message_nl, help_nl, message_en, help_en) in TABLES.into_iter().flatten() {
            for text in [message_nl, help_nl, message_en, help_en] {
                assert!(!text.is_empty() && !text.contains('\n'), "{code}");
                assert!(!text.ends_with('.'), "{code}");
            }
        }
    }

    #[test]
    fn fills_in_facts_and_never_reads_a_fact_as_a_template() {
        let facts = vec!["{1}".to_owned(), "Emmen".to_owned()];
        let finding = Diagnostic::of("R0002", Span::file("shipments.csv"), facts.clone());
        assert_eq!(message(&finding, Language::English), "the shipment begins and ends at {1}");
        assert_eq!(message(&finding, Language::Dutch), "de zending begint en eindigt in {1}");
        assert_eq!(help(&finding, Language::English), "Correct `from` or `to`");
        assert_eq!(filled("{0} and {1} and {7}", &facts), "{1} and Emmen and ?");
    }
}
