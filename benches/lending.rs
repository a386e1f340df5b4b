//! A model of loss and transfer with nothing around it, for `benches/peers/lending.py`, which
//! plays the same in `SimPy`: places alike, titles alike, demand without seasons, no chance but
//! demands, lengths of loans and the days until a reader collects.
//!
//! `lending TITLES PLACES COPIES DEMANDS_A_DAY LOAN_DAYS WAY_DAYS LIMIT_DAYS REPLICATIONS THREADS`
//! prints one JSON document: counts by replication, events, and seconds of playing.

use leenroute::app::clock::Stopwatch;
use leenroute::index::{OrganisationIdx, PlaceIdx, SquareMatrix};
use leenroute::model::Category;
use leenroute::random::Seed;
use leenroute::simulation::{
    BrowseFit, Copy, Heat, Lender, LoanLengths, Period, Pickups, Readers, ReturnRule, Rules,
    Season, Sharing, ShelfKind, Situation, Spread, Stock, SupplyPrices, System, Tally, TitleFacts,
    Ways,
};

/// Days that are played before the first that counts, and that count.
const PERIOD: Period = Period { warm_up_days: 112, days: 364 };

/// Days within which a reader collects.
const COLLECT_DAYS: u16 = 6;

/// The arguments by name.
#[derive(Clone, Copy, Debug)]
struct Model {
    titles: usize,
    places: usize,
    copies: usize,
    demands_a_day: f64,
    loan_days: f64,
    way_days: u8,
    limit_days: u16,
}

fn rules(model: Model) -> Rules {
    Rules {
        limit_days: model.limit_days,
        hold_days: 7,
        collect_days: COLLECT_DAYS,
        pull_failure: 0.0,
        found_after_days: 28,
        not_collected: 0.0,
        queue_purchase: None,
        returns: [ReturnRule::Home; Category::WORDS.len()],
        sharing: Sharing::Province,
    }
}

fn place(number: usize) -> PlaceIdx {
    PlaceIdx(u32::try_from(number).expect("a few places"))
}

/// One copy a place, from the first on, for as many copies as a title has.
fn situation(model: Model) -> Situation {
    let lender = Lender { organisation: OrganisationIdx(0), shelf: ShelfKind::Public };
    let copies: Vec<Copy> =
        (0..model.copies).map(|copy| Copy::at(place(copy % model.places))).collect();
    let rules = rules(model);
    let weights = vec![1.0; model.places];
    let count = u16::try_from(model.copies).expect("a few copies");
    let way = model.way_days;
    Situation {
        system: System {
            places: vec![lender; model.places].into(),
            background: None,
            ways: Ways::from_fn(model.places, |_, from, to| Some(if from == to { 0 } else { way })),
            prices: SupplyPrices {
                fixed: SquareMatrix::from_fn(model.places, |from, to| i64::from(from != to)),
                per_day: 6,
            },
            loans: LoanLengths::exponential(model.loan_days),
            season: Season::even(PERIOD.run_days(&rules)),
            rules,
            period: PERIOD,
            titles: vec![TitleFacts { category: Category::Novel, grams: 400 }; model.titles],
        },
        readers: Readers {
            directed: vec![model.demands_a_day; model.titles],
            spread: Spread::NONE,
            heat: vec![Heat { out: 0.0, there: 1.0 }; model.titles],
            copies: vec![(count, count); model.titles],
            pickups: Pickups::new(&weights.into()),
            browse: BrowseFit { loan_days: model.loan_days, directed_days: model.loan_days },
        },
        stock: Stock::new(vec![copies.as_slice(); model.titles]),
    }
}

/// Demands, found at once, filled, lapsed, items sent, days of waiting, items sent home.
fn counts(tally: &Tally) -> [u64; 7] {
    let (whole, traffic) = (tally.whole(), tally.traffic());
    [
        whole.demands,
        whole.at_once,
        whole.filled(),
        whole.lapsed,
        traffic.sent,
        traffic.waiting_days,
        traffic.returned,
    ]
}

fn main() {
    let given: Vec<f64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    // Without arguments, as tests run it, a model as small as can be.
    let usual = [20.0, 3.0, 2.0, 0.05, 26.0, 3.0, 42.0, 2.0, 1.0];
    let value = |number: usize| given.get(number).copied().unwrap_or(usual[number]);
    let count = |number: usize| whole(value(number));
    let model = Model {
        titles: count(0),
        places: count(1),
        copies: count(2),
        demands_a_day: value(3),
        loan_days: value(4),
        way_days: u8::try_from(count(5)).expect("some days"),
        limit_days: u16::try_from(count(6)).expect("some days"),
    };
    let base = situation(model);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(count(8)).build().expect("threads");
    let watch = Stopwatch::start();
    let tallies: Vec<Tally> = pool
        .install(|| (0..count(7)).map(|number| base.replicate(Seed(1), number as u64)).collect());
    let seconds = watch.elapsed().as_secs_f64();
    let events: u64 = tallies.iter().map(|tally| tally.traffic().events).sum();
    let rows: Vec<String> = tallies.iter().map(|tally| format!("{:?}", counts(tally))).collect();
    tell(&format!(
        "{{\"counts\": [{}], \"events\": {events}, \"seconds\": {seconds}}}",
        rows.join(", ")
    ));
}

#[expect(clippy::print_stdout, reason = "the document is the result")]
fn tell(document: &str) {
    println!("{document}");
}

#[expect(clippy::cast_possible_truncation, reason = "arguments are small")]
#[expect(clippy::cast_sign_loss, reason = "arguments are at least 0")]
fn whole(value: f64) -> usize {
    value.round() as usize
}
