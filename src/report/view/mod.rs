//! The data of each sheet: pure, typed, without words of a language and without markup.
//!
//! One struct a sheet, made from the province and the plan in one pass over the visits that it
//! shows. Quantities keep their types; the templates format them. Order is the reader's: stops
//! as driven, loads in reverse, pull lines by category and title.
//!
//! It deliberately recomputes nothing that the plan states, save what is on board, which is a
//! running sum of the plan's own crates.
//!
//! Entry points: [`RouteSheet::new`], [`Manifest::of_route`], [`PullList::all`],
//! [`SortList::all`], [`WeekView::new`], [`Map::of_week`].

mod exception;
mod label;
mod load;
mod manifest;
mod map;
mod names;
mod pull_list;
mod route_sheet;
mod slip;
mod sort_list;
mod stamp;
mod ways;
mod week;

pub(super) use exception::ExceptionForm;
pub(super) use label::{LabelSheet, Labelled};
pub(super) use manifest::Manifest;
pub(super) use map::{Map, Mark};
pub(super) use names::{SheetNames, route_letter};
pub(super) use pull_list::PullList;
pub(super) use route_sheet::{RouteRow, RouteSheet, navigation};
pub(super) use slip::SlipSheet;
pub(super) use sort_list::SortList;
pub(super) use stamp::Stamp;
pub(super) use ways::{Followed, RoutePath};
pub(super) use week::WeekView;
#[cfg(feature = "pdf")]
pub(super) use {
    label::Label,
    load::{KindCount, TransferRow},
    manifest::{CrateRow, ManifestStop, TransferLine},
    map::MapLine,
    pull_list::{PullLine, PullRound},
    route_sheet::{Moves, StopRow},
    slip::{Bars, Slip},
    sort_list::Dock,
    week::PlaceLine,
};
