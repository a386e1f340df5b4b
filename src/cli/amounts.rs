//! Times, shares and factors as people type them.

use std::time::Duration;

pub(super) fn parse_permille(text: &str) -> Result<u16, String> {
    const WHOLE: u16 = 1_000;
    let expected =
        || "a share from 0 to 100 with at most one decimal, such as 95 or 95.5".to_owned();
    let (whole, tenths) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str, most: usize| {
        let are_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        (are_digits && text.len() <= most).then(|| text.parse::<u16>().ok()).flatten()
    };
    let permille =
        digits(whole, 3).zip(digits(tenths, 1)).map(|(whole, tenths)| whole * 10 + tenths);
    permille.filter(|permille| *permille <= WHOLE).ok_or_else(expected)
}

pub(super) fn parse_time(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(char::is_alphabetic);
    let number: u64 = digits.parse().map_err(|_| expected_time())?;
    let factor = match &text[digits.len()..] {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        _ => return Err(expected_time()),
    };
    number.checked_mul(factor).map(Duration::from_secs).ok_or_else(expected_time)
}

pub(super) fn parse_slack(text: &str) -> Result<f64, String> {
    const SLACK_MAX: f64 = 1_000.0;
    let slack: Option<f64> = text.parse().ok();
    let possible = slack.filter(|slack| *slack > 0.0 && *slack <= SLACK_MAX);
    possible.ok_or_else(|| "expected a number above 0, such as `1.2`".to_owned())
}

fn expected_time() -> String {
    "expected a whole number with s, m or h, such as `30s`".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slack_is_a_number_above_0() {
        assert_eq!(parse_slack("1.05"), Ok(1.05));
        for text in ["0", "-1", "nan", "inf", "much", ""] {
            assert!(parse_slack(text).is_err(), "{text}");
        }
    }

    #[test]
    fn times_have_a_unit() {
        assert_eq!(parse_time("30s"), Ok(Duration::from_secs(30)));
        assert_eq!(parse_time("2m"), Ok(Duration::from_mins(2)));
        for text in ["30", "s", "1.5s", "-3s", "30 s", "99999999999999999999s", "9999999999999999h"]
        {
            assert!(parse_time(text).is_err(), "{text}");
        }
    }
}
