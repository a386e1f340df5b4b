//! The document of `travel`, and its numbers for people.

use serde_json::{Value, json};

use super::documents::{SCHEMA_VERSION, line, with_findings};
use crate::app::MadeTravel;
use crate::report::{BandNumbers, FittedNumbers, Language, TravelledNumbers};
use crate::travel::road::{BandFit, FitError, ROAD_CLASSES, RoadClass};
use crate::travel::{TravelLabel, TravelSource};

/// The document.
pub(super) fn document(made: &MadeTravel, language: Language) -> String {
    let label: Option<&TravelLabel> = match &made.source {
        TravelSource::Stored(label) => Some(label),
        TravelSource::ByHour(source) => match &**source {
            TravelSource::Stored(label) => Some(label),
            _ => None,
        },
        TravelSource::Table | TravelSource::Estimate(_) => None,
    };
    let text = |of: fn(&TravelLabel) -> &String| label.map(of).filter(|text| !text.is_empty());
    let pairs = |(from, to): &(String, String)| json!([from, to]);
    let document = json!({
        "schema_version": SCHEMA_VERSION,
        "source": made.source.label(),
        "date": label.and_then(|label| label.date).map(|date| date.to_string()),
        "attribution": text(|label| &label.attribution),
        "profile": text(|label| &label.profile),
        "fingerprint": text(|label| &label.fingerprint),
        "pairs": made.pairs,
        "pairs_by_hour": made.by_hour,
        "unreachable": made.unreachable.len(),
        "unreachable_pairs": made.unreachable.iter().map(pairs).collect::<Vec<Value>>(),
        "snap_metres_max": made.snap_metres_max,
        "snap_doubtful": made.doubtful.iter().map(|stop| json!({
            "place": stop.place,
            "metres": stop.metres,
        })).collect::<Vec<Value>>(),
        "windows": made.windows.iter().map(|stop| json!({
            "place": stop.place,
            "windows": stop.windows,
        })).collect::<Vec<Value>>(),
        "roads": made.roads.map(|roads| json!({
            "junctions": roads.junctions,
            "arcs": roads.arcs,
            "connected_arcs": roads.connected_arcs,
            "turns": roads.turns,
            "conditions_unread": roads.conditions_unread,
            "restrictions_unplaced": roads.restrictions_unplaced,
        })),
        "measured": made.calibration.as_ref().map(|found| json!({
            "trips": found.trips,
            "without_way": found.without_way,
            "before": error(&found.before),
            "after": error(&found.after),
            "held_out": error(&found.held_out),
            "factors_permille": factors(&found.profile.factors_permille),
            "traffic": found.bands.iter().map(|of| json!({
                "hours": of.band.words(),
                "trips": of.trips,
                "before": error(&of.before),
                "after": error(&of.after),
                "times_permille": factors(&of.band.times_permille),
            })).collect::<Vec<Value>>(),
        })),
        "map": {
            "ways": made.map.ways,
            "pieces": made.map.pieces,
            "ground": made.map.ground,
            "shapes": made.map.shapes,
            "towns": made.map.towns,
        },
        "cached": made.cached,
        "seconds": made.seconds,
    });
    line(&with_findings(document, &made.found, language))
}

fn error(of: &FitError) -> Value {
    json!({
        "mean_seconds": of.mean_seconds,
        "mean_permille": of.mean_permille,
        "bias_seconds": of.bias_seconds,
    })
}

fn factors(by_class: &[u16; ROAD_CLASSES.len()]) -> Value {
    let of =
        |(class, word): &(RoadClass, &str)| ((*word).to_owned(), by_class[*class as usize].into());
    Value::Object(ROAD_CLASSES.iter().map(of).collect())
}

/// The classes that stand for fast, main and other roads.
const SHOWN: [RoadClass; 3] = [RoadClass::Motorway, RoadClass::Primary, RoadClass::Residential];

fn band(of: &BandFit) -> BandNumbers {
    BandNumbers {
        hours: of.band.words(),
        trips: i64::try_from(of.trips).unwrap_or(i64::MAX),
        errors: [&of.before, &of.after].map(|error| (error.mean_seconds, error.mean_permille)),
        times: SHOWN.map(|class| i64::from(of.band.times_permille[class as usize])),
    }
}

/// The numbers for people.
pub(super) fn numbers(made: &MadeTravel) -> TravelledNumbers {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    TravelledNumbers {
        source: made.source.clone(),
        cached: made.cached,
        pairs: count(made.pairs),
        unreachable: made.unreachable.clone(),
        snap_metres_max: made.snap_metres_max,
        roads: made.roads.map(|roads| {
            [count(roads.junctions), count(roads.arcs), count(roads.conditions_unread)]
        }),
        ways: count(made.map.ways),
        ground: made.map.ground.clone(),
        fitted: made.calibration.as_ref().map(|found| FittedNumbers {
            trips: count(found.trips),
            errors: [&found.before, &found.after, &found.held_out]
                .map(|error| (error.mean_seconds, error.mean_permille)),
            factors: SHOWN.map(|class| i64::from(found.profile.factors_permille[class as usize])),
            bands: found.bands.iter().map(band).collect(),
        }),
        doubtful: made.doubtful.iter().map(|stop| (stop.place.clone(), stop.metres)).collect(),
        windows: made
            .windows
            .iter()
            .map(|stop| (stop.place.clone(), stop.windows.join(", ")))
            .collect(),
    }
}
