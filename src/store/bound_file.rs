//! The certificate of a bound, as one JSON document.

use std::io::Write as _;
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::beside::write_beside;
use super::document::{document_bytes, read_document};
use super::{Overwrite, StoreError};

const FAMILY: &str = "leenroute-bound/";

/// A bound with what proves it; unverified.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoredBound {
    /// The file of the instance, as it was named.
    pub instance: String,
    /// SHA-256 of that file and its name.
    pub fingerprint: String,
    /// The word of its form.
    pub format: Option<String>,
    /// The word of the convention of rounding.
    pub convention: String,
    /// What no solution undercuts, in the unit of the set.
    pub lower_bound: f64,
    /// The same in units of the search.
    pub bound: i64,
    /// Parts of such a unit in which prices are.
    pub grain: i64,
    /// How days are folded together, if they are; the cases are of the problem that is left.
    pub folding: Option<StoredFolding>,
    /// Cases of which one holds of every solution.
    pub cases: Vec<StoredProvenCase>,
    /// The customers that each customer remembers, itself first.
    pub neighbours: Vec<Vec<u32>>,
}

/// Days that are folded together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoredFolding {
    /// Classes of days, from 0, that no set of days tells apart: they are the days that are left.
    pub twins: Vec<Vec<usize>>,
    /// Whether all classes are one day, with all vehicles.
    pub is_one: bool,
}

/// What holds where some questions are answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoredProvenCase {
    /// The questions with their answers, in their order.
    pub decisions: Vec<StoredDecision>,
    /// What a visit earns, by day and customer.
    pub prices: Vec<Vec<i64>>,
    /// Groups of customers that routes come into at least so often, with what that earns.
    pub cuts: Vec<StoredCut>,
    /// Three customers of whom routes visit two at most so often, with what that costs.
    pub triples: Vec<StoredTriple>,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoredDecision {
    /// The days, from 0, that the question is about.
    pub days: Vec<usize>,
    /// The customers that it is about.
    pub customers: Vec<u32>,
    /// Whether routes come into these customers more often than so; `null` where the question is
    /// whether the one customer is visited on the one day.
    pub more_than: Option<i64>,
    /// The answer.
    pub is_so: bool,
    /// What coming in earns, or costs.
    pub price: i64,
}

/// Three customers of whom routes of some days visit two or more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoredTriple {
    /// The days, from 0.
    pub days: Vec<usize>,
    /// The three, in order.
    pub customers: [u32; 3],
    /// The customers on whose way a route is still counted, in order.
    pub remembers: Vec<u32>,
    /// What visiting two of them costs.
    pub price: i64,
}

/// A group of customers that routes come into at least so often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoredCut {
    /// Classes of days, from 0; what the group asks for on each is rounded by itself.
    pub days: Vec<Vec<usize>>,
    /// The customers of the group.
    pub customers: Vec<u32>,
    /// What coming into the group earns.
    pub price: i64,
}

/// Writes a certificate beside its place and moves it there.
pub fn write_bound_file(
    path: &Path,
    bound: &StoredBound,
    overwrite: Overwrite,
) -> Result<(), StoreError> {
    let bytes = document_bytes(FAMILY, bound, path)?;
    write_beside(path, overwrite, |file| file.write_all(&bytes))
}

/// Reads a certificate.
pub fn read_bound_file(path: &Path) -> Result<StoredBound, StoreError> {
    read_document(FAMILY, path)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_written_is_read_and_damage_is_named() {
        let office = tempfile::tempdir().expect("a folder");
        let path = office.path().join("a.bound.json");
        let case = StoredProvenCase {
            decisions: vec![StoredDecision {
                days: vec![0],
                customers: vec![1],
                more_than: None,
                is_so: true,
                price: 0,
            }],
            prices: vec![vec![3, -4]],
            cuts: vec![StoredCut { days: vec![vec![0]], customers: vec![1], price: 2 }],
            triples: vec![StoredTriple {
                days: vec![0],
                customers: [0, 1, 2],
                remembers: vec![0, 1, 2],
                price: 7,
            }],
        };
        let bound = StoredBound {
            instance: "a".to_owned(),
            fingerprint: "f".to_owned(),
            format: None,
            convention: "exact".to_owned(),
            lower_bound: 1.5,
            bound: 15,
            grain: 1,
            folding: Some(StoredFolding { twins: vec![vec![0, 2]], is_one: true }),
            cases: vec![case],
            neighbours: vec![vec![0, 1], vec![1]],
        };
        write_bound_file(&path, &bound, Overwrite::Refuse).expect("a new file");
        assert_eq!(read_bound_file(&path).expect("as written"), bound);
        let again = write_bound_file(&path, &bound, Overwrite::Refuse);
        assert!(matches!(again, Err(StoreError::FileExists { .. })));
        let text = fs::read_to_string(&path).expect("a file");
        fs::write(&path, text.replace("bound/1", "bound/2")).expect("a file");
        assert!(matches!(read_bound_file(&path), Err(StoreError::NewerVersion { .. })));
        fs::write(&path, text.replace("\"grain\"", "\"grains\"")).expect("a file");
        assert!(matches!(read_bound_file(&path), Err(StoreError::Damaged { .. })));
    }
}
