//! Which form a file has.

/// A form of instance files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// J.-F. Cordeau's rows of numbers.
    Cordeau,
    /// Fields and sections of VRPLIB.
    Vrplib,
    /// M. M. Solomon's text.
    Solomon,
    /// Fields and sections of LKH-3 for deliveries and pickups.
    Lkh,
    /// The JSON of VROOM.
    Vroom,
}

impl Form {
    /// All, in the order of the manual.
    pub const ALL: [Self; 5] = [Self::Cordeau, Self::Vrplib, Self::Solomon, Self::Lkh, Self::Vroom];

    /// The word that people type.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cordeau => "cordeau",
            Self::Vrplib => "vrplib",
            Self::Solomon => "solomon",
            Self::Lkh => "lkh",
            Self::Vroom => "vroom",
        }
    }

    /// The form that a word stands for.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }

    /// The form of a text by its look, if it is one of these.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let first = lines.next()?;
        if first.starts_with('{') {
            return Some(Self::Vroom);
        }
        let begins = |head: &str| text.lines().any(|line| line.trim_start().starts_with(head));
        if begins("PICKUP_AND_DELIVERY_SECTION") {
            return Some(Self::Lkh);
        }
        if begins("DIMENSION") || begins("NODE_COORD_SECTION") {
            return Some(Self::Vrplib);
        }
        if begins("CUSTOMER") && begins("VEHICLE") {
            return Some(Self::Solomon);
        }
        let mut words = first.split_whitespace();
        let whole = words.all(|word| word.parse::<u64>().is_ok());
        let count = first.split_whitespace().count();
        (whole && (4..=5).contains(&count)).then_some(Self::Cordeau)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_known_by_their_look() {
        let looks = [
            (" 8\t1\t48 4 4\n", Some(Form::Cordeau)),
            ("\nC101\n\nVEHICLE\nNUMBER CAPACITY\n\nCUSTOMER\n", Some(Form::Solomon)),
            ("NAME : a\nDIMENSION : 3\n", Some(Form::Vrplib)),
            ("NAME : a\nDIMENSION: 3\nPICKUP_AND_DELIVERY_SECTION\n", Some(Form::Lkh)),
            ("{\"jobs\": []}", Some(Form::Vroom)),
            ("id,name\n", None),
            ("1 2 3\n", None),
            ("", None),
        ];
        for (text, form) in looks {
            assert_eq!(Form::of(text), form, "{text}");
        }
    }
}
