//! Numbers in tags: speeds, sizes and durations.

/// A plain decimal number in thousandths; `,` and `.` both part the decimals.
pub(super) fn decimal(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || whole.len() > 9 || !(part.is_empty() || digits(part)) {
        return None;
    }
    let milli: String = part.chars().chain("000".chars()).take(3).collect();
    Some(whole.parse::<u64>().ok()? * 1_000 + milli.parse::<u64>().ok()?)
}

/// Kilometres an hour of a `maxspeed`: a number, miles too, or a word for a kind of road.
pub(super) fn posted_kmh(text: &str) -> Option<u32> {
    const MAXIMUM: u64 = 200;
    let text = text.split(';').next()?.trim();
    let kmh = match text {
        "walk" => 7,
        "nl:urban" | "NL:urban" | "de:urban" | "DE:urban" => 50,
        "nl:rural" | "NL:rural" => 80,
        "de:rural" | "DE:rural" | "nl:trunk" | "NL:trunk" | "nl:motorway" | "NL:motorway" => 100,
        "nl:living_street" | "NL:living_street" => 15,
        _ => {
            let (number, miles) = match text.strip_suffix("mph") {
                Some(number) => (number.trim(), true),
                None => (text.trim_end_matches("km/h").trim(), false),
            };
            let milli = decimal(number)?;
            if miles { milli * 1_609_344 / 1_000_000_000 } else { milli / 1_000 }
        }
    };
    u32::try_from(kmh).ok().filter(|kmh| (1..=MAXIMUM).contains(&u64::from(*kmh)))
}

/// Centimetres of a `maxheight` or `maxwidth`: metres, or feet and inches.
pub(super) fn centimetres(text: &str) -> Option<u32> {
    let text = text.trim();
    if let Some((feet, inches)) = text.split_once('\'') {
        let inches = inches.trim().trim_end_matches('"');
        let inches = if inches.is_empty() { 0 } else { decimal(inches)? };
        let milli_inches = decimal(feet.trim())? * 12 + inches;
        return u32::try_from(milli_inches * 254 / 100_000).ok();
    }
    let (number, per_milli, parts) = if let Some(feet) = text.strip_suffix("ft") {
        (feet, 3_048, 100_000)
    } else if let Some(cm) = text.strip_suffix("cm") {
        (cm, 1, 1_000)
    } else {
        (text.strip_suffix('m').unwrap_or(text), 1, 10)
    };
    u32::try_from(decimal(number.trim())? * per_milli / parts).ok()
}

/// Kilograms of a `maxweight`: tonnes, or short tons, pounds and kilograms by name.
pub(super) fn kilograms(text: &str) -> Option<u32> {
    let text = text.trim();
    let kilograms = if let Some(pounds) = text.strip_suffix("lbs") {
        decimal(pounds.trim())? * 45_359 / 100_000_000
    } else if let Some(tons) = text.strip_suffix("st") {
        decimal(tons.trim())? * 907_185 / 1_000_000
    } else if let Some(plain) = text.strip_suffix("kg") {
        decimal(plain.trim())? / 1_000
    } else {
        decimal(text.strip_suffix('t').unwrap_or(text).trim())?
    };
    u32::try_from(kilograms).ok()
}

/// Seconds of a `duration`: `MM`, `HH:MM` or `HH:MM:SS`.
pub(super) fn seconds(text: &str) -> Option<u32> {
    let parts: Option<Vec<u32>> = text.trim().split(':').map(|part| part.parse().ok()).collect();
    match parts?[..] {
        [minutes] => minutes.checked_mul(60),
        [hours, minutes] => hours.checked_mul(60)?.checked_add(minutes)?.checked_mul(60),
        [hours, minutes, seconds] => {
            hours.checked_mul(60)?.checked_add(minutes)?.checked_mul(60)?.checked_add(seconds)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_tags_are_read_in_their_units() {
        assert_eq!(posted_kmh("50"), Some(50));
        assert_eq!(posted_kmh("30 mph"), Some(48));
        assert_eq!(posted_kmh("NL:rural"), Some(80));
        assert_eq!(posted_kmh("none"), None);
        assert_eq!(centimetres("3.5"), Some(350));
        assert_eq!(centimetres("3,5 m"), Some(350));
        assert_eq!(centimetres("12'6\""), Some(381));
        assert_eq!(centimetres("10 ft"), Some(304));
        assert_eq!(kilograms("7.5"), Some(7_500));
        assert_eq!(kilograms("10 st"), Some(9_071));
        assert_eq!(kilograms("7500 kg"), Some(7_500));
        assert_eq!(kilograms("unsigned"), None);
        assert_eq!(seconds("00:20"), Some(1_200));
        assert_eq!(seconds("90"), Some(5_400));
        assert_eq!(seconds("99999999:00"), None);
    }
}
