//! What has happened to a province: places closed, vehicles out.

use super::asks::OnDays;
use crate::app::error::Error;
use crate::index::{PlaceIdx, VehicleIdx};
use crate::model::{Closure, IsoWeek, Province, ServiceDate};

/// All places, as a closure names them.
const EVERYWHERE: &str = "*";

/// The place of a code.
pub(in crate::app) fn place(province: &Province, code: &str) -> Result<PlaceIdx, Error> {
    let is_it = |place: &PlaceIdx| province.places()[*place].code.0.eq_ignore_ascii_case(code);
    let found = province.visited_places().find(is_it);
    found.ok_or_else(|| Error::NoSuchPlace { code: code.to_owned() })
}

/// The vehicle of a code.
pub(in crate::app) fn vehicle(province: &Province, code: &str) -> Result<VehicleIdx, Error> {
    let vehicles = province.vehicles();
    let is_it = |vehicle: &VehicleIdx| vehicles[*vehicle].code.eq_ignore_ascii_case(code);
    let found = vehicles.indices().find(is_it);
    found.ok_or_else(|| Error::NoSuchVehicle { code: code.to_owned() })
}

/// The province after closures and vehicles out, as its files would say it.
pub(super) fn after(
    province: Province,
    week: IsoWeek,
    (closed, out): (&[OnDays], &[OnDays]),
    reason: &str,
) -> Result<Province, Error> {
    let mut closures = Vec::new();
    for span in closed {
        let at = if span.code == EVERYWHERE { None } else { Some(place(&province, &span.code)?) };
        let (first, last, reason) = (span.first, span.last, reason.to_owned());
        closures.push(Closure { place: at, first, last, reason });
    }
    let mut garage = Vec::new();
    for span in out {
        garage.push((vehicle(&province, &span.code)?, span.first, span.last));
    }
    let mut parts = province.into_parts();
    parts.closures.extend(closures);
    for (vehicle, first, last) in garage {
        let of = &mut parts.vehicles[vehicle];
        let Some(span) = joined(of.out_of_use, (first, last), week) else {
            return Err(Error::TwoSpans { vehicle: of.code.clone() });
        };
        of.out_of_use = Some(span);
    }
    Ok(Province::new(parts).expect("closures and the garage break no invariant"))
}

type Span = (ServiceDate, ServiceDate);

/// The one span that covers both; an earlier one that ends before the week gives way.
fn joined(known: Option<Span>, new: Span, week: IsoWeek) -> Option<Span> {
    let Some((first, last)) = known else { return Some(new) };
    let far = last.days_until(new.0) > 1 || new.1.days_until(first) > 1;
    if !far {
        return Some((first.min(new.0), last.max(new.1)));
    }
    let touches = week.dates().any(|date| first <= date && date <= last);
    (!touches).then_some(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(first: &str, last: &str) -> Span {
        (first.parse().expect("a date"), last.parse().expect("a date"))
    }

    #[test]
    fn spans_that_touch_become_one_and_others_of_the_week_are_refused() {
        let week = "2026-W48".parse().expect("a week");
        let new = span("2026-11-25", "2026-11-25");
        assert_eq!(joined(None, new, week), Some(new));
        let before = span("2026-11-23", "2026-11-24");
        assert_eq!(joined(Some(before), new, week), Some(span("2026-11-23", "2026-11-25")));
        let apart = span("2026-11-23", "2026-11-23");
        assert_eq!(joined(Some(apart), new, week), None);
        let long_ago = span("2026-10-01", "2026-10-02");
        assert_eq!(joined(Some(long_ago), new, week), Some(new));
    }
}
