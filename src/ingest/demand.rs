//! Requests and shipments.

use super::codes;
use super::identity::Identities;
use super::limits::{
    ITEM_GRAMS, ITEM_MILLILITRES, PRIORITY, QUANTITY, SHIPMENT_ITEMS, WHOLE_CRATES,
};
use super::places::Places;
use super::rows::Row;
use super::stock::Titles;
use super::table::Table;
use crate::index::{RequestIdx, ShipmentIdx};
use crate::model::{EditionWish, ParcelKind, Request, Shipment};
use crate::units::{Crates, Grams, Items, Millilitres};

pub(super) type Requests = Table<RequestIdx, Request>;
pub(super) type Shipments = Table<ShipmentIdx, Shipment>;

pub(super) fn request(
    row: &mut Row<'_>,
    (titles, identities): (&Titles, &Identities),
    places: &Places,
) -> Option<Request> {
    let title = identities.title_named(row, titles);
    let pickup = places.named(row, "pickup", codes::place_unknown);
    let (placed, limit) = (row.date("placed"), row.date("limit"));
    let quantity = row.whole("quantity", QUANTITY).map(Items);
    let priority = row.whole("priority", PRIORITY);
    let editions = match row.cell("editions") {
        "" => Some(EditionWish::default()),
        _ => row.word("editions", &EditionWish::WORDS),
    };
    let only_from = match row.cell("only_from") {
        "" => Some(None),
        _ => places.named(row, "only_from", codes::place_unknown).map(Some),
    };
    let whole = row.cell("whole").is_empty().then_some(false).or_else(|| row.yes("whole"));
    let (placed, limit) = (placed?, limit?);
    if limit < placed {
        row.fault(codes::limit_before_placed(row.span("limit"), placed, limit));
    } else if let Some(place) = pickup.map(|pickup| &places.rows[pickup])
        && !place.registration.in_use.meets(placed, limit)
    {
        let (request, place) = (row.cell("id"), &place.code.0);
        row.warn(codes::pickup_not_in_use(row.row_span(), [request, place], [placed, limit]));
    }
    Some(Request {
        number: row.cell("id").into(),
        title: title?,
        pickup: pickup?,
        placed,
        limit,
        quantity: quantity?,
        priority: u8::try_from(priority?).ok()?,
        editions: editions?,
        only_from: only_from?,
        whole: whole?,
    })
}

pub(super) fn shipment(row: &mut Row<'_>, places: &Places) -> Option<Shipment> {
    let kind = row.word("kind", &ParcelKind::WORDS);
    let from = places.named(row, "from", codes::place_unknown);
    let to = places.named(row, "to", codes::place_unknown);
    let (accepted, ready) = (row.date("accepted"), row.date("ready"));
    let items = row.whole("items", SHIPMENT_ITEMS).map(Items);
    let grams_each = row.whole("grams_each", ITEM_GRAMS).map(Grams);
    let millilitres_each = row.whole("millilitres_each", ITEM_MILLILITRES).map(Millilitres);
    let whole_crates = if row.cell("whole_crates").is_empty() {
        None
    } else {
        row.whole("whole_crates", WHOLE_CRATES).map(Crates)
    };
    if from.is_some() && from == to {
        row.fault(codes::shipment_goes_nowhere(row.span("to")));
    }
    if let (Some(accepted), Some(ready)) = (accepted, ready)
        && ready < accepted
    {
        row.fault(codes::ready_before_accepted(row.span("ready"), accepted, ready));
    }
    Some(Shipment {
        code: row.cell("id").into(),
        kind: kind?,
        from: from?,
        to: to?,
        accepted: accepted?,
        ready: ready?,
        items: items?,
        grams_each: grams_each?,
        millilitres_each: millilitres_each?,
        whole_crates,
    })
}
