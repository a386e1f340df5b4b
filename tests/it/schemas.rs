//! The schemas of our files: as they stand in `docs/reference/schema`, and true of what we write.
//!
//! `INSTA_UPDATE=always` writes those that changed.

use std::fs;
use std::path::PathBuf;

use leenroute::store::schemas;
use serde_json::Value;

use super::office::Office;

fn page(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/reference/schema");
    folder.join(format!("{name}.json"))
}

#[test]
fn the_schemas_on_paper_are_those_of_the_program() {
    let update = std::env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always");
    for (name, schema) in schemas() {
        let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
        if update {
            fs::write(page(name), &text).expect("a place in the documentation");
        }
        let known = fs::read_to_string(page(name)).unwrap_or_default();
        assert!(known == text, "{name}: run with INSTA_UPDATE=always");
    }
}

/// What of a value a schema does not allow; of JSON Schema what ours use.
fn faults(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let fault = |what: &str| vec![format!("{at}: {what}")];
    if schema == &Value::Bool(true) {
        return Vec::new();
    }
    if let Some(target) = schema["$ref"].as_str() {
        let target = root.pointer(target.trim_start_matches('#')).expect("a definition");
        return faults(root, target, value, at);
    }
    if let Some(constant) = schema.get("const") {
        return if constant == value { Vec::new() } else { fault("another constant") };
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(ways) = schema[key].as_array() {
            let fits = |way: &Value| faults(root, way, value, at).is_empty();
            return if ways.iter().any(fits) { Vec::new() } else { fault("none of the ways") };
        }
    }
    if let Some(words) = schema["enum"].as_array() {
        return if words.contains(value) { Vec::new() } else { fault("no such word") };
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.clone(),
        one => vec![one.clone()],
    };
    let is_of = |name: &Value| match name.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("null") => value.is_null(),
        _ => false,
    };
    if !types.iter().any(is_of) {
        return fault("another type");
    }
    let mut found = Vec::new();
    for (rank, item) in value.as_array().into_iter().flatten().enumerate() {
        let of_item = schema["prefixItems"].get(rank).unwrap_or(&schema["items"]);
        found.extend(faults(root, of_item, item, &format!("{at}/{rank}")));
    }
    for key in schema["required"].as_array().into_iter().flatten() {
        if value.get(key.as_str().expect("a key")).is_none() {
            found.extend(fault(&format!("lacks {key}")));
        }
    }
    for (key, item) in value.as_object().into_iter().flatten() {
        match schema["properties"].get(key) {
            Some(of_key) => found.extend(faults(root, of_key, item, &format!("{at}/{key}"))),
            None => found.extend(fault(&format!("has {key}"))),
        }
    }
    found
}

fn faults_of(name: &str, value: &Value) -> Vec<String> {
    let (_, schema) = schemas().into_iter().find(|(of, _)| *of == name).expect("a schema");
    faults(&schema, &schema, value, "")
}

#[test]
fn what_is_written_keeps_its_schema_and_what_is_bent_does_not() {
    let office = Office::with_plan();
    office.ask("replan plan --close HGV@2026-11-23 --out changed", 0);
    office.ask("publish plan", 0);
    office.ask("timetable data --week 2026-W48 --iterations 100 --out base.json", 0);
    let files = [
        ("plan", "plan/plan.json"),
        ("publication", "plan/publication.json"),
        ("week-bound", "plan/certificates/bound.json"),
        ("changes", "changed/changes.json"),
        ("timetable", "base.json"),
    ];
    for (name, file) in files {
        let value: Value = serde_json::from_str(&office.read(file)).expect("JSON");
        assert_eq!(faults_of(name, &value), [] as [String; 0], "{file}");
        let mut more = value.clone();
        more["surprise"] = Value::from(1);
        assert_eq!(faults_of(name, &more), [": has surprise"], "{file}");
        let keys: Vec<String> = value.as_object().expect("an object").keys().cloned().collect();
        for key in keys {
            let mut bent = value.clone();
            bent[&key] = Value::Bool(true);
            assert!(!faults_of(name, &bent).is_empty(), "{file}: {key}");
        }
    }
}
