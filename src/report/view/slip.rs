//! The slips of single items that cross the border of the province (pakbonnen): a code for the way
//! out and one for the way back.

use std::collections::BTreeMap;

use crate::index::ParcelIdx;
use crate::model::{Parcel, ParcelKind, ParcelOrigin, Place, Plan, Province, ServiceDate, Source};
use crate::report::code::{Modules, code_128, plain};

/// Slips of a page of A4, cut in eight.
const SLIPS_A_PAGE: usize = 8;

/// The slips of one day, or of requests whose day is not known yet.
#[derive(Debug)]
pub(crate) struct SlipSheet<'a> {
    /// The day on which a visit brings or takes the items.
    pub(crate) date: Option<ServiceDate>,
    pub(crate) pages: Vec<Vec<Slip<'a>>>,
}

/// The slip of one item.
#[derive(Debug)]
pub(crate) struct Slip<'a> {
    pub(crate) kind: ParcelKind,
    pub(crate) from: Option<&'a Place>,
    pub(crate) to: &'a Place,
    /// The shipment or the number of the request.
    pub(crate) code: &'a str,
    /// The title, where it is known.
    pub(crate) title: Option<&'a str>,
    pub(crate) number: i64,
    pub(crate) of: i64,
    pub(crate) out: Bars,
    pub(crate) back: Bars,
}

/// Bars with the text under them.
#[derive(Debug)]
pub(crate) struct Bars {
    pub(crate) text: String,
    pub(crate) modules: Modules,
}

impl Bars {
    fn of(text: String) -> Self {
        Self { modules: code_128(&text), text }
    }
}

impl<'a> SlipSheet<'a> {
    /// The slips of a plan by day: of what comes from outside the province by the day on which it
    /// is brought, of what leaves by the day on which it is collected; then those of requests that a
    /// library outside fills, which have no parcel yet. O(items of such parcels).
    pub(crate) fn all(province: &'a Province, plan: &'a Plan) -> Vec<Self> {
        let mut days: BTreeMap<Option<ServiceDate>, Vec<Slip<'a>>> = BTreeMap::new();
        for (index, parcel) in plan.parcels.iter_indexed() {
            let Some(date) = day_of(plan, parcel) else { continue };
            days.entry(Some(date)).or_default().extend(of_parcel(province, plan, index));
        }
        let outside = plan.supplies.iter().filter(|supply| supply.source == Source::Outside);
        for supply in outside {
            let request = &province.requests()[supply.request];
            let title = &province.titles()[supply.title(request)];
            let place = &province.places()[request.pickup];
            let slips = (1..=supply.quantity.0).map(|number| Slip {
                from: None,
                to: place,
                title: Some(&title.code),
                ..slip(
                    ParcelKind::NationalInbound,
                    &request.number,
                    place,
                    (number, supply.quantity.0),
                )
            });
            days.entry(None).or_default().extend(slips);
        }
        let sheet = |(date, mut slips): (Option<ServiceDate>, Vec<Slip<'a>>)| {
            slips.sort_by(|a, b| key(a).cmp(&key(b)));
            Self { date, pages: pages(slips) }
        };
        days.into_iter().map(sheet).collect()
    }
}

/// By kind, place and code, as they are handed out.
fn key<'a>(slip: &'a Slip<'_>) -> (ParcelKind, &'a str, &'a str, i64) {
    let there = if slip.kind == ParcelKind::NationalOutbound { slip.from } else { Some(slip.to) };
    (slip.kind, there.map_or("", |place| &place.name), slip.code, slip.number)
}

/// The day on which a visit brings or takes an item from or for outside the province.
fn day_of(plan: &Plan, parcel: &Parcel) -> Option<ServiceDate> {
    let visit = match parcel.kind {
        ParcelKind::NationalInbound => parcel.delivered_by,
        ParcelKind::NationalOutbound => parcel.collected_by,
        _ => None,
    };
    visit.map(|visit| plan.visits[visit].date)
}

fn of_parcel<'a>(
    province: &'a Province,
    plan: &Plan,
    index: ParcelIdx,
) -> impl Iterator<Item = Slip<'a>> {
    let parcel = &plan.parcels[index];
    let code: &'a str = match parcel.origin {
        ParcelOrigin::Shipment(shipment) => &province.shipments()[shipment].code,
        ParcelOrigin::Request(request) => &province.requests()[request].number,
    };
    let (kind, items) = (parcel.kind, parcel.items.0);
    let (from, to) = (&province.places()[parcel.from], &province.places()[parcel.to]);
    (1..=items)
        .map(move |number| Slip { from: Some(from), ..slip(kind, code, to, (number, items)) })
}

fn slip<'a>(kind: ParcelKind, code: &'a str, to: &'a Place, (number, of): (i64, i64)) -> Slip<'a> {
    let item = if of == 1 { plain(code) } else { format!("{}-{number}", plain(code)) };
    Slip {
        kind,
        from: None,
        to,
        code,
        title: None,
        number,
        of,
        out: Bars::of(format!("H-{item}")),
        back: Bars::of(format!("T-{item}")),
    }
}

fn pages(slips: Vec<Slip<'_>>) -> Vec<Vec<Slip<'_>>> {
    let mut pages: Vec<Vec<Slip<'_>>> = Vec::new();
    for slip in slips {
        match pages.last_mut().filter(|page| page.len() < SLIPS_A_PAGE) {
            Some(page) => page.push(slip),
            None => pages.push(vec![slip]),
        }
    }
    pages
}
