//! Copies that change, title by title.

use std::collections::BTreeMap;

use super::change::{Background, Copies, LastCopy};
use crate::index::{Index as _, IndexVec, PlaceIdx, TitleIdx};
use crate::random::Seed;
use crate::simulation::replication::Situation;
use crate::simulation::stock::{Copy, Stock};
use crate::simulation::system::{Lender, ShelfKind, TitleFacts};

/// A stock under change: the titles that were touched, over those that were not.
pub(super) struct Collections<'a> {
    stock: &'a Stock,
    facts: &'a [TitleFacts],
    places: &'a IndexVec<PlaceIdx, Lender>,
    background: Option<PlaceIdx>,
    /// All titles, the most wanted first.
    by_wish: Vec<TitleIdx>,
    touched: BTreeMap<TitleIdx, Vec<Copy>>,
}

impl<'a> Collections<'a> {
    /// The stock of a situation. O(titles log titles).
    pub(super) fn of(base: &'a Situation) -> Self {
        let wish = |title: TitleIdx| base.readers.directed[title.position()];
        let mut by_wish: Vec<TitleIdx> = (0..base.stock.titles()).map(TitleIdx::at).collect();
        by_wish.sort_by(|one, other| wish(*other).total_cmp(&wish(*one)).then(one.cmp(other)));
        Self {
            stock: &base.stock,
            facts: &base.system.titles,
            places: &base.system.places,
            background: base.system.background,
            by_wish,
            touched: BTreeMap::new(),
        }
    }

    /// The titles that differ from before, with their copies.
    pub(super) fn into_changes(self) -> BTreeMap<TitleIdx, Vec<Copy>> {
        let stock = self.stock;
        let mut touched = self.touched;
        for copies in touched.values_mut() {
            copies.sort_unstable();
        }
        touched.retain(|title, copies| stock.of_title(*title) != copies.as_slice());
        touched
    }

    pub(super) fn copies(&self, title: TitleIdx) -> &[Copy] {
        self.touched.get(&title).map_or_else(|| self.stock.of_title(title), Vec::as_slice)
    }

    pub(super) fn edit(&mut self, title: TitleIdx) -> &mut Vec<Copy> {
        let stock = self.stock;
        self.touched.entry(title).or_insert_with(|| stock.of_title(title).to_vec())
    }

    fn is_of(&self, title: TitleIdx, copies: Copies) -> bool {
        copies.category.is_none_or(|category| self.facts[title.position()].category == category)
    }

    fn is_shown(&self, place: PlaceIdx) -> bool {
        self.places.get(place).is_none_or(|place| place.shelf == ShelfKind::Public)
    }

    /// The place that is the background collection, if there is one.
    pub(super) const fn background(&self) -> Option<PlaceIdx> {
        self.background
    }

    /// Moves so many copies of a title; how many there were.
    pub(super) fn carry(
        &mut self,
        title: TitleIdx,
        (from, to): (PlaceIdx, PlaceIdx),
        copies: usize,
    ) -> usize {
        let here = self.edit(title).iter_mut().filter(|copy| copy.place == from);
        let mut moved = 0;
        for copy in here.take(copies) {
            copy.place = to;
            moved += 1;
        }
        moved
    }

    /// Copies of a place, or of all public shelves, of a category.
    pub(super) fn count(&self, place: PlaceIdx, copies: Copies) -> usize {
        let titles = self.by_wish.iter().filter(|title| self.is_of(**title, copies));
        let here = |title: &TitleIdx| {
            self.copies(*title).iter().filter(|copy| copy.place == place).count()
        };
        titles.map(here).sum()
    }

    /// Adds copies of the most wanted titles that a test accepts; how many there were.
    pub(super) fn buy(
        &mut self,
        place: PlaceIdx,
        copies: Copies,
        day: u16,
        is_wanted: impl Fn(&[Copy]) -> bool,
    ) -> usize {
        let wanted: Vec<TitleIdx> = self
            .by_wish
            .iter()
            .copied()
            .filter(|title| self.is_of(*title, copies) && is_wanted(self.copies(*title)))
            .take(copies.count)
            .collect();
        for title in &wanted {
            self.edit(*title).push(Copy { first_day: day, ..Copy::at(place) });
        }
        wanted.len()
    }

    /// The copies of a place, or of all public shelves, from the least wanted; at most so many.
    fn least_wanted(
        &self,
        place: Option<PlaceIdx>,
        copies: Copies,
        last_copy: LastCopy,
    ) -> Vec<(TitleIdx, PlaceIdx)> {
        let kept = usize::from(last_copy == LastCopy::Stays);
        let mut chosen = Vec::new();
        for title in self.by_wish.iter().rev().filter(|title| self.is_of(**title, copies)) {
            let all = self.copies(*title);
            let mut left = all.iter().filter(|copy| copy.weeded_from.is_none()).count();
            let here = |copy: &&Copy| match place {
                Some(place) => copy.place == place,
                None => self.is_shown(copy.place),
            };
            for copy in all.iter().filter(here).filter(|copy| copy.weeded_from.is_none()) {
                if chosen.len() == copies.count {
                    return chosen;
                }
                if left > kept {
                    chosen.push((*title, copy.place));
                    left -= 1;
                }
            }
        }
        chosen
    }

    /// Weeds the least wanted copies; how many there were.
    pub(super) fn weed(
        &mut self,
        place: Option<PlaceIdx>,
        copies: Copies,
        (last_copy, day): (LastCopy, u16),
    ) -> usize {
        let chosen = self.least_wanted(place, copies, last_copy);
        for (title, place) in &chosen {
            let copies = self.edit(*title);
            let of_place = |copy: &Copy| copy.place == *place && copy.weeded_from.is_none();
            let position = copies.iter().position(of_place);
            let position = position.expect("a copy that was just found");
            if day == 0 {
                copies.remove(position);
            } else {
                copies[position].weeded_from = Some(day);
            }
        }
        chosen.len()
    }

    /// Moves the least wanted copies to the background collection; how many there were.
    pub(super) fn pool(&mut self, from: Option<PlaceIdx>, copies: Copies) -> usize {
        let Some(background) = self.background() else { return 0 };
        let chosen = self.least_wanted(from, copies, LastCopy::Goes);
        for (title, place) in &chosen {
            self.move_one(*title, *place, background);
        }
        chosen.len()
    }

    /// Moves the most wanted copies of one place that another lacks; how many there were.
    pub(super) fn relocate(&mut self, from: PlaceIdx, to: PlaceIdx, copies: Copies) -> usize {
        let holds = |copies: &[Copy], place| copies.iter().any(|copy| copy.place == place);
        let chosen: Vec<TitleIdx> = self
            .by_wish
            .iter()
            .copied()
            .filter(|title| self.is_of(*title, copies))
            .filter(|title| holds(self.copies(*title), from) && !holds(self.copies(*title), to))
            .take(copies.count)
            .collect();
        for title in &chosen {
            self.move_one(*title, from, to);
        }
        chosen.len()
    }

    /// Empties a place: to another, or to the background where that holds the title.
    pub(super) fn empty_out(&mut self, place: PlaceIdx, to: PlaceIdx) -> usize {
        let background = self.background();
        let mut moved = 0;
        for title in self.by_wish.clone() {
            let here = self.copies(title).iter().filter(|copy| copy.place == place).count();
            for _ in 0..here {
                let has_it = self.copies(title).iter().any(|copy| copy.place == to);
                self.move_one(title, place, if has_it { background.unwrap_or(to) } else { to });
                moved += 1;
            }
        }
        moved
    }

    fn move_one(&mut self, title: TitleIdx, from: PlaceIdx, to: PlaceIdx) {
        let copy = self.edit(title).iter_mut().find(|copy| copy.place == from);
        copy.expect("a copy that was just found").place = to;
    }

    /// Replaces the background collection; copies bought and copies weeded.
    pub(super) fn replace_background(&mut self, new: Background, seed: Seed) -> (usize, usize) {
        let Some(place) = self.background() else { return (0, 0) };
        let mut weeded = 0;
        for title in self.by_wish.clone() {
            if self.copies(title).iter().any(|copy| copy.place == place) {
                let copies = self.edit(title);
                let before = copies.len();
                copies.retain(|copy| copy.place != place);
                weeded += before - copies.len();
            }
        }
        let bought = match new {
            Background::MostWanted(count) => {
                self.buy(place, Copies { count, category: None }, 0, <[Copy]>::is_empty)
            }
            Background::Random(count) => {
                let mut drawn = self.by_wish.clone();
                let ticket = |title: TitleIdx| seed.child(title.0.into()).0;
                drawn.sort_by_key(|title| (ticket(*title), *title));
                drawn.truncate(count);
                for title in &drawn {
                    self.edit(*title).push(Copy::at(place));
                }
                drawn.len()
            }
        };
        (bought, weeded)
    }
}
