//! A route in time: when to leave, arrive, wait, serve and rest.

use crate::model::{BreakRule, ClockTime, TimeWindow};
use crate::units::Seconds;

/// The working time of a vehicle on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// From the start of loading to the end of unloading.
    pub window: TimeWindow,
    /// The longest route, loading and unloading included.
    pub route_max: Seconds,
    /// Loading before it leaves.
    pub loading: Seconds,
    /// Unloading after it is back.
    pub unloading: Seconds,
}

/// Rules of rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestRule {
    /// Counted over working time.
    pub work: BreakRule,
    /// Counted over driving time, for heavy vehicles.
    pub driving: Option<BreakRule>,
}

/// What a route does at one stop: the drive to it, its windows, its service.
#[derive(Clone, Copy, Debug)]
pub struct TaskAtStop<'a> {
    /// Driving time from the stop before, or from the hub.
    pub drive: Seconds,
    /// The windows of the day; `None` is any time.
    pub windows: Option<&'a [TimeWindow]>,
    /// How long service takes.
    pub service: Seconds,
}

/// A route before it is put in time: what it does, and the rules that bind it.
#[derive(Clone, Copy, Debug)]
pub struct Trip<'a> {
    /// The stops, in driving order.
    pub tasks: &'a [TaskAtStop<'a>],
    /// Driving time from the last stop to the hub.
    pub home: Seconds,
    /// The working time of the vehicle.
    pub shift: &'a Shift,
    /// Rules of rest.
    pub rest: &'a RestRule,
}

/// The times of one visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StopTimes {
    /// When the vehicle arrives.
    pub arrival: ClockTime,
    /// When service starts.
    pub start: ClockTime,
    /// When service ends.
    pub end: ClockTime,
    /// A break that is taken when service has ended; zero is none.
    pub rest: Seconds,
}

/// A route in time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// When it leaves the hub, loaded.
    pub departure: ClockTime,
    /// The visits, in order.
    pub stops: Vec<StopTimes>,
    /// When it is back.
    pub back: ClockTime,
    /// Paid time: from loading to unloading, less breaks.
    pub paid: Seconds,
    /// Seconds by which windows, shift, longest route and rest are broken; zero when all hold.
    pub excess: Seconds,
}

impl Timeline {
    const fn empty() -> Self {
        Self {
            departure: ClockTime::MIDNIGHT,
            stops: Vec::new(),
            back: ClockTime::MIDNIGHT,
            paid: Seconds::ZERO,
            excess: Seconds::ZERO,
        }
    }
}

/// Plans a route in time.
///
/// It leaves as early as the shift allows, and then again as late as the waiting on the way lets
/// it without breaking a window, so that no one waits who could start later. A break is taken as
/// late as the rules allow, after a visit. O(stops x windows).
pub fn timeline(trip: &Trip<'_>) -> Timeline {
    let mut line = Timeline::empty();
    replan(trip, &mut line);
    line
}

/// As [`timeline`], into an existing value whose memory is used again.
pub(super) fn replan(trip: &Trip<'_>, line: &mut Timeline) {
    let earliest = trip.shift.window.open.plus(trip.shift.loading);
    let later = drive(trip, earliest, line);
    if later > Seconds::ZERO {
        let early = line.excess;
        drive(trip, earliest.plus(later), line);
        if line.excess > early {
            drive(trip, earliest, line);
        }
    }
}

/// Work and driving since the last breaks that count.
struct Fatigue<'a> {
    rule: &'a RestRule,
    work: Seconds,
    driving: Seconds,
}

impl Fatigue<'_> {
    /// The break to take before a drive and the work that follows it; zero when none is due.
    fn due(&self, drive: Seconds, work_after: Seconds) -> Seconds {
        let mut pause = Seconds::ZERO;
        if self.work + drive + work_after > self.rule.work.after {
            pause = self.rule.work.pause;
        }
        if let Some(driving) = self.rule.driving
            && self.driving + drive > driving.after
        {
            pause = pause.max(driving.pause);
        }
        pause
    }

    fn rest(&mut self, pause: Seconds) {
        if pause >= self.rule.work.pause {
            self.work = Seconds::ZERO;
        }
        if self.rule.driving.is_some_and(|driving| pause >= driving.pause) {
            self.driving = Seconds::ZERO;
        }
    }

    /// The seconds by which a stretch breaks the rules after more driving and work.
    fn toil(&mut self, drive: Seconds, work: Seconds) -> Seconds {
        self.work += drive + work;
        self.driving += drive;
        let over_driving =
            self.rule.driving.map_or(Seconds::ZERO, |rule| self.driving - rule.after);
        Seconds::ZERO.max(self.work - self.rule.work.after).max(over_driving)
    }
}

/// Drives a route from a departure; returns how much later it could leave without lateness.
fn drive(trip: &Trip<'_>, departure: ClockTime, line: &mut Timeline) -> Seconds {
    let Trip { tasks, home, shift, rest } = *trip;
    line.stops.clear();
    line.departure = departure;
    let mut fatigue = Fatigue { rule: rest, work: shift.loading, driving: Seconds::ZERO };
    let (mut now, mut breaks, mut waited) = (departure, Seconds::ZERO, Seconds::ZERO);
    let mut slack = Seconds(i64::MAX);
    let mut excess = Seconds::ZERO;
    for task in tasks {
        if let Some(before) = line.stops.last_mut() {
            before.rest = fatigue.due(task.drive, task.service);
            fatigue.rest(before.rest);
            now = now.plus(before.rest);
            breaks += before.rest;
        }
        let arrival = now.plus(task.drive);
        let entry = enter(task, arrival);
        let wait = arrival.until(entry.start);
        waited += wait;
        slack = slack.min(waited + entry.spare);
        excess += entry.late + fatigue.toil(task.drive, wait + task.service);
        now = entry.start.plus(task.service);
        line.stops.push(StopTimes { arrival, start: entry.start, end: now, rest: Seconds::ZERO });
    }
    if let Some(last) = line.stops.last_mut() {
        last.rest = fatigue.due(home, shift.unloading);
        fatigue.rest(last.rest);
        now = now.plus(last.rest);
        breaks += last.rest;
    }
    line.back = now.plus(home);
    excess += fatigue.toil(home, shift.unloading);
    close(shift, breaks, excess, line);
    waited.min(slack)
}

/// Sums up a driven route: paid time, and what breaks the shift.
fn close(shift: &Shift, breaks: Seconds, excess: Seconds, line: &mut Timeline) {
    let begins = line.departure.plus(-shift.loading);
    let ends = line.back.plus(shift.unloading);
    let span = begins.until(ends);
    line.paid = span - breaks;
    let late = Seconds::ZERO.max(shift.window.close.until(ends));
    let long = Seconds::ZERO.max(span - shift.route_max);
    line.excess = excess + late + long;
}

/// How a stop is entered: when, how late, and how much later would still do.
struct Entry {
    start: ClockTime,
    late: Seconds,
    spare: Seconds,
}

fn enter(task: &TaskAtStop<'_>, arrival: ClockTime) -> Entry {
    let Some(windows) = task.windows else {
        return Entry { start: arrival, late: Seconds::ZERO, spare: Seconds(i64::MAX / 2) };
    };
    for window in windows {
        let start = arrival.max(window.open);
        let end = start.plus(task.service);
        if end <= window.close {
            return Entry { start, late: Seconds::ZERO, spare: end.until(window.close) };
        }
    }
    let closed = windows.last().map_or(ClockTime::MIDNIGHT, |window| window.close);
    let late = closed.until(arrival.plus(task.service));
    Entry { start: arrival, late: late.max(Seconds(1)), spare: Seconds::ZERO }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIFT: Shift = Shift {
        window: TimeWindow { open: ClockTime::at(7, 0), close: ClockTime::at(17, 0) },
        route_max: Seconds(9 * 3_600),
        loading: Seconds(1_200),
        unloading: Seconds(900),
    };
    const WORK: RestRule = RestRule {
        work: BreakRule { after: Seconds(330 * 60), pause: Seconds(30 * 60) },
        driving: None,
    };

    fn task(minutes: i64, windows: Option<&[TimeWindow]>) -> TaskAtStop<'_> {
        TaskAtStop { drive: Seconds(minutes * 60), windows, service: Seconds(600) }
    }

    fn on(tasks: &[TaskAtStop<'_>], home: Seconds, rest: &RestRule) -> Timeline {
        timeline(&Trip { tasks, home, shift: &SHIFT, rest })
    }

    #[test]
    fn leaves_later_rather_than_wait_at_a_closed_door() {
        let opens = [TimeWindow { open: ClockTime::at(10, 0), close: ClockTime::at(12, 0) }];
        let line = on(&[task(30, Some(&opens))], Seconds(1_800), &WORK);
        assert_eq!(line.departure, ClockTime::at(9, 30));
        assert_eq!(line.stops[0].arrival, ClockTime::at(10, 0));
        assert_eq!(line.paid, Seconds(1_200 + 1_800 + 600 + 1_800 + 900));
        assert_eq!(line.excess, Seconds::ZERO);
    }

    #[test]
    fn does_not_leave_so_late_that_an_earlier_window_is_missed() {
        let early = [TimeWindow { open: ClockTime::at(7, 0), close: ClockTime::at(8, 30) }];
        let late = [TimeWindow { open: ClockTime::at(12, 0), close: ClockTime::at(14, 0) }];
        let line = on(&[task(30, Some(&early)), task(30, Some(&late))], Seconds(60), &WORK);
        assert_eq!(line.excess, Seconds::ZERO);
        assert_eq!(line.stops[0].end, ClockTime::at(8, 30));
        assert_eq!(line.stops[1].start, ClockTime::at(12, 0));
    }

    #[test]
    fn rests_before_the_stretch_of_work_gets_too_long() {
        let tasks = vec![task(35, None); 8];
        let line = on(&tasks, Seconds(35 * 60), &WORK);
        let rests: Vec<usize> = (0..8).filter(|rank| line.stops[*rank].rest.0 > 0).collect();
        assert_eq!(rests, [5], "20 minutes of loading and six stops are 290 minutes, seven 335");
        assert_eq!(line.excess, Seconds::ZERO);
    }

    #[test]
    fn trucks_rest_longer_after_four_and_a_half_hours_at_the_wheel() {
        let driving = BreakRule { after: Seconds(270 * 60), pause: Seconds(45 * 60) };
        let truck = RestRule { driving: Some(driving), ..WORK };
        let line = on(&[task(140, None), task(140, None)], Seconds(600), &truck);
        assert_eq!(line.stops[0].rest, Seconds(45 * 60));
    }

    #[test]
    fn says_by_how_much_a_window_or_the_shift_is_broken() {
        let shut = [TimeWindow { open: ClockTime::at(7, 0), close: ClockTime::at(7, 30) }];
        let line = on(&[task(30, Some(&shut))], Seconds(60), &WORK);
        assert_eq!(line.excess, Seconds(30 * 60));
        let far = on(&[task(300, None)], Seconds(300 * 60), &WORK);
        assert!(far.excess > Seconds::ZERO);
    }
}
