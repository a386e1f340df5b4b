//! A week's question and its answer, as plain values.

use crate::index::{IndexVec, OrganisationIdx, PlaceIdx, RequestIdx, SquareMatrix, TitleIdx};
use crate::units::{Cents, Cost, Items};

use super::certificate::Bundle;
use super::network::Network;

/// Everything that decides who supplies what in a week.
///
/// All vectors and matrices over [`PlaceIdx`] have one entry for each place.
#[derive(Clone, Debug)]
pub struct WeekProblem {
    /// Copies on the shelf now; lots of one title and lender are added up.
    pub copies: Vec<CopyLot>,
    /// Copies on loan that come back within the request limit; lots of a title are added up.
    pub returning: Vec<ReturningLot>,
    /// The most that a lender pulls for one departure window (visit).
    pub pull_capacity: IndexVec<PlaceIdx, Items>,
    /// Places on the hold shelf of a pick-up branch, for the week.
    pub shelf_capacity: IndexVec<PlaceIdx, Items>,
    /// Handling, marginal transport and organisation preference, from lender to pick-up branch.
    pub fixed_cost: SquareMatrix<PlaceIdx, Cents>,
    /// The organisation of each place.
    pub organisation: IndexVec<PlaceIdx, OrganisationIdx>,
    /// The most that the places of an organisation pull in the week, whoever it is for; `None` is
    /// any amount.
    pub lending_max: IndexVec<OrganisationIdx, Option<Items>>,
    /// What pulls cost more where a window is much used, by rising share; empty is never.
    pub load_steps: Vec<LoadStep>,
    /// The decision moments, in time order.
    pub rounds: Vec<Round>,
}

/// From a share of a window's pulls on, each pull costs more (drukte).
///
/// Prices rise with the share: who has pulled little is asked first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoadStep {
    /// The share of the pulls that a lender can do in a window, in per cent.
    pub from_percent: i64,
    /// What each pull beyond it costs.
    pub price: Cents,
}

impl LoadStep {
    /// The first pull of so many, from 0, that costs this price.
    pub(super) fn first_pull(self, most: i64) -> i64 {
        ((most * self.from_percent + 99) / 100).clamp(0, most)
    }
}

/// Copies of a title on the shelf of a lender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyLot {
    /// The title.
    pub title: TitleIdx,
    /// Where the copies stand.
    pub lender: PlaceIdx,
    /// How many can be pulled.
    pub available: Items,
}

/// Copies of a title that are on loan and come back in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReturningLot {
    /// The title.
    pub title: TitleIdx,
    /// How many come back within the request limit.
    pub quantity: Items,
}

/// One decision moment: the pull lists (pluklijsten) made on one morning.
#[derive(Clone, Debug)]
pub struct Round {
    /// Days from this morning to the hold shelf; `None` where nothing can be sent.
    pub lead_days: SquareMatrix<PlaceIdx, Option<u16>>,
    /// Which visit of the lender these pulls leave with; `None` when it sends nothing. All rounds
    /// with the same number for a lender share its pull capacity.
    pub window: IndexVec<PlaceIdx, Option<u32>>,
    /// The requests decided now; each stands in one round.
    pub requests: Vec<OpenRequest>,
}

/// A request (aanvraag) that no copy at its pick-up branch filled at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRequest {
    /// The request.
    pub request: RequestIdx,
    /// The title that it asks for.
    pub title: TitleIdx,
    /// Other titles that serve it as well, none of them twice: the other editions of its work.
    pub others: Vec<OtherEdition>,
    /// The one place whose copy is asked for; `None` where any copy will do.
    pub only_from: Option<PlaceIdx>,
    /// Lenders on whose pull list it stands already; others cost [`reprint`](Self::reprint) more.
    pub printed: Vec<PlaceIdx>,
    /// What it costs more to be served by anything else than a lender on whose list it stands.
    pub reprint: Cents,
    /// Where the reader collects it.
    pub pickup: PlaceIdx,
    /// Copies asked for, at least one.
    pub quantity: Items,
    /// Whether it may be filled in part.
    pub group: Group,
    /// Days since the request was made; of equally cheap answers, the longest wait is served.
    pub waited_days: u16,
    /// Days from the round's morning within which a copy of the province counts as filling it.
    pub limit_days: u16,
    /// Whether a returning copy would be one of the pick-up branch's own organisation.
    pub own_returns: bool,
    /// Price of a day until the copy is on the hold shelf.
    pub price_per_day: Cents,
    /// All told, for a copy served by one that comes back.
    pub wait: Cents,
    /// All told, for a copy from outside the province.
    pub outside: Cents,
    /// All told, for a copy not served: the forgone reward.
    pub unfilled: Cents,
}

/// Whether a request for several copies may be filled in part (groepsaanvraag).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Group {
    /// It may.
    #[default]
    InPart,
    /// It is asked for whole: all copies or none.
    Whole,
    /// It was asked for whole, and gets nothing.
    LeftOut,
}

/// Another title that serves a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OtherEdition {
    /// The title.
    pub title: TitleIdx,
    /// Whether its returning copies come back within this request's limit.
    pub returns: bool,
}

impl OpenRequest {
    /// Whether a lender's copies may serve it.
    pub(super) fn takes_from(&self, lender: PlaceIdx) -> bool {
        self.group != Group::LeftOut && self.only_from.is_none_or(|only| only == lender)
    }

    /// What a source costs more because others were told to pull.
    pub(super) fn reprinted(&self, source: Source) -> Cents {
        let stays = match source {
            Source::Copy(lender) => self.printed.contains(&lender),
            _ => false,
        };
        if stays || self.printed.is_empty() { Cents::ZERO } else { self.reprint }
    }

    /// Gives it nothing: every other way is dearer.
    pub(super) fn leave_out(&mut self) {
        self.group = Group::LeftOut;
        self.others.clear();
        self.wait = self.unfilled + Cents(1);
        self.outside = self.wait;
    }

    /// Whether a title serves it by a copy on a shelf.
    pub(super) fn accepts(&self, title: TitleIdx) -> bool {
        self.title == title || self.others.iter().any(|other| other.title == title)
    }

    /// Whether a title serves it by a copy that comes back.
    pub(super) fn awaits(&self, title: TitleIdx) -> bool {
        // Which of a title's copies comes back is not known.
        let other = |other: &OtherEdition| other.title == title && other.returns;
        let is_any = self.only_from.is_none() && self.group != Group::LeftOut;
        is_any && (self.title == title || self.others.iter().any(other))
    }
}

/// What serves a copy of a request; in order of preference where the cost is equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A copy on the shelf of this lender.
    Copy(PlaceIdx),
    /// A copy that comes back within the limit.
    Returning,
    /// A library outside the province.
    Outside,
    /// Nothing.
    Unfilled,
}

/// A request and what serves it, or a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Choice {
    /// The request.
    pub request: RequestIdx,
    /// What serves it.
    pub source: Source,
    /// The title of the copies: the one asked for, or another that serves it.
    pub title: TitleIdx,
    /// How many copies, at least one.
    pub quantity: Items,
}

/// The answer to a [`WeekProblem`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekAnswer {
    /// Who serves what, sorted by request, source and title; the quantities of a request add up to what
    /// it asks for.
    pub choices: Vec<Choice>,
    /// What all choices cost.
    pub cost: Cents,
    /// The flow of the week and what bounds it.
    pub proof: WeekProof,
    /// Windows whose pull capacity costs something, sorted by lender and window.
    pub binding: Vec<BindingLender>,
}

/// A full departure window, and what one more pull in it would save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BindingLender {
    /// The lender.
    pub lender: PlaceIdx,
    /// Its window.
    pub window: u32,
    /// What one pull more would save, whole cents.
    pub price: Cost,
}

/// The network of a week, a flow, and potentials that bound every other flow.
///
/// [`verify_bundled`](crate::matching::verify_bundled) accepts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekProof {
    /// The network; its costs are cents times `scale`, plus a preference below `scale / 2` in total.
    pub network: Network,
    /// Arcs that share the copies of a lot, where several windows contend for it.
    pub bundles: Vec<Bundle>,
    /// What each arc of the network stands for.
    pub roles: Vec<ArcRole>,
    /// Units on each arc.
    pub flow: Vec<i64>,
    /// A price for each node under which no arc of the flow is too dear, with the copies of each
    /// bundle divided over its arcs as they are: what explanations tell.
    pub prices: Vec<i64>,
    /// The certificate: the potentials that prove `dual_cost`.
    pub potentials: Vec<i64>,
    /// What the flow costs, scaled; divided by `scale` and rounded down it is cents.
    pub cost: i64,
    /// The lower bound that the potentials prove, scaled; equal to `cost` where the flow is proven
    /// cheapest, as it always is without bundles.
    pub dual_cost: i64,
    /// Scaled units in a cent.
    pub scale: i64,
    /// Steps of the solver.
    pub pivots: u64,
}

impl WeekProof {
    /// What no choice can undercut, in whole cents.
    ///
    /// A choice costs whole cents and preferences of less than half a cent, so that more than half
    /// a cent above a number of cents is the next one.
    pub const fn bound(&self) -> Cents {
        Cents((self.dual_cost + self.scale / 2).div_euclid(self.scale))
    }
}

/// What an arc of a week's network stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArcRole {
    /// Pulls of all places of an organisation; capacity: what they may lend in the week.
    Lending {
        /// The organisation.
        organisation: OrganisationIdx,
    },
    /// Pulls of a lender in a window; capacity: pulls left, or more than the
    /// week asks for. Where pulls cost more from some share on, the window has an arc for each price.
    Window {
        /// The lender.
        lender: PlaceIdx,
        /// The window.
        window: u32,
    },
    /// Copies of a title that several requests of the week want; capacity: copies left.
    Copies {
        /// Where they stand.
        lender: PlaceIdx,
    },
    /// Returning copies that several requests of the week want; capacity: copies left.
    Returns,
    /// Requests of a pick-up branch that need no place on its shelf, beyond those for which there
    /// is none.
    Shelf {
        /// The pick-up branch.
        pickup: PlaceIdx,
    },
    /// Copies for a request.
    Serve {
        /// The request.
        request: RequestIdx,
        /// What serves it.
        source: Source,
        /// The title of the copies.
        title: TitleIdx,
    },
}
