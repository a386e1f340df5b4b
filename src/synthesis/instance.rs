//! The named instances: one generator, ten settings.

use super::network::{empties, with_crates, with_fleet, with_hub_at, with_stops, with_traffic};
use super::{Demand, Fleet, Size, furnish};
use crate::index::PlaceIdx;
use crate::model::{Closure, IsoWeek, Place, PlaceKind, ProvinceParts, ServiceDate};
use crate::random::Seed;

/// A named instance (proefgeval): a week, and what is special about it.
#[derive(Clone, Copy, Debug)]
pub struct Instance {
    /// The name by which it is asked for.
    name: &'static str,
    /// What it shows, in a line.
    about: &'static str,
    /// Its ISO week.
    week: &'static str,
    /// Its size.
    size: Size,
    /// Whether the week lends and buys by the season; else as in the mean week.
    in_season: bool,
    /// Whether libraries are closed on Bevrijdingsdag.
    liberation_day: bool,
    /// Who is closed beyond the public holidays.
    closings: &'static [Closing],
    /// The place at which the hub stands, if not where the skeleton has it.
    hub_at: Option<&'static str>,
    /// Which vehicles.
    fleet: Fleet,
    /// How many times the vehicles and drivers of the skeleton.
    fleets: usize,
    /// How many times the skeleton's traffic a place is equipped for.
    traffic: f64,
}

/// A span of closed days.
#[derive(Clone, Copy, Debug)]
struct Closing {
    whom: Whom,
    first: &'static str,
    last: &'static str,
    reason: &'static str,
}

/// Who is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whom {
    /// The whole network.
    Network,
    /// Small branches and service points.
    SmallPoints,
}

const DRENTHE_WEEK: Instance = Instance {
    name: "drenthe-week",
    about: "the mean week of Drenthe",
    week: "2026-W48",
    size: Size::DRENTHE,
    in_season: false,
    liberation_day: false,
    closings: &[],
    hub_at: None,
    fleet: Fleet::Skeleton,
    fleets: 1,
    traffic: 1.0,
};

/// All named instances.
pub const INSTANCES: [Instance; 10] = [
    DRENTHE_WEEK,
    Instance {
        name: "drenthe-peak",
        about: "twice the requests, in the week of the children's books",
        week: "2026-W41",
        size: Size { requests: 8_000, ..Size::DRENTHE },
        ..DRENTHE_WEEK
    },
    Instance {
        name: "koningsdag-2026",
        about: "closed on Monday 27 April, and on Tuesday 5 May of the week after",
        week: "2026-W18",
        liberation_day: true,
        ..DRENTHE_WEEK
    },
    Instance {
        name: "hemelvaart-2026",
        about: "closed on Thursday 14 May",
        week: "2026-W20",
        ..DRENTHE_WEEK
    },
    Instance {
        name: "network-closure",
        about: "the system is down from Saturday to Monday, and more is asked for after it",
        week: "2024-W13",
        size: Size { requests: 5_000, ..Size::DRENTHE },
        closings: &[Closing {
            whom: Whom::Network,
            first: "2024-03-23",
            last: "2024-03-25",
            reason: "maintenance of the library system (observed in 2024)",
        }],
        ..DRENTHE_WEEK
    },
    Instance {
        name: "summer",
        about: "August: small points closed, little asked for",
        week: "2026-W32",
        in_season: true,
        closings: &[Closing {
            whom: Whom::SmallPoints,
            first: "2026-07-20",
            last: "2026-08-16",
            reason: "summer closure (estimate)",
        }],
        ..DRENTHE_WEEK
    },
    Instance {
        name: "ze-2028",
        about: "two electric vans in place of the van, of less load and range",
        week: "2028-W12",
        fleet: Fleet::ElectricVans,
        ..DRENTHE_WEEK
    },
    Instance {
        name: "assen-subhub-sleen",
        about: "the hub at Sleen, and Assen a stop like any other",
        hub_at: Some("COE-02"),
        ..DRENTHE_WEEK
    },
    Instance {
        name: "triple-demand",
        about: "three times the requests, as after free choice of branch",
        size: Size { requests: 12_000, ..Size::DRENTHE },
        fleets: 3,
        traffic: 3.0,
        ..DRENTHE_WEEK
    },
    Instance {
        name: "x10",
        about: "ten times Drenthe about one hub",
        size: Size { stops: 420, titles: 600_000, copies: 7_300_000, requests: 40_000 },
        // One more in five: nine of the ten copies of Assen have to be driven to.
        fleets: 12,
        ..DRENTHE_WEEK
    },
];

impl Instance {
    /// The instance of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        INSTANCES.iter().find(|instance| instance.name == name)
    }

    /// The name by which it is asked for.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What it shows, in a line.
    pub const fn about(&self) -> &'static str {
        self.about
    }

    /// Its size.
    pub const fn size(&self) -> Size {
        self.size
    }

    /// Its week.
    ///
    /// # Panics
    ///
    /// Never: a test reads every week of the table.
    pub fn week(&self) -> IsoWeek {
        self.week.parse().expect("the table has ISO weeks")
    }

    /// What it asks for in a week, in a size.
    pub fn demand(&self, size: Size, week: IsoWeek) -> Demand {
        let demand = Demand::of_size(size);
        if self.in_season { demand.in_season(week) } else { demand }
    }

    /// The instance in a size, its own or another, in a week.
    ///
    /// Vehicles, drivers, crates, capacities and keys grow with the size, so that a feasible week
    /// exists for any number of stops and for several times the requests of a stop of Drenthe.
    /// A province of fewer stops is the first of them; without the place of a moved hub the hub
    /// stays.
    ///
    /// Complexity and panics as [`furnish`].
    pub fn furnish(
        &self,
        skeleton: ProvinceParts,
        size: Size,
        week: IsoWeek,
        seed: Seed,
    ) -> ProvinceParts {
        let skeleton_empties = empties(&skeleton);
        let mut parts = with_stops(skeleton, size.stops, seed.derive("network", 0));
        if let Some(code) = self.hub_at {
            parts = with_hub_at(parts, code);
        }
        parts = with_fleet(parts, self.fleet, self.fleets_for(size));
        parts = with_crates(with_traffic(parts, self.traffic_for(size)), skeleton_empties);
        parts.settings.holidays.liberation_day |= self.liberation_day;
        let closures: Vec<Closure> =
            self.closings.iter().flat_map(|one| one.closures(&parts)).collect();
        parts.closures.extend(closures);
        furnish(parts, week, &self.demand(size, week), seed)
    }

    fn fleets_for(&self, size: Size) -> usize {
        let needed = |asked: usize, own: usize| (self.fleets * asked).div_ceil(own);
        needed(size.stops, self.size.stops).max(needed(size.requests, self.size.requests)).max(1)
    }

    fn traffic_for(&self, size: Size) -> f64 {
        let a_stop = |size: Size| size.requests as f64 / size.stops as f64;
        self.traffic * (a_stop(size) / a_stop(self.size)).max(1.0)
    }
}

impl Closing {
    fn closures(&self, parts: &ProvinceParts) -> Vec<Closure> {
        let date = |text: &str| -> ServiceDate { text.parse().expect("the table has dates") };
        let closure = |place: Option<PlaceIdx>| Closure {
            place,
            first: date(self.first),
            last: date(self.last),
            reason: self.reason.to_owned(),
        };
        if self.whom == Whom::Network {
            return vec![closure(None)];
        }
        let small = |(_, place): &(PlaceIdx, &Place)| {
            place.is_visited()
                && matches!(place.kind, PlaceKind::SmallBranch | PlaceKind::ServicePoint)
        };
        let places = parts.places.iter_indexed().filter(small);
        places.map(|(place, _)| closure(Some(place))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Province;
    use crate::synthesis::tests::skeleton;

    #[test]
    fn every_instance_is_found_by_its_name_and_has_a_week() {
        for instance in &INSTANCES {
            assert_eq!(Instance::named(instance.name).map(|one| one.about), Some(instance.about));
            assert_eq!(instance.week().to_string(), instance.week);
        }
        assert!(Instance::named("drenthe").is_none());
    }

    #[test]
    fn every_instance_in_small_is_a_valid_province() {
        let size = Size { stops: 6, titles: 6_000, copies: 4_000, requests: 60 };
        for instance in &INSTANCES {
            let parts = instance.furnish(skeleton(), size, instance.week(), Seed(1));
            let wanted = if instance.in_season { 50 } else { 60 };
            assert_eq!(parts.requests.len(), wanted, "{}", instance.name);
            assert!(Province::new(parts).is_ok(), "{}", instance.name);
        }
    }

    #[test]
    fn a_point_that_is_closed_all_week_takes_no_part_in_its_traffic() {
        let summer = Instance::named("summer").expect("a name of the table");
        let size = Size { stops: 6, titles: 6_000, copies: 4_000, requests: 60 };
        let parts = summer.furnish(skeleton(), size, summer.week(), Seed(1));
        // A-3 is a service point, B-3 a small branch.
        let closed: Vec<_> = parts.closures.iter().filter_map(|closure| closure.place).collect();
        assert_eq!(closed, [PlaceIdx(4), PlaceIdx(7)]);
        assert!(parts.requests.iter().all(|request| !closed.contains(&request.pickup)));
        let ends =
            |one: &crate::model::Shipment| closed.contains(&one.from) || closed.contains(&one.to);
        assert!(!parts.shipments.iter().any(ends));
        assert!(parts.holdings.iter().any(|(_, lot)| closed.contains(&lot.place)));
    }

    #[test]
    fn fleet_and_capacity_follow_the_size() {
        let week = &INSTANCES[0];
        let size = |stops, requests| Size { stops, requests, ..Size::DRENTHE };
        assert_eq!(
            [3, 42, 43, 20_000].map(|stops| week.fleets_for(size(stops, 100))),
            [1, 1, 2, 477]
        );
        assert_eq!(week.fleets_for(size(42, 12_000)), 3);
        assert!((week.traffic_for(size(42, 12_000)) - 3.0).abs() < 1e-9);
        assert!((week.traffic_for(size(420, 12_000)) - 1.0).abs() < 1e-9);
        let peak = Instance::named("drenthe-peak").expect("a name of the table");
        assert!((peak.traffic_for(peak.size) - 1.0).abs() < 1e-9);
    }
}
