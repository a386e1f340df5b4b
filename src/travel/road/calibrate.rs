//! Speed factors, and times at hours of the day, from trips that were really driven.
//!
//! Times are fitted as `seconds = sum of m x time on a group of roads + turns`, with one `m` each
//! for fast roads, main roads and the others, by least squares of the relative errors. A pull to
//! what was assumed before keeps few trips from saying too much (ridge). Since other speeds make
//! other ways, the ways are looked for again, some rounds. Besides the error on the trips that were
//! fitted, which flatters, the error is told on each half of the trips after fitting on the other.
//! Reference: Hoerl and Kennard (1970), "Ridge regression", Technometrics 12(1), doi
//! 10.1080/00401706.1970.10488634.
//!
//! Where trips say their hour, the speeds are those of the trips outside the bands of traffic, and
//! each band has an `m` a group of its own, fitted in the same way on its trips. The bands are those
//! of the profile or, where it has none, [`RUSH_HOURS`]. A band with fewer than [`ENOUGH`] trips
//! stays as it was.

use super::data::{RoadData, RoadPoint};
use super::network::{RoadLeg, RoadNetwork};
use super::profile::{ROAD_CLASSES, RoadClass, RoadProfile};
use super::search::Aim;
use super::snap::RoadStop;
use super::traffic::{ALL, TrafficBand};
use crate::units::Seconds;

/// A trip that was driven, between stops by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeasuredTrip {
    /// Where it began.
    pub from: usize,
    /// Where it ended.
    pub to: usize,
    /// How long it took.
    pub duration: Seconds,
    /// The hour of the day in which it began, 0 to 23, where that is known.
    pub hour: Option<u8>,
}

/// How far computed times are from driven ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FitError {
    /// The mean of the differences without their signs, in seconds.
    pub mean_seconds: i64,
    /// The mean of the differences as parts of the driven times, in thousandths.
    pub mean_permille: i64,
    /// The mean of computed minus driven, in seconds.
    pub bias_seconds: i64,
}

/// What trips made of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calibration {
    /// The profile with its factors.
    pub profile: RoadProfile,
    /// Trips that were used.
    pub trips: usize,
    /// Trips without a way on these roads, which say nothing.
    pub without_way: usize,
    /// The error of the profile as it was.
    pub before: FitError,
    /// The error on the trips that were fitted on.
    pub after: FitError,
    /// The error on each half after fitting on the other.
    pub held_out: FitError,
    /// The bands of traffic that were fitted, by their begin.
    pub bands: Vec<BandFit>,
}

/// What trips say of a band of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandFit {
    /// The band as it was fitted.
    pub band: TrafficBand,
    /// The trips in it.
    pub trips: usize,
    /// Their error by the fitted speeds without any hours.
    pub before: FitError,
    /// Their error with the band.
    pub after: FitError,
}

/// The bands that are looked at where a profile has none, in minutes after midnight (spits).
pub const RUSH_HOURS: [(u16, u16); 2] = [(7 * 60, 9 * 60), (16 * 60, 18 * 60)];

/// Fewer trips than this say nothing of a band, or of the hours outside of all of them.
pub const ENOUGH: usize = 10;

const GROUPS: usize = 3;
const ROUNDS: usize = 4;
/// The pull to what was assumed, a trip.
const PULL: f64 = 0.002;
/// Nothing is driven twice as slowly or fast as assumed; such trips are mistakes.
const LEAST: f64 = 0.5;
const MOST: f64 = 2.0;

/// The group of a class, or `None` where its time is that of a timetable.
const fn group(class: RoadClass) -> Option<usize> {
    match class {
        RoadClass::Motorway | RoadClass::MotorwayLink | RoadClass::Trunk | RoadClass::TrunkLink => {
            Some(0)
        }
        RoadClass::Primary
        | RoadClass::PrimaryLink
        | RoadClass::Secondary
        | RoadClass::SecondaryLink => Some(1),
        RoadClass::Ferry => None,
        _ => Some(2),
    }
}

/// The profile that suits trips best, with the errors before and after. Trips that say their hour
/// make its bands of traffic; without any it keeps those that it has.
///
/// O(rounds x (building the roads + one search an origin)).
pub fn calibrate(
    data: &RoadData,
    profile: &RoadProfile,
    stops: &[RoadPoint],
    trips: &[MeasuredTrip],
) -> Calibration {
    let known: Vec<MeasuredTrip> = {
        let computed = Rows::of(data, (profile, profile), stops, trips);
        let ways = trips.iter().zip(&computed.rows);
        ways.filter(|(_, row)| row.is_some()).map(|(trip, _)| *trip).collect()
    };
    let half = |parity: usize| -> Vec<MeasuredTrip> {
        known.iter().copied().skip(parity).step_by(2).collect()
    };
    let error = |profile: &RoadProfile, trips: &[MeasuredTrip]| {
        Rows::of(data, (profile, profile), stops, trips).differences(trips)
    };
    let fitted = fit(data, profile, stops, &known);
    let usual = RoadProfile { traffic: Vec::new(), ..fitted.clone() };
    let band_fit = |band: &TrafficBand| {
        let of_band: Vec<MeasuredTrip> =
            known.iter().copied().filter(|trip| is_in(trip, band)).collect();
        (of_band.len() >= ENOUGH).then(|| BandFit {
            band: band.clone(),
            trips: of_band.len(),
            before: mean(&error(&usual, &of_band)),
            after: mean(&error(&fitted, &of_band)),
        })
    };
    let held_out = [0, 1].map(|parity| {
        let fitted = fit(data, profile, stops, &half(1 - parity));
        error(&fitted, &half(parity))
    });
    Calibration {
        trips: known.len(),
        without_way: trips.len() - known.len(),
        before: mean(&error(profile, &known)),
        after: mean(&error(&fitted, &known)),
        held_out: mean(&held_out.concat()),
        bands: fitted.traffic.iter().filter_map(band_fit).collect(),
        profile: fitted,
    }
}

/// Whether a trip began in a band; an hour is taken at its middle.
fn is_in(trip: &MeasuredTrip, band: &TrafficBand) -> bool {
    const PER_HOUR: u16 = 60;
    let middle = trip.hour.map(|hour| u16::from(hour) * PER_HOUR + PER_HOUR / 2);
    middle.is_some_and(|minute| (band.from..band.to).contains(&minute))
}

/// The speeds of the trips outside the bands of traffic, and then the bands.
fn fit(
    data: &RoadData,
    profile: &RoadProfile,
    stops: &[RoadPoint],
    trips: &[MeasuredTrip],
) -> RoadProfile {
    if trips.iter().all(|trip| trip.hour.is_none()) {
        return fit_speeds(data, profile, stops, trips);
    }
    let mut bands = profile.traffic.clone();
    if bands.is_empty() {
        bands = RUSH_HOURS.iter().map(|(from, to)| TrafficBand::usual(*from, *to)).collect();
    }
    let is_usual = |trip: &&MeasuredTrip| !bands.iter().any(|band| is_in(trip, band));
    let usual: Vec<MeasuredTrip> = trips.iter().filter(is_usual).copied().collect();
    let usual = if usual.len() < ENOUGH { trips } else { &usual };
    let mut fitted = fit_speeds(data, profile, stops, usual);
    fitted.traffic = Vec::new();
    for band in &mut bands {
        let of_band: Vec<MeasuredTrip> =
            trips.iter().copied().filter(|trip| is_in(trip, band)).collect();
        if of_band.len() >= ENOUGH {
            let rows = Rows::of(data, (&fitted, &fitted), stops, &of_band);
            fit_band(band, &solve(&rows, &of_band));
        }
    }
    bands.retain(|band| *band != TrafficBand::usual(band.from, band.to));
    fitted.traffic = bands;
    fitted
}

fn fit_band(band: &mut TrafficBand, times: &[f64; GROUPS]) {
    for (class, _) in ROAD_CLASSES {
        let Some(group) = group(class) else { continue };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between a half and twice the usual time"
        )]
        let permille = (times[group] * f64::from(ALL)).round() as u16;
        band.times_permille[class as usize] = permille;
    }
}

fn fit_speeds(
    data: &RoadData,
    profile: &RoadProfile,
    stops: &[RoadPoint],
    trips: &[MeasuredTrip],
) -> RoadProfile {
    let mut fitted = profile.clone();
    for _ in 0..ROUNDS {
        let rows = Rows::of(data, (&fitted, profile), stops, trips);
        let times = solve(&rows, trips);
        let before = fitted.factors_permille;
        for (class, _) in ROAD_CLASSES {
            if let Some(group) = group(class) {
                let factor = f64::from(profile.factors_permille[class as usize]) / times[group];
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "at most twice a factor"
                )]
                let factor = factor.round().clamp(1.0, f64::from(u16::MAX)) as u16;
                fitted.factors_permille[class as usize] = factor;
            }
        }
        if fitted.factors_permille == before {
            break;
        }
    }
    fitted
}

/// A trip as it is computed: seconds by group at the speeds assumed first, seconds of turns and
/// ferries, and seconds in all.
#[derive(Clone, Copy, Debug)]
struct Row {
    groups: [f64; GROUPS],
    rest: f64,
    seconds: i64,
}

struct Rows {
    rows: Vec<Option<Row>>,
}

impl Rows {
    /// Trips on the roads of a profile; groups at the speeds of the one that was assumed first.
    fn of(
        data: &RoadData,
        (profile, assumed): (&RoadProfile, &RoadProfile),
        stops: &[RoadPoint],
        trips: &[MeasuredTrip],
    ) -> Self {
        let roads = RoadNetwork::new(data, profile);
        let places: Vec<Option<RoadStop>> = stops.iter().map(|stop| roads.snap(*stop)).collect();
        let mut rows = vec![None; trips.len()];
        for (from, start) in places.iter().enumerate() {
            let Some(start) = start else { continue };
            let of_stop: Vec<usize> =
                (0..trips.len()).filter(|trip| trips[*trip].from == from).collect();
            if of_stop.is_empty() {
                continue;
            }
            let to: Vec<Option<RoadStop>> =
                of_stop.iter().map(|trip| places[trips[*trip].to].clone()).collect();
            for (trip, leg) in of_stop.into_iter().zip(roads.legs(start, &to, Aim::Fastest)) {
                rows[trip] = leg.map(|leg| {
                    let mut groups = [0.0; GROUPS];
                    for (class, _) in ROAD_CLASSES {
                        let Some(group) = group(class) else { continue };
                        let [of, first] = [profile, assumed]
                            .map(|of| f64::from(of.factors_permille[class as usize]));
                        groups[group] +=
                            leg.milliseconds[class as usize] as f64 * of / first / 1_000.0;
                    }
                    let on_roads: u64 = ROAD_CLASSES
                        .iter()
                        .filter(|(class, _)| group(*class).is_some())
                        .map(|(class, _)| leg.milliseconds[*class as usize])
                        .sum();
                    let usual = leg.leg.duration.0;
                    let rest = usual as f64 - on_roads as f64 / 1_000.0;
                    Row { groups, rest, seconds: at_its_hour(profile, &trips[trip], &leg) }
                });
            }
        }
        Self { rows }
    }

    /// Computed minus driven, and driven, in seconds.
    fn differences(&self, trips: &[MeasuredTrip]) -> Vec<(i64, i64)> {
        let ways = self.rows.iter().zip(trips);
        ways.filter_map(|(row, trip)| {
            row.map(|row| (row.seconds - trip.duration.0, trip.duration.0))
        })
        .collect()
    }
}

/// What the way of a trip takes at its hour, in seconds.
fn at_its_hour(profile: &RoadProfile, trip: &MeasuredTrip, leg: &RoadLeg) -> i64 {
    let usual = leg.leg.duration.0;
    let band = profile.traffic.iter().find(|band| is_in(trip, band));
    band.map_or(usual, |band| {
        let milliseconds = u64::try_from(usual).unwrap_or(0) * 1_000;
        band.lasts(milliseconds, &leg.milliseconds).0
    })
}

fn mean(differences: &[(i64, i64)]) -> FitError {
    let count = i64::try_from(differences.len()).unwrap_or(i64::MAX).max(1);
    let sum = |of: fn(&(i64, i64)) -> i64| differences.iter().map(of).sum::<i64>();
    FitError {
        mean_seconds: sum(|(difference, _)| difference.abs()) / count,
        mean_permille: sum(|(difference, driven)| difference.abs() * 1_000 / (*driven).max(1))
            / count,
        bias_seconds: sum(|(difference, _)| *difference) / count,
    }
}

/// The multiples of the times by group that make the sum of squares least.
fn solve(rows: &Rows, trips: &[MeasuredTrip]) -> [f64; GROUPS] {
    let pull = PULL * trips.len().max(1) as f64;
    let mut matrix = [[0.0; GROUPS + 1]; GROUPS];
    for (one, row) in matrix.iter_mut().enumerate() {
        row[one] = pull;
        row[GROUPS] = pull;
    }
    for (row, trip) in rows.rows.iter().zip(trips) {
        let Some(row) = row else { continue };
        let driven = (trip.duration.0 as f64).max(1.0);
        let shares = row.groups.map(|seconds| seconds / driven);
        let goal = 1.0 - row.rest / driven;
        for one in 0..GROUPS {
            for two in 0..GROUPS {
                matrix[one][two] += shares[one] * shares[two];
            }
            matrix[one][GROUPS] += shares[one] * goal;
        }
    }
    // The pull makes the matrix positive definite, so that no pivot is zero.
    for pivot in 0..GROUPS {
        for below in pivot + 1..GROUPS {
            let share = matrix[below][pivot] / matrix[pivot][pivot];
            let of = matrix[pivot];
            for (cell, above) in matrix[below].iter_mut().zip(of) {
                *cell -= share * above;
            }
        }
    }
    let mut times = [0.0; GROUPS];
    for one in (0..GROUPS).rev() {
        let known: f64 = (one + 1..GROUPS).map(|two| matrix[one][two] * times[two]).sum();
        times[one] = (matrix[one][GROUPS] - known) / matrix[one][one];
    }
    times.map(|time: f64| time.clamp(LEAST, MOST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::travel::road::{RoadTags, RoadWay};

    /// A ring of three kinds of road with a stop on each of its twelve sides.
    fn ring() -> (RoadData, Vec<RoadPoint>) {
        const STEP: i32 = 90_000;
        let corner = |at: i32| match at / 3 {
            0 => RoadPoint { lon: at % 3 * STEP, lat: 0 },
            1 => RoadPoint { lon: 3 * STEP, lat: at % 3 * STEP },
            2 => RoadPoint { lon: (3 - at % 3) * STEP, lat: 3 * STEP },
            _ => RoadPoint { lon: 0, lat: (3 - at % 3) * STEP },
        };
        let class = |at: i64| match at % 4 {
            0 => "trunk",
            1 => "secondary",
            2 => "residential",
            _ => "tertiary",
        };
        let way = |at: i64| RoadWay {
            id: at,
            nodes: vec![at, (at + 1) % 12],
            tags: RoadTags::new([("highway", class(at)), ("oneway", "no")]),
        };
        let data = RoadData {
            nodes: (0..12).map(|at| (i64::from(at), corner(at))).collect(),
            ways: (0..12).map(way).collect(),
            ..RoadData::default()
        };
        let stops = (0..12).map(corner).collect();
        (data, stops)
    }

    fn trips(data: &RoadData, profile: &RoadProfile, stops: &[RoadPoint]) -> Vec<MeasuredTrip> {
        let roads = RoadNetwork::new(data, profile);
        let places: Vec<_> = stops.iter().map(|stop| roads.snap(*stop)).collect();
        let table = roads.table(&places, Aim::Fastest);
        let mut trips = Vec::new();
        for (from, row) in table.iter().enumerate() {
            for (to, leg) in row.iter().enumerate() {
                let duration = leg.expect("a ring").duration;
                if from != to && duration.0 > 0 {
                    trips.push(MeasuredTrip { from, to, duration, hour: None });
                }
            }
        }
        trips
    }

    #[test]
    fn factors_that_were_hidden_are_found() {
        let (data, stops) = ring();
        let assumed = RoadProfile::van();
        let mut driven = assumed.clone();
        for (class, _) in ROAD_CLASSES {
            if let Some(group) = group(class) {
                driven.factors_permille[class as usize] = [800, 1_100, 900][group];
            }
        }
        let trips = trips(&data, &driven, &stops);
        let found = calibrate(&data, &assumed, &stops, &trips);
        assert_eq!((found.trips, found.without_way), (trips.len(), 0));
        assert!(found.before.mean_permille > 50, "{found:?}");
        assert!(found.after.mean_permille < 10, "{found:?}");
        assert!(found.held_out.mean_permille < 20, "{found:?}");
        for class in [RoadClass::Trunk, RoadClass::Secondary, RoadClass::Residential] {
            let [told, hidden] =
                [&found.profile, &driven].map(|of| i32::from(of.factors_permille[class as usize]));
            assert!((told - hidden).abs() < 60, "{class:?}: {told} and {hidden}");
        }
    }

    #[test]
    fn what_was_fitted_once_is_found_again() {
        let (data, stops) = ring();
        let mut assumed = RoadProfile::van();
        assumed.factors_permille = [900; ROAD_CLASSES.len()];
        let trips = trips(&data, &assumed, &stops);
        let found = calibrate(&data, &assumed, &stops, &trips);
        let told = found.profile.factors_permille[RoadClass::Trunk as usize];
        assert!((890..=910).contains(&told), "{told}");
    }

    #[test]
    fn hours_that_were_hidden_are_found() {
        let (data, stops) = ring();
        let assumed = RoadProfile::van();
        let usual = trips(&data, &assumed, &stops);
        let mut rush = TrafficBand::usual(7 * 60, 9 * 60);
        rush.times_permille[RoadClass::Trunk as usize] = 1_400;
        rush.times_permille[RoadClass::Secondary as usize] = 1_200;
        let roads = RoadNetwork::new(&data, &assumed);
        let places: Vec<_> = stops.iter().map(|stop| roads.snap(*stop)).collect();
        let driven = roads.traffic_table(&places, Aim::Fastest, &[rush]);
        let slow = |trip: &MeasuredTrip| MeasuredTrip {
            duration: driven[trip.from][trip.to][0],
            hour: Some(8),
            ..*trip
        };
        let at_noon = |trip: &MeasuredTrip| MeasuredTrip { hour: Some(12), ..*trip };
        let both: Vec<MeasuredTrip> =
            usual.iter().map(slow).chain(usual.iter().map(at_noon)).collect();
        let found = calibrate(&data, &assumed, &stops, &both);
        let [band] = &found.bands[..] else { panic!("{found:?}") };
        assert_eq!((band.band.from, band.band.to, band.trips), (420, 540, usual.len()));
        let told = |class: RoadClass| band.band.times_permille[class as usize];
        assert!((1_360..=1_410).contains(&told(RoadClass::Trunk)), "{band:?}");
        assert!((1_160..=1_230).contains(&told(RoadClass::Secondary)), "{band:?}");
        assert!((970..=1_030).contains(&told(RoadClass::Residential)), "{band:?}");
        assert!(band.before.mean_permille > 80 && band.after.mean_permille < 20, "{band:?}");
        let trunk = found.profile.factors_permille[RoadClass::Trunk as usize];
        assert!((990..=1_010).contains(&trunk), "the speeds are those of noon: {trunk}");
    }

    #[test]
    fn trips_that_agree_change_nothing() {
        let (data, stops) = ring();
        let assumed = RoadProfile::van();
        let trips = trips(&data, &assumed, &stops);
        let found = calibrate(&data, &assumed, &stops, &trips);
        assert_eq!(found.before, FitError::default());
        assert!(found.after.mean_permille <= 2, "{found:?}");
    }

    #[test]
    fn trips_without_a_way_say_nothing() {
        let (data, stops) = ring();
        let one = MeasuredTrip { from: 0, to: 3, duration: Seconds(300), hour: None };
        let mut data = data;
        let found = calibrate(&data, &RoadProfile::van(), &stops, &[one]);
        assert_eq!((found.trips, found.without_way), (1, 0));
        data.ways.clear();
        let found = calibrate(&data, &RoadProfile::van(), &stops, &[one]);
        assert_eq!((found.trips, found.without_way), (0, 1));
    }
}
