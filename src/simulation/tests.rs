//! The engine against what is known without it.

use proptest::prelude::*;

use super::small::{eventful_rules, plain_rules, situation};
use super::{Copy, Heat, ReturnRule, Sharing, Situation, Stock, erlang_loss};
use crate::index::{PlaceIdx, TitleIdx};
use crate::kpi::Ratio;
use crate::model::Category;
use crate::random::Seed;

const TITLES: usize = 60;

fn at(place: u32, copies: usize) -> Vec<Copy> {
    vec![Copy::at(PlaceIdx(place)); copies]
}

fn not_filled(situation: &Situation, seed: u64) -> u64 {
    situation.replicate(Seed(seed), 0).whole().not_filled()
}

#[test]
fn without_transfers_a_title_at_a_place_is_an_erlang_loss_system() {
    for (copies, a_day) in [(1, 0.02), (3, 0.12), (8, 0.2)] {
        let alone = situation((2, 400), &at(0, copies), a_day, plain_rules(Sharing::Nobody));
        let whole = alone.replicate(Seed(1), 0).whole();
        let load = a_day * alone.system.loans.mean_days();
        let loss = erlang_loss(u32::try_from(copies).expect("a few"), load);
        let found = whole.lapsed as f64 / whole.demands as f64;
        // Losses of a title follow each other: three deviations of counts, and half of it again.
        let deviation = (loss * (1.0 - loss) / whole.demands as f64).sqrt();
        assert!((found - loss).abs() < 4.5 * deviation, "{copies}: {found}, in theory {loss}");
        assert_eq!(whole.demands, whole.at_once + whole.lapsed);
    }
}

#[test]
fn pooled_copies_lose_no_more_than_copies_apart() {
    // The same readers before two shelves, and before one.
    let rules = || plain_rules(Sharing::Nobody);
    let apart = situation((3, 400), &[at(0, 2), at(1, 2)].concat(), 0.16, rules());
    let mut pooled = situation((3, 400), &at(0, 4), 0.16, rules());
    pooled.readers.pickups = super::Pickups::new(&vec![1.0, 0.0, 0.0].into());
    let (apart, pooled) = (not_filled(&apart, 1), not_filled(&pooled, 1));
    assert!(pooled < apart, "{pooled} pooled, {apart} apart");
}

#[test]
fn sharing_loses_less_than_standing_alone() {
    let copies = [at(0, 1), at(1, 1)].concat();
    let alone = situation((4, TITLES), &copies, 0.03, plain_rules(Sharing::Nobody));
    let shared = situation((4, TITLES), &copies, 0.03, plain_rules(Sharing::Province));
    assert!(2 * not_filled(&shared, 1) < not_filled(&alone, 1));
}

#[test]
fn every_demand_ends_once() {
    let copies = [at(0, 1), at(3, 1)].concat();
    let one = situation((4, TITLES), &copies, 0.1, eventful_rules());
    let tally = one.replicate(Seed(4), 0);
    let whole = tally.whole();
    assert_eq!(whole.demands, whole.at_once + whole.filled() + whole.not_filled());
    assert!(whole.own > 0 && whole.other > 0 && whole.background > 0 && whole.lapsed > 0);
    assert!(tally.traffic.bought > 0 && tally.traffic.pulls_failed > 0);
    assert!(tally.traffic.not_collected > 0 && tally.traffic.returned > 0);
    assert_eq!(tally.place(PlaceIdx(3)).demands, 0);
}

#[test]
fn what_nobody_has_comes_from_outside() {
    let none = situation((3, TITLES), &[], 0.01, plain_rules(Sharing::Province));
    let whole = none.replicate(Seed(1), 0).whole();
    assert!(whole.demands > 0);
    assert_eq!((whole.outside, whole.loans_outside), (whole.demands, whole.demands));
    assert_eq!(whole.requests(), Ratio { numerator: 0, denominator: whole.demands });
}

#[test]
fn weeding_the_last_copy_never_fills_more() {
    let last = situation((3, TITLES), &at(0, 1), 0.03, plain_rules(Sharing::Province));
    let weeded = Copy { weeded_from: Some(500), ..Copy::at(PlaceIdx(0)) };
    let without =
        Situation { stock: Stock::new(vec![[weeded].as_slice(); TITLES]), ..last.clone() };
    for number in 0..u32::try_from(TITLES).expect("a few") {
        let title = [TitleIdx(number)];
        let run = |one: &Situation| one.replicate_titles(&title, Seed(3), 0).whole().not_filled();
        assert!(run(&without) >= run(&last), "{number}");
    }
    assert!(not_filled(&without, 3) > not_filled(&last, 3));
    assert_eq!(without.replicate(Seed(3), 0).traffic.weeded, TITLES as u64);
}

#[test]
fn floating_copies_do_not_go_home() {
    let home = situation((4, TITLES), &at(0, 2), 0.03, plain_rules(Sharing::Province));
    let mut floats = home.clone();
    floats.system.rules.returns[Category::Novel as usize] = ReturnRule::Float;
    let (home, floats) = (home.replicate(Seed(1), 0), floats.replicate(Seed(1), 0));
    assert!(home.traffic.returned > 0);
    assert_eq!(floats.traffic.returned, 0);
    assert_eq!(home.whole().demands, floats.whole().demands);
}

#[test]
fn readers_who_browse_keep_copies_out_as_long_as_was_fitted() {
    let mut one = situation((3, 400), &at(0, 4), 0.0, plain_rules(Sharing::Province));
    one.readers.heat = vec![Heat { out: 4e6, there: 6e6 }; 400];
    one.readers.browse.loan_days = one.system.loans.mean_days();
    let traffic = one.replicate(Seed(1), 0).traffic;
    let away = traffic.away_minutes as f64 / traffic.copy_minutes as f64;
    assert!((away - 0.4).abs() < 0.01, "{away}");
}

#[test]
fn any_number_of_threads_counts_the_same() {
    let one = situation((4, 9_000), &at(0, 1), 0.002, eventful_rules());
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| one.replicate(Seed(2), 5))
    };
    assert_eq!(on(1), on(3));
    assert_ne!(one.replicate(Seed(2), 5), one.replicate(Seed(2), 6));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// A copy more may send one request another way, so that single titles may fare worse; over
    /// the titles of a province it never does.
    #[test]
    fn one_more_copy_of_each_title_never_leaves_more_requests_unfilled(
        homes in proptest::collection::vec(0_u32..4, 0..4),
        more in 0_u32..4,
        a_day in 0.005_f64..0.2,
        seed in 0_u64..1_000,
    ) {
        let base: Vec<Copy> = homes.iter().map(|home| Copy::at(PlaceIdx(*home))).collect();
        let one_more = [base.clone(), at(more, 1)].concat();
        let rules = || plain_rules(Sharing::Province);
        let base = situation((4, TITLES), &base, a_day, rules());
        let richer = situation((4, TITLES), &one_more, a_day, rules());
        let (before, after) = (base.replicate(Seed(seed), 0), richer.replicate(Seed(seed), 0));
        prop_assert_eq!(before.whole().demands, after.whole().demands);
        prop_assert!(after.whole().not_filled() <= before.whole().not_filled());
    }
}
