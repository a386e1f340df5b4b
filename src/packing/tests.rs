//! Tests of crates, bags and what stays behind.

use std::collections::BTreeMap;

use proptest::prelude::{Strategy, prop, prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::{Config, RngSeed};

use super::{
    BagSize, CrateLimits, Fill, Lot, Packing, Ranked, crates_at_least, leave_behind, pack,
    pack_bags, pack_destination,
};
use crate::index::ParcelIdx;
use crate::random::{RngExt as _, Seed, Stream};
use crate::units::{Crates, Grams, Items, Millilitres};

/// A euro crate: 52 l at 77 % filling, 15 kg gross less 1.9 kg.
const CRATE: CrateLimits = CrateLimits { volume: Millilitres(40_000), mass: Grams(13_100) };
const BAG: CrateLimits = CrateLimits { volume: Millilitres(15_000), mass: Grams(6_000) };

fn lot(parcel: u32, items: i64, grams: i64, millilitres: i64) -> Lot {
    Lot {
        parcel: ParcelIdx(parcel),
        items: Items(items),
        grams_each: Grams(grams),
        millilitres_each: Millilitres(millilitres),
        whole_crates: None,
    }
}

fn whole(parcel: u32, items: i64, crates: i64) -> Lot {
    Lot { whole_crates: Some(Crates(crates)), ..lot(parcel, items, 400, 1_000) }
}

fn books(parcel: u32, items: i64) -> Lot {
    lot(parcel, items, 430, 1_050)
}

fn limits(volume: i64, mass: i64) -> CrateLimits {
    CrateLimits { volume: Millilitres(volume), mass: Grams(mass) }
}

fn contents(fill: &Fill) -> Vec<(u32, i64)> {
    fill.contents.iter().map(|&(parcel, items)| (parcel.0, items.0)).collect()
}

fn count(crates: &[Fill]) -> Crates {
    Crates(i64::try_from(crates.len()).unwrap())
}

fn items_by_parcel<'a>(
    contents: impl Iterator<Item = &'a (ParcelIdx, Items)>,
) -> BTreeMap<ParcelIdx, Items> {
    let mut sums = BTreeMap::new();
    for &(parcel, items) in contents.filter(|content| content.1 > Items::ZERO) {
        *sums.entry(parcel).or_insert(Items::ZERO) += items;
    }
    sums
}

fn items_of_lots(lots: &[Lot]) -> BTreeMap<ParcelIdx, Items> {
    let rows: Vec<(ParcelIdx, Items)> = lots.iter().map(|lot| (lot.parcel, lot.items)).collect();
    items_by_parcel(rows.iter())
}

/// Least number of crates by trying every crate for every item.
fn least_crates(lots: &[Lot], limits: &CrateLimits) -> usize {
    fn place(
        items: &[(i64, i64)],
        used: &mut Vec<(i64, i64)>,
        limits: &CrateLimits,
        best: &mut usize,
    ) {
        if used.len() >= *best {
            return;
        }
        let Some((&(volume, mass), rest)) = items.split_first() else {
            *best = used.len();
            return;
        };
        for number in 0..used.len() {
            let before = used[number];
            let after = (before.0 + volume, before.1 + mass);
            if after.0 <= limits.volume.0 && after.1 <= limits.mass.0 {
                used[number] = after;
                place(rest, used, limits, best);
                used[number] = before;
            }
        }
        used.push((volume, mass));
        place(rest, used, limits, best);
        used.pop();
    }
    let items: Vec<(i64, i64)> = lots
        .iter()
        .flat_map(|lot| (0..lot.items.0).map(|_| (lot.millilitres_each.0, lot.grams_each.0)))
        .collect();
    let mut best = items.len() + 1;
    place(&items, &mut Vec::new(), limits, &mut best);
    best
}

#[test]
fn mass_rules_for_books_and_volume_for_picture_books() {
    assert_eq!(crates_at_least(&[books(0, 31)], &CRATE), Crates(2)); // 30 books are 12.9 kg
    assert_eq!(crates_at_least(&[lot(0, 31, 350, 1_300)], &CRATE), Crates(2)); // 30 are 39 l
    assert_eq!(crates_at_least(&[books(0, 30)], &CRATE), Crates(1));
}

#[test]
fn no_lots_need_no_crates() {
    assert_eq!(pack(&[], &CRATE).crates, []);
    assert_eq!(crates_at_least(&[books(0, 0)], &CRATE), Crates(0));
    assert_eq!(pack_destination(&[], &CRATE, &BAG).bag, None);
    assert!(pack_bags(&[], &CRATE).is_empty());
}

#[test]
fn the_bound_counts_what_shares_no_crate() {
    // By total size two crates; no two of the first go together, nor three of the second.
    assert_eq!(crates_at_least(&[lot(0, 3, 51, 1)], &limits(100, 100)), Crates(3));
    assert_eq!(crates_at_least(&[lot(0, 4, 1, 34)], &limits(100, 100)), Crates(2));
    assert_eq!(crates_at_least(&[lot(0, 5, 34, 1)], &limits(100, 100)), Crates(3));
    // Martello and Toth: 60 leaves no room for 45, so beside it nothing of the second lot.
    let lots = [lot(0, 2, 60, 0), lot(1, 3, 45, 0)];
    assert_eq!(crates_at_least(&lots, &limits(100, 100)), Crates(4));
}

#[test]
fn parcels_stay_together_where_it_costs_no_crate() {
    let packing = pack(&[books(0, 16), books(1, 16), books(2, 14), books(3, 14)], &CRATE);
    assert_eq!(packing.lower_bound, Crates(2));
    let mut found: Vec<_> = packing.crates.iter().map(contents).collect();
    found.sort();
    assert_eq!(found, [[(0, 16), (2, 14)], [(1, 16), (3, 14)]]);
}

#[test]
fn parcels_are_split_where_that_saves_a_crate() {
    let packing = pack(&[books(0, 20), books(1, 20), books(2, 20)], &CRATE);
    assert_eq!(packing.crates.len(), 2);
    let pieces: usize = packing.crates.iter().map(|fill| fill.contents.len()).sum();
    assert_eq!(pieces, 4, "only one parcel is split");
}

#[test]
fn heavy_and_bulky_items_share_crates() {
    let packing = pack(&[lot(0, 4, 45, 5), lot(1, 4, 5, 45)], &limits(100, 100));
    assert_eq!(count(&packing.crates), packing.lower_bound);
    assert_eq!(packing.crates.len(), 2);
}

#[test]
fn whole_crates_stay_as_they_are() {
    let packing = pack(&[whole(0, 5, 2), books(1, 3)], &CRATE);
    let found: Vec<_> = packing.crates.iter().map(contents).collect();
    assert_eq!(found, [[(0, 3)], [(0, 2)], [(1, 3)]]);
    assert_eq!(packing.lower_bound, Crates(3));
}

#[test]
fn what_fits_in_no_crate_is_reported() {
    let packing = pack(&[lot(0, 2, 14_000, 1_000), books(1, 1)], &CRATE);
    assert_eq!(packing.oversize, [(ParcelIdx(0), Items(2))]);
    assert_eq!(packing.crates.len(), 1);
    assert_eq!(packing.lower_bound, Crates(1));
    let nothing_fits = pack(&[books(0, 3)], &limits(0, 0));
    assert_eq!(nothing_fits.oversize, [(ParcelIdx(0), Items(3))]);
}

#[test]
fn items_without_size_share_one_crate() {
    assert_eq!(pack(&[lot(0, 1_000, 0, 0)], &CRATE).crates.len(), 1);
}

#[test]
fn a_small_point_gets_only_a_bag() {
    let delivery = pack_destination(&[books(0, 5), books(1, 8)], &CRATE, &BAG);
    assert_eq!(delivery.crates, []);
    assert_eq!(delivery.bag.map(|bag| contents(&bag)), Some(vec![(0, 5), (1, 8)]));
    assert_eq!(delivery.lower_bound, Crates(0));
}

#[test]
fn the_last_crate_becomes_a_bag_when_it_fits_and_stays_when_not() {
    let with_bag = pack_destination(&[books(0, 40)], &CRATE, &BAG);
    assert_eq!((with_bag.crates.len(), with_bag.lower_bound), (1, Crates(1)));
    assert_eq!(with_bag.bag.unwrap().contents, [(ParcelIdx(0), Items(10))]);
    let without = pack_destination(&[books(0, 50)], &CRATE, &BAG);
    assert_eq!((without.crates.len(), without.lower_bound, without.bag), (2, Crates(2), None));
}

#[test]
fn items_move_over_so_that_the_rest_fits_a_bag() {
    // Whole parcels give 22 and 20 books; thirty and twelve need one crate and a bag.
    let delivery = pack_destination(&[books(0, 22), books(1, 20)], &CRATE, &BAG);
    assert_eq!(delivery.crates.len(), 1);
    assert!(delivery.bag.is_some());
}

#[test]
fn whole_crates_of_a_small_point_stay_crates() {
    let delivery = pack_destination(&[whole(0, 4, 1), books(1, 2)], &CRATE, &BAG);
    assert_eq!(delivery.crates.iter().map(contents).collect::<Vec<_>>(), [[(0, 4)]]);
    assert_eq!(delivery.bag.map(|bag| contents(&bag)), Some(vec![(1, 2)]));
}

#[test]
fn a_bag_above_the_limits_rides_alone() {
    let bag = |grams| BagSize { grams: Grams(grams), millilitres: Millilitres(9_000) };
    let mixed = pack_bags(&[bag(5_000), bag(20_000), bag(6_000), bag(2_000)], &CRATE);
    assert_eq!(mixed, [vec![0, 2, 3], vec![1]]);
}

#[test]
fn lowest_priority_stays_behind_first() {
    let ranked = |lot, rank| Ranked { lot, rank };
    let lots = [ranked(books(0, 25), 2), ranked(books(1, 25), 1), ranked(books(2, 25), 0)];
    let answer = leave_behind(&lots, Crates(2), &CRATE);
    assert_eq!(answer.kept, [books(2, 25), books(1, 25), books(0, 10)]);
    assert_eq!(answer.left, [books(0, 15)]);
}

#[test]
fn whole_crates_stay_behind_crate_by_crate() {
    let lots = [Ranked { lot: whole(0, 11, 3), rank: 0 }, Ranked { lot: books(1, 5), rank: 1 }];
    let answer = leave_behind(&lots, Crates(2), &CRATE);
    assert_eq!(answer.kept, [whole(0, 8, 2)]);
    assert_eq!(answer.left, [whole(0, 3, 1), books(1, 5)]);
}

#[test]
fn nothing_goes_without_crates_and_oversize_never_goes() {
    let lots = [Ranked { lot: books(0, 5), rank: 0 }];
    assert_eq!(leave_behind(&lots, Crates(0), &CRATE).left, [books(0, 5)]);
    let heavy = lot(1, 1, 20_000, 500);
    let lots = [Ranked { lot: heavy, rank: 0 }, lots[0]];
    let answer = leave_behind(&lots, Crates(9), &CRATE);
    assert_eq!((answer.kept, answer.left), (vec![books(0, 5)], vec![heavy]));
}

#[test]
fn an_oversize_item_keeps_no_whole_crate_behind() {
    let ranked = |lot, rank| Ranked { lot, rank };
    let heavy = lot(0, 1, 20_000, 500);
    let lots = [ranked(heavy, 0), ranked(whole(1, 8, 1), 1), ranked(books(2, 40), 2)];
    let answer = leave_behind(&lots, Crates(2), &CRATE);
    assert_eq!(answer.kept, [whole(1, 8, 1), books(2, 30)]);
    assert_eq!(answer.left, [heavy, books(2, 10)]);
}

#[derive(Clone, Copy)]
struct Family {
    name: &'static str,
    parcels: u32,
    items_max: i64,
    /// Packings of a hundred that must be proven least.
    proven_min: usize,
    draw: fn(&mut Stream) -> (i64, i64),
}

const FAMILIES: [Family; 6] = [
    Family { name: "small point", parcels: 15, items_max: 2, proven_min: 99, draw: any_book },
    Family { name: "branch", parcels: 60, items_max: 3, proven_min: 99, draw: any_book },
    Family { name: "large branch", parcels: 200, items_max: 4, proven_min: 99, draw: any_book },
    Family {
        name: "heavy and bulky",
        parcels: 60,
        items_max: 3,
        proven_min: 98,
        draw: heavy_or_bulky,
    },
    Family { name: "coarse, both ways", parcels: 40, items_max: 1, proven_min: 0, draw: coarse },
    Family {
        name: "coarse, by mass",
        parcels: 100,
        items_max: 1,
        proven_min: 95,
        draw: coarse_mass,
    },
];

fn any_book(rng: &mut Stream) -> (i64, i64) {
    (rng.random_range(150..900), rng.random_range(400..2_200))
}

fn heavy_or_bulky(rng: &mut Stream) -> (i64, i64) {
    if rng.random_bool(0.5) {
        (rng.random_range(700..1_600), rng.random_range(600..1_200))
    } else {
        (rng.random_range(200..500), rng.random_range(2_500..5_500))
    }
}

fn coarse(rng: &mut Stream) -> (i64, i64) {
    (rng.random_range(1_300..6_500), rng.random_range(4_000..20_000))
}

/// Sizes of 4 to 16 thirtieths of a crate.
fn coarse_mass(rng: &mut Stream) -> (i64, i64) {
    (rng.random_range(4..=16) * CRATE.mass.0 / 30, 0)
}

fn draw_lots(family: Family, seed: u64) -> Vec<Lot> {
    let mut rng = Seed(seed).stream(family.name, 0);
    (0..family.parcels)
        .map(|parcel| {
            let (grams, millilitres) = (family.draw)(&mut rng);
            lot(parcel, rng.random_range(1..=family.items_max), grams, millilitres)
        })
        .collect()
}

/// The table of `docs/algorithms/packing.md`: `cargo test --lib packing::tests::share -- --nocapture`.
#[test]
fn share_of_packings_proven_least_is_high_on_library_loads() {
    const INSTANCES: u64 = 200;
    for family in FAMILIES {
        let packings: Vec<Packing> =
            (0..INSTANCES).map(|seed| pack(&draw_lots(family, seed), &CRATE)).collect();
        let proven = packings.iter().filter(|p| count(&p.crates) == p.lower_bound).count();
        let crates: usize = packings.iter().map(|packing| packing.crates.len()).sum();
        let bound: i64 = packings.iter().map(|packing| packing.lower_bound.0).sum();
        println!("{}: {proven} of {INSTANCES} proven, {crates} crates, bound {bound}", family.name);
        assert!(
            proven * 100 >= family.proven_min * packings.len(),
            "{}: {proven} proven",
            family.name
        );
    }
}

fn lots_of(parcels: usize, items_max: i64) -> impl Strategy<Value = Vec<Lot>> {
    let rows = (0..=items_max, 0..70_i64, 0..70_i64, prop::option::weighted(0.15, 1..3_i64));
    prop::collection::vec(rows, 0..parcels).prop_map(|rows| {
        rows.into_iter()
            .zip(0..)
            .map(|((items, grams, millilitres, whole), parcel)| Lot {
                whole_crates: whole.map(Crates),
                ..lot(parcel, items, grams, millilitres)
            })
            .collect()
    })
}

/// Smaller in neither dimension; whole crates are larger than any item.
fn is_as_large(one: &Lot, other: &Lot) -> bool {
    one.whole_crates.is_some()
        || (other.whole_crates.is_none()
            && one.millilitres_each >= other.millilitres_each
            && one.grams_each >= other.grams_each)
}

proptest! {
    #![proptest_config(Config { cases: 128, rng_seed: RngSeed::Fixed(5), ..Config::default() })]

    #[test]
    fn every_item_is_packed_once_and_no_crate_is_too_full(lots in lots_of(12, 6)) {
        let limits = limits(100, 60);
        let packing = pack(&lots, &limits);
        let n_whole: i64 = lots.iter().filter_map(|lot| lot.whole_crates).map(|whole| whole.0).sum();
        for fill in packing.crates.iter().skip(usize::try_from(n_whole).unwrap()) {
            prop_assert!(fill.millilitres <= limits.volume && fill.grams <= limits.mass);
            prop_assert!(!fill.contents.is_empty());
        }
        let grams: Grams = lots.iter().filter(|lot| !packing.oversize.iter().any(|o| o.0 == lot.parcel))
            .map(|lot| lot.grams_each * lot.items.0).sum();
        prop_assert_eq!(packing.crates.iter().map(|fill| fill.grams).sum::<Grams>(), grams);
        let packed = packing.crates.iter().flat_map(|fill| &fill.contents);
        prop_assert_eq!(items_by_parcel(packed.chain(&packing.oversize)), items_of_lots(&lots));
        prop_assert!(packing.lower_bound <= count(&packing.crates));
    }

    #[test]
    fn the_bound_and_the_packing_enclose_the_exact_number(lots in lots_of(5, 2)) {
        let limits = limits(100, 80);
        let lots: Vec<Lot> = lots.iter().map(|lot| Lot { whole_crates: None, ..*lot }).collect();
        let exact = least_crates(&lots, &limits);
        prop_assert!(crates_at_least(&lots, &limits).0 <= i64::try_from(exact).unwrap());
        prop_assert!(pack(&lots, &limits).crates.len() >= exact);
    }

    #[test]
    fn a_destination_loses_nothing_and_its_bag_fits(lots in lots_of(10, 4)) {
        let (limits, bag) = (limits(100, 60), limits(30, 90));
        let delivery = pack_destination(&lots, &limits, &bag);
        prop_assert!(delivery.lower_bound <= count(&delivery.crates));
        let fills: Vec<&Fill> = delivery.crates.iter().chain(&delivery.bag).collect();
        if let Some(fill) = &delivery.bag {
            prop_assert!(fill.millilitres <= Millilitres(30) && fill.grams <= Grams(60));
        }
        let packed = fills.iter().flat_map(|fill| &fill.contents).chain(&delivery.oversize);
        prop_assert_eq!(items_by_parcel(packed), items_of_lots(&lots));
        prop_assert!(fills.len() <= pack(&lots, &limits).crates.len());
    }

    #[test]
    fn every_bag_rides_in_one_mixed_crate(sizes in prop::collection::vec((0..70_i64, 0..70_i64), 0..12)) {
        let limits = limits(100, 60);
        let bags: Vec<BagSize> = sizes
            .iter()
            .map(|&(grams, volume)| BagSize { grams: Grams(grams), millilitres: Millilitres(volume) })
            .collect();
        let mixed = pack_bags(&bags, &limits);
        for crate_bags in mixed.iter().filter(|crate_bags| crate_bags.len() > 1) {
            prop_assert!(crate_bags.iter().map(|&bag| sizes[bag].0).sum::<i64>() <= 60);
            prop_assert!(crate_bags.iter().map(|&bag| sizes[bag].1).sum::<i64>() <= 100);
        }
        let fitting: Vec<Lot> = sizes.iter().filter(|size| size.0 <= 60)
            .map(|&(grams, volume)| lot(0, 1, grams, volume)).collect();
        let oversize = sizes.len() - fitting.len();
        prop_assert!(mixed.len() - oversize >= usize::try_from(crates_at_least(&fitting, &limits).0).unwrap());
        let mut all: Vec<usize> = mixed.into_iter().flatten().collect();
        all.sort_unstable();
        prop_assert_eq!(all, (0..bags.len()).collect::<Vec<_>>());
    }

    #[test]
    fn what_stays_behind_is_never_more_urgent_and_as_small(
        lots in lots_of(8, 5),
        ranks in prop::collection::vec(0..3_u8, 8),
        offered in 0..6_i64,
    ) {
        let limits = limits(100, 60);
        let ranked: Vec<Ranked> =
            lots.iter().zip(ranks).map(|(&lot, rank)| Ranked { lot, rank }).collect();
        let answer = leave_behind(&ranked, Crates(offered), &limits);
        let packing = pack(&answer.kept, &limits);
        prop_assert!(count(&packing.crates) <= Crates(offered));
        prop_assert!(packing.oversize.is_empty());
        let both: Vec<Lot> = answer.kept.iter().chain(&answer.left).copied().collect();
        prop_assert_eq!(items_of_lots(&both), items_of_lots(&lots));
        let whole = |lots: &[Lot]| lots.iter().filter_map(|lot| lot.whole_crates).sum::<Crates>();
        prop_assert_eq!(whole(&both), whole(&lots));
        let order = |lot: &Lot| (ranked[lot.parcel.0 as usize].rank, lot.parcel);
        for left in answer.left.iter().filter(|lot| !lot.is_oversize(&limits)) {
            for kept in answer.kept.iter().filter(|kept| order(kept) > order(left)) {
                let counts = kept.items > Items::ZERO || kept.whole_crates.is_some();
                prop_assert!(!(counts && is_as_large(kept, left)), "{kept:?} before {left:?}");
            }
        }
    }
}
