//! The titles behind a change, by the codes of the data.

use std::collections::BTreeMap;

use crate::index::TitleIdx;
use crate::model::{Category, Province};
use crate::simulation::{Misses, Study, Tally, TitleChange};

/// Per cent of a change whose titles are named.
const SHARE_PERCENT: u64 = 80;

/// A title of which a scenario leaves more or fewer requests unfilled (titel achter de verandering).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftedTitle {
    /// Its code.
    pub title: String,
    /// Its class.
    pub category: Category,
    /// Requests that were not filled in the base, over all replications.
    pub base: u64,
    /// And in the scenario.
    pub scenario: u64,
}

/// The fewest titles that together make up four fifths of a change in requests not filled, the
/// largest part first (titels achter de verandering).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// The share of the change, in per cent.
    pub share_percent: u64,
    /// Requests not filled in the scenario less those of the base, over all replications.
    pub change: i64,
    /// The titles.
    pub titles: Vec<ShiftedTitle>,
}

/// A title as a result stores it: its number, its code, the word of its class.
pub(super) type StoredTitle = (u32, String, String);

/// The codes and classes of the titles that a study tells of.
#[derive(Clone, Debug, Default)]
pub(super) struct TitleNames {
    names: BTreeMap<TitleIdx, (String, Category)>,
}

impl TitleNames {
    /// The titles of which somebody asked in vain.
    pub(super) fn of<'a>(
        province: &Province,
        misses: impl IntoIterator<Item = &'a Misses>,
    ) -> Self {
        let mut names = BTreeMap::new();
        for (title, _) in misses.into_iter().flat_map(Misses::iter) {
            let of = &province.titles()[title];
            names.entry(title).or_insert_with(|| (of.code.to_string(), of.category));
        }
        Self { names }
    }

    /// All titles of a study.
    pub(super) fn of_study(province: &Province, study: &Study) -> Self {
        let tallies = study.base.iter().chain(study.scenarios.iter().flatten());
        Self::of(province, tallies.map(Tally::misses))
    }

    /// As they are stored.
    pub(super) fn to_stored(&self) -> Vec<StoredTitle> {
        let row = |(title, (code, category)): (&TitleIdx, &(String, Category))| {
            (title.0, code.clone(), category.word().to_owned())
        };
        self.names.iter().map(row).collect()
    }

    /// Adds what was stored; `false` where a class is no word of ours, or a title has two names.
    pub(super) fn add_stored(&mut self, rows: &[StoredTitle]) -> bool {
        rows.iter().all(|(number, code, word)| {
            let Some(category) = Category::from_word(word) else { return false };
            let new = (code.clone(), category);
            self.names.entry(TitleIdx(*number)).or_insert_with(|| new.clone()) == &new
        })
    }

    /// Whether all titles that were asked for in vain have a name.
    pub(super) fn has_all(&self, misses: &Misses) -> bool {
        misses.iter().all(|(title, _)| self.names.contains_key(&title))
    }

    /// The titles behind the change from a base to a scenario.
    pub(super) fn shift(&self, base: &Misses, scenario: &Misses) -> Shift {
        let behind = base.behind(scenario, SHARE_PERCENT);
        let row = |row: TitleChange| {
            let (title, category) = self.names.get(&row.title)?.clone();
            Some(ShiftedTitle { title, category, base: row.base, scenario: row.scenario })
        };
        let titles = behind.titles.into_iter().filter_map(row);
        Shift { share_percent: SHARE_PERCENT, change: behind.change, titles: titles.collect() }
    }
}
