//! What a bound counts of a week against what plans of it take.

use super::days::place_days;
use super::handled::Handled;
use super::search::chosen;
use super::week_terms;
use crate::app::plan_week::tests::{planned, province, with_request};
use crate::bounds::WORK_PARTS;
use crate::units::{Cents, Millilitres, Seconds};

#[test]
fn visits_of_a_plan_last_no_shorter_than_is_counted() {
    let mut asked = 0;
    for (bags, price, per_crate) in [(0, 20, 60), (4, 20, 60), (4, 35, 600), (1, 80, 240)] {
        let small = province(|parts| {
            parts.settings.bag.transfers_max = bags;
            parts.settings.prices.awaited_item_day = Cents(price);
            // Small ones, so that goods of one place fill some.
            parts.settings.crate_type.inner = Millilitres(3_000);
            parts.settings.bag.volume = Millilitres(2_000);
            let mut places: Vec<_> = parts.places.iter().cloned().collect();
            for place in &mut places {
                place.service.per_crate = Seconds(per_crate);
            }
            parts.places = places.into_iter().collect();
        });
        let plan = planned(&small).plan;
        with_request(&small, |request| {
            let terms = week_terms(request, &plan, 0).expect("a small week");
            let work = terms.problem.work.cost(&chosen(&terms, &plan));
            let places = place_days(request).expect("all are visited");
            let handled = Handled::of(request, &plan);
            let by_route = plan.visits.iter().filter(|visit| visit.route.is_some());
            let (mut lasts, mut counted) = (0, 0);
            for visit in by_route {
                let of = places.iter().find(|of| of.place == visit.place).expect("it is visited");
                lasts += visit.start.until(visit.end).0;
                counted += handled.service(request, of, visit.date).0;
            }
            assert!(counted * WORK_PARTS + work <= lasts * WORK_PARTS, "{counted} {work} {lasts}");
            asked += work;
        });
    }
    assert!(asked > 0, "goods between places ask for time");
}
