//! The certificates of the supplier choice: stored with the plan, and checked without a solver.

use std::collections::BTreeMap;

use crate::index::TitleIdx;
use crate::matching::{Arc, ArcRole, Network, RoundProof, Source as Chosen, verify as verify_flow};
use crate::model::{Plan, Province, Source};
use crate::store::{CertificateArc, CertificateNode, CertificateRound};

/// Copies by request number, source and other edition, as certificates and plans both tell them.
type Choices = BTreeMap<[String; 3], i64>;

/// The stored form of a round's proof.
pub(super) fn stored(province: &Province, proof: &RoundProof) -> CertificateRound {
    let nodes = proof.network.supplies().iter().zip(&proof.potentials);
    let arcs = proof.network.arcs().iter().zip(&proof.flow).zip(&proof.roles);
    let arc = |((arc, flow), role): ((&Arc, &i64), &ArcRole)| {
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
        CertificateArc { from, to, capacity, cost, flow: *flow, request, source, edition }
    };
    CertificateRound {
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

/// Whether potentials and flow of a round prove each other.
pub(super) fn is_proven(round: &CertificateRound) -> bool {
    let supplies = round.nodes.iter().map(|node| node.supply).collect();
    let arc = |arc: &CertificateArc| Arc {
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

/// Whether the rounds choose exactly the suppliers of the plan.
pub(super) fn choose_as(rounds: &[CertificateRound], province: &Province, plan: &Plan) -> bool {
    let mut proven = Choices::new();
    for arc in rounds.iter().flat_map(|round| &round.arcs) {
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
