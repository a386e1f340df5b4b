//! Certificates of the supplier choice, as plain tables.
//!
//! Each round of planning leaves the network of its minimum-cost flow with flow and potentials,
//! so that anybody can check the optimum with a spreadsheet.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{CERTIFICATES_FOLDER, FolderDraft, Overwrite, StoreError};

const NODES_HEAD: [&str; 3] = ["node", "supply", "potential"];
const ARCS_HEAD: [&str; 7] = ["from", "to", "capacity", "cost", "flow", "request", "source"];
/// A column behind the others, where a round has an arc with another edition.
const EDITION: &str = "edition";
const NODES_END: &str = "-nodes.csv";

/// A node of the network (knoop).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CertificateNode {
    /// What it sends, in copies; negative for what it takes.
    pub supply: i64,
    /// Its potential, in the unit of costs.
    pub potential: i64,
}

/// An arc of the network (pijl).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CertificateArc {
    /// The position of the node where it begins.
    pub from: u32,
    /// The position of the node where it ends.
    pub to: u32,
    /// What it can carry, in copies.
    pub capacity: i64,
    /// What a copy on it costs, in 1/1000 cent.
    pub cost: i64,
    /// What it carries, in copies.
    pub flow: i64,
    /// The number of the request that copies on it serve; empty for other arcs.
    pub request: String,
    /// Who serves it: the code of a place, `returning`, `outside` or `unfilled`.
    pub source: String,
    /// The code of the title, where it is another edition than the one asked for; else empty.
    #[serde(default)]
    pub edition: String,
}

/// The network, flow and potentials of one round; unverified.
///
/// Invariant of one that was read: both ends of each arc are nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CertificateRound {
    /// The nodes.
    pub nodes: Vec<CertificateNode>,
    /// The arcs.
    pub arcs: Vec<CertificateArc>,
}

/// Writes the tables of a round, numbered from 1, into a plan folder. O(nodes + arcs).
pub fn write_round(
    draft: &FolderDraft,
    number: usize,
    round: &CertificateRound,
) -> Result<(), StoreError> {
    let name = |what: &str| format!("{CERTIFICATES_FOLDER}/round-{number}-{what}.csv");
    draft.write_with(&name("nodes"), |file| {
        let mut table = csv::Writer::from_writer(file);
        table.write_record(NODES_HEAD)?;
        for (position, node) in round.nodes.iter().enumerate() {
            table.serialize((position, node.supply, node.potential))?;
        }
        table.flush()
    })?;
    let more = round.arcs.iter().any(|arc| !arc.edition.is_empty());
    draft.write_with(&name("arcs"), |file| {
        let mut table = csv::Writer::from_writer(file);
        table.write_record(ARCS_HEAD.iter().chain(more.then_some(&EDITION)))?;
        for arc in &round.arcs {
            let serves = (&arc.request, &arc.source);
            let row = (arc.from, arc.to, arc.capacity, arc.cost, arc.flow, serves);
            if more {
                table.serialize((row, &arc.edition))?;
            } else {
                table.serialize(row)?;
            }
        }
        table.flush()
    })
}

const FLOWS_HEAD: [&str; 13] = [
    "round",
    "kind",
    "number",
    "supply",
    "potential",
    "from",
    "to",
    "capacity",
    "cost",
    "flow",
    "request",
    "source",
    "edition",
];

/// Writes rounds into one table: a row a node, then a row an arc, rounds and positions numbered as
/// in the tables of a plan folder. O(nodes + arcs).
///
/// The file is written beside its place and moved there, so that nothing ever stands half in it.
pub fn write_rounds_file(
    path: &Path,
    rounds: &[CertificateRound],
    overwrite: Overwrite,
) -> Result<(), StoreError> {
    let unwritten = |source| StoreError::write(path, source);
    if overwrite == Overwrite::Refuse && path.exists() {
        return Err(StoreError::FileExists { path: path.to_owned() });
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let file = File::create_new(&part).map_err(|source| StoreError::write(&part, source))?;
    let written = write_rows(file, rounds).and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        // What stopped the writing is told; that the rest of it stays behind tells nothing more.
        drop(fs::remove_file(&part));
    }
    written.map_err(unwritten)
}

fn write_rows(file: File, rounds: &[CertificateRound]) -> io::Result<()> {
    let mut file = BufWriter::new(file);
    let mut table = csv::Writer::from_writer(&mut file);
    table.write_record(FLOWS_HEAD)?;
    let none = "";
    for (round, number) in rounds.iter().zip(1..) {
        for (position, node) in round.nodes.iter().enumerate() {
            let own = (number, "node", position, node.supply, node.potential);
            table.serialize((own, [none; 8]))?;
        }
        for (position, arc) in round.arcs.iter().enumerate() {
            let own = (number, "arc", position, none, none);
            let way = (arc.from, arc.to, arc.capacity, arc.cost, arc.flow);
            table.serialize((own, way, (&arc.request, &arc.source, &arc.edition)))?;
        }
    }
    table.flush()?;
    drop(table);
    file.flush()
}

/// Reads all rounds of a plan folder, in the order of their numbers; none is no error.
pub fn read_rounds(plan_folder: &Path) -> Result<Vec<CertificateRound>, StoreError> {
    let folder = plan_folder.join(CERTIFICATES_FOLDER);
    let unread = |source| StoreError::read(&folder, source);
    let entries = match fs::read_dir(&folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(unread)?,
    };
    let mut numbers = Vec::new();
    for entry in entries {
        let name = entry.map_err(unread)?.file_name();
        numbers.extend(name.to_str().and_then(round_number));
    }
    numbers.sort_unstable();
    numbers.into_iter().map(|number| read_round(&folder, number)).collect()
}

fn round_number(name: &str) -> Option<u32> {
    let number = name.strip_prefix("round-")?.strip_suffix(NODES_END)?;
    // Only the form that is written: `+1` and `01` would name other files.
    number.parse().ok().filter(|parsed: &u32| parsed.to_string() == number)
}

fn read_round(folder: &Path, number: u32) -> Result<CertificateRound, StoreError> {
    let path = folder.join(format!("round-{number}{NODES_END}"));
    let rows: Vec<(usize, i64, i64)> = read_table(&path, &NODES_HEAD, None)?;
    let misplaced = rows.iter().enumerate().find(|(position, row)| row.0 != *position);
    if let Some((position, row)) = misplaced {
        let what = format!("row {}: node `{}` stands in place of {position}", position + 1, row.0);
        return Err(StoreError::damaged(&path, what));
    }
    let node = |(_, supply, potential)| CertificateNode { supply, potential };
    let nodes: Vec<CertificateNode> = rows.into_iter().map(node).collect();

    let path = folder.join(format!("round-{number}-arcs.csv"));
    let mut arcs = Vec::new();
    for arc in read_table::<CertificateArc>(&path, &ARCS_HEAD, Some(EDITION))? {
        let last = arc.from.max(arc.to);
        if last as usize >= nodes.len() {
            let what = format!("row {}: no node has the number `{last}`", arcs.len() + 1);
            return Err(StoreError::damaged(&path, what));
        }
        arcs.push(arc);
    }
    Ok(CertificateRound { nodes, arcs })
}

/// The rows of a table with these columns, and perhaps one more behind them.
fn read_table<Row: DeserializeOwned>(
    path: &Path,
    head: &[&str],
    more: Option<&str>,
) -> Result<Vec<Row>, StoreError> {
    let bytes = fs::read(path).map_err(|source| StoreError::read(path, source))?;
    let damaged = |error: csv::Error| StoreError::damaged(path, error.to_string());
    let mut table = csv::Reader::from_reader(bytes.as_slice());
    let found = table.headers().map_err(damaged)?;
    let is_long = more.is_some_and(|more| found.iter().eq(head.iter().copied().chain([more])));
    if found != head && !is_long {
        return Err(StoreError::damaged(path, format!("the head is not `{}`", head.join(","))));
    }
    table.deserialize().map(|row| row.map_err(damaged)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Overwrite;

    fn round(copies: i64) -> CertificateRound {
        CertificateRound {
            nodes: vec![
                CertificateNode { supply: copies, potential: 0 },
                CertificateNode { supply: -copies, potential: i64::MIN },
            ],
            arcs: vec![CertificateArc {
                from: 0,
                to: 1,
                capacity: 9,
                cost: -7,
                flow: copies,
                request: "R1".to_owned(),
                source: "EMM-01".to_owned(),
                edition: String::new(),
            }],
        }
    }

    #[test]
    fn rounds_are_read_as_they_were_written_and_by_number() {
        let office = tempfile::tempdir().expect("a folder");
        let plan = office.path().join("plan");
        let draft = FolderDraft::beside(&plan, Overwrite::Refuse).expect("nothing is there");
        let rounds: Vec<CertificateRound> = (1..=11).map(round).collect();
        for (position, round) in rounds.iter().enumerate() {
            write_round(&draft, position + 1, round).expect("new files");
        }
        write_round(&draft, 12, &CertificateRound::default()).expect("new files");
        draft.commit().expect("a rename");
        let read = read_rounds(&plan).expect("what was written");
        assert_eq!(read[..11], rounds);
        assert_eq!(read[11], CertificateRound::default());
        let nodes = fs::read_to_string(plan.join("certificates/round-1-nodes.csv")).expect("it");
        assert!(nodes.starts_with("node,supply,potential\n0,1,0\n1,-1,"), "{nodes}");
    }

    #[test]
    fn another_edition_has_a_column_of_its_own_in_the_rounds_that_have_one() {
        let office = tempfile::tempdir().expect("a folder");
        let plan = office.path().join("plan");
        let draft = FolderDraft::beside(&plan, Overwrite::Refuse).expect("nothing is there");
        let mut rounds = [round(1), round(1)];
        rounds[1].arcs.push(rounds[1].arcs[0].clone());
        rounds[1].arcs[0].edition = "T2".to_owned();
        for (position, round) in rounds.iter().enumerate() {
            write_round(&draft, position + 1, round).expect("new files");
        }
        draft.commit().expect("a rename");
        assert_eq!(read_rounds(&plan).expect("what was written"), rounds);
        let arcs = |number| {
            let name = format!("certificates/round-{number}-arcs.csv");
            fs::read_to_string(plan.join(name)).expect("the file")
        };
        assert!(arcs(1).starts_with("from,to,capacity,cost,flow,request,source\n0,1,"));
        assert!(arcs(2).ends_with(",R1,EMM-01,T2\n0,1,9,-7,1,R1,EMM-01,\n"), "{}", arcs(2));
    }

    #[test]
    fn a_folder_without_certificates_has_no_rounds() {
        let office = tempfile::tempdir().expect("a folder");
        assert!(read_rounds(office.path()).expect("an empty folder").is_empty());
    }

    #[test]
    fn damaged_tables_are_named() {
        let good = (
            "node,supply,potential\n0,1,0\n",
            "from,to,capacity,cost,flow,request,source\n0,0,1,1,1,,\n",
        );
        for (nodes, arcs, what) in [
            ("node,supply\n0,1\n", good.1, "the head"),
            ("node,supply,potential\n1,1,0\n", good.1, "row 1: node `1`"),
            ("node,supply,potential\n0,1,x\n", good.1, "line: 2"),
            (
                good.0,
                "from,to,capacity,cost,flow,request,source\n0,1,1,1,1,,\n",
                "no node has the number `1`",
            ),
            (good.0, "from,to,capacity,cost,flow,request,source\n0,0,1,1,,\n", "line: 2"),
            (good.0, "", "the head"),
        ] {
            let office = tempfile::tempdir().expect("a folder");
            let folder = office.path().join(CERTIFICATES_FOLDER);
            fs::create_dir(&folder).expect("a new folder");
            fs::write(folder.join("round-1-nodes.csv"), nodes).expect("a new file");
            fs::write(folder.join("round-1-arcs.csv"), arcs).expect("a new file");
            let error = read_rounds(office.path()).expect_err("a damaged table");
            assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
            assert!(error.to_string().contains(what), "{error}");
        }
    }
}
