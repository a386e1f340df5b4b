//! The words of findings about facts: what happened, as the files of history and `record` say it.

use super::diagnostics::Row;

/// In the order of codes: the code, then message and help in Dutch, message and help in English.
pub(super) const TABLE: &[Row] = &[
    (
        "F0001",
        "het bezoek van `{0}` op {1} staat al op regel {2}",
        "Haal een van beide regels weg",
        "the visit of `{0}` on {1} is already on line {2}",
        "Remove one of the rows",
    ),
    (
        "F0002",
        "aanvraag `{0}` is al afgesloten op regel {1}",
        "Laat elke aanvraag één keer staan, met hoe zij eindigde",
        "request `{0}` is already closed on line {1}",
        "Keep each request once, with how it ended",
    ),
    (
        "F0003",
        "`{0}` {1} ligt voor `{2}` {3}",
        "Verbeter een van beide datums",
        "`{0}` {1} lies before `{2}` {3}",
        "Correct one of the dates",
    ),
    (
        "F0004",
        "`{0}` was gesloten op {1} en is toch bezocht",
        "Controleer de datum, of haal de sluiting uit `closures.csv`",
        "`{0}` was closed on {1} and was visited all the same",
        "Check the date, or take the closure out of `closures.csv`",
    ),
    (
        "F0005",
        "`planned` past niet bij een bezoek dat `{1}` is",
        "Geef een verplaatst bezoek de andere dag waarop het gepland was, en elk ander bezoek geen",
        "`planned` does not go with a visit that was `{1}`",
        "Give a moved visit the other day on which it was planned, and any other visit none",
    ),
    (
        "F0006",
        "de regel noemt titel noch categorie",
        "Vul `title` of `category` in",
        "the row names neither a title nor a category",
        "Fill in `title` or `category`",
    ),
    (
        "F0007",
        "categorie `{0}` is niet die van titel `{1}`, `{2}`",
        "Laat `category` leeg, of verbeter de titel",
        "category `{0}` is not that of title `{1}`, `{2}`",
        "Leave `category` blank, or correct the title",
    ),
    (
        "F0008",
        "titel `{0}` staat niet in `titles.csv`; geteld als `{1}`",
        "Laat het zo als de titel is afgeschreven, of verbeter de code",
        "title `{0}` is not in `titles.csv`; counted as `{1}`",
        "Keep it if the title was weeded, or correct the code",
    ),
    (
        "F0009",
        "dit aantal van `{0}` op {1} staat al op regel {2}",
        "Tel beide regels op tot één, of haal er een weg",
        "this count of `{0}` on {1} is already on line {2}",
        "Add the rows up to one, or remove one",
    ),
    (
        "F0010",
        "uitlener `{0}` past niet bij afloop `{1}`",
        "Verbeter `lender` of `outcome`",
        "lender `{0}` does not go with outcome `{1}`",
        "Correct `lender` or `outcome`",
    ),
    (
        "F0011",
        "in strijd met wat al vastligt: {0}",
        "Verbeter dit feit; of verbeter eerst `{1}` als daar een fout staat",
        "contradicts what is on record: {0}",
        "Correct this fact; or first correct `{1}` if the mistake is there",
    ),
    (
        "F0012",
        "{0} ligt niet in week {1} van het plan",
        "Verbeter de datum, of leg het feit vast bij het plan van die week",
        "{0} is not in week {1} of the plan",
        "Correct the date, or record the fact with the plan of that week",
    ),
    (
        "F0013",
        "aanvraag `{0}` hoort niet bij dit plan",
        "Verbeter het aanvraagnummer",
        "request `{0}` is not in this plan",
        "Correct the number of the request",
    ),
    (
        "F0014",
        "het plan heeft geen bezoek van `{0}` op {1}",
        "Controleer de datum; een verplaatst bezoek heeft `moved` en de geplande dag",
        "the plan has no visit of `{0}` on {1}",
        "Check the date; a moved visit has `moved` and the planned day",
    ),
    (
        "F0015",
        "van aanvraag `{0}` is geen levering bekend",
        "Leg eerst `delivered` vast, of het bezoek dat haar bracht",
        "request `{0}` is not known to be delivered",
        "Record `delivered` first, or the visit that brought it",
    ),
    (
        "F0016",
        "organisatie `{0}` leent van zichzelf",
        "Noem de organisatie die uitleende en een andere die leende",
        "organisation `{0}` borrows from itself",
        "Name the organisation that lent and another that borrowed",
    ),
];
