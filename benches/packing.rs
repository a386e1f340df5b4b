//! A week of deliveries into crates and bags, and the empties of a week.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use leenroute::index::ParcelIdx;
use leenroute::packing::{
    CrateLimits, EmptiesProblem, Lot, PlaceStock, RouteLegs, StopCrates, balance_empties,
    pack_destination,
};
use leenroute::random::{RngExt as _, Seed};
use leenroute::units::{Crates, Grams, Items, Millilitres};

use crate::volume::{Volume, volumes};

/// Visits of a week in Drenthe, and parcels that a visit delivers.
const VISITS: u32 = 84;
const LOTS: u32 = 60;
/// Stops of a route.
const ROUTE: usize = 16;
/// Crates that its vehicle takes.
const ROUTE_CRATES: Crates = Crates(112);

pub(crate) fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("packing");
    group.sample_size(10);
    for volume in volumes() {
        let deliveries = deliveries(volume);
        group.bench_function(BenchmarkId::new("crates and bags", volume.name), |bencher| {
            bencher.iter(|| {
                let packed = deliveries.iter().map(|lots| pack_destination(lots, &KRAT, &ZAK));
                black_box(packed.collect::<Vec<_>>())
            });
        });
        let empties = empties(volume);
        group.bench_function(BenchmarkId::new("empties", volume.name), |bencher| {
            bencher.iter(|| black_box(balance_empties(&empties)));
        });
    }
    group.finish();
}

const KRAT: CrateLimits = CrateLimits { volume: Millilitres(40_000), mass: Grams(13_100) };
const ZAK: CrateLimits = CrateLimits { volume: Millilitres(15_000), mass: Grams(6_000) };

fn deliveries(volume: Volume) -> Vec<Vec<Lot>> {
    let stream = &mut Seed(1).stream("deliveries", 0);
    let mut lot = |parcel: u32| Lot {
        parcel: ParcelIdx(parcel),
        items: Items(stream.random_range(1..4)),
        grams_each: Grams(stream.random_range(150..900)),
        millilitres_each: Millilitres(stream.random_range(400..2_200)),
        whole_crates: None,
    };
    (0..volume.of(VISITS)).map(|_| (0..LOTS).map(&mut lot).collect()).collect()
}

/// Each place is visited twice, early and late in the week.
fn empties(volume: Volume) -> EmptiesProblem {
    let stream = &mut Seed(1).stream("empties", 0);
    let places = (volume.of(VISITS) / 2) as usize;
    let stock = PlaceStock { stock: Crates(3), stock_max: Crates(12), stock_end_min: Crates(3) };
    let mut stop = |place| StopCrates {
        place,
        full_in: Crates(stream.random_range(0..6)),
        full_out: Crates(stream.random_range(0..6)),
    };
    let stops: Vec<StopCrates> = (0..places).chain(0..places).map(&mut stop).collect();
    let positions: Vec<usize> = (0..stops.len()).collect();
    let route = |stops: &[usize]| RouteLegs { stops: stops.to_vec(), capacity: ROUTE_CRATES };
    EmptiesProblem {
        places: vec![stock; places],
        routes: positions.chunks(ROUTE).map(route).collect(),
        stops,
    }
}
