//! School holidays (schoolvakanties): closures of the places that follow them.

use super::codes;
use super::pass::Pass;
use super::places::{Places, span_of_days};
use super::rows::Row;
use super::schema::SCHOOL_HOLIDAYS;
use crate::diagnostic::Span;
use crate::model::{Closure, PlaceCode};

/// The places that close in school holidays, such as schools.
#[derive(Debug, Default)]
pub(super) struct Pupils {
    places: Vec<(PlaceCode, Span)>,
}

impl Pupils {
    /// Notes the place of a row of `places.csv`, if it follows the school holidays.
    pub(super) fn note(&mut self, row: &mut Row<'_>) {
        let column = "closed_in_school_holidays";
        if !row.cell(column).is_empty() && row.yes(column) == Some(true) {
            self.places.push((PlaceCode(row.cell("id").to_owned()), row.span(column)));
        }
    }

    /// A closure for each of them and each school holiday, with the name of the holiday as reason.
    pub(super) fn closures(self, pass: &mut Pass<'_>, places: &Places) -> Vec<Closure> {
        let holidays = pass.sound_rows(&SCHOOL_HOLIDAYS, |row| {
            let name = row.text("name").map(str::to_owned);
            Some((name?, span_of_days(row)?))
        });
        if holidays.is_empty() {
            self.places.into_iter().for_each(|(_, cell)| {
                pass.found.push(codes::no_school_holidays(cell));
            });
            return Vec::new();
        }
        let followers = self.places.iter().filter_map(|(code, _)| {
            places.rows.iter_indexed().find(|(_, place)| place.code == *code).map(|(at, _)| at)
        });
        let closure = |place, (name, (first, last)): &(String, _)| Closure {
            place: Some(place),
            first: *first,
            last: *last,
            reason: name.clone(),
        };
        followers.flat_map(|place| holidays.iter().map(move |of| closure(place, of))).collect()
    }
}
