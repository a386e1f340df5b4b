//! What is wrong with tours.

use std::fmt;

/// A limit that tours break; days and tours from 1, nodes by the numbers of the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Breach {
    /// A tour of a day, a fleet, a vehicle or a customer that the instance does not have.
    Unknown {
        /// The tour.
        tour: usize,
    },
    /// A fleet drives on a day on which it does not.
    FleetDay {
        /// The tour.
        tour: usize,
        /// The day.
        day: usize,
    },
    /// A vehicle drives twice on a day.
    VehicleTwice {
        /// The tour.
        tour: usize,
        /// The day.
        day: usize,
    },
    /// More on board than fits.
    Load {
        /// The tour.
        tour: usize,
        /// The leg, from 1.
        leg: usize,
        /// On board.
        found: i64,
        /// What fits.
        limit: i64,
    },
    /// A customer is reached after its last window.
    Late {
        /// The tour.
        tour: usize,
        /// The customer.
        customer: i64,
        /// When it is reached.
        found: f64,
        /// When its last window closes.
        limit: f64,
    },
    /// A tour ends after the shift.
    Shift {
        /// The tour.
        tour: usize,
        /// When it ends.
        found: f64,
        /// When the shift ends.
        limit: f64,
    },
    /// A tour takes too long.
    Duration {
        /// The tour.
        tour: usize,
        /// How long it takes at least.
        found: f64,
        /// How long it may take.
        limit: f64,
    },
    /// A tour goes too far.
    Distance {
        /// The tour.
        tour: usize,
        /// How far it goes.
        found: f64,
        /// How far it may go.
        limit: f64,
    },
    /// A tour of too many trips.
    Trips {
        /// The tour.
        tour: usize,
        /// Its trips.
        found: usize,
        /// How many they may be.
        limit: usize,
    },
    /// A vehicle that may not come to a customer does.
    Access {
        /// The tour.
        tour: usize,
        /// The customer.
        customer: i64,
    },
    /// A customer with a pickup stands before one with a delivery, or first.
    BackhaulFirst {
        /// The tour.
        tour: usize,
        /// The customer with a pickup.
        customer: i64,
    },
    /// A customer is visited twice on a day.
    VisitTwice {
        /// The customer.
        customer: i64,
        /// The day.
        day: usize,
    },
    /// A customer is visited on days that are none of its sets.
    Pattern {
        /// The customer.
        customer: i64,
        /// The days, in order.
        days: Vec<usize>,
    },
    /// A customer that must be served from one depot is visited from several.
    SeveralDepots {
        /// The customer.
        customer: i64,
    },
    /// A customer is not visited.
    Missing {
        /// The customer.
        customer: i64,
    },
    /// A customer is both visited and left out.
    AbsentAndVisited {
        /// The customer.
        customer: i64,
    },
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { tour } => {
                write!(f, "tour {tour} names a day, vehicle or customer that is not there")
            }
            Self::FleetDay { tour, day } => {
                write!(f, "the vehicle of tour {tour} does not drive on day {day}")
            }
            Self::VehicleTwice { tour, day } => {
                write!(f, "the vehicle of tour {tour} drives twice on day {day}")
            }
            Self::Load { tour, leg, found, limit } => {
                write!(f, "leg {leg} of tour {tour} carries {found}, at most {limit}")
            }
            Self::Late { tour, customer, found, limit } => {
                write!(f, "tour {tour} reaches customer {customer} at {found:.4}, at last {limit}")
            }
            Self::Shift { tour, found, limit } => {
                write!(f, "tour {tour} ends at {found:.4}, at last {limit}")
            }
            Self::Duration { tour, found, limit } => {
                write!(f, "tour {tour} takes {found:.4}, at most {limit}")
            }
            Self::Distance { tour, found, limit } => {
                write!(f, "tour {tour} goes {found:.4}, at most {limit}")
            }
            Self::Trips { tour, found, limit } => {
                write!(f, "tour {tour} makes {found} trips, at most {limit}")
            }
            Self::Access { tour, customer } => {
                write!(f, "the vehicle of tour {tour} may not visit customer {customer}")
            }
            Self::BackhaulFirst { tour, customer } => {
                write!(f, "tour {tour} picks up at customer {customer} before all is delivered")
            }
            Self::VisitTwice { customer, day } => {
                write!(f, "customer {customer} is visited twice on day {day}")
            }
            Self::Pattern { customer, days } => {
                write!(f, "customer {customer} is visited on days {days:?}, none of its patterns")
            }
            Self::SeveralDepots { customer } => {
                write!(f, "customer {customer} is visited from several depots")
            }
            Self::Missing { customer } => write!(f, "customer {customer} is not visited"),
            Self::AbsentAndVisited { customer } => {
                write!(f, "customer {customer} is visited and counted as left out")
            }
        }
    }
}
