//! Budgets of branches and organisations, as people write them: a TOML file.

use std::path::Path;

use serde::Deserialize;

use super::scenario_file::{ScenarioFault, may_be_named};
use crate::app::error::Error;
use crate::index::PlaceIdx;
use crate::model::{Place, Province};
use crate::simulation::BuyingLimit;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BudgetFile {
    #[serde(default)]
    budget: Vec<BudgetRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BudgetRow {
    place: Option<String>,
    organisation: Option<String>,
    copies: u32,
}

/// Reads budgets; all faults in one pass.
pub(super) fn read_budgets(file: &Path, province: &Province) -> Result<Vec<BuyingLimit>, Error> {
    let text = std::fs::read_to_string(file)
        .map_err(|source| Error::ScenarioFile { file: file.to_owned(), source })?;
    let fault = |line: usize, [key, value, allowed]: [&str; 3]| ScenarioFault {
        file: file.to_owned(),
        line,
        key: key.to_owned(),
        value: value.to_owned(),
        allowed: allowed.to_owned(),
    };
    let rows: BudgetFile = match toml::from_str(&text) {
        Ok(rows) => rows,
        Err(error) => {
            let start = error.span().map_or(0, |span| span.start.min(text.len()));
            let before = text.get(..start).unwrap_or_default();
            let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
            let said = error.message().lines().next().unwrap_or_default();
            let keys = "`[[budget]]` with `place` or `organisation`, and `copies`";
            return Err(Error::Scenario { faults: vec![fault(line, ["file", said, keys])] });
        }
    };
    let heads = text.lines().enumerate().filter(|(_, line)| line.trim() == "[[budget]]");
    let mut lines = heads.map(|(number, _)| number + 1);
    let (mut limits, mut faults) = (Vec::new(), Vec::new());
    for row in rows.budget {
        let line = lines.next().unwrap_or(1);
        match places(&row, province) {
            Ok(places) => limits.push(BuyingLimit { places, copies: row.copies as usize }),
            Err(told) => faults.push(fault(line, told.each_ref().map(String::as_str))),
        }
    }
    if faults.is_empty() { Ok(limits) } else { Err(Error::Scenario { faults }) }
}

/// The places of a budget, or the key, its value and what may stand there.
fn places(row: &BudgetRow, province: &Province) -> Result<Vec<PlaceIdx>, [String; 3]> {
    let said = |key: &str, value: &str, allowed: &str| {
        Err([key.to_owned(), format!("\"{value}\""), allowed.to_owned()])
    };
    let all = || province.places().iter_indexed().filter(|(_, place)| may_be_named(place.kind));
    let those = |is: &dyn Fn(&Place) -> bool| -> Vec<PlaceIdx> {
        all().filter(|(_, place)| is(place)).map(|(index, _)| index).collect()
    };
    match (&row.place, &row.organisation) {
        (Some(code), None) => {
            let found = those(&|place| place.code.0 == *code);
            let allowed = "the code of a branch or the background collection in places.csv";
            if found.is_empty() { said("place", code, allowed) } else { Ok(found) }
        }
        (None, Some(code)) => {
            let organisations = province.organisations();
            let found = those(&|place| organisations[place.organisation].code == *code);
            let allowed = "the code of an organisation that has a branch";
            if found.is_empty() { said("organisation", code, allowed) } else { Ok(found) }
        }
        _ => said("budget", "", "`place` or `organisation`, and not both"),
    }
}
