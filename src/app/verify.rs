//! `verify`: the referee alone, from the stored inputs and the stored plan.

use std::path::Path;

use super::certificates::{choose_as, is_proven};
use super::error::Error;
use super::load::load_or_refuse;
use super::plan_week::travel_between;
use crate::check::{Verdict, referee};
use crate::model::{Plan, Province};
use crate::store::{INPUTS_FOLDER, StoredRun, fingerprint_folder, read_plan, read_rounds};

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
    /// Whether the certificates choose exactly the suppliers of the plan.
    pub certificates_fit: bool,
}

impl Verification {
    /// Whether every rule holds, the inputs are the same and every certificate is sound.
    pub fn is_valid(&self) -> bool {
        self.verdict.is_valid()
            && self.inputs_unchanged
            && self.certificates_fit
            && self.broken_certificates.is_empty()
    }
}

/// Judges a stored plan.
pub fn verify(folder: &Path) -> Result<Verification, Error> {
    let inputs = folder.join(INPUTS_FOLDER);
    let (loaded, _) = load_or_refuse(&inputs)?;
    let (run, plan) = read_plan(folder, &loaded.province)?;
    let in_week = loaded.province.in_week(plan.week);
    let travel = travel_between(&in_week, &loaded.province, &loaded.travel);
    let verdict = referee(&loaded.province, &travel, &plan);
    let rounds = read_rounds(folder)?;
    let broken = rounds.iter().enumerate().filter(|(_, round)| !is_proven(round));
    Ok(Verification {
        verdict,
        inputs_unchanged: fingerprint_folder(&inputs)? == run.inputs_fingerprint,
        broken_certificates: broken.map(|(number, _)| number + 1).collect(),
        certificates: rounds.len(),
        certificates_fit: choose_as(&rounds, &loaded.province, &plan),
        province: loaded.province,
        plan,
        run,
    })
}
