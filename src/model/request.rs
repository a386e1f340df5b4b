//! Requests: what readers ask for.

use super::{EditionWish, ServiceDate};
use crate::index::{PlaceIdx, TitleIdx};
use crate::units::Items;

/// A request that no copy at the pick-up branch could fill at once (aanvraag).
///
/// It carries an opaque number and never a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The opaque number.
    pub number: Box<str>,
    /// The title asked for.
    pub title: TitleIdx,
    /// Where the reader collects it.
    pub pickup: PlaceIdx,
    /// When it was accepted; lead time counts from here.
    pub placed: ServiceDate,
    /// The last day on which a copy still counts as delivered.
    pub limit: ServiceDate,
    /// How many copies: one, or more for a group (such as a school class).
    pub quantity: Items,
    /// Urgency from 0, most urgent, to 9, as in Wise.
    pub priority: u8,
    /// Whether another edition of the work will do.
    pub editions: EditionWish,
    /// The one place whose copies are asked for (alleen van); `None` where any copy will do.
    pub only_from: Option<PlaceIdx>,
    /// Whether a part of the copies is of no use (geheel): all of them or none.
    pub whole: bool,
}
