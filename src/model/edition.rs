//! Editions of one work: which titles may fill a request.

use super::words::{value_of, word_of};
use super::{Category, Request, Title};
use crate::index::{IndexVec, TitleIdx};

/// What the reader of a request wants (wens).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditionWish {
    /// A copy of any edition of the work, as far as the policy goes.
    #[default]
    Any,
    /// This edition and no other.
    This,
}

impl EditionWish {
    /// Both wishes with the word that files use.
    pub const WORDS: [(Self, &'static str); 2] = [(Self::Any, "any"), (Self::This, "this")];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, &self)
    }

    /// The wish of a word, as files write it.
    pub fn from_word(word: &str) -> Option<Self> {
        value_of(&Self::WORDS, word)
    }
}

/// Which editions may stand in for each other (editiebeleid).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditionPolicy {
    /// All of one work.
    Any,
    /// Those of one work and one category, so that nobody who asked for a novel gets large print
    /// or an audiobook.
    #[default]
    SameCategory,
    /// None: only the title asked for.
    This,
}

impl EditionPolicy {
    /// All policies with the word that files use.
    pub const WORDS: [(Self, &'static str); 3] =
        [(Self::Any, "any"), (Self::SameCategory, "same-category"), (Self::This, "this")];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, &self)
    }

    /// The policy of a word, as files write it.
    pub fn from_word(word: &str) -> Option<Self> {
        value_of(&Self::WORDS, word)
    }
}

/// The titles of a province in sets whose members may stand in for each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Editions {
    /// Where the set of a title stands in `members`, first and past the last; both nought for a
    /// title that stands alone. Empty where all do.
    sets: IndexVec<TitleIdx, (u32, u32)>,
    members: Vec<TitleIdx>,
}

impl Editions {
    /// The sets under a policy. O(titles + titles with a work, log).
    pub(super) fn of(titles: &IndexVec<TitleIdx, Title>, policy: EditionPolicy) -> Self {
        let kind = |title: &Title| match policy {
            EditionPolicy::Any => Some(None),
            EditionPolicy::SameCategory => Some(Some(title.category)),
            EditionPolicy::This => None,
        };
        let keyed = titles
            .iter_indexed()
            .filter_map(|(index, title)| Some(((title.work()?, kind(title)?), index)));
        let mut keyed: Vec<((&str, Option<Category>), TitleIdx)> = keyed.collect();
        keyed.sort_unstable();
        let mut editions = Self::default();
        for set in keyed.chunk_by(|one, next| one.0 == next.0).filter(|set| set.len() > 1) {
            if editions.sets.is_empty() {
                editions.sets = IndexVec::filled((0, 0), titles.len());
            }
            let position = |members: &Vec<TitleIdx>| {
                u32::try_from(members.len()).expect("a province has fewer than 2^32 titles")
            };
            let first = position(&editions.members);
            editions.members.extend(set.iter().map(|(_, title)| *title));
            let span = (first, position(&editions.members));
            for (_, title) in set {
                editions.sets[*title] = span;
            }
        }
        editions
    }

    /// The titles of which a copy fills a request, itself among them, in order. O(1).
    pub(super) fn of_request<'a>(&'a self, request: &'a Request) -> &'a [TitleIdx] {
        let span = self.sets.get(request.title).filter(|_| request.editions == EditionWish::Any);
        match span {
            Some((first, last)) if first < last => &self.members[*first as usize..*last as usize],
            _ => std::slice::from_ref(&request.title),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::PlaceIdx;
    use crate::model::TitleIdentity;
    use crate::units::{Grams, Items, Millilitres};

    fn title(category: Category, work: Option<&str>) -> Title {
        let title = Title {
            code: "T".into(),
            category,
            grams: Grams(400),
            millilitres: Millilitres(1_000),
            identity: TitleIdentity::default(),
        };
        match work {
            Some(work) => title.in_work(work),
            None => title,
        }
    }

    fn request(title: u32, editions: EditionWish) -> Request {
        let date = "2026-11-23".parse().expect("a date");
        Request {
            number: "R".into(),
            title: TitleIdx(title),
            pickup: PlaceIdx(0),
            placed: date,
            limit: date,
            quantity: Items(1),
            priority: 5,
            editions,
            only_from: None,
            whole: false,
        }
    }

    #[track_caller]
    fn check(policy: EditionPolicy, title: u32, expected: &[u32]) {
        let novel = Category::Novel;
        let titles = vec![
            self::title(novel, Some("W")),
            self::title(novel, None),
            self::title(Category::LargePrint, Some("W")),
            self::title(novel, Some("V")),
            self::title(novel, Some("W")),
            self::title(novel, None),
        ];
        let editions = Editions::of(&titles.into(), policy);
        let of = |wish| -> Vec<u32> {
            let request = request(title, wish);
            editions.of_request(&request).iter().map(|title| title.0).collect()
        };
        assert_eq!(of(EditionWish::Any), expected);
        assert_eq!(of(EditionWish::This), [title]);
    }

    #[test]
    fn editions_are_the_titles_of_one_work_as_far_as_the_policy_goes() {
        check(EditionPolicy::Any, 4, &[0, 2, 4]);
        check(EditionPolicy::Any, 2, &[0, 2, 4]);
        check(EditionPolicy::SameCategory, 0, &[0, 4]);
        check(EditionPolicy::SameCategory, 2, &[2]);
        check(EditionPolicy::This, 0, &[0]);
        for alone in [1, 3, 5] {
            check(EditionPolicy::Any, alone, &[alone]);
        }
    }

    #[test]
    fn every_wish_and_policy_is_read_as_it_is_written() {
        for (wish, word) in EditionWish::WORDS {
            assert_eq!((EditionWish::from_word(word), wish.word()), (Some(wish), word));
        }
        for (policy, word) in EditionPolicy::WORDS {
            assert_eq!((EditionPolicy::from_word(word), policy.word()), (Some(policy), word));
        }
    }
}
