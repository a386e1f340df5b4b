//! One route as it is driven: what it costs, which limits it breaks, and how much room is left.

use crate::vrp::drive::{StopTimes, Task, Timeline, timeline};
use crate::vrp::hours::{Step, Travel};
use crate::vrp::lateness::SoftEnd;
use crate::vrp::parts::{FREE, Load, VehicleType, Window};
use crate::vrp::segment::add;

/// Something that a route has to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// The first dimension of the capacity: room, as crates.
    Room,
    /// The second dimension of the capacity: mass.
    Mass,
    /// The closing of a stop.
    Window,
    /// The rests of the driver, which only a shorter stretch keeps.
    Rest,
    /// The longest route in distance.
    Distance,
    /// The longest route in time, or the driver's longest day.
    Duration,
    /// The end of the vehicle's shift.
    Shift,
    /// The empty crates that stand at a client before its first visit.
    Empties,
}

impl Limit {
    /// How many there are.
    pub(super) const COUNT: usize = 8;
}

/// A limit that is exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Breach {
    /// Where it shows: the stop, from 0, or for a load the leg that ends there; what shows only
    /// when the vehicle is back stands after the last leg.
    pub rank: usize,
    /// Which limit.
    pub limit: Limit,
    /// By how much, in the unit of the limit; above zero.
    pub over: i32,
}

/// A stop of a [`Tour`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TourStop {
    /// Travel time from the stop before, or from the start.
    pub travel: i32,
    /// The distance of the same leg.
    pub distance: i32,
    /// When service may begin, in order; empty is always. A window that closes before it opens is
    /// too short for the service.
    pub windows: Vec<Window>,
    /// From when in each of them being late costs; empty is never.
    pub late: Vec<SoftEnd>,
    /// How long service takes.
    pub service: i32,
    /// What is left there.
    pub delivery: Load,
    /// What is taken along.
    pub pickup: Load,
}

/// A route as it is driven: a vehicle and its stops (rit).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tour<'a> {
    /// Who drives, within which limits and at which prices.
    pub vehicle: &'a VehicleType,
    /// The stops, in order.
    pub stops: Vec<TourStop>,
    /// Travel time and distance from the last stop to the end.
    pub home: [i32; 2],
    /// How long each leg takes by the hour, the way home last, as in [`Profile::hours`]; empty where
    /// no leg hangs on the hour.
    ///
    /// [`Profile::hours`]: crate::vrp::Profile::hours
    pub hours: Vec<Vec<Step>>,
    /// What rides along on every leg beside what the stops bring and take.
    pub along: Load,
}

/// What a tour comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Appraisal {
    /// Fixed price, legs, other paid time and what being late costs; 0 without a stop.
    pub cost: i64,
    /// The limits that it exceeds, in the order in which they show.
    pub breaches: Vec<Breach>,
}

/// The tightest limit of a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Binding {
    /// Which limit.
    pub limit: Limit,
    /// Where it binds, as in [`Breach::rank`].
    pub rank: usize,
    /// What is left of it, in its unit; 0 where nothing is.
    pub left: i32,
}

/// How much one stop of a tour could grow before a limit is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slack {
    /// How much more it could bring: the least room on the legs before the stop. Below zero where
    /// the vehicle is too full already, [`FREE`] where nothing limits it.
    pub delivery: Load,
    /// How much more it could take: the least room on the legs after the stop.
    pub pickup: Load,
    /// How much longer service could last; zero where a limit of time is broken already, [`FREE`]
    /// where nothing limits it.
    pub service: i32,
    /// The limit with the smallest share left: a load on the legs of the stop's goods, or the time
    /// that one unit of service more would break. `None` where nothing limits the stop.
    pub binding: Option<Binding>,
}

impl Tour<'_> {
    /// What the tour costs and breaks, driven as [`timeline`] does: as early as the shift allows,
    /// then as late as waiting on the way permits. `O(stops * windows)`.
    pub fn appraise(&self) -> Appraisal {
        if self.stops.is_empty() {
            return Appraisal::default();
        }
        let line = self.drive();
        let mut breaches = self.load_breaches();
        breaches.extend(self.distance_breach());
        breaches.extend(self.time_breaches(&line));
        breaches.sort_unstable();
        Appraisal { cost: self.cost(&line), breaches }
    }

    /// How much a stop could grow. `O(stops * windows * log FREE)`.
    ///
    /// # Panics
    ///
    /// If there is no such stop.
    pub fn slack(&self, rank: usize) -> Slack {
        let loads = self.loads();
        let least = |legs: &[Load], dimension: usize| {
            let room = |load: &Load| match self.vehicle.capacity[dimension] {
                FREE => FREE,
                capacity => capacity - load[dimension],
            };
            legs.iter().map(room).min().unwrap_or(FREE)
        };
        let (before, after) = loads.split_at(rank + 1);
        let (service, broken) = self.service_slack(rank);
        let mut slack = Slack {
            delivery: [least(before, 0), least(before, 1)],
            pickup: [least(after, 0), least(after, 1)],
            service,
            binding: None,
        };
        let time = broken.map(|Breach { limit, rank, .. }| Binding { limit, rank, left: service });
        slack.binding = self.binding(&slack, (before, after), time);
        slack
    }

    /// The limit with the smallest share left.
    fn binding(
        &self,
        slack: &Slack,
        (before, after): (&[Load], &[Load]),
        time: Option<Binding>,
    ) -> Option<Binding> {
        let mut found: Vec<Binding> = time.into_iter().collect();
        for (dimension, limit) in [(0, Limit::Room), (1, Limit::Mass)] {
            let fullest = |legs: &[Load]| {
                let most = legs.iter().map(|load| load[dimension]).max();
                legs.iter().position(|load| Some(load[dimension]) == most).unwrap_or(0)
            };
            let sides = [
                (slack.delivery[dimension], fullest(before)),
                (slack.pickup[dimension], before.len() + fullest(after)),
            ];
            let limited = sides.into_iter().filter(|(left, _)| *left != FREE);
            found.extend(limited.map(|(left, rank)| Binding { limit, rank, left: left.max(0) }));
        }
        found.into_iter().min_by_key(|of| (self.share(of.limit, of.left), *of))
    }

    /// An amount as millionths of its limit, so that amounts of different limits compare. Times
    /// are held against the vehicle's day.
    pub(super) fn share(&self, limit: Limit, amount: i32) -> u64 {
        let vehicle = self.vehicle;
        let day = (vehicle.shift.close - vehicle.shift.open).min(vehicle.duration_max);
        let whole = match limit {
            Limit::Room | Limit::Empties => vehicle.capacity[0],
            Limit::Mass => vehicle.capacity[1],
            Limit::Distance => vehicle.distance_max,
            Limit::Window | Limit::Rest | Limit::Duration | Limit::Shift => day,
        };
        let amount = u64::try_from(amount).unwrap_or(0);
        amount * 1_000_000 / u64::try_from(whole).unwrap_or(0).max(1)
    }

    fn drive(&self) -> Timeline {
        let travel = |leg: usize, usual: i32| {
            Travel::by_hour(usual, self.hours.get(leg).map_or(&[], Vec::as_slice))
        };
        let stops = self.stops.iter().enumerate();
        let tasks: Vec<Task<'_>> = stops
            .map(|(leg, stop)| Task {
                travel: travel(leg, stop.travel),
                windows: &stop.windows,
                late: &stop.late,
                service: stop.service,
            })
            .collect();
        timeline(self.vehicle, &tasks, travel(self.stops.len(), self.home[0]))
    }

    fn cost(&self, line: &Timeline) -> i64 {
        let vehicle = self.vehicle;
        let legs = self.stops.iter().map(|stop| [stop.travel, stop.distance]);
        let mut cost = vehicle.fixed_price;
        let mut travel = 0_i64;
        for [long, far] in legs.chain([self.home]) {
            let leg =
                i64::from(far) * vehicle.distance_price + i64::from(long) * vehicle.duration_price;
            cost += leg.min(i64::from(FREE));
            travel += i64::from(long);
        }
        cost + (i64::from(line.paid) - travel) * vehicle.idle_price + line.late
    }

    /// What is on board on each leg, the way home last.
    fn loads(&self) -> Vec<Load> {
        let mut on_board = self.stops.iter().fold(self.along, |sum, stop| add(sum, stop.delivery));
        let mut loads = vec![on_board];
        for stop in &self.stops {
            let change = [stop.pickup[0] - stop.delivery[0], stop.pickup[1] - stop.delivery[1]];
            on_board = add(on_board, change);
            loads.push(on_board);
        }
        loads
    }

    fn load_breaches(&self) -> Vec<Breach> {
        let loads = self.loads();
        let of = |(dimension, limit): (usize, Limit)| {
            let over = |load: &Load| load[dimension] - self.vehicle.capacity[dimension];
            let rank = loads.iter().position(|load| over(load) > 0)?;
            let over = loads.iter().map(over).max().expect("there is a way home");
            Some(Breach { rank, limit, over })
        };
        [(0, Limit::Room), (1, Limit::Mass)].into_iter().filter_map(of).collect()
    }

    fn distance_breach(&self) -> Option<Breach> {
        let legs = self.stops.iter().map(|stop| stop.distance).chain([self.home[1]]);
        let whole: i64 = legs.map(i64::from).sum();
        let over = whole.min(i64::from(FREE)) - i64::from(self.vehicle.distance_max);
        self.at_the_end(Limit::Distance, i32::try_from(over).expect("at most FREE"))
    }

    /// What the excess of a timeline is made of.
    fn time_breaches(&self, line: &Timeline) -> Vec<Breach> {
        let vehicle = self.vehicle;
        let mut breaches = Vec::new();
        let mut explained = 0;
        for (rank, (stop, times)) in self.stops.iter().zip(&line.stops).enumerate() {
            let over = lateness(stop, times);
            explained += over;
            if over > 0 {
                breaches.push(Breach { rank, limit: Limit::Window, over });
            }
        }
        let end = line.back + vehicle.unloading;
        let span = end - line.departure + vehicle.loading;
        let shift = (end - vehicle.shift.close).max(0);
        let duration = (span - vehicle.duration_max).max(0);
        let rest = line.excess - explained - shift - duration;
        for (limit, over) in
            [(Limit::Rest, rest), (Limit::Duration, duration), (Limit::Shift, shift)]
        {
            breaches.extend(self.at_the_end(limit, over));
        }
        breaches
    }

    fn at_the_end(&self, limit: Limit, over: i32) -> Option<Breach> {
        (over > 0).then_some(Breach { rank: self.stops.len() + 1, limit, over })
    }

    /// How much longer service at a stop could last, and what one unit more breaks first.
    fn service_slack(&self, rank: usize) -> (i32, Option<Breach>) {
        let mut grown = self.clone();
        let mut first_broken = |longer: i32| {
            grown.stops[rank].clone_from(&self.stops[rank]);
            let stop = &mut grown.stops[rank];
            stop.service += longer;
            for window in &mut stop.windows {
                window.close -= longer;
            }
            grown.time_breaches(&grown.drive()).into_iter().min()
        };
        if let Some(broken) = first_broken(0) {
            return (0, Some(broken));
        }
        // Lateness at all later stops adds up, and has to stay below what an i32 holds.
        let stops = i32::try_from(self.stops.len()).unwrap_or(FREE / 8);
        let (mut fits, mut breaks) = (0, FREE / (4 * (stops + 2)));
        let Some(mut broken) = first_broken(breaks) else { return (FREE, None) };
        while breaks - fits > 1 {
            let middle = fits + (breaks - fits) / 2;
            match first_broken(middle) {
                None => fits = middle,
                Some(breach) => (breaks, broken) = (middle, breach),
            }
        }
        (fits, Some(broken))
    }
}

/// How late service starts at a stop; where a window closes before it opens, for want of room for
/// the service, however early it is.
fn lateness(stop: &TourStop, times: &StopTimes) -> i32 {
    let fits = |window: &Window| (window.open..=window.close).contains(&times.start);
    match stop.windows.last() {
        Some(last) if !stop.windows.iter().any(fits) => times.start - last.close,
        _ => 0,
    }
}
