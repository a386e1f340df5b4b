//! Sections in both forms, whole and damaged.

use std::io::Cursor;

use proptest::prelude::*;

use super::*;
use shapefile::dbase::{FieldName, FieldValue, Record, TableWriterBuilder};
use shapefile::{Point, Polyline, ShapeWriter, Writer};

use crate::travel::road::{Aim, RoadNetwork, RoadProfile};

fn section(id: i64, ends: (i64, i64), more: &str, line: &str) -> String {
    let (begin, end) = ends;
    format!(
        "<m:featureMember><w:wegvak><w:WVK_ID>{id}</w:WVK_ID><w:JTE_ID_BEG>{begin}\
         </w:JTE_ID_BEG><w:JTE_ID_END>{end}</w:JTE_ID_END>{more}<w:geom><m:LineString>\
         {line}</m:LineString></w:geom></w:wegvak></m:featureMember>"
    )
}

/// Three sections in a row, the middle one driven one way, and a cycle path.
fn file() -> String {
    let pos = |x: i64, to: i64| {
        format!("<m:posList>{x} 550000 {} 550010 {to} 550000</m:posList>", i64::midpoint(x, to))
    };
    let sections = [
        section(
            1,
            (10, 11),
            "<w:WEGBEHSRT>P</w:WEGBEHSRT><w:RIJRICHTNG>B</w:RIJRICHTNG>",
            &pos(240_000, 241_000),
        ),
        section(
            2,
            (11, 12),
            "<w:WEGBEHSRT>G</w:WEGBEHSRT><w:RIJRICHTNG>H</w:RIJRICHTNG>",
            &pos(241_000, 242_000),
        ),
        section(3, (12, 13), "<w:WEGBEHSRT>W</w:WEGBEHSRT>", &pos(242_000, 243_000)),
        section(
            4,
            (12, 11),
            "<w:WEGBEHSRT>G</w:WEGBEHSRT><w:RIJRICHTNG>H</w:RIJRICHTNG>",
            "<m:coordinates>242000,550000 241500,552000 241000,550000</m:coordinates>",
        ),
        section(
            5,
            (10, 13),
            "<w:WEGBEHSRT>G</w:WEGBEHSRT><w:BST_CODE>FP</w:BST_CODE>",
            &pos(240_000, 243_000),
        ),
    ];
    format!(
        "<?xml version=\"1.0\"?><c xmlns:m=\"m\" xmlns:w=\"w\"><!-- <x> -->{}</c>",
        sections.concat()
    )
}

#[test]
fn sections_make_roads_with_directions_and_classes() {
    let read = nwb_gml(file().as_bytes()).unwrap();
    let classes: Vec<_> =
        read.data.ways.iter().map(|way| way.tags.get("highway").unwrap()).collect();
    assert_eq!(classes, ["primary", "unclassified", "tertiary", "unclassified"]);
    let roads = RoadNetwork::new(&read.data, &RoadProfile::van());
    let stop = |x: f64| roads.snap(RoadPoint::of(from_rd(x, 550_000.0).unwrap()));
    let table = roads.table(&[stop(240_500.0), stop(242_500.0)], Aim::Fastest);
    let metres = |row: usize, to: usize| table[row][to].unwrap().distance.0;
    assert!((1_985..2_005).contains(&metres(0, 1)), "{table:?}");
    // Back by the way round.
    assert!((5_080..5_150).contains(&metres(1, 0)), "{table:?}");
}

#[test]
fn damage_is_named_with_its_byte() {
    let whole = file();
    let cut = nwb_gml(&whole.as_bytes()[..whole.len() - 20]);
    assert!(matches!(cut, Err(RoadFileError::Truncated { .. } | RoadFileError::Damaged { .. })));
    for (from, to) in [
        ("<w:WVK_ID>2<", "<w:WVK_ID>two<"),
        ("<w:JTE_ID_BEG>11<", "<w:JTE_ID_BEG>-11<"),
        ("240000 550000", "240000 9950000"),
        ("240000 550000", "240000"),
        ("</c>", "</d>"),
    ] {
        let read = nwb_gml(whole.replacen(from, to, 1).as_bytes());
        assert!(matches!(read, Err(RoadFileError::Damaged { .. })), "{to}: {read:?}");
    }
    assert_eq!(nwb_gml(b"<c></c>"), Err(RoadFileError::Empty));
}

/// The sections of [`file`] as the two files of a shapefile.
fn shapefile() -> [Vec<u8>; 2] {
    let name = |name: &str| FieldName::try_from(name).unwrap();
    let mut shp = Cursor::new(Vec::new());
    let mut dbf = Cursor::new(Vec::new());
    let table = TableWriterBuilder::new()
        .add_numeric_field(name("WVK_ID"), 10, 0)
        .add_numeric_field(name("JTE_ID_BEG"), 10, 0)
        .add_numeric_field(name("JTE_ID_END"), 10, 0)
        .add_character_field(name("RIJRICHTNG"), 1)
        .add_character_field(name("WEGBEHSRT"), 1)
        .add_character_field(name("BST_CODE"), 3)
        .build_with_dest(&mut dbf);
    let mut writer = Writer::new(ShapeWriter::new(&mut shp), table);
    let straight = |x: f64, to: f64| {
        vec![
            Point::new(x, 550_000.0),
            Point::new(f64::midpoint(x, to), 550_010.0),
            Point::new(to, 550_000.0),
        ]
    };
    let round = vec![
        Point::new(242_000.0, 550_000.0),
        Point::new(241_500.0, 552_000.0),
        Point::new(241_000.0, 550_000.0),
    ];
    let sections = [
        ([1.0, 10.0, 11.0], ["B", "P", ""], straight(240_000.0, 241_000.0)),
        ([2.0, 11.0, 12.0], ["H", "G", ""], straight(241_000.0, 242_000.0)),
        ([3.0, 12.0, 13.0], ["", "W", ""], straight(242_000.0, 243_000.0)),
        ([4.0, 12.0, 11.0], ["H", "G", ""], round),
        ([5.0, 10.0, 13.0], ["", "G", "FP"], straight(240_000.0, 243_000.0)),
    ];
    for (numbers, words, line) in sections {
        let mut row = Record::default();
        for (key, number) in ["WVK_ID", "JTE_ID_BEG", "JTE_ID_END"].into_iter().zip(numbers) {
            row.insert(key.to_owned(), FieldValue::Numeric(Some(number)));
        }
        for (key, word) in ["RIJRICHTNG", "WEGBEHSRT", "BST_CODE"].into_iter().zip(words) {
            row.insert(key.to_owned(), FieldValue::Character(Some(word.to_owned())));
        }
        writer.write_shape_and_record(&Polyline::new(line), &row).unwrap();
    }
    drop(writer);
    [shp.into_inner(), dbf.into_inner()]
}

#[test]
fn a_shapefile_gives_the_roads_of_the_same_sections_in_gml() {
    let [shp, dbf] = shapefile();
    assert_eq!(nwb_shape(&shp, &dbf).unwrap(), nwb_gml(file().as_bytes()).unwrap());
}

#[test]
fn files_that_do_not_belong_together_are_refused() {
    let [shp, mut dbf] = shapefile();
    let told = |shp: &[u8], dbf: &[u8]| match nwb_shape(shp, dbf) {
        Err(RoadFileError::Damaged { reason, .. }) => reason,
        read => panic!("{read:?}"),
    };
    assert!(told(&dbf, &shp).starts_with("the lines do not read"));
    assert!(told(&shp, b"").starts_with("the rows of the .dbf do not read"));
    assert!(told(&shp[..shp.len() - 8], &dbf).starts_with("the lines do not read"));
    // The mark of a deleted row.
    let first = usize::from(u16::from_le_bytes([dbf[8], dbf[9]]));
    dbf[first] = b'*';
    assert_eq!(told(&shp, &dbf), "it has 5 lines, and its .dbf 4 rows");
}

proptest! {
    #[test]
    fn no_damage_of_a_shapefile_makes_it_panic(
        changes in prop::collection::vec((any::<bool>(), 0_usize..2_000, any::<u8>()), 1..8),
    ) {
        let [mut shp, mut dbf] = shapefile();
        for (in_lines, at, to) in changes {
            let bytes = if in_lines { &mut shp } else { &mut dbf };
            let length = bytes.len();
            bytes[at % length] = to;
        }
        drop(nwb_shape(&shp, &dbf));
    }

    #[test]
    fn no_damage_makes_it_panic(changes in prop::collection::vec((0_usize..2_000, any::<u8>()), 1..8)) {
        let mut bytes = file().into_bytes();
        let length = bytes.len();
        for (at, to) in changes {
            bytes[at % length] = to;
        }
        drop(nwb_gml(&bytes));
    }
}
