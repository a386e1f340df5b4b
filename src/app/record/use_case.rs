//! From a plan folder and a file of facts to the history of a data folder.

use std::path::PathBuf;

use super::ledger::Ledger;
use super::promise::Promise;
use crate::app::error::Error;
use crate::app::load::{load_or_refuse, load_with};
use crate::diagnostic::{Diagnostics, Span};
use crate::ingest::{Fact, FactRow, Facts, ItemFact, ItemStatus, place_gone, read_history};
use crate::model::History;
use crate::store::{INPUTS_FOLDER, add_history, read_plan};

/// What is to be recorded, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordOrder {
    /// The folder of the plan.
    pub plan: PathBuf,
    /// The file of facts.
    pub facts: PathBuf,
    /// The data folder whose history it is; `None` for the inputs of the plan.
    pub data: Option<PathBuf>,
}

/// What became of the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The folder whose history it is.
    pub folder: PathBuf,
    /// Facts of the file that are new or add to what was known; 0 when anything is wrong.
    pub recorded: usize,
    /// Facts of the file that were on record already.
    pub already_known: usize,
    /// Rows that the history gained, those that follow from the plan among them.
    pub added: History,
    /// Rows that gained a value.
    pub completed: usize,
    /// The files that changed, by name.
    pub files: Vec<String>,
    /// All findings, by file and row.
    pub found: Diagnostics,
}

impl Ledger<'_> {
    /// Enters facts in the order in which they bear on each other, whatever their rows are: visits,
    /// then what was not there, then how requests ended, then what follows, then who collected.
    fn enter(&mut self, facts: &Facts) {
        for FactRow { span, fact } in facts {
            match fact {
                Fact::Visit(visit) => self.visit(span, visit.clone()),
                Fact::Loans(count) => self.loans(span, *count),
                Fact::Item(_) => {}
            }
        }
        let items: Vec<(&Span, &ItemFact)> = facts
            .iter()
            .filter_map(|row| match &row.fact {
                Fact::Item(item) => Some((&row.span, item)),
                Fact::Visit(_) | Fact::Loans(_) => None,
            })
            .collect();
        let of = |statuses: &'static [ItemStatus]| {
            items.iter().filter(move |(_, item)| statuses.contains(&item.status))
        };
        of(&[ItemStatus::NotOnShelf]).for_each(|(span, item)| self.not_found(span, item));
        of(&[ItemStatus::Delivered, ItemStatus::Lapsed, ItemStatus::Withdrawn])
            .for_each(|(span, item)| self.close(span, item));
        self.follow();
        of(&[ItemStatus::Collected, ItemStatus::NotCollected])
            .for_each(|(span, item)| self.collect(span, item));
    }
}

/// Records the facts of a planned week; nothing is written when any of them has an error.
///
/// # Errors
///
/// When a folder or file cannot be read or written. Mistakes in facts or data are findings of the
/// answer.
pub fn record(order: &RecordOrder) -> Result<Recorded, Error> {
    let inputs = order.plan.join(INPUTS_FOLDER);
    let (planned, _) = load_or_refuse(&inputs)?;
    let (_, plan) = read_plan(&order.plan, &planned.province)?;
    let folder = order.data.clone().unwrap_or(inputs);
    let (data, (history, facts), mut found) = load_with(&folder, |tables, rules| {
        let (history, found) = read_history(&folder, tables, rules);
        ((history, tables.facts(&order.facts)), found)
    })?;
    let (facts, more) = facts?;
    found.append(more);
    let mut answer = Recorded {
        folder,
        recorded: 0,
        already_known: 0,
        added: History::default(),
        completed: 0,
        files: Vec::new(),
        found: Diagnostics::default(),
    };
    let Some(data) = data else {
        found.sort();
        answer.found = found;
        return Ok(answer);
    };
    let province = &data.province;
    let promise = match Promise::new(&planned.province, &plan, province) {
        Ok(promise) => promise,
        Err(gone) => {
            for code in &gone {
                found.push(place_gone(code));
            }
            answer.found = found;
            return Ok(answer);
        }
    };
    let mut ledger = Ledger::new(province, &promise, &history, found);
    ledger.enter(&facts);
    answer.found = std::mem::take(&mut ledger.found);
    answer.found.sort();
    answer.already_known = ledger.known;
    if answer.found.errors() == 0 {
        let added = ledger.added();
        answer.files = add_history(&answer.folder, province, &added, &ledger.completed)?;
        answer.recorded = ledger.recorded;
        answer.completed = ledger.completed.len();
        answer.added = added;
    }
    Ok(answer)
}
