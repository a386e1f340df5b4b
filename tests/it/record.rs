//! A planned week, what was confirmed of it, and what the norms then say.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use leenroute::app::{RecordOrder, Recorded, load_with_history, record};
use leenroute::index::VisitIdx;
use leenroute::kpi::{Facts, facts};
use leenroute::model::{
    History, IsoWeek, LoanCounts, ParcelKind, Period, Plan, Province, Source, VisitStatus,
};
use leenroute::random::{RngExt as _, Seed};
use leenroute::store::{FolderDraft, Overwrite, read_plan, write_history};
use leenroute::synthesis::{Demand, past_weeks};
use leenroute::units::Items;

use super::office::Office;

const HISTORY: [&str; 5] =
    ["loans.csv", "moves.csv", "pulls_failed.csv", "requests_closed.csv", "visits_made.csv"];

/// A province and its history.
struct Known {
    province: Province,
    history: History,
}

fn known(folder: &Path) -> Known {
    let (loaded, history, found) = load_with_history(folder).expect("a folder");
    assert_eq!(found.errors(), 0, "{found:?}");
    Known { province: loaded.expect("a province").province, history }
}

fn plan_of(office: &Office) -> (Province, Plan) {
    let province = known(&office.path("plan/inputs")).province;
    let (_, plan) = read_plan(&office.path("plan"), &province).expect("a plan");
    (province, plan)
}

/// One line a visit, as typed from the returned sheets.
fn confirmed(
    province: &Province,
    plan: &Plan,
    visits: impl IntoIterator<Item = VisitIdx>,
) -> String {
    let mut text = "feit;plaats;datum;tijd\n".to_owned();
    for visit in visits {
        let visit = &plan.visits[visit];
        let (year, month, day) = visit.date.year_month_day();
        let code = &province.places()[visit.place].code;
        writeln!(text, "bezoek;{code};{day}-{month}-{year};{}", visit.start).expect("a text grows");
    }
    text
}

fn recorded(office: &Office, facts: &str) -> Recorded {
    office.write("facts.csv", facts);
    let order = RecordOrder {
        plan: office.path("plan"),
        facts: office.path("facts.csv"),
        data: Some(office.path("data")),
    };
    record(&order).expect("folders and a file")
}

fn measured(office: &Office) -> Facts {
    let Known { province, history } = known(&office.path("data"));
    let week: IsoWeek = "2026-W48".parse().expect("a week");
    facts(&province, &history, Period::week(week))
}

fn history_files(office: &Office) -> Vec<(String, Vec<u8>)> {
    let files = office.files("data").into_iter();
    files.filter(|(name, _)| HISTORY.contains(&name.as_str())).collect()
}

/// Takes all history away.
fn forget(office: &Office) {
    for name in HISTORY {
        drop(fs::remove_file(office.path(&format!("data/{name}"))));
    }
}

#[test]
fn a_confirmed_week_meets_the_norm_and_its_parcels_have_moved() {
    let office = Office::with_plan();
    let (province, plan) = plan_of(&office);
    let before = measured(&office);
    assert_eq!((before.transport.visits, before.transport.met), (0, false));
    assert_eq!(before.lead_time.mean_days, None);

    let text = confirmed(&province, &plan, plan.visits.indices());
    let done = recorded(&office, &text);
    assert!(done.found.is_empty(), "{:?}", done.found);
    assert_eq!((done.recorded, done.already_known), (plan.visits.len(), 0));

    let Known { history, .. } = known(&office.path("data"));
    assert_eq!(history.visits().len(), plan.visits.len());
    let carried = plan.parcels.iter().filter(|parcel| {
        let from_hub = province.is_at_hub(parcel.from);
        if from_hub { parcel.delivered_by.is_some() } else { parcel.collected_by.is_some() }
    });
    let carried: Items = carried.map(|parcel| parcel.items).sum();
    let moved: Items = history.moves().iter().map(|moved| moved.items).sum();
    assert!(moved > Items::ZERO);
    assert_eq!(moved, carried);
    for moved in history.moves() {
        let same = plan.parcels.iter().any(|parcel| {
            (parcel.from, parcel.to, parcel.kind) == (moved.from, moved.to, moved.kind)
                && moved.received.is_none_or(|received| parcel.arrives == Some(received))
        });
        assert!(same, "{moved:?}");
    }

    let after = measured(&office);
    assert!(after.transport.met, "{:?}", after.transport.missing);
    assert_eq!(after.transport.visits, after.transport.required);
    assert!(after.lead_time.mean_days.is_some());
    for request in history.requests() {
        assert!(request.outcome.is_in_province() && request.limit.is_some(), "{request:?}");
    }
    assert!(!history.requests().is_empty());
}

#[test]
fn a_planned_visit_that_nobody_confirmed_never_counts() {
    let office = Office::with_plan();
    let (province, plan) = plan_of(&office);
    for left_out in plan.visits.indices() {
        forget(&office);
        let others = plan.visits.indices().filter(|visit| *visit != left_out);
        recorded(&office, &confirmed(&province, &plan, others));
        let (place, date) = (plan.visits[left_out].place, plan.visits[left_out].date);
        let missing = measured(&office).transport.missing;
        assert_eq!(missing.len(), 1);
        assert_eq!((missing[0].place, missing[0].visits), (place, 1));
        let history = known(&office.path("data")).history;
        assert!(history.moves().iter().all(|moved| {
            let leaves = moved.from == place && moved.sent == date;
            let arrives = moved.to == place && moved.received == Some(date);
            !leaves && !arrives
        }));
    }
}

#[test]
fn recording_twice_is_recording_once_and_the_plan_stays_valid() {
    let office = Office::with_plan();
    let (province, plan) = plan_of(&office);
    office.write("facts.csv", &confirmed(&province, &plan, plan.visits.indices()));
    let fingerprint = office.ask("verify plan", 0)["inputs_fingerprint"].clone();
    for (line, folder) in [
        ("record plan --file facts.csv --data data", "data"),
        ("record plan --file facts.csv", "plan/inputs"),
    ] {
        let first = office.ask(line, 0);
        assert_eq!(first["recorded"], plan.visits.len(), "{first}");
        assert_eq!(first["diagnostics"].as_array().map(Vec::len), Some(0));
        let files = office.files(folder);
        let again = office.ask(line, 0);
        assert_eq!(again["recorded"], 0, "{again}");
        assert_eq!(again["already_known"], plan.visits.len(), "{again}");
        assert_eq!(office.files(folder), files);
    }
    let told = office.run("record plan --file facts.csv");
    assert!(told.stderr.contains("inputs"), "{told:?}");
    let verified = office.ask("verify plan", 0);
    assert_eq!(verified["inputs_fingerprint"], fingerprint);
    // Facts cannot be made again, so that no plan takes their place.
    let replanned = office.run("plan data --week 2026-W48 --out plan --iterations 200 --force");
    assert_eq!(replanned.code, 4, "{replanned:?}");
    assert!(replanned.stderr.contains("visits_made.csv") || replanned.stderr.contains("moves.csv"));
}

#[test]
fn a_week_may_be_recorded_in_parts_and_in_any_order() {
    const CASES: u64 = 12;
    let office = Office::with_plan();
    let (province, plan) = plan_of(&office);
    recorded(&office, &confirmed(&province, &plan, plan.visits.indices()));
    let whole = known(&office.path("data")).history;
    for number in 0..CASES {
        forget(&office);
        let mut stream = Seed(5).stream("parts", number);
        let mut left: Vec<VisitIdx> = plan.visits.indices().collect();
        let mut parts: [Vec<VisitIdx>; 3] = Default::default();
        while !left.is_empty() {
            let visit = left.swap_remove(stream.random_range(0..left.len()));
            parts[stream.random_range(0..parts.len())].push(visit);
        }
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            let done = recorded(&office, &confirmed(&province, &plan, part));
            assert!(done.found.is_empty(), "{:?}", done.found);
        }
        assert_eq!(known(&office.path("data")).history, whole, "case {number}");
    }
}

#[test]
fn facts_that_contradict_the_record_are_told_at_once_and_nothing_is_written() {
    let office = Office::with_plan();
    let (province, plan) = plan_of(&office);
    let mut visits = plan.visits.indices();
    let (first, second) = (visits.next().expect("a visit"), visits.next().expect("another"));
    recorded(&office, &confirmed(&province, &plan, [first]));
    let files = history_files(&office);
    let code = |visit: VisitIdx| &province.places()[plan.visits[visit].place].code;
    let date = |visit: VisitIdx| plan.visits[visit].date;
    office.write(
        "facts.csv",
        &format!(
            "fact,place,date,status,time,request\n\
             visit,{},{},missed,,\n\
             visit,{},{},made,09:61,\n\
             visit,{},{},made,,\n\
             item,,2026-11-24,delivered,,R-none\n\
             visit,{},2026-11-30,made,,\n",
            code(first),
            date(first),
            code(second),
            date(second),
            code(second),
            date(second),
            code(second),
        ),
    );
    let told = office.ask("record plan --file facts.csv --data data", 3);
    let found: Vec<(u64, &str)> = told["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| (row["row"].as_u64().expect("a row"), row["code"].as_str().expect("a code")))
        .collect();
    assert_eq!(found, [(2, "F0011"), (3, "C0003"), (5, "F0013"), (6, "F0012")]);
    assert_eq!(told["recorded"], 0);
    assert_eq!(history_files(&office), files);
}

#[test]
fn a_visit_on_record_gains_what_was_not_known() {
    let office = Office::with_plan();
    let (province, plan) = plan_of(&office);
    let visit = plan.visits.iter().next().expect("a visit");
    let code = &province.places()[visit.place].code;
    let line = |rest: &str| {
        format!("fact,place,date,time,crates_in\nvisit,{code},{},{rest}\n", visit.date)
    };
    assert_eq!(recorded(&office, &line(",")).recorded, 1);
    let gained = recorded(&office, &line("10:05,3"));
    assert_eq!((gained.recorded, gained.completed), (1, 1));
    assert_eq!(recorded(&office, &line("10:05,")).already_known, 1);
    assert_eq!(recorded(&office, &line("10:06,")).found.errors(), 1);
    let history = known(&office.path("data")).history;
    assert_eq!(history.visits()[0].time.map(|time| time.to_string()).as_deref(), Some("10:05"));
}

#[test]
fn a_moved_visit_moves_its_parcels_with_it() {
    let office = Office::with_plan();
    let (province, plan) = plan_of(&office);
    // A visit that collects, moved to the Saturday: what it collects has left and not arrived.
    let collects = |visit: &VisitIdx| {
        plan.parcels
            .iter()
            .any(|parcel| parcel.collected_by == Some(*visit) && !province.is_at_hub(parcel.to))
    };
    let visit = plan.visits.indices().find(collects).expect("a visit that collects");
    let visit = &plan.visits[visit];
    let code = &province.places()[visit.place].code;
    let others = plan
        .visits
        .iter_indexed()
        .filter(|(_, other)| (other.place, other.date) != (visit.place, visit.date));
    let mut text = confirmed(&province, &plan, others.map(|(index, _)| index));
    text = text.replace("tijd", "tijd;status;gepland").replace('\n', ";;\n");
    text = text.replacen("gepland;;", "gepland", 1);
    writeln!(text, "bezoek;{code};28-11-2026;;verplaatst;{}", visit.date).expect("a text grows");
    let done = recorded(&office, &text);
    assert!(done.found.is_empty(), "{:?}", done.found);
    let history = known(&office.path("data")).history;
    let saturday = "2026-11-28".parse().expect("a date");
    let moved = history.moves().iter().filter(|moved| moved.sent == saturday);
    assert!(moved.clone().count() > 0);
    assert!(moved.clone().all(|moved| moved.from == visit.place || moved.to == visit.place));
    let statuses: BTreeSet<_> = history.visits().iter().map(|visit| visit.status).collect();
    assert_eq!(statuses, BTreeSet::from([VisitStatus::Made, VisitStatus::Moved]));
    assert!(measured(&office).transport.met);
}

#[test]
fn items_say_otherwise_than_the_plan() {
    let office = Office::with_plan();
    let (province, plan) = plan_of(&office);
    let number = |request| &province.requests()[request].number;
    let single = |supply: &&leenroute::model::Supply| {
        let row = &province.requests()[supply.request];
        let lends = matches!(supply.source, Source::Shelf(lender) if lender != row.pickup);
        lends && supply.quantity == row.quantity
    };
    let from_shelf: Vec<_> = plan.supplies.iter().filter(single).collect();
    let [gone, brought, ..] = from_shelf[..] else { panic!("two requests from shelves") };
    let mut text = confirmed(&province, &plan, plan.visits.indices());
    text = text.replace("tijd", "tijd;aanvraag;status").replace('\n', ";;\n");
    text = text.replacen("status;;", "status", 1);
    let (gone, brought) = (number(gone.request), number(brought.request));
    write!(
        text,
        "exemplaar;;24-11-2026;;{gone};niet-op-de-plank\n\
         exemplaar;;16-12-2026;;{gone};vervallen\n\
         exemplaar;;28-11-2026;;{brought};geleverd\n\
         exemplaar;;5-12-2026;;{brought};niet-afgehaald\n"
    )
    .expect("a text grows");
    let done = recorded(&office, &text);
    assert!(done.found.is_empty(), "{:?}", done.found);
    assert_eq!(done.recorded, plan.visits.len() + 4);
    let Known { province, history } = known(&office.path("data"));
    let of = |number: &str| {
        let found = history.requests().iter().find(|request| &*request.number == number);
        found.expect("a closed request").clone()
    };
    assert_eq!((of(gone).outcome.word(), of(gone).pulls_failed), ("lapsed", 1));
    assert_eq!(
        (of(brought).closed.to_string().as_str(), of(brought).collected),
        ("2026-11-28", Some(false))
    );
    let moves = history.moves();
    assert!(moves.iter().all(|moved| moved.request.as_deref() != Some(gone)));
    assert_eq!(history.failed_pulls().len(), 1);
    let again = recorded(&office, &text);
    assert_eq!((again.recorded, again.already_known), (0, plan.visits.len() + 4));
    let year = facts(&province, &history, Period::year(2026).expect("a year"));
    assert_eq!(year.pull_failures.numerator, 1);
    assert_eq!((year.not_collected.numerator, year.not_collected.denominator), (1, 1));
    assert!(moves.iter().any(|moved| moved.kind == ParcelKind::Request));
}

#[test]
fn loans_that_were_recorded_show_in_the_next_plan() {
    let office = Office::with_plan();
    let none = office.ask("plan data --week 2026-W48 --iterations 200", 0);
    assert_eq!(none["kpi"]["loans"], serde_json::Value::Null);
    let done = recorded(
        &office,
        "feit;plaats;datum;categorie;herkomst;uitleningen;innames\n\
         uitleningen;ROD;24-11-2026;novel;eigen;96;80\n\
         uitleningen;EMM;24-11-2026;picture;buiten;4;\n",
    );
    assert_eq!((done.recorded, done.files.as_slice()), (2, ["loans.csv".to_owned()].as_slice()));
    let planned = office.ask("plan data --week 2026-W48 --iterations 200", 0);
    assert_eq!(planned["kpi"]["loans"]["numerator"], 96, "{planned}");
    assert_eq!(planned["kpi"]["loans"]["denominator"], 100);
    assert_eq!(planned["inputs_fingerprint"], none["inputs_fingerprint"]);
    assert_eq!(office.ask("inspect data", 0)["overview"]["history"]["loans_total"], 100);
}

#[test]
fn each_way_to_fail_has_its_exit_code() {
    let office = Office::with_plan();
    office.write("facts.csv", "fact,place,date,name\nvisit,ROD,2026-11-23,Jansen\n");
    assert_eq!(office.run("record plan").code, 2);
    let member = office.ask("record plan --file facts.csv --data data", 3);
    assert_eq!(member["diagnostics"][0]["code"], "I0014", "{member}");
    assert_eq!(member["diagnostics"][0]["file"], "facts.csv");
    for line in [
        "record plan --file nothing.csv --data data",
        "record nowhere --file facts.csv",
        "record plan --file facts.csv --data nowhere",
    ] {
        assert_eq!(office.run(line).code, 4, "{line}");
    }
    office.change("data/places.csv", "ROD,Roden", "RDN,Roden");
    office.write("facts.csv", "fact,place,date\nvisit,EMM,2026-11-23\n");
    let finished = office.run("record plan --file facts.csv --data data");
    assert_eq!(finished.code, 3, "{finished:?}");
    assert!(finished.stdout.contains("G0001"), "{finished:?}");
    assert!(history_files(&office).is_empty());
}

#[test]
fn facts_that_are_written_are_read_as_they_were() {
    for seed in 1..=4 {
        let office = Office::with_small_week();
        let province = known(&office.path("data")).province;
        let week: IsoWeek = "2026-W48".parse().expect("a week");
        let demand = Demand::default().scaled(0.01);
        let weeks: Vec<History> = past_weeks(&province, &demand, (week, 6), Seed(seed)).collect();
        let draft = FolderDraft::beside(&office.path("past"), Overwrite::Refuse).expect("a draft");
        let files = write_history(&draft, &province, weeks.clone()).expect("new files");
        draft.commit().expect("a rename");
        for name in &files {
            office.write(&format!("data/{name}"), &office.read(&format!("past/{name}")));
        }
        let whole = History::new(
            weeks.iter().flat_map(|week| week.visits().to_vec()).collect(),
            weeks.iter().flat_map(|week| week.moves().to_vec()).collect(),
            LoanCounts::from_rows(weeks.iter().flat_map(|week| week.loans().iter())),
            weeks.iter().flat_map(|week| week.requests().to_vec()).collect(),
            weeks.iter().flat_map(|week| week.failed_pulls().to_vec()).collect(),
        );
        assert!(whole.visits().len() > 40 && whole.requests().len() > 100);
        assert_eq!(known(&office.path("data")).history, whole, "seed {seed}");
    }
}

#[test]
fn generated_weeks_of_history_are_read_without_an_error() {
    let office = Office::empty();
    let done = office.ask("init drenthe --history-weeks 2", 0);
    let files = done["files"].as_array().expect("a list");
    for name in HISTORY {
        assert!(files.iter().any(|file| file == name), "{name}");
    }
    let seen = office.ask("inspect drenthe", 0);
    assert_eq!((&seen["errors"], &seen["warnings"]), (&0.into(), &0.into()), "{seen}");
    assert_eq!(seen["overview"]["history"]["visits_made"], 4 * 42);
    let kept = office.run("init drenthe --force");
    assert_eq!(kept.code, 4, "{kept:?}");
}
