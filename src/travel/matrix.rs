//! The matrix and its two sources.

use std::borrow::Cow;

use geo::{Distance as _, Haversine, Point};

use crate::index::{IndexVec, PlaceIdx, SquareMatrix};
use crate::model::{LonLat, Place, ServiceDate, TravelEstimate};
use crate::travel::hours::{HourBands, HourStep, steps};
use crate::travel::{Detour, TravelLabel};
use crate::units::{Metres, Seconds};

/// From one place to another, without service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TravelLeg {
    /// The road.
    pub distance: Metres,
    /// The driving time.
    pub duration: Seconds,
}

/// Where a matrix comes from (bron van de reistijden).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TravelSource {
    /// A table that the user gave.
    Table,
    /// A stored matrix with its label.
    Stored(Box<TravelLabel>),
    /// The labelled estimate (schatting).
    Estimate(TravelEstimate),
    /// One of these, with hours of the day at which ways take longer.
    ByHour(Box<Self>),
}

impl TravelSource {
    /// The label for machines: `table`, the line of a stored matrix, or `estimate` with its three
    /// numbers.
    pub fn label(&self) -> String {
        match self {
            Self::Table => "table".to_owned(),
            Self::Stored(label) => label.line(),
            Self::ByHour(source) => format!("{}, by the hour of the day", source.label()),
            Self::Estimate(estimate) => format!(
                "estimate (schatting): {} m road and {}.{:02} s a km straight line, {} s a trip",
                estimate.metres_per_km,
                estimate.centiseconds_per_km / 100,
                estimate.centiseconds_per_km % 100,
                estimate.seconds_fixed.0,
            ),
        }
    }
}

/// Distances and durations between all places of a province.
///
/// [`leg`](Self::leg) is the way on a day on which all roads are open, [`leg_on`](Self::leg_on)
/// the way on a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TravelMatrix {
    source: TravelSource,
    legs: SquareMatrix<PlaceIdx, Option<TravelLeg>>,
    hours: HourBands,
    detours: Vec<Detour>,
}

impl TravelMatrix {
    /// The estimate by straight line. O(places^2).
    pub fn estimate(places: &IndexVec<PlaceIdx, Place>, estimate: TravelEstimate) -> Self {
        let leg = |from: PlaceIdx, to: PlaceIdx| {
            let straight = straight_line(places[from].position, places[to].position);
            Some(estimated_leg(straight, &estimate))
        };
        Self {
            source: TravelSource::Estimate(estimate),
            legs: SquareMatrix::from_fn(places.len(), leg),
            hours: HourBands::new(),
            detours: Vec::new(),
        }
    }

    /// A matrix from rows that the user gave; pairs without a row have no way. O(places^2).
    pub fn from_table(places: usize, rows: &[(PlaceIdx, PlaceIdx, TravelLeg)]) -> Self {
        let here = |from, to| (from == to).then(TravelLeg::default);
        let mut legs = SquareMatrix::from_fn(places, here);
        for (from, to, leg) in rows {
            legs.set(*from, *to, Some(*leg));
        }
        Self { source: TravelSource::Table, legs, hours: HourBands::new(), detours: Vec::new() }
    }

    /// The same matrix with hours of the day at which ways take longer.
    #[must_use]
    pub fn with_hours(self, hours: HourBands) -> Self {
        Self { hours, ..self }
    }

    /// The same matrix with roads that are closed between dates.
    #[must_use]
    pub fn with_detours(self, detours: Vec<Detour>) -> Self {
        Self { detours, ..self }
    }

    /// The same matrix with the label that was stored beside it.
    #[must_use]
    pub fn labelled(self, label: TravelLabel) -> Self {
        Self { source: TravelSource::Stored(Box::new(label)), ..self }
    }

    /// The ways between the same places where they stand elsewhere: an estimate is made anew, a
    /// table stays as it is. O(places^2).
    pub fn for_places(&self, places: &IndexVec<PlaceIdx, Place>) -> Cow<'_, Self> {
        match &self.source {
            TravelSource::Table | TravelSource::Stored(_) | TravelSource::ByHour(_) => {
                Cow::Borrowed(self)
            }
            TravelSource::Estimate(estimate) => {
                let anew = Self::estimate(places, *estimate);
                Cow::Owned(anew.with_detours(self.detours.clone()))
            }
        }
    }

    /// Where the matrix comes from, its hours apart.
    pub const fn source(&self) -> &TravelSource {
        &self.source
    }

    /// Where the matrix comes from, and whether hours of the day count: what sheets say.
    pub fn told_source(&self) -> TravelSource {
        if self.hours.is_empty() {
            self.source.clone()
        } else {
            TravelSource::ByHour(Box::new(self.source.clone()))
        }
    }

    /// The bands of ways that take another time at some hours than [`leg`](Self::leg) says.
    pub const fn hours(&self) -> &HourBands {
        &self.hours
    }

    /// How long the way between two places takes by the hour of a date: steps from midnight on,
    /// empty where it takes equally long at any hour. A detour takes as long at any hour.
    /// `O(log pairs + bands + detours)`.
    pub fn steps_on(&self, date: ServiceDate, from: PlaceIdx, to: PlaceIdx) -> Vec<HourStep> {
        let Some(bands) = self.hours.get(&(from, to)) else { return Vec::new() };
        let Some((open, leg)) = self.leg(from, to).zip(self.leg_on(date, from, to)) else {
            return Vec::new();
        };
        let longer = leg.duration - open.duration;
        let mut steps = steps(bands, open.duration);
        for step in &mut steps {
            step.duration += longer;
        }
        steps
    }

    /// The leg between two places while all roads are open and outside of any hours of traffic, or
    /// `None` where there is no way.
    pub fn leg(&self, from: PlaceIdx, to: PlaceIdx) -> Option<TravelLeg> {
        self.legs.at(from, to)
    }

    /// How long the way between two places takes on a date at the hour at which it takes least; no
    /// drive through several bands takes less.
    pub fn least_on(&self, date: ServiceDate, from: PlaceIdx, to: PlaceIdx) -> Option<Seconds> {
        let usual = self.leg_on(date, from, to)?.duration;
        let steps = self.steps_on(date, from, to).into_iter();
        Some(steps.map(|step| step.duration).fold(usual, Seconds::min))
    }

    /// The leg between two places on a date, with all detours of that day. `O(detours)`.
    pub fn leg_on(&self, date: ServiceDate, from: PlaceIdx, to: PlaceIdx) -> Option<TravelLeg> {
        let leg = self.legs.at(from, to)?;
        if from == to {
            return Some(leg);
        }
        let detours = self.detours_on(date).filter(|detour| detour.is_between(from, to));
        Some(detours.fold(leg, |leg, detour| detour.lengthen(leg)))
    }

    /// The roads that are closed between dates, in the order in which they were given.
    pub fn detours(&self) -> &[Detour] {
        &self.detours
    }

    /// Those that are closed on a date.
    pub fn detours_on(&self, date: ServiceDate) -> impl Iterator<Item = &Detour> {
        self.detours.iter().filter(move |detour| detour.is_on(date))
    }

    /// The number of places.
    pub const fn side(&self) -> usize {
        self.legs.side()
    }
}

/// The straight line between two positions (hemelsbreed), in whole metres.
pub(super) fn straight_line(from: LonLat, to: LonLat) -> i64 {
    let point = |position: LonLat| Point::new(position.lon, position.lat);
    #[expect(clippy::cast_possible_truncation, reason = "at most half of the Earth's girth")]
    let metres = Haversine.distance(point(from), point(to)).round() as i64;
    metres
}

pub(super) fn estimated_leg(straight: i64, estimate: &TravelEstimate) -> TravelLeg {
    const METRES_PER_KM: i64 = 1_000;
    const CENTISECONDS: i64 = 100;
    if straight == 0 {
        return TravelLeg::default();
    }
    let rounded_up = |numerator: i64, denominator: i64| (numerator + denominator - 1) / denominator;
    let distance = rounded_up(straight * estimate.metres_per_km, METRES_PER_KM);
    let moving = rounded_up(straight * estimate.centiseconds_per_km, METRES_PER_KM * CENTISECONDS);
    TravelLeg { distance: Metres(distance), duration: estimate.seconds_fixed + Seconds(moving) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ClockTime;
    use crate::travel::HourBand;

    const ESTIMATE: TravelEstimate = TravelEstimate {
        metres_per_km: 1_330,
        centiseconds_per_km: 5_460,
        seconds_fixed: Seconds(300),
    };

    #[test]
    fn estimates_assen_to_emmen_within_a_tenth_of_the_road() {
        let assen = LonLat { lon: 6.5625, lat: 52.99667 };
        let emmen = LonLat { lon: 6.90694, lat: 52.77917 };
        let leg = estimated_leg(straight_line(assen, emmen), &ESTIMATE);
        assert!((36_800..45_000).contains(&leg.distance.0), "{leg:?}");
        assert!((30 * 60..38 * 60).contains(&leg.duration.0), "{leg:?}");
    }

    #[test]
    fn one_building_is_no_distance() {
        assert_eq!(estimated_leg(0, &ESTIMATE), TravelLeg::default());
    }

    #[test]
    fn a_pair_that_the_table_lacks_has_no_way() {
        let leg = TravelLeg { distance: Metres(5), duration: Seconds(1) };
        let matrix = TravelMatrix::from_table(2, &[(PlaceIdx(0), PlaceIdx(1), leg)]);
        assert_eq!(matrix.leg(PlaceIdx(0), PlaceIdx(1)), Some(leg));
        assert_eq!(matrix.leg(PlaceIdx(1), PlaceIdx(0)), None);
        assert_eq!(matrix.leg(PlaceIdx(1), PlaceIdx(1)), Some(TravelLeg::default()));
    }

    #[test]
    fn a_detour_takes_as_long_at_any_hour() {
        let [hub, town] = [PlaceIdx(0), PlaceIdx(1)];
        let leg = TravelLeg { distance: Metres(100), duration: Seconds(10) };
        let band = HourBand {
            begin: ClockTime::at(7, 0),
            end: ClockTime::at(9, 0),
            duration: Seconds(15),
        };
        let date = "2026-05-04".parse::<ServiceDate>().expect("a date");
        let detour = Detour {
            from: None,
            to: Some(town),
            first: date,
            last: date,
            distance: Metres(1),
            duration: Seconds(3),
            reason: String::new(),
        };
        let matrix = TravelMatrix::from_table(2, &[(hub, town, leg)])
            .with_hours([((hub, town), vec![band])].into())
            .with_detours(vec![detour]);
        let on = |date| -> Vec<i64> {
            matrix.steps_on(date, hub, town).iter().map(|step| step.duration.0).collect()
        };
        assert_eq!(on(date), [13, 18, 13]);
        assert_eq!(on(date.plus_days(1)), [10, 15, 10]);
        assert_eq!(matrix.least_on(date, hub, town), Some(Seconds(13)));
        assert!(matrix.steps_on(date, town, hub).is_empty(), "there is no way back");
    }

    #[test]
    fn a_closed_road_lengthens_its_ways_on_its_days_and_no_other() {
        let [hub, town, village] = [PlaceIdx(0), PlaceIdx(1), PlaceIdx(2)];
        let leg = |distance, duration| TravelLeg {
            distance: Metres(distance),
            duration: Seconds(duration),
        };
        let rows =
            [(hub, town, leg(100, 10)), (town, hub, leg(100, 10)), (hub, village, leg(50, 5))];
        let date = |day: &str| day.parse::<ServiceDate>().expect("a date");
        let detour = |(from, to), (distance, duration)| Detour {
            from,
            to,
            first: date("2026-05-04"),
            last: date("2026-05-06"),
            distance: Metres(distance),
            duration: Seconds(duration),
            reason: "N381".to_owned(),
        };
        let detours =
            vec![detour((Some(hub), Some(town)), (-30, 7)), detour((Some(hub), None), (1, 2))];
        let matrix = TravelMatrix::from_table(3, &rows).with_detours(detours);
        let on = |day, from, to| matrix.leg_on(date(day), from, to);
        assert_eq!(on("2026-05-03", hub, town), Some(leg(100, 10)));
        assert_eq!(on("2026-05-04", hub, town), Some(leg(71, 19)), "both count");
        assert_eq!(on("2026-05-06", hub, village), Some(leg(51, 7)));
        assert_eq!(on("2026-05-06", town, hub), Some(leg(100, 10)), "the other way is open");
        assert_eq!(on("2026-05-06", hub, hub), Some(leg(0, 0)));
        assert_eq!(on("2026-05-06", village, hub), None, "no detour makes a way");
        assert_eq!(on("2026-05-07", hub, town), matrix.leg(hub, town));
    }
}
