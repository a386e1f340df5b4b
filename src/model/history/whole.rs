//! All facts together.

use super::{ClosedRequest, FailedPull, ItemMove, LoanCounts, VisitMade};

/// What happened (historie), each list in date order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    visits: Vec<VisitMade>,
    moves: Vec<ItemMove>,
    loans: LoanCounts,
    requests: Vec<ClosedRequest>,
    failed_pulls: Vec<FailedPull>,
}

impl History {
    /// Sorts facts into a history. O(facts log facts).
    pub fn new(
        mut visits: Vec<VisitMade>,
        mut moves: Vec<ItemMove>,
        loans: LoanCounts,
        mut requests: Vec<ClosedRequest>,
        mut failed_pulls: Vec<FailedPull>,
    ) -> Self {
        visits.sort_unstable();
        moves.sort_unstable();
        requests.sort_unstable();
        failed_pulls.sort_unstable();
        Self { visits, moves, loans, requests, failed_pulls }
    }

    /// The same with other moves. O(moves log moves).
    #[must_use]
    pub fn with_moves(mut self, mut moves: Vec<ItemMove>) -> Self {
        moves.sort_unstable();
        self.moves = moves;
        self
    }

    /// Visits, by date and place; a place and a date occur once.
    pub fn visits(&self) -> &[VisitMade] {
        &self.visits
    }

    /// Moves, by the day on which they left.
    pub fn moves(&self) -> &[ItemMove] {
        &self.moves
    }

    /// Loans and returns.
    pub const fn loans(&self) -> &LoanCounts {
        &self.loans
    }

    /// Requests that are over, by the day on which they ended; a number occurs once.
    pub fn requests(&self) -> &[ClosedRequest] {
        &self.requests
    }

    /// Pulls that found nothing, by date.
    pub fn failed_pulls(&self) -> &[FailedPull] {
        &self.failed_pulls
    }

    /// Whether nothing is on record.
    pub fn is_empty(&self) -> bool {
        self.visits.is_empty()
            && self.moves.is_empty()
            && self.loans.is_empty()
            && self.requests.is_empty()
            && self.failed_pulls.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::PlaceIdx;
    use crate::model::{RequestOutcome, VisitStatus};

    #[test]
    fn every_word_of_history_is_read_as_it_is_written() {
        for (value, word) in VisitStatus::WORDS {
            assert_eq!((VisitStatus::from_word(word), value.word()), (Some(value), word));
        }
        for (value, word) in RequestOutcome::WORDS {
            assert_eq!((RequestOutcome::from_word(word), value.word()), (Some(value), word));
        }
    }

    #[test]
    fn the_order_in_which_facts_came_leaves_no_trace() {
        let visit = |date: &str, place| VisitMade {
            date: date.parse().expect("a date"),
            place: PlaceIdx(place),
            status: VisitStatus::Made,
            planned: None,
            time: None,
            reason: "".into(),
            crates_in: None,
            crates_out: None,
            items: None,
        };
        let visits = vec![visit("2026-11-24", 1), visit("2026-11-23", 2), visit("2026-11-23", 1)];
        let whole = |visits| {
            History::new(visits, Vec::new(), LoanCounts::default(), Vec::new(), Vec::new())
        };
        let history = whole(visits.clone());
        assert_eq!(history, whole(visits.into_iter().rev().collect()));
        let order: Vec<u32> = history.visits().iter().map(|visit| visit.place.0).collect();
        assert_eq!(order, [1, 2, 1]);
        assert!(!history.is_empty() && History::default().is_empty());
    }
}
