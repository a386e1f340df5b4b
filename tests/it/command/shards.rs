//! `simulate --shard` and `merge`: what all parts tell together is what one run tells.

use serde_json::Value;

use crate::office::Office;

const STUDY: &str = "simulate data --scenario float.toml --weeks 2";

fn office() -> Office {
    let office = Office::empty();
    office.ask("generate data --stops 6 --titles 1500 --copies 3000 --requests 80", 0);
    let more = "name = \"more\"\nstack = [\"float.toml\"]\n[[change]]\ndo = \"visits\"\n\
                visits_per_week = 3\n";
    office.write("more.toml", more);
    office.write("float.toml", "name = \"float\"\n[[change]]\ndo = \"float\"\n");
    office
}

/// The bytes of a document, with its seconds at 0.
fn without_seconds(text: &str) -> String {
    let (before, rest) = text.split_once("\"seconds\":").expect("seconds");
    let after = rest.trim_start_matches(|digit: char| !matches!(digit, ',' | '}'));
    format!("{before}\"seconds\":0{after}")
}

fn document(office: &Office, command: &str) -> String {
    let found = office.run(&format!("{command} --json"));
    assert_eq!(found.code, 0, "{found:?}");
    without_seconds(&found.stdout)
}

#[test]
fn one_two_and_three_shards_merge_to_the_bytes_of_one_run() {
    let office = office();
    // One that is compared by titles alone, and one with a timetable of its own.
    let study = format!("{STUDY} --scenario more.toml --replications 5");
    let whole = document(&office, &format!("{study} --half-width 0"));
    for shards in 1..=3 {
        // The last first: the order in which shards are played does not matter.
        for shard in (1..=shards).rev() {
            let part = format!("--shard {shard}/{shards} --out parts-{shards}");
            office.ask(&format!("{study} {part}"), 0);
        }
        assert_eq!(document(&office, &format!("merge parts-{shards}")), whole, "{shards} shards");
    }
    let words = |command: &str| office.run(command).stdout;
    let of_one = words(&format!("{study} --half-width 0"));
    assert_eq!(words("merge parts-3"), of_one);
}

#[test]
fn a_missing_shard_is_named_and_what_is_there_is_not_played_again() {
    let office = office();
    let part = |shard: u8| format!("{STUDY} --replications 6 --shard {shard}/3 --out parts");
    let first = office.ask(&part(1), 0);
    assert_eq!((first["was_there"].as_bool(), first["shard"].as_str()), (Some(false), Some("1/3")));
    assert_eq!(
        (first["first_replication"].as_u64(), first["last_replication"].as_u64()),
        (Some(1), Some(2))
    );
    let again = office.ask(&part(1), 0);
    assert_eq!((again["was_there"].as_bool(), &again["file"]), (Some(true), &first["file"]));
    office.ask(&part(3), 0);
    let refused = office.run("merge parts");
    assert_eq!(refused.code, 3, "{refused:?}");
    let told = "shard 2/3 is missing, replications 3 to 4";
    assert!(refused.stderr.contains(told) && !refused.stderr.contains("1/3"), "{refused:?}");
    // What half a disk or another hand left behind is told too, by its name.
    office.write(first["file"].as_str().expect("a file"), "schema = \"leenroute-shard/2\"\n");
    let damaged = office.run("merge parts");
    assert_eq!(damaged.code, 3, "{damaged:?}");
    assert!(damaged.stderr.contains(first["file"].as_str().expect("a file")), "{damaged:?}");
}

#[test]
fn another_scenario_seed_or_number_is_another_study() {
    let office = office();
    let part =
        |more: &str| -> Value { office.ask(&format!("{STUDY} --shard 1/1 --out parts {more}"), 0) };
    let first = part("--replications 2");
    assert_eq!(office.run("merge parts").code, 0);
    let other = part("--replications 2 --seed 2");
    assert_ne!(first["file"], other["file"]);
    let refused = office.run("merge parts");
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stderr.contains("is of another study"), "{refused:?}");
    // The file on which a scenario stands is part of it.
    office.write("float.toml", "name = \"none\"\n[[change]]\ndo = \"loans\"\nmean_days = 20\n");
    assert_eq!(part("--replications 2")["was_there"].as_bool(), Some(false));
}

#[test]
fn a_shard_needs_a_folder_and_a_folder_a_result() {
    let office = office();
    for wrong in ["--shard 1/2", "--out parts", "--shard 3/2 --out parts", "--shard a --out parts"]
    {
        assert_eq!(office.run(&format!("{STUDY} {wrong}")).code, 2, "{wrong}");
    }
    assert_eq!(office.run("merge absent").code, 4);
    let refused = office.run("merge data");
    assert_eq!(refused.code, 3, "{refused:?}");
}
