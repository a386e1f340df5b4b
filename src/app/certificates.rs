//! The certificate of the supplier choice: stored with the plan, and checked without a solver.

use std::collections::BTreeMap;

use crate::index::TitleIdx;
use crate::matching::{
    Arc, ArcRole, Bundle, Network, Proof, Source as Chosen, WeekProof, verify_bundled,
};
use crate::model::{Plan, Province, Source};
use crate::store::{CertificateArc, CertificateClaim, CertificateNode, SupplierCertificate};

/// Copies by request number, source and other edition, as certificates and plans both tell them.
type Choices = BTreeMap<[String; 3], i64>;

/// The stored form of a proof.
pub(super) fn stored(province: &Province, proof: &WeekProof) -> SupplierCertificate {
    let nodes = proof.network.supplies().iter().zip(&proof.potentials);
    let mut bundles = vec![None; proof.flow.len()];
    for (number, bundle) in (0..).zip(&proof.bundles) {
        for &arc in &bundle.arcs {
            bundles[arc] = Some(number);
        }
    }
    let arcs = proof.network.arcs().iter().zip(&proof.flow).zip(&proof.roles).zip(bundles);
    let arc = |(((arc, flow), role), bundle): (((&Arc, &i64), &ArcRole), Option<u32>)| {
        let [request, source, edition] = match role {
            ArcRole::Serve { request, source, title } => {
                let asked = &province.requests()[*request];
                let edition = Some(*title).filter(|title| *title != asked.title);
                [
                    asked.number.to_string(),
                    source_word(province, supplied_by(*source)),
                    edition_code(province, edition),
                ]
            }
            _ => Default::default(),
        };
        let Arc { from, to, capacity, cost } = *arc;
        CertificateArc { from, to, capacity, cost, flow: *flow, request, source, edition, bundle }
    };
    let WeekProof { scale, cost, dual_cost, .. } = *proof;
    SupplierCertificate {
        claim: CertificateClaim { scale, cost, bound: dual_cost },
        nodes: nodes
            .map(|(supply, potential)| CertificateNode { supply: *supply, potential: *potential })
            .collect(),
        arcs: arcs.map(arc).collect(),
    }
}

/// The supplier of a plan that a choice of the matching is.
pub(super) const fn supplied_by(source: Chosen) -> Source {
    match source {
        Chosen::Copy(place) => Source::Shelf(place),
        Chosen::Returning => Source::Returning,
        Chosen::Outside => Source::Outside,
        Chosen::Unfilled => Source::Unfilled,
    }
}

/// The choice of the matching that a supplier of a plan is.
pub(super) const fn chosen_by(source: Source) -> Chosen {
    match source {
        Source::Shelf(place) => Chosen::Copy(place),
        Source::Returning => Chosen::Returning,
        Source::Outside => Chosen::Outside,
        Source::Unfilled => Chosen::Unfilled,
    }
}

fn source_word(province: &Province, source: Source) -> String {
    match source {
        Source::Shelf(place) => province.places()[place].code.0.clone(),
        Source::Returning => "returning".to_owned(),
        Source::Outside => "outside".to_owned(),
        Source::Unfilled => "unfilled".to_owned(),
    }
}

/// The code of another edition; empty for the title asked for.
fn edition_code(province: &Province, edition: Option<TitleIdx>) -> String {
    edition.map_or(String::new(), |title| province.titles()[title].code.to_string())
}

/// Whether flow and potentials add up to the cost and the bound that a certificate claims.
pub(super) fn claim_holds(certificate: &SupplierCertificate) -> bool {
    let supplies = certificate.nodes.iter().map(|node| node.supply).collect();
    let arc = |arc: &CertificateArc| Arc {
        from: arc.from,
        to: arc.to,
        capacity: arc.capacity,
        cost: arc.cost,
    };
    let Ok(network) = Network::new(supplies, certificate.arcs.iter().map(arc).collect()) else {
        return false;
    };
    let mut bundles: BTreeMap<u32, Bundle> = BTreeMap::new();
    for (position, arc) in certificate.arcs.iter().enumerate() {
        if let Some(number) = arc.bundle {
            let empty = Bundle { arcs: Vec::new(), capacity: arc.capacity };
            let bundle = bundles.entry(number).or_insert(empty);
            bundle.arcs.push(position);
            bundle.capacity = bundle.capacity.min(arc.capacity);
        }
    }
    let bundles: Vec<Bundle> = bundles.into_values().collect();
    let flow: Vec<i64> = certificate.arcs.iter().map(|arc| arc.flow).collect();
    let potentials: Vec<i64> = certificate.nodes.iter().map(|node| node.potential).collect();
    let CertificateClaim { cost, bound, .. } = certificate.claim;
    let claimed = Proof { cost: cost.into(), dual_cost: bound.into() };
    verify_bundled(&network, &bundles, &flow, &potentials) == Ok(claimed)
}

/// Whether a certificate chooses exactly the suppliers of the plan.
pub(super) fn chooses_as(
    certificate: &SupplierCertificate,
    province: &Province,
    plan: &Plan,
) -> bool {
    let mut proven = Choices::new();
    for arc in &certificate.arcs {
        if arc.flow > 0 && !arc.request.is_empty() {
            let choice = [&arc.request, &arc.source, &arc.edition].map(String::clone);
            *proven.entry(choice).or_default() += arc.flow;
        }
    }
    let mut planned = Choices::new();
    for supply in &plan.supplies {
        let number = province.requests()[supply.request].number.to_string();
        let source = source_word(province, supply.source);
        let edition = edition_code(province, supply.edition);
        *planned.entry([number, source, edition]).or_default() += supply.quantity.0;
    }
    proven == planned
}
