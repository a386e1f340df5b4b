//! Conditions on tags: hours of a week, and the size of the vehicle.
//!
//! What `:conditional` says, `no @ (Mo-Fr 07:00-09:00); delivery @ (06:00-11:00)`, is read as far
//! as it names weekdays, hours and size. A matrix has no moment of departure, so that a condition
//! of time holds when it meets the hours in which the vehicle drives at all: a road that is closed
//! for a part of them is never used, and a window that opens one is told beside the stop.

use super::profile::VehicleSize;

const MINUTES_PER_DAY: u16 = 24 * 60;
const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// Hours of a week: weekdays from Monday as bits, and minutes of the day from and to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DrivingHours {
    /// Bit 0 is Monday.
    pub days: u8,
    /// Minutes after midnight.
    pub from: u16,
    /// Minutes after midnight, later than `from` or, past midnight, not.
    pub to: u16,
}

impl Default for DrivingHours {
    /// Working days from seven to six.
    fn default() -> Self {
        Self { days: 0b001_1111, from: 7 * 60, to: 18 * 60 }
    }
}

impl DrivingHours {
    /// Whether any moment lies in both.
    pub fn meets(&self, other: &Self) -> bool {
        let spans = |hours: &Self| {
            if hours.from < hours.to {
                [Some((hours.from, hours.to)), None]
            } else {
                [Some((hours.from, MINUTES_PER_DAY)), Some((0, hours.to))]
            }
        };
        let overlap = |(from, to): (u16, u16), (begin, end): (u16, u16)| from < end && begin < to;
        self.days & other.days != 0
            && spans(self)
                .into_iter()
                .flatten()
                .any(|one| spans(other).into_iter().flatten().any(|two| overlap(one, two)))
    }

    /// As `Mo-Fr 07:00-18:00`, days that follow each other drawn together.
    pub fn words(&self) -> String {
        let mut days: Vec<String> = Vec::new();
        let mut day = 0;
        while day < DAYS.len() {
            let first = day;
            while day < DAYS.len() && self.days & (1 << day) != 0 {
                day += 1;
            }
            match day - first {
                0 => day += 1,
                1 => days.push(DAYS[first].to_owned()),
                _ => days.push(format!("{}-{}", DAYS[first], DAYS[day - 1])),
            }
        }
        let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        format!("{} {}-{}", days.join(","), clock(self.from), clock(self.to))
    }
}

/// One value and when it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition<'a> {
    pub(super) value: &'a str,
    /// When; empty is always.
    pub(super) hours: Vec<DrivingHours>,
}

/// The conditions of a tag that hold for a vehicle of that size at some hour, in their order, and
/// how many could not be read.
pub(super) fn conditions<'a>(text: &'a str, size: &VehicleSize) -> (Vec<Condition<'a>>, usize) {
    let mut read = Vec::new();
    let mut unread = 0;
    for part in alternatives(text) {
        let Some((value, condition)) = part.split_once('@') else {
            unread += usize::from(!part.trim().is_empty());
            continue;
        };
        let condition = condition.trim();
        let inner = condition.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        match holds(inner.unwrap_or(condition), size) {
            Some(Holds::Never) => {}
            Some(Holds::At(hours)) => read.push(Condition { value: value.trim(), hours }),
            None => unread += 1,
        }
    }
    (read, unread)
}

enum Holds {
    Never,
    At(Vec<DrivingHours>),
}

/// Parts between semicolons that stand in no brackets.
fn alternatives(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut first) = (0_i32, 0);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ';' if depth <= 0 => {
                parts.push(&text[first..at]);
                first = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[first..]);
    parts
}

fn holds(condition: &str, size: &VehicleSize) -> Option<Holds> {
    let mut hours = Vec::new();
    for part in condition.split(" AND ").flat_map(|part| part.split(" and ")) {
        if let Some(is) = comparison(part.trim(), size) {
            if !is? {
                return Some(Holds::Never);
            }
        } else {
            hours.extend(week_hours(part)?);
        }
    }
    Some(Holds::At(hours))
}

/// `weight>7.5`: whether it is so; the outer `None` is no comparison, the inner one not readable.
fn comparison(part: &str, size: &VehicleSize) -> Option<Option<bool>> {
    let at = part.find(['<', '>'])?;
    let (key, rest) = part.split_at(at);
    let own = match key.trim() {
        "weight" | "maxweight" | "weightrating" => size.weight_kg,
        "height" => size.height_cm,
        "width" => size.width_cm,
        "length" => size.length_cm,
        _ => return Some(None),
    };
    let thousandths = key.trim().contains("weight");
    let limit = rest.trim_start_matches(['<', '>', '=']).trim();
    let limit = super::measures::decimal(limit.trim_end_matches(['t', 'm', ' ']));
    let limit = limit.map(|milli| if thousandths { milli } else { milli / 10 });
    let is = own.map(u64::from).zip(limit).map(|(own, limit)| {
        if rest.starts_with(">=") {
            own >= limit
        } else if rest.starts_with('>') {
            own > limit
        } else if rest.starts_with("<=") {
            own <= limit
        } else {
            own < limit
        }
    });
    Some(if own.is_none() { Some(false) } else { is })
}

/// `Mo-Fr 07:00-09:00,16:00-18:00; Sa 10:00-12:00`, either part alone too.
fn week_hours(text: &str) -> Option<Vec<DrivingHours>> {
    let mut read = Vec::new();
    for rule in text.split(';').map(str::trim).filter(|rule| !rule.is_empty()) {
        let at = rule.find(|letter: char| letter.is_ascii_digit()).unwrap_or(rule.len());
        let (days, clock) = rule.split_at(at);
        let days = weekdays(days.trim().trim_end_matches(':').trim())?;
        if clock.is_empty() {
            read.push(DrivingHours { days, from: 0, to: MINUTES_PER_DAY });
        }
        for span in clock.split(',').map(str::trim).filter(|span| !span.is_empty()) {
            let (from, to) = span.split_once('-')?;
            read.push(DrivingHours { days, from: minute(from)?, to: minute(to)? });
        }
    }
    (!read.is_empty()).then_some(read)
}

fn weekdays(text: &str) -> Option<u8> {
    if text.is_empty() {
        return Some(0b111_1111);
    }
    let number = |word: &str| DAYS.iter().position(|day| *day == word.trim());
    let mut days = 0;
    for part in text.split(',').map(str::trim) {
        if part == "PH" || part == "SH" {
            continue;
        }
        if let Some((first, last)) = part.split_once('-') {
            let (mut day, last) = (number(first)?, number(last)?);
            days |= 1 << last;
            while day != last {
                days |= 1 << day;
                day = (day + 1) % DAYS.len();
            }
        } else {
            days |= 1 << number(part)?;
        }
    }
    (days != 0).then_some(days)
}

fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour <= 24 && minute < 60 && hour * 60 + minute <= MINUTES_PER_DAY)
        .then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, usize) {
        let size = VehicleSize { weight_kg: Some(3_500), ..VehicleSize::default() };
        let (read, unread) = conditions(text, &size);
        let told = read.iter().map(|condition| {
            let hours: Vec<String> = condition.hours.iter().map(DrivingHours::words).collect();
            format!("{} {}", condition.value, hours.join(" | "))
        });
        (told.collect(), unread)
    }

    #[test]
    fn hours_weekdays_and_sizes_are_read() {
        let (told, unread) = read("no @ (Mo-Fr 07:00-09:00,16:00-18:00); delivery @ (06:00-11:00)");
        assert_eq!(unread, 0);
        assert_eq!(
            told,
            ["no Mo-Fr 07:00-09:00 | Mo-Fr 16:00-18:00", "delivery Mo-Su 06:00-11:00"]
        );
        assert_eq!(read("no @ (Sa-Mo,We 10:00-12:00)").0, ["no Mo,We,Sa-Su 10:00-12:00"]);
        assert_eq!(read("no @ (weight>3.5)"), (vec![], 0));
        assert_eq!(read("no @ (weight>3 AND Mo 08:00-09:00)").0, ["no Mo 08:00-09:00"]);
        assert_eq!(read("no @ (weight>3)").0, ["no "]);
    }

    #[test]
    fn what_is_not_understood_is_counted_and_not_guessed() {
        assert_eq!(read("no @ (sunset-sunrise); yes @ wet; no"), (vec![], 3));
        assert_eq!(read("no @ (axles>3)"), (vec![], 1));
        assert_eq!(read("no @ (08:00-25:00)"), (vec![], 1));
    }

    #[test]
    fn windows_meet_past_midnight_too() {
        let night = DrivingHours { days: 0b1, from: 22 * 60, to: 6 * 60 };
        let early = DrivingHours { days: 0b1, from: 5 * 60, to: 7 * 60 };
        let noon = DrivingHours { days: 0b1, from: 12 * 60, to: 13 * 60 };
        assert!(night.meets(&early) && early.meets(&night));
        assert!(!night.meets(&noon));
        assert!(!early.meets(&DrivingHours { days: 0b10, ..early }));
    }
}
