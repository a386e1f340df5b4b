//! Loans across the border of the province.

use std::collections::BTreeSet;

use crate::index::{IndexVec, OrganisationIdx, PlaceIdx};
use crate::model::{
    Accounts, ClosedRequest, Crossing, OutsideLoan, Period, Province, RequestOutcome, ServiceDate,
    TariffKind, Tariffs,
};
use crate::units::{Cents, Items};

/// Where a line comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LedgerSource {
    /// It stands in `outside_loans.csv`.
    Recorded,
    /// A closed request that was filled from outside and that no such row names.
    ClosedRequest,
}

/// An item that crossed the border, with what it cost (grootboekregel).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    /// The day.
    pub date: ServiceDate,
    /// Which way.
    pub crossing: Crossing,
    /// Who borrowed or lent it in the province.
    pub place: PlaceIdx,
    /// Who pays and earns: the organisation of the place (kostenplaats).
    pub organisation: OrganisationIdx,
    /// The library outside; blank where it is not known.
    pub library: Box<str>,
    /// The number of the request, where there is one.
    pub request: Option<Box<str>>,
    /// How many.
    pub items: Items,
    /// Paid for a borrowed item, earned with a lent one.
    pub fee: Cents,
    /// Paid either way.
    pub postage: Cents,
    /// Paid by the reader, of a borrowed item.
    pub patron_fee: Cents,
    /// Where it comes from.
    pub source: LedgerSource,
}

impl LedgerLine {
    /// What is earned with it less what is paid for it.
    pub fn net(&self) -> Cents {
        match self.crossing {
            Crossing::In => self.patron_fee - self.fee - self.postage,
            Crossing::Out => self.fee - self.postage,
        }
    }
}

/// The sums of an organisation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LedgerTotal {
    /// Items borrowed and lent.
    pub items: [Items; 2],
    /// Fees paid and earned.
    pub fees: [Cents; 2],
    /// Postage, both ways.
    pub postage: Cents,
    /// Paid by readers.
    pub patron_fees: Cents,
    /// Earned less paid.
    pub net: Cents,
}

/// All that crossed the border in a period (grootboek bovenprovinciaal).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// The period.
    pub period: Period,
    /// By day, way, place and request.
    pub lines: Vec<LedgerLine>,
    /// By organisation.
    pub totals: IndexVec<OrganisationIdx, LedgerTotal>,
    /// Amounts that neither the row nor a tariff gives; they count nothing.
    pub unpriced: u64,
}

/// The ledger of a period: what is recorded, and closed requests that outsiders filled and nobody
/// recorded, at the tariff of the day. O(rows log rows).
pub fn ledger(
    province: &Province,
    requests: &[ClosedRequest],
    accounts: &Accounts,
    period: Period,
) -> Ledger {
    let named = |loan: &'_ OutsideLoan| loan.request.clone();
    let recorded: BTreeSet<Box<str>> = accounts.outside.iter().filter_map(named).collect();
    let mut book = Book { province, tariffs: &accounts.tariffs, lines: Vec::new(), unpriced: 0 };
    for loan in accounts.outside.iter().filter(|loan| period.contains(loan.date)) {
        book.add(loan, LedgerSource::Recorded);
    }
    for request in requests {
        let is_outside = request.outcome == RequestOutcome::Outside;
        if is_outside && period.contains(request.closed) && !recorded.contains(&request.number) {
            book.add(&of_request(request), LedgerSource::ClosedRequest);
        }
    }
    let Book { mut lines, unpriced, .. } = book;
    lines.sort_by(|a, b| {
        let key = |line: &LedgerLine| (line.date, line.crossing, line.place);
        key(a).cmp(&key(b)).then_with(|| a.request.cmp(&b.request))
    });
    let mut totals = IndexVec::filled(LedgerTotal::default(), province.organisations().len());
    for line in &lines {
        totals[line.organisation].add(line);
    }
    Ledger { period, lines, totals, unpriced }
}

/// A request that was filled from outside, as a loan of which only the tariffs are known.
fn of_request(request: &ClosedRequest) -> OutsideLoan {
    OutsideLoan {
        date: request.closed,
        crossing: Crossing::In,
        place: request.pickup,
        library: "".into(),
        request: Some(request.number.clone()),
        items: request.items,
        fee: None,
        postage: None,
        patron_fee: None,
    }
}

struct Book<'a> {
    province: &'a Province,
    tariffs: &'a Tariffs,
    lines: Vec<LedgerLine>,
    unpriced: u64,
}

impl Book<'_> {
    fn add(&mut self, loan: &OutsideLoan, source: LedgerSource) {
        let fee = match loan.crossing {
            Crossing::In => self.amount(loan, loan.fee, TariffKind::OutsideIn),
            Crossing::Out => self.amount(loan, loan.fee, TariffKind::OutsideOut),
        };
        let postage = self.amount(loan, loan.postage, TariffKind::Postage);
        let patron_fee = match loan.crossing {
            Crossing::In => self.amount(loan, loan.patron_fee, TariffKind::PatronFee),
            Crossing::Out => loan.patron_fee.unwrap_or(Cents(0)),
        };
        self.lines.push(LedgerLine {
            date: loan.date,
            crossing: loan.crossing,
            place: loan.place,
            organisation: self.province.places()[loan.place].organisation,
            library: loan.library.clone(),
            request: loan.request.clone(),
            items: loan.items,
            fee,
            postage,
            patron_fee,
            source,
        });
    }

    /// An amount as it is recorded, or by tariff, or nought.
    fn amount(&mut self, loan: &OutsideLoan, recorded: Option<Cents>, kind: TariffKind) -> Cents {
        let by_tariff = || self.tariffs.at(kind, loan.date).map(|row| row.price * loan.items.0);
        let amount = recorded.or_else(by_tariff);
        self.unpriced += u64::from(amount.is_none());
        amount.unwrap_or(Cents(0))
    }
}

impl LedgerTotal {
    fn add(&mut self, line: &LedgerLine) {
        let way = line.crossing as usize;
        self.items[way] += line.items;
        self.fees[way] += line.fee;
        self.postage += line.postage;
        self.patron_fees += line.patron_fee;
        self.net += line.net();
    }
}
