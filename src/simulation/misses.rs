//! Requests that were not filled, title by title.

use std::cmp::Ordering;
use std::ops::AddAssign;

use crate::index::TitleIdx;

/// How many requests for each title no copy of the province filled (niet vervuld per titel): the
/// titles that have any, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Misses {
    rows: Vec<(TitleIdx, u64)>,
}

/// A title of which a scenario leaves more or fewer requests unfilled than the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TitleChange {
    /// The title.
    pub title: TitleIdx,
    /// Requests not filled in the base.
    pub base: u64,
    /// And in the scenario.
    pub scenario: u64,
}

/// The titles behind a change (verklarende titels).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// Requests not filled in the scenario, less those of the base.
    pub change: i64,
    /// The fewest titles that together make up the share asked for, in the direction of the whole
    /// change, the largest part first and ties in title order.
    pub titles: Vec<TitleChange>,
}

impl Misses {
    /// Adds a title after all others; one without requests is not kept.
    pub(super) fn push(&mut self, title: TitleIdx, requests: u64) {
        if requests > 0 {
            self.rows.push((title, requests));
        }
    }

    /// The titles with their requests, in title order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (TitleIdx, u64)> {
        self.rows.iter().copied()
    }

    /// The number of titles that have any.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether every request was filled.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The requests of a title. O(log titles).
    pub fn of(&self, title: TitleIdx) -> u64 {
        let place = self.rows.binary_search_by_key(&title, |row| row.0);
        place.map_or(0, |place| self.rows[place].1)
    }

    /// The titles of both in their order, each with its requests in one and the other. O(titles).
    fn beside(&self, other: &Self) -> Vec<TitleChange> {
        let (mut ours, mut theirs) = (self.iter().peekable(), other.iter().peekable());
        let mut both = Vec::with_capacity(self.len().max(other.len()));
        loop {
            let order = match (ours.peek(), theirs.peek()) {
                (None, None) => return both,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some((one, _)), Some((two, _))) => one.cmp(two),
            };
            let one = if order == Ordering::Greater { None } else { ours.next() };
            let two = if order == Ordering::Less { None } else { theirs.next() };
            let [base, scenario] = [one, two].map(|row| row.map_or(0, |row| row.1));
            let title = one.or(two).map(|row| row.0);
            both.extend(title.map(|title| TitleChange { title, base, scenario }));
        }
    }

    /// These requests without those of some of the titles.
    ///
    /// # Panics
    ///
    /// When the others are not among them.
    pub(super) fn without(&self, other: &Self) -> Self {
        let mut left = Self::default();
        for row in self.beside(other) {
            left.push(row.title, row.base - row.scenario);
        }
        left
    }

    /// The titles behind so many per cent of the change from these requests to those of a
    /// scenario; none where nothing changes. O(titles log titles).
    ///
    /// Titles that change the other way are left out, so that those named may add up to more than
    /// the whole change.
    pub fn behind(&self, scenario: &Self, percent: u64) -> Behind {
        let mut rows = self.beside(scenario);
        let total =
            |rows: &Self| -> i128 { rows.iter().map(|(_, requests)| i128::from(requests)).sum() };
        let change = total(scenario) - total(self);
        let part =
            |row: &TitleChange| (i128::from(row.scenario) - i128::from(row.base)) * change.signum();
        rows.retain(|row| part(row) > 0);
        rows.sort_by(|one, other| part(other).cmp(&part(one)).then(one.title.cmp(&other.title)));
        let mut sum = 0;
        let enough = change.abs() * i128::from(percent);
        let count = rows.iter().take_while(|row| {
            let is_needed = 100 * sum < enough;
            sum += part(row);
            is_needed
        });
        let count = count.count();
        rows.truncate(count);
        Behind { change: i64::try_from(change).unwrap_or(i64::MAX), titles: rows }
    }

    /// As whole numbers: how many titles, then of each its distance from the one before and its
    /// requests.
    pub(super) fn to_numbers(&self) -> Vec<i64> {
        let whole = |count: u64| i64::try_from(count).expect("counts below 2^63");
        let mut numbers = vec![whole(self.rows.len() as u64)];
        let mut last = 0;
        for (title, requests) in self.iter() {
            numbers.extend([i64::from(title.0) - last, whole(requests)]);
            last = i64::from(title.0);
        }
        numbers
    }

    /// What [`to_numbers`](Self::to_numbers) wrote down, and what stands behind it; `None` of
    /// anything else.
    pub(super) fn from_numbers(numbers: &[i64]) -> Option<(Self, &[i64])> {
        let (count, rest) = numbers.split_first()?;
        let count = usize::try_from(*count).ok()?.checked_mul(2)?;
        let (rows, rest) = rest.split_at_checked(count)?;
        let (mut misses, mut last) = (Self::default(), 0_i64);
        for (number, row) in rows.chunks_exact(2).enumerate() {
            if row[0] < i64::from(number > 0) || row[1] <= 0 {
                return None;
            }
            last = last.checked_add(row[0])?;
            misses.push(TitleIdx(u32::try_from(last).ok()?), u64::try_from(row[1]).ok()?);
        }
        Some((misses, rest))
    }
}

impl AddAssign<&Self> for Misses {
    fn add_assign(&mut self, rhs: &Self) {
        let is_after = |first: &(TitleIdx, u64)| self.rows.last().is_none_or(|row| row.0 < first.0);
        if rhs.rows.first().is_none_or(is_after) {
            self.rows.extend_from_slice(&rhs.rows);
            return;
        }
        let both = self.beside(rhs);
        self.rows = both.iter().map(|row| (row.title, row.base + row.scenario)).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn misses(rows: &[(u32, u64)]) -> Misses {
        let mut all = Misses::default();
        for (title, requests) in rows {
            all.push(TitleIdx(*title), *requests);
        }
        all
    }

    #[test]
    fn the_fewest_titles_make_up_four_fifths_of_a_change_in_its_direction() {
        let base = misses(&[(1, 10), (2, 50), (4, 30), (9, 5)]);
        let scenario = misses(&[(1, 8), (2, 10), (3, 4), (9, 1)]);
        let behind = base.behind(&scenario, 80);
        // 95 becomes 23: of 72, 40 and 30 are more than four fifths.
        assert_eq!(behind.change, -72);
        let titles: Vec<u32> = behind.titles.iter().map(|row| row.title.0).collect();
        assert_eq!(titles, [2, 4]);
        assert_eq!((behind.titles[0].base, behind.titles[0].scenario), (50, 10));
        assert_eq!(base.behind(&base, 80), Behind::default());
        let back = scenario.behind(&base, 100);
        assert_eq!((back.change, back.titles.len()), (72, 3));
    }

    fn any_misses() -> impl Strategy<Value = Misses> {
        proptest::collection::btree_map(0_u32..40, 1_u64..9, 0..12)
            .prop_map(|rows| misses(&rows.into_iter().collect::<Vec<_>>()))
    }

    proptest! {
        #[test]
        fn adding_and_taking_away_are_inverse_and_numbers_are_read_again(
            one in any_misses(),
            other in any_misses(),
        ) {
            let mut both = one.clone();
            both += &other;
            for title in (0..40).map(TitleIdx) {
                prop_assert_eq!(both.of(title), one.of(title) + other.of(title));
            }
            prop_assert_eq!(&both.without(&other), &one);
            let numbers = both.to_numbers();
            prop_assert_eq!(Misses::from_numbers(&numbers), Some((both, [].as_slice())));
            if numbers.len() > 1 {
                prop_assert_eq!(Misses::from_numbers(&numbers[..numbers.len() - 1]), None);
            }
        }

        #[test]
        fn the_titles_named_make_up_the_share_and_without_the_last_they_do_not(
            base in any_misses(),
            scenario in any_misses(),
        ) {
            let behind = base.behind(&scenario, 80);
            let part = |row: &TitleChange| row.scenario.abs_diff(row.base);
            let named: u64 = behind.titles.iter().map(part).sum();
            let whole = behind.change.unsigned_abs();
            prop_assert!(100 * named >= 80 * whole);
            if let Some(last) = behind.titles.last() {
                prop_assert!(100 * (named - part(last)) < 80 * whole);
            }
        }
    }
}
