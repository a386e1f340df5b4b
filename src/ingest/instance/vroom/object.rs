//! A JSON object whose keys are taken one by one, so that what is left is known.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde_json::Value;

use crate::diagnostic::Span;
use crate::ingest::instance::codes;
use crate::ingest::instance::sheet::Sheet;
use crate::ingest::rows::shown;

/// An object and where it stands.
pub(super) struct Object<'json> {
    path: String,
    rest: BTreeMap<&'json str, &'json Value>,
}

impl<'json> Object<'json> {
    /// The object of a value; `None`, and a finding, for any other value.
    pub(super) fn of(sheet: &mut Sheet<'_>, path: String, value: &'json Value) -> Option<Self> {
        let Value::Object(map) = value else {
            refuse(sheet, &path, value, "{..}");
            return None;
        };
        Some(Self { path, rest: map.iter().map(|(key, value)| (key.as_str(), value)).collect() })
    }

    /// Where a key of it stands.
    pub(super) fn place(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    pub(super) fn take(&mut self, key: &str) -> Option<&'json Value> {
        self.rest.remove(key).filter(|value| !value.is_null())
    }

    /// Takes a list; an empty one where the key is not there.
    pub(super) fn list(&mut self, sheet: &mut Sheet<'_>, key: &str) -> &'json [Value] {
        match self.take(key) {
            None => &[],
            Some(Value::Array(list)) => list,
            Some(other) => {
                refuse(sheet, &self.place(key), other, "[..]");
                &[]
            }
        }
    }

    /// Takes a whole number.
    pub(super) fn whole(
        &mut self,
        sheet: &mut Sheet<'_>,
        key: &str,
        range: &RangeInclusive<i64>,
    ) -> Option<i64> {
        let value = self.take(key)?;
        whole(sheet, &self.place(key), value, range)
    }

    /// Takes a whole number that must be there.
    pub(super) fn needed(
        &mut self,
        sheet: &mut Sheet<'_>,
        key: &str,
        range: &RangeInclusive<i64>,
    ) -> Option<i64> {
        if !self.rest.contains_key(key) {
            sheet.refuse(codes::field_missing(sheet.file, &self.place(key)));
        }
        self.whole(sheet, key, range)
    }

    /// Takes a list of whole numbers.
    pub(super) fn wholes(
        &mut self,
        sheet: &mut Sheet<'_>,
        key: &str,
        range: &RangeInclusive<i64>,
    ) -> Vec<i64> {
        let place = self.place(key);
        let list = self.list(sheet, key);
        list.iter().filter_map(|value| whole(sheet, &place, value, range)).collect()
    }

    /// Takes what only draws or describes.
    pub(super) fn pass_over(&mut self, keys: &[&str]) {
        for key in keys {
            self.take(key);
        }
    }

    /// Refuses what nobody took, but for what says nothing: nothing, 0, an empty list.
    pub(super) fn refuse_rest(self, sheet: &mut Sheet<'_>) {
        for (key, value) in &self.rest {
            let silent = match value {
                Value::Null => true,
                Value::Number(number) => number.as_f64() == Some(0.0),
                Value::Array(list) => list.is_empty(),
                _ => false,
            };
            if !silent {
                let place = self.place(key);
                let text = if value.is_number() { value.to_string() } else { String::new() };
                sheet.refuse(codes::unsupported(span(sheet, &place, value), &place, &text));
            }
        }
    }
}

/// A whole number within a range, or a finding.
pub(super) fn whole(
    sheet: &mut Sheet<'_>,
    place: &str,
    value: &Value,
    range: &RangeInclusive<i64>,
) -> Option<i64> {
    let number = value.as_i64().filter(|number| range.contains(number));
    if number.is_none() {
        refuse(sheet, place, value, &format!("{} .. {}", range.start(), range.end()));
    }
    number
}

pub(super) fn refuse(sheet: &mut Sheet<'_>, place: &str, value: &Value, range: &str) {
    let span = span(sheet, place, value);
    sheet.refuse(codes::value_bad(span, range));
}

/// The key and a short value; JSON tells no lines once it is read.
fn span(sheet: &Sheet<'_>, place: &str, value: &Value) -> Span {
    let text = match value {
        Value::Array(_) => "[..]".to_owned(),
        Value::Object(_) => "{..}".to_owned(),
        other => shown(&other.to_string()),
    };
    Span { column: Some(place.to_owned()), value: Some(text), ..Span::file(sheet.file) }
}
