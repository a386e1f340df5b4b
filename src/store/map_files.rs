//! What maps are drawn with, in a data folder: lines of ways and the ground.
//!
//! A line is the encoded polyline of Google: differences of latitude and longitude in
//! hundred-thousandths of a degree, about a metre, five bits a character.
//! Reference: Google, "Encoded Polyline Algorithm Format".

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::beside::write_beside;
use super::document::{document_bytes, read_document};
use super::{FolderDraft, Overwrite, StoreError};
use crate::travel::chart::{Chart, Ground, GroundKind, GroundShape, RoadWays, Town, WayStop};
use crate::travel::road::{PieceRun, RoadPoint, WayLines};

/// The lines of ways.
pub const WAYS_FILE: &str = "ways.json";

/// The ground of maps.
pub const GROUND_FILE: &str = "ground.json";

const WAYS_FAMILY: &str = "leenroute-ways/";
const GROUND_FAMILY: &str = "leenroute-ground/";

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredWays {
    fingerprint: String,
    attribution: String,
    places: Vec<StoredPlace>,
    pieces: Vec<String>,
    /// From, to, and the pieces from 1, negative where driven against their points.
    legs: Vec<(u32, u32, Vec<i64>)>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct StoredPlace {
    code: String,
    lon_e7: i32,
    lat_e7: i32,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredGround {
    source: String,
    attribution: String,
    fingerprint: String,
    shapes: Vec<(String, Vec<String>)>,
    towns: Vec<StoredTown>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct StoredTown {
    name: String,
    rank: u8,
    lon_e7: i32,
    lat_e7: i32,
}

/// The lines of ways of a data folder, or `None` where there are none.
pub fn read_ways(folder: &Path) -> Result<Option<RoadWays>, StoreError> {
    let path = folder.join(WAYS_FILE);
    if !path.exists() {
        return Ok(None);
    }
    let stored: StoredWays = read_document(WAYS_FAMILY, &path)?;
    let damaged = |reason: String| StoreError::damaged(&path, reason);
    let StoredWays { fingerprint, attribution, places, pieces, legs } = stored;
    let piece = |(number, text): (usize, &String)| {
        let line = decoded(text).filter(|line| line.len() > 1);
        line.ok_or_else(|| damaged(format!("piece {} is no line", number + 1)))
    };
    let pieces: Vec<_> = pieces.iter().enumerate().map(piece).collect::<Result<_, _>>()?;
    let mut known = BTreeMap::new();
    for (from, to, numbers) in legs {
        let runs: Option<Vec<PieceRun>> =
            numbers.iter().map(|number| run(*number, pieces.len())).collect();
        let are_places = [from, to].iter().all(|of| (*of as usize) < places.len());
        match runs.filter(|_| are_places) {
            Some(runs) => drop(known.insert((from, to), runs)),
            None => {
                return Err(damaged(format!(
                    "the way from {from} to {to} names what is not there"
                )));
            }
        }
    }
    let stop = |place: StoredPlace| WayStop {
        place: place.code,
        position: RoadPoint { lon: place.lon_e7, lat: place.lat_e7 },
    };
    Ok(Some(RoadWays {
        fingerprint,
        attribution,
        stops: places.into_iter().map(stop).collect(),
        lines: WayLines { pieces, legs: known },
    }))
}

/// A piece by its number from 1, if there is one.
fn run(number: i64, pieces: usize) -> Option<PieceRun> {
    let piece = u32::try_from(number.unsigned_abs().checked_sub(1)?).ok()?;
    ((piece as usize) < pieces).then_some(PieceRun { piece, against: number < 0 })
}

/// Writes the lines of ways into a data folder, over earlier ones.
pub fn write_ways(folder: &Path, ways: &RoadWays) -> Result<(), StoreError> {
    let path = folder.join(WAYS_FILE);
    let bytes = ways_bytes(ways, &path)?;
    write_beside(&path, Overwrite::Replace, |file| file.write_all(&bytes))
}

/// Takes the lines of ways out of a data folder, if there are any.
pub fn remove_ways(folder: &Path) -> Result<(), StoreError> {
    let path = folder.join(WAYS_FILE);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(StoreError::write(&path, error))
        }
        _ => Ok(()),
    }
}

fn ways_bytes(ways: &RoadWays, path: &Path) -> Result<Vec<u8>, StoreError> {
    let place = |stop: &WayStop| StoredPlace {
        code: stop.place.clone(),
        lon_e7: stop.position.lon,
        lat_e7: stop.position.lat,
    };
    let number = |run: &PieceRun| {
        let number = i64::from(run.piece) + 1;
        if run.against { -number } else { number }
    };
    let legs = ways.lines.legs.iter();
    let stored = StoredWays {
        fingerprint: ways.fingerprint.clone(),
        attribution: ways.attribution.clone(),
        places: ways.stops.iter().map(place).collect(),
        pieces: ways.lines.pieces.iter().map(|piece| encoded(piece)).collect(),
        legs: legs.map(|(of, runs)| (of.0, of.1, runs.iter().map(number).collect())).collect(),
    };
    document_line(WAYS_FAMILY, &stored, path)
}

/// The ground of a data folder, or `None` where there is none.
pub fn read_ground(folder: &Path) -> Result<Option<Ground>, StoreError> {
    let path = folder.join(GROUND_FILE);
    if !path.exists() {
        return Ok(None);
    }
    let stored: StoredGround = read_document(GROUND_FAMILY, &path)?;
    let damaged = |reason: String| StoreError::damaged(&path, reason);
    let shape = |(word, lines): (String, Vec<String>)| {
        let known = GroundKind::WORDS.iter().find(|(_, known)| *known == word);
        let (kind, _) = known.ok_or_else(|| damaged(format!("`{word}` is no kind of ground")))?;
        let lines: Option<Vec<_>> = lines.iter().map(|line| decoded(line)).collect();
        let lines = lines.ok_or_else(|| damaged(format!("a line of `{word}` does not read")))?;
        Ok(GroundShape { kind: *kind, lines })
    };
    let town = |town: StoredTown| Town {
        rank: town.rank,
        name: town.name,
        at: RoadPoint { lon: town.lon_e7, lat: town.lat_e7 },
    };
    Ok(Some(Ground {
        source: stored.source,
        attribution: stored.attribution,
        fingerprint: stored.fingerprint,
        shapes: stored.shapes.into_iter().map(shape).collect::<Result<_, StoreError>>()?,
        towns: stored.towns.into_iter().map(town).collect(),
    }))
}

/// Writes the ground of maps into a data folder, over an earlier one.
pub fn write_ground(folder: &Path, ground: &Ground) -> Result<(), StoreError> {
    let path = folder.join(GROUND_FILE);
    let bytes = ground_bytes(ground, &path)?;
    write_beside(&path, Overwrite::Replace, |file| file.write_all(&bytes))
}

fn ground_bytes(ground: &Ground, path: &Path) -> Result<Vec<u8>, StoreError> {
    let shape = |shape: &GroundShape| {
        let (_, word) = GroundKind::WORDS[shape.kind as usize];
        (word.to_owned(), shape.lines.iter().map(|line| encoded(line)).collect())
    };
    let town = |town: &Town| StoredTown {
        name: town.name.clone(),
        rank: town.rank,
        lon_e7: town.at.lon,
        lat_e7: town.at.lat,
    };
    let stored = StoredGround {
        source: ground.source.clone(),
        attribution: ground.attribution.clone(),
        fingerprint: ground.fingerprint.clone(),
        shapes: ground.shapes.iter().map(shape).collect(),
        towns: ground.towns.iter().map(town).collect(),
    };
    document_line(GROUND_FAMILY, &stored, path)
}

/// Writes what maps are drawn with into a folder of a draft.
pub fn write_map_files(draft: &FolderDraft, folder: &str, chart: &Chart) -> Result<(), StoreError> {
    if let Some(ways) = &chart.ways {
        let name = format!("{folder}/{WAYS_FILE}");
        draft.write(&name, &ways_bytes(ways, &draft.path().join(&name))?)?;
    }
    if let Some(ground) = &chart.ground {
        let name = format!("{folder}/{GROUND_FILE}");
        draft.write(&name, &ground_bytes(ground, &draft.path().join(&name))?)?;
    }
    Ok(())
}

fn document_line<T: Serialize>(
    family: &str,
    stored: &T,
    path: &Path,
) -> Result<Vec<u8>, StoreError> {
    let mut bytes = document_bytes(family, stored, path)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Ten-millionths of a degree in one unit of a stored line.
const UNIT: i32 = 100;

/// The least character of a line, and how many bits one holds.
const BASE: u8 = 63;
const BITS: u32 = 5;

/// A line in few characters.
fn encoded(line: &[RoadPoint]) -> String {
    let rounded = |part: i32| (part + part.signum() * UNIT / 2) / UNIT;
    let mut text = String::with_capacity(4 * line.len());
    let mut last = [0, 0];
    for point in line {
        let now = [rounded(point.lat), rounded(point.lon)];
        for (now, last) in now.iter().zip(last) {
            let step = now - last;
            let mut rest = ((step << 1) ^ (step >> 31)).cast_unsigned();
            loop {
                let more = rest >= 1 << BITS;
                let low = u8::try_from(rest & ((1 << BITS) - 1)).expect("five bits");
                text.push(char::from(low + BASE + if more { 1 << BITS } else { 0 }));
                rest >>= BITS;
                if !more {
                    break;
                }
            }
        }
        last = now;
    }
    text
}

/// The points of a stored line; `None` where it is none.
fn decoded(text: &str) -> Option<Vec<RoadPoint>> {
    let mut steps = Vec::new();
    let (mut step, mut shift) = (0_u64, 0);
    for letter in text.bytes() {
        let bits = u64::from(letter.checked_sub(BASE).filter(|bits| *bits < 2 << BITS)?);
        step |= (bits & ((1 << BITS) - 1)) << shift;
        shift += BITS;
        if bits >> BITS == 0 {
            let sign = -(i64::from(step & 1 == 1));
            steps.push((step >> 1).cast_signed() ^ sign);
            (step, shift) = (0, 0);
        } else if shift > u32::BITS {
            return None;
        }
    }
    let whole = shift == 0 && steps.len().is_multiple_of(2);
    let mut last = [0_i64; 2];
    let point = |pair: &[i64]| {
        last = [last[0] + pair[0], last[1] + pair[1]];
        let [lat, lon] = last.map(|part| i32::try_from(part * i64::from(UNIT)).ok());
        Some(RoadPoint { lon: lon?, lat: lat? })
    };
    if whole { steps.chunks(2).map(point).collect() } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(lon: i32, lat: i32) -> RoadPoint {
        RoadPoint { lon, lat }
    }

    fn chart() -> Chart {
        let stop = |place: &str, position| WayStop { place: place.to_owned(), position };
        let runs =
            vec![PieceRun { piece: 1, against: true }, PieceRun { piece: 0, against: false }];
        let ways = RoadWays {
            fingerprint: "a1".to_owned(),
            attribution: "somebody else".to_owned(),
            stops: vec![stop("ASN", at(65_625_012, 530_000_000)), stop("EMM", at(-5, 7))],
            lines: WayLines {
                pieces: vec![
                    vec![at(65_625_000, 530_000_000), at(65_700_000, 530_010_000)],
                    vec![at(-12_300, 100), at(65_625_000, 530_000_000)],
                ],
                legs: [((1, 0), runs)].into(),
            },
        };
        let ring = vec![at(0, 0), at(100_000, 0), at(100_000, 100_000)];
        let ground = Ground {
            source: "osm:town.osm.pbf".to_owned(),
            attribution: "somebody".to_owned(),
            fingerprint: "b2".to_owned(),
            shapes: vec![GroundShape { kind: GroundKind::Water, lines: vec![ring] }],
            towns: vec![Town { rank: 2, name: "Norg".to_owned(), at: at(3, 4) }],
        };
        Chart { ways: Some(ways), ground: Some(ground) }
    }

    #[test]
    fn maps_are_read_as_they_were_written_and_damage_is_named() {
        let office = tempfile::tempdir().expect("a folder");
        let folder = office.path();
        assert_eq!(read_ways(folder).expect("nothing there"), None);
        assert_eq!(read_ground(folder).expect("nothing there"), None);
        let Chart { ways, ground } = chart();
        write_ways(folder, ways.as_ref().expect("ways")).expect("a new file");
        write_ground(folder, ground.as_ref().expect("ground")).expect("a new file");
        assert_eq!(read_ways(folder).expect("as written"), ways);
        assert_eq!(read_ground(folder).expect("as written"), ground);
        let damages = [
            (WAYS_FILE, "[-2,1]", "[-3,1]"),
            (WAYS_FILE, "[-2,1]", "[0]"),
            (WAYS_FILE, "[1,0,", "[2,0,"),
            (GROUND_FILE, "\"water\"", "\"wine\""),
            (GROUND_FILE, "\"towns\"", "\"crowns\""),
        ];
        for (file, from, to) in damages {
            let path = folder.join(file);
            let text = fs::read_to_string(&path).expect("a file");
            assert!(text.contains(from), "{text}");
            fs::write(&path, text.replacen(from, to, 1)).expect("a file");
            let read = read_ways(folder).map(drop).and(read_ground(folder).map(drop));
            assert!(matches!(read, Err(StoreError::Damaged { .. })), "{to}");
            fs::write(&path, text).expect("a file");
        }
    }

    #[test]
    fn a_draft_gets_the_same_bytes() {
        let office = tempfile::tempdir().expect("a folder");
        let folder = office.path().join("plan");
        let draft = FolderDraft::beside(&folder, Overwrite::Refuse).expect("a draft");
        write_map_files(&draft, "inputs", &chart()).expect("two files");
        draft.commit().expect("a rename");
        assert_eq!(read_ways(&folder.join("inputs")).expect("as written"), chart().ways);
        let Some(ways) = chart().ways else { return };
        write_ways(office.path(), &ways).expect("a new file");
        let read = |path: &Path| fs::read(path.join(WAYS_FILE)).expect("a file");
        assert_eq!(read(office.path()), read(&folder.join("inputs")));
    }

    #[test]
    fn a_line_is_written_as_the_reference_does() {
        let line = [
            at(-1_202_000_000, 385_000_000),
            at(-1_209_500_000, 407_000_000),
            at(-1_264_530_000, 432_520_000),
        ];
        assert_eq!(encoded(&line), "_p~iF~ps|U_ulLnnqC_mqNvxq`@");
        assert_eq!(decoded("_p~iF~ps|U_ulLnnqC_mqNvxq`@").expect("a line"), line);
        for no_line in ["_", "_p~iF", "a b", "~~~~~~~~~~~~~~", "é"] {
            assert_eq!(decoded(no_line), None, "{no_line}");
        }
    }

    proptest! {
        #[test]
        fn a_point_moves_by_half_a_metre_at_most(
            line in prop::collection::vec((-1_800_000_000..=1_800_000_000, -900_000_000..=900_000_000), 0..20),
        ) {
            let line: Vec<RoadPoint> = line.into_iter().map(|(lon, lat)| at(lon, lat)).collect();
            let read = decoded(&encoded(&line)).expect("what was written");
            prop_assert_eq!(read.len(), line.len());
            for (one, two) in line.iter().zip(&read) {
                prop_assert!((one.lon - two.lon).abs() <= 50 && (one.lat - two.lat).abs() <= 50);
            }
            prop_assert_eq!(encoded(&read), encoded(&line));
        }
    }
}
