//! JSON Schema of the files that we write, made from the types that read and write them.

use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};

use super::base_file::BaseFile;
use super::map_files::{StoredGround, StoredWays};
use super::plan_file::PlanFile;
use super::travel_files::StoredLabel;
use super::{EditLog, Publication, StoredBound, StoredChanges, StoredWeekBound};

/// The schemas by the name of what they describe, such as `plan`, each as JSON Schema 2020-12.
///
/// A file says in its first key which one it keeps; a key that the schema does not have is refused
/// when it is read.
///
/// ```
/// let schemas = leenroute::store::schemas();
/// let (name, plan) = &schemas[0];
/// assert_eq!(*name, "plan");
/// assert_eq!(plan["properties"]["schema_version"]["const"], "leenroute-plan/1");
/// ```
pub fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("plan", versioned::<PlanFile>("schema_version", "leenroute-plan/1")),
        ("timetable", versioned::<BaseFile>("schema_version", "leenroute-timetable/1")),
        ("changes", versioned::<StoredChanges>("schema_version", "leenroute-changes/1")),
        ("edits", versioned::<EditLog>("schema_version", "leenroute-edits/1")),
        ("publication", versioned::<Publication>("schema_version", "leenroute-publication/1")),
        ("bound", versioned::<StoredBound>("schema", "leenroute-bound/1")),
        ("week-bound", versioned::<StoredWeekBound>("schema", "leenroute-week-bound/1")),
        ("travel", versioned::<StoredLabel>("schema", "leenroute-travel/1")),
        ("ways", versioned::<StoredWays>("schema", "leenroute-ways/1")),
        ("ground", versioned::<StoredGround>("schema", "leenroute-ground/1")),
    ]
}

/// The schema of a type, whose files name their version under a key.
fn versioned<T: JsonSchema>(key: &str, version: &str) -> Value {
    let mut schema = Value::from(schema_for!(T));
    schema["title"] = json!(version);
    schema["properties"][key] = json!({ "const": version });
    if let Some(required) = schema["required"].as_array_mut()
        && !required.iter().any(|known| known == key)
    {
        required.insert(0, json!(key));
    }
    schema
}
