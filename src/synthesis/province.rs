//! From a skeleton to a province.

use super::Demand;
use super::popularity::Popularity;
use super::requests::Readers;
use super::shares::{PlaceDraw, collection_sizes, loan_weights};
use super::shipments::Traffic;
use super::stock::Stock;
use super::titles::draw_titles;
use crate::index::{IndexVec, PlaceIdx};
use crate::model::{Calendar, IsoWeek, Place, PlaceKind, ProvinceParts, ServiceDate, Weekday};
use crate::random::Seed;

/// Fills a skeleton with titles, holdings, and the requests and shipments of a week
/// (proefprovincie).
///
/// Places, organisations, settings, fleet and closures stay as they are; titles, holdings,
/// requests and shipments are replaced. Holdings are as on the Monday of the week; requests were
/// placed on the seven days up to its Wednesday, and there are exactly as many as the demand
/// says, whatever the season: [`Demand::in_season`] is for a week of the year. The places that
/// lend are those that are visited and where readers collect; those that are closed all week take
/// no part in its traffic. Same arguments, same result, for any number of threads.
///
/// O(lending places x titles held + titles + copies + items), lending places in parallel.
///
/// # Panics
///
/// When the skeleton has no hub or no visited place that lends, when the demand has no titles or
/// copies, or when its weights are not finite.
pub fn furnish(parts: ProvinceParts, week: IsoWeek, demand: &Demand, seed: Seed) -> ProvinceParts {
    let sizes = collection_sizes(&parts.places, demand);
    let open = open_places(&parts, week);
    let loans =
        where_open(&loan_weights(&parts.places, &parts.organisations, demand, &sizes), &open);
    let pickups = PlaceDraw::new(&loans).expect("a skeleton has a visited place that lends");
    let open_sizes = where_open(&sizes.iter().map(|size| *size as f64).collect(), &open);
    let lenders = PlaceDraw::new(&open_sizes).expect("a demand has copies");
    let busy = busy_weights(demand, &loans, week, seed);
    let busy = PlaceDraw::new(&busy).expect("a place that readers use has a rate");

    let popularity = Popularity::new(demand);
    let titles = draw_titles(popularity.titles(), seed.derive("titles", 0));
    let stock = Stock { places: &parts.places, sizes: &sizes, demand, popularity: &popularity };
    let holdings = stock.draw_holdings(week.date(Weekday::Mon), seed.derive("holdings", 0));

    let readers = Readers {
        demand,
        popularity: &popularity,
        titles: &titles,
        holdings: &holdings,
        pickups: &busy,
    };
    let requests = readers.draw_requests(week, seed.derive("requests", 0));

    let traffic = Traffic {
        demand,
        places: &parts.places,
        sizes: &open_sizes,
        hub: hub_of(&parts),
        pickups: &pickups,
        lenders: &lenders,
        service_days: parts.settings.service_days,
    };
    let shipments = traffic.draw_shipments(week, seed.derive("shipments", 0));
    ProvinceParts {
        titles: titles.into(),
        holdings,
        requests: requests.into(),
        shipments: shipments.into(),
        ..parts
    }
}

/// The places that open on a service day of the week; all, where none does.
///
/// A place that is closed all week, such as a small one in summer, takes no part in its traffic.
fn open_places(parts: &ProvinceParts, week: IsoWeek) -> IndexVec<PlaceIdx, bool> {
    let years = week.year() - 1..=week.year() + 1;
    let calendar = Calendar::new(years, parts.settings.holidays, parts.closures.clone());
    let dates: Vec<ServiceDate> =
        parts.settings.service_days.iter().map(|day| week.date(day)).collect();
    let opens = |place: PlaceIdx| dates.iter().any(|date| calendar.closed(place, *date).is_none());
    let open: Vec<bool> = parts.places.indices().map(opens).collect();
    let takes_part =
        |(place, open): (&Place, &bool)| *open && place.is_visited() && place.kind.is_served();
    if parts.places.iter().zip(&open).any(takes_part) {
        open.into()
    } else {
        IndexVec::filled(true, parts.places.len())
    }
}

fn where_open(
    weights: &IndexVec<PlaceIdx, f64>,
    open: &IndexVec<PlaceIdx, bool>,
) -> IndexVec<PlaceIdx, f64> {
    let weight = |(place, weight): (PlaceIdx, &f64)| if open[place] { *weight } else { 0.0 };
    weights.iter_indexed().map(weight).collect()
}

/// How busy each place is in this week, with its own noise around its loan share.
///
/// Negative binomial counts of one scale, given their sum, are multinomial with such weights, so
/// that the week has exactly its requests and each place its over-dispersion.
fn busy_weights(
    demand: &Demand,
    loans: &IndexVec<PlaceIdx, f64>,
    week: IsoWeek,
    seed: Seed,
) -> IndexVec<PlaceIdx, f64> {
    let total: f64 = loans.iter().sum();
    let mean = |weight: f64| weight / total * demand.requests as f64;
    let busy = |(place, weight): (PlaceIdx, &f64)| {
        // The least rate keeps a draw possible where all rates are next to nothing.
        let least = mean(*weight) * f64::EPSILON;
        demand.weekly_rate(mean(*weight), place, week, seed).max(least)
    };
    loans.iter_indexed().map(busy).collect()
}

fn hub_of(parts: &ProvinceParts) -> PlaceIdx {
    let mut places = parts.places.iter_indexed();
    places.find(|(_, place)| place.kind == PlaceKind::Hub).expect("a skeleton has a hub").0
}
