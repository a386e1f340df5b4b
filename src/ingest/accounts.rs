//! The files of accounts: tariffs, corrections, loans across the border, stock changes, budgets.

use super::codes;
use super::history::whole_or_blank;
use super::limits::{AMOUNT_CENTS, COPIES, CORRECTED_ITEMS, INHABITANTS_RANGE, QUANTITY, YEARS};
use super::pass::{Pass, Scope};
use super::places::position;
use super::rows::Row;
use super::schema::{BUDGETS, CORRECTIONS, INHABITANTS, OUTSIDE_LOANS, STOCK_CHANGES, TARIFFS};
use super::source::FileContent;
use super::tables::Tables;
use crate::diagnostic::Diagnostics;
use crate::index::{IndexVec, PlaceIdx};
use crate::kpi::Owners;
use crate::model::{
    Accounts, Budget, Category, Correction, Crossing, OutsideLoan, PlaceCode, PopulationCentre,
    StockAction, StockChange, Tariff, TariffKind, Tariffs,
};
use crate::units::{Cents, Items};

impl Tables {
    /// Reads the files of accounts that a function gives; each may be absent. O(bytes log rows).
    pub fn accounts(
        &self,
        file: &mut dyn FnMut(&'static str) -> FileContent,
    ) -> (Accounts, Diagnostics) {
        let mut pass = Pass::new(Scope::Whole, file);
        let accounts = Accounts {
            tariffs: Tariffs::new(pass.sound_rows(&TARIFFS, tariff)),
            corrections: pass.sound_rows(&CORRECTIONS, |row| self.correction(row)),
            outside: pass.sound_rows(&OUTSIDE_LOANS, |row| self.outside_loan(row)),
            changes: pass.sound_rows(&STOCK_CHANGES, |row| self.stock_change(row)),
            budgets: pass.sound_rows(&BUDGETS, |row| self.budget(row)),
            centres: pass.sound_rows(&INHABITANTS, centre),
        };
        (accounts, pass.found.finish())
    }

    /// The organisation of each place, in the order of the province that these tables become.
    pub fn owners(&self) -> Owners {
        let of_place = self.places.rows.iter().map(|place| place.organisation).collect();
        Owners::new(of_place, self.organisations.rows.len())
    }

    /// The code of each place, in the order of the province that these tables become.
    pub fn place_codes(&self) -> IndexVec<PlaceIdx, PlaceCode> {
        self.places.rows.iter().map(|place| place.code.clone()).collect()
    }

    fn correction(&self, row: &mut Row<'_>) -> Option<Correction> {
        let date = row.date("date");
        let lender = self.organisations.named(row, "lender", codes::organisation_unknown);
        let borrower = self.organisations.named(row, "borrower", codes::organisation_unknown);
        let items = row.whole("items", CORRECTED_ITEMS).map(Items);
        if lender.is_some() && lender == borrower {
            row.fault(codes::correction_with_itself(row.span("borrower")));
        }
        let reason = row.code("reason").map(Box::from);
        Some(Correction {
            date: date?,
            lender: lender?,
            borrower: borrower?,
            items: items?,
            reason: reason?,
        })
    }

    fn outside_loan(&self, row: &mut Row<'_>) -> Option<OutsideLoan> {
        let date = row.date("date");
        let crossing = row.word("crossing", &Crossing::WORDS);
        let place = self.places.named(row, "place", codes::place_unknown);
        let library = row.code("library").map(Box::from);
        let request = row.cell("request");
        let request = (!request.is_empty()).then(|| request.into());
        let items = Items(whole_or_blank(row, "items", QUANTITY).unwrap_or(1));
        let mut amount = |column| whole_or_blank(row, column, AMOUNT_CENTS).map(Cents);
        let (fee, postage) = (amount("fee_cents"), amount("postage_cents"));
        let patron_fee = amount("patron_fee_cents");
        Some(OutsideLoan {
            date: date?,
            crossing: crossing?,
            place: place?,
            library: library?,
            request,
            items,
            fee,
            postage,
            patron_fee,
        })
    }

    fn stock_change(&self, row: &mut Row<'_>) -> Option<StockChange> {
        let date = row.date("date");
        let place = self.places.named(row, "place", codes::place_unknown);
        let category = row.word("category", &Category::WORDS);
        let action = row.word("action", &StockAction::WORDS);
        let copies = row.whole("copies", COPIES).map(Items);
        let spent = Cents(whole_or_blank(row, "spent_cents", AMOUNT_CENTS).unwrap_or(0));
        Some(StockChange {
            date: date?,
            place: place?,
            category: category?,
            action: action?,
            copies: copies?,
            spent,
        })
    }

    fn budget(&self, row: &mut Row<'_>) -> Option<Budget> {
        let organisation =
            self.organisations.named(row, "organisation", codes::organisation_unknown);
        let year = row.whole("year", i64::from(*YEARS.start())..=i64::from(*YEARS.end()));
        let category = row.word("category", &Category::WORDS);
        let amount = row.whole("cents", AMOUNT_CENTS).map(Cents);
        Some(Budget {
            organisation: organisation?,
            year: i32::try_from(year?).ok()?,
            category: category?,
            amount: amount?,
        })
    }
}

fn centre(row: &mut Row<'_>) -> Option<PopulationCentre> {
    let name = row.text("name").map(str::to_owned);
    let municipality = row.text("municipality").map(str::to_owned);
    let position = position(row);
    let inhabitants = row.whole("inhabitants", INHABITANTS_RANGE);
    Some(PopulationCentre {
        name: name?,
        municipality: municipality?,
        position: position?,
        inhabitants: u64::try_from(inhabitants?).ok()?,
    })
}

fn tariff(row: &mut Row<'_>) -> Option<Tariff> {
    let kind = row.word("kind", &TariffKind::WORDS);
    let from = row.date("from");
    let price = row.whole("cents", AMOUNT_CENTS).map(Cents);
    Some(Tariff { kind: kind?, from: from?, price: price? })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::ingest::read_tables;
    use crate::ingest::schema::ACCOUNTS;

    const FILES: [(&str, &str); 6] = [
        ("tariffs.csv", "soort;vanaf;centen\nmutual;01-01-2026;85\n"),
        (
            "corrections.csv",
            "date,lender,borrower,items,reason\n2026-11-02,NRD,ZUI,-3,dubbel geteld\n",
        ),
        (
            "outside_loans.csv",
            "date,crossing,place,library,request,items,fee_cents,postage_cents\n\
             2026-11-03,in,ROD,UB Groningen,R-901,1,700,\n",
        ),
        (
            "stock_changes.csv",
            "date,place,category,action,copies,spent_cents\n2026-11-03,ROD,novel,bought,4,6400\n",
        ),
        ("budgets.csv", "organisation,year,category,cents\nNRD,2026,novel,2500000\n"),
        (
            "inhabitants.csv",
            "naam;gemeente;lengtegraad;breedtegraad;inwoners\nPeize;Noordenveld;6,5;53,15;4500\n",
        ),
    ];

    fn read(files: &[(&str, Vec<u8>)]) -> (Accounts, Diagnostics) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/small/week");
        let (tables, _) = read_tables(&folder).expect("the small week");
        tables.accounts(&mut |name| {
            let file = files.iter().find(|(known, _)| *known == name);
            file.map_or(FileContent::Absent, |(_, bytes)| FileContent::Bytes(bytes.clone()))
        })
    }

    fn files() -> Vec<(&'static str, Vec<u8>)> {
        FILES.iter().map(|(name, text)| (*name, text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn all_files_are_read_and_all_may_lack() {
        assert_eq!(ACCOUNTS.map(|schema| schema.file), FILES.map(|(name, _)| name));
        let (accounts, found) = read(&files());
        assert!(found.is_empty(), "{found:?}");
        let date = accounts.corrections[0].date;
        assert_eq!(
            accounts.tariffs.at(TariffKind::Mutual, date).map(|row| row.price),
            Some(Cents(85))
        );
        assert_eq!(accounts.corrections[0].items, Items(-3));
        let loan = &accounts.outside[0];
        assert_eq!(
            (loan.fee, loan.postage, &*loan.library),
            (Some(Cents(700)), None, "UB Groningen")
        );
        assert_eq!(accounts.changes[0].spent, Cents(6_400));
        assert_eq!(accounts.budgets[0].amount, Cents(2_500_000));
        assert_eq!(accounts.centres[0].inhabitants, 4_500);
        let (nothing, found) = read(&[]);
        assert!(nothing == Accounts::default() && found.is_empty());
    }

    #[test]
    fn what_cannot_be_is_found_and_left_out() {
        let text =
            "date,lender,borrower,items,reason\n2026-11-02,NRD,NRD,1,x\n2026-11-02,NRD,ZZZ,1,x\n";
        let (accounts, found) = read(&[("corrections.csv", text.as_bytes().to_vec())]);
        let codes: Vec<&str> = found.iter().map(|finding| finding.code.0).collect();
        assert_eq!((codes, accounts.corrections.len()), (vec!["F0016", "I0024"], 0));
    }
}
