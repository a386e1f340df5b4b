//! Which problem an instance is.

/// The problem of a set, by the name that the literature gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Capacities only.
    Cvrp,
    /// Time windows.
    Vrptw,
    /// Linehauls and backhauls.
    Vrpb,
    /// Mixed linehauls and backhauls, or deliveries and pickups of different customers.
    Vrpmb,
    /// Deliveries and pickups at once.
    Vrpspd,
    /// Deliveries and pickups at once, within time windows.
    Vrpspdtw,
    /// Several days.
    Pvrp,
    /// Several depots.
    Mdvrp,
    /// Several days and depots.
    Mdpvrp,
    /// Unlike vehicles, optional customers and what else a file combines.
    Rich,
}

impl Kind {
    /// The word that machines read.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cvrp => "cvrp",
            Self::Vrptw => "vrptw",
            Self::Vrpb => "vrpb",
            Self::Vrpmb => "vrpmb",
            Self::Vrpspd => "vrpspd",
            Self::Vrpspdtw => "vrpspdtw",
            Self::Pvrp => "pvrp",
            Self::Mdvrp => "mdvrp",
            Self::Mdpvrp => "mdpvrp",
            Self::Rich => "rich",
        }
    }
}

/// Whether the visits of a customer come from one depot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Each visit from any depot.
    AnyDepot,
    /// All visits of a customer from the same depot, as the literature on several days and depots
    /// has it.
    OneDepot,
}

/// Where backhauls, customers with a pickup, may stand in a tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backhauls {
    /// Anywhere.
    Mixed,
    /// After all linehauls, and never in a tour without one.
    Last,
}
