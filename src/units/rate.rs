//! Money from a rate and a quantity, rounded up once.

use super::{Cents, Metres, Seconds};

const METRES_PER_KM: i64 = 1_000;
const SECONDS_PER_HOUR: i64 = 3_600;

/// Price of a distance at a rate in cents a kilometre, rounded up to a whole cent.
///
/// # Panics
///
/// In debug builds, when a quantity is negative: a distance driven never is.
pub fn cents_for_distance(distance: Metres, cents_per_km: i64) -> Cents {
    debug_assert!(distance.0 >= 0 && cents_per_km >= 0, "a distance driven and its rate");
    Cents(ceil_div(distance.0 * cents_per_km, METRES_PER_KM))
}

/// Price of a duration at a rate in cents an hour, rounded up to a whole cent.
///
/// # Panics
///
/// In debug builds, when a quantity is negative: a duration worked never is.
pub fn cents_for_time(duration: Seconds, cents_per_hour: i64) -> Cents {
    debug_assert!(duration.0 >= 0 && cents_per_hour >= 0, "a duration worked and its rate");
    Cents(ceil_div(duration.0 * cents_per_hour, SECONDS_PER_HOUR))
}

const fn ceil_div(numerator: i64, denominator: i64) -> i64 {
    (numerator + denominator - 1) / denominator
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_up_to_a_whole_cent_and_nothing_costs_nothing() {
        assert_eq!(cents_for_distance(Metres(0), 85), Cents(0));
        assert_eq!(cents_for_distance(Metres(1), 85), Cents(1));
        assert_eq!(cents_for_distance(Metres(1_000), 85), Cents(85));
        assert_eq!(cents_for_time(Seconds(3_600), 3_800), Cents(3_800));
        assert_eq!(cents_for_time(Seconds(3_601), 3_800), Cents(3_802));
    }
}
