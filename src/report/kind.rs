//! The kinds of sheets and files of a plan.

use std::collections::BTreeSet;

/// A kind of sheet or file (soort blad).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetKind {
    /// The overview of the week for the planner, with its map (weekoverzicht).
    Overview,
    /// The route sheet of each route, with its load list and map (ritstaat).
    RouteSheets,
    /// The load list of each route alone, last stop first (laadlijst).
    LoadLists,
    /// The map of each route alone (kaart).
    Maps,
    /// The manifest of each stop (paklijst).
    Manifests,
    /// The sort plan of each date at the hub (sorteerlijst).
    SortPlans,
    /// The pull list of each branch, visit by visit (pluklijst).
    PullLists,
    /// The labels of crates and bags (kratlabels).
    Labels,
    /// The slips of items from and for outside the province (pakbonnen).
    Slips,
    /// The exception form of each route (afwijkingenformulier).
    Exceptions,
    /// The week as GeoJSON.
    GeoJson,
    /// The week as a workbook (Excel).
    Xlsx,
    /// The tables of the workbook as CSV.
    Csv,
    /// Each route as GPX.
    Gpx,
    /// Each route as ITN, for the devices that read it.
    Itn,
    /// A calendar a place (agenda).
    Ics,
    /// Each day as a problem of VROOM, with its answer.
    Vroom,
    /// Each day in the pragmatic format of vrp-cli, with its answer.
    VrpCli,
    /// Sheets as one PDF.
    Pdf,
}

impl SheetKind {
    /// All kinds with the word of the command line and the Dutch one, in the order in which they
    /// are written.
    pub const WORDS: [(Self, &'static str, &'static str); 19] = [
        (Self::Overview, "overview", "weekoverzicht"),
        (Self::RouteSheets, "route-sheets", "ritstaten"),
        (Self::LoadLists, "load-lists", "laadlijsten"),
        (Self::Maps, "maps", "kaarten"),
        (Self::Manifests, "manifests", "paklijsten"),
        (Self::SortPlans, "sort-plans", "sorteerlijsten"),
        (Self::PullLists, "pull-lists", "pluklijsten"),
        (Self::Labels, "labels", "kratlabels"),
        (Self::Slips, "slips", "pakbonnen"),
        (Self::Exceptions, "exceptions", "afwijkingen"),
        (Self::GeoJson, "geojson", "geojson"),
        (Self::Xlsx, "xlsx", "excel"),
        (Self::Csv, "csv", "csv"),
        (Self::Gpx, "gpx", "gpx"),
        (Self::Itn, "itn", "tomtom"),
        (Self::Ics, "ics", "agenda"),
        (Self::Vroom, "vroom", "vroom"),
        (Self::VrpCli, "vrp-cli", "pragmatic"),
        (Self::Pdf, "pdf", "pdf"),
    ];

    /// What `plan` writes: every sheet once. Load lists and maps are part of the route sheets.
    pub const SHEETS: [Self; 9] = [
        Self::Overview,
        Self::RouteSheets,
        Self::Manifests,
        Self::SortPlans,
        Self::PullLists,
        Self::Labels,
        Self::Slips,
        Self::Exceptions,
        Self::GeoJson,
    ];

    /// The sheets that a PDF is made of.
    pub const IN_PDF: [Self; 10] = [
        Self::Overview,
        Self::RouteSheets,
        Self::LoadLists,
        Self::Maps,
        Self::Manifests,
        Self::SortPlans,
        Self::PullLists,
        Self::Labels,
        Self::Slips,
        Self::Exceptions,
    ];

    /// What `print` writes where no kind is named: every sheet and file once, and the PDF where the
    /// program is built with it.
    pub fn all() -> BTreeSet<Self> {
        let parts = [Self::LoadLists, Self::Maps];
        let is_whole = |kind: &Self| !parts.contains(kind);
        let is_built = |kind: &Self| *kind != Self::Pdf || cfg!(feature = "pdf");
        let kinds = Self::WORDS.iter().map(|(kind, ..)| *kind);
        kinds.filter(is_whole).filter(is_built).collect()
    }

    /// The Dutch word, by which files are called.
    pub fn dutch_word(self) -> &'static str {
        Self::WORDS.iter().find(|(kind, ..)| *kind == self).map_or("", |(.., word)| word)
    }

    /// The kind of a word, English or Dutch.
    pub fn from_word(word: &str) -> Option<Self> {
        let of_word =
            |(_, english, dutch): &&(Self, &str, &str)| [*english, *dutch].contains(&word);
        Self::WORDS.iter().find(of_word).map(|(kind, ..)| *kind)
    }

    /// The English word.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(kind, ..)| *kind == self).map_or("", |(_, word, _)| word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_by_both_of_its_words() {
        for (kind, english, dutch) in SheetKind::WORDS {
            assert_eq!(SheetKind::from_word(english), Some(kind));
            assert_eq!(SheetKind::from_word(dutch), Some(kind));
            assert_eq!(kind.word(), english);
        }
        assert_eq!(SheetKind::from_word("pamphlets"), None);
    }
}
