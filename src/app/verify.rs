//! `verify`: the referee alone, from the stored inputs and the stored plan.

use std::path::Path;

use super::error::Error;
use super::load::load_or_refuse;
use crate::check::{Verdict, referee};
use crate::matching::{Arc, Network, verify as verify_flow};
use crate::model::{Plan, Province};
use crate::store::{
    CertificateRound, INPUTS_FOLDER, StoredRun, fingerprint_folder, read_plan, read_rounds,
};

/// What the referee says of a stored plan.
#[derive(Clone, Debug)]
pub struct Verification {
    /// The province of its inputs.
    pub province: Province,
    /// The plan.
    pub plan: Plan,
    /// How it was made.
    pub run: StoredRun,
    /// The referee's answer.
    pub verdict: Verdict,
    /// Whether the inputs are those that the plan was made from.
    pub inputs_unchanged: bool,
    /// Rounds of suppliers whose certificate does not prove them cheapest, from 1.
    pub broken_certificates: Vec<usize>,
    /// Rounds of suppliers that carry a certificate.
    pub certificates: usize,
}

impl Verification {
    /// Whether every rule holds, the inputs are the same and every certificate is sound.
    pub fn is_valid(&self) -> bool {
        self.verdict.is_valid() && self.inputs_unchanged && self.broken_certificates.is_empty()
    }
}

/// Judges a stored plan.
pub fn verify(folder: &Path) -> Result<Verification, Error> {
    let inputs = folder.join(INPUTS_FOLDER);
    let (loaded, _) = load_or_refuse(&inputs)?;
    let (run, plan) = read_plan(folder, &loaded.province)?;
    let verdict = referee(&loaded.province, &loaded.travel, &plan);
    let rounds = read_rounds(folder)?;
    let broken = rounds.iter().enumerate().filter(|(_, round)| !is_proven(round));
    Ok(Verification {
        verdict,
        inputs_unchanged: fingerprint_folder(&inputs)? == run.inputs_fingerprint,
        broken_certificates: broken.map(|(number, _)| number + 1).collect(),
        certificates: rounds.len(),
        province: loaded.province,
        plan,
        run,
    })
}

fn is_proven(round: &CertificateRound) -> bool {
    let supplies = round.nodes.iter().map(|node| node.supply).collect();
    let arc = |arc: &crate::store::CertificateArc| Arc {
        from: arc.from,
        to: arc.to,
        capacity: arc.capacity,
        cost: arc.cost,
    };
    let Ok(network) = Network::new(supplies, round.arcs.iter().map(arc).collect()) else {
        return false;
    };
    let flow: Vec<i64> = round.arcs.iter().map(|arc| arc.flow).collect();
    let potentials: Vec<i64> = round.nodes.iter().map(|node| node.potential).collect();
    verify_flow(&network, &flow, &potentials).is_ok()
}
