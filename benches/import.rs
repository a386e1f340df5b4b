//! How long a data folder of Drenthe's volume takes to read, beside the `csv` crate alone: the sum
//! of its three files is what the whole is compared with.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::Criterion;
use leenroute::ingest::{read_history, read_loan_sums, read_tables};
use leenroute::model::HolidayRules;
use leenroute::random::{RngExt as _, Seed, Stream};

use crate::volume::is_measured;

/// Rows of the generated files.
struct Volume {
    titles: u32,
    holdings: u32,
    loans: u32,
}

const DRENTHE: Volume = Volume { titles: 220_000, holdings: 730_000, loans: 2_600_000 };
const SMALL: Volume = Volume { titles: 300, holdings: 1_000, loans: 2_000 };

/// Places that lend, beside those of the small week.
const PLACES: u32 = 60;

fn code(title: u32) -> u64 {
    9_789_000_000_000 + u64::from(title) * 37
}

/// A title drawn by Zipf-Mandelbrot with an exponent of 1, scattered over the catalogue.
fn popular(random: &mut Stream, titles: u32) -> u32 {
    const SHIFT: f64 = 100.0;
    const SCATTER: u32 = 7_919;
    let chance = f64::from(random.random_range(0..1_000_000_u32)) / 1e6;
    let rank = SHIFT * ((f64::from(titles) + SHIFT) / SHIFT).powf(chance) - SHIFT;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the number of titles"
    )]
    let rank = rank as u32;
    rank.min(titles - 1).wrapping_mul(SCATTER) % titles
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("a temporary folder takes files");
}

/// Adds a row, its last cells blank up to the width of the head.
fn add(table: &mut String, row: &str) {
    let commas = |line: &str| line.matches(',').count();
    let width = table.lines().next().map_or(0, commas);
    table.push_str(row);
    table.extend(std::iter::repeat_n(',', width - commas(row)));
    table.push('\n');
}

/// A folder around the small week.
fn generate(folder: &Path, volume: &Volume) {
    let week = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/small/week");
    for entry in fs::read_dir(&week).expect("the small week") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), folder.join(entry.file_name())).expect("a copy");
    }
    let mut random = Seed(1).stream("import", 0);
    let mut places = fs::read_to_string(week.join("places.csv")).expect("places");
    for place in 0..PLACES {
        let row = "branch,NRD,Roden,Roden,6.434,53.1392,2,no,yes,300,30,40,60,2,8,,";
        add(&mut places, &format!("P{place:02},Plaats {place},{row}"));
    }
    write(folder, "places.csv", &places);

    let mut titles = fs::read_to_string(week.join("titles.csv")).expect("titles");
    for title in 0..volume.titles {
        let category = ["novel", "thriller", "picture", "non-fiction"][random.random_range(0..4)];
        let (grams, volume) = (random.random_range(100..900), random.random_range(200..2_000));
        add(&mut titles, &format!("{},{category},{grams},{volume}", code(title)));
    }
    write(folder, "titles.csv", &titles);

    let mut holdings = "title,place,copies,on_shelf,due\n".to_owned();
    for row in 0..volume.holdings {
        // Each title stands in as many places as it has rows, in the order of the titles.
        let of_title = volume.holdings.div_ceil(volume.titles);
        let (title, place) = (row / of_title, row % of_title * 7 % PLACES);
        let day = random.random_range(1..29);
        let copies = if day < 8 { format!("2,1,2026-12-{day:02}") } else { "1,1,".to_owned() };
        writeln!(holdings, "{},P{place:02},{copies}", code(title)).expect("a text grows");
    }
    write(folder, "holdings.csv", &holdings);

    let mut loans = "date,place,title,category,origin,loans,returns\n".to_owned();
    for row in 0..volume.loans {
        let (day, place) = (row / (volume.loans / 336 + 1), row / 100 % PLACES);
        let (month, day) = (day / 28 + 1, day % 28 + 1);
        let title = code(popular(&mut random, volume.titles));
        let origin = ["own", "organisation", "province", "outside"][random.random_range(0..4)];
        let (lent, back) = (random.random_range(1..4), random.random_range(0..4));
        writeln!(loans, "2025-{month:02}-{day:02},P{place:02},{title},,{origin},{lent},{back}")
            .expect("a text grows");
    }
    write(folder, "loans.csv", &loans);
}

/// The number of fields of a file by the `csv` crate, with one record for all rows.
fn count_fields(path: &Path) -> usize {
    let mut reader = csv::Reader::from_path(path).expect("a file just written");
    let mut record = csv::StringRecord::new();
    let mut fields = 0;
    while reader.read_record(&mut record).expect("rows of one width") {
        fields += record.len();
    }
    fields
}

pub(crate) fn bench(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    generate(folder, if is_measured() { &DRENTHE } else { &SMALL });
    let tables = || {
        let (tables, found) = read_tables(folder).expect("a folder");
        assert_eq!(found.errors(), 0, "{found:?}");
        tables
    };
    let rules = HolidayRules::default();

    let mut group = criterion.benchmark_group("import");
    group.sample_size(10);
    group.bench_function("tables and history", |bencher| {
        bencher.iter(|| black_box(read_history(folder, &tables(), rules)));
    });
    group.bench_function("tables and sums of loans", |bencher| {
        bencher.iter(|| black_box(read_loan_sums(folder, &tables())));
    });
    group.bench_function("the same bytes by the csv crate alone", |bencher| {
        let files = ["titles.csv", "holdings.csv", "loans.csv"];
        bencher.iter(|| black_box(files.map(|name| count_fields(&folder.join(name)))));
    });
    group.finish();
}
