//! A returned week: facts as people type them, in Dutch or English.
//!
//! One file has all kinds of facts, a row each; which columns a row needs follows from its kind.

use std::ops::RangeInclusive;
use std::path::Path;

use super::codes;
use super::error::IngestError;
use super::folder::content;
use super::history::{lent_in, time_or_blank, whole_or_blank};
use super::limits::{LOANS, PLACE_CRATES, QUANTITY, VISIT_ITEMS};
use super::pass::{Pass, Scope};
use super::rows::Row;
use super::schema::FACTS;
use super::source::FileContent;
use super::tables::Tables;
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::index::PlaceIdx;
use crate::model::{LoanCount, LoanOrigin, ServiceDate, VisitMade, VisitStatus};
use crate::units::{Crates, Items};

/// What became of a requested item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemStatus {
    /// It is on the hold shelf of the pick-up place.
    Delivered,
    /// The lender did not find it (niet op de plank).
    NotOnShelf,
    /// The reader collected it.
    Collected,
    /// The reader did not collect it.
    NotCollected,
    /// The request ran out unfilled (vervallen).
    Lapsed,
    /// The reader took the request back (ingetrokken).
    Withdrawn,
}

/// A fact about a requested item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemFact {
    /// The number of the request.
    pub request: Box<str>,
    /// What became of the item.
    pub status: ItemStatus,
    /// The day.
    pub date: ServiceDate,
    /// The lender, where the row names it.
    pub place: Option<PlaceIdx>,
    /// How many copies; `None` for all of the request.
    pub items: Option<Items>,
    /// Why, in the words of the file.
    pub reason: Box<str>,
}

/// What a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A visit, made or not.
    Visit(VisitMade),
    /// A requested item.
    Item(ItemFact),
    /// Loans and returns of a day.
    Loans(LoanCount),
}

/// A fact with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRow {
    /// The row of the file.
    pub span: Span,
    /// What it says.
    pub fact: Fact,
}

/// The facts of a file, in the order of its rows; rows with errors are left out.
pub type Facts = Vec<FactRow>;

/// A column under its English and its Dutch name.
type Column = (&'static str, &'static str);

const FACT: Column = ("fact", "feit");
const PLACE: Column = ("place", "plaats");
const DATE: Column = ("date", "datum");
const STATUS: Column = ("status", "status");
const PLANNED: Column = ("planned", "gepland");
const TIME: Column = ("time", "tijd");
const CRATES_IN: Column = ("crates_in", "kratten_in");
const CRATES_OUT: Column = ("crates_out", "kratten_uit");
const ITEMS: Column = ("items", "exemplaren");
const REQUEST: Column = ("request", "aanvraag");
const REASON: Column = ("reason", "reden");
const TITLE: Column = ("title", "titel");
const CATEGORY: Column = ("category", "categorie");
const ORIGIN: Column = ("origin", "herkomst");
const LENT: Column = ("loans", "uitleningen");
const RETURNED: Column = ("returns", "innames");

/// The kinds of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FactKind {
    Visit,
    Item,
    Loans,
}

const KINDS: [(FactKind, &str); 6] = [
    (FactKind::Visit, "visit"),
    (FactKind::Item, "item"),
    (FactKind::Loans, "loans"),
    (FactKind::Visit, "bezoek"),
    (FactKind::Item, "exemplaar"),
    (FactKind::Loans, "uitleningen"),
];

const VISIT_WORDS: [(VisitStatus, &str); 8] = [
    (VisitStatus::Made, "made"),
    (VisitStatus::Moved, "moved"),
    (VisitStatus::Excused, "excused"),
    (VisitStatus::Missed, "missed"),
    (VisitStatus::Made, "gereden"),
    (VisitStatus::Moved, "verplaatst"),
    (VisitStatus::Excused, "vrijgesteld"),
    (VisitStatus::Missed, "gemist"),
];

const ITEM_WORDS: [(ItemStatus, &str); 12] = [
    (ItemStatus::Delivered, "delivered"),
    (ItemStatus::NotOnShelf, "not-on-shelf"),
    (ItemStatus::Collected, "collected"),
    (ItemStatus::NotCollected, "not-collected"),
    (ItemStatus::Lapsed, "lapsed"),
    (ItemStatus::Withdrawn, "withdrawn"),
    (ItemStatus::Delivered, "geleverd"),
    (ItemStatus::NotOnShelf, "niet-op-de-plank"),
    (ItemStatus::Collected, "afgehaald"),
    (ItemStatus::NotCollected, "niet-afgehaald"),
    (ItemStatus::Lapsed, "vervallen"),
    (ItemStatus::Withdrawn, "ingetrokken"),
];

const ORIGIN_WORDS: [(LoanOrigin, &str); 8] = [
    (LoanOrigin::Own, "own"),
    (LoanOrigin::Organisation, "organisation"),
    (LoanOrigin::Province, "province"),
    (LoanOrigin::Outside, "outside"),
    (LoanOrigin::Own, "eigen"),
    (LoanOrigin::Organisation, "organisatie"),
    (LoanOrigin::Province, "provincie"),
    (LoanOrigin::Outside, "buiten"),
];

impl Tables {
    /// Reads a file of facts against the codes of a data folder; all findings in one pass.
    ///
    /// # Errors
    ///
    /// When nothing stands at the path.
    pub fn facts(&self, path: &Path) -> Result<(Facts, Diagnostics), IngestError> {
        let content = content(path);
        if matches!(content, FileContent::Absent) {
            return Err(IngestError::FileMissing { path: path.to_owned() });
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let (facts, found) = self.facts_of(content);
        Ok(renamed(facts, &found, &name.unwrap_or_default()))
    }

    /// Reads facts from the bytes of a file, which findings call `facts.csv`.
    pub fn facts_of(&self, content: FileContent) -> (Facts, Diagnostics) {
        let mut content = Some(content);
        let mut file = |_: &'static str| content.take().unwrap_or(FileContent::Absent);
        let mut pass = Pass::new(Scope::Whole, &mut file);
        let mut facts = Facts::new();
        pass.rows(&FACTS, |row| {
            let fact = self.fact(row).filter(|_| !row.is_faulty());
            facts.extend(fact.map(|fact| FactRow { span: row.row_span(), fact }));
        });
        (facts, pass.found.finish())
    }

    fn fact(&self, row: &mut Row<'_>) -> Option<Fact> {
        Some(match row.word(column(row, FACT), &KINDS)? {
            FactKind::Visit => Fact::Visit(self.visit_fact(row)?),
            FactKind::Item => Fact::Item(self.item_fact(row)?),
            FactKind::Loans => Fact::Loans(self.loans_fact(row)?),
        })
    }

    fn visit_fact(&self, row: &mut Row<'_>) -> Option<VisitMade> {
        let place = self.places.named(row, column(row, PLACE), codes::place_unknown);
        let date = row.date(column(row, DATE));
        // One line a visit: a row that says nothing else says that the visit was made.
        let is_plain = row.cell(column(row, STATUS)).is_empty();
        let status = if is_plain {
            Some(VisitStatus::Made)
        } else {
            row.word(column(row, STATUS), &VISIT_WORDS)
        };
        let planned = row.date_or_blank(column(row, PLANNED));
        let time = time_or_blank(row, column(row, TIME));
        let crates_in = whole_at(row, CRATES_IN, PLACE_CRATES).map(Crates);
        let crates_out = whole_at(row, CRATES_OUT, PLACE_CRATES).map(Crates);
        let items = whole_at(row, ITEMS, VISIT_ITEMS).map(Items);
        let (date, status) = (date?, status?);
        let planned_is_read = planned.is_some() || row.cell(column(row, PLANNED)).is_empty();
        if planned_is_read && !VisitMade::is_planned_as(status, date, planned) {
            let span = row.span(column(row, PLANNED));
            row.fault(codes::planned_does_not_fit(span, status.word()));
        }
        Some(VisitMade {
            date,
            place: place?,
            status,
            planned,
            time,
            reason: row.cell(column(row, REASON)).into(),
            crates_in,
            crates_out,
            items,
        })
    }

    fn item_fact(&self, row: &mut Row<'_>) -> Option<ItemFact> {
        let request = row.code(column(row, REQUEST));
        let status = row.word(column(row, STATUS), &ITEM_WORDS);
        let date = row.date(column(row, DATE));
        let place = if row.cell(column(row, PLACE)).is_empty() {
            None
        } else {
            self.places.named(row, column(row, PLACE), codes::place_unknown)
        };
        let items = whole_at(row, ITEMS, QUANTITY).map(Items);
        Some(ItemFact {
            request: request?.into(),
            status: status?,
            date: date?,
            place,
            items,
            reason: row.cell(column(row, REASON)).into(),
        })
    }

    fn loans_fact(&self, row: &mut Row<'_>) -> Option<LoanCount> {
        let place = self.places.named(row, column(row, PLACE), codes::place_unknown);
        let date = row.date(column(row, DATE));
        let (title, category) = (column(row, TITLE), column(row, CATEGORY));
        let lent = lent_in(row, &self.titles, [title, category]);
        let origin = row.word(column(row, ORIGIN), &ORIGIN_WORDS);
        let loans = row.whole(column(row, LENT), LOANS);
        let returns = whole_at(row, RETURNED, LOANS);
        let count = |number: i64| u16::try_from(number).ok();
        Some(LoanCount {
            date: date?,
            place: place?,
            lent: lent?,
            origin: origin?,
            loans: count(loans?)?,
            returns: count(returns.unwrap_or(0))?,
        })
    }
}

/// The name under which a row gives a column: the Dutch one where that has a value.
fn column(row: &Row<'_>, (english, dutch): Column) -> &'static str {
    if row.cell(dutch).is_empty() { english } else { dutch }
}

fn whole_at(row: &mut Row<'_>, name: Column, range: RangeInclusive<i64>) -> Option<i64> {
    whole_or_blank(row, column(row, name), range)
}

/// The same facts and findings under the name that the file has.
fn renamed(mut facts: Facts, found: &Diagnostics, name: &str) -> (Facts, Diagnostics) {
    for row in &mut facts {
        name.clone_into(&mut row.span.file);
    }
    (facts, told_of(found, FACTS.file, name))
}

/// Findings about a file of a fixed name, under the name that it really has.
pub(super) fn told_of(found: &Diagnostics, known_as: &str, name: &str) -> Diagnostics {
    let mut told = Diagnostics::default();
    for finding in found {
        let mut finding: Diagnostic = finding.clone();
        name.clone_into(&mut finding.span.file);
        for fact in finding.facts.iter_mut().filter(|fact| *fact == known_as) {
            name.clone_into(fact);
        }
        told.push(finding);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::read_tables;

    fn facts(text: &str) -> (Vec<Fact>, Vec<(&'static str, Option<String>)>) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/small/week");
        let (tables, _) = read_tables(&folder).expect("the small week");
        let (facts, found) = tables.facts_of(FileContent::Bytes(text.as_bytes().to_vec()));
        let told = found.iter().map(|finding| (finding.code.0, finding.span.column.clone()));
        (facts.into_iter().map(|row| row.fact).collect(), told.collect())
    }

    #[test]
    fn dutch_and_english_files_say_the_same() {
        let (english, found) = facts(
            "fact,place,date,status,planned,time,crates_in,items,request,category,origin,loans\n\
             visit,ROD,2026-11-23,,,09:10,4,,,,,\n\
             visit,ROD,2026-11-24,moved,2026-11-26,,,,,,,\n\
             item,EMM,2026-11-24,not-on-shelf,,,,2,R01,,,\n\
             loans,ROD,2026-11-24,,,,,,,novel,own,12\n",
        );
        assert!(found.is_empty(), "{found:?}");
        let (dutch, found) = facts(
            "feit;plaats;datum;status;gepland;tijd;kratten_in;exemplaren;aanvraag;categorie;\
             herkomst;uitleningen\n\
             bezoek;ROD;23-11-2026;gereden;;09:10;4;;;;;\n\
             bezoek;ROD;24-11-2026;verplaatst;26-11-2026;;;;;;;\n\
             exemplaar;EMM;24-11-2026;niet-op-de-plank;;;;2;R01;;;\n\
             uitleningen;ROD;24-11-2026;;;;;;;novel;eigen;12\n",
        );
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(english.len(), 4);
        assert_eq!(english, dutch);
    }

    #[test]
    fn findings_name_the_column_as_the_file_does() {
        let (kept, found) = facts(
            "feit;plaats;datum;exemplaren\nbezoek;ZZZ;24-11-2026;\nbezoek;ROD;24/11/2026;\n\
             bezoek;ROD;24-11-2026;veel\nrit;ROD;24-11-2026;\nbezoek;;24-11-2026;\n",
        );
        assert!(kept.is_empty());
        let column = |name: &str| Some(name.to_owned());
        assert_eq!(
            found,
            [
                ("G0001", column("plaats")),
                ("C0001", column("datum")),
                ("I0020", column("exemplaren")),
                ("I0022", column("feit")),
                ("I0017", column("place")),
            ]
        );
    }
}
