//! What moving a copy is worth: to another shelf, or out of the hands of readers who browse.

use super::offers::out;
use super::{Action, Gain, Purse, Step, WAY_DAYS, YEAR};
use crate::index::{Index as _, IndexVec, PlaceIdx, TitleIdx};
use crate::simulation::replication::Situation;
use crate::simulation::system::ShelfKind;

/// Journeys a year that a relocation has to spare to be worth the work (estimate).
const LEAST_SPARED: f64 = 1.0;

/// Requests a year that a copy in the pool has to fill to be worth the work (estimate).
const LEAST_FILLED: f64 = 0.005;

/// The part of its copies that a place gives away at most, so that no list empties a shelf.
const GIVES_MOST: f64 = 0.05;

/// A title on the shelves.
struct Shelved<'a> {
    title: TitleIdx,
    /// Requests a year.
    demand: f64,
    /// The share of the time that a copy on a public shelf is out.
    out: f64,
    /// What demand alone keeps a copy busy.
    busy: f64,
    /// The share of loans under way that outlast the limit.
    outlasts: f64,
    /// Public copies by place.
    shown: &'a IndexVec<PlaceIdx, i32>,
    background: i32,
}

/// The best move of each title that gains from one, what is worth most first, whatever places
/// give away.
/// O(titles x places).
pub(super) fn shelf_moves(base: &Situation, purse: &Purse) -> Vec<Step> {
    if purse.moves == 0 {
        return Vec::new();
    }
    let mut steps = Vec::new();
    each_shelved(base, |shelved| steps.extend(best_move(base, purse, &shelved)));
    steps.sort_by(|one: &Step, other: &Step| {
        let by_worth = other.gain.worth().total_cmp(&one.gain.worth());
        by_worth.then(one.title.cmp(&other.title))
    });
    steps
}

/// The moves that are left when no place gives more than a part of its copies, in their order.
pub(super) fn spread(base: &Situation, mut steps: Vec<Step>) -> Vec<Step> {
    let mut left = givable(base);
    steps.retain(|step| {
        let (Action::Relocate { from, .. } | Action::Pool { from, .. }) = step.action else {
            return true;
        };
        let is_left = left[from] > 0;
        left[from] -= usize::from(is_left);
        is_left
    });
    steps
}

/// Copies that each place may give away.
fn givable(base: &Situation) -> IndexVec<PlaceIdx, usize> {
    let mut copies = IndexVec::filled(0_usize, base.system.places.len());
    for copy in base.stock.copies() {
        copies[copy.place] += 1;
    }
    let part = |copies: &usize| whole(GIVES_MOST * *copies as f64).max(1);
    copies.iter().map(part).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "copies of a place")]
#[expect(clippy::cast_sign_loss, reason = "a part of a count is at least 0")]
fn whole(value: f64) -> usize {
    value as usize
}

/// Requests a year that are left unfilled of so many titles that are held, the most first: what
/// moving as many copies fills at most.
pub(super) fn open(base: &Situation, moves: usize) -> f64 {
    let mut open = Vec::new();
    if moves > 0 {
        each_shelved(base, |shelved| open.push(shelved.unfilled(0)));
    }
    open.sort_by(|one, other| other.total_cmp(one));
    open.iter().take(moves).sum()
}

fn each_shelved(base: &Situation, mut visit: impl FnMut(Shelved<'_>)) {
    let patience = f64::from(base.system.rules.limit_days) - WAY_DAYS;
    let outlasts = base.system.loans.rest_beyond(patience.max(0.0));
    let mut shown = IndexVec::filled(0, base.system.places.len());
    for title in (0..base.stock.titles()).map(TitleIdx::at) {
        let a_day = base.readers.directed[title.position()];
        let copies = base.stock.of_title(title);
        if a_day <= 0.0 || copies.is_empty() {
            continue;
        }
        let mut background = 0;
        for copy in copies {
            match base.system.places[copy.place].shelf {
                ShelfKind::Public => shown[copy.place] += 1,
                ShelfKind::Background => background += 1,
            }
        }
        visit(Shelved {
            title,
            demand: YEAR * a_day,
            out: out(base, title),
            busy: a_day * base.readers.browse.directed_days,
            outlasts,
            shown: &shown,
            background,
        });
        for copy in copies {
            shown[copy.place] = 0;
        }
    }
}

impl Shelved<'_> {
    /// Requests a year that find every copy out for longer than they can wait, with so many public
    /// copies in the background.
    fn unfilled(&self, pooled: i32) -> f64 {
        let public: i32 = self.shown.iter().sum();
        let load = (self.busy / f64::from((public + self.background).max(1))).min(1.0);
        let of_public = (self.out * self.outlasts).powi(public - pooled);
        self.demand * of_public * (load * self.outlasts).powi(self.background + pooled)
    }

    /// Journeys a year that the last of so many copies at a place spares.
    fn spares(&self, share: f64, copies: i32) -> f64 {
        if copies < 1 {
            0.0
        } else {
            self.demand * share * self.out.powi(copies - 1) * (1.0 - self.out)
        }
    }
}

/// The move that is worth most, if any is worth the work.
fn best_move(base: &Situation, purse: &Purse, shelved: &Shelved<'_>) -> Option<Step> {
    let category = base.system.titles[shelved.title.position()].category;
    let is_known = |place: PlaceIdx| !purse.barred.contains(&(place, category));
    let share = |place: PlaceIdx| base.readers.pickups.share(place);
    let mut from: Option<(f64, PlaceIdx)> = None;
    let mut to: Option<(f64, PlaceIdx)> = None;
    for (place, copies) in shelved.shown.iter_indexed() {
        if base.system.places[place].shelf != ShelfKind::Public || !is_known(place) {
            continue;
        }
        let (loses, gains) =
            (shelved.spares(share(place), *copies), shelved.spares(share(place), copies + 1));
        if *copies > 0 && from.is_none_or(|(least, _)| loses < least) {
            from = Some((loses, place));
        }
        if to.is_none_or(|(most, _)| gains > most) {
            to = Some((gains, place));
        }
    }
    let (loses, from) = from?;
    let step = |action, gain| Step { title: shelved.title, action, copies: 1, gain };
    let relocated = to.filter(|(gains, to)| *to != from && gains - loses >= LEAST_SPARED);
    let relocated = relocated.map(|(gains, to)| {
        let gain = Gain { filled: 0.0, spared: gains - loses };
        step(Action::Relocate { from, to }, gain)
    });
    let pooled = base.system.background.filter(|to| is_known(*to)).map(|to| {
        let filled = shelved.unfilled(0) - shelved.unfilled(1);
        step(Action::Pool { from, to }, Gain { filled, spared: -loses })
    });
    let pooled = pooled.filter(|one| one.gain.filled >= LEAST_FILLED && one.gain.worth() > 0.0);
    let both = relocated.into_iter().chain(pooled);
    both.max_by(|one, other| one.gain.worth().total_cmp(&other.gain.worth()))
}
