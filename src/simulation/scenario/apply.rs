//! Changes, one after the other.

use super::change::{Change, Choice, Copies, LastCopy};
use super::collection::Collections;
use super::opening::open_near;
use crate::index::TitleIdx;
use crate::model::Category;
use crate::random::Seed;
use crate::simulation::readers::Redirection;
use crate::simulation::replication::Situation;
use crate::simulation::stock::Copy;
use crate::simulation::study::{Alternative, Differs};
use crate::simulation::system::ReturnRule;

/// Copies that changes touched (mutaties).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// Bought.
    pub bought: usize,
    /// Weeded.
    pub weeded: usize,
    /// Moved to another place.
    pub moved: usize,
}

/// A scenario that was applied.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The province after the changes, and what differs.
    pub alternative: Alternative,
    /// What was done, which may be less than was asked where copies or titles ran out.
    pub moves: Moves,
}

/// A situation with changes, in their order. O(changes x titles).
///
/// Changes of copies hold from the start of the run, so from before the period that counts, unless
/// they name a day. Random choices hang on the seed alone.
pub fn apply(base: &Situation, changes: &[Change], seed: Seed) -> Applied {
    let mut collections = Collections::of(base);
    let mut changed =
        Changed { situation: base.clone(), everywhere: false, moves: Moves::default() };
    for change in changes {
        if !changed.of_copies(change, &mut collections, seed) {
            changed.everywhere = true;
            changed.of_the_rest(change, &mut collections);
        }
    }
    let touched = collections.into_changes();
    let titles: Vec<TitleIdx> = touched.keys().copied().collect();
    let Changed { mut situation, everywhere, moves } = changed;
    situation.stock = base.stock.with(&touched);
    let differs = if everywhere { Differs::Everything } else { Differs::Titles(titles) };
    Applied { alternative: Alternative { situation, differs }, moves }
}

struct Changed {
    situation: Situation,
    /// Whether titles that were not touched behave otherwise too.
    everywhere: bool,
    moves: Moves,
}

impl Changed {
    /// Carries out a change of copies; `false` for a change of another kind.
    fn of_copies(
        &mut self,
        change: &Change,
        collections: &mut Collections<'_>,
        seed: Seed,
    ) -> bool {
        let Moves { bought, weeded, moved } = &mut self.moves;
        match change {
            Change::Buy { place, choice, day } => {
                let holds = |copy: &Copy| copy.place == *place;
                *bought += match choice {
                    Choice::MissingHere(copies) => {
                        collections.buy(*place, *copies, *day, |all| !all.iter().any(holds))
                    }
                    Choice::MissingEverywhere(copies) => {
                        collections.buy(*place, *copies, *day, <[_]>::is_empty)
                    }
                    Choice::Title(title, count) => {
                        let new = Copy { first_day: *day, ..Copy::at(*place) };
                        collections.edit(*title).extend(std::iter::repeat_n(new, *count));
                        *count
                    }
                };
            }
            Change::Weed { place, copies, last_copy, day } => {
                *weeded += collections.weed(*place, *copies, (*last_copy, *day));
            }
            Change::Relocate { from, to, copies } => {
                *moved += collections.relocate(*from, *to, *copies);
            }
            Change::Carry { title, from, to, copies } => {
                *moved += collections.carry(*title, (*from, *to), *copies);
            }
            Change::Pool { from, copies } => *moved += collections.pool(*from, *copies),
            Change::Background(new) => {
                let seed = seed.derive("background", 0);
                let (more, less) = collections.replace_background(*new, seed);
                *bought += more;
                *weeded += less;
            }
            Change::Target { place, category, copies } => {
                let of = |count| Copies { count, category: Some(*category) };
                let has = collections.count(*place, of(0));
                let holds = |copy: &Copy| copy.place == *place;
                if has < *copies {
                    let missing = of(copies - has);
                    *bought += collections.buy(*place, missing, 0, |all| !all.iter().any(holds));
                } else {
                    let surplus = of(has - copies);
                    *weeded += collections.weed(Some(*place), surplus, (LastCopy::Stays, 0));
                }
            }
            _ => return false,
        }
        true
    }

    /// Carries out a change of places, rules, ways or readers.
    fn of_the_rest(&mut self, change: &Change, collections: &mut Collections<'_>) {
        let Situation { system, readers, .. } = &mut self.situation;
        match change {
            Change::Float(category) => {
                for (number, (of, _)) in Category::WORDS.iter().enumerate() {
                    if category.is_none_or(|category| category == *of) {
                        system.rules.returns[number] = ReturnRule::Float;
                    }
                }
            }
            Change::Close { place, to } => {
                let all = Redirection { from: *place, to: *to, part: 1.0 };
                readers.pickups = readers.pickups.clone().redirected([all]);
                self.moves.moved += collections.empty_out(*place, *to);
            }
            Change::Open { near, part, copies } => {
                let opened = open_near(system, *near);
                let some = Redirection { from: *near, to: opened, part: *part };
                readers.pickups = readers.pickups.clone().redirected([some]);
                let copies = Copies { count: *copies, category: None };
                self.moves.bought += collections.buy(opened, copies, 0, |_| true);
            }
            Change::Timetable(ways) => system.ways = ways.clone(),
            Change::Loans(lengths) => system.loans = lengths.clone(),
            Change::Demand(times) => {
                for rate in &mut readers.directed {
                    *rate *= times;
                }
            }
            Change::PullFailure(share) => system.rules.pull_failure = *share,
            Change::Buy { .. }
            | Change::Weed { .. }
            | Change::Relocate { .. }
            | Change::Carry { .. }
            | Change::Pool { .. }
            | Change::Background(_)
            | Change::Target { .. } => {}
        }
    }
}
