//! The accounts of mutual lending.

use std::collections::BTreeMap;

use super::traffic::Owners;
use crate::index::{IndexVec, OrganisationIdx};
use crate::model::{Correction, ItemMove, ParcelKind, Period, ServiceDate, TariffKind, Tariffs};
use crate::units::{Cents, Items};

/// Items that an organisation lent another, at one tariff (factuurregel).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementLine {
    /// Who lent, and gets paid.
    pub lender: OrganisationIdx,
    /// Who borrowed, and pays.
    pub borrower: OrganisationIdx,
    /// The first day of the tariff.
    pub since: ServiceDate,
    /// The tariff.
    pub price: Cents,
    /// Items; below nought in a reversal.
    pub items: Items,
    /// Items by price.
    pub amount: Cents,
    /// Day and reason of a correction; `None` of what was delivered.
    pub correction: Option<(ServiceDate, Box<str>)>,
}

/// Who owes whom for a period (verrekening).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The period, mostly a year.
    pub period: Period,
    /// Lines by lender, borrower and tariff, then the corrections in the order of their file.
    pub lines: Vec<SettlementLine>,
    /// What each organisation gets less what it pays; adds up to nought.
    pub net: IndexVec<OrganisationIdx, Cents>,
    /// Items delivered or corrected on days before the first tariff; they cost nothing.
    pub unpriced: Items,
    /// The first of those days.
    pub first_unpriced: Option<ServiceDate>,
}

/// An account that is filled move by move.
#[derive(Clone, Debug)]
pub struct SettlementBook {
    tariffs: Tariffs,
    period: Period,
    owners: Owners,
    /// Items by lender, borrower, first day and price of the tariff.
    sums: BTreeMap<(OrganisationIdx, OrganisationIdx, ServiceDate, Cents), i64>,
    unpriced: i64,
    first_unpriced: Option<ServiceDate>,
}

impl SettlementBook {
    /// An empty account of a period.
    pub fn new(owners: Owners, tariffs: Tariffs, period: Period) -> Self {
        Self { tariffs, period, owners, sums: BTreeMap::new(), unpriced: 0, first_unpriced: None }
    }

    /// Adds a move: a requested item that reached another organisation in the period is charged on
    /// the day on which it arrived. What it costs; `None` where it is not charged.
    pub fn add(&mut self, moved: &ItemMove) -> Option<Cents> {
        let received = moved.received.filter(|day| self.period.contains(*day))?;
        let (from, to) = (self.owners.at(moved.from), self.owners.at(moved.to));
        if moved.kind != ParcelKind::Request || from == to {
            return None;
        }
        let Some(tariff) = self.tariffs.at(TariffKind::Mutual, received) else {
            self.without_tariff(received, moved.items);
            return Some(Cents(0));
        };
        let sum = self.sums.entry((from, to, tariff.from, tariff.price)).or_default();
        *sum += moved.items.0;
        Some(tariff.price * moved.items.0)
    }

    fn without_tariff(&mut self, day: ServiceDate, items: Items) {
        self.unpriced += items.0;
        self.first_unpriced = Some(self.first_unpriced.map_or(day, |first| first.min(day)));
    }

    /// The account with the corrections that belong to its period.
    pub fn close(mut self, corrections: &[Correction]) -> Settlement {
        let mut lines: Vec<SettlementLine> = (self.sums.iter())
            .map(|(&(lender, borrower, since, price), &items)| SettlementLine {
                lender,
                borrower,
                since,
                price,
                items: Items(items),
                amount: price * items,
                correction: None,
            })
            .collect();
        let period = self.period;
        for of in corrections.iter().filter(|of| period.contains(of.date)) {
            let Some(tariff) = self.tariffs.at(TariffKind::Mutual, of.date) else {
                self.without_tariff(of.date, of.items);
                continue;
            };
            lines.push(SettlementLine {
                lender: of.lender,
                borrower: of.borrower,
                since: tariff.from,
                price: tariff.price,
                items: of.items,
                amount: tariff.price * of.items.0,
                correction: Some((of.date, of.reason.clone())),
            });
        }
        let mut net = IndexVec::filled(Cents(0), self.owners.organisations());
        for line in &lines {
            net[line.lender] += line.amount;
            net[line.borrower] -= line.amount;
        }
        Settlement {
            period: self.period,
            lines,
            net,
            unpriced: Items(self.unpriced),
            first_unpriced: self.first_unpriced,
        }
    }
}

impl Settlement {
    /// Items that an organisation lent another, corrections included.
    pub fn items(&self, lender: OrganisationIdx, borrower: OrganisationIdx) -> Items {
        let between =
            self.lines.iter().filter(|line| (line.lender, line.borrower) == (lender, borrower));
        Items(between.map(|line| line.items.0).sum())
    }
}
