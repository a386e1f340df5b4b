//! The quantity types and their arithmetic.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

/// Declares one quantity: a newtype over `i64` with the arithmetic that its unit allows.
macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl $name {
            /// Nothing of it.
            pub const ZERO: Self = Self(0);
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                self.0 += other.0;
            }
        }

        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }

        impl SubAssign for $name {
            fn sub_assign(&mut self, other: Self) {
                self.0 -= other.0;
            }
        }

        impl Neg for $name {
            type Output = Self;
            fn neg(self) -> Self {
                Self(-self.0)
            }
        }

        impl Mul<i64> for $name {
            type Output = Self;
            fn mul(self, times: i64) -> Self {
                Self(self.0 * times)
            }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
                Self(iter.map(|quantity| quantity.0).sum())
            }
        }
    };
}

quantity! {
    /// Road distance in metres.
    Metres
}
quantity! {
    /// A duration in seconds. A moment of the day is a `model::ClockTime`.
    Seconds
}
quantity! {
    /// Money in euro cents.
    Cents
}
quantity! {
    /// What a solver minimises, in thousandths of a cent; never shown as euros.
    Cost
}
quantity! {
    /// Mass in grams.
    Grams
}
quantity! {
    /// Volume in millilitres; a euro crate of 600 x 400 x 280 mm holds about 52,000.
    Millilitres
}
quantity! {
    /// A count of lendable items (exemplaren).
    Items
}
quantity! {
    /// A count of crates (kratten).
    Crates
}

impl fmt::Display for Metres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{} km", self.0 / 1_000, self.0.abs() % 1_000 / 100)
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{:02} h", self.0 / 3_600, self.0.abs() % 3_600 / 60)
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "EUR {sign}{}.{:02}", self.0.abs() / 100, self.0.abs() % 100)
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Display for Grams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{} kg", self.0 / 1_000, self.0.abs() % 1_000 / 100)
    }
}

impl fmt::Display for Millilitres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{} l", self.0 / 1_000, self.0.abs() % 1_000 / 100)
    }
}

impl fmt::Display for Items {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Display for Crates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl From<Cents> for Cost {
    fn from(money: Cents) -> Self {
        Self(money.0 * 1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_each_quantity_with_its_unit() {
        assert_eq!(Metres(902_340).to_string(), "902.3 km");
        assert_eq!(Seconds(31 * 3_600 + 5 * 60).to_string(), "31:05 h");
        assert_eq!(Cents(-270).to_string(), "EUR -2.70");
        assert_eq!(Grams(15_050).to_string(), "15.0 kg");
        assert_eq!(Millilitres(52_000).to_string(), "52.0 l");
    }

    #[test]
    fn sums_differences_and_multiples_keep_the_unit() {
        let total: Items = [Items(2), Items(3)].into_iter().sum();
        assert_eq!(total - Items(1), Items(4));
        assert_eq!(total * 3, Items(15));
        assert_eq!(-total, Items(-5));
    }
}
