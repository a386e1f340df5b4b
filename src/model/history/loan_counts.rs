//! Loans and returns as counts, never as readers.

use std::collections::BTreeMap;

use crate::index::{OrganisationIdx, PlaceIdx, TitleIdx};
use crate::model::words::{value_of, word_of};
use crate::model::{Category, ServiceDate};

/// Whose copy was lent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LoanOrigin {
    /// The place's own.
    Own,
    /// Another place of the same organisation.
    Organisation,
    /// Another organisation of the province, or the background collection.
    Province,
    /// A library outside the province.
    Outside,
}

impl LoanOrigin {
    /// All values with the word that files use.
    pub const WORDS: [(Self, &'static str); 4] = [
        (Self::Own, "own"),
        (Self::Organisation, "organisation"),
        (Self::Province, "province"),
        (Self::Outside, "outside"),
    ];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, &self)
    }

    /// The value of a word, as files write it.
    pub fn from_word(word: &str) -> Option<Self> {
        value_of(&Self::WORDS, word)
    }

    /// Whether the copy is of the province.
    pub const fn is_in_province(self) -> bool {
        !matches!(self, Self::Outside)
    }
}

/// What was lent: a title, or only its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lent {
    /// A class of titles.
    Category(Category),
    /// A title.
    Title(TitleIdx),
}

/// The loans and returns of a day at a place, of one title or class and one origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LoanCount {
    /// The day; from 2000 to 2100.
    pub date: ServiceDate,
    /// Where it was lent.
    pub place: PlaceIdx,
    /// What was lent.
    pub lent: Lent,
    /// Whose copy.
    pub origin: LoanOrigin,
    /// Copies lent.
    pub loans: u16,
    /// Copies that came back.
    pub returns: u16,
}

/// A count in 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct LoanRow {
    /// Days since [`EPOCH`].
    day: u16,
    /// The category of the row, or [`BY_TITLE`].
    category: u8,
    origin: LoanOrigin,
    place: PlaceIdx,
    title: TitleIdx,
    loans: u16,
    returns: u16,
}

const _: () = assert!(size_of::<LoanRow>() <= 16, "millions of them must fit an office machine");

/// The first day of a count: 2000-01-01.
const EPOCH: (i32, u32, u32) = (2000, 1, 1);

/// A row that has a title.
const BY_TITLE: u8 = u8::MAX;

/// Counts of loans in date order (uitleningen); 16 bytes a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoanCounts {
    rows: Vec<LoanRow>,
}

impl LoanCounts {
    /// Packs and sorts counts. O(rows log rows).
    ///
    /// # Panics
    ///
    /// When a date lies before 2000 or after 2178: counts come from validated data.
    pub fn from_rows(rows: impl IntoIterator<Item = LoanCount>) -> Self {
        let mut rows: Vec<LoanRow> = rows.into_iter().map(packed).collect();
        rows.sort_unstable_by_key(|row| (row.day, row.place, *row));
        Self { rows }
    }

    /// The counts, by date, place and what was lent.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = LoanCount> {
        self.rows.iter().map(|row| unpacked(*row))
    }

    /// The counts of a period. O(log rows + counts).
    pub fn between(
        &self,
        first: ServiceDate,
        last: ServiceDate,
    ) -> impl ExactSizeIterator<Item = LoanCount> {
        let day = |date: ServiceDate| epoch().days_until(date);
        let start = self.rows.partition_point(|row| i64::from(row.day) < day(first));
        let end = self.rows.partition_point(|row| i64::from(row.day) <= day(last));
        self.rows[start.min(end)..end].iter().map(|row| unpacked(*row))
    }

    /// The number of counts.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing was counted.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The loans by day, organisation and origin. O(rows log groups).
    pub fn sums(&self, organisation: impl Fn(PlaceIdx) -> OrganisationIdx) -> LoanSums {
        let mut sums = LoanSums::default();
        for row in self.iter() {
            let organisation = organisation(row.place);
            let group = LoanGroup { date: row.date, organisation, origin: row.origin };
            sums.add(group, u64::from(row.loans));
        }
        sums
    }
}

/// What loans are summed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LoanGroup {
    /// The day.
    pub date: ServiceDate,
    /// Where it was lent.
    pub organisation: OrganisationIdx,
    /// Whose copy.
    pub origin: LoanOrigin,
}

/// Loans by day, organisation and origin: all that the norm of loans needs, some thousand sums
/// for millions of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoanSums {
    sums: BTreeMap<LoanGroup, u64>,
}

impl LoanSums {
    /// Adds loans to a group. O(log groups).
    pub fn add(&mut self, group: LoanGroup, loans: u64) {
        *self.sums.entry(group).or_default() += loans;
    }

    /// The groups with their loans, in date order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (LoanGroup, u64)> {
        self.sums.iter().map(|(group, loans)| (*group, *loans))
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.sums.is_empty()
    }
}

fn epoch() -> ServiceDate {
    let (year, month, day) = EPOCH;
    ServiceDate::new(year, month, day).expect("the constant is a date")
}

fn packed(count: LoanCount) -> LoanRow {
    let day = u16::try_from(epoch().days_until(count.date));
    let (category, title) = match count.lent {
        Lent::Category(category) => (position_of(category), TitleIdx(0)),
        Lent::Title(title) => (BY_TITLE, title),
    };
    LoanRow {
        day: day.expect("dates of validated data lie between 2000 and 2100"),
        category,
        origin: count.origin,
        place: count.place,
        title,
        loans: count.loans,
        returns: count.returns,
    }
}

fn unpacked(row: LoanRow) -> LoanCount {
    let lent = match Category::WORDS.get(usize::from(row.category)) {
        Some((category, _)) => Lent::Category(*category),
        None => Lent::Title(row.title),
    };
    LoanCount {
        date: epoch().plus_days(i64::from(row.day)),
        place: row.place,
        lent,
        origin: row.origin,
        loans: row.loans,
        returns: row.returns,
    }
}

fn position_of(category: Category) -> u8 {
    let position = Category::WORDS.iter().position(|(known, _)| *known == category);
    let position = position.and_then(|position| u8::try_from(position).ok());
    position.expect("the table has every category, and fewer than 255")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counts() -> impl Strategy<Value = Vec<LoanCount>> {
        let lent = prop_oneof![
            (0..14_usize).prop_map(|rank| Lent::Category(Category::WORDS[rank].0)),
            (0..u32::MAX).prop_map(|title| Lent::Title(TitleIdx(title))),
        ];
        let origin = (0..4_usize).prop_map(|rank| LoanOrigin::WORDS[rank].0);
        let row = (0..36_800_i64, 0..5_u32, lent, origin, any::<(u16, u16)>());
        let count = |(day, place, lent, origin, (loans, returns)): (i64, u32, _, _, _)| LoanCount {
            date: epoch().plus_days(day),
            place: PlaceIdx(place),
            lent,
            origin,
            loans,
            returns,
        };
        proptest::collection::vec(row.prop_map(count), 0..40)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn counts_come_out_as_they_went_in_sorted_by_date(rows in counts()) {
            let packed = LoanCounts::from_rows(rows.clone());
            let mut out: Vec<LoanCount> = packed.iter().collect();
            prop_assert!(out.is_sorted_by_key(|row| (row.date, row.place)));
            let mut reversed = rows.clone();
            reversed.reverse();
            prop_assert_eq!(&LoanCounts::from_rows(reversed), &packed);
            let mut rows = rows;
            out.sort_unstable();
            rows.sort_unstable();
            prop_assert_eq!(out, rows);
        }

        #[test]
        fn sums_by_organisation_add_up_to_all_loans(rows in counts()) {
            let packed = LoanCounts::from_rows(rows.iter().copied());
            let sums = packed.sums(|place| OrganisationIdx(place.0 % 3));
            let all: u64 = rows.iter().map(|row| u64::from(row.loans)).sum();
            prop_assert_eq!(sums.iter().map(|(_, loans)| loans).sum::<u64>(), all);
        }

        #[test]
        fn a_period_has_the_counts_of_its_days(rows in counts(), first in 0..36_800_i64) {
            let (first, last) = (epoch().plus_days(first), epoch().plus_days(first + 9_000));
            let packed = LoanCounts::from_rows(rows);
            let expected: Vec<LoanCount> =
                packed.iter().filter(|row| first <= row.date && row.date <= last).collect();
            prop_assert_eq!(packed.between(first, last).collect::<Vec<_>>(), expected);
            prop_assert_eq!(packed.between(last, first.plus_days(-1)).len(), 0);
        }
    }
}
