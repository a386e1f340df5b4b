//! The matrices as the search reads them: a node's rows in both directions, and costs a leg.

use std::sync::Arc;

use super::hours::{HourTable, Step, Travel};
use super::parts::{FREE, ProblemParts, Profile};

/// A directed matrix with its transpose, so that all legs from a node, and all legs to it, lie
/// side by side. A symmetric matrix is stored once.
#[derive(Clone, Debug)]
pub(super) struct Matrix {
    nodes: usize,
    rows: Arc<[i32]>,
    columns: Arc<[i32]>,
}

impl Matrix {
    fn new(rows: Vec<i32>, nodes: usize) -> Self {
        let mut columns = vec![0; rows.len()];
        for from in 0..nodes {
            for to in 0..nodes {
                columns[to * nodes + from] = rows[from * nodes + to];
            }
        }
        let rows: Arc<[i32]> = rows.into();
        let columns = if *columns == *rows { Arc::clone(&rows) } else { columns.into() };
        Self { nodes, rows, columns }
    }

    /// The legs from a node, by the node they lead to.
    #[inline]
    pub(super) fn from(&self, node: u32) -> &[i32] {
        &self.rows[node as usize * self.nodes..][..self.nodes]
    }

    /// The legs to a node, by the node they come from.
    #[inline]
    pub(super) fn to(&self, node: u32) -> &[i32] {
        &self.columns[node as usize * self.nodes..][..self.nodes]
    }

    /// One leg.
    #[inline]
    pub(super) fn leg(&self, from: u32, to: u32) -> i32 {
        self.rows[from as usize * self.nodes + to as usize]
    }
}

/// The two matrices of a profile, and its hours.
#[derive(Clone, Debug)]
pub(super) struct Roads {
    pub(super) distance: Matrix,
    pub(super) duration: Matrix,
    pub(super) hours: HourTable,
}

impl Roads {
    pub(super) fn new(profile: &Profile, nodes: usize) -> Self {
        let distance = Matrix::new(profile.distance.clone(), nodes);
        let duration = match &profile.duration {
            Some(duration) => Matrix::new(duration.clone(), nodes),
            None => distance.clone(),
        };
        Self { distance, duration, hours: HourTable::new(&profile.hours, nodes) }
    }

    /// The steps of a leg; none where it takes equally long at any hour.
    pub(super) fn steps(&self, from: u32, to: u32) -> &[Step] {
        self.hours.of(from as usize * self.duration.nodes + to as usize)
    }

    /// How long a leg takes.
    #[inline]
    pub(super) fn travel(&self, from: u32, to: u32) -> Travel<'_> {
        let leg = from as usize * self.duration.nodes + to as usize;
        Travel::by_hour(self.duration.rows[leg], self.hours.of(leg))
    }
}

/// What legs cost a vehicle: its profile at its prices, and what crossing into another region does.
#[derive(Clone, Debug)]
pub(super) struct Tariff {
    pub(super) cost: Matrix,
    profile: usize,
    prices: [i64; 3],
}

impl Tariff {
    /// The distinct tariffs of the vehicle types, and which of them each type drives by.
    pub(super) fn of_types(parts: &ProblemParts, roads: &[Roads]) -> (Vec<Self>, Vec<usize>) {
        let mut tariffs: Vec<Self> = Vec::new();
        let regions = regions(parts);
        let mut of_type = Vec::with_capacity(parts.vehicles.len());
        for vehicle in &parts.vehicles {
            let prices = [vehicle.distance_price, vehicle.duration_price, vehicle.crossing_price];
            let same = |tariff: &Self| (tariff.profile, tariff.prices) == (vehicle.profile, prices);
            let found = tariffs.iter().position(same).unwrap_or_else(|| {
                let cost = costs(&roads[vehicle.profile], prices, &regions);
                tariffs.push(Self { cost, profile: vehicle.profile, prices });
                tariffs.len() - 1
            });
            of_type.push(found);
        }
        (tariffs, of_type)
    }
}

/// The region of each node, 0 where no client of a region stands.
fn regions(parts: &ProblemParts) -> Vec<u32> {
    let mut regions = vec![0; parts.nodes];
    for client in &parts.clients {
        regions[client.node as usize] = client.region;
    }
    regions
}

/// The legs at their prices; a leg that would cost more than [`FREE`] costs that.
fn costs(roads: &Roads, prices: [i64; 3], regions: &[u32]) -> Matrix {
    match prices {
        [1, 0, 0] => roads.distance.clone(),
        [0, 1, 0] => roads.duration.clone(),
        [distance, duration, crossing] => {
            let legs = roads.distance.rows.iter().zip(roads.duration.rows.iter());
            let crosses = |leg: usize| {
                let [from, to] = [regions[leg / regions.len()], regions[leg % regions.len()]];
                from != 0 && to != 0 && from != to
            };
            let cost = |(leg, (&far, &long)): (usize, (&i32, &i32))| {
                let way = i64::from(far) * distance + i64::from(long) * duration;
                let cost = way + if crosses(leg) { crossing } else { 0 };
                i32::try_from(cost.min(i64::from(FREE))).expect("at most FREE")
            };
            Matrix::new(legs.enumerate().map(cost).collect(), regions.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vrp::parts::{Client, VehicleType};

    #[test]
    fn rows_lead_away_and_columns_lead_to() {
        let matrix = Matrix::new(vec![0, 1, 2, 3, 0, 5, 6, 7, 0], 3);
        assert_eq!(matrix.from(1), [3, 0, 5]);
        assert_eq!(matrix.to(1), [1, 0, 7]);
        assert_eq!(matrix.leg(2, 0), 6);
    }

    #[test]
    fn types_with_equal_prices_share_a_tariff() {
        let profile = Profile {
            distance: vec![0, 10, 20, 0],
            duration: Some(vec![0, 3, 4, 0]),
            hours: Vec::new(),
        };
        let dear =
            VehicleType { distance_price: 2, duration_price: 5, ..VehicleType::new(1, 0, [1, 1]) };
        let parts = ProblemParts {
            days: 1,
            nodes: 2,
            profiles: vec![profile.clone()],
            clients: Vec::new(),
            vehicles: vec![VehicleType::new(1, 0, [1, 1]), dear.clone(), dear],
            flows: None,
        };
        let (tariffs, of_type) = Tariff::of_types(&parts, &[Roads::new(&profile, 2)]);
        assert_eq!(of_type, [0, 1, 1]);
        assert_eq!(tariffs[0].cost.from(0), [0, 10]);
        assert_eq!(tariffs[1].cost.from(0), [0, 35]);
    }

    #[test]
    fn only_legs_between_two_regions_cross() {
        let profile = Profile { distance: vec![10; 16], duration: None, hours: Vec::new() };
        let client = |node, region| Client { region, ..Client::new(node, vec![1]) };
        let van = VehicleType { crossing_price: 7, ..VehicleType::new(1, 0, [1, 1]) };
        let parts = ProblemParts {
            days: 1,
            nodes: 4,
            profiles: vec![profile.clone()],
            clients: vec![client(1, 1), client(2, 2), client(3, 0)],
            vehicles: vec![van],
            flows: None,
        };
        let (tariffs, _) = Tariff::of_types(&parts, &[Roads::new(&profile, 4)]);
        assert_eq!(tariffs[0].cost.from(0), [10; 4], "the depot lies in no region");
        assert_eq!(tariffs[0].cost.from(1), [10, 10, 17, 10]);
    }
}
