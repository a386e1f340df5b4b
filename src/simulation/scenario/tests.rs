use super::*;
use crate::index::{PlaceIdx, TitleIdx};
use crate::kpi::Ratio;
use crate::model::Category;
use crate::random::Seed;
use crate::simulation::small::{plain_rules, situation};
use crate::simulation::{Copy, Differs, LoanLengths, Precision, Sharing, Situation, Stock, Tally};

/// Four places, the last one the background; title 0 is the most wanted. Places 0 and 1 hold the
/// first titles, title 5 is nobody's.
fn base() -> Situation {
    let mut base = situation((4, 6), &[], 0.01, plain_rules(Sharing::Province));
    for (title, rate) in base.readers.directed.iter_mut().enumerate() {
        *rate = 0.06 / (title + 1) as f64;
    }
    let at = |places: &[u32]| -> Vec<Copy> {
        places.iter().map(|place| Copy::at(PlaceIdx(*place))).collect()
    };
    let titles = [at(&[0, 1]), at(&[0, 0]), at(&[0]), at(&[1]), at(&[3]), at(&[])];
    base.stock = Stock::new(titles.iter().map(Vec::as_slice));
    base
}

fn homes(applied: &Applied) -> Vec<Vec<u32>> {
    let stock = &applied.alternative.situation.stock;
    let titles = (0..6).map(|title| stock.of_title(TitleIdx(title)));
    titles.map(|copies| copies.iter().map(|copy| copy.place.0).collect()).collect()
}

fn after(changes: &[Change]) -> Applied {
    apply(&base(), changes, Seed(1))
}

const fn any(count: usize) -> Copies {
    Copies { count, category: None }
}

#[test]
fn buys_the_most_wanted_that_is_missing_here_or_everywhere() {
    let place = PlaceIdx(1);
    let here = Change::Buy { place, choice: Choice::MissingHere(any(2)), day: 0 };
    let bought = after(&[here]);
    assert_eq!(homes(&bought)[1..3], [vec![0, 0, 1], vec![0, 1]]);
    assert_eq!(bought.alternative.differs, Differs::Titles(vec![TitleIdx(1), TitleIdx(2)]));
    let nowhere = Change::Buy { place, choice: Choice::MissingEverywhere(any(9)), day: 3 };
    let bought = after(&[nowhere]);
    assert_eq!((homes(&bought)[5].as_slice(), bought.moves.bought), ([1].as_slice(), 1));
    let one = Change::Buy { place, choice: Choice::Title(TitleIdx(3), 2), day: 0 };
    assert_eq!(homes(&after(&[one]))[3], [1, 1, 1]);
}

#[test]
fn weeds_the_least_wanted_and_spares_the_last_copy_where_asked() {
    let weed = |last_copy, day| Change::Weed { place: None, copies: any(3), last_copy, day };
    assert_eq!(homes(&after(&[weed(LastCopy::Goes, 0)]))[1..4], [vec![0], vec![], vec![]]);
    let spared = after(&[weed(LastCopy::Stays, 0)]);
    assert_eq!(homes(&spared)[..4], [vec![1], vec![0], vec![0], vec![1]]);
    assert_eq!(spared.moves.weeded, 2);
    let later = after(&[weed(LastCopy::Stays, 30)]);
    let stock = &later.alternative.situation.stock;
    let days = [0, 1, 2].map(|title| {
        let copies = stock.of_title(TitleIdx(title)).iter();
        copies.map(|copy| copy.weeded_from).collect::<Vec<_>>()
    });
    assert_eq!(days, [vec![Some(30), None], vec![None, Some(30)], vec![None]]);
}

#[test]
fn relocates_pools_and_reaches_a_target() {
    let (from, to) = (PlaceIdx(0), PlaceIdx(2));
    let relocated = after(&[Change::Relocate { from, to, copies: any(2) }]);
    assert_eq!(homes(&relocated)[..2], [vec![1, 2], vec![0, 2]]);
    let carry = |copies| Change::Carry { title: TitleIdx(1), from, to, copies };
    let carried = after(&[carry(1), carry(5)]);
    assert_eq!((homes(&carried)[1].as_slice(), carried.moves.moved), ([2, 2].as_slice(), 2));
    let pooled = after(&[Change::Pool { from: Some(from), copies: any(1) }]);
    assert_eq!((homes(&pooled)[2].as_slice(), pooled.moves.moved), ([3].as_slice(), 1));
    let target = |copies| Change::Target { place: from, category: Category::Novel, copies };
    assert_eq!(homes(&after(&[target(6)]))[3..], [vec![0, 1], vec![0, 3], vec![]]);
    // Of the four copies there, that of title 2 is the last of the province.
    assert_eq!(after(&[target(0)]).moves.weeded, 2);
}

#[test]
fn a_background_collection_is_replaced_and_changes_stack() {
    let wanted = |count| Change::Background(Background::MostWanted(count));
    let none = after(&[wanted(0)]);
    assert_eq!((homes(&none)[4].len(), none.moves.weeded), (0, 1));
    assert_eq!(homes(&after(&[wanted(0), wanted(1)]))[4..], [vec![3], vec![]]);
    assert_eq!(after(&[wanted(1)]).alternative.differs, Differs::Titles(Vec::new()));
    let random = |count| homes(&after(&[Change::Background(Background::Random(count))]));
    let (some, more) = (random(2), random(4));
    let in_it = |homes: &[Vec<u32>], title: usize| homes[title].contains(&3);
    assert_eq!((0..6).filter(|title| in_it(&some, *title)).count(), 2);
    assert!((0..6).all(|title| in_it(&more, title) || !in_it(&some, title)));
}

fn year(applied: &Applied) -> Tally {
    applied.alternative.situation.replicate(Seed(1), 0)
}

#[test]
fn a_closed_place_sends_its_readers_and_copies_elsewhere() {
    let closed = after(&[Change::Close { place: PlaceIdx(0), to: PlaceIdx(1) }]);
    assert_eq!(homes(&closed)[..3], [vec![1, 3], vec![1, 3], vec![1]]);
    let before = base().replicate(Seed(1), 0);
    let tally = year(&closed);
    assert_eq!(tally.place(PlaceIdx(0)).demands, 0);
    let both = |tally: &Tally| [0, 1].map(|place| tally.place(PlaceIdx(place)).demands);
    assert_eq!(both(&tally)[1], both(&before).iter().sum::<u64>());
}

#[test]
fn an_opened_place_takes_a_part_of_the_readers() {
    let opened = after(&[Change::Open { near: PlaceIdx(0), part: 0.5, copies: 3 }]);
    assert_eq!(homes(&opened)[2], [0, 4]);
    let tally = year(&opened);
    let before = base().replicate(Seed(1), 0).place(PlaceIdx(0)).demands;
    let [old, new] = [0, 4].map(|place| tally.place(PlaceIdx(place)).demands);
    assert_eq!(old + new, before);
    assert!(old > 0 && new > 0);
    assert!(tally.place(PlaceIdx(4)).own > 0);
}

#[test]
fn rules_readers_and_loans_change_for_all_titles() {
    let slow = after(&[Change::Loans(LoanLengths::normal(50.0, 12.0, 90.0))]);
    let busy = after(&[Change::Demand(2.0), Change::PullFailure(0.5), Change::Float(None)]);
    assert_eq!(slow.alternative.differs, Differs::Everything);
    let base = base();
    let alternatives = [slow.alternative, busy.alternative];
    let precision = Precision { most: 2, ..Precision::default() };
    let study = precision.study(&base, &alternatives, Seed(1), |_| true);
    let [normal, slow, busy] =
        [&study.base, &study.scenarios[0], &study.scenarios[1]].map(|tallies| &tallies[0]);
    assert!(slow.whole().requests().percent() < normal.whole().requests().percent());
    assert!(busy.whole().demands > normal.whole().demands);
    assert!(busy.traffic.pulls_failed > 0 && busy.traffic.returned == 0);
    assert!(busy.whole().requests() != Ratio::default());
}
