//! The valid week, and plans without shape.

use super::week::week;

#[test]
fn the_small_week_holds() {
    let verdict = week().verdict();
    let said: Vec<String> = verdict.violations.iter().map(ToString::to_string).collect();
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(verdict.cost, week().plan.cost);
    assert!(verdict.crates_on_board_max.0 >= 4, "{verdict:?}");
}
