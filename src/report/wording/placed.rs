//! The words of `returns`.

use super::Language;

/// The words of returned copies.
#[derive(Debug)]
pub(in crate::report) struct PlacedWords {
    pub(in crate::report) counts: [&'static str; 4],
    pub(in crate::report) so: &'static str,
    pub(in crate::report) all_home: &'static str,
    pub(in crate::report) moving: &'static str,
    pub(in crate::report) saved: &'static str,
    pub(in crate::report) net: &'static str,
    pub(in crate::report) bound: &'static str,
    pub(in crate::report) way: [&'static str; 4],
}

static DUTCH: PlacedWords = PlacedWords {
    counts: [
        "Gaat naar huis",
        "Blijft waar het is",
        "Naar de achtergrondcollectie",
        "Naar een andere vestiging",
    ],
    so: "Zo",
    all_home: "Alles naar huis",
    moving: "Vervoer en handen",
    saved: "Verwachte besparing",
    net: "Per saldo",
    bound: "Bewezen: geen verdeling kost minder dan",
    way: ["Teruggebracht in", "Thuis in", "Gaat naar", "Exemplaren"],
};

static ENGLISH: PlacedWords = PlacedWords {
    counts: ["Goes home", "Stays where it is", "To the background collection", "To another place"],
    so: "So",
    all_home: "All home",
    moving: "Handling and transport",
    saved: "Expected saving",
    net: "Together",
    bound: "Proven: no placement costs less than",
    way: ["Came back in", "Belongs in", "Goes to", "Copies"],
};

impl Language {
    pub(in crate::report) fn placed_words(self) -> &'static PlacedWords {
        match self {
            Self::Dutch => &DUTCH,
            Self::English => &ENGLISH,
        }
    }
}
