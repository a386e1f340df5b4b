//! The profile of a vehicle, by name or from a file.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::app::Error;
use crate::model::{ClockTime, WeekdaySet};
use crate::travel::road::{
    DrivingHours, Kerb, Posted, ROAD_CLASSES, RoadProfile, RoadVehicle, TrafficBand, VehicleSize,
};

/// Which profile is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ProfileChoice {
    /// A van.
    #[default]
    Van,
    /// A truck.
    Truck,
    /// What a file says.
    File(PathBuf),
}

impl ProfileChoice {
    /// A name or, where it is none, the path of a file.
    pub fn of(text: &str) -> Self {
        match text {
            "van" => Self::Van,
            "truck" => Self::Truck,
            path => Self::File(path.into()),
        }
    }

    pub(super) fn read(&self) -> Result<RoadProfile, Error> {
        let path = match self {
            Self::Van => return Ok(RoadProfile::van()),
            Self::Truck => return Ok(RoadProfile::truck()),
            Self::File(path) => path,
        };
        let refuse = |reason: String| Error::RoadProfile { path: path.clone(), reason };
        let text = fs::read_to_string(path).map_err(|error| refuse(error.to_string()))?;
        read_profile(&text, path).map_err(refuse)
    }
}

/// A file of a profile: what it does not say is as in its base.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    name: Option<String>,
    base: Base,
    posted: Option<PostedWord>,
    posted_permille: Option<u16>,
    cap_kmh: Option<u16>,
    u_turn_seconds: Option<u32>,
    turn_seconds: Option<f64>,
    kerb: Option<KerbWord>,
    days: Option<String>,
    hours: Option<String>,
    blocked: Option<Vec<String>>,
    destination: Option<Vec<String>>,
    blocked_tags: Option<Vec<String>>,
    #[serde(default)]
    size: SizeSection,
    #[serde(default)]
    speeds_kmh: toml::Table,
    #[serde(default)]
    factors_permille: toml::Table,
    #[serde(default)]
    traffic: Vec<TrafficSection>,
}

/// Hours of the day at which roads take longer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TrafficSection {
    hours: String,
    times_permille: toml::Table,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SizeSection {
    height_cm: Option<u32>,
    width_cm: Option<u32>,
    length_cm: Option<u32>,
    weight_kg: Option<u32>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Base {
    Van,
    Truck,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PostedWord {
    Replaces,
    Caps,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum KerbWord {
    Either,
    Own,
}

/// Reads the text of a profile; the reason says the line where it can.
pub(super) fn read_profile(text: &str, path: &Path) -> Result<RoadProfile, String> {
    const SPEED_MAX: u16 = 200;
    const FACTOR_LEAST: u16 = 100;
    const FACTOR_MAX: u16 = 5_000;
    let file: ProfileFile = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut of = match file.base {
        Base::Van => RoadProfile::van(),
        Base::Truck => RoadProfile::truck(),
    };
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    of.name = file.name.or(stem).unwrap_or(of.name);
    match file.posted {
        Some(PostedWord::Caps) => of.posted = Posted::Caps,
        Some(PostedWord::Replaces) => of.posted = Posted::Replaces,
        None => {}
    }
    match file.kerb {
        Some(KerbWord::Own) => of.kerb = Kerb::Own,
        Some(KerbWord::Either) => of.kerb = Kerb::Either,
        None => {}
    }
    of.posted_permille =
        within("posted_permille", file.posted_permille, of.posted_permille, (100, 2_000))?;
    of.cap_kmh = within("cap_kmh", file.cap_kmh, of.cap_kmh, (5, SPEED_MAX))?;
    if let Some(seconds) = file.u_turn_seconds {
        of.u_turn_ms = 1_000 * within("u_turn_seconds", Some(seconds), 0, (0, 3_600))?;
    }
    if let Some(seconds) = file.turn_seconds {
        if !(0.0..=600.0).contains(&seconds) {
            return Err(format!("`turn_seconds` is {seconds}, and may be 0 to 600"));
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between nothing and ten minutes"
        )]
        let milliseconds = (seconds * 1_000.0).round() as u32;
        of.turn_ms = milliseconds;
    }
    of.size = sized(&file.size, of.size);
    of.blocked = file.blocked.unwrap_or(of.blocked);
    of.destination = file.destination.unwrap_or(of.destination);
    if let Some(tags) = file.blocked_tags {
        of.blocked_tags = pairs(&tags)?;
    }
    of.hours = hours(file.days.as_deref(), file.hours.as_deref(), of.hours)?;
    by_class("speeds_kmh", &file.speeds_kmh, &mut of.speeds_kmh, (0, SPEED_MAX))?;
    let limits = (FACTOR_LEAST, FACTOR_MAX);
    by_class("factors_permille", &file.factors_permille, &mut of.factors_permille, limits)?;
    of.traffic = traffic(&file.traffic, limits)?;
    if of.vehicle == RoadVehicle::Van && of.size.weight_kg.is_some_and(|weight| weight > 3_500) {
        of.vehicle = RoadVehicle::Truck;
    }
    Ok(of)
}

fn within<T: Copy + PartialOrd + std::fmt::Display>(
    key: &str,
    value: Option<T>,
    usual: T,
    (least, most): (T, T),
) -> Result<T, String> {
    let value = value.unwrap_or(usual);
    if value < least || value > most {
        return Err(format!("`{key}` is {value}, and may be {least} to {most}"));
    }
    Ok(value)
}

fn sized(file: &SizeSection, usual: VehicleSize) -> VehicleSize {
    VehicleSize {
        height_cm: file.height_cm.or(usual.height_cm),
        width_cm: file.width_cm.or(usual.width_cm),
        length_cm: file.length_cm.or(usual.length_cm),
        weight_kg: file.weight_kg.or(usual.weight_kg),
    }
}

fn pairs(tags: &[String]) -> Result<Vec<(String, String)>, String> {
    let pair = |tag: &String| match tag.split_once('=') {
        Some((key, value)) => Ok((key.to_owned(), value.to_owned())),
        None => Err(format!("`blocked_tags` has `{tag}`; write `key=value`")),
    };
    tags.iter().map(pair).collect()
}

fn by_class(
    key: &str,
    table: &toml::Table,
    values: &mut [u16; ROAD_CLASSES.len()],
    limits: (u16, u16),
) -> Result<(), String> {
    for (word, value) in table {
        let Some((class, _)) = ROAD_CLASSES.iter().find(|(_, known)| known == word) else {
            return Err(format!("`{key}` has `{word}`, which is no class of road"));
        };
        let number = value.as_integer().and_then(|number| u16::try_from(number).ok());
        let number = number.ok_or_else(|| format!("`{key}.{word}` is no whole number"))?;
        values[*class as usize] = within(&format!("{key}.{word}"), Some(number), 0, limits)?;
    }
    Ok(())
}

fn hours(
    days: Option<&str>,
    clock: Option<&str>,
    usual: DrivingHours,
) -> Result<DrivingHours, String> {
    let mut hours = usual;
    if let Some(text) = days {
        let days = text.parse::<WeekdaySet>();
        let days = days.map_err(|_| format!("`days` is `{text}`; write `Mon+Tue+Wed`"))?;
        hours.days = days.iter().fold(0, |bits, day| bits | 1 << day.num_days_from_monday());
    }
    if let Some(text) = clock {
        (hours.from, hours.to) = span("hours", text)?;
    }
    Ok(hours)
}

/// Two moments, in minutes after midnight.
fn span(key: &str, text: &str) -> Result<(u16, u16), String> {
    let minutes = |text: &str| {
        let seconds = text.trim().parse::<ClockTime>().ok()?.since_midnight().0;
        u16::try_from(seconds / 60).ok().filter(|minutes| *minutes <= 24 * 60)
    };
    let span = text.split_once('-').and_then(|(from, to)| minutes(from).zip(minutes(to)));
    span.ok_or_else(|| format!("`{key}` is `{text}`; write `07:00-18:00`"))
}

fn traffic(sections: &[TrafficSection], limits: (u16, u16)) -> Result<Vec<TrafficBand>, String> {
    let mut bands: Vec<TrafficBand> = Vec::new();
    for section in sections {
        let (from, to) = span("traffic.hours", &section.hours)?;
        let mut band = TrafficBand::usual(from, to);
        let times = &section.times_permille;
        by_class("traffic.times_permille", times, &mut band.times_permille, limits)?;
        bands.push(band);
    }
    bands.sort_by_key(|band| band.from);
    let is_span = |band: &TrafficBand| band.from < band.to;
    let apart = |pair: &[TrafficBand]| pair[0].to <= pair[1].from;
    if !bands.iter().all(is_span) || !bands.windows(2).all(apart) {
        return Err("`traffic.hours` end before they begin, or overlap; give each hour of a day \
            one `[[traffic]]`"
            .to_owned());
    }
    Ok(bands)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::travel::road::RoadClass;

    fn read(text: &str) -> Result<RoadProfile, String> {
        read_profile(text, Path::new("box.toml"))
    }

    #[test]
    fn what_a_file_does_not_say_is_as_in_its_base() {
        let plain = read("base = \"truck\"").unwrap();
        assert_eq!(plain, RoadProfile { name: "box".to_owned(), ..RoadProfile::truck() });
        let text = "name = \"bakwagen\"\nbase = \"van\"\nposted = \"caps\"\nkerb = \"own\"\n\
            turn_seconds = 2.5\nu_turn_seconds = 30\ndays = \"Mon+Sat\"\nhours = \"06:30-12:00\"\n\
            blocked_tags = [\"surface=sand\"]\n[size]\nheight_cm = 310\n\
            [speeds_kmh]\nmotorway = 80\ntrack = 0\n[factors_permille]\nprimary = 900\n\
            [[traffic]]\nhours = \"16:00-18:00\"\ntimes_permille.primary = 1400\n\
            [[traffic]]\nhours = \"07:00-09:00\"\ntimes_permille.trunk = 1300\n";
        let told = read(text).unwrap();
        assert_eq!(
            (told.name.as_str(), told.posted, told.kerb),
            ("bakwagen", Posted::Caps, Kerb::Own)
        );
        assert_eq!((told.turn_ms, told.u_turn_ms, told.size.height_cm), (2_500, 30_000, Some(310)));
        assert_eq!(told.hours, DrivingHours { days: 0b10_0001, from: 390, to: 720 });
        assert_eq!(told.speeds_kmh[RoadClass::Motorway as usize], 80);
        assert_eq!(told.factors_permille[RoadClass::Primary as usize], 900);
        let bands: Vec<(u16, u16)> = told.traffic.iter().map(|of| (of.from, of.to)).collect();
        assert_eq!(bands, [(420, 540), (960, 1_080)]);
        assert_eq!(told.traffic[1].times_permille[RoadClass::Primary as usize], 1_400);
        assert_eq!(told.traffic[1].times_permille[RoadClass::Trunk as usize], 1_000);
        assert_eq!(told.blocked_tags, [("surface".to_owned(), "sand".to_owned())]);
    }

    #[test]
    fn what_cannot_be_is_refused_by_name() {
        for (text, named) in [
            ("base = \"bike\"", "bike"),
            ("base = \"van\"\nspeed = 1", "speed"),
            ("base = \"van\"\ncap_kmh = 900", "cap_kmh"),
            ("base = \"van\"\n[speeds_kmh]\nhighroad = 9", "highroad"),
            ("base = \"van\"\n[speeds_kmh]\nprimary = 900", "speeds_kmh.primary"),
            ("base = \"van\"\n[factors_permille]\nprimary = 9", "factors_permille.primary"),
            ("base = \"van\"\nhours = \"7-18\"", "hours"),
            ("base = \"van\"\nblocked_tags = [\"sand\"]", "sand"),
            ("base = \"van\"\nturn_seconds = -1.0", "turn_seconds"),
            ("base = \"van\"\n[[traffic]]\nhours = \"7\"\ntimes_permille = {}", "traffic.hours"),
            (
                "base = \"van\"\n[[traffic]]\nhours = \"09:00-07:00\"\ntimes_permille = {}",
                "traffic.hours",
            ),
            (
                "base = \"van\"\n[[traffic]]\nhours = \"07:00-09:00\"\ntimes_permille.lane = 9",
                "lane",
            ),
        ] {
            let reason = read(text).unwrap_err();
            assert!(reason.contains(named), "{text}: {reason}");
        }
    }

    #[test]
    fn a_heavy_van_is_a_truck_to_the_signs() {
        let heavy = read("base = \"van\"\n[size]\nweight_kg = 5000").unwrap();
        assert_eq!(heavy.vehicle, RoadVehicle::Truck);
    }
}
