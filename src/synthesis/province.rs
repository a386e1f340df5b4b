//! From a skeleton to a province.

use super::Demand;
use super::popularity::Popularity;
use super::requests::Readers;
use super::shares::{PlaceDraw, collection_sizes, loan_weights};
use super::shipments::Traffic;
use super::stock::Stock;
use super::titles::draw_titles;
use crate::index::PlaceIdx;
use crate::model::{IsoWeek, PlaceKind, ProvinceParts, Weekday};
use crate::random::Seed;

/// Fills a skeleton with titles, holdings, and the requests and shipments of a week
/// (proefprovincie).
///
/// Places, organisations, settings, fleet and closures stay as they are; titles, holdings,
/// requests and shipments are replaced. Holdings are as on the Monday of the week; requests were
/// placed on the seven days up to its Wednesday. The places that lend are those that are visited
/// and where readers collect. Same arguments, same result, for any number of threads.
///
/// O(lending places x titles held + titles + copies + items), lending places in parallel.
///
/// # Panics
///
/// When the skeleton has no hub or no visited place that lends, when the demand has no titles or
/// copies, or when its weights are not finite.
pub fn furnish(parts: ProvinceParts, week: IsoWeek, demand: &Demand, seed: Seed) -> ProvinceParts {
    let sizes = collection_sizes(&parts.places, demand);
    let pickups = PlaceDraw::new(&loan_weights(&parts, demand, &sizes));
    let pickups = pickups.expect("a skeleton has a visited place that lends");
    let lenders = PlaceDraw::new(&sizes.iter().map(|size| *size as f64).collect());
    let lenders = lenders.expect("a demand has copies");

    let popularity = Popularity::new(demand);
    let titles = draw_titles(popularity.titles(), seed.derive("titles", 0));
    let stock = Stock { places: &parts.places, sizes: &sizes, demand, popularity: &popularity };
    let holdings = stock.draw_holdings(week.date(Weekday::Mon), seed.derive("holdings", 0));

    let readers = Readers {
        demand,
        popularity: &popularity,
        titles: &titles,
        holdings: &holdings,
        pickups: &pickups,
    };
    let requests = readers.draw_requests(week, seed.derive("requests", 0));

    let traffic = Traffic {
        demand,
        places: &parts.places,
        sizes: &sizes,
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

fn hub_of(parts: &ProvinceParts) -> PlaceIdx {
    let mut places = parts.places.iter_indexed();
    places.find(|(_, place)| place.kind == PlaceKind::Hub).expect("a skeleton has a hub").0
}
