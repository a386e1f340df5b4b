//! File names and letters of routes, the same on every sheet that links to them.

use std::collections::BTreeSet;

use crate::index::{Index as _, IndexVec, PlaceIdx, RouteIdx};
use crate::model::{Plan, Province, Route};

/// The names that sheets use for each other (bestandsnamen).
#[derive(Debug)]
pub(crate) struct SheetNames {
    /// The part of the file names that tells a route: its date and vehicle.
    pub(crate) routes: IndexVec<RouteIdx, String>,
    /// The part of the file names that tells a place: its code.
    pub(crate) places: IndexVec<PlaceIdx, String>,
}

impl SheetNames {
    pub(crate) fn new(province: &Province, plan: &Plan) -> Self {
        let mut taken = BTreeSet::new();
        let route = |route: &Route| {
            let vehicle = &province.vehicles()[route.vehicle].code;
            unique(&format!("{}-{}", route.date, slug(vehicle)), &mut taken)
        };
        let routes = plan.routes.iter().map(route).collect();
        let mut taken = BTreeSet::new();
        let places = province.places().iter();
        let places = places.map(|place| unique(&slug(&place.code.0), &mut taken)).collect();
        Self { routes, places }
    }
}

/// The letter of a route on all sheets of the week: A to Z, then AA.
pub(crate) fn route_letter(route: RouteIdx) -> String {
    let mut rest = route.position();
    let mut letters = Vec::new();
    loop {
        let letter = u8::try_from(rest % 26).expect("a remainder by 26 is below 26");
        letters.insert(0, char::from(b'A' + letter));
        if rest < 26 {
            return letters.into_iter().collect();
        }
        rest = rest / 26 - 1;
    }
}

/// A code as part of a file name: lower-case ASCII letters, digits and dashes.
fn slug(code: &str) -> String {
    let plain = |letter: char| {
        if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' }
    };
    code.chars().map(plain).collect()
}

/// The name itself, or with a number behind it where an earlier code reads alike.
fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let mut candidates = std::iter::once(name.to_owned()).chain(numbered);
    let free = candidates.find(|candidate| !taken.contains(candidate));
    let free = free.expect("numbers go on");
    taken.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let letters: Vec<String> =
            [0, 25, 26, 701, 702].map(|route| route_letter(RouteIdx(route))).into();
        assert_eq!(letters, ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn codes_that_read_alike_get_different_names() {
        let mut taken = BTreeSet::new();
        let names: Vec<String> =
            ["BUS 1", "bus-1", "../x"].map(|code| unique(&slug(code), &mut taken)).into();
        assert_eq!(names, ["bus-1", "bus-1-2", "---x"]);
    }
}
