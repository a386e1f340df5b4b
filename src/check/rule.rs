//! The rules by name.

use std::fmt;

/// A rule that a plan must hold; its word is stable and names it in files and documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Every index of the plan names a row, and the travel matrix has all places.
    Index,
    /// Every number of the plan is within reason: no negative crates, no tonne-heavy item.
    Count,
    /// Visits and routes lie in the plan's week, following visits in the week after it.
    Dates,
    /// Routes and visits name each other, once, on one date.
    RouteVisits,
    /// Supplies, visits, routes, breaks and following visits stand in their order.
    Order,
    /// A place has at most one visit a date.
    VisitOnce,
    /// A visit lies on a permitted day of its place.
    VisitDay,
    /// A place gets the visits of the norm, less those that a proven excuse takes away.
    VisitCount,
    /// Visits of a place lie far enough apart, also across the weekend, where its days allow that.
    VisitSpacing,
    /// A place in the hub's building is visited by trolley, all others by a route.
    VisitRoute,
    /// An excuse is proven: too few permitted days, all of them visited.
    Excuse,
    /// A visit of the following week lies on a permitted day, within the number of the norm.
    FollowingVisit,
    /// Only requests placed by the last service day of the week, and whose limit has not passed
    /// before it, are supplied.
    SupplyConsidered,
    /// The supplies of a request add up to what it asks for.
    SupplyQuantity,
    /// Another edition fills a request only where wish and policy allow it.
    Edition,
    /// Nothing is pulled at, or sent to, a place that is not in use in the week, and the requests
    /// for it are named as not served.
    InUse,
    /// No more copies are pulled from a shelf than stand there.
    ShelfCopies,
    /// A lender pulls no more items for one departure than its staff can.
    PullCapacity,
    /// The places of an organisation pull no more in the week than it lends.
    LendingMax,
    /// What an organisation lends to others beyond what it borrows from them is within its limits.
    NetLending,
    /// A request for the copy of one place is filled by no other place of the province.
    OnlyFrom,
    /// A request of which a part is of no use gets all of its copies or none.
    WholeGroup,
    /// A pick-up place gets no more items for requests than its hold shelf takes.
    HoldShelf,
    /// No more copies are awaited than come back within the limits of the requests.
    ReturningCopies,
    /// No request goes unfilled, waits or leaves the province while a copy could be pulled.
    CopyLeft,
    /// No copy comes from elsewhere while the pick-up place has one unused.
    OwnCopyFirst,
    /// There is one parcel for each supply from elsewhere and each shipment, as the input says.
    Parcels,
    /// The visit that collects a parcel is the first of its place once it is ready.
    CollectedBy,
    /// The visit that delivers a parcel is the first of its destination once it is sorted.
    DeliveredBy,
    /// A parcel leaves on the day that the dated visits give.
    Leaves,
    /// A parcel arrives on the day that the dated visits give.
    Arrives,
    /// What stays behind is a part of its parcel, named once for each reason.
    UnservedItems,
    /// What is not served has a reason that holds.
    UnservedReason,
    /// A bag from stop to stop rides on one route, forwards, and holds whole parcels of its two
    /// places that are collected there.
    Transfer,
    /// Every item collected is in exactly one crate or bag of its pickup.
    PickupContents,
    /// Every item delivered is in exactly one crate or the bag of its delivery.
    DeliveryContents,
    /// A crate holds no more volume than packed books can fill.
    CrateVolume,
    /// A filled crate is light enough to be lifted by hand.
    CrateMass,
    /// A bag holds no more volume than it has room for.
    BagVolume,
    /// A bag is no heavier than it may be.
    BagMass,
    /// A parcel of whole crates fills its crates, and nothing else is in them.
    WholeCrates,
    /// A lower bound of crates is not above the crates used.
    CratesAtLeast,
    /// Each visit with a bag is in exactly one mixed crate of its route, and no other visit is.
    MixedCrate,
    /// The bags of a mixed crate fit into it by volume.
    MixedCrateVolume,
    /// The bags of a mixed crate fit into it by mass.
    MixedCrateMass,
    /// A place puts out no more crates than stand there.
    CratesAtPlace,
    /// The crates of a place have room there.
    CratesRoom,
    /// The crates that leave the hub are there in the morning.
    HubCrates,
    /// On every leg the crates on board fit into the vehicle.
    LoadCrates,
    /// On every leg the load is within the vehicle's payload.
    LoadMass,
    /// There is a way between consecutive stops.
    LegWay,
    /// A vehicle arrives when the drive from the stop before it ends, not earlier and not later.
    LegTime,
    /// The distance of a route is the sum of its legs.
    Distance,
    /// Service starts after the arrival.
    Start,
    /// Service lasts as long as the place and the crates carried ask for.
    ServiceTime,
    /// Service lies within one access window of the place, unless there is a key.
    Window,
    /// Loading starts within the vehicle's shift.
    ShiftOpen,
    /// Unloading ends within the vehicle's shift.
    ShiftClose,
    /// A route lasts no longer than its vehicle may be out.
    RouteMax,
    /// A route lasts no longer than its driver's working day.
    DriverDay,
    /// A break starts when the visit before it ends.
    BreakStart,
    /// No stretch of work without a break is longer than the rule allows.
    WorkBreak,
    /// In a truck, no stretch of driving without a break is longer than the rule allows.
    DrivingBreak,
    /// A vehicle has at most one route a date.
    VehicleOnce,
    /// A driver has at most one route a date.
    DriverOnce,
    /// A vehicle drives only on days on which it is available.
    VehicleAvailable,
    /// A driver drives only on working days.
    DriverAvailable,
    /// A driver has the licence that the vehicle asks for.
    Licence,
    /// A driver works no longer in the week than agreed.
    DriverWeek,
    /// Where a zone admits only vehicles without emissions, no other comes.
    EmissionZone,
    /// A route is no longer than its vehicle goes on one charge.
    Range,
    /// Every term of the cost is what the plan costs, to the cent.
    Cost,
}

impl Rule {
    /// All rules with their word, in the order in which the referee goes through them.
    pub const WORDS: [(Self, &'static str); 72] = [
        (Self::Index, "index"),
        (Self::Count, "count"),
        (Self::Dates, "dates"),
        (Self::RouteVisits, "route_visits"),
        (Self::Order, "order"),
        (Self::VisitOnce, "visit_once"),
        (Self::VisitDay, "visit_day"),
        (Self::VisitCount, "visit_count"),
        (Self::VisitSpacing, "visit_spacing"),
        (Self::VisitRoute, "visit_route"),
        (Self::Excuse, "excuse"),
        (Self::FollowingVisit, "following_visit"),
        (Self::SupplyConsidered, "supply_considered"),
        (Self::SupplyQuantity, "supply_quantity"),
        (Self::Edition, "edition"),
        (Self::InUse, "in_use"),
        (Self::ShelfCopies, "shelf_copies"),
        (Self::PullCapacity, "pull_capacity"),
        (Self::LendingMax, "lending_max"),
        (Self::NetLending, "net_lending"),
        (Self::OnlyFrom, "only_from"),
        (Self::WholeGroup, "whole_group"),
        (Self::HoldShelf, "hold_shelf"),
        (Self::ReturningCopies, "returning_copies"),
        (Self::CopyLeft, "copy_left"),
        (Self::OwnCopyFirst, "own_copy_first"),
        (Self::Parcels, "parcels"),
        (Self::CollectedBy, "collected_by"),
        (Self::DeliveredBy, "delivered_by"),
        (Self::Leaves, "leaves"),
        (Self::Arrives, "arrives"),
        (Self::UnservedItems, "unserved_items"),
        (Self::UnservedReason, "unserved_reason"),
        (Self::Transfer, "transfer"),
        (Self::PickupContents, "pickup_contents"),
        (Self::DeliveryContents, "delivery_contents"),
        (Self::CrateVolume, "crate_volume"),
        (Self::CrateMass, "crate_mass"),
        (Self::BagVolume, "bag_volume"),
        (Self::BagMass, "bag_mass"),
        (Self::WholeCrates, "whole_crates"),
        (Self::CratesAtLeast, "crates_at_least"),
        (Self::MixedCrate, "mixed_crate"),
        (Self::MixedCrateVolume, "mixed_crate_volume"),
        (Self::MixedCrateMass, "mixed_crate_mass"),
        (Self::CratesAtPlace, "crates_at_place"),
        (Self::CratesRoom, "crates_room"),
        (Self::HubCrates, "hub_crates"),
        (Self::LoadCrates, "load_crates"),
        (Self::LoadMass, "load_mass"),
        (Self::LegWay, "leg_way"),
        (Self::LegTime, "leg_time"),
        (Self::Distance, "distance"),
        (Self::Start, "start"),
        (Self::ServiceTime, "service_time"),
        (Self::Window, "window"),
        (Self::ShiftOpen, "shift_open"),
        (Self::ShiftClose, "shift_close"),
        (Self::RouteMax, "route_max"),
        (Self::DriverDay, "driver_day"),
        (Self::BreakStart, "break_start"),
        (Self::WorkBreak, "work_break"),
        (Self::DrivingBreak, "driving_break"),
        (Self::VehicleOnce, "vehicle_once"),
        (Self::DriverOnce, "driver_once"),
        (Self::VehicleAvailable, "vehicle_available"),
        (Self::DriverAvailable, "driver_available"),
        (Self::Licence, "licence"),
        (Self::DriverWeek, "driver_week"),
        (Self::EmissionZone, "emission_zone"),
        (Self::Range, "range"),
        (Self::Cost, "cost"),
    ];

    /// The stable word.
    ///
    /// # Panics
    ///
    /// Never: a test walks through the table.
    pub fn word(self) -> &'static str {
        let row = Self::WORDS.iter().find(|(rule, _)| *rule == self);
        row.expect("every rule has a word").1
    }

    /// The rule of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(rule, _)| *rule)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFERENCE: &str = include_str!("../../docs/reference/rules.md");

    #[test]
    fn every_rule_is_read_as_it_is_written_and_stands_in_order() {
        for (rule, word) in Rule::WORDS {
            assert_eq!(Rule::from_word(word), Some(rule));
            assert_eq!(rule.word(), word);
        }
        assert!(Rule::WORDS.is_sorted());
        assert_eq!(Rule::WORDS.last().map(|(rule, _)| *rule as usize), Some(Rule::WORDS.len() - 1));
    }

    #[test]
    fn the_reference_explains_exactly_the_rules_in_their_order() {
        let explained: Vec<&str> = REFERENCE
            .lines()
            .filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`'))
            .collect();
        let known: Vec<&str> = Rule::WORDS.iter().map(|(_, word)| *word).collect();
        assert_eq!(explained, known);
    }
}
