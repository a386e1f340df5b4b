//! Bytes to model: a folder of CSV files becomes a province, or findings that say why not.
//!
//! A folder is read in two steps. [`read_tables`] reads each file once, in the order in which
//! files name each other, and resolves codes to indices; it needs no settings, so that a planner
//! whose settings are broken still hears about the data. [`Tables::into_province`] then checks
//! what only the settings and the whole can show. Both give what they could use *and* all that
//! was found: a row with an error is left out, the next one is read. A row that names a row left
//! out is left out silently, so that one mistake is one finding.
//!
//! # Method
//!
//! A file is a stream of bytes that is never held whole. Chunks become text in UTF-8, or in
//! Windows-1252 with a warning; lines and fields are found by a search for their ends, so that
//! only records with quotation marks or of unusual length are read byte by byte, and of those
//! only the first bytes are kept. Records are read a few dozen at a time and the codes in them
//! looked up together in hash tables, since a processor that waits for many places of memory at
//! once waits as long as for one; then each row is given to the function that knows its file.
//! All is O(bytes), without an allocation a row. Every number has a range and every limit is a
//! named constant, so that damaged files cost findings and never memory or a panic. Heads may be
//! in English or Dutch. Forms are those of RFC 4180, Y. Shafranovich (2005), "Common format and
//! MIME type for comma-separated values files", taken leniently in line ends and blank lines and
//! strictly in widths of rows.
//!
//! History is read beside the tables, by their codes: [`Tables::history`] as facts,
//! [`Tables::loan_sums`] as the sums that planning needs; both stream. [`Tables::accounts`] are
//! tariffs, corrections and budgets. A returned week
//! ([`Tables::facts`]) is a file of its own, with Dutch or English heads and words.
//!
//! It deliberately does not guess: no date in month-first order, no unit, no separator of
//! thousands, no missing column. It reads no member data: a file of requests, holdings or
//! shipments with a column that looks like a member is refused whole, and no value of it is kept.
//! It says nothing in words; `report` has them. Spreadsheets are not read yet, and `settings.toml`
//! belongs to `app`.
//!
//! Files of public routing instances have readers of their own, in [`instance`], and files of roads
//! in [`roads`].
//!
//! Entry points: [`read_folder`], [`read_tables`], [`read_text`], [`read_texts`],
//! [`Tables::read`], [`Tables::into_province`], [`Tables::into_parts`], [`read_history`],
//! [`Tables::facts`].
//!
//! ```
//! use leenroute::ingest::read_texts;
//!
//! let places = "id,name,kind,organisation,lon,lat\nASN,Assen,main,NRD,6.5625,52.99667\n";
//! let (_, found) = read_texts(&[("places.csv", places)]);
//! let missing = found.iter().filter(|finding| finding.code.0 == "I0011");
//! assert_eq!(missing.count(), 9);
//! ```

mod accounts;
mod block;
mod codebook;
mod codes;
mod demand;
mod detours;
mod distances;
mod dutch;
mod encoding;
mod error;
mod facts;
mod findings;
mod fleet;
mod folder;
mod forms;
pub mod geojson_ground;
mod head;
mod history;
mod hours;
mod identity;
pub mod instance;
mod limits;
mod mapped;
pub mod measured;
mod memory;
mod pass;
mod places;
mod province;
mod record;
mod returns;
pub mod roads;
mod rows;
mod scan;
mod schema;
mod school_holidays;
#[cfg(feature = "http")]
pub mod servers;
mod source;
mod stock;
mod table;
mod tables;
#[cfg(test)]
mod tests;
mod text;
pub mod travel_json;

pub use codes::{
    dates_reversed, fact_contradicted, fact_of_another_week, lender_missing, place_gone,
    request_not_delivered, request_unknown, setting_missing, setting_not_allowed, setting_unknown,
    setting_unreadable, travel_far_from_road, travel_of_other_label, travel_of_other_places,
    visit_not_planned, ways_of_other_travel,
};
pub use error::IngestError;
pub use facts::{Fact, FactRow, Facts, ItemFact, ItemStatus};
pub use folder::{
    TravelTable, read_accounts, read_folder, read_history, read_history_streaming, read_loan_sums,
    read_tables, read_tables_with, read_text, read_texts,
};
pub use mapped::{
    Mapping, MappingFault, OurTable, Proposal, TheirTable, TheirTableError, importable, mapped,
    propose, read_their_table,
};
pub use pass::Scope;
pub use province::Reading;
pub use source::{FileContent, Source};
pub use tables::Tables;
