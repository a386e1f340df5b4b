//! What goods wait, as a timetable that changes reckons with it.

use super::{planned, province, with_request};
use crate::app::plan_week::bounded::{Lead, lead_of_days};
use crate::app::plan_week::stand::board;
use crate::app::plan_week::waiting::place_days;
use crate::index::IndexVec;
use crate::units::Cents;

#[test]
fn the_days_of_a_plan_wait_what_the_plan_pays() {
    for price in [20, 35] {
        let small = province(|parts| {
            parts.settings.bag.transfers_max = 0;
            parts.settings.prices.awaited_item_day = Cents(price);
        });
        let plan = planned(&small).plan;
        assert!(plan.unserved.is_empty(), "else something waits for another week");
        with_request(&small, |request| {
            let board = board(request, &plan).expect("every pair has a way");
            let Lead { fixed, .. } =
                lead_of_days(request, &plan, &place_days(request, &plan, &board));
            let mut days = IndexVec::filled(0_u8, small.places().len());
            for visit in &plan.visits {
                days[visit.place] |= 1 << visit.date.weekday().num_days_from_monday();
            }
            let waits = board.day_costs.total(&days);
            assert!(waits > 0);
            assert_eq!(waits + fixed, plan.cost.lead_time.0 * 1_000);
        });
    }
}
