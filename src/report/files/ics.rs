//! A calendar a place (RFC 5545): an event a visit, known again by its name when the plan changes.
//!
//! Reference: Desruisseaux (ed., 2009), "Internet Calendaring and Scheduling Core Object
//! Specification (iCalendar)", RFC 5545, doi 10.17487/RFC5545.

use std::fmt::Write as _;

use crate::index::{IndexVec, PlaceIdx, VisitIdx};
use crate::model::{ClockTime, Plan, Province, ServiceDate, Weekday};
use crate::report::view::route_letter;
use crate::report::{Language, SheetHeader, SheetStatus};
use crate::units::Crates;

/// Bytes of a line at most, before it is folded.
const LINE_BYTES_MAX: usize = 75;

const SECONDS_PER_DAY: i64 = 86_400;

/// The time of the Netherlands as the European rule has it since 1996.
const ZONE: [&str; 17] = [
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Amsterdam",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// The calendars of all places that are visited, in place order. O(places + visits).
pub(super) fn of_week(
    province: &Province,
    plan: &Plan,
    header: &SheetHeader<'_>,
    language: Language,
) -> Vec<(PlaceIdx, String)> {
    let mut visits: IndexVec<PlaceIdx, Vec<VisitIdx>> =
        IndexVec::filled(Vec::new(), province.places().len());
    for (index, visit) in plan.visits.iter_indexed() {
        visits[visit.place].push(index);
    }
    let calendar = |(place, visits): (PlaceIdx, &Vec<VisitIdx>)| {
        let mut text = Lines::default();
        for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//leenroute//NL", "METHOD:PUBLISH"]
        {
            text.add(line);
        }
        let name = &province.places()[place].name;
        text.add(&format!("X-WR-CALNAME:{} {}", language.table_words().visit, escaped(name)));
        for line in ZONE {
            text.add(line);
        }
        for (turn, visit) in visits.iter().enumerate() {
            event(&mut text, province, plan, (*visit, turn + 1), (header, language));
        }
        text.add("END:VCALENDAR");
        (place, text.0)
    };
    let visited = visits.iter_indexed().filter(|(_, visits)| !visits.is_empty());
    visited.map(calendar).collect()
}

/// An event, named by place, week and turn, so that a moved visit moves in the calendar too.
fn event(
    text: &mut Lines,
    province: &Province,
    plan: &Plan,
    (index, turn): (VisitIdx, usize),
    (header, language): (&SheetHeader<'_>, Language),
) {
    let visit = &plan.visits[index];
    let place = &province.places()[visit.place];
    let (w, t) = (language.wording(), language.table_words());
    let code = place.code.0.replace(|sign: char| !sign.is_ascii_alphanumeric(), "-");
    text.add("BEGIN:VEVENT");
    text.add(&format!("UID:{}-{code}-{turn}@leenroute", plan.week));
    text.add(&format!("DTSTAMP:{}T000000Z", compact(plan.week.date(Weekday::Mon))));
    let sequence = match header.status {
        SheetStatus::Draft => 0,
        SheetStatus::Version { number, .. } => number,
    };
    text.add(&format!("SEQUENCE:{sequence}"));
    text.add(&format!("DTSTART;TZID=Europe/Amsterdam:{}", moment(visit.date, visit.arrival)));
    text.add(&format!("DTEND;TZID=Europe/Amsterdam:{}", moment(visit.date, visit.end)));
    let route = visit.route.map_or_else(
        || w.trolley.to_owned(),
        |route| format!("{} {}", w.route, route_letter(route)),
    );
    text.add(&format!("SUMMARY:{}", escaped(&format!("{}: {route}", t.visit))));
    let crates = format!(
        "{}: {}, {}: {} ({})",
        w.unload,
        language.crates(Crates(count(visit.delivery.crates.len()))),
        w.load,
        language.crates(Crates(count(visit.pickup.crates.len()))),
        language.status(header.status),
    );
    text.add(&format!("DESCRIPTION:{}", escaped(&crates)));
    let address = if place.address.is_empty() { &place.name } else { &place.address };
    text.add(&format!("LOCATION:{}", escaped(address)));
    text.add(&format!("GEO:{:.6};{:.6}", place.position.lat, place.position.lon));
    text.add("STATUS:CONFIRMED");
    text.add("TRANSP:TRANSPARENT");
    text.add("END:VEVENT");
}

fn count(crates: usize) -> i64 {
    i64::try_from(crates).expect("a visit moves few crates")
}

/// A civil moment; one after midnight is on a later day.
fn moment(date: ServiceDate, moment: ClockTime) -> String {
    let seconds = moment.since_midnight().0;
    let date = date.plus_days(seconds.div_euclid(SECONDS_PER_DAY));
    let of_day = seconds.rem_euclid(SECONDS_PER_DAY);
    format!("{}T{:02}{:02}{:02}", compact(date), of_day / 3_600, of_day / 60 % 60, of_day % 60)
}

fn compact(date: ServiceDate) -> String {
    let (year, month, day) = date.year_month_day();
    format!("{year:04}{month:02}{day:02}")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' | ';' | ',' => escaped.extend(['\\', sign]),
            '\n' => escaped.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => escaped.push(sign),
        }
    }
    escaped
}

/// Lines that are folded where they are long.
#[derive(Debug, Default)]
struct Lines(String);

impl Lines {
    fn add(&mut self, line: &str) {
        let mut left = LINE_BYTES_MAX;
        for sign in line.chars() {
            if sign.len_utf8() > left {
                self.0.push_str("\r\n ");
                left = LINE_BYTES_MAX - 1;
            }
            left -= sign.len_utf8();
            let _ = write!(self.0, "{sign}");
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_letters_and_unfold_to_what_they_were() {
        let long = format!("SUMMARY:{}", "Šé".repeat(60));
        let mut lines = Lines::default();
        lines.add(&long);
        assert!(lines.0.split("\r\n").all(|line| line.len() <= LINE_BYTES_MAX), "{}", lines.0);
        assert_eq!(lines.0.replace("\r\n ", ""), format!("{long}\r\n"));
    }

    #[test]
    fn signs_of_the_format_are_escaped() {
        assert_eq!(escaped("a;b,c\\d\ne\u{7}"), "a\\;b\\,c\\\\d\\ne");
    }

    #[test]
    fn a_moment_after_midnight_is_on_the_next_day() {
        let sunday = "2026-11-29".parse().expect("a date");
        assert_eq!(moment(sunday, ClockTime::at(25, 5)), "20261130T010500");
    }
}
