use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::file::parse_plan;
use super::{StoredRun, read_plan, write_plan};
use crate::index::{IndexVec, ParcelIdx, PlaceIdx, RequestIdx, VisitIdx};
use crate::model::{Plan, Source, Supply};
use crate::store::{FolderDraft, Overwrite, PLAN_FILE, StoreError, fixture};
use crate::units::{Crates, Items, Metres};

fn text_of(run: &StoredRun, plan: &Plan) -> String {
    let office = tempfile::tempdir().expect("a folder");
    let folder = office.path().join("plan");
    let draft = FolderDraft::beside(&folder, Overwrite::Refuse).expect("nothing is there");
    write_plan(&draft, run, &fixture::province(), plan).expect("a new file");
    draft.commit().expect("a rename");
    fs::read_to_string(folder.join(PLAN_FILE)).expect("the plan")
}

fn parse(text: &str) -> Result<(StoredRun, Plan), StoreError> {
    parse_plan(Path::new(PLAN_FILE), text.as_bytes(), &fixture::province())
}

/// What reading says of the fixture's plan with one piece of its text changed.
#[track_caller]
fn check_damaged(from: &str, to: &str, what: &str) {
    let text = text_of(&fixture::run(), &fixture::plan());
    assert!(text.contains(from), "{from} is not in {text}");
    let error = parse(&text.replacen(from, to, 1)).expect_err("a damaged plan");
    assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
    assert!(error.to_string().contains(what), "{error}");
}

#[test]
fn a_plan_is_read_as_it_was_written() {
    let office = tempfile::tempdir().expect("a folder");
    let folder = office.path().join("plan");
    let draft = FolderDraft::beside(&folder, Overwrite::Refuse).expect("nothing is there");
    write_plan(&draft, &fixture::run(), &fixture::province(), &fixture::plan()).expect("it");
    draft.commit().expect("a rename");
    let read = read_plan(&folder, &fixture::province()).expect("the plan");
    assert_eq!(read, (fixture::run(), fixture::plan()));
}

#[test]
fn an_empty_plan_and_a_run_that_time_stopped_are_read_as_written() {
    let empty = Plan {
        supplies: Vec::new(),
        parcels: IndexVec::new(),
        visits: IndexVec::new(),
        routes: IndexVec::new(),
        following: Vec::new(),
        excuses: Vec::new(),
        unserved: Vec::new(),
        ..fixture::plan()
    };
    let run = StoredRun { iterations: None, ..fixture::run() };
    let text = text_of(&run, &empty);
    assert!(text.contains("\"supplies\": [],\n"), "{text}");
    assert_eq!(parse(&text).expect("the plan"), (run, empty));
}

#[test]
fn each_element_stands_on_a_line() {
    let text = text_of(&fixture::run(), &fixture::plan());
    let line = |start: &str| text.lines().find(|line| line.trim_start().starts_with(start));
    assert_eq!(text.lines().next(), Some("{"));
    assert_eq!(line("\"schema"), Some("  \"schema_version\": \"leenroute-plan/1\","));
    assert_eq!(
        line("{\"request\""),
        Some("    {\"request\":\"R-100\",\"source\":{\"shelf\":\"EMM\"},\"quantity\":2},")
    );
    assert_eq!(
        line("{\"place\":\"EMM\",\"date\""),
        Some(
            "    {\"place\":\"EMM\",\"date\":\"2026-11-23\",\"route\":0,\
             \"arrival_seconds\":29400,\"start_seconds\":30600,\"end_seconds\":31095,\
             \"delivery\":{\"crates\":[[[1,15],[2,1]],[]],\"bag\":[[1,3]],\"empties\":1,\
             \"crates_at_least\":2},\"pickup\":{\"crates\":[[[0,2]]],\"empties\":0,\
             \"crates_at_least\":1}},"
        )
    );
    assert!(text.ends_with("\n  ]\n}\n"), "{text}");
}

#[test]
fn a_newer_version_is_told_from_damage() {
    let text = text_of(&fixture::run(), &fixture::plan());
    let newer = text.replace("leenroute-plan/1", "leenroute-plan/2").replace("\"week\"", "\"w\"");
    let error = parse(&newer).expect_err("a newer version");
    assert!(
        matches!(&error, StoreError::NewerVersion { found, .. } if found == "leenroute-plan/2"),
        "{error:?}"
    );
    check_damaged("leenroute-plan/1", "leenroute-plan/0", "schema_version");
    check_damaged("leenroute-plan/1", "other/1", "schema_version");
}

#[test]
fn damage_names_its_place_in_the_file() {
    check_damaged("{\"shelf\":\"EMM\"}", "{\"shelf\":\"ZZZ\"}", "supplies[0].source.shelf: no pl");
    check_damaged("\"request\":\"R-100\"", "\"request\":\"R-9\"", "supplies[0].request: no req");
    check_damaged("\"S-7\"", "\"S-9\"", "parcels[1].origin.shipment: no shipment");
    check_damaged("\"kind\":\"return\"", "\"kind\":\"x\"", "parcels[1].kind: `x`");
    check_damaged("\"collected_by\":0", "\"collected_by\":2", "parcels[0].collected_by: no visit");
    check_damaged("[1,15],[2,1]", "[1,15],[3,1]", "visits[0].delivery.crates[0][1].parcel: no");
    check_damaged("[[1,3]]", "[[1,9000000]]", "visits[0].delivery.bag[0].items: `9000000`");
    check_damaged("\"route\":0", "\"route\":1", "visits[0].route: no route stands at 1, of 1");
    check_damaged("\"vehicle\":\"V1\"", "\"vehicle\":\"V2\"", "routes[0].vehicle: no vehicle");
    check_damaged("\"driver\":\"D1\"", "\"driver\":\"D2\"", "routes[0].driver: no driver");
    check_damaged("\"after_rank\":0", "\"after_rank\":1", "routes[0].breaks[0].after_rank: the r");
    check_damaged("crates\":[[0]]", "crates\":[[7]]", "routes[0].mixed_crates[0][0]: no visit");
    check_damaged("\"Mon+Thu\"", "\"Mon+\"", "excuses[1].reason.closed_days.open: `Mon+`");
    check_damaged("{\"parcel\":1", "{\"parcel\":8", "unserved[1].parcel.parcel: no parcel");
    check_damaged("2026-W48", "9999-W48", "week: `9999-W48`");
    check_damaged("2026-12-01", "2026-13-01", "following[0].date: `2026-13-01`");
    check_damaged("81234", "9223372036854775807", "routes[0].distance_metres: ");
    check_damaged("\"outside_cents\": 600", "\"outside_cents\": -9000000000000", "cost.outside");
    check_damaged("\"seed\"", "\"sed\"", "line 5 column");
    check_damaged("\"quantity\":2", "\"quantity\":2.5", "line 23 column");
    check_damaged("\"quantity\":2", "\"quantity\":2,\"quantity\":2", "duplicate field");
}

#[test]
fn a_plan_cut_short_anywhere_is_damaged() {
    let text = text_of(&fixture::run(), &fixture::plan());
    let whole = text.trim_end().len();
    for end in 0..whole {
        let cut = parse(&text[..end]);
        assert!(matches!(cut, Err(StoreError::Damaged { .. })), "{end}: {cut:?}");
    }
}

#[test]
fn a_missing_plan_is_named() {
    let office = tempfile::tempdir().expect("a folder");
    let error = read_plan(office.path(), &fixture::province()).expect_err("no plan");
    assert!(matches!(error, StoreError::Read { .. }), "{error:?}");
    assert!(error.to_string().contains(PLAN_FILE), "{error}");
}

#[test]
fn the_reference_names_every_key() {
    let reference = include_str!("../../../docs/reference/plan-folder.md");
    let text = text_of(&fixture::run(), &fixture::plan());
    let keys = text.split('"').skip(1).step_by(2).zip(text.split('"').skip(2).step_by(2));
    for (key, _) in keys.filter(|(_, after)| after.starts_with(':')) {
        assert!(reference.contains(&format!("`{key}`")), "`{key}` is missing");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn bytes_changed_at_random_never_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = text_of(&fixture::run(), &fixture::plan()).into_bytes();
        for (at, byte) in changes {
            let position = at.index(bytes.len());
            bytes[position] = byte;
        }
        let read = parse_plan(Path::new(PLAN_FILE), &bytes, &fixture::province());
        let total = matches!(
            read,
            Ok(_) | Err(StoreError::Damaged { .. } | StoreError::NewerVersion { .. })
        );
        prop_assert!(total);
    }

    #[test]
    fn digits_changed_at_random_never_leave_the_lists(
        at in any::<prop::sample::Index>(),
        number in "-?[0-9]{1,20}",
    ) {
        let text = text_of(&fixture::run(), &fixture::plan());
        let digits: Vec<usize> =
            text.match_indices(|letter: char| letter.is_ascii_digit()).map(|(at, _)| at).collect();
        let position = digits[at.index(digits.len())];
        let changed = format!("{}{number}{}", &text[..position], &text[position + 1..]);
        if let Ok((_, plan)) = parse(&changed) {
            for visit in &plan.visits {
                prop_assert!(visit.route.is_none_or(|route| plan.routes.get(route).is_some()));
                let crates = visit.delivery.crates.iter().chain(&visit.pickup.crates);
                for (parcel, _) in crates.flat_map(|krat| &krat.contents) {
                    prop_assert!(plan.parcels.get(*parcel).is_some());
                }
            }
            for visit in plan.routes.iter().flat_map(|route| &route.visits) {
                prop_assert!(plan.visits.get(*visit).is_some());
            }
        }
    }

    #[test]
    fn plans_are_read_as_they_were_written(
        supplies in prop::collection::vec((0..2_u32, 0..7_u32, 1..9_i64), 0..20),
        contents in prop::collection::vec((0..3_u32, 1..99_i64), 0..9),
        by in prop::option::of(0..2_u32),
        (metres, empties) in (0..900_000_i64, 0..40_i64),
        seed in any::<u64>(),
    ) {
        let source = |which: u32| match which {
            0 => Source::Returning,
            1 => Source::Outside,
            2 => Source::Unfilled,
            above => Source::Shelf(PlaceIdx(above - 3)),
        };
        let mut plan = fixture::plan();
        let supply = |(request, which, quantity)| Supply {
            request: RequestIdx(request),
            source: source(which),
            edition: (which == 4).then_some(crate::index::TitleIdx(3)),
            quantity: Items(quantity),
        };
        plan.supplies = supplies.into_iter().map(supply).collect();
        let visit = &mut plan.visits[VisitIdx(1)];
        visit.delivery.empties = Crates(empties);
        visit.pickup.crates = vec![crate::model::CrateFill {
            contents: contents.into_iter().map(|(at, n)| (ParcelIdx(at), Items(n))).collect(),
        }];
        plan.parcels[ParcelIdx(1)].delivered_by = by.map(VisitIdx);
        for route in &mut plan.routes {
            route.distance = Metres(metres);
        }
        let run = StoredRun { seed, ..fixture::run() };
        prop_assert_eq!(parse(&text_of(&run, &plan)).expect("the plan"), (run, plan));
    }
}
