//! A change as a table of keys: what is missing, unknown or impossible is a fault.

use std::collections::BTreeSet;
use std::path::Path;

use super::scenario_file::{ScenarioFault, category_words, may_be_named};
use crate::index::{PlaceIdx, TitleIdx};
use crate::model::{Category, Province};

/// Where faults of a change go.
pub(super) struct Scribe<'a> {
    pub(super) file: &'a Path,
    pub(super) line: usize,
    pub(super) faults: &'a mut Vec<ScenarioFault>,
}

/// A change that is being read.
pub(super) struct Row<'a> {
    scribe: Scribe<'a>,
    table: &'a toml::Table,
    province: &'a Province,
    /// Keys that were asked for.
    known: BTreeSet<&'static str>,
}

impl<'a> Row<'a> {
    pub(super) fn new(scribe: Scribe<'a>, table: &'a toml::Table, province: &'a Province) -> Self {
        Self { scribe, table, province, known: ["do"].into() }
    }

    /// What is to be done.
    pub(super) fn word(&self) -> &'a str {
        self.table.get("do").and_then(toml::Value::as_str).unwrap_or_default()
    }

    pub(super) const fn province(&self) -> &'a Province {
        self.province
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Notes that a key has a value that it cannot have.
    pub(super) fn refuse(&mut self, key: &str, allowed: &str) {
        let value = self.table.get(key).map_or_else(|| "missing".to_owned(), ToString::to_string);
        self.scribe.faults.push(ScenarioFault {
            file: self.scribe.file.to_owned(),
            line: self.scribe.line,
            key: key.to_owned(),
            value,
            allowed: allowed.to_owned(),
        });
    }

    /// Refuses the keys that nobody asked for.
    pub(super) fn finish(mut self) {
        let strange: Vec<&String> =
            self.table.keys().filter(|key| !self.known.contains(key.as_str())).collect();
        let known: Vec<&str> = self.known.iter().copied().collect();
        let allowed = format!("it is no key of `{}`: {}", self.word(), known.join(", "));
        for key in strange {
            self.refuse(key, &allowed);
        }
    }

    fn text(&mut self, key: &'static str) -> Option<&'a str> {
        self.known.insert(key);
        self.table.get(key).and_then(toml::Value::as_str)
    }

    /// One of some words; `None` where the key is not there.
    pub(super) fn one_of(
        &mut self,
        key: &'static str,
        words: &[&'static str],
    ) -> Option<&'static str> {
        let text = self.text(key);
        let word = words.iter().find(|word| Some(**word) == text).copied();
        if word.is_none() && self.has(key) {
            self.refuse(key, &words.join(" or "));
        }
        word
    }

    pub(super) fn place(&mut self, key: &'static str) -> Option<PlaceIdx> {
        let code = self.text(key);
        let mut places = self.province.places().iter_indexed();
        let place = places
            .find(|(_, place)| Some(place.code.0.as_str()) == code && may_be_named(place.kind));
        if place.is_none() {
            self.refuse(key, "the code of a branch or the background collection in places.csv");
        }
        place.map(|(place, _)| place)
    }

    pub(super) fn optional_place(&mut self, key: &'static str) -> Option<PlaceIdx> {
        self.known.insert(key);
        if self.has(key) { self.place(key) } else { None }
    }

    pub(super) fn title(&mut self, key: &'static str) -> Option<TitleIdx> {
        let code = self.text(key);
        let mut titles = self.province.titles().iter_indexed();
        let title = titles.find(|(_, title)| Some(&*title.code) == code);
        if title.is_none() {
            self.refuse(key, "the code of a title in titles.csv");
        }
        title.map(|(title, _)| title)
    }

    pub(super) fn category(&mut self, key: &'static str) -> Option<Category> {
        let category = self.text(key).and_then(Category::from_word);
        if category.is_none() {
            self.refuse(key, &category_words());
        }
        category
    }

    pub(super) fn optional_category(&mut self) -> Option<Category> {
        self.known.insert("category");
        if self.has("category") { self.category("category") } else { None }
    }

    pub(super) fn whole(&mut self, key: &'static str, least: i64, most: i64) -> Option<usize> {
        self.known.insert(key);
        let value = self.table.get(key).and_then(toml::Value::as_integer);
        let value = value.filter(|value| (least..=most).contains(value));
        if value.is_none() {
            self.refuse(key, &format!("a whole number, {least} - {most}"));
        }
        value.and_then(|value| usize::try_from(value).ok())
    }

    pub(super) fn optional_whole(
        &mut self,
        key: &'static str,
        least: i64,
        most: i64,
    ) -> Option<usize> {
        self.known.insert(key);
        if self.has(key) { self.whole(key, least, most) } else { None }
    }

    pub(super) fn number(&mut self, key: &'static str, least: f64, most: f64) -> Option<f64> {
        self.known.insert(key);
        let value = self.table.get(key);
        let whole = value.and_then(toml::Value::as_integer).map(|value| value as f64);
        let number = value.and_then(toml::Value::as_float).or(whole);
        let number = number.filter(|value| (least..=most).contains(value));
        if number.is_none() {
            self.refuse(key, &format!("a number, {least} - {most}"));
        }
        number
    }
}
