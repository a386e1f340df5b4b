//! What a replan is asked, as people type it.

use std::fmt;
use std::str::FromStr;

use crate::model::{ClockTime, ParseTimeError, ServiceDate};

/// A place or a vehicle on some days: `EMM-01@2026-11-24`, `EMM-01@2026-11-24..2026-11-26`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDays {
    /// The code; `*` for all places.
    pub code: String,
    /// The first day.
    pub first: ServiceDate,
    /// The last day.
    pub last: ServiceDate,
}

/// A road that is closed on some days, which makes a way longer, there and back:
/// `HUB:EMM-01@2026-11-24..2026-11-26,minutes=12,km=5`. Without `km` it is no farther.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetourAsk {
    /// The codes of both ends; `*` for all places.
    pub ends: [String; 2],
    /// The first day.
    pub first: ServiceDate,
    /// The last day.
    pub last: ServiceDate,
    /// How much longer it takes.
    pub minutes: u16,
    /// How much farther it is.
    pub km: i16,
}

/// Something that stays, or that is to be so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockAsk {
    /// A visit: `EMM-01@2026-11-24`, and after commas `vehicle=BUS-1`, `position=2`, `time=10:15`.
    Visit {
        /// The code of the place.
        place: String,
        /// The day.
        date: ServiceDate,
        /// The code of the vehicle.
        vehicle: Option<String>,
        /// Its turn on the route, from 1.
        position: Option<usize>,
        /// When service begins.
        time: Option<ClockTime>,
    },
    /// A whole route: `route=BUS-1@2026-11-24`.
    Route {
        /// The code of the vehicle.
        vehicle: String,
        /// The day.
        date: ServiceDate,
    },
    /// A whole day: `day=2026-11-24`.
    Day {
        /// The day.
        date: ServiceDate,
    },
}

/// A moment of the week: `2026-11-24@11:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub date: ServiceDate,
    /// The time.
    pub time: ClockTime,
}

/// Text that asks for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseAskError {
    form: &'static str,
}

impl ParseAskError {
    /// An error that names the form that was expected.
    pub(in crate::app) const fn of(form: &'static str) -> Self {
        Self { form }
    }
}

impl fmt::Display for ParseAskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected the form `{}`", self.form)
    }
}

impl std::error::Error for ParseAskError {}

impl From<ParseTimeError> for ParseAskError {
    fn from(error: ParseTimeError) -> Self {
        Self { form: error.expected }
    }
}

impl FromStr for OnDays {
    type Err = ParseAskError;

    fn from_str(text: &str) -> Result<Self, ParseAskError> {
        let form = ParseAskError { form: "CODE@2026-11-24 or CODE@2026-11-24..2026-11-26" };
        let (code, days) = text.rsplit_once('@').ok_or(form)?;
        let (first, last) = days.split_once("..").unwrap_or((days, days));
        let (first, last) = (first.parse()?, last.parse()?);
        if code.is_empty() || last < first {
            return Err(form);
        }
        Ok(Self { code: code.to_owned(), first, last })
    }
}

impl fmt::Display for OnDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, first, last } = self;
        write!(f, "{code}@{first}")?;
        if first == last { Ok(()) } else { write!(f, "..{last}") }
    }
}

impl FromStr for DetourAsk {
    type Err = ParseAskError;

    fn from_str(text: &str) -> Result<Self, ParseAskError> {
        const FORM: &str = "PLACE:PLACE@2026-11-24[..2026-11-26],minutes=12[,km=5]";
        let form = ParseAskError { form: FORM };
        let mut parts = text.split(',');
        let OnDays { code, first, last } = parts.next().ok_or(form)?.parse()?;
        let (one, other) = code.split_once(':').ok_or(form)?;
        let (mut minutes, mut km) = (None, 0);
        for part in parts {
            match part.split_once('=').ok_or(form)? {
                ("minutes", longer) => minutes = Some(longer.parse().map_err(|_| form)?),
                ("km", farther) => km = farther.parse().map_err(|_| form)?,
                _ => return Err(form),
            }
        }
        let ends = [one, other].map(str::to_owned);
        if ends.iter().any(String::is_empty) {
            return Err(form);
        }
        Ok(Self { ends, first, last, minutes: minutes.ok_or(form)?, km })
    }
}

impl fmt::Display for DetourAsk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { ends: [one, other], first, last, minutes, km } = self;
        let span = OnDays { code: format!("{one}:{other}"), first: *first, last: *last };
        write!(f, "{span},minutes={minutes}")?;
        if *km == 0 { Ok(()) } else { write!(f, ",km={km}") }
    }
}

impl FromStr for Moment {
    type Err = ParseAskError;

    fn from_str(text: &str) -> Result<Self, ParseAskError> {
        let form = ParseAskError { form: "2026-11-24@11:00" };
        let (date, time) = text.split_once('@').ok_or(form)?;
        Ok(Self { date: date.parse()?, time: time.parse()? })
    }
}

impl FromStr for LockAsk {
    type Err = ParseAskError;

    fn from_str(text: &str) -> Result<Self, ParseAskError> {
        const FORM: &str = "PLACE@2026-11-24[,vehicle=CODE][,position=N][,time=10:15], \
                            route=CODE@2026-11-24 or day=2026-11-24";
        let form = ParseAskError { form: FORM };
        if let Some(date) = text.strip_prefix("day=") {
            return Ok(Self::Day { date: date.parse()? });
        }
        if let Some(run) = text.strip_prefix("route=") {
            let (vehicle, date) = run.rsplit_once('@').ok_or(form)?;
            return Ok(Self::Route { vehicle: vehicle.to_owned(), date: date.parse()? });
        }
        let mut parts = text.split(',');
        let (place, date) = parts.next().and_then(|visit| visit.rsplit_once('@')).ok_or(form)?;
        let (mut vehicle, mut position, mut time) = (None, None, None);
        for part in parts {
            match part.split_once('=').ok_or(form)? {
                ("vehicle", code) => vehicle = Some(code.to_owned()),
                ("position", turn) => {
                    let turn: usize = turn.parse().map_err(|_| form)?;
                    position = Some(Some(turn).filter(|turn| *turn > 0).ok_or(form)?);
                }
                ("time", moment) => time = Some(moment.parse()?),
                _ => return Err(form),
            }
        }
        if place.is_empty() {
            return Err(form);
        }
        let (place, date) = (place.to_owned(), date.parse()?);
        Ok(Self::Visit { place, date, vehicle, position, time })
    }
}

impl fmt::Display for LockAsk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day { date } => write!(f, "day={date}"),
            Self::Route { vehicle, date } => write!(f, "route={vehicle}@{date}"),
            Self::Visit { place, date, vehicle, position, time } => {
                write!(f, "{place}@{date}")?;
                if let Some(vehicle) = vehicle {
                    write!(f, ",vehicle={vehicle}")?;
                }
                if let Some(position) = position {
                    write!(f, ",position={position}")?;
                }
                time.map_or(Ok(()), |time| write!(f, ",time={time}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_are_read_as_they_are_written() {
        for text in [
            "EMM-01@2026-11-24",
            "EMM-01@2026-11-24,vehicle=BUS-1,position=2,time=10:15",
            "route=BUS-1@2026-11-24",
            "day=2026-11-24",
        ] {
            let lock: LockAsk = text.parse().expect("a lock");
            assert_eq!(lock.to_string(), text);
        }
    }

    #[test]
    fn detours_are_read_as_they_are_written() {
        for text in
            ["HUB:EMM-01@2026-11-24..2026-11-26,minutes=12,km=-5", "*:EMM@2026-11-24,minutes=3"]
        {
            let detour: DetourAsk = text.parse().expect("a detour");
            assert_eq!(detour.to_string(), text);
        }
        for text in ["EMM@2026-11-24,minutes=3", ":EMM@2026-11-24,minutes=3", "A:B@2026-11-24"] {
            assert!(text.parse::<DetourAsk>().is_err(), "{text}");
        }
    }

    #[test]
    fn refuses_what_names_no_day_or_no_thing() {
        for text in ["EMM-01", "@2026-11-24", "EMM@24-11-2026", "EMM@2026-11-24,turn=2", "day=x"] {
            assert!(text.parse::<LockAsk>().is_err(), "{text}");
        }
        assert!("EMM@2026-11-24,position=0".parse::<LockAsk>().is_err());
        for text in ["EMM", "EMM@2026-11-26..2026-11-24", "@2026-11-24"] {
            assert!(text.parse::<OnDays>().is_err(), "{text}");
        }
        let days: OnDays = "*@2026-11-24..2026-11-25".parse().expect("days");
        assert_eq!((days.code.as_str(), days.last.to_string()), ("*", "2026-11-25".to_owned()));
    }
}
