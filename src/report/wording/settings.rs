//! The words of findings about `settings.toml`.

use super::diagnostics::Row;

/// In the order of codes, as the table of the other findings.
pub(super) const TABLE: &[Row] = &[
    (
        "I0030",
        "`{0}` kan niet {1} zijn",
        "Kies voor `{0}`: {2}",
        "`{0}` cannot be {1}",
        "Choose for `{0}`: {2}",
    ),
    (
        "I0033",
        "de sleutel `{0}` ontbreekt",
        "Voeg `{0}` toe aan `settings.toml`",
        "the key `{0}` is missing",
        "Add `{0}` to `settings.toml`",
    ),
    (
        "I0034",
        "de sleutel `{0}` is onbekend",
        "Haal `{0}` weg, of verbeter de naam",
        "the key `{0}` is unknown",
        "Remove `{0}`, or correct its name",
    ),
    (
        "I0035",
        "`{0}` is geen TOML",
        "Schrijf de regel als `naam = waarde`, met tekst tussen aanhalingstekens en elke naam een keer",
        "`{0}` is no TOML",
        "Write the line as `name = value`, with text in quotation marks and each name once",
    ),
];
