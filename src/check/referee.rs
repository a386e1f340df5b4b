//! The order of the rules.

use super::case::Case;
use super::verdict::Findings;
use super::{
    Verdict, contents, cost, crates, fleet, load, movement, rest, shape, supply, time, transfers,
    unserved, visits,
};
use crate::model::{Plan, Province};
use crate::travel::TravelMatrix;

/// Holds a plan against every rule, and recomputes what it costs. O(plan log plan).
///
/// Never panics, whatever the plan: indices out of range and numbers beyond reason are violations
/// of the shape, and then the other rules are not looked at.
pub fn referee(province: &Province, travel: &TravelMatrix, plan: &Plan) -> Verdict {
    let mut found = Findings::default();
    shape::hold(province, travel, plan, &mut found);
    if !found.0.is_empty() {
        return Verdict { violations: found.0, ..Verdict::default() };
    }
    let case = Case::new(province, travel, plan);
    visits::hold(&case, &mut found);
    supply::hold(&case, &mut found);
    movement::hold(&case, &mut found);
    unserved::hold(&case, &mut found);
    transfers::hold(&case, &mut found);
    contents::hold(&case, &mut found);
    crates::hold(&case, &mut found);
    let (crates_on_board_max, load_max) = load::hold(&case, &mut found);
    time::hold(&case, &mut found);
    rest::hold(&case, &mut found);
    fleet::hold(&case, &mut found);
    let cost = cost::hold(&case, &mut found);
    Verdict { violations: found.0, cost, crates_on_board_max, load_max }
}
