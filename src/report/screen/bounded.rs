//! Bounds of public routing instances on the screen.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::model::{IsoWeek, Weekday, WeekdaySet};
use crate::report::Language;
use crate::units::Cents;

/// A bound beside the best solution known, in the unit of the set.
#[derive(Clone, Debug, PartialEq)]
pub struct BoundNumbers {
    /// The name of the instance.
    pub name: String,
    /// What no solution undercuts.
    pub lower: Option<f64>,
    /// What a feasible solution costs.
    pub upper: Option<f64>,
    /// Between them, in per cent of the solution.
    pub gap: Option<f64>,
    /// The words of what the bound covers.
    pub covers: Vec<String>,
    /// Those of what it leaves out.
    pub relaxes: Vec<String>,
    /// How long it took.
    pub seconds: f64,
}

/// A bound for a person.
pub fn bound_text(bound: &BoundNumbers, language: Language) -> String {
    let w = language.instance_words();
    let mut text = format!("{}\n\n", bound.name);
    let _ = match bound.lower {
        Some(lower) => writeln!(text, "  {}: {}", w.bound, language.places(lower, 4)),
        None => writeln!(text, "  {}", w.no_bound),
    };
    if let Some(upper) = bound.upper {
        let _ = writeln!(text, "  {}: {}", w.cost, language.places(upper, 4));
    }
    if let Some(gap) = bound.gap {
        let _ = writeln!(text, "  {}: {} %", w.won, language.places(gap, 2));
    }
    for (word, terms) in [(w.covers, &bound.covers), (w.relaxes, &bound.relaxes)] {
        if !terms.is_empty() {
            let _ = writeln!(text, "  {word}: {}", terms.join(", "));
        }
    }
    let _ = writeln!(text, "  {} {} s", w.searched, language.places(bound.seconds, 1));
    text
}

/// A planned week beside what no plan undercuts, of the cost that planning can change.
#[derive(Clone, Debug, PartialEq)]
pub struct WeekBoundNumbers {
    /// The week.
    pub week: IsoWeek,
    /// What no plan undercuts.
    pub lower: Option<Cents>,
    /// What the plan costs.
    pub upper: Option<Cents>,
    /// Between them, in per cent of the plan.
    pub gap: Option<f64>,
    /// The words of what the bound covers.
    pub covers: String,
    /// Those of what it leaves out.
    pub relaxes: String,
    /// Those of what it takes as given.
    pub given: String,
    /// What the suppliers cost at least, and what they cost, in cents.
    pub suppliers: Option<(i64, i64)>,
    /// Crates and bags that are needed at least, and those of the plan.
    pub crates: Option<(i64, i64)>,
    /// By how much more room would lower the bound.
    pub more_room: Vec<(RoomWord, Cents)>,
    /// The file of the certificate.
    pub certificate: Option<PathBuf>,
    /// How long it took.
    pub seconds: f64,
}

/// Something that there could be more of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoomWord {
    /// Half an hour more for every driver and vehicle.
    LongerDays,
    /// One bag past the hub more on every route.
    OneMoreBag,
    /// One crate more in every vehicle.
    OneMoreCrate,
    /// Days on which a place may not be visited together.
    OtherDays {
        /// The name of the place.
        place: String,
        /// The days.
        days: WeekdaySet,
    },
}

/// The bound of a week for a person.
pub fn week_bound_text(bound: &WeekBoundNumbers, language: Language) -> String {
    let w = language.instance_words();
    let mut text = format!("{}\n\n", language.week(bound.week));
    let _ = match bound.lower {
        Some(lower) => writeln!(text, "  {}: {}", w.week_bound, language.money(lower)),
        None => writeln!(text, "  {}", w.no_bound),
    };
    if let Some(upper) = bound.upper {
        let _ = writeln!(text, "  {}: {}", w.week_cost, language.money(upper));
    }
    if let Some(((lower, upper), gap)) = bound.lower.zip(bound.upper).zip(bound.gap) {
        let _ = writeln!(text, "  {}", to_win(upper - lower, gap, language));
    }
    for (word, terms) in
        [(w.covers, &bound.covers), (w.relaxes, &bound.relaxes), (w.given, &bound.given)]
    {
        let _ = writeln!(text, "  {word}: {terms}");
    }
    if let Some((lower, upper)) = bound.suppliers {
        let [lower, upper] = [lower, upper].map(Cents);
        let shown = |cents| language.money(cents);
        let _ = writeln!(text, "  {}: {}", w.suppliers, beside((lower, upper), shown, language));
    }
    if let Some(counts) = bound.crates {
        let shown = |count| language.number(count);
        let _ = writeln!(text, "  {}: {}", w.crates, beside(counts, shown, language));
    }
    if let Some(file) = &bound.certificate {
        let _ = writeln!(text, "  {}: {}", w.certificate, file.display());
    }
    let _ = writeln!(text, "  {} {} s", w.searched, language.places(bound.seconds, 1));
    text + &more_room(&bound.more_room, language)
}

/// What more room would save, a line each.
fn more_room(prices: &[(RoomWord, Cents)], language: Language) -> String {
    let w = language.instance_words();
    if prices.is_empty() {
        return String::new();
    }
    let mut text = format!("\n  {}\n", w.more_room);
    for (room, saves) in prices {
        let (what, how) = match room {
            RoomWord::LongerDays => (w.longer_days.to_owned(), w.at_most),
            RoomWord::OneMoreBag => (w.one_more_bag.to_owned(), w.at_most),
            RoomWord::OneMoreCrate => (w.one_more_crate.to_owned(), w.at_most),
            RoomWord::OtherDays { place, days } => {
                let short = language.wording().weekdays_short;
                let day = |day: Weekday| short[day.num_days_from_monday() as usize];
                let days = days.iter().map(day).collect::<Vec<&str>>().join("+");
                (format!("{} {place}, {days}", w.other_days), w.about)
            }
        };
        let _ = if *saves == Cents::ZERO {
            writeln!(text, "    {what}: {}", w.nothing)
        } else {
            writeln!(text, "    {what}: {how} {}", language.money(*saves))
        };
    }
    text
}

/// A value beside what it is at least: "402, at least 398", "402, proven the least".
fn beside<T: PartialOrd + Copy>(
    (lower, upper): (T, T),
    shown: impl Fn(T) -> String,
    language: Language,
) -> String {
    let w = language.instance_words();
    if lower >= upper {
        return format!("{}, {}", shown(upper), w.proven);
    }
    format!("{}, {} {}", shown(upper), w.at_least, shown(lower))
}

/// "At most 1.3 % (EUR 14) could still be won".
fn to_win(amount: Cents, gap: f64, language: Language) -> String {
    let w = language.instance_words();
    let (percent, money) = (language.places(gap, 1), language.money(amount));
    w.to_win.replace("{percent}", &percent).replace("{money}", &money)
}

/// The answer of the verifier for a person.
pub fn checked_bound_text(lower: Option<f64>, refusal: Option<&str>, language: Language) -> String {
    let w = language.instance_words();
    match (lower, refusal) {
        (Some(lower), None) => {
            format!("{} {}: {}\n", w.valid, w.bound, language.places(lower, 4))
        }
        (_, refusal) => format!("{}: {}\n", w.refused, refusal.unwrap_or_default()),
    }
}
