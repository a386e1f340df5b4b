//! The words of findings about who a place is and which title a number names.

use super::diagnostics::Row;

/// In the order of codes: the code, then message and help in Dutch, message and help in English.
pub(super) const TABLE: &[Row] = &[
    (
        "G0010",
        "`{0}` is geen ISIL-code",
        "Schrijf de code als land, streepje en nummer, zoals NL-0800071003, of maak `isil` leeg",
        "`{0}` is not an ISIL code",
        "Write the code as country, hyphen and number, such as NL-0800071003, or empty `isil`",
    ),
    (
        "G0011",
        "de ISIL-code `{0}` eindigt op {1} en dat past niet bij de soort `{2}`",
        "Verbeter `isil` of `kind`: 0000 is een hoofdadres, 1xxx een vestiging of servicepunt, 2xyz een bibliobus of halte, 3xxx een bijzondere locatie",
        "the ISIL code `{0}` ends in {1}, which does not suit the kind `{2}`",
        "Correct `isil` or `kind`: 0000 is a head address, 1xxx a branch or service point, 2xyz a book bus or stop, 3xxx a special location",
    ),
    (
        "G0012",
        "de ISIL-code `{0}` is al die van {1} op regel {2}",
        "Geef elke plaats haar eigen ISIL-code",
        "the ISIL code `{0}` is that of {1} on line {2} already",
        "Give every place its own ISIL code",
    ),
    (
        "G0013",
        "de ISIL-code `{0}` is van {1}, dat op {2} sluit, en staat ook bij {3}",
        "Geef {3} een nieuwe ISIL-code: die van een gesloten locatie wordt nooit opnieuw gebruikt",
        "the ISIL code `{0}` is that of {1}, which closes on {2}, and {3} has it too",
        "Give {3} a new ISIL code: codes of closed locations are never reused",
    ),
    (
        "G0014",
        "de verhuizing van {0} op {1} staat al op regel {2}",
        "Verwijder een van beide rijen",
        "the move of {0} on {1} stands on line {2} already",
        "Remove one of the two rows",
    ),
    (
        "H0010",
        "`{0}` is geen PPN en wordt niet gebruikt",
        "Neem de PPN over uit de catalogus: cijfers, en aan het eind een controlecijfer of X",
        "`{0}` is not a PPN and is not used",
        "Copy the PPN from the catalogue: digits, and a check digit or X at the end",
    ),
    (
        "H0011",
        "`{0}` is geen ISBN en wordt niet gebruikt",
        "Neem het ISBN over uit het boek: 10 of 13 cijfers waarvan het laatste de andere controleert",
        "`{0}` is not an ISBN and is not used",
        "Copy the ISBN from the book: 10 or 13 digits, of which the last checks the others",
    ),
    (
        "H0013",
        "het ISBN `{0}` mist de nul vooraan en is met een nul gelezen",
        "Maak de kolom in het rekenblad tekst en schrijf 0{0}",
        "the ISBN `{0}` lacks the zero at its front and was read with one",
        "Make the column text in the spreadsheet and write 0{0}",
    ),
    (
        "H0014",
        "de PPN `{0}` is al die van titel `{1}`",
        "Geef elke titel haar eigen PPN, of voeg de titels samen",
        "the PPN `{0}` is that of title `{1}` already",
        "Give every title its own PPN, or join the titles",
    ),
    (
        "H0015",
        "het ISBN `{0}` staat ook bij titel `{1}`",
        "Verwijder het ISBN waar het niet hoort; zolang het bij twee titels staat, noemt het er geen",
        "the ISBN `{0}` stands at title `{1}` too",
        "Remove the ISBN where it does not belong; while two titles have it, it names neither",
    ),
    (
        "H0016",
        "`{0}` kan titel `{1}` zijn en titel `{2}`",
        "Noem de titel bij haar `id`",
        "`{0}` may be title `{1}` and title `{2}`",
        "Name the title by its `id`",
    ),
    (
        "H0017",
        "het afhaalpunt {1} van aanvraag {0} is van {2} tot en met {3} niet in gebruik",
        "Kies een ander afhaalpunt, of verbeter `opens` en `closes` van {1}",
        "the pick-up place {1} of request {0} is not in use from {2} to {3}",
        "Choose another pick-up place, or correct `opens` and `closes` of {1}",
    ),
    (
        "R0020",
        "{0} verhuist, en `travel.csv` kent maar één ligging van een plaats",
        "Werk `travel.csv` bij op de dag van de verhuizing, of laat de reistijden schatten",
        "{0} moves, and `travel.csv` knows one position of a place only",
        "Update `travel.csv` on the day of the move, or let travel times be estimated",
    ),
    (
        "R0021",
        "de reistijden van `travel.json` kennen {0} niet, of niet op deze ligging",
        "Reken de reistijden opnieuw uit met `leenroute travel`, of plan met `--estimate`",
        "the travel times of `travel.json` do not know {0}, or not at this position",
        "Compute the travel times again with `leenroute travel`, or plan with `--estimate`",
    ),
    (
        "R0022",
        "`travel.csv` of `travel_hours.csv` is niet de tabel waarvan `travel.json` de herkomst vertelt",
        "Reken de reistijden opnieuw uit met `leenroute travel`; een eigen tabel hoort zonder `travel.json`",
        "`travel.csv` or `travel_hours.csv` is not the table whose source `travel.json` tells",
        "Compute the travel times again with `leenroute travel`; a table of your own stands without `travel.json`",
    ),
    (
        "R0023",
        "{0} ligt {1} m van de weg waarop de reistijden rekenen",
        "Controleer `lon` en `lat` van {0}, en of het wegenbestand daar wegen heeft",
        "{0} lies {1} m from the road that travel times reckon with",
        "Check `lon` and `lat` of {0}, and whether the file of roads has roads there",
    ),
    (
        "R0024",
        "de lijnen van `ways.json` horen bij andere reistijden; kaarten worden hemelsbreed getekend",
        "Reken de reistijden opnieuw uit met `leenroute travel`, of haal `ways.json` weg",
        "the lines of `ways.json` belong to other travel times; maps are drawn in straight lines",
        "Compute the travel times again with `leenroute travel`, or take `ways.json` away",
    ),
    (
        "R0025",
        "een omleiding van {0} naar {0} verandert niets",
        "Noem twee plaatsen, of `*` voor elke plaats",
        "a detour from {0} to {0} changes nothing",
        "Name two places, or `*` for any place",
    ),
    (
        "R0026",
        "deze uren van {0} naar {1} overlappen met die op regel {2}",
        "Laat de uren van een weg op elkaar volgen, of verwijder een van de rijen",
        "these hours from {0} to {1} overlap with those on line {2}",
        "Let the hours of a way follow each other, or remove one of the rows",
    ),
    (
        "R0027",
        "`travel.csv` heeft geen weg van {0} naar {1}",
        "Zet de weg van {0} naar {1} in `travel.csv`, met de reistijd buiten deze uren, of verwijder de rij",
        "`travel.csv` has no way from {0} to {1}",
        "Add the way from {0} to {1} to `travel.csv`, with its time outside these hours, or remove the row",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_order() {
        assert!(TABLE.is_sorted_by(|one, next| one.0 < next.0));
    }
}
