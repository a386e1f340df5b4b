//! Accounts of a few moves between two organisations, and any.

use proptest::prelude::*;

use super::*;
use crate::index::{OrganisationIdx, PlaceIdx};
use crate::kpi::tests::{ASSEN, EMMEN, ROLDE, date, province};
use crate::model::{
    Accounts, Category, ClosedRequest, Correction, Crossing, History, ItemMove, Lent, LoanCount,
    LoanCounts, LoanOrigin, OutsideLoan, ParcelKind, Period, RequestOutcome, StockAction,
    StockChange, Tariff, TariffKind, Tariffs,
};
use crate::units::{Cents, Items};

const NORTH: OrganisationIdx = OrganisationIdx(1);
const SOUTH: OrganisationIdx = OrganisationIdx(2);

fn moved(
    (from, to): (PlaceIdx, PlaceIdx),
    kind: ParcelKind,
    received: &str,
    items: i64,
) -> ItemMove {
    ItemMove {
        sent: date("2026-11-02"),
        from,
        to,
        kind,
        accepted: date("2026-11-01"),
        received: (!received.is_empty()).then(|| date(received)),
        request: None,
        items: Items(items),
        crate_code: None,
    }
}

fn tariffs() -> Tariffs {
    let row = |kind, from: &str, price| Tariff { kind, from: date(from), price: Cents(price) };
    Tariffs::new(vec![
        row(TariffKind::Mutual, "2026-01-01", 80),
        row(TariffKind::Mutual, "2026-11-16", 100),
        row(TariffKind::OutsideIn, "2026-01-01", 700),
        row(TariffKind::OutsideOut, "2026-01-01", 600),
        row(TariffKind::Postage, "2026-01-01", 400),
        row(TariffKind::PatronFee, "2026-07-01", 450),
    ])
}

fn year() -> Period {
    Period::year(2026).expect("a year")
}

#[test]
fn delivered_requests_between_organisations_are_charged_at_the_tariff_of_their_day() {
    let (owners, tariffs) = (Owners::of(&province(&[])), tariffs());
    let mut book = SettlementBook::new(owners.clone(), tariffs.clone(), year());
    let request = ParcelKind::Request;
    assert_eq!(book.add(&moved((EMMEN, ROLDE), request, "2026-11-04", 3)), Some(Cents(240)));
    assert_eq!(book.add(&moved((EMMEN, ASSEN), request, "2026-11-16", 1)), Some(Cents(100)));
    assert_eq!(book.add(&moved((ROLDE, EMMEN), request, "2026-11-05", 2)), Some(Cents(160)));
    let free = [
        moved((ASSEN, ROLDE), request, "2026-11-04", 9),
        moved((EMMEN, ROLDE), ParcelKind::Return, "2026-11-04", 9),
        moved((EMMEN, ROLDE), request, "", 9),
        moved((EMMEN, ROLDE), request, "2027-01-02", 9),
    ];
    assert_eq!(free.map(|of| book.add(&of)), [None; 4]);
    let storno = Correction {
        date: date("2026-12-01"),
        lender: SOUTH,
        borrower: NORTH,
        items: Items(-1),
        reason: "dubbel".into(),
    };
    let closed = book.close(&[storno]);
    let amounts: Vec<i64> = closed.lines.iter().map(|line| line.amount.0).collect();
    assert_eq!(amounts, [160, 240, 100, -100]);
    assert_eq!(closed.net.as_slice()[1..3], [Cents(160 - 240), Cents(240 - 160)]);
    assert_eq!((closed.items(SOUTH, NORTH), closed.unpriced), (Items(3), Items(0)));
}

#[test]
fn what_no_tariff_prices_is_told_and_costs_nothing() {
    let (owners, none) = (Owners::of(&province(&[])), Tariffs::default());
    let mut book = SettlementBook::new(owners, none, year());
    for day in ["2026-11-04", "2026-11-03"] {
        assert_eq!(book.add(&moved((EMMEN, ROLDE), ParcelKind::Request, day, 2)), Some(Cents(0)));
    }
    let closed = book.close(&[]);
    assert_eq!((closed.unpriced, closed.first_unpriced), (Items(4), Some(date("2026-11-03"))));
    assert!(closed.lines.is_empty());
}

#[test]
fn traffic_counts_what_left_and_what_arrived_by_place_and_organisation() {
    let mut traffic =
        Traffic::new(&Owners::of(&province(&[])), Period::quarter(2026, 4).expect("a quarter"));
    traffic.add(&moved((EMMEN, ROLDE), ParcelKind::Request, "2026-11-04", 3));
    traffic.add(&moved((EMMEN, ROLDE), ParcelKind::Request, "", 2));
    traffic.add(&moved((ROLDE, EMMEN), ParcelKind::Return, "2026-11-06", 1));
    traffic.add(&moved((ASSEN, ROLDE), ParcelKind::Request, "2027-01-04", 7));
    let traffic = traffic.closed();
    assert_eq!(traffic.places[EMMEN].requests(), (5, 0));
    assert_eq!(traffic.places[EMMEN].all(), (5, 1));
    assert_eq!(traffic.of_organisation(NORTH).requests(), (7, 3));
    assert_eq!(traffic.delivered.at(SOUTH, NORTH), 3);
    assert_eq!((traffic.lead_time.mean_days, traffic.lead_time.later), (Some(3.0), 2));
    assert_eq!(traffic.lead_times[SOUTH].mean_days, None);
}

fn outside(number: &str, day: &str) -> ClosedRequest {
    ClosedRequest {
        closed: date(day),
        number: number.into(),
        title: None,
        category: Category::Novel,
        pickup: ROLDE,
        placed: date("2026-03-01"),
        limit: None,
        outcome: RequestOutcome::Outside,
        lender: None,
        pulls_failed: 0,
        collected: None,
        items: Items(1),
        asked: Items(1),
    }
}

fn across(crossing: Crossing, request: &str, fee: Option<i64>) -> OutsideLoan {
    OutsideLoan {
        date: date("2026-08-01"),
        crossing,
        place: EMMEN,
        library: "UB".into(),
        request: (!request.is_empty()).then(|| request.into()),
        items: Items(2),
        fee: fee.map(Cents),
        postage: None,
        patron_fee: None,
    }
}

#[test]
fn the_ledger_has_what_is_recorded_and_what_closed_requests_say_once() {
    let requests = [outside("R1", "2026-05-01"), outside("R2", "2026-08-01")];
    let accounts = Accounts {
        tariffs: tariffs(),
        outside: vec![across(Crossing::In, "R2", Some(1_000)), across(Crossing::Out, "", None)],
        ..Accounts::default()
    };
    let found = ledger(&province(&[]), &requests, &accounts, year());
    let nets: Vec<i64> = found.lines.iter().map(|line| line.net().0).collect();
    // R1 in May: no reader's fee yet; R2 as recorded with tariffs for the rest; two lent for 600.
    assert_eq!(nets, [-700 - 400, 2 * 450 - 1_000 - 2 * 400, 2 * 600 - 2 * 400]);
    assert_eq!(found.unpriced, 1);
    assert_eq!(found.totals[NORTH].net, Cents(-1_100));
    assert_eq!(found.totals[SOUTH].items, [Items(2), Items(2)]);
    assert_eq!(found.totals[SOUTH].fees, [Cents(1_000), Cents(1_200)]);
}

#[test]
fn a_collection_has_its_loans_waiting_days_and_money_by_category() {
    let count = LoanCount {
        date: date("2026-11-10"),
        place: ROLDE,
        lent: Lent::Category(Category::Novel),
        origin: LoanOrigin::Own,
        loans: 30,
        returns: 0,
    };
    let mut request = outside("R1", "2026-11-11");
    request.placed = date("2026-11-01");
    let loans = LoanCounts::from_rows([count]);
    let history = History::new(Vec::new(), Vec::new(), loans, vec![request], Vec::new());
    let change = |action, place, copies| StockChange {
        date: date("2026-10-02"),
        place,
        category: Category::Novel,
        action,
        copies: Items(copies),
        spent: Cents(500),
    };
    let accounts = Accounts {
        changes: vec![
            change(StockAction::Bought, ROLDE, 4),
            change(StockAction::Weeded, ROLDE, 3),
            change(StockAction::Bought, EMMEN, 9),
        ],
        ..Accounts::default()
    };
    let quarter = Period::quarter(2026, 4).expect("a quarter");
    let of = |only| collection_figures(&province(&[]), &history, &accounts, (quarter, only));
    let (north, all) = (of(Some(NORTH)).whole(), of(None).whole());
    assert_eq!((north.loans, north.bought, north.weeded), (30, 4, 3));
    assert_eq!((north.spent, all.spent, all.bought), (Cents(1_000), Cents(1_500), 13));
    assert_eq!(north.reservation_hundredths(), Some(1_000));
    let figures = CategoryFigures { copies: 100, loans: 50, ..CategoryFigures::default() };
    assert_eq!(figures.turnover_hundredths(73), Some(250));
    assert_eq!(CategoryFigures::default().turnover_hundredths(73), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn nets_add_up_to_nought_and_order_leaves_no_trace(
        rows in prop::collection::vec((2..5_u32, 2..5_u32, 1..29_u32, 1..9_i64), 0..30),
        corrected in prop::collection::vec(-9..9_i64, 0..4),
    ) {
        let (owners, tariffs) = (Owners::of(&province(&[])), tariffs());
        let moves: Vec<ItemMove> = rows
            .iter()
            .map(|&(from, to, day, items)| {
                let day = format!("2026-11-{:02}", day.max(2));
                moved((PlaceIdx(from), PlaceIdx(to)), ParcelKind::Request, &day, items)
            })
            .collect();
        let corrections: Vec<Correction> = corrected
            .into_iter()
            .map(|items| Correction {
                date: date("2026-11-20"),
                lender: NORTH,
                borrower: SOUTH,
                items: Items(items),
                reason: "".into(),
            })
            .collect();
        let close = |moves: &mut dyn Iterator<Item = &ItemMove>| {
            let mut book = SettlementBook::new(owners.clone(), tariffs.clone(), year());
            let charged: i64 = moves.filter_map(|of| book.add(of)).map(|cents| cents.0).sum();
            (book.close(&corrections), charged)
        };
        let (settled, charged) = close(&mut moves.iter());
        prop_assert_eq!(settled.net.iter().map(|cents| cents.0).sum::<i64>(), 0);
        let delivered = settled.lines.iter().filter(|line| line.correction.is_none());
        prop_assert_eq!(delivered.map(|line| line.amount.0).sum::<i64>(), charged);
        prop_assert_eq!(close(&mut moves.iter().rev()).0, settled);
    }
}
