//! The yearly accounts of mutual lending, with a trail to every move that was charged.

use std::path::{Path, PathBuf};

use super::{Read, read, report_files};
use crate::app::error::Error;
use crate::diagnostic::Diagnostics;
use crate::index::{IndexVec, PlaceIdx};
use crate::ingest::Tables;
use crate::kpi::{Settlement, SettlementBook};
use crate::model::{Accounts, ItemMove, PlaceCode, Province, ReportSpan};
use crate::store::{Overwrite, TrailFile, TrailRow, fingerprint};

/// Who owes whom.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The province.
    pub province: Province,
    /// The account.
    pub settlement: Settlement,
    /// The span.
    pub span: ReportSpan,
    /// The fingerprint of the data folder.
    pub fingerprint: String,
    /// What was found on the way; none is an error.
    pub found: Diagnostics,
}

/// Accounts being filled, and the trail of what is charged.
struct Books {
    book: SettlementBook,
    codes: IndexVec<PlaceIdx, PlaceCode>,
    trail: Option<TrailFile>,
}

impl Books {
    fn take(&mut self, line: u64, moved: &ItemMove) {
        let Some(amount) = self.book.add(moved) else { return };
        let Some(trail) = &mut self.trail else { return };
        trail.add(&TrailRow {
            line,
            from: &self.codes[moved.from].0,
            to: &self.codes[moved.to].0,
            received: moved.received.unwrap_or(moved.sent),
            items: moved.items,
            request: moved.request.as_deref().unwrap_or_default(),
            amount,
        });
    }
}

/// The accounts of mutual lending of a quarter or a year; every move that is charged goes into the
/// trail, a row each with its line in `moves.csv`, where one is asked for.
///
/// # Errors
///
/// When the folder cannot be read, its data have errors, or the trail cannot be written.
pub fn report_settlement(
    data: &Path,
    span: ReportSpan,
    trail: Option<(PathBuf, Overwrite)>,
) -> Result<Settled, Error> {
    let trail = trail.map(|(path, overwrite)| TrailFile::create(&path, overwrite)).transpose()?;
    let begin = |tables: &Tables, accounts: &Accounts| Books {
        book: SettlementBook::new(tables.owners(), accounts.tariffs.clone(), span.period()),
        codes: tables.place_codes(),
        trail,
    };
    let Read { province, accounts, streamed: books, found, .. } = read(data, begin, Books::take)?;
    if let Some(trail) = books.trail {
        trail.close()?;
    }
    Ok(Settled {
        settlement: books.book.close(&accounts.corrections),
        span,
        fingerprint: fingerprint(data, &report_files())?,
        found,
        province,
    })
}
