//! `verify`: the referee alone, from the stored inputs and the stored plan.

use std::path::Path;

use super::certificates::{chooses_as, claim_holds};
use super::error::Error;
use super::load::load_or_refuse;
use super::plan_week::travel_between;
use crate::check::{Verdict, referee};
use crate::model::{Plan, Province};
use crate::store::{
    CertificateClaim, INPUTS_FOLDER, StoredRun, SupplierCertificate, fingerprint_folder,
    plan_digest, read_certificate, read_plan, read_publication,
};
use crate::units::Cents;

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
    /// What the suppliers cost with all preferences, and what no choice can undercut under the
    /// timetable that they were chosen for; `None` where no certificate proves what it claims.
    pub suppliers_proven: Option<(Cents, Cents)>,
    /// Whether the certificate chooses exactly the suppliers of the plan.
    pub certificate_fits: bool,
    /// Whether the plan is the one that was published; `None` for a draft.
    pub as_published: Option<bool>,
}

impl Verification {
    /// Whether every rule holds, the inputs are the same and every certificate is sound.
    pub fn is_valid(&self) -> bool {
        self.verdict.is_valid()
            && self.inputs_unchanged
            && self.certificate_fits
            && self.as_published != Some(false)
            && self.suppliers_proven.is_some()
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
    let certificate = read_certificate(folder)?;
    let certificate = certificate.as_ref();
    let claimed = |of: &SupplierCertificate| {
        let CertificateClaim { scale, cost, bound } = of.claim;
        let cents = |scaled: i64| Some(Cents(scaled.checked_div_euclid(scale)?));
        cents(cost).zip(cents(bound))
    };
    let publication = read_publication(folder)?;
    let digest = plan_digest(folder)?;
    Ok(Verification {
        as_published: publication.map(|of| of.plan_sha256 == digest),
        verdict,
        inputs_unchanged: fingerprint_folder(&inputs)? == run.inputs_fingerprint,
        certificate_fits: certificate.is_some_and(|of| chooses_as(of, &loaded.province, &plan)),
        suppliers_proven: certificate.filter(|of| claim_holds(of)).and_then(claimed),
        province: loaded.province,
        plan,
        run,
    })
}
