//! Lines of pull lists on which nothing was found, and who serves instead.

use std::collections::BTreeMap;
use std::path::Path;

use crate::app::error::Error;
use crate::app::load::{Loaded, load_with};
use crate::app::plan_week::{PlanRequest, SupplierBasis, SupplierQuestion};
use crate::diagnostic::Diagnostics;
use crate::index::RequestIdx;
use crate::matching::{Choice, FailedLine, Source, replace_failed};
use crate::model::{FailedPull, ServiceDate};

/// What serves a request instead of a copy that was not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The day on which nothing was found.
    pub date: ServiceDate,
    /// Who serves now.
    pub choice: Choice,
    /// When it is there, for a copy of the province that somebody sends.
    pub arrives: Option<ServiceDate>,
}

/// A data folder, and the lines that failed.
pub(super) fn load_with_failed(
    data: &Path,
    file: Option<&Path>,
) -> Result<(Loaded, Vec<FailedPull>), Error> {
    let (loaded, failed, found) = load_with(data, |tables, _| {
        let read = file.map(|file| tables.failed_pulls(file)).transpose();
        match read {
            Ok(read) => {
                let (pulls, found) = read.unwrap_or_default();
                (Ok(pulls), found)
            }
            Err(error) => (Err(error), Diagnostics::default()),
        }
    })?;
    let failed = failed?;
    let loaded = loaded.ok_or(Error::Data { found })?;
    Ok((loaded, failed))
}

/// The next suppliers of lines that failed, day by day.
pub(super) fn replacements(
    request: &PlanRequest<'_>,
    (basis, question): (&SupplierBasis<'_>, &SupplierQuestion),
    promised: &[Choice],
    mut failed: Vec<FailedPull>,
) -> Result<Vec<Replaced>, Error> {
    let province = request.province;
    failed.sort();
    let numbers: BTreeMap<&str, RequestIdx> =
        province.requests().iter_indexed().map(|(index, of)| (&*of.number, index)).collect();
    let (mut dates, mut moments, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let mut open = promised.to_vec();
    for of_day in failed.chunk_by(|a, b| a.date == b.date) {
        let mut lines = Vec::new();
        for pull in of_day {
            let request_of =
                numbers.get(&*pull.request).filter(|_| pull.date.iso_week() == request.week);
            let line = request_of.and_then(|of| take_line(*of, pull, &mut open));
            if line.is_none() {
                let code = &province.places()[pull.place].code;
                let FailedPull { date, items, request, .. } = pull;
                unknown.push(format!("{items} x `{request}` at `{code}` on {date}"));
            }
            lines.extend(line);
        }
        dates.push(of_day[0].date);
        moments.push((basis.moment(of_day[0].date), lines));
    }
    if !unknown.is_empty() {
        return Err(Error::NotPromised { lines: unknown.join(", ") });
    }
    let done = replace_failed(&question.problem, promised, &moments);
    let mut replaced = Vec::new();
    for ((date, (moment, _)), choices) in dates.into_iter().zip(&moments).zip(done.choices) {
        for choice in choices {
            let pickup = province.requests()[choice.request].pickup;
            let days = match choice.source {
                Source::Copy(lender) => moment.lead_days.at(lender, pickup),
                Source::Returning | Source::Outside | Source::Unfilled => None,
            };
            let arrives = days.map(|days| date.plus_days(i64::from(days)));
            replaced.push(Replaced { date, choice, arrives });
        }
    }
    Ok(replaced)
}

/// The line of a pull list that a failed pull is, if there is one; what failed is no longer open,
/// so that a row given twice is not replaced twice.
fn take_line(request: RequestIdx, pull: &FailedPull, open: &mut [Choice]) -> Option<FailedLine> {
    let is_it = |choice: &&mut Choice| {
        choice.request == request
            && choice.source == Source::Copy(pull.place)
            && choice.quantity >= pull.items
    };
    let choice = open.iter_mut().find(is_it)?;
    choice.quantity -= pull.items;
    let (lender, title, quantity) = (pull.place, choice.title, pull.items);
    Some(FailedLine { request, lender, title, quantity })
}
