//! A route in time, to the second: when to leave, arrive, wait, serve and rest.
//!
//! Segments price a gap in `O(1)` but know no rests; a whole drive does.

use std::cmp::Ordering;

use super::hours::Travel;
use super::lateness::{Knees, SoftEnd};
use super::parts::{FREE, VehicleType, Window};

/// A stretch after which a pause is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The longest stretch without a pause, above zero.
    pub after: i32,
    /// The shortest pause that ends it.
    pub pause: i32,
}

/// Rules of rest (rijtijden en rusttijden).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestRule {
    /// Counted over working time, loading included.
    pub work: Stretch,
    /// Counted over driving time, for heavy vehicles.
    pub driving: Option<Stretch>,
}

impl RestRule {
    /// About how long the pauses of a route of so much work last together.
    #[inline]
    pub(super) const fn pauses(&self, work: i32) -> i32 {
        if work <= self.work.after { 0 } else { (work - 1) / self.work.after * self.work.pause }
    }
}

/// What a route does at one stop.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    /// Travel from the stop before, or from the start.
    pub travel: Travel<'a>,
    /// When service may begin, in order; empty is any time.
    pub windows: &'a [Window],
    /// From when in each of them being late costs; empty is never.
    pub late: &'a [SoftEnd],
    /// How long service takes.
    pub service: i32,
}

/// The times of one visit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StopTimes {
    /// When the vehicle arrives.
    pub arrival: i32,
    /// When service starts.
    pub start: i32,
    /// When service ends.
    pub end: i32,
    /// A rest that is taken when service has ended; zero is none.
    pub rest: i32,
}

/// A route in time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// When it leaves the start, loaded.
    pub departure: i32,
    /// The visits, in order.
    pub stops: Vec<StopTimes>,
    /// When it is back.
    pub back: i32,
    /// From loading to unloading, less rests.
    pub paid: i32,
    /// By how much windows, shift, longest route and rests are broken; zero when all hold.
    pub excess: i32,
    /// What being late costs.
    pub late: i64,
}

/// A route in time: the tasks in the order of driving, then the travel home.
///
/// It leaves as early as the shift allows, and then again as late as the waiting on the way lets
/// it without breaking a window, so that nobody waits who could start later. Where being late
/// costs, it leaves as late as that costs no more than the waiting that it saves; without rests
/// no other begin is cheaper. Where travel hangs on the hour, it leaves at the best of some moments:
/// the earliest, those at which its first way begins to take less, and from the best of these as
/// late as waiting allows, closer and closer; that the best of all is among them is not proven.
/// A rest is taken after a visit, as late as the rules allow; the first one sooner where that
/// shortens the route, because somebody would wait before the next visit.
/// `O(tasks * windows)`.
///
/// ```
/// use leenroute::vrp::{Task, VehicleType, Window, timeline};
///
/// let van = VehicleType {
///     shift: Window { open: 0, close: 100 },
///     loading: 5,
///     ..VehicleType::new(1, 0, [10, 0])
/// };
/// let opens = [Window { open: 40, close: 60 }];
/// let stop = Task { travel: 10.into(), windows: &opens, late: &[], service: 3 };
/// let line = timeline(&van, &[stop], 10.into());
/// assert_eq!((line.departure, line.back, line.paid), (30, 53, 28), "it need not leave at 5");
/// ```
pub fn timeline(vehicle: &VehicleType, tasks: &[Task<'_>], home: Travel<'_>) -> Timeline {
    let mut stops = Vec::with_capacity(tasks.len());
    let totals = drive(vehicle, tasks.iter().copied(), home, &mut |times| stops.push(times));
    // The last drive is the one that counts.
    let stops = stops.split_off(stops.len() - tasks.len());
    let Totals { departure, back, paid, excess, late } = totals;
    Timeline { departure, stops, back, paid, excess, late }
}

/// What a drive comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) departure: i32,
    pub(super) back: i32,
    pub(super) paid: i32,
    pub(super) excess: i32,
    pub(super) late: i64,
}

impl Totals {
    /// Less is better.
    fn rank(&self, vehicle: &VehicleType) -> (i32, i64, i32) {
        let cost = i64::from(self.paid) * vehicle.idle_price + self.late;
        (self.excess, cost, self.paid)
    }

    /// Whether a later begin is as good as this one.
    fn allows(&self, later: &Self, vehicle: &VehicleType) -> bool {
        let cost = |of: &Self| i64::from(of.paid) * vehicle.idle_price + of.late;
        match later.excess.cmp(&self.excess) {
            Ordering::Equal if self.late > 0 || later.late > 0 => cost(later) <= cost(self),
            Ordering::Less | Ordering::Equal => true,
            Ordering::Greater => false,
        }
    }
}

/// Drives a route a few times, and tells the times of the stops of each drive; the last one counts.
pub(super) fn drive<'a>(
    vehicle: &VehicleType,
    tasks: impl Iterator<Item = Task<'a>> + Clone,
    home: Travel<'_>,
    tell: &mut impl FnMut(StopTimes),
) -> Totals {
    let usual = drive_resting(None, vehicle, tasks.clone(), home, tell);
    if usual.nap.is_none() {
        return usual.totals;
    }
    let sooner = drive_resting(usual.nap, vehicle, tasks.clone(), home, tell);
    if sooner.totals.rank(vehicle) < usual.totals.rank(vehicle) {
        return sooner.totals;
    }
    drive_resting(None, vehicle, tasks, home, tell).totals
}

/// Drives a route from its best begin, given where it rests first.
fn drive_resting<'a>(
    nap: Option<Nap>,
    vehicle: &VehicleType,
    tasks: impl Iterator<Item = Task<'a>> + Clone,
    home: Travel<'_>,
    tell: &mut impl FnMut(StopTimes),
) -> Driven {
    let earliest = vehicle.shift.open + vehicle.loading;
    let early = drive_from((earliest, nap), vehicle, tasks.clone(), home, tell);
    if early.by_hour {
        return drive_by_hour((early, nap), vehicle, &tasks, home, tell);
    }
    if early.later <= 0 {
        return early;
    }
    let late = drive_from((earliest + early.later, nap), vehicle, tasks.clone(), home, tell);
    if early.totals.allows(&late.totals, vehicle) {
        return late;
    }
    drive_from((earliest, nap), vehicle, tasks, home, tell)
}

/// How often a later begin is tried from the best one so far.
const LATER_BEGINS: usize = 6;

/// Drives a route from the best begin found, where ways take longer at some hours than at others.
fn drive_by_hour<'a>(
    (early, nap): (Driven, Option<Nap>),
    vehicle: &VehicleType,
    tasks: &(impl Iterator<Item = Task<'a>> + Clone),
    home: Travel<'_>,
    tell: &mut impl FnMut(StopTimes),
) -> Driven {
    let mut begin =
        |departure: i32| drive_from((departure, nap), vehicle, tasks.clone(), home, &mut *tell);
    let earliest = early.totals.departure;
    let (mut best, mut last) = (early, earliest);
    let first = tasks.clone().next().map(|task| task.travel);
    for relief in first.into_iter().flat_map(Travel::reliefs) {
        if relief > earliest && relief < vehicle.shift.close {
            let other = begin(relief);
            last = relief;
            if other.totals.rank(vehicle) < best.totals.rank(vehicle) {
                best = other;
            }
        }
    }
    let mut later = best.later;
    for _ in 0..LATER_BEGINS {
        if later <= 0 {
            break;
        }
        let other = begin(best.totals.departure + later);
        last = other.totals.departure;
        if other.totals.rank(vehicle) < best.totals.rank(vehicle) {
            best = other;
            later = best.later;
        } else {
            later /= 2;
        }
    }
    if last == best.totals.departure { best } else { begin(best.totals.departure) }
}

/// A rest before the visit of a rank, not due yet.
#[derive(Clone, Copy)]
struct Nap {
    rank: usize,
    pause: i32,
}

/// A drive, and what another one could do better.
struct Driven {
    totals: Totals,
    /// How much later it should leave.
    later: i32,
    /// Whether a way on it hangs on the hour.
    by_hour: bool,
    /// The longest waiting that its first rest could have been, had it come sooner.
    nap: Option<Nap>,
}

/// Work and driving since the last rests that count.
struct Fatigue {
    rule: Option<RestRule>,
    work: i32,
    driving: i32,
}

impl Fatigue {
    /// The rest to take before a drive and the work that follows it; zero when none is due.
    fn due(&self, travel: i32, work_after: i32) -> i32 {
        let Some(rule) = self.rule else { return 0 };
        let mut pause = 0;
        if self.work + travel + work_after > rule.work.after {
            pause = rule.work.pause;
        }
        match rule.driving {
            Some(driving) if self.driving + travel > driving.after => pause.max(driving.pause),
            _ => pause,
        }
    }

    fn rest(&mut self, pause: i32) {
        let Some(rule) = self.rule else { return };
        if pause >= rule.work.pause {
            self.work = 0;
        }
        if rule.driving.is_some_and(|driving| pause >= driving.pause) {
            self.driving = 0;
        }
    }

    /// By how much a stretch breaks the rules after more driving and work.
    fn toil(&mut self, travel: i32, work: i32) -> i32 {
        self.work += travel + work;
        self.driving += travel;
        let Some(rule) = self.rule else { return 0 };
        let over_driving = rule.driving.map_or(0, |rule| self.driving - rule.after);
        (self.work - rule.work.after).max(over_driving).max(0)
    }
}

/// Drives a route from a departure, perhaps with a first rest that is not due.
fn drive_from<'a>(
    (departure, early_rest): (i32, Option<Nap>),
    vehicle: &VehicleType,
    tasks: impl Iterator<Item = Task<'a>>,
    home: Travel<'_>,
    tell: &mut impl FnMut(StopTimes),
) -> Driven {
    let mut fatigue = Fatigue { rule: vehicle.rest, work: vehicle.loading, driving: 0 };
    let (mut now, mut rests, mut waited) = (departure, 0, 0);
    let (mut slack, mut excess) = (FREE, 0);
    let (mut knees, mut late) = (Knees::default(), 0);
    let mut before: Option<StopTimes> = None;
    let mut by_hour = home.is_by_hour();
    let (mut longest_wait, mut waits_at, mut nap) = (0, 0, None);
    for (rank, task) in tasks.enumerate() {
        by_hour |= task.travel.is_by_hour();
        let mut travel = task.travel.leaving(now);
        if let Some(mut left) = before {
            let early = early_rest.filter(|nap| nap.rank == rank).map_or(0, |nap| nap.pause);
            // Waiting is work, too.
            let ahead = Entry::of(&task, now + travel).start - now - travel;
            left.rest = fatigue.due(travel, ahead + task.service).max(early);
            if left.rest > 0 && longest_wait > 0 {
                nap = nap.or(Some(Nap { rank: waits_at, pause: left.rest }));
            }
            fatigue.rest(left.rest);
            now += left.rest;
            travel = task.travel.leaving(now);
            rests += left.rest;
            tell(left);
        }
        let arrival = now + travel;
        let entry = Entry::of(&task, arrival);
        let wait = entry.start - arrival;
        waited += wait;
        if rank > 0 && wait > longest_wait {
            (longest_wait, waits_at) = (wait, rank);
        }
        slack = slack.min(waited + entry.spare);
        late += entry.end.cost(entry.start);
        knees.add(waited, entry.start, entry.end);
        excess += entry.late + fatigue.toil(travel, wait + task.service);
        now = entry.start + task.service;
        before = Some(StopTimes { arrival, start: entry.start, end: now, rest: 0 });
    }
    if let Some(mut last) = before {
        last.rest = fatigue.due(home.leaving(now), vehicle.unloading);
        if last.rest > 0 && longest_wait > 0 {
            nap = nap.or(Some(Nap { rank: waits_at, pause: last.rest }));
        }
        fatigue.rest(last.rest);
        now += last.rest;
        rests += last.rest;
        tell(last);
    }
    let home = home.leaving(now);
    let back = now + home;
    excess += fatigue.toil(home, vehicle.unloading);
    let span = back + vehicle.unloading - departure + vehicle.loading;
    excess += (back + vehicle.unloading - vehicle.shift.close).max(0);
    let overtime = (span - vehicle.duration_max).max(0);
    excess += overtime;
    let most = waited.min(slack);
    let later = knees.later(vehicle.idle_price, most).max(overtime.min(most));
    let totals = Totals { departure, back, paid: span - rests, excess, late };
    Driven { totals, later, by_hour, nap }
}

/// How a stop is entered: when, how late, and how much later would still do.
struct Entry {
    start: i32,
    late: i32,
    spare: i32,
    /// From when being late costs.
    end: SoftEnd,
}

impl Entry {
    fn of(task: &Task<'_>, arrival: i32) -> Self {
        let Some(last) = task.windows.last() else {
            return Self { start: arrival, late: 0, spare: FREE, end: SoftEnd::NONE };
        };
        let end = |of: usize| task.late.get(of).copied().unwrap_or(SoftEnd::NONE);
        for (of, window) in task.windows.iter().enumerate() {
            let start = arrival.max(window.open);
            if start <= window.close {
                return Self { start, late: 0, spare: window.close - start, end: end(of) };
            }
        }
        // A window may close before it opens, where service takes longer than it lasts.
        let start = arrival.max(last.open);
        let end = end(task.windows.len() - 1);
        Self { start, late: start - last.close, spare: 0, end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i32 = 3_600;

    fn van() -> VehicleType {
        VehicleType {
            shift: Window { open: 7 * HOUR, close: 17 * HOUR },
            duration_max: 9 * HOUR,
            loading: 1_200,
            unloading: 900,
            rest: Some(RestRule { work: Stretch { after: 330 * 60, pause: 1_800 }, driving: None }),
            ..VehicleType::new(1, 0, [60, 0])
        }
    }

    fn task(minutes: i32, windows: &[Window]) -> Task<'_> {
        Task { travel: (minutes * 60).into(), windows, late: &[], service: 600 }
    }

    #[test]
    fn leaves_later_rather_than_wait_at_a_closed_door() {
        let opens = [Window { open: 10 * HOUR, close: 12 * HOUR - 600 }];
        let line = timeline(&van(), &[task(30, &opens)], 1_800.into());
        assert_eq!(line.departure, 9 * HOUR + 1_800);
        assert_eq!(line.stops[0].arrival, 10 * HOUR);
        assert_eq!(line.paid, 1_200 + 1_800 + 600 + 1_800 + 900);
        assert_eq!(line.excess, 0);
    }

    #[test]
    fn does_not_leave_so_late_that_an_earlier_window_is_missed() {
        let early = [Window { open: 7 * HOUR, close: 8 * HOUR + 1_200 }];
        let late = [Window { open: 12 * HOUR, close: 14 * HOUR }];
        let line = timeline(&van(), &[task(30, &early), task(30, &late)], 60.into());
        assert_eq!(line.excess, 0);
        assert_eq!(line.stops[0].end, 8 * HOUR + 1_800);
        assert_eq!(line.stops[1].start, 12 * HOUR);
    }

    #[test]
    fn rests_before_the_stretch_of_work_gets_too_long() {
        let line = timeline(&van(), &[task(35, &[]); 8], (35 * 60).into());
        let rests: Vec<usize> = (0..8).filter(|rank| line.stops[*rank].rest > 0).collect();
        assert_eq!(rests, [5], "20 minutes of loading and six stops are 290 minutes, seven 335");
        assert_eq!(line.excess, 0);
    }

    #[test]
    fn rests_sooner_where_it_would_wait_anyway() {
        // A door opens at half past eleven: the rest before it costs no time, and after it the
        // day would be too long.
        let opens = [Window { open: 11 * HOUR + 1_800, close: 12 * HOUR }];
        let shut = [Window { open: 7 * HOUR, close: 9 * HOUR }];
        let tasks = [task(90, &shut), task(120, &opens), task(40, &[]), task(100, &[])];
        let day = VehicleType { duration_max: 7 * HOUR + 2_700, ..van() };
        let line = timeline(&day, &tasks, 60.into());
        assert_eq!((line.stops[0].rest, line.excess), (1_800, 0));
        assert!(line.stops[1..].iter().all(|stop| stop.rest == 0));
    }

    #[test]
    fn trucks_rest_longer_after_four_and_a_half_hours_at_the_wheel() {
        let driving = Some(Stretch { after: 270 * 60, pause: 2_700 });
        let rest = van().rest.map(|rest| RestRule { driving, ..rest });
        let truck = VehicleType { rest, ..van() };
        let line = timeline(&truck, &[task(140, &[]), task(140, &[])], 600.into());
        assert_eq!(line.stops[0].rest, 2_700);
    }

    #[test]
    fn says_by_how_much_a_window_or_the_shift_is_broken() {
        let shut = [Window { open: 7 * HOUR, close: 7 * HOUR + 1_200 }];
        let line = timeline(&van(), &[task(30, &shut)], 60.into());
        assert_eq!(line.excess, 1_800, "10 minutes of loading too late, 20 to drive");
        assert!(timeline(&van(), &[task(300, &[])], (300 * 60).into()).excess > 0);
    }

    #[test]
    fn a_window_shorter_than_its_service_is_missed_however_early_one_comes() {
        let short = [Window { open: 9 * HOUR, close: 9 * HOUR - 300 }];
        assert_eq!(timeline(&van(), &[task(30, &short)], 60.into()).excess, 300);
    }

    #[test]
    fn the_pauses_of_a_day_are_about_one_a_stretch() {
        let rule = RestRule { work: Stretch { after: 330, pause: 30 }, driving: None };
        assert_eq!([330, 331, 660, 661].map(|work| rule.pauses(work)), [0, 30, 30, 60]);
    }
}
