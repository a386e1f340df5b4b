use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{restrict_to_requested, write_data_folder};
use crate::index::{IndexVec, PlaceIdx, TitleIdx};
use crate::model::{Category, ClockTime, HoldingLot, Holdings, Province, Title, TitleIdentity};
use crate::store::fixture;
use crate::store::{DATA_FILES, FolderDraft, Overwrite};
use crate::travel::{Detour, HourBand, TravelLeg, TravelMatrix};
use crate::units::{Grams, Metres, Millilitres, Seconds};

fn table() -> TravelMatrix {
    let leg = TravelLeg { distance: Metres(41_000), duration: Seconds(2_040) };
    let rows = [(PlaceIdx(0), PlaceIdx(2), leg), (PlaceIdx(2), PlaceIdx(2), leg)];
    let day = |day: &str| day.parse().expect("a date");
    let detour = Detour {
        from: None,
        to: Some(PlaceIdx(2)),
        first: day("2026-11-24"),
        last: day("2026-11-26"),
        distance: Metres(-500),
        duration: Seconds(420),
        reason: "N381, dicht".to_owned(),
    };
    let band =
        HourBand { begin: ClockTime::at(7, 0), end: ClockTime::at(9, 0), duration: Seconds(2_856) };
    let hours = [((PlaceIdx(0), PlaceIdx(2)), vec![band])].into();
    TravelMatrix::from_table(4, &rows).with_hours(hours).with_detours(vec![detour])
}

fn write(to: &Path, under: &str, province: &Province, travel: &TravelMatrix) -> Vec<String> {
    let draft = FolderDraft::beside(to, Overwrite::Refuse).expect("nothing is there");
    let written = write_data_folder(&draft, under, province, travel, "# as it is\r\n");
    draft.commit().expect("a rename");
    written.expect("new files")
}

#[test]
fn writes_every_table_with_its_columns_in_order() {
    let office = tempfile::tempdir().expect("a folder");
    let folder = office.path().join("data");
    write(&folder, "", &fixture::province(), &table());
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("the file");
    assert_eq!(read("settings.toml"), "# as it is\r\n");
    assert_eq!(read("organisations.csv"), "id,name\nBD,Drenthe\n");
    assert_eq!(
        read("places.csv").lines().take(3).collect::<Vec<_>>(),
        [
            "id,name,kind,organisation,municipality,address,lon,lat,visits_per_week,\
             in_hub_building,key,service_seconds,crate_seconds,pull_capacity,shelf_capacity,\
             empties,empties_max,certainty,source,isil,opens,closes,region",
            "HUB,Distributiecentrum,hub,BD,Assen,,6.5625,53,0,no,yes,300,45,200,400,3,12,\
             estimate,own,,,,Midden",
            "ASN,\"Assen, \"\"De Nieuwe Kolk\"\"\",main,BD,Assen,,6.5625,53,2,no,no,300,45,200,\
             400,3,12,estimate,own,NL-0800071001,2020-01-01,,Midden",
        ]
    );
    assert_eq!(
        read("relocations.csv"),
        "place,from,address,lon,lat\nASN,2027-01-04,Weiersstraat 1,6.5601,52.9962\n"
    );
    assert!(read("access.csv").starts_with(
        "place,weekday,open,close,due,late_cents_per_minute\nHUB,Mon,08:30,12:00,,\n\
         HUB,Mon,13:30,17:00,15:15,25\nASN,Mon,08:30"
    ));
    assert_eq!(
        read("closures.csv"),
        "place,first,last,reason\n*,2026-11-24,2026-11-25,migration\n\
         ORV,2026-11-24,2026-11-25,\"works, inside\"\n"
    );
    assert!(read("titles.csv").starts_with("id,category,grams,millilitres\nT0,novel,400,600\n"));
    assert_eq!(
        read("holdings.csv"),
        "title,place,copies,on_shelf,due\nT0,EMM,2,1,\nT1,ASN,2,1,\nT1,EMM,2,1,2026-11-30\n\
         T3,ORV,2,1,\n"
    );
    assert_eq!(
        read("requests.csv"),
        "id,title,pickup,placed,limit,quantity,priority\n\
         R-100,T3,ASN,2026-11-22,2026-12-06,4,5\nR-101,T1,ASN,2026-11-22,2026-12-06,1,5\n"
    );
    assert_eq!(
        read("shipments.csv"),
        "id,kind,from,to,accepted,ready,items,grams_each,millilitres_each,whole_crates\n\
         S-7,return,HUB,ORV,2026-11-20,2026-11-23,30,350,500,\n\
         S-8,theme-collection,HUB,ORV,2026-11-20,2026-11-23,30,350,500,2\n"
    );
    assert_eq!(
        read("vehicles.csv"),
        "id,name,class,licence,crates,payload_grams,shift_open,shift_close,route_max_minutes,\
         days,out_from,out_to,cents_per_km,day_cents\n\
         V1,Bus 1,van,B,40,900000,07:30,18:00,540,Mon+Tue+Wed+Thu+Fri,2026-12-01,2026-12-02,45,\
         9000\n"
    );
    assert_eq!(
        read("drivers.csv"),
        "id,name,licence,days,day_max_minutes,week_max_minutes,out_from,out_to\n\
         D1,Chauffeur 1,C,Mon+Tue+Fri,540,2160,2026-11-27,2026-11-27\n"
    );
    assert_eq!(
        read("travel.csv"),
        "from,to,metres,seconds\nHUB,EMM,41000,2040\nEMM,EMM,41000,2040\n"
    );
    assert_eq!(read("travel_hours.csv"), "from,to,begin,end,seconds\nHUB,EMM,07:00,09:00,2856\n");
    assert_eq!(
        read("detours.csv"),
        "from,to,first,last,metres_more,seconds_more,reason\n\
         *,EMM,2026-11-24,2026-11-26,-500,420,\"N381, dicht\"\n"
    );
}

#[test]
fn an_estimate_writes_no_travel_times_and_names_the_rest() {
    let office = tempfile::tempdir().expect("a folder");
    let province = fixture::province();
    let estimate = TravelMatrix::estimate(province.places(), province.settings().travel);
    let written = write(&office.path().join("plan"), "inputs", &province, &estimate);
    let expected: BTreeSet<String> = DATA_FILES
        .iter()
        .filter(|name| !name.starts_with("travel") && **name != "detours.csv")
        .map(|name| format!("inputs/{name}"))
        .collect();
    assert_eq!(written.iter().cloned().collect::<BTreeSet<_>>(), expected);
    for name in written {
        assert!(office.path().join("plan").join(name).is_file());
    }
}

#[test]
fn a_restricted_province_keeps_requested_titles_and_all_other_indices() {
    let whole = fixture::province();
    let part = Province::new(restrict_to_requested(&whole)).expect("it stays valid");
    let codes: Vec<&str> = part.titles().iter().map(|title| &*title.code).collect();
    assert_eq!(codes, ["T1", "T3"]);
    assert_eq!(part.places(), whole.places());
    assert_eq!(part.shipments(), whole.shipments());
    for (request, row) in whole.requests().iter_indexed() {
        let kept = &part.requests()[request];
        assert_eq!(kept.number, row.number);
        assert_eq!(part.titles()[kept.title], whole.titles()[row.title]);
        assert_eq!(part.holdings().of(kept.title), whole.holdings().of(row.title));
    }
    assert_eq!(part.holdings().len(), 3);
}

#[test]
fn many_holdings_are_written_row_by_row() {
    const TITLES: u32 = 200;
    let title = |number: u32| Title {
        code: format!("PPN{number:09}").into(),
        category: Category::Novel,
        grams: Grams(400),
        millilitres: Millilitres(600),
        identity: TitleIdentity::default(),
    };
    let mut parts = fixture::parts();
    let titles: IndexVec<TitleIdx, Title> = (0..TITLES).map(title).collect();
    let lot = |place| HoldingLot { place: PlaceIdx(place), copies: 1, on_shelf: 1, due: None };
    let rows = (0..TITLES).flat_map(|title| (0..4).map(move |place| (TitleIdx(title), lot(place))));
    parts.holdings = Holdings::from_rows(titles.len(), rows.collect());
    parts.titles = titles;
    let office = tempfile::tempdir().expect("a folder");
    let folder = office.path().join("data");
    write(&folder, "", &Province::new(parts).expect("it is valid"), &table());
    let text = fs::read_to_string(folder.join("holdings.csv")).expect("the file");
    assert_eq!(text.lines().count(), 1 + 4 * TITLES as usize);
    assert_eq!(text.lines().last(), Some("PPN000000199,ORV,1,1,"));
}
