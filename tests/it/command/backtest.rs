//! `backtest`: what a history foretells of itself, cell by cell.

use crate::office::Office;

/// A year and more of loans at two places of a small province: novels as ever, thrillers that
/// stop being lent at one of them.
fn office() -> Office {
    let office = Office::empty();
    office.ask("generate data --stops 6 --titles 300 --copies 900 --requests 20", 0);
    let mut rows = String::from("date,place,category,origin,loans\n");
    for week in 1..=52 {
        for day in 1..=5 {
            let date: leenroute::model::IsoWeek = format!("2025-W{week:02}").parse().expect("it");
            let date = date.dates().nth(day - 1).expect("five days");
            // A scatter that is no draw: tests have no clock and no chance.
            let novels = 20 + (week * 7 + day * 5) % 9;
            let thrillers = if week > 40 { 1 } else { 15 + (week * 5 + day * 3) % 7 };
            for (category, loans) in [("novel", novels), ("thriller", thrillers)] {
                rows.extend([format!("{date},ASN-01,{category},own,{loans}\n")]);
            }
        }
    }
    office.write("data/loans.csv", &rows);
    office
}

#[test]
fn a_cell_that_stops_fails_and_gets_no_advice() {
    let office = office();
    let found = office.ask("backtest data --predict-weeks 10", 0);
    let loans = &found["loans"];
    assert_eq!(
        (loans["fitted_weeks"].as_u64(), loans["predicted_weeks"].as_u64()),
        (Some(41), Some(10))
    );
    let cells = loans["cells"].as_array().expect("cells");
    let thriller = cells.iter().find(|cell| cell["category"] == "thriller").expect("it");
    assert_eq!(
        (thriller["trust"].as_str(), thriller["advice"].as_bool()),
        (Some("fails"), Some(false))
    );
    assert_eq!(loans["cells_that_fail"].as_u64(), Some(1), "{loans}");
    assert!(loans["months_not_fitted"].as_array().is_some_and(|months| !months.is_empty()));
    assert!(found["requests"].is_null());
    let kpi = &found["kpi"]["loans"];
    assert!(kpi["denominator"].as_u64() > Some(5_000) && kpi["percent"] == 100.0, "{kpi}");
    let english = office.run("backtest data --predict-weeks 10 --lang en").stdout;
    assert!(english.contains("Cells that fail") && english.contains("ASN-01"), "{english}");
}

#[test]
fn without_a_history_there_is_nothing_to_hold_it_against() {
    let office = Office::empty();
    office.ask("generate data --stops 6 --titles 300 --copies 900 --requests 20", 0);
    let refused = office.run("backtest data");
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stderr.contains("--history-weeks"), "{refused:?}");
}

#[test]
fn an_advice_follows_the_history_and_leaves_out_what_it_cannot_foretell() {
    let office = office();
    let found = office.ask("advise data --budget 15 --moves 5 --replications 2", 0);
    assert_eq!(found["history_weeks"].as_u64(), Some(51), "{found}");
    let barred = found["no_advice"].as_array().expect("cells");
    let is_it = |cell: &&serde_json::Value| {
        cell["place"] == "ASN-01" && cell["category"] == "thriller" && cell["trust"] == "fails"
    };
    assert!(barred.iter().any(|cell| is_it(&cell)), "{found}");
    let moves = found["moves"].as_array().expect("moves");
    assert!(!moves.is_empty() && moves.iter().all(|one| one["category"] == "novel"), "{found}");
    let english = office.run("advise data --budget 15 --replications 2 --lang en").stdout;
    assert!(english.contains("No advice") && english.contains("ASN-01 thrillers"), "{english}");
    office.write("s.toml", "name = \"float\"\n[[change]]\ndo = \"float\"\n");
    let played = office.ask("simulate data --scenario s.toml --weeks 4 --replications 2", 0);
    assert_eq!(played["fit"]["history_weeks"].as_u64(), Some(51), "{played}");
    let places = played["breakdown"]["by_place"].as_array().expect("places");
    assert!(places.iter().all(|row| row["of"] == "ASN-01"), "all readers stand there: {places:?}");
}
