//! What has happened to a province: places closed, vehicles out, drivers away, roads closed.

use super::asks::DetourAsk;
use super::{OnDays, ReplanOrder};
use crate::app::error::Error;
use crate::index::{DriverIdx, PlaceIdx, VehicleIdx};
use crate::model::{Closure, IsoWeek, Province, ServiceDate};
use crate::travel::{Detour, TravelMatrix};
use crate::units::{Metres, Seconds};

/// All places, as a closure or a detour names them.
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

/// The driver of a code.
fn driver(province: &Province, code: &str) -> Result<DriverIdx, Error> {
    let drivers = province.drivers();
    let is_it = |driver: &DriverIdx| drivers[*driver].code.eq_ignore_ascii_case(code);
    let found = drivers.indices().find(is_it);
    found.ok_or_else(|| Error::NoSuchDriver { code: code.to_owned() })
}

/// The province after closures, vehicles out and drivers away, as its files would say it.
pub(super) fn after(
    province: Province,
    week: IsoWeek,
    order: &ReplanOrder,
) -> Result<Province, Error> {
    let mut closures = Vec::new();
    for span in &order.closed {
        let at = if span.code == EVERYWHERE { None } else { Some(place(&province, &span.code)?) };
        let (first, last, reason) = (span.first, span.last, order.reason.clone());
        closures.push(Closure { place: at, first, last, reason });
    }
    let of_days = |span: &OnDays| (span.first, span.last);
    let garage = order.out.iter().map(|span| Ok((vehicle(&province, &span.code)?, of_days(span))));
    let garage: Vec<(VehicleIdx, Span)> = garage.collect::<Result<_, Error>>()?;
    let away = order.away.iter().map(|span| Ok((driver(&province, &span.code)?, of_days(span))));
    let away: Vec<(DriverIdx, Span)> = away.collect::<Result<_, Error>>()?;
    let mut parts = province.into_parts();
    parts.closures.extend(closures);
    for (vehicle, span) in garage {
        let of = &mut parts.vehicles[vehicle];
        of.out_of_use = Some(one_span((&of.code, of.out_of_use), span, week)?);
    }
    for (driver, span) in away {
        let of = &mut parts.drivers[driver];
        of.away = Some(one_span((&of.code, of.away), span, week)?);
    }
    Ok(Province::new(parts).expect("closures and who is out break no invariant"))
}

/// The ways after roads were closed, there and back.
pub(super) fn ways_after(
    travel: TravelMatrix,
    province: &Province,
    order: &ReplanOrder,
) -> Result<TravelMatrix, Error> {
    let mut detours = travel.detours().to_vec();
    for ask in &order.detours {
        let [one, other] = [end(province, &ask.ends[0])?, end(province, &ask.ends[1])?];
        let way = |from, to| detour(ask, (from, to), &order.reason);
        detours.push(way(one, other));
        if one != other {
            detours.push(way(other, one));
        }
    }
    Ok(travel.with_detours(detours))
}

/// The end of a detour; `None` is anywhere.
fn end(province: &Province, code: &str) -> Result<Option<PlaceIdx>, Error> {
    let hub = province.hub();
    if code == EVERYWHERE {
        Ok(None)
    } else if province.places()[hub].code.0.eq_ignore_ascii_case(code) {
        Ok(Some(hub))
    } else {
        place(province, code).map(Some)
    }
}

fn detour(ask: &DetourAsk, (from, to): (Option<PlaceIdx>, Option<PlaceIdx>), why: &str) -> Detour {
    Detour {
        from,
        to,
        first: ask.first,
        last: ask.last,
        distance: Metres(i64::from(ask.km) * 1_000),
        duration: Seconds(i64::from(ask.minutes) * 60),
        reason: why.to_owned(),
    }
}

/// The one span of days that somebody is out, as a file has it.
fn one_span((code, known): (&str, Option<Span>), new: Span, week: IsoWeek) -> Result<Span, Error> {
    joined(known, new, week).ok_or_else(|| Error::TwoSpans { code: code.to_owned() })
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
