//! Loans from stock of the province, of all loans.

use super::share::Share;
use crate::kpi::Ratio;
use crate::model::{History, IsoWeek, Lent, LoanSums, Period, Province, Weekday};

/// Days of the rolling quarter over which a plan shows the norm of loans: thirteen weeks.
const ROLLING_DAYS: i64 = 91;

/// The loans of a period; `None` where nothing was lent.
pub(super) fn loans(province: &Province, history: &History, period: Period) -> Option<Share> {
    let mut share = Share::nothing(province);
    for count in history.loans().between(period.first, period.last) {
        let category = match count.lent {
            Lent::Title(title) => province.titles()[title].category,
            Lent::Category(category) => category,
        };
        let lent = u64::from(count.loans);
        let met = if count.origin.is_in_province() { lent } else { 0 };
        share.add(province, (count.place, category), (met, lent));
    }
    (share.whole.denominator > 0).then_some(share)
}

/// The share of loans that a plan of a week shows: of the thirteen weeks that end with the last
/// day counted up to the week's Sunday; `None` where nothing was lent by then. O(sums).
///
/// Loans of the planned week itself count where a past week is planned again: they are facts.
pub fn rolling_loans(sums: &LoanSums, week: IsoWeek) -> Option<Ratio> {
    let until = week.date(Weekday::Sun);
    let mut counted = sums.iter().filter(|(group, loans)| group.date <= until && *loans > 0);
    let last = counted.next_back()?.0.date;
    let first = last.plus_days(1 - ROLLING_DAYS);
    let mut ratio = Ratio::default();
    for (group, loans) in sums.iter().filter(|(group, _)| first <= group.date && group.date <= last)
    {
        ratio.add(if group.origin.is_in_province() { loans } else { 0 }, loans);
    }
    Some(ratio)
}
