//! The published sets, where somebody has them: they are not part of the package.

use std::collections::BTreeMap;
use std::path::Path;

use leenroute::ingest::instance::read_instance;

/// Names a folder with one folder a set, and `bks.csv`.
const FOLDER: &str = "LEENROUTE_INSTANCES";

#[test]
fn published_instances_have_the_customers_of_their_best_known_solutions() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        eprintln!("skipped: set {FOLDER} to a folder of published instances with its bks.csv");
        return;
    };
    let folder = Path::new(&folder);
    let known = std::fs::read_to_string(folder.join("bks.csv")).expect("best known costs");
    let mut customers = BTreeMap::new();
    for line in known.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        customers.insert(format!("{}/{}", fields[0], fields[1]), fields[2].to_owned());
    }
    let mut read = 0;
    for set in std::fs::read_dir(folder).expect("sets").map(|set| set.expect("a set").path()) {
        if !set.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(&set).expect("files").map(|of| of.expect("a file").path()) {
            let name =
                |path: &Path| path.file_stem().expect("a name").to_string_lossy().into_owned();
            let key = format!("{}/{}", name(&set), name(&file));
            let reading = read_instance(&file, None, None).expect("a file");
            let instance = reading.instance.unwrap_or_else(|| panic!("{key}: {:?}", reading.found));
            assert_eq!(Some(&instance.customers.len().to_string()), customers.get(&key), "{key}");
            read += 1;
        }
    }
    assert_eq!(read, customers.len());
}
