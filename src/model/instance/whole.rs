//! All that a file says.

use super::convention::{Convention, Travel};
use super::customer::Customer;
use super::fleet::{Depot, Fleet};
use super::kind::{Backhauls, Kind, Origin};
use super::tours::Tour;

/// A routing problem in the words of its set; its indices fit together.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// What the file calls it, or its file name.
    pub name: String,
    /// Which problem it is.
    pub kind: Kind,
    /// How distances between points are rounded.
    pub convention: Convention,
    /// The days to plan.
    pub days: usize,
    /// How far and how long, one a kind of vehicle.
    pub travels: Vec<Travel>,
    /// Where vehicles stand.
    pub depots: Vec<Depot>,
    /// Who is visited.
    pub customers: Vec<Customer>,
    /// Who drives.
    pub fleets: Vec<Fleet>,
    /// Whether the visits of a customer come from one depot.
    pub origin: Origin,
    /// Where customers with a pickup may stand.
    pub backhauls: Backhauls,
}

impl Instance {
    /// The node count of its travel.
    pub fn nodes(&self) -> usize {
        self.travels.first().map_or(0, Travel::nodes)
    }

    /// Whether the clock limits anything.
    pub fn is_timed(&self) -> bool {
        self.fleets.iter().any(Fleet::is_timed)
            || self.customers.iter().any(|customer| !customer.windows.is_empty())
    }

    /// By which number a reader knows the vehicle of a tour: the file's own, or from 1 through the
    /// fleets of the depot on that day.
    pub fn vehicle_number(&self, tour: &Tour) -> i64 {
        let own = &self.fleets[tour.fleet];
        if let Some(&number) = own.numbers.get(tour.vehicle as usize) {
            return number;
        }
        let before = self.fleets[..tour.fleet].iter();
        let beside =
            before.filter(|fleet| fleet.depot == own.depot && fleet.days >> tour.day & 1 == 1);
        let offset: i64 = beside.map(|fleet| i64::from(fleet.count.unwrap_or(0))).sum();
        offset + i64::from(tour.vehicle) + 1
    }
}
