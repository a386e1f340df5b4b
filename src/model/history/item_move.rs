//! Items that moved.

use crate::index::PlaceIdx;
use crate::model::{ParcelKind, ServiceDate};
use crate::units::Items;

/// Alike items that left a place together, and arrived together if they did (verplaatsing).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemMove {
    /// The day on which they left `from`.
    pub sent: ServiceDate,
    /// Where they were.
    pub from: PlaceIdx,
    /// Where they go.
    pub to: PlaceIdx,
    /// What they are.
    pub kind: ParcelKind,
    /// When they were accepted; lead time counts from here. Not after `sent`.
    pub accepted: ServiceDate,
    /// The day on which they reached `to`, if that is confirmed; not before `sent`.
    pub received: Option<ServiceDate>,
    /// The number of the request that they fill, where there is one.
    pub request: Option<Box<str>>,
    /// How many.
    pub items: Items,
    /// The code of the crate they were in, where it is known.
    pub crate_code: Option<Box<str>>,
}
