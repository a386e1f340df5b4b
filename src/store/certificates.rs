//! The certificate of the supplier choice, as plain tables.
//!
//! Planning leaves the network of the week's minimum-cost flow with flow and potentials, so that
//! anybody can check what was proven with a spreadsheet.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::beside::write_beside;
use super::{CERTIFICATES_FOLDER, FolderDraft, Overwrite, StoreError};

const CLAIM: &str = "suppliers.csv";
const CLAIM_HEAD: [&str; 3] = ["scale", "cost", "bound"];
const NODES: &str = "suppliers-nodes.csv";
const NODES_HEAD: [&str; 3] = ["node", "supply", "potential"];
const ARCS: &str = "suppliers-arcs.csv";
const ARCS_HEAD: [&str; 9] =
    ["from", "to", "capacity", "cost", "flow", "request", "source", "edition", "bundle"];

/// What a certificate says that it proves (bewijs), in scaled cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateClaim {
    /// Scaled units in a cent.
    pub scale: i64,
    /// What the flow costs.
    pub cost: i64,
    /// What no flow can undercut.
    pub bound: i64,
}

/// A node of the network (knoop).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CertificateNode {
    /// What it sends, in copies; negative for what it takes.
    pub supply: i64,
    /// Its potential, in the unit of costs.
    pub potential: i64,
}

/// An arc of the network (pijl).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateArc {
    /// The position of the node where it begins.
    pub from: u32,
    /// The position of the node where it ends.
    pub to: u32,
    /// What it can carry, in copies.
    pub capacity: i64,
    /// What a copy on it costs, in scaled cents.
    pub cost: i64,
    /// What it carries, in copies.
    pub flow: i64,
    /// The number of the request that copies on it serve; empty for other arcs.
    pub request: String,
    /// Who serves it: the code of a place, `returning`, `outside` or `unfilled`.
    pub source: String,
    /// The code of the title, where it is another edition than the one asked for; else empty.
    pub edition: String,
    /// Arcs with the same number carry together no more than the capacity of each of them.
    pub bundle: Option<u32>,
}

/// The network, flow and potentials of a choice of suppliers; unverified.
///
/// Invariant of one that was read: both ends of each arc are nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupplierCertificate {
    /// What it proves.
    pub claim: CertificateClaim,
    /// The nodes.
    pub nodes: Vec<CertificateNode>,
    /// The arcs.
    pub arcs: Vec<CertificateArc>,
}

/// Writes the tables of a certificate into a plan folder. O(nodes + arcs).
pub fn write_certificate(
    draft: &FolderDraft,
    certificate: &SupplierCertificate,
) -> Result<(), StoreError> {
    let name = |file: &str| format!("{CERTIFICATES_FOLDER}/{file}");
    draft.write_with(&name(CLAIM), |file| {
        let mut table = csv::Writer::from_writer(file);
        table.serialize(certificate.claim)?;
        table.flush()
    })?;
    draft.write_with(&name(NODES), |file| {
        let mut table = csv::Writer::from_writer(file);
        table.write_record(NODES_HEAD)?;
        for (position, node) in certificate.nodes.iter().enumerate() {
            table.serialize((position, node.supply, node.potential))?;
        }
        table.flush()
    })?;
    draft.write_with(&name(ARCS), |file| {
        let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(file);
        table.write_record(ARCS_HEAD)?;
        for arc in &certificate.arcs {
            table.serialize(arc)?;
        }
        table.flush()
    })
}

const FLOWS_HEAD: [&str; 13] = [
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
    "bundle",
];

/// Writes a certificate into one table: a row a node, then a row an arc, positions numbered as in
/// the tables of a plan folder. O(nodes + arcs).
///
/// The file is written beside its place and moved there, so that nothing ever stands half in it.
pub fn write_certificate_file(
    path: &Path,
    certificate: &SupplierCertificate,
    overwrite: Overwrite,
) -> Result<(), StoreError> {
    write_beside(path, overwrite, |file| write_rows(file, certificate))
}

fn write_rows(file: &mut BufWriter<File>, certificate: &SupplierCertificate) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(file);
    table.write_record(FLOWS_HEAD)?;
    let none = "";
    for (position, node) in certificate.nodes.iter().enumerate() {
        table.serialize(("node", position, node.supply, node.potential, [none; 9]))?;
    }
    for (position, arc) in certificate.arcs.iter().enumerate() {
        table.serialize(("arc", position, none, none, arc))?;
    }
    table.flush()
}

/// Reads what the certificate of a plan folder says that it proves, and not the proof; `None` where
/// there is none.
pub fn read_certificate_claim(plan_folder: &Path) -> Result<Option<CertificateClaim>, StoreError> {
    let path = plan_folder.join(CERTIFICATES_FOLDER).join(CLAIM);
    if !path.exists() {
        return Ok(None);
    }
    let claims: Vec<CertificateClaim> = read_table(&path, &CLAIM_HEAD)?;
    let &[claim] = claims.as_slice() else {
        let what = format!("{} rows in place of one", claims.len());
        return Err(StoreError::damaged(&path, what));
    };
    Ok(Some(claim))
}

/// Reads the certificate of a plan folder; `None` where there is none.
pub fn read_certificate(plan_folder: &Path) -> Result<Option<SupplierCertificate>, StoreError> {
    let Some(claim) = read_certificate_claim(plan_folder)? else { return Ok(None) };
    let folder = plan_folder.join(CERTIFICATES_FOLDER);
    let path = folder.join(NODES);
    let rows: Vec<(usize, i64, i64)> = read_table(&path, &NODES_HEAD)?;
    let misplaced = rows.iter().enumerate().find(|(position, row)| row.0 != *position);
    if let Some((position, row)) = misplaced {
        let what = format!("row {}: node `{}` stands in place of {position}", position + 1, row.0);
        return Err(StoreError::damaged(&path, what));
    }
    let node = |(_, supply, potential)| CertificateNode { supply, potential };
    let nodes: Vec<CertificateNode> = rows.into_iter().map(node).collect();

    let path = folder.join(ARCS);
    let mut arcs = Vec::new();
    for arc in read_table::<CertificateArc>(&path, &ARCS_HEAD)? {
        let last = arc.from.max(arc.to);
        if last as usize >= nodes.len() {
            let what = format!("row {}: no node has the number `{last}`", arcs.len() + 1);
            return Err(StoreError::damaged(&path, what));
        }
        arcs.push(arc);
    }
    Ok(Some(SupplierCertificate { claim, nodes, arcs }))
}

/// The rows of a table with these columns.
fn read_table<Row: DeserializeOwned>(path: &Path, head: &[&str]) -> Result<Vec<Row>, StoreError> {
    let bytes = fs::read(path).map_err(|source| StoreError::read(path, source))?;
    let damaged = |error: csv::Error| StoreError::damaged(path, error.to_string());
    let mut table = csv::Reader::from_reader(bytes.as_slice());
    if table.headers().map_err(damaged)? != head {
        return Err(StoreError::damaged(path, format!("the head is not `{}`", head.join(","))));
    }
    table.deserialize().map(|row| row.map_err(damaged)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Overwrite;

    fn certificate() -> SupplierCertificate {
        let arc = |flow, edition: &str, bundle| CertificateArc {
            from: 0,
            to: 1,
            capacity: 9,
            cost: -7,
            flow,
            request: "R1".to_owned(),
            source: "EMM-01".to_owned(),
            edition: edition.to_owned(),
            bundle,
        };
        SupplierCertificate {
            claim: CertificateClaim { scale: 10, cost: -21, bound: -30 },
            nodes: vec![
                CertificateNode { supply: 3, potential: 0 },
                CertificateNode { supply: -3, potential: i64::MIN },
            ],
            arcs: vec![arc(1, "", None), arc(2, "T2", Some(0))],
        }
    }

    #[test]
    fn a_certificate_is_read_as_it_was_written() {
        let office = tempfile::tempdir().expect("a folder");
        let plan = office.path().join("plan");
        let draft = FolderDraft::beside(&plan, Overwrite::Refuse).expect("nothing is there");
        write_certificate(&draft, &certificate()).expect("new files");
        draft.commit().expect("a rename");
        assert_eq!(read_certificate(&plan).expect("what was written"), Some(certificate()));
        let read =
            |name| fs::read_to_string(plan.join(CERTIFICATES_FOLDER).join(name)).expect("the file");
        assert_eq!(read(CLAIM), "scale,cost,bound\n10,-21,-30\n");
        assert!(read(NODES).starts_with("node,supply,potential\n0,3,0\n1,-3,"));
        assert!(read(ARCS).ends_with("\n0,1,9,-7,1,R1,EMM-01,,\n0,1,9,-7,2,R1,EMM-01,T2,0\n"));
    }

    #[test]
    fn one_table_holds_all_of_it_and_is_not_overwritten() {
        let office = tempfile::tempdir().expect("a folder");
        let path = office.path().join("flow.csv");
        write_certificate_file(&path, &certificate(), Overwrite::Refuse).expect("a new file");
        let told = fs::read_to_string(&path).expect("the file");
        let rows: Vec<&str> = told.lines().collect();
        assert_eq!(rows[1], "node,0,3,0,,,,,,,,,");
        assert_eq!(rows[4], "arc,1,,,0,1,9,-7,2,R1,EMM-01,T2,0");
        let again = write_certificate_file(&path, &certificate(), Overwrite::Refuse);
        assert!(matches!(again, Err(StoreError::FileExists { .. })));
    }

    #[test]
    fn a_folder_without_a_certificate_has_none() {
        let office = tempfile::tempdir().expect("a folder");
        assert_eq!(read_certificate(office.path()).expect("an empty folder"), None);
    }

    #[test]
    fn damaged_tables_are_named() {
        let claim = "scale,cost,bound\n1,1,1\n";
        let nodes = "node,supply,potential\n0,1,0\n";
        let head = "from,to,capacity,cost,flow,request,source,edition,bundle\n";
        let arcs = format!("{head}0,0,1,1,1,,,,\n");
        let foreign = format!("{head}0,1,1,1,1,,,,\n");
        let short = format!("{head}0,0,1,1,,,,\n");
        for (claim, nodes, arcs, what) in [
            ("scale,cost,bound\n", nodes, arcs.as_str(), "0 rows"),
            (claim, "node,supply\n0,1\n", &arcs, "the head"),
            (claim, "node,supply,potential\n1,1,0\n", &arcs, "row 1: node `1`"),
            (claim, "node,supply,potential\n0,1,x\n", &arcs, "line: 2"),
            (claim, nodes, &foreign, "no node has the number `1`"),
            (claim, nodes, &short, "line: 2"),
            (claim, nodes, "", "the head"),
        ] {
            let office = tempfile::tempdir().expect("a folder");
            let folder = office.path().join(CERTIFICATES_FOLDER);
            fs::create_dir(&folder).expect("a new folder");
            for (name, text) in [(CLAIM, claim), (NODES, nodes), (ARCS, arcs)] {
                fs::write(folder.join(name), text).expect("a new file");
            }
            let error = read_certificate(office.path()).expect_err("a damaged table");
            assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
            assert!(error.to_string().contains(what), "{error}");
        }
    }
}
