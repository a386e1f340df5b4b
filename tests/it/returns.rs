//! Where copies go that came back, from files to shipments.

use super::office::Office;

/// Novels are lent in Roden and nowhere else. Assen is of Noord as well, Hoogeveen is of Zuid, of which
/// no place is nearer.
const LOANS: &str = "date,place,category,origin,loans\n\
                     2026-11-02,ROD,novel,own,400\n\
                     2026-11-20,ROD,novel,own,400\n";

/// Novels of Assen, and one of Hoogeveen, that came back in Roden.
const RETURNED: &str = "titel;plaats;thuis;datum;exemplaren\n\
                        T1;ROD;ASN;24-11-2026;2\n\
                        T1;ROD;HGV;24-11-2026;1\n";

fn office() -> Office {
    let office = Office::with_small_week();
    office.write("data/loans.csv", LOANS);
    office.write("terug.csv", RETURNED);
    office
}

#[test]
fn copies_float_within_their_organisation_and_the_rest_becomes_shipments() {
    let office = office();
    let found = office.ask("returns data --file terug.csv --out zendingen.csv", 0);
    assert_eq!(found["returned"], 3);
    assert_eq!((&found["stays"], &found["home"]), (&2.into(), &1.into()));
    assert_eq!(found["cost_cents"], found["bound_cents"]);
    assert!(found["cost_cents"].as_i64() < found["all_home"]["cost_cents"].as_i64());
    let shipments = office.read("zendingen.csv");
    let rows: Vec<&str> = shipments.lines().collect();
    assert_eq!(rows.len(), 2, "{shipments}");
    assert!(rows[1].starts_with("RT00001,return,ROD,HGV,2026-11-24,2026-11-24,1,"), "{shipments}");
    // The file is what the data folder takes.
    office.write("data/shipments.csv", &shipments);
    assert_eq!(office.run("inspect data").code, 0);
    assert_ne!(office.run("returns data --file terug.csv --out zendingen.csv").code, 0);
}

#[test]
fn settings_and_float_limits_send_copies_home() {
    let limited = office();
    limited.write("limieten.csv", "place,category,copies\nROD,novel,0\n");
    let found = limited.ask("returns data --file terug.csv --limits limieten.csv", 0);
    assert_eq!((&found["stays"], &found["home"]), (&0.into(), &3.into()));

    let strict = office();
    let settings = strict.read("data/settings.toml");
    strict.write("data/settings.toml", &format!("{settings}\n[returns]\nfloats = \"home\"\n"));
    let found = strict.ask("returns data --file terug.csv", 0);
    assert_eq!(found["home"], 3);
    assert_eq!(found["all_home"]["cost_cents"], found["cost_cents"]);

    let wide = office();
    wide.write("data/settings.toml", &format!("{settings}\n[returns]\nfloats = \"province\"\n"));
    assert_eq!(wide.ask("returns data --file terug.csv", 0)["stays"], 3);
}

#[test]
fn what_is_wrong_is_said_by_row_and_without_loans_nothing_is_decided() {
    let office = office();
    office
        .write("fout.csv", "title,place,home,date\nT1,ROD,ZZZ,2026-11-24\nT99,ROD,ASN,gisteren\n");
    let told = office.run("returns data --file fout.csv --lang en");
    assert_eq!(told.code, 3, "{told:?}");
    let text = format!("{}{}", told.stdout, told.stderr);
    for part in ["fout.csv", "ZZZ", "T99", "gisteren"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(office.run("returns data --file absent.csv").code, 4);
    office.remove("data/loans.csv");
    let told = office.run("returns data --file terug.csv");
    assert_eq!(told.code, 3);
    assert!(told.stderr.contains("no loans"), "{told:?}");
}

#[test]
fn people_see_it_beside_sending_everything_home() {
    let told = office().run("returns data --file terug.csv");
    assert!(told.stdout.contains("Alles naar huis"), "{told:?}");
    assert!(told.stdout.contains("Blijft waar het is"), "{told:?}");
}
