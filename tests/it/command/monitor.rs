//! `monitor`: the collection against its profile, and large print apart.

use crate::office::Office;

/// A province with loans of a quarter at one place.
fn office() -> Office {
    let office = Office::empty();
    office.ask("generate data --stops 6 --titles 600 --copies 1800 --requests 20", 0);
    let mut rows = String::from("date,place,category,origin,loans\n");
    for day in 1..=28 {
        for month in ["01", "02", "03"] {
            let date = format!("2025-{month}-{day:02}");
            rows.extend([format!("{date},ASN-01,novel,own,12\n")]);
            rows.extend([format!("{date},ASN-01,large-print,own,3\n")]);
        }
    }
    office.write("data/loans.csv", &rows);
    let profile = "[[profile]]\ncategory = \"novel\"\nturnover = 3\n\n[[profile]]\n\
                   place = \"ASN-01\"\ncategory = \"novel\"\ncopies = 100\nshare_percent = 30.5\n";
    office.write("profile.toml", profile);
    office
}

#[test]
fn actual_stands_beside_the_profile_and_large_print_is_told_apart() {
    let office = office();
    let found = office.ask("monitor data --year 2025 --profile profile.toml", 0);
    let cells = found["cells"].as_array().expect("cells");
    let of = |place: &str, category: &str| {
        let is_it =
            |cell: &&serde_json::Value| cell["place"] == place && cell["category"] == category;
        cells.iter().find(is_it).expect("a cell").clone()
    };
    let novels = of("ASN-01", "novel");
    assert_eq!(novels["loans"].as_u64(), Some(12 * 84));
    let copies = novels["copies"].as_f64().expect("copies");
    assert_eq!(novels["difference"]["copies"].as_f64(), Some(copies - 100.0));
    assert_eq!(novels["profile"]["turnover"].as_f64(), Some(3.0));
    // From the first of January to the 28th of March are 87 days.
    let turnover = 12.0 * 84.0 * 365.0 / 87.0 / copies;
    assert!((novels["turnover"].as_f64().expect("it") - turnover).abs() < 1e-9, "{novels}");
    assert_eq!(of("EMM-01", "novel")["profile"]["turnover"].as_f64(), Some(3.0));
    let large = &found["large_print"][0];
    assert!(large["of"].is_null() && large["loans"].as_u64() == Some(3 * 84), "{large}");
    assert_eq!(large["share_of_loans_percent"].as_f64(), Some(20.0));
    let all: u64 = cells
        .iter()
        .filter(|cell| cell["category"] == "large-print")
        .filter_map(|cell| cell["copies"].as_u64())
        .sum();
    assert_eq!(large["copies"].as_u64(), Some(all));
}

#[test]
fn a_year_without_loans_and_a_profile_with_faults_are_told() {
    let office = office();
    let none = office.ask("monitor data --year 2024 --csv m.csv", 0);
    assert_eq!(none["loan_days"].as_u64(), Some(0));
    assert!(none["cells"][0]["turnover"].is_null(), "{none}");
    let rows = none["cells"].as_array().map_or(0, Vec::len);
    assert_eq!(office.read("m.csv").lines().count(), rows + 1);
    office.write("wrong.toml", "[[profile]]\nplace = \"X\"\ncategory = \"romance\"\n");
    let refused = office.run("monitor data --year 2025 --profile wrong.toml");
    assert_eq!(refused.code, 3, "{refused:?}");
    let told = |part: &str| refused.stderr.contains(part);
    assert!(told("wrong.toml:1: `place` is \"X\"") && told("`category` is \"romance\""));
}
