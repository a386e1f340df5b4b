//! Dutch public holidays, by rule.

use super::{ServiceDate, Weekday};

/// A public holiday on which libraries are closed (feestdag).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holiday {
    /// Nieuwjaarsdag, 1 January.
    NewYear,
    /// Eerste paasdag.
    EasterSunday,
    /// Tweede paasdag.
    EasterMonday,
    /// Koningsdag, 27 April; 26 April where the 27th is a Sunday.
    KingsDay,
    /// Bevrijdingsdag, 5 May; closed only where the settings say so.
    LiberationDay,
    /// Hemelvaartsdag, 39 days after Easter.
    Ascension,
    /// Eerste pinksterdag.
    WhitSunday,
    /// Tweede pinksterdag.
    WhitMonday,
    /// Eerste kerstdag.
    ChristmasDay,
    /// Tweede kerstdag.
    SecondChristmasDay,
}

/// Which holidays close the libraries; the others always do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HolidayRules {
    /// Whether Bevrijdingsdag closes them.
    pub liberation_day: bool,
}

/// The public holidays of a year, in date order.
///
/// # Panics
///
/// For a year that the calendar does not have, beyond 262,000.
///
/// ```
/// use leenroute::model::{Holiday, HolidayRules, public_holidays};
///
/// let holidays = public_holidays(2026, HolidayRules::default());
/// let ascension = holidays.iter().find(|(_, holiday)| *holiday == Holiday::Ascension);
/// assert_eq!(ascension.expect("every year has it").0.to_string(), "2026-05-14");
/// ```
pub fn public_holidays(year: i32, rules: HolidayRules) -> Vec<(ServiceDate, Holiday)> {
    let fixed =
        |month, day| ServiceDate::new(year, month, day).expect("these days exist in every year");
    let easter = easter_sunday(year);
    let kings_day = match fixed(4, 27) {
        sunday if sunday.weekday() == Weekday::Sun => sunday.plus_days(-1),
        usual => usual,
    };
    let mut holidays = vec![
        (fixed(1, 1), Holiday::NewYear),
        (easter, Holiday::EasterSunday),
        (easter.plus_days(1), Holiday::EasterMonday),
        (kings_day, Holiday::KingsDay),
        (easter.plus_days(39), Holiday::Ascension),
        (easter.plus_days(49), Holiday::WhitSunday),
        (easter.plus_days(50), Holiday::WhitMonday),
        (fixed(12, 25), Holiday::ChristmasDay),
        (fixed(12, 26), Holiday::SecondChristmasDay),
    ];
    if rules.liberation_day {
        holidays.push((fixed(5, 5), Holiday::LiberationDay));
    }
    holidays.sort_unstable();
    holidays
}

/// Easter Sunday of the Gregorian calendar.
///
/// Reference: "Anonymous Gregorian algorithm", Nature 13 (1876) 487; as in J. Meeus (1991),
/// Astronomical Algorithms, chapter 8. The letters are the symbols there.
#[expect(clippy::many_single_char_names, reason = "the symbols of the cited algorithm")]
fn easter_sunday(year: i32) -> ServiceDate {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    ServiceDate::new(year, month.cast_unsigned(), day.cast_unsigned())
        .expect("the algorithm yields a day of March or April")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(year: i32, holiday: Holiday) -> String {
        let rules = HolidayRules { liberation_day: true };
        let found = public_holidays(year, rules).into_iter().find(|(_, named)| *named == holiday);
        found.expect("every year has it").0.to_string()
    }

    #[test]
    fn agrees_with_the_published_dates() {
        for (year, easter_monday, ascension, whit_monday) in [
            (2024, "2024-04-01", "2024-05-09", "2024-05-20"),
            (2025, "2025-04-21", "2025-05-29", "2025-06-09"),
            (2026, "2026-04-06", "2026-05-14", "2026-05-25"),
            (2027, "2027-03-29", "2027-05-06", "2027-05-17"),
        ] {
            assert_eq!(on(year, Holiday::EasterMonday), easter_monday);
            assert_eq!(on(year, Holiday::Ascension), ascension);
            assert_eq!(on(year, Holiday::WhitMonday), whit_monday);
        }
    }

    #[test]
    fn kings_day_moves_from_a_sunday_to_the_saturday_before() {
        assert_eq!(on(2025, Holiday::KingsDay), "2025-04-26");
        assert_eq!(on(2026, Holiday::KingsDay), "2026-04-27");
    }

    #[test]
    fn liberation_day_closes_only_where_the_rules_say_so() {
        let usual = public_holidays(2026, HolidayRules::default());
        assert!(usual.iter().all(|(_, holiday)| *holiday != Holiday::LiberationDay));
        assert_eq!(on(2026, Holiday::LiberationDay), "2026-05-05");
    }
}
