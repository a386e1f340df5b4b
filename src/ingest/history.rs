//! The files of history: visits made, moves, loans, closed requests, failed pulls.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;

use super::codes;
use super::error::IngestError;
use super::facts::told_of;
use super::folder::content;
use super::limits::{
    FAILED_PULLS, LOANS, PLACE_CRATES, QUANTITY, SHIPMENT_ITEMS, VISIT_ITEMS, YEARS,
};
use super::pass::{Pass, Scope};
use super::places::Places;
use super::rows::Row;
use super::schema::{LOANS as LOANS_FILE, MOVES, PULLS_FAILED, REQUESTS_CLOSED, VISITS_MADE};
use super::source::FileContent;
use super::stock::Titles;
use super::tables::Tables;
use crate::diagnostic::{Diagnostics, Span};
use crate::index::PlaceIdx;
use crate::model::{
    Calendar, Category, ClockTime, ClosedRequest, FailedPull, History, HolidayRules, ItemMove,
    Lent, LoanCount, LoanCounts, LoanGroup, LoanOrigin, LoanSums, ParcelKind, PlaceKind,
    RequestOutcome, ServiceDate, VisitMade, VisitStatus,
};
use crate::units::{Crates, Items};

impl Tables {
    /// Reads the history files that a function gives; each may be absent. O(bytes log rows).
    ///
    /// The holidays of the settings decide on which days a visit is a surprise.
    pub fn history(
        &self,
        rules: HolidayRules,
        file: &mut dyn FnMut(&'static str) -> FileContent,
    ) -> (History, Diagnostics) {
        let mut moves = Vec::new();
        let (rest, found) =
            self.history_streaming(rules, file, &mut |_, of| moves.push(of.clone()));
        (rest.with_moves(moves), found)
    }

    /// As [`history`](Self::history), but the moves go to a function, each with its line, and are
    /// not in the history: millions of them need no memory.
    pub fn history_streaming(
        &self,
        rules: HolidayRules,
        file: &mut dyn FnMut(&'static str) -> FileContent,
        take: &mut dyn FnMut(u64, &ItemMove),
    ) -> (History, Diagnostics) {
        let calendar = Calendar::new(YEARS, rules, self.closures.clone());
        let mut pass = Pass::new(Scope::Whole, file);
        let visits = visits(&mut pass, &self.places, &calendar);
        moves(&mut pass, &self.places, take);
        let loans = loans(&mut pass, &self.titles, &self.places);
        let requests = requests(&mut pass, &self.titles, &self.places);
        let failed = failed_pulls(&mut pass, &self.places);
        let history = History::new(visits, Vec::new(), loans, requests, failed);
        (history, pass.found.finish())
    }

    /// Reads pulls that found nothing from one file, in the form of `pulls_failed.csv`; all findings
    /// in one pass.
    ///
    /// # Errors
    ///
    /// When nothing stands at the path.
    pub fn failed_pulls(&self, path: &Path) -> Result<(Vec<FailedPull>, Diagnostics), IngestError> {
        let mut content = Some(content(path));
        if matches!(content, Some(FileContent::Absent)) {
            return Err(IngestError::FileMissing { path: path.to_owned() });
        }
        let mut file = |_: &'static str| content.take().unwrap_or(FileContent::Absent);
        let mut pass = Pass::new(Scope::Whole, &mut file);
        let pulls = failed_pulls(&mut pass, &self.places);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let found = told_of(&pass.found.finish(), PULLS_FAILED.file, &name.unwrap_or_default());
        Ok((pulls, found))
    }

    /// Reads `loans.csv` alone, summed as it streams by: all that planning needs of history.
    ///
    /// Titles and categories are not looked at, and a count given twice is not found; reading the
    /// whole history finds both. O(bytes), and memory for the sums only.
    pub fn loan_sums(
        &self,
        file: &mut dyn FnMut(&'static str) -> FileContent,
    ) -> (LoanSums, Diagnostics) {
        let mut pass = Pass::new(Scope::Whole, file);
        let mut sums = LoanSums::default();
        pass.rows(&LOANS_FILE, |row| {
            let place = self.places.named(row, "place", codes::place_unknown);
            let date = row.date("date");
            let origin = row.word("origin", &LoanOrigin::WORDS);
            let loans = row.whole("loans", LOANS);
            let (Some(place), Some(date), Some(origin)) = (place, date, origin) else { return };
            let organisation = self.places.rows[place].organisation;
            if let Some(loans) = loans.and_then(|loans| u64::try_from(loans).ok()) {
                sums.add(LoanGroup { date, organisation, origin }, loans);
            }
        });
        (sums, pass.found.finish())
    }
}

fn visits(pass: &mut Pass<'_>, places: &Places, calendar: &Calendar) -> Vec<VisitMade> {
    let mut visits = Vec::new();
    let mut lines: BTreeMap<(PlaceIdx, ServiceDate), u64> = BTreeMap::new();
    pass.rows(&VISITS_MADE, |row| {
        let Some(visit) = visit(row, places).filter(|_| !row.is_faulty()) else { return };
        if let Some(line) = lines.get(&(visit.place, visit.date)) {
            let facts = (row.cell("place"), visit.date, *line);
            row.fault(codes::visit_twice(row.row_span(), facts));
            return;
        }
        lines.insert((visit.place, visit.date), row.line());
        if visit.status.is_made() && calendar.closed(visit.place, visit.date).is_some() {
            let span = row.span("date");
            row.warn(codes::visit_on_closed_day(span, row.cell("place"), visit.date));
        }
        visits.push(visit);
    });
    visits
}

fn visit(row: &mut Row<'_>, places: &Places) -> Option<VisitMade> {
    let place = places.named(row, "place", codes::place_unknown);
    let date = row.date("date");
    let status = row.word("status", &VisitStatus::WORDS);
    let planned = row.date_or_blank("planned");
    let time = time_or_blank(row, "time");
    let crates_in = whole_or_blank(row, "crates_in", PLACE_CRATES).map(Crates);
    let crates_out = whole_or_blank(row, "crates_out", PLACE_CRATES).map(Crates);
    let items = whole_or_blank(row, "items", VISIT_ITEMS).map(Items);
    let (date, status) = (date?, status?);
    let planned_is_read = planned.is_some() || row.cell("planned").is_empty();
    if planned_is_read && !VisitMade::is_planned_as(status, date, planned) {
        row.fault(codes::planned_does_not_fit(row.span("planned"), status.word()));
    }
    Some(VisitMade {
        date,
        place: place?,
        status,
        planned,
        time,
        reason: row.cell("reason").into(),
        crates_in,
        crates_out,
        items,
    })
}

fn moves(pass: &mut Pass<'_>, places: &Places, take: &mut dyn FnMut(u64, &ItemMove)) {
    pass.rows(&MOVES, |row| {
        if let Some(of) = item_move(row, places).filter(|_| !row.is_faulty()) {
            take(row.line(), &of);
        }
    });
}

fn item_move(row: &mut Row<'_>, places: &Places) -> Option<ItemMove> {
    let from = places.named(row, "from", codes::place_unknown);
    let to = places.named(row, "to", codes::place_unknown);
    let kind = row.word("kind", &ParcelKind::WORDS);
    let (accepted, sent) = (row.date("accepted"), row.date("sent"));
    let received = row.date_or_blank("received");
    let items = row.whole("items", SHIPMENT_ITEMS).map(Items);
    if from.is_some() && from == to {
        row.fault(codes::shipment_goes_nowhere(row.span("to")));
    }
    in_order(row, ("accepted", accepted), ("sent", sent));
    in_order(row, ("sent", sent), ("received", received));
    Some(ItemMove {
        sent: sent?,
        from: from?,
        to: to?,
        kind: kind?,
        accepted: accepted?,
        received,
        request: text_or_blank(row, "request"),
        items: items?,
        crate_code: text_or_blank(row, "crate"),
    })
}

fn loans(pass: &mut Pass<'_>, titles: &Titles, places: &Places) -> LoanCounts {
    let mut counts: Vec<(LoanCount, u64)> = Vec::new();
    pass.rows(&LOANS_FILE, |row| {
        let count = loan_count(row, titles, places).filter(|_| !row.is_faulty());
        counts.extend(count.map(|count| (count, row.line())));
    });
    let key = |count: &LoanCount| (count.date, count.place, count.lent, count.origin);
    // The line breaks ties, so that of two counts of one thing the earlier stays.
    counts.sort_unstable_by_key(|(count, line)| (key(count), *line));
    let twice = counts.windows(2).filter(|pair| key(&pair[0].0) == key(&pair[1].0));
    for pair in twice {
        let span = Span::row(LOANS_FILE.file, pair[1].1);
        let place = &places.rows[pair[1].0.place].code.0;
        pass.found.push(codes::loans_twice(span, place, pair[1].0.date, pair[0].1));
    }
    counts.dedup_by(|later, earlier| key(&later.0) == key(&earlier.0));
    LoanCounts::from_rows(counts.into_iter().map(|(count, _)| count))
}

fn loan_count(row: &mut Row<'_>, titles: &Titles, places: &Places) -> Option<LoanCount> {
    let date = row.date("date");
    let place = places.named(row, "place", codes::place_unknown);
    let lent = lent(row, titles);
    let origin = row.word("origin", &LoanOrigin::WORDS);
    let loans = row.whole("loans", LOANS);
    let returns = whole_or_blank(row, "returns", LOANS);
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

fn requests(pass: &mut Pass<'_>, titles: &Titles, places: &Places) -> Vec<ClosedRequest> {
    let mut requests = Vec::new();
    let mut lines: BTreeMap<Box<str>, u64> = BTreeMap::new();
    pass.rows(&REQUESTS_CLOSED, |row| {
        let Some(request) = closed_request(row, titles, places).filter(|_| !row.is_faulty()) else {
            return;
        };
        if let Some(line) = lines.get(&request.number) {
            row.fault(codes::request_closed_twice(row.span("request"), *line));
            return;
        }
        lines.insert(request.number.clone(), row.line());
        requests.push(request);
    });
    requests
}

fn closed_request(row: &mut Row<'_>, titles: &Titles, places: &Places) -> Option<ClosedRequest> {
    let number = row.code("request").map(Box::from);
    let lent = lent(row, titles);
    let pickup = places.named(row, "pickup", codes::place_unknown);
    let (placed, closed) = (row.date("placed"), row.date("closed"));
    let limit = row.date_or_blank("limit");
    let outcome = row.word("outcome", &RequestOutcome::WORDS);
    let lender = if row.cell("lender").is_empty() {
        None
    } else {
        places.named(row, "lender", codes::place_unknown)
    };
    let pulls_failed = whole_or_blank(row, "pulls_failed", FAILED_PULLS).unwrap_or(0);
    let collected = if row.cell("collected").is_empty() { None } else { row.yes("collected") };
    let items = whole_or_blank(row, "items", QUANTITY).unwrap_or(1);
    let asked = whole_or_blank(row, "asked", items..=*QUANTITY.end()).unwrap_or(items);
    in_order(row, ("placed", placed), ("closed", closed));
    in_order(row, ("placed", placed), ("limit", limit));
    let (title, category) = match lent? {
        Lent::Title(title) => (Some(title), titles.rows[title].category),
        Lent::Category(category) => (None, category),
    };
    let (pickup, outcome) = (pickup?, outcome?);
    if let Some(lender) = lender
        && !fits(places, outcome, pickup, lender)
    {
        let span = row.span("lender");
        row.warn(codes::lender_does_not_fit(span, outcome.word()));
    }
    Some(ClosedRequest {
        closed: closed?,
        number: number?,
        title,
        category,
        pickup,
        placed: placed?,
        limit,
        outcome,
        lender,
        pulls_failed: u16::try_from(pulls_failed).ok()?,
        collected,
        items: Items(items),
        asked: Items(asked),
    })
}

/// Whether a lender can have led to an outcome.
fn fits(places: &Places, outcome: RequestOutcome, pickup: PlaceIdx, lender: PlaceIdx) -> bool {
    let is_background = places.rows[lender].kind == PlaceKind::Background;
    let is_own = places.rows[lender].organisation == places.rows[pickup].organisation;
    match outcome {
        RequestOutcome::OwnOrganisation => is_own && !is_background,
        RequestOutcome::Province => !is_own && !is_background,
        RequestOutcome::Background => is_background,
        RequestOutcome::Outside => !is_own,
        RequestOutcome::Lapsed | RequestOutcome::Withdrawn => false,
    }
}

fn failed_pulls(pass: &mut Pass<'_>, places: &Places) -> Vec<FailedPull> {
    let mut pulls = Vec::new();
    pass.rows(&PULLS_FAILED, |row| {
        let request = row.code("request").map(Box::from);
        let place = places.named(row, "place", codes::place_unknown);
        let date = row.date("date");
        let items = Items(whole_or_blank(row, "items", QUANTITY).unwrap_or(1));
        let (Some(request), Some(place), Some(date)) = (request, place, date) else { return };
        if !row.is_faulty() {
            let reason = row.cell("reason").into();
            pulls.push(FailedPull { date, place, request, items, reason });
        }
    });
    pulls
}

/// What a row is about: its title or, where it names none, its category.
fn lent(row: &mut Row<'_>, titles: &Titles) -> Option<Lent> {
    lent_in(row, titles, ["title", "category"])
}

/// What a row is about, by the names of its columns of title and category.
///
/// Facts outlive titles: a title that is gone is counted by the category of its row.
pub(super) fn lent_in(
    row: &mut Row<'_>,
    titles: &Titles,
    [title_column, category_column]: [&str; 2],
) -> Option<Lent> {
    let is_classed = !row.cell(category_column).is_empty();
    let category = if is_classed { row.word(category_column, &Category::WORDS) } else { None };
    if row.cell(title_column).is_empty() {
        if !is_classed {
            row.fault(codes::neither_title_nor_category(row.row_span()));
        }
        return category.map(Lent::Category);
    }
    let Some(category) = category else {
        return titles.named(row, title_column, codes::title_unknown).map(Lent::Title);
    };
    let code = row.code(title_column)?;
    let Some(title) = titles.index_of(code) else {
        row.warn(codes::title_is_gone(row.span(title_column), category.word()));
        return Some(Lent::Category(category));
    };
    let own = titles.rows[title].category;
    if own != category {
        row.fault(codes::category_does_not_fit(row.span(category_column), code, own.word()));
    }
    Some(Lent::Title(title))
}

/// Finds dates in an order that time does not have.
fn in_order(
    row: &mut Row<'_>,
    (first, before): (&str, Option<ServiceDate>),
    (second, after): (&str, Option<ServiceDate>),
) {
    if let (Some(before), Some(after)) = (before, after)
        && after < before
    {
        row.fault(codes::dates_reversed(row.span(second), (first, before), after));
    }
}

/// A whole number, or nothing where the cell is blank.
pub(super) fn whole_or_blank(
    row: &mut Row<'_>,
    column: &str,
    range: RangeInclusive<i64>,
) -> Option<i64> {
    if row.cell(column).is_empty() { None } else { row.whole(column, range) }
}

/// A time, or nothing where the cell is blank.
pub(super) fn time_or_blank(row: &mut Row<'_>, column: &str) -> Option<ClockTime> {
    if row.cell(column).is_empty() { None } else { row.time(column) }
}

fn text_or_blank(row: &Row<'_>, column: &str) -> Option<Box<str>> {
    let cell = row.cell(column);
    (!cell.is_empty()).then(|| cell.into())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::ingest::read_tables;
    use crate::ingest::schema::HISTORY;

    const FILES: [(&str, &str); 5] = [
        (
            "visits_made.csv",
            "place,date,status,planned,time,reason\nROD,2026-11-17,moved,2026-11-16,09:10,mist\n",
        ),
        (
            "moves.csv",
            "from,to,kind,accepted,sent,received,items,crate,request\n\
             EMM,ROD,request,2026-11-14,2026-11-16,2026-11-19,1,K-1,R-900\n",
        ),
        (
            "loans.csv",
            "date,place,title,category,origin,loans,returns\n2026-11-17,ROD,T1,,own,3,2\n\
             2026-11-16,ROD,,novel,outside,1,\n",
        ),
        (
            "requests_closed.csv",
            "request,title,category,pickup,placed,closed,outcome,lender,pulls_failed,collected,\
             items\nR-900,T1,novel,ROD,2026-11-14,2026-11-19,province,EMM,1,yes,1\n",
        ),
        ("pulls_failed.csv", "request,place,date,items,reason\nR-900,HGV,2026-11-15,1,zoek\n"),
    ];

    fn week() -> Tables {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/small/week");
        let (tables, found) = read_tables(&folder).expect("the small week");
        assert!(found.is_empty());
        tables
    }

    fn read(tables: &Tables, files: &[(&str, Vec<u8>)]) -> (History, Diagnostics) {
        tables.history(HolidayRules::default(), &mut |name| {
            let file = files.iter().find(|(known, _)| *known == name);
            file.map_or(FileContent::Absent, |(_, bytes)| FileContent::Bytes(bytes.clone()))
        })
    }

    fn files() -> Vec<(&'static str, Vec<u8>)> {
        FILES.iter().map(|(name, text)| (*name, text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn all_files_are_read_and_all_may_lack() {
        let tables = week();
        let (history, found) = read(&tables, &files());
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(history.visits()[0].status, VisitStatus::Moved);
        assert_eq!(history.moves()[0].request.as_deref(), Some("R-900"));
        assert_eq!(history.loans().iter().map(|count| count.loans).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(history.requests()[0].outcome, RequestOutcome::Province);
        assert_eq!(history.failed_pulls()[0].items, Items(1));
        let (nothing, found) = read(&tables, &[]);
        assert!(nothing.is_empty() && found.is_empty());
    }

    #[test]
    fn sums_that_stream_by_are_those_of_the_counts() {
        let tables = week();
        let (history, _) = read(&tables, &files());
        let (sums, found) =
            tables.loan_sums(&mut |_| FileContent::Bytes(FILES[2].1.as_bytes().to_vec()));
        assert!(found.is_empty());
        let organisation = |place: PlaceIdx| tables.places.rows[place].organisation;
        assert_eq!(sums, history.loans().sums(organisation));
    }

    #[test]
    fn a_count_that_stands_twice_is_found_and_the_earlier_stays() {
        let text = format!("{}2026-11-17,ROD,T1,novel,own,9,9\n", FILES[2].1);
        let (history, found) = read(&week(), &[("loans.csv", text.into_bytes())]);
        let told = found.iter().next().expect("a finding");
        assert_eq!((told.code.0, told.span.row), ("F0009", Some(4)));
        assert_eq!(told.facts, ["ROD", "2026-11-17", "2"]);
        assert_eq!(history.loans().iter().map(|count| count.loans).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn damaged_files_never_panic() {
        let tables = week();
        assert_eq!(HISTORY.map(|schema| schema.file), FILES.map(|(name, _)| name));
        for (name, text) in FILES {
            for cut in 0..text.len() {
                for poison in [&b"\xff"[..], b"\"", b"2026-13-45,", b"-1", b"\n;"] {
                    let mut bytes = text.as_bytes()[..cut].to_vec();
                    bytes.extend_from_slice(poison);
                    bytes.extend_from_slice(&text.as_bytes()[cut + cut % 2..]);
                    drop(read(&tables, &[(name, bytes)]));
                }
            }
        }
    }
}
