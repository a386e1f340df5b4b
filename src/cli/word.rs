//! Values that are known by a word on the command line.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::ingest::instance::Form;
#[cfg(feature = "http")]
use crate::ingest::servers::ServerKind;
use crate::matching::Policy;
use crate::model::instance::Convention;

/// A form or a convention of instances, or a policy, as people type it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<T>(pub(super) T);

impl ValueEnum for Word<Form> {
    fn value_variants<'a>() -> &'a [Self] {
        const FORMS: [Word<Form>; Form::ALL.len()] = [
            Word(Form::ALL[0]),
            Word(Form::ALL[1]),
            Word(Form::ALL[2]),
            Word(Form::ALL[3]),
            Word(Form::ALL[4]),
        ];
        &FORMS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.word()))
    }
}

impl ValueEnum for Word<Convention> {
    fn value_variants<'a>() -> &'a [Self] {
        const CONVENTIONS: [Word<Convention>; Convention::ALL.len()] =
            [Word(Convention::ALL[0]), Word(Convention::ALL[1]), Word(Convention::ALL[2])];
        &CONVENTIONS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.word()))
    }
}

impl ValueEnum for Word<Policy> {
    fn value_variants<'a>() -> &'a [Self] {
        const POLICIES: [Word<Policy>; 6] = [
            Word(Policy::Cheapest),
            Word(Policy::EachMorning),
            Word(Policy::FixedList),
            Word(Policy::NearestFirst),
            Word(Policy::PerTitle),
            Word(Policy::LoanRatio),
        ];
        &POLICIES
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let about = match self.0 {
            Policy::Cheapest => "the cheapest for all requests of the week together, with a bound",
            Policy::EachMorning => "the cheapest flow of each morning, whatever comes later",
            Policy::FixedList => "own branch, then the first of a fixed list",
            Policy::NearestFirst => "one request after the other, from the cheapest lender",
            Policy::PerTitle => "title by title, whatever a lender can pull",
            Policy::LoanRatio => "own branch, then who has borrowed more than lent",
        };
        Some(PossibleValue::new(self.0.name()).help(about))
    }
}

#[cfg(feature = "http")]
impl ValueEnum for Word<ServerKind> {
    fn value_variants<'a>() -> &'a [Self] {
        const KINDS: [Word<ServerKind>; 3] = [
            Word(ServerKind::Osrm),
            Word(ServerKind::Valhalla),
            Word(ServerKind::OpenRouteService),
        ];
        &KINDS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.word()))
    }
}
