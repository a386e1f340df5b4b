//! Values as readers write them: `1.234,5`, `dinsdag 24 november 2026`, `€ 2,70`.

use super::Language;
use crate::model::{ClockTime, IsoWeek, ParcelKind, ServiceDate};
use crate::report::view::Followed;
use crate::travel::TravelSource;
use crate::units::{Cents, Crates, Grams, Items, Metres, Seconds};

/// Between a number and its unit, so that no line breaks there.
const NO_BREAK_SPACE: char = '\u{a0}';

const SECONDS_PER_MINUTE: i64 = 60;
const SECONDS_PER_DAY: i64 = 86_400;

impl Language {
    /// A whole number with thousands apart: `1.234`.
    pub fn number(self, value: i64) -> String {
        let digits = value.unsigned_abs().to_string();
        let mut text = String::from(if value < 0 { "-" } else { "" });
        for (position, digit) in digits.chars().enumerate() {
            if position > 0 && (digits.len() - position).is_multiple_of(3) {
                text.push(self.thousands());
            }
            text.push(digit);
        }
        text
    }

    /// A number of tenths as a number with one decimal: `1.234,5`.
    pub fn tenths(self, tenths: i64) -> String {
        let sign = if tenths < 0 { "-" } else { "" };
        let whole = self.number(tenths.abs() / 10);
        format!("{sign}{whole}{}{}", self.decimal(), tenths.abs() % 10)
    }

    /// A number that is given in hundredths.
    pub fn hundredths(self, hundredths: i64) -> String {
        let sign = if hundredths < 0 { "-" } else { "" };
        let whole = self.number(hundredths.abs() / 100);
        format!("{sign}{whole}{}{:02}", self.decimal(), hundredths.abs() % 100)
    }

    /// Money in euros: `€ 2,70`.
    pub fn money(self, amount: Cents) -> String {
        let sign = if amount.0 < 0 { "-" } else { "" };
        let euros = self.number(amount.0.abs() / 100);
        let cents = amount.0.abs() % 100;
        format!("€{NO_BREAK_SPACE}{sign}{euros}{}{cents:02}", self.decimal())
    }

    /// A distance in kilometres with one decimal, rounded to the nearest: `86,4 km`.
    pub fn km(self, distance: Metres) -> String {
        format!("{}{NO_BREAK_SPACE}km", self.km_number(distance))
    }

    /// The same without its unit, for a column that names it: `86,4`.
    pub fn km_number(self, distance: Metres) -> String {
        self.tenths((distance.0 + 50).div_euclid(100))
    }

    /// A mass in kilograms with one decimal, rounded up, since it is lifted: `14,3 kg`.
    pub fn kg(self, mass: Grams) -> String {
        format!("{}{NO_BREAK_SPACE}kg", self.tenths((mass.0 + 99).div_euclid(100)))
    }

    /// A duration in whole minutes, rounded up: `12 min`.
    pub fn minutes(self, duration: Seconds) -> String {
        let minutes = (duration.0 + SECONDS_PER_MINUTE - 1).div_euclid(SECONDS_PER_MINUTE);
        format!("{}{NO_BREAK_SPACE}min", self.number(minutes))
    }

    /// A moment of the day, with the days that it lies later: `08:30`, `01:10 (+1)`.
    pub fn time(self, moment: ClockTime) -> String {
        let seconds = moment.since_midnight().0;
        let days = seconds.div_euclid(SECONDS_PER_DAY);
        let within = ClockTime::from_seconds(Seconds(seconds.rem_euclid(SECONDS_PER_DAY)));
        if days == 0 { within.to_string() } else { format!("{within} ({days:+})") }
    }

    /// A date in full: `dinsdag 24 november 2026`.
    pub fn date(self, date: ServiceDate) -> String {
        let (year, month, day) = date.year_month_day();
        let words = self.wording();
        let weekday = words.weekdays[date.weekday().num_days_from_monday() as usize];
        format!("{weekday} {day} {} {year}", words.months[month as usize - 1])
    }

    /// A date within a known year: `di 24-11`.
    pub fn date_short(self, date: ServiceDate) -> String {
        let (_, month, day) = date.year_month_day();
        let weekday = date.weekday().num_days_from_monday() as usize;
        format!("{} {day}-{month}", self.wording().weekdays_short[weekday])
    }

    /// An ISO week: `week 48, 2026`.
    pub fn week(self, week: IsoWeek) -> String {
        format!("week {}, {}", week.number(), week.year())
    }

    /// A share with its counts, in per cent with one decimal, rounded down: `94,9 % (740 van 779)`.
    ///
    /// A share of nothing is a dash.
    pub fn share(self, (part, whole): (i64, i64)) -> String {
        if whole == 0 {
            return "–".to_owned();
        }
        let permille = (part * 1_000).div_euclid(whole);
        let percent = self.tenths(permille);
        let of = self.wording().of;
        format!("{percent}{NO_BREAK_SPACE}% ({} {of} {})", self.number(part), self.number(whole))
    }

    /// A number of thousandths with as many decimals as it needs: `1,33`, `5`.
    fn thousandths(self, thousandths: i64) -> String {
        let decimals = format!("{:03}", thousandths % 1_000);
        let decimals = decimals.trim_end_matches('0');
        let whole = self.number(thousandths / 1_000);
        if decimals.is_empty() { whole } else { format!("{whole}{}{decimals}", self.decimal()) }
    }

    /// Where travel times come from:
    /// `schatting (1,33 × hemelsbreed; 5 min + 0,91 min per km hemelsbreed)`.
    pub fn travel_source(self, source: &TravelSource) -> String {
        let w = self.wording();
        let estimate = match source {
            TravelSource::Estimate(estimate) => estimate,
            TravelSource::Stored(label) => return label.line(),
            TravelSource::Table => return w.table_given.to_owned(),
            TravelSource::ByHour(source) => {
                return format!("{}, {}", self.travel_source(source), w.by_the_hour);
            }
        };
        // Sixty seconds or 6,000 hundredths of one make 1,000 thousandths of a minute.
        let fixed = estimate.seconds_fixed.0 * 1_000 / SECONDS_PER_MINUTE;
        let per_km = estimate.centiseconds_per_km / 6;
        format!(
            "{} ({} × {}; {} min + {} {})",
            w.estimate,
            self.thousandths(estimate.metres_per_km),
            w.times_straight,
            self.thousandths(fixed),
            self.thousandths(per_km),
            w.minutes_a_straight_km
        )
    }

    /// What the lines of a map follow: `over de weg`.
    pub(in crate::report) fn followed(self, followed: Followed) -> String {
        let w = self.wording();
        match followed {
            Followed::Roads => w.on_roads.to_owned(),
            Followed::Nothing => w.straight_lines.to_owned(),
            Followed::Partly { straight, legs } => {
                let straight = w.partly_straight.replace("{0}", &straight.to_string());
                straight.replace("{1}", &legs.to_string())
            }
        }
    }

    /// What that means.
    pub(in crate::report) fn followed_help(self, followed: Followed) -> &'static str {
        match followed {
            Followed::Roads | Followed::Partly { .. } => self.wording().roads_help,
            Followed::Nothing => self.wording().straight_help,
        }
    }

    /// Crates with their number: `1 krat`, `2 kratten`.
    pub fn crates(self, crates: Crates) -> String {
        let w = self.wording();
        let word = if crates.0 == 1 { w.single_crate } else { w.crates };
        format!("{} {word}", self.number(crates.0))
    }

    /// Items of a kind with their number: `1 aanvraag`, `26 aanvragen`.
    pub fn kind_count(self, kind: ParcelKind, items: Items) -> String {
        let (one, many) = self.wording().kinds[kind as usize];
        format!("{} {}", self.number(items.0), if items.0 == 1 { one } else { many })
    }

    const fn decimal(self) -> char {
        match self {
            Self::Dutch => ',',
            Self::English => '.',
        }
    }

    const fn thousands(self) -> char {
        match self {
            Self::Dutch => '.',
            Self::English => ',',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{TravelEstimate, Weekday};

    const NL: Language = Language::Dutch;
    const EN: Language = Language::English;

    #[test]
    fn numbers_have_the_comma_and_point_of_their_language() {
        assert_eq!(NL.tenths(12_345), "1.234,5");
        assert_eq!(EN.tenths(12_345), "1,234.5");
        assert_eq!(NL.number(-1_234_567), "-1.234.567");
        assert_eq!(NL.tenths(-5), "-0,5");
        assert_eq!(NL.money(Cents(270)), "€\u{a0}2,70");
        assert_eq!(EN.money(Cents(-100_005)), "€\u{a0}-1,000.05");
    }

    #[test]
    fn dates_and_weeks_read_as_in_the_calendar() {
        let date = "2026-11-24".parse().expect("a date");
        assert_eq!(NL.date(date), "dinsdag 24 november 2026");
        assert_eq!(EN.date(date), "Tuesday 24 November 2026");
        assert_eq!(NL.date_short(date), "di 24-11");
        let monday = IsoWeek::new(2025, 1).expect("a week").date(Weekday::Mon);
        assert_eq!(NL.date_short(monday), "ma 30-12");
        assert_eq!(NL.week(monday.iso_week()), "week 1, 2025");
    }

    #[test]
    fn times_after_midnight_name_the_next_day() {
        assert_eq!(NL.time(ClockTime::at(8, 30)), "08:30");
        assert_eq!(NL.time(ClockTime::at(25, 10)), "01:10 (+1)");
    }

    #[test]
    fn a_share_is_rounded_down_so_that_no_norm_is_met_by_rounding() {
        assert_eq!(NL.share((9_499, 10_000)), "94,9\u{a0}% (9.499 van 10.000)");
        assert_eq!(EN.share((1, 2)), "50.0\u{a0}% (1 of 2)");
        assert_eq!(NL.share((0, 0)), "–");
    }

    #[test]
    fn distances_round_to_the_nearest_and_loads_round_up() {
        assert_eq!(NL.km(Metres(86_449)), "86,4\u{a0}km");
        assert_eq!(NL.km(Metres(86_450)), "86,5\u{a0}km");
        assert_eq!(NL.kg(Grams(14_201)), "14,3\u{a0}kg");
        assert_eq!(NL.minutes(Seconds(61)), "2\u{a0}min");
    }

    #[test]
    fn counted_words_are_singular_for_one_alone() {
        assert_eq!(NL.kind_count(ParcelKind::Request, Items(1)), "1 aanvraag");
        assert_eq!(NL.kind_count(ParcelKind::Return, Items(1_200)), "1.200 retouren");
        assert_eq!(EN.crates(Crates(1)), "1 crate");
        assert_eq!(NL.crates(Crates(0)), "0 kratten");
    }

    #[test]
    fn the_source_of_travel_times_is_told_in_the_language_of_the_reader() {
        let estimate = TravelSource::Estimate(TravelEstimate {
            metres_per_km: 1_330,
            centiseconds_per_km: 5_460,
            seconds_fixed: Seconds(300),
        });
        let told = "schatting (1,33 × hemelsbreed; 5 min + 0,91 min per km hemelsbreed)";
        assert_eq!(NL.travel_source(&estimate), told);
        assert_eq!(NL.travel_source(&TravelSource::Table), "opgegeven tabel");
        let by_hour = TravelSource::ByHour(Box::new(TravelSource::Table));
        assert_eq!(NL.travel_source(&by_hour), "opgegeven tabel, naar tijd van de dag");
    }
}
