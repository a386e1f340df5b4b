//! Where travel times come from, for the terminal.

use std::fmt::Write as _;

use super::table::{Align, columns};
use crate::report::Language;
use crate::travel::TravelSource;
use crate::units::Metres;

/// Lines of a kind that are shown; the document has them all.
const LINES_MAX: usize = 10;

/// What driven trips made of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FittedNumbers {
    /// Trips that were used.
    pub trips: i64,
    /// The mean error before, after, and on trips that were not fitted on: seconds, and
    /// thousandths of the driven time.
    pub errors: [(i64, i64); 3],
    /// Thousandths of the speeds of fast, main and other roads.
    pub factors: [i64; 3],
    /// The bands of the day that were fitted.
    pub bands: Vec<BandNumbers>,
}

/// What driven trips made of a band of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandNumbers {
    /// The band, such as `07:00-09:00`.
    pub hours: String,
    /// Its trips.
    pub trips: i64,
    /// Their mean error without the hours and with them: seconds, and thousandths of the driven
    /// time.
    pub errors: [(i64, i64); 2],
    /// Thousandths of the usual times of fast, main and other roads.
    pub times: [i64; 3],
}

/// A travel matrix in plain values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TravelledNumbers {
    /// Its source.
    pub source: TravelSource,
    /// Whether it was there already.
    pub cached: bool,
    /// Pairs of places.
    pub pairs: i64,
    /// Pairs without a way, from and to.
    pub unreachable: Vec<(String, String)>,
    /// The farthest from a road, in metres.
    pub snap_metres_max: Option<i64>,
    /// Junctions, arcs and conditions that could not be read, where roads were read.
    pub roads: Option<[i64; 3]>,
    /// Ways that maps show by road.
    pub ways: i64,
    /// Where the ground of maps comes from, if there is one.
    pub ground: Option<String>,
    /// What driven trips made of the profile.
    pub fitted: Option<FittedNumbers>,
    /// Places far from a road, with the metres; `None` without any road.
    pub doubtful: Vec<(String, Option<i64>)>,
    /// Places at a road that is open in windows only, with these.
    pub windows: Vec<(String, String)>,
}

/// The numbers, then what is worth a look.
pub fn travelled_text(numbers: &TravelledNumbers, language: Language) -> String {
    let words = language.travelled_words();
    let source = language.travel_source(&numbers.source);
    let mut text = format!("{}: {source}", words.source);
    if numbers.cached {
        let _ = write!(text, " ({})", words.cached);
    }
    text.push_str("\n\n");
    let unreachable = i64::try_from(numbers.unreachable.len()).unwrap_or(i64::MAX);
    let line = |label: &str, value: String| vec![label.to_owned(), value];
    let mut rows = vec![
        line(words.pairs, language.number(numbers.pairs)),
        line(words.unreachable, language.number(unreachable)),
    ];
    if let Some(metres) = numbers.snap_metres_max {
        rows.push(line(words.snap_max, format!("{} m", language.number(metres))));
    }
    if let Some([junctions, arcs, unread]) = numbers.roads {
        rows.push(line(words.junctions, language.number(junctions)));
        rows.push(line(words.arcs, language.number(arcs)));
        rows.push(line(words.unread, language.number(unread)));
    }
    rows.push(line(words.ways, language.number(numbers.ways)));
    if let Some(ground) = &numbers.ground {
        rows.push(line(words.ground, ground.clone()));
    }
    if let Some(fitted) = &numbers.fitted {
        rows.push(line(words.trips, language.number(fitted.trips)));
        let labels = [words.before, words.after, words.held_out];
        for (label, (seconds, permille)) in labels.into_iter().zip(fitted.errors) {
            let percent = language.tenths(permille);
            rows.push(line(label, format!("{} s, {percent} %", language.number(seconds))));
        }
        let factors = fitted.factors.map(|factor| language.number(factor)).join(" / ");
        rows.push(line(words.factors, format!("{factors} ‰")));
        for band in &fitted.bands {
            let [before, after] = band.errors.map(|(seconds, permille)| {
                format!("{} s, {} %", language.number(seconds), language.tenths(permille))
            });
            let trips = format!("{} {}", words.trips, band.hours);
            rows.push(line(&trips, language.number(band.trips)));
            rows.push(line(words.band_errors, format!("{before} > {after}")));
            let times = band.times.map(|time| language.number(time)).join(" / ");
            rows.push(line(words.times, format!("{times} ‰")));
        }
    }
    text += &columns(&[Align::Left, Align::Right], &rows);
    let far = numbers.doubtful.iter().map(|(place, metres)| match metres {
        Some(metres) => format!("{place}: {} {}", language.km(Metres(*metres)), words.far),
        None => format!("{place}: {}", words.no_road),
    });
    let windows = numbers
        .windows
        .iter()
        .map(|(place, windows)| format!("{place}: {} {windows}", words.window));
    let ways =
        numbers.unreachable.iter().map(|(from, to)| format!("{from} > {to}: {}", words.no_way));
    for lines in [far.collect::<Vec<_>>(), windows.collect(), ways.collect()] {
        if lines.is_empty() {
            continue;
        }
        text.push('\n');
        for line in lines.iter().take(LINES_MAX) {
            let _ = writeln!(text, "{line}");
        }
        if lines.len() > LINES_MAX {
            let _ = writeln!(text, "+ {}", lines.len() - LINES_MAX);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_worth_a_look_stands_below_the_numbers() {
        let numbers = TravelledNumbers {
            source: TravelSource::Table,
            cached: true,
            pairs: 12,
            unreachable: (0..12).map(|at| (format!("A{at}"), "B".to_owned())).collect(),
            snap_metres_max: Some(1_234),
            roads: Some([3, 4, 5]),
            ways: 12,
            ground: Some("osm:town.osm.pbf".to_owned()),
            fitted: Some(FittedNumbers {
                trips: 9,
                errors: [(90, 123), (30, 40), (45, 61)],
                factors: [900, 950, 1_000],
                bands: vec![BandNumbers {
                    hours: "07:00-09:00".to_owned(),
                    trips: 12,
                    errors: [(95, 131), (20, 28)],
                    times: [1_400, 1_200, 1_000],
                }],
            }),
            doubtful: vec![("ASN".to_owned(), Some(1_234)), ("EMM".to_owned(), None)],
            windows: vec![("ROD".to_owned(), "Mo-Sa 07:00-11:00".to_owned())],
        };
        let text = travelled_text(&numbers, Language::Dutch);
        for part in [
            "1.234 m",
            "osm:town",
            "ASN: 1,2",
            "EMM: nergens",
            "ROD: alleen open Mo-Sa",
            "+ 2",
            "al uit",
            "90 s, 12,3 %",
            "900 / 950",
            "Gereden ritten 07:00-09:00",
            "95 s, 13,1 % > 20 s, 2,8 %",
            "1.400 / 1.200",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
