//! The words of the tables of a week, as spreadsheets show them.

use super::Language;

/// The words of one table.
#[derive(Debug)]
pub(in crate::report) struct OneTable {
    pub(in crate::report) title: &'static str,
    pub(in crate::report) about: &'static str,
    pub(in crate::report) head: &'static [&'static str],
}

/// The words of all tables.
#[derive(Debug)]
pub(in crate::report) struct TableWords {
    /// Routes, stops, crates, pull lines, supplies.
    pub(in crate::report) tables: [OneTable; 5],
    /// The sheet that explains.
    pub(in crate::report) explained: &'static str,
    pub(in crate::report) what: &'static str,
    pub(in crate::report) status: &'static str,
    pub(in crate::report) codes: &'static str,
    pub(in crate::report) codes_help: &'static str,
    pub(in crate::report) brought: &'static str,
    pub(in crate::report) bag: &'static str,
    pub(in crate::report) taken: &'static str,
    /// From a shelf, returning, outside the province, nobody.
    pub(in crate::report) sources: [&'static str; 4],
    /// What a calendar says of a visit: crates brought and taken.
    pub(in crate::report) visit: &'static str,
}

static DUTCH: TableWords = TableWords {
    tables: [
        OneTable {
            title: "Ritten",
            about: "Een regel per rit: voertuig, chauffeur, tijden, haltes en kilometers.",
            head: &[
                "rit",
                "datum",
                "voertuigcode",
                "voertuig",
                "chauffeur",
                "vertrek",
                "terug",
                "haltes",
                "km",
            ],
        },
        OneTable {
            title: "Haltes",
            about: "Een regel per bezoek, in rijvolgorde; zonder rit is het een bezoek met de \
                rolwagen. De koppeling opent de navigatie.",
            head: &[
                "rit",
                "datum",
                "halte",
                "vestigingscode",
                "vestiging",
                "organisatie",
                "adres",
                "gemeente",
                "aankomst",
                "begin",
                "einde",
                "kratten_in",
                "leeg_in",
                "kratten_uit",
                "leeg_uit",
                "exemplaren_in",
                "exemplaren_uit",
                "navigatie",
            ],
        },
        OneTable {
            title: "Kratten",
            about: "Een regel per volle krat of zak, met het gewicht van de inhoud in kilogram.",
            head: &[
                "rit",
                "datum",
                "halte",
                "vestigingscode",
                "nummer",
                "soort",
                "exemplaren",
                "kg",
            ],
        },
        OneTable {
            title: "Pluklijnen",
            about: "Een regel per aanvraag die een vestiging van de plank haalt voor een andere.",
            head: &[
                "vestigingscode",
                "vestiging",
                "datum",
                "aanvraag",
                "titel",
                "isbn",
                "categorie",
                "exemplaren",
                "naar_code",
                "naar",
            ],
        },
        OneTable {
            title: "Leveringen",
            about: "Een regel per aanvraag en bron: wie levert, en voor welk afhaalpunt.",
            head: &[
                "aanvraag",
                "titel",
                "afhaalpunt",
                "aangenomen",
                "uiterlijk",
                "bron",
                "van",
                "exemplaren",
            ],
        },
    ],
    explained: "Toelichting",
    what: "Weekplanning",
    status: "Status",
    codes: "Codes en ISBN",
    codes_help: "zijn tekst, zodat voorloopnullen en lange nummers heel blijven. Bedragen en \
        afstanden zijn getallen; tijden na middernacht lopen door na 24:00.",
    brought: "krat in",
    bag: "zak in",
    taken: "krat uit",
    sources: ["plank", "komt terug", "bovenprovinciaal", "niemand"],
    visit: "Bibliotheekvervoer",
};

static ENGLISH: TableWords = TableWords {
    tables: [
        OneTable {
            title: "Routes",
            about: "A row a route: vehicle, driver, times, stops and kilometres.",
            head: &[
                "route",
                "date",
                "vehicle_code",
                "vehicle",
                "driver",
                "departure",
                "back",
                "stops",
                "km",
            ],
        },
        OneTable {
            title: "Stops",
            about: "A row a visit, as driven; without a route it is made by trolley. The link \
                opens navigation.",
            head: &[
                "route",
                "date",
                "stop",
                "place",
                "name",
                "organisation",
                "address",
                "municipality",
                "arrival",
                "start",
                "end",
                "crates_in",
                "empties_in",
                "crates_out",
                "empties_out",
                "items_in",
                "items_out",
                "navigation",
            ],
        },
        OneTable {
            title: "Crates",
            about: "A row a full crate or bag, with the mass of its contents in kilograms.",
            head: &["route", "date", "stop", "place", "number", "kind", "items", "kg"],
        },
        OneTable {
            title: "Pull lines",
            about: "A row a request that a place pulls from its shelf for another.",
            head: &[
                "place", "name", "date", "request", "title", "isbn", "category", "items",
                "to_place", "to_name",
            ],
        },
        OneTable {
            title: "Supplies",
            about: "A row a request and source: who fills it, for which pick-up place.",
            head: &["request", "title", "pickup", "accepted", "limit", "source", "from", "items"],
        },
    ],
    explained: "About",
    what: "Plan of the week",
    status: "Status",
    codes: "Codes and ISBN",
    codes_help: "are text, so that leading zeros and long numbers stay whole. Amounts and \
        distances are numbers; times after midnight go on past 24:00.",
    brought: "crate in",
    bag: "bag in",
    taken: "crate out",
    sources: ["shelf", "returning", "outside", "nobody"],
    visit: "Library transport",
};

impl Language {
    pub(in crate::report) fn table_words(self) -> &'static TableWords {
        match self {
            Self::Dutch => &DUTCH,
            Self::English => &ENGLISH,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_columns() {
        for (dutch, english) in DUTCH.tables.iter().zip(&ENGLISH.tables) {
            assert_eq!(dutch.head.len(), english.head.len(), "{}", dutch.title);
        }
    }
}
