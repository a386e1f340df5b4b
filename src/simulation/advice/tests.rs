use super::*;
use crate::simulation::readers::Heat;
use crate::simulation::small::{plain_rules, situation};
use crate::simulation::stock::{Copy, Stock};
use crate::simulation::system::{QueuePurchase, Sharing};
use proptest::prelude::*;

/// Three places and a background collection; titles with some demand, held or not.
fn base(rates: &[f64], copies: &[&[u32]]) -> Situation {
    let mut base = situation((4, rates.len()), &[], 0.0, plain_rules(Sharing::Province));
    base.readers.directed = rates.to_vec();
    let titles: Vec<Vec<Copy>> = copies
        .iter()
        .map(|homes| homes.iter().map(|home| Copy::at(PlaceIdx(*home))).collect())
        .collect();
    base.stock = Stock::new(titles.iter().map(Vec::as_slice));
    base
}

fn buying(copies: usize) -> Purse {
    Purse { copies, ..Purse::default() }
}

fn limit(places: &[u32], copies: usize) -> BuyingLimit {
    BuyingLimit { places: places.iter().map(|place| PlaceIdx(*place)).collect(), copies }
}

#[test]
fn buys_the_largest_gain_first_and_never_more_than_is_enough() {
    let base = base(&[0.001, 0.02, 0.004, 0.0], &[&[], &[], &[], &[]]);
    let screened = screen(&base, &buying(3));
    let bought: Vec<(u32, u32)> =
        screened.steps.iter().map(|one| (one.title.0, one.copies)).collect();
    // The second copy of the most wanted fills more than the first of the least wanted.
    assert_eq!(bought, [(1, 2), (2, 1)]);
    assert!(screened.gain.filled <= screened.bound_a_year);
    let enough = screen(&base, &Purse { enough: Some(1.0), ..buying(3) });
    assert_eq!((enough.steps.len(), enough.least_copies), (1, Some(1)));
    assert!(screen(&base, &buying(9)).steps.iter().all(|one| one.title != TitleIdx(3)));
    let more = screen(&base, &Purse { enough: Some(1e6), ..buying(3) });
    assert_eq!(more.least_copies, None);
}

#[test]
fn the_background_collection_is_bought_for_until_its_budget_is_spent() {
    let mut base = base(&[0.02, 0.01, 0.005], &[&[], &[], &[]]);
    base.readers.heat = vec![Heat { out: 0.4, there: 0.6 }; 3];
    let to = |purse: &Purse| -> Vec<Action> {
        screen(&base, purse).steps.iter().map(|one| one.action).collect()
    };
    assert_eq!(to(&buying(2)), [Action::Buy { to: PlaceIdx(3) }; 2]);
    let limits = vec![limit(&[3], 1), limit(&[0, 1], 1)];
    let split = to(&Purse { limits, ..buying(3) });
    assert_eq!(split.len(), 3);
    let for_background = Action::Buy { to: PlaceIdx(3) };
    assert_eq!(split.iter().filter(|one| **one == for_background).count(), 1);
    // The third copy goes to the place that has no budget of its own.
    assert!(
        split.contains(&Action::Buy { to: PlaceIdx(2) }) || {
            split.iter().filter(|one| matches!(one, Action::Buy { to } if to.0 < 3)).count() == 2
        }
    );
}

#[test]
fn what_is_not_known_well_enough_gets_no_advice() {
    let base = base(&[0.02, 0.05], &[&[], &[1]]);
    let places = (0..4).map(PlaceIdx);
    let barred = places.map(|place| (place, Category::Novel)).collect();
    let screened = screen(&base, &Purse { barred, moves: 5, ..buying(5) });
    assert_eq!(screened.steps, []);
}

#[test]
fn a_copy_goes_where_more_readers_stand_and_one_that_is_browsed_into_the_pool() {
    let mut base = base(&[0.1, 0.1], &[&[0], &[1]]);
    base.readers.pickups = crate::simulation::Pickups::new(&vec![0.1, 0.1, 0.8, 0.0].into());
    base.readers.heat = vec![Heat { out: 0.3, there: 0.7 }, Heat { out: 0.95, there: 0.05 }];
    base.system.rules.limit_days = 20;
    base.system.rules.queue_purchase =
        Some(QueuePurchase { waiting_per_copy: 1.0, delivery_days: 14 });
    base.readers.directed[1] = 0.01;
    let screened = screen(&base, &Purse { moves: 9, ..buying(1) });
    let actions: Vec<(u32, Action)> =
        screened.steps.iter().map(|one| (one.title.0, one.action)).collect();
    let relocated = Action::Relocate { from: PlaceIdx(0), to: PlaceIdx(2) };
    let pooled = Action::Pool { from: PlaceIdx(1), to: PlaceIdx(3) };
    assert!(actions.contains(&(0, relocated)) && actions.contains(&(1, pooled)), "{actions:?}");
    // Nobody waits for a target longer than needed, and journeys spared are none.
    let target = screen(&base, &Purse { moves: 9, enough: Some(1e-6), ..buying(0) });
    assert_eq!(target.steps.len(), 1);
}

/// The worth of the best list of all, by trying each: slots one after the other, each nowhere or
/// to a class with something left.
fn best(market: &Market, left: &mut Vec<usize>, slot: usize) -> f64 {
    let Some(of) = market.slots.get(slot) else { return 0.0 };
    let mut most = best(market, left, slot + 1);
    for class in &market.classes {
        let budgets: Vec<usize> =
            std::iter::once(0).chain(class.limits.iter().map(|one| one + 1)).collect();
        let Some((_, gain)) = class.offer(of) else { continue };
        if budgets.iter().any(|one| left[*one] == 0) {
            continue;
        }
        for one in &budgets {
            left[*one] -= 1;
        }
        most = most.max(gain.worth() + best(market, left, slot + 1));
        for one in &budgets {
            left[*one] += 1;
        }
    }
    most
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_list_is_worth_more_than_the_ceiling_and_the_list_is_nearly_the_best(
        rates in proptest::collection::vec(0.0005_f64..0.05, 2..5),
        copies in 1_usize..5,
        (place, organisation) in (0_usize..3, 0_usize..4),
        out in 0.05_f32..0.6,
    ) {
        let mut base = base(&rates, &vec![[].as_slice(); rates.len()]);
        base.readers.heat = vec![Heat { out, there: 1.0 - out }; rates.len()];
        let limits = vec![limit(&[0], place), limit(&[0, 1], organisation), limit(&[3], 1)];
        let purse = Purse { limits, ..buying(copies) };
        let mut market = Market::of(&base, &purse);
        // Few enough to try all.
        market.slots.truncate(7);
        let most = ceiling(&market, &purse);
        let steps = bought(&market, &purse, (&most.prices, None));
        let mut left = vec![copies, place, organisation, 1];
        let best = best(&market, &mut left, 0);
        let worth: f64 = steps.iter().map(|one| one.gain.worth()).sum();
        prop_assert!(worth <= best + 1e-9, "{worth} {best}");
        prop_assert!(best <= most.worth + 1e-9, "{best} {}", most.worth);
        prop_assert!(worth >= 0.9 * best, "{worth} {best}");
        let bought: u32 = steps.iter().map(|one| one.copies).sum();
        prop_assert!(bought as usize <= copies);
    }
}
