//! Codes by which the world knows places and titles, and the moves of places.

use std::collections::BTreeMap;

use super::codes;
use super::findings::Findings;
use super::pass::Pass;
use super::places::{Places, position};
use super::rows::Row;
use super::schema::RELOCATIONS;
use super::stock::Titles;
use crate::diagnostic::{Diagnostic, Span};
use crate::index::{PlaceIdx, TitleIdx};
use crate::model::{
    Isbn, IsbnFault, Isil, PlaceKind, Ppn, RegisteredKind, Registration, Relocation, ServiceDate,
    TitleIdentity, UsePeriod,
};

/// What a row of `places.csv` says of the register.
pub(super) fn registration(row: &mut Row<'_>, kind: Option<PlaceKind>) -> Registration {
    let isil = isil(row, kind);
    let in_use =
        UsePeriod { opens: row.date_or_blank("opens"), closes: row.date_or_blank("closes") };
    if let (Some(opens), Some(closes)) = (in_use.opens, in_use.closes)
        && closes < opens
    {
        row.fault(codes::period_reversed(row.span("closes"), opens, closes));
    }
    Registration { isil, in_use, relocations: Vec::new() }
}

fn isil(row: &mut Row<'_>, kind: Option<PlaceKind>) -> Option<Isil> {
    let cell = row.cell("isil");
    if cell.is_empty() {
        return None;
    }
    let isil = Isil::parse(cell);
    match isil.as_ref().map(Isil::registered_kind) {
        None => row.fault(codes::isil_wrong(row.span("isil"))),
        Some(Some(registered)) => {
            if let Some(kind) = kind.filter(|kind| !agree(*kind, registered)) {
                let digits = &cell[cell.len() - 4..];
                row.warn(codes::isil_contradicts(row.span("isil"), digits, kind.word()));
            }
        }
        Some(None) => {}
    }
    isil
}

/// Whether a place of a kind may have a code of the register that ends so.
const fn agree(kind: PlaceKind, registered: RegisteredKind) -> bool {
    use PlaceKind as Kind;
    match registered {
        RegisteredKind::HeadAddress => !matches!(
            kind,
            Kind::Branch | Kind::SmallBranch | Kind::ServicePoint | Kind::BookBusStop
        ),
        RegisteredKind::Branch => {
            matches!(kind, Kind::Main | Kind::Branch | Kind::SmallBranch | Kind::ServicePoint)
        }
        RegisteredKind::BookBus => matches!(kind, Kind::BookBusStop),
        RegisteredKind::Special => {
            !matches!(kind, Kind::Main | Kind::Branch | Kind::SmallBranch | Kind::BookBusStop)
        }
    }
}

/// Finds codes that two places share; a code of a closed place is never reused. O(n log n).
pub(super) fn check_isils(places: &Places, found: &mut Findings) {
    let mut first: BTreeMap<String, PlaceIdx> = BTreeMap::new();
    for (index, place) in places.rows.iter_indexed() {
        let Some(isil) = &place.registration.isil else { continue };
        let Some(&other) = first.get(&isil.folded()) else {
            first.insert(isil.folded(), index);
            continue;
        };
        let closes = |of: PlaceIdx| places.rows[of].registration.in_use.closes;
        let closed = [other, index].into_iter().find_map(|of| Some((of, closes(of)?)));
        let span = places.span(index);
        found.push(if let Some((of, closes)) = closed {
            let heir = if of == index { other } else { index };
            let names = [places.code(of), places.code(heir)];
            codes::isil_reused(span, isil.as_str(), names, closes)
        } else {
            let line = places.span(other).row.unwrap_or_default();
            codes::isil_twice(span, isil.as_str(), places.code(other), line)
        });
    }
}

/// Gives each place the moves of `relocations.csv`, by date.
pub(super) fn relocations(pass: &mut Pass<'_>, places: &mut Places) {
    let mut moves: BTreeMap<(PlaceIdx, ServiceDate), (Relocation, u64)> = BTreeMap::new();
    pass.rows(&RELOCATIONS, |row| {
        let place = places.named(row, "place", codes::place_unknown);
        let (from, position) = (row.date("from"), position(row));
        let (Some(place), Some(from), Some(position)) = (place, from, position) else { return };
        if let Some((_, line)) = moves.get(&(place, from)) {
            let line = *line;
            row.fault(codes::relocation_twice(row.row_span(), row.cell("place"), from, line));
        } else if !row.is_faulty() {
            let address = row.cell("address").to_owned();
            moves.insert((place, from), (Relocation { from, address, position }, row.line()));
        }
    });
    for ((place, _), (relocation, _)) in moves {
        places.rows[place].registration.relocations.push(relocation);
    }
}

/// The numbers of a row of `titles.csv`, and its work. A number that is wrong is left out.
pub(super) fn title_identity(row: &mut Row<'_>) -> TitleIdentity {
    let ppn = match number(row, "ppn") {
        "" => None,
        text => {
            let ppn = Ppn::parse(text);
            if ppn.is_none() {
                row.warn(codes::ppn_wrong(row.span("ppn")));
            }
            ppn
        }
    };
    let mut isbns: Vec<Isbn> = Vec::new();
    for text in number(row, "isbn").split_whitespace() {
        let isbn = isbn(row, text);
        if isbn.is_none() {
            row.warn(codes::isbn_wrong(row.span("isbn"), text));
        }
        isbns.extend(isbn.filter(|isbn| !isbns.contains(isbn)));
    }
    let work = row.cell("work");
    TitleIdentity { ppn, isbns, work: (!work.is_empty()).then(|| work.into()) }
}

/// A cell of numbers that no spreadsheet rounded; blank where there is none.
fn number<'a>(row: &mut Row<'a>, column: &str) -> &'a str {
    if row.cell(column).is_empty() {
        return "";
    }
    row.code(column).unwrap_or_default()
}

/// A number of the cell `isbn`; one that lost a zero gets it back, with a warning.
fn isbn(row: &mut Row<'_>, text: &str) -> Option<Isbn> {
    match Isbn::parse(text) {
        Ok(isbn) => Some(isbn),
        Err(IsbnFault::ZeroLost(isbn)) => {
            row.warn(codes::zero_lost(row.span("isbn"), text));
            Some(isbn)
        }
        Err(IsbnFault::Form | IsbnFault::CheckDigit) => None,
    }
}

/// The numbers of all titles, sorted.
pub(super) struct Identities {
    ppns: Vec<(Ppn, TitleIdx)>,
    isbns: Vec<(Isbn, TitleIdx)>,
    /// Whether no title was left out, so that an unknown number is unknown for certain.
    is_whole: bool,
}

impl Identities {
    /// Collects the numbers and finds those that two titles share. O(n log n).
    pub(super) fn of(titles: &Titles, found: &mut Findings) -> Self {
        let mut identities =
            Self { ppns: Vec::new(), isbns: Vec::new(), is_whole: titles.is_whole() };
        for (index, title) in titles.rows.iter_indexed() {
            identities.ppns.extend(title.identity.ppn.iter().map(|ppn| (ppn.clone(), index)));
            identities.isbns.extend(title.identity.isbns.iter().map(|isbn| (*isbn, index)));
        }
        identities.ppns.sort_unstable();
        identities.isbns.sort_unstable();
        let mut tell = |of: &[TitleIdx], number: &str, twice: TwiceFinding| {
            for title in &of[1..] {
                found.push(twice(titles.span(*title), number, titles.code(of[0])));
            }
        };
        for same in identities.ppns.chunk_by(|one, next| one.0 == next.0) {
            // A number that is another title's id would name two titles as well.
            let ppn = same[0].0.as_str();
            let with_id = titles.index_of(ppn).filter(|title| same.iter().all(|of| of.1 != *title));
            let of: Vec<TitleIdx> = with_id.into_iter().chain(same.iter().map(|of| of.1)).collect();
            tell(&of, ppn, codes::ppn_twice);
        }
        for same in identities.isbns.chunk_by(|one, next| one.0 == next.0) {
            let of: Vec<TitleIdx> = same.iter().map(|of| of.1).collect();
            tell(&of, &same[0].0.to_string(), codes::isbn_twice);
        }
        identities
    }

    /// The title that the cell `title` of a row names: by its id, its PPN or an ISBN.
    /// O(log titles), without allocation when it is an id.
    pub(super) fn title_named(&self, row: &mut Row<'_>, titles: &Titles) -> Option<TitleIdx> {
        titles.named_or(row, "title", codes::title_unknown, |row, text| {
            let (ppn, isbn) = (Ppn::parse(text), Isbn::parse(text));
            let mut named = self.with_ppn(ppn.as_ref());
            named.extend(self.with_isbn(isbn.as_ref().ok().copied()));
            // Nine digits that check are a PPN as well, so a zero is missed only in the end.
            if let (true, Err(IsbnFault::ZeroLost(whole))) = (named.is_empty(), &isbn) {
                named = self.with_isbn(Some(*whole));
                if !named.is_empty() {
                    row.warn(codes::zero_lost(row.span("title"), text));
                }
            }
            named.sort_unstable();
            named.dedup();
            match named[..] {
                [title] => Some(Some(title)),
                [one, other, ..] => {
                    let names = [one, other].map(|title| titles.code(title));
                    row.fault(codes::title_ambiguous(row.span("title"), names));
                    Some(None)
                }
                // The title that has this number may be one that was left out.
                [] if !self.is_whole && (ppn.is_some() || isbn.is_ok()) => {
                    row.leave_out();
                    Some(None)
                }
                [] => None,
            }
        })
    }

    fn with_ppn(&self, ppn: Option<&Ppn>) -> Vec<TitleIdx> {
        let Some(ppn) = ppn else { return Vec::new() };
        let start = self.ppns.partition_point(|(known, _)| known < ppn);
        let same = self.ppns[start..].iter().take_while(|(known, _)| known == ppn);
        same.map(|(_, title)| *title).collect()
    }

    fn with_isbn(&self, isbn: Option<Isbn>) -> Vec<TitleIdx> {
        let Some(isbn) = isbn else { return Vec::new() };
        let start = self.isbns.partition_point(|(known, _)| *known < isbn);
        let same = self.isbns[start..].iter().take_while(|(known, _)| *known == isbn);
        same.map(|(_, title)| *title).collect()
    }
}

/// The finding of a number at a row that another title, by its code, has already.
type TwiceFinding = fn(Span, &str, &str) -> Diagnostic;
