//! The hard cases, one a row: what is written where, and what is found.

use leenroute::diagnostic::Diagnostics;

use super::week::{WEEK, assert_sound, read};

/// Code, line, column and value of each finding; the line is 0 for a whole file.
fn told(found: &Diagnostics) -> Vec<(&str, u64, &str, &str)> {
    let told = found.iter().map(|finding| {
        let span = &finding.span;
        let [column, value] =
            [&span.column, &span.value].map(|part| part.as_deref().unwrap_or_default());
        (finding.code.0, span.row.unwrap_or_default(), column, value)
    });
    told.collect()
}

/// Replaces a file of the small week.
#[track_caller]
fn check_file(file: &str, bytes: &[u8], expected: &[(&str, u64, &str, &str)]) {
    let (reading, found) = read(&WEEK, &[(file, bytes)]);
    assert_eq!(told(&found), expected, "{file}: {}", String::from_utf8_lossy(bytes));
    assert!(found.iter().all(|finding| finding.span.file == file), "{found:?}");
    assert_sound(reading.as_ref(), &found);
}

/// Writes something else in one place of the small week.
#[track_caller]
fn check(file: &str, from: &str, to: &str, expected: &[(&str, u64, &str, &str)]) {
    let text = String::from_utf8(WEEK[file].clone()).expect("UTF-8");
    assert!(text.contains(from), "`{from}` is not in {file}");
    check_file(file, text.replacen(from, to, 1).as_bytes(), expected);
}

/// The small week, with one file as text.
fn text_of(file: &str) -> String {
    String::from_utf8(WEEK[file].clone()).expect("UTF-8")
}

#[test]
fn forms_that_differ_and_mean_the_same_are_read() {
    let requests = text_of("requests.csv");
    check_file("requests.csv", format!("\u{feff}{requests}").as_bytes(), &[]);
    check_file("requests.csv", requests.replace('\n', "\r\n").as_bytes(), &[]);
    check_file("requests.csv", requests.replace('\n', "\r").as_bytes(), &[]);
    check_file("requests.csv", requests.replace('\n', "\n\n").as_bytes(), &[]);
    check_file("requests.csv", requests.replace('\n', "\n;;\n").replace(',', ";").as_bytes(), &[]);
    check_file("requests.csv", requests.trim_end().as_bytes(), &[]);
    check_file("requests.csv", requests.replace("T1", "\u{a0}T1\u{a0} ").as_bytes(), &[]);
    check_file("requests.csv", requests.replace("T1", "\"T1\"").as_bytes(), &[]);
    check("requests.csv", "2026-11-21", "21-11-2026", &[]);
    check("access.csv", "17:00", "25:10", &[]);
    let closures = "LAATSTE DAG;Reden;Plaats;eerste_dag\n24-12-2026;x;HGV;23-12-2026\n";
    check_file("closures.csv", closures.as_bytes(), &[]);
}

#[test]
fn the_decimal_sign_may_differ_from_column_to_column() {
    let places = text_of("places.csv").replace(',', ";");
    let places = places.replace(";52.", ";52,").replace(";53.", ";53,");
    assert!(places.contains(";6.434;53,1392;"), "{places}");
    check_file("places.csv", places.as_bytes(), &[]);
}

#[test]
fn encodings_are_told_or_refused() {
    let organisations = b"id,name\nBIB,Biblionet\nNRD,Co\xebvorden\nZUI,Zuid\n";
    check_file("organisations.csv", organisations, &[("I0007", 3, "", "")]);
    let both = b"\xef\xbb\xbfid,name\nBIB,\xc3\xa9\nNRD,Co\xebvorden\nZUI,Zuid\n";
    check_file("organisations.csv", both, &[("I0007", 3, "", "")]);
    let closures = text_of("closures.csv");
    let wide: Vec<u8> = closures.bytes().flat_map(|byte| [byte, 0]).collect();
    let marked = [b"\xff\xfe".as_slice(), &wide].concat();
    check_file("closures.csv", &marked, &[("I0005", 0, "", "")]);
    check_file("closures.csv", &wide, &[("I0006", 1, "", "")]);
    check_file("closures.csv", b"\xfe\xff\0p\0l", &[("I0005", 0, "", "")]);
    check("closures.csv", "Verbouwing", "Ver\0bouwing", &[("I0006", 2, "", "")]);
}

#[test]
fn heads_that_cannot_be_used_are_told() {
    let closures = text_of("closures.csv");
    let by = |sign: &str| closures.replace(',', sign);
    check_file("closures.csv", b"", &[("I0008", 0, "", "")]);
    check_file("closures.csv", b"\xef\xbb\xbf\r\n \r\n", &[("I0008", 0, "", "")]);
    check_file("closures.csv", b"place,first,last\n", &[("I0009", 0, "", "")]);
    check_file("closures.csv", by("\t").as_bytes(), &[("I0010", 0, "", "")]);
    check_file("closures.csv", by("|").as_bytes(), &[("I0010", 0, "", "")]);
    check("closures.csv", "last", "lats", &[("I0011", 1, "last", ""), ("I0012", 1, "lats", "")]);
    check("closures.csv", "reason", "LAST", &[("I0013", 1, "last", "")]);
    check("closures.csv", "reason", "laatste dag", &[("I0013", 1, "laatste dag", "")]);
    check("closures.csv", "place", "\"place", &[("I0016", 1, "", "")]);
    for column in ["lener", "Pasnummer", "e-mail", "naam", "geboortedatum", "card_no"] {
        let head = format!("id,{column},title");
        let told = column.to_lowercase();
        check("requests.csv", "id,title", &head, &[("I0014", 1, &told, "")]);
    }
    let wide = format!("place,first,last{}\n", ",x".repeat(1_000));
    check_file("closures.csv", wide.as_bytes(), &[("I0032", 1, "", "")]);
}

#[test]
fn rows_that_do_not_fit_the_head_are_told() {
    check("closures.csv", "Verbouwing", "Verbouwing,x", &[("I0015", 2, "", "")]);
    check("closures.csv", "*,2026-12-31,", "*,", &[("I0015", 3, "", "")]);
    check("closures.csv", "Verbouwing", "\"Verbouwing", &[("I0016", 2, "", "")]);
    check("closures.csv", "Inventarisatie", "\"Inventarisatie", &[("I0016", 3, "", "")]);
    let broken = "\"Ver\nbouw\ring\"";
    let value = "Ver\u{fffd}bouw\u{fffd}ing";
    check("closures.csv", "Verbouwing", broken, &[("I0019", 2, "reason", value)]);
    let after = format!("{broken}\nEMM,x,2026-12-31,");
    let expected = [("I0019", 2, "reason", value), ("C0001", 5, "first", "x")];
    check("closures.csv", "Verbouwing", &after, &expected);
}

#[test]
fn texts_that_hide_something_or_never_end_are_told() {
    let turned = "Ver\u{202e}bouwing";
    let zero_width = "Ver\u{200b}bouwing";
    let shown = "Ver\u{fffd}bouwing";
    check("closures.csv", "Verbouwing", turned, &[("I0019", 2, "reason", shown)]);
    check("closures.csv", "Verbouwing", zero_width, &[("I0019", 2, "reason", shown)]);
    check("closures.csv", "Verbouwing", "Ver\u{7}bouwing", &[("I0019", 2, "reason", shown)]);
    check("requests.csv", "R01", "R\u{202e}01", &[("I0019", 2, "id", "R\u{fffd}01")]);
    let megabyte = "a".repeat(1 << 20);
    let start = "a".repeat(60);
    check("closures.csv", "Verbouwing", &megabyte, &[("I0018", 2, "reason", &start)]);
    let quoted = format!("\"{megabyte}\"");
    check("closures.csv", "Verbouwing", &quoted, &[("I0018", 2, "reason", &start)]);
    let closures = text_of("closures.csv").replace("Verbouwing", &megabyte);
    let (_, found) = read(&WEEK, &[("closures.csv", closures.as_bytes())]);
    let finding = found.iter().next().expect("a long field");
    assert_eq!(finding.facts, ["reason", "1048576", "1000"]);
}

#[test]
fn numbers_that_are_none_are_told() {
    for text in ["0.43", "0,43", "1e3", "+430", "430 g", "NaN", "inf", "-0", "-", "0x1f", "４３０"]
    {
        let cell = format!("T1,novel,\"{text}\"");
        check("titles.csv", "T1,novel,430", &cell, &[("I0020", 2, "grams", text)]);
    }
    for text in ["1.234", "1,234"] {
        let cell = format!("T1,novel,\"{text}\"");
        check("titles.csv", "T1,novel,430", &cell, &[("I0020", 2, "grams", text)]);
    }
    for text in ["-430", "0", "1000000000", "9223372036854775807", "99999999999999999999999"] {
        let cell = format!("T1,novel,{text}");
        check("titles.csv", "T1,novel,430", &cell, &[("I0021", 2, "grams", text)]);
    }
    check("titles.csv", "T1,novel,430", "T1,novel,000430", &[]);
    check("places.csv", "60,80,3,12", "60,80,-3,12", &[("I0021", 4, "empties", "-3")]);
    check("places.csv", "60,80,3,12", "60,80,3,1000000000", {
        &[("I0021", 4, "empties_max", "1000000000")]
    });
    check("titles.csv", "T1,novel,430", "T1,novel,", &[("I0017", 2, "grams", "")]);
}

#[test]
fn positions_that_cannot_be_true_are_told() {
    let place = |to: &str, expected: &[(&str, u64, &str, &str)]| {
        check("places.csv", "6.434,53.1392", to, expected);
    };
    place("53.1392,6.434", &[("G0004", 5, "lon", "53.1392")]);
    place("225000,577000", &[("G0003", 5, "lon", "225000")]);
    place("577000,225000", &[("G0003", 5, "lon", "577000")]);
    place("0,0", &[("G0002", 5, "lon", "0")]);
    place("6.434,0", &[("G0002", 5, "lat", "0")]);
    place("6.434,-0.0", &[("G0002", 5, "lat", "-0.0")]);
    place("6.434,153", &[("G0005", 5, "lon", "6.434")]);
    place("6434,53.1392", &[("G0005", 5, "lon", "6434")]);
    place("6.434,41.9", &[("G0007", 5, "", "")]);
    for text in ["NaN", "inf", "-inf", "1e309", "6° 33'", "6.562.500", "--6", "6.5625E", "."] {
        let cell = format!("{text},53.1392");
        place(&cell, &[("G0006", 5, "lon", text)]);
    }
    place("\"6,434\",53.1392", &[]);
}

#[test]
fn dates_and_times_in_other_forms_are_told() {
    for text in [
        "11/23/2026",
        "23/11/2026",
        "45352",
        "29-02-2023",
        "2026-02-30",
        "2026-13-01",
        "23-11-26",
        "2026-1-3",
        "20261123",
        "13-13-2026",
        "2026-11-23T08:00",
        "2026-11-231",
        "1-3-4-2026",
    ] {
        check("requests.csv", "2026-11-21", text, &[("C0001", 2, "placed", text)]);
    }
    for text in ["1899-12-31", "31-12-1999", "2101-01-01", "0000-01-01"] {
        check("requests.csv", "2026-11-21", text, &[("C0002", 2, "placed", text)]);
    }
    for text in ["8.30", "48:00", "24:60", "08:30:00", "8u30", "-1:00", "0.354166667", ""] {
        let cell = format!("ROD,Mon,{text},12:30");
        let code = if text.is_empty() { "I0017" } else { "C0003" };
        check("access.csv", "ROD,Mon,08:30,12:30", &cell, &[(code, 2, "open", text)]);
    }
    check("access.csv", "08:30,12:30", "12:30,08:30", &[("C0004", 2, "close", "08:30")]);
    check("access.csv", "ROD,Mon,08:30", "ROD,ma,08:30", &[("C0005", 2, "weekday", "ma")]);
    let late = |cells: &str, expected: &[(&str, u64, &str, &str)]| {
        let text = text_of("access.csv").replace('\n', ",,\n");
        let text = text.replacen(",,", ",due,late_cents_per_minute", 1);
        check_file("access.csv", text.replacen(",,", &format!(",{cells}"), 1).as_bytes(), expected);
    };
    late("12:31,25", &[("C0010", 2, "due", "12:31")]);
    late("08:29,0", &[("C0010", 2, "due", "08:29"), ("I0021", 2, "late_cents_per_minute", "0")]);
    late("10:00,", &[("C0011", 2, "late_cents_per_minute", "")]);
    late(",25", &[("C0011", 2, "due", "")]);
    late("tien,", &[("C0003", 2, "due", "tien"), ("C0011", 2, "late_cents_per_minute", "")]);
}

#[test]
fn codes_that_a_spreadsheet_damaged_or_nobody_knows_are_told() {
    let request = |title: &str, expected: &[(&str, u64, &str, &str)]| {
        check("requests.csv", "R01,T1", &format!("R01,\"{title}\""), expected);
    };
    for title in ["9.78904E+12", "9,78904E+12", "9.8e+012"] {
        request(title, &[("I0029", 2, "title", title)]);
    }
    request("'9789041234567", &[("I0031", 2, "title", "'9789041234567")]);
    request("9789041234567", &[("H0001", 2, "title", "9789041234567")]);
    request("t1", &[("H0001", 2, "title", "t1")]);
    request("", &[("I0017", 2, "title", "")]);
    check("requests.csv", "R02,T1", "R01,T1", &[("I0023", 3, "id", "R01")]);
    check("requests.csv", "T1,ROD", "T1,RDN", &[("G0001", 2, "pickup", "RDN")]);
    check("places.csv", "ROD,Roden,branch,NRD", "ROD,Roden,branch,NRT", {
        &[("I0024", 5, "organisation", "NRT")]
    });
    check("titles.csv", "T1,novel", "T1,roman", &[("I0022", 2, "category", "roman")]);
}

/// A head in Dutch is what its planner sees, so findings name its columns.
#[test]
fn findings_name_columns_as_the_head_does() {
    let english = "id,category,grams,millilitres";
    check("titles.csv", english, "Code,categorie,Gewicht,volume", &[]);
    let titles = text_of("titles.csv").replace(english, "volume,Gewicht,categorie,Code");
    let titles = titles.replace("T1,novel,430,1150", "1150,0.43,novel,T1");
    let (_, found) = read(&WEEK, &[("titles.csv", titles.as_bytes())]);
    let told = told(&found);
    assert!(told.contains(&("I0020", 2, "gewicht", "0.43")), "{told:?}");
}
