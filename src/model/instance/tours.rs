//! A solution of an instance.

/// What one vehicle drives on one day, in one trip or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tour {
    /// The day, from 0.
    pub day: usize,
    /// The fleet, from 0.
    pub fleet: usize,
    /// The vehicle of the fleet, from 0.
    pub vehicle: u32,
    /// The customers in the order of driving, indices into the instance's.
    pub customers: Vec<usize>,
    /// Before which of them the vehicle reloads: ranks in the tour, from 0, ascending.
    pub reloads: Vec<usize>,
}

/// All tours, and who is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tours {
    /// The tours, by day, then fleet, then vehicle.
    pub tours: Vec<Tour>,
    /// The customers left out, indices into the instance's.
    pub absent: Vec<usize>,
}
