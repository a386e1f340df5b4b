//! The words of `travel`.

use super::Language;

/// The words of a travel matrix.
#[derive(Debug)]
pub(in crate::report) struct TravelledWords {
    pub(in crate::report) source: &'static str,
    pub(in crate::report) pairs: &'static str,
    pub(in crate::report) unreachable: &'static str,
    pub(in crate::report) snap_max: &'static str,
    pub(in crate::report) junctions: &'static str,
    pub(in crate::report) arcs: &'static str,
    pub(in crate::report) unread: &'static str,
    pub(in crate::report) cached: &'static str,
    pub(in crate::report) no_way: &'static str,
    pub(in crate::report) far: &'static str,
    pub(in crate::report) no_road: &'static str,
    pub(in crate::report) window: &'static str,
    pub(in crate::report) ways: &'static str,
    pub(in crate::report) ground: &'static str,
    pub(in crate::report) trips: &'static str,
    pub(in crate::report) before: &'static str,
    pub(in crate::report) after: &'static str,
    pub(in crate::report) held_out: &'static str,
    pub(in crate::report) factors: &'static str,
    pub(in crate::report) band_errors: &'static str,
    pub(in crate::report) times: &'static str,
}

static DUTCH: TravelledWords = TravelledWords {
    source: "Reistijden uit",
    pairs: "Paren van plaatsen",
    unreachable: "Zonder weg",
    snap_max: "Verst van de weg",
    junctions: "Knooppunten",
    arcs: "Wegvakken, per richting",
    unread: "Voorwaarden niet gelezen",
    cached: "was al uitgerekend",
    no_way: "geen weg",
    far: "ver van de weg",
    no_road: "nergens een weg",
    window: "alleen open",
    ways: "Ritstukken over de weg op de kaart",
    ground: "Ondergrond van de kaart",
    trips: "Gereden ritten",
    before: "Gemiddelde fout vooraf",
    after: "Gemiddelde fout na het ijken",
    held_out: "Gemiddelde fout op ritten waarop niet geijkt is",
    factors: "Factoren van de snelheid",
    band_errors: "Gemiddelde fout zonder en met deze uren",
    times: "Factoren van de reistijd in deze uren",
};

static ENGLISH: TravelledWords = TravelledWords {
    source: "Travel times from",
    pairs: "Pairs of places",
    unreachable: "Without a way",
    snap_max: "Farthest from the road",
    junctions: "Junctions",
    arcs: "Pieces of road, each direction",
    unread: "Conditions not read",
    cached: "was there already",
    no_way: "no way",
    far: "far from the road",
    no_road: "no road anywhere",
    window: "open only",
    ways: "Legs by road on the map",
    ground: "Ground of the map",
    trips: "Driven trips",
    before: "Mean error before",
    after: "Mean error after fitting",
    held_out: "Mean error of trips that were not fitted on",
    factors: "Factors of speed",
    band_errors: "Mean error without and with these hours",
    times: "Factors of travel time in these hours",
};

impl Language {
    pub(in crate::report) fn travelled_words(self) -> &'static TravelledWords {
        match self {
            Self::Dutch => &DUTCH,
            Self::English => &ENGLISH,
        }
    }
}
