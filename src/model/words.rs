//! Closed vocabularies: each value has one word that files use, in both directions.

/// The word of a value.
///
/// # Panics
///
/// When the table lacks the value; a test of each table walks through it.
pub(super) fn word_of<T: PartialEq>(table: &[(T, &'static str)], value: &T) -> &'static str {
    let row = table.iter().find(|(known, _)| known == value);
    row.expect("every value of a closed vocabulary has a word").1
}

/// The value of a word, if the vocabulary has it.
pub(super) fn value_of<T: Copy>(table: &[(T, &'static str)], word: &str) -> Option<T> {
    table.iter().find(|(_, known)| *known == word).map(|(value, _)| *value)
}
