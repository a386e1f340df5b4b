//! What a plan costs, term by term.

use crate::units::Cents;

/// The cost of a plan in cents, by term (kosten).
///
/// Every term is computed from the plan alone: route by route and parcel by parcel, rounded up
/// to a cent where a rate meets a quantity, never later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CostBreakdown {
    /// Days on which vehicles drive.
    pub vehicle_days: Cents,
    /// Kilometres.
    pub distance: Cents,
    /// Paid time under way that decisions can change: driving and waiting.
    pub driving_time: Cents,
    /// Paid time at places and at the hub.
    pub service_time: Cents,
    /// Item-days from acceptance to the receiver.
    pub lead_time: Cents,
    /// Arrivals in windows after the moment from which they cost.
    pub late_arrival: Cents,
    /// Crates carried in and out.
    pub crate_handling: Cents,
    /// Touches of items by hand.
    pub item_handling: Cents,
    /// Tariffs of items from outside the province.
    pub outside: Cents,
}

impl CostBreakdown {
    /// All terms.
    pub fn total(&self) -> Cents {
        self.variable() + self.constant()
    }

    /// The terms that the plan of a week can change.
    pub fn variable(&self) -> Cents {
        self.vehicle_days + self.distance + self.driving_time + self.lead_time + self.late_arrival
    }

    /// The terms that follow from the demand: service, handling, tariffs.
    pub fn constant(&self) -> Cents {
        self.service_time + self.crate_handling + self.item_handling + self.outside
    }
}
