//! What a bound covers of a problem, and what it leaves out.

use crate::vrp::{Client, FREE, ProblemParts, SoftEnd, VehicleType, Window};

/// A term of the cost or a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// The cost of distance.
    Distance,
    /// The cost of travel time and of other paid time.
    Time,
    /// What a route costs by itself.
    Vehicles,
    /// What leaving a client out costs.
    Prizes,
    /// Which days a client may be visited on.
    VisitDays,
    /// How many vehicles there are.
    Fleet,
    /// What is brought, and what is taken, each by itself.
    Loads,
    /// The longest route in distance.
    RouteDistance,
    /// The longest route in time, rests left out.
    RouteDuration,
    /// Waiting that is paid.
    Waiting,
    /// When a visit may begin.
    Windows,
    /// The rests of a driver.
    Rests,
    /// What being late costs.
    Lateness,
    /// What is on board between stops, where some bring and some take.
    LoadBetweenStops,
    /// Goods between clients: their loads, handling and lead time.
    LeadTime,
}

impl Term {
    /// The word for machines.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Distance => "distance",
            Self::Time => "time",
            Self::Vehicles => "vehicles",
            Self::Prizes => "prizes",
            Self::VisitDays => "visit_days",
            Self::Fleet => "fleet",
            Self::Loads => "loads",
            Self::RouteDistance => "route_distance",
            Self::RouteDuration => "route_duration",
            Self::Waiting => "waiting",
            Self::Windows => "windows",
            Self::Rests => "rests",
            Self::Lateness => "lateness",
            Self::LoadBetweenStops => "load_between_stops",
            Self::LeadTime => "lead_time",
        }
    }
}

/// What of a problem a bound covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Costs and limits that it counts.
    pub covers: Vec<Term>,
    /// Those that the problem has and the bound leaves out: it may be lower than need be.
    pub relaxes: Vec<Term>,
}

/// Of the terms that a problem has, those that its bound covers and those that it leaves out.
pub fn coverage(parts: &ProblemParts) -> Coverage {
    let any = |has: &dyn Fn(&VehicleType) -> bool| parts.vehicles.iter().any(has);
    let client = |has: &dyn Fn(&Client) -> bool| parts.clients.iter().any(has);
    let windows = client(&|of| !of.openings.is_empty());
    let waits = windows || any(&|of| of.shift != Window::ALWAYS);
    let limited = any(&|of| of.duration_max < FREE || of.shift != Window::ALWAYS);
    let brings = client(&|of| of.delivery != [0; 2]);
    let takes = client(&|of| of.pickup != [0; 2]);
    let late = client(&|of| of.openings.iter().any(|opening| opening.late != SoftEnd::NONE));
    let flows = parts.flows.is_some();
    let covers = [
        (Term::Distance, any(&|of| of.distance_price > 0)),
        (Term::Time, any(&|of| of.duration_price > 0 || of.idle_price > 0)),
        (Term::Vehicles, any(&|of| of.fixed_price > 0)),
        (Term::Prizes, client(&|of| of.prize.is_some())),
        (Term::VisitDays, parts.days > 1),
        (Term::Fleet, true),
        (Term::Loads, brings || takes),
        (Term::RouteDistance, any(&|of| of.distance_max < FREE)),
        (Term::RouteDuration, limited),
    ];
    let relaxes = [
        (Term::Waiting, waits && any(&|of| of.idle_price > 0)),
        (Term::Windows, windows),
        (Term::Rests, any(&|of| of.rest.is_some())),
        (Term::Lateness, late),
        (Term::LoadBetweenStops, flows || brings && takes),
        (Term::LeadTime, flows),
    ];
    let present = |terms: &[(Term, bool)]| {
        terms.iter().filter(|(_, present)| *present).map(|(term, _)| *term).collect()
    };
    Coverage { covers: present(&covers), relaxes: present(&relaxes) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vrp::{Opening, Profile};

    #[test]
    fn what_is_left_out_is_told() {
        let mut parts = ProblemParts {
            days: 2,
            nodes: 1,
            profiles: vec![Profile { distance: vec![0], duration: None, hours: Vec::new() }],
            clients: vec![Client::new(0, vec![1, 2])],
            vehicles: vec![VehicleType::new(1, 0, [1, 1])],
            flows: None,
        };
        let plain = Coverage {
            covers: vec![Term::Distance, Term::VisitDays, Term::Fleet],
            relaxes: Vec::new(),
        };
        assert_eq!(coverage(&parts), plain);
        parts.clients[0].openings = vec![Opening::daily(Window { open: 3, close: 4 })];
        parts.vehicles[0].idle_price = 1;
        assert_eq!(coverage(&parts).relaxes, [Term::Waiting, Term::Windows]);
    }
}
