//! Small situations for tests.

use super::{
    BrowseFit, Copy, Heat, Lender, LoanLengths, Period, Pickups, QueuePurchase, Readers,
    ReturnRule, Rules, Season, Sharing, ShelfKind, Situation, Spread, Stock, SupplyPrices, System,
    TitleFacts, Ways,
};
use crate::index::{OrganisationIdx, PlaceIdx, SquareMatrix};
use crate::model::Category;

/// Days from the morning of a pull to its arrival in all small situations.
pub(super) const DAYS_UNDER_WAY: u8 = 3;

/// Rules without chance: nothing is missing, everybody collects, nothing is bought.
pub(super) fn plain_rules(sharing: Sharing) -> Rules {
    Rules {
        limit_days: 42,
        hold_days: 7,
        collect_days: 2,
        pull_failure: 0.0,
        found_after_days: 28,
        not_collected: 0.0,
        queue_purchase: None,
        returns: [ReturnRule::Home; Category::WORDS.len()],
        sharing,
    }
}

/// Places alike, the last one the background collection; each title with the same copies and the
/// same demands a day, and nobody who browses.
pub(super) fn situation(
    (places, titles): (usize, usize),
    copies: &[Copy],
    demands_a_day: f64,
    rules: Rules,
) -> Situation {
    let period = Period { warm_up_days: 200, days: 1_000 };
    let background = PlaceIdx(u32::try_from(places - 1).expect("a few places"));
    let lender = |place: usize| Lender {
        // Two places an organisation.
        organisation: OrganisationIdx(u32::try_from(place / 2).expect("a few places")),
        shelf: if place + 1 == places { ShelfKind::Background } else { ShelfKind::Public },
    };
    let weights: Vec<f64> =
        (0..places).map(|place| f64::from(u8::from(place + 1 < places))).collect();
    let ways = |_, from, to| Some(if from == to { 0 } else { DAYS_UNDER_WAY });
    let fixed =
        SquareMatrix::from_fn(
            places,
            |from, to| {
                if from == background { 50 } else { i64::from(from != to) }
            },
        );
    let of_title: Vec<&[Copy]> = vec![copies; titles];
    let own = copies.iter().filter(|copy| copy.place != background).count();
    let count = |number: usize| u16::try_from(number).expect("a few copies");
    Situation {
        system: System {
            places: (0..places).map(lender).collect(),
            background: Some(background),
            ways: Ways::from_fn(places, ways),
            prices: SupplyPrices { fixed, per_day: 6 },
            loans: LoanLengths::normal(26.0, 12.0, 63.0),
            season: Season::even(period.run_days(&rules)),
            rules,
            period,
            titles: vec![TitleFacts { category: Category::Novel, grams: 400 }; titles],
        },
        readers: Readers {
            directed: vec![demands_a_day; titles],
            spread: Spread::NONE,
            heat: vec![Heat { out: 0.0, there: 1.0 }; titles],
            copies: vec![(count(own), count(copies.len())); titles],
            pickups: Pickups::new(&weights.into()),
            browse: BrowseFit { loan_days: 26.0, directed_days: 34.0 },
        },
        stock: Stock::new(of_title),
    }
}

/// As [`plain_rules`], with everything that may happen; who waits behind three others waits in vain.
pub(super) fn eventful_rules() -> Rules {
    Rules {
        pull_failure: 0.1,
        not_collected: 0.1,
        queue_purchase: Some(QueuePurchase { waiting_per_copy: 3.0, delivery_days: 14 }),
        ..plain_rules(Sharing::Province)
    }
}
