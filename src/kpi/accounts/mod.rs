//! The accounts: who sent what to whom, who owes whom, and what the collection does.
//!
//! All of it is of what happened, like [`facts()`](super::facts()); nothing planned counts.
//!
//! - [`Traffic`]: items sent and received by place and kind, between organisations, and lead time.
//! - [`Settlement`]: the yearly accounts of mutual lending (verrekening onderling leenverkeer, OBL):
//!   delivered items by lender and borrower at the tariff of the day, corrections as lines of their
//!   own, and what each organisation gets or owes. Nets add up to nought.
//! - [`Ledger`]: loans across the border of the province, with fee, postage and reader's fee, borne
//!   by the organisation of the place (kostenplaats).
//! - [`CollectionFigures`]: the themes of the collection meeting (themabespreking): reservation time,
//!   turnover, bought, weeded, budget by category.
//! - [`LibrarySpread`]: how far people live from the nearest library (spreidingsmonitor).
//!
//! Moves come one by one ([`Traffic::add`], [`SettlementBook::add`]), so that millions of them need
//! no memory; what is kept grows with places, organisations, tariffs and days.
//!
//! An amount without a tariff counts nothing and is told ([`Settlement::unpriced`],
//! [`Ledger::unpriced`]).

mod collection;
mod ledger;
mod settlement;
mod spread;
#[cfg(test)]
mod tests;
mod traffic;

pub use collection::{CategoryFigures, CollectionFigures, collection_figures};
pub use ledger::{Ledger, LedgerLine, LedgerSource, LedgerTotal, ledger};
pub use settlement::{Settlement, SettlementBook, SettlementLine};
pub use spread::{
    LibrarySpread, MunicipalitySpread, NearestLibrary, SPREAD_WITHIN, SpreadWays, libraries,
    library_spread,
};
pub use traffic::{KINDS, Owners, PlaceTraffic, Traffic};
