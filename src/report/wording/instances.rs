//! The words of public routing instances: findings about their files, and their solutions.

use super::Language;
use super::diagnostics::Row;

/// The words of a solution.
#[derive(Debug)]
pub(in crate::report) struct InstanceWords {
    pub(in crate::report) customers: &'static str,
    pub(in crate::report) depots: &'static str,
    pub(in crate::report) days: &'static str,
    pub(in crate::report) day: &'static str,
    pub(in crate::report) depot: &'static str,
    pub(in crate::report) vehicle: &'static str,
    pub(in crate::report) nodes: &'static str,
    pub(in crate::report) routes: &'static str,
    pub(in crate::report) absent: &'static str,
    pub(in crate::report) cost: &'static str,
    pub(in crate::report) feasible: &'static str,
    pub(in crate::report) infeasible: &'static str,
    pub(in crate::report) searched: &'static str,
    pub(in crate::report) iterations: &'static str,
    pub(in crate::report) instance: &'static str,
    pub(in crate::report) best_known: &'static str,
    pub(in crate::report) gap: &'static str,
    pub(in crate::report) to_target: &'static str,
    pub(in crate::report) set: &'static str,
    pub(in crate::report) mean: &'static str,
    pub(in crate::report) worst: &'static str,
    pub(in crate::report) failed: &'static str,
    pub(in crate::report) bound: &'static str,
    pub(in crate::report) no_bound: &'static str,
    pub(in crate::report) won: &'static str,
    pub(in crate::report) covers: &'static str,
    pub(in crate::report) relaxes: &'static str,
    pub(in crate::report) valid: &'static str,
    pub(in crate::report) refused: &'static str,
    pub(in crate::report) given: &'static str,
    pub(in crate::report) certificate: &'static str,
    pub(in crate::report) week_bound: &'static str,
    pub(in crate::report) week_cost: &'static str,
    pub(in crate::report) to_win: &'static str,
}

static DUTCH: InstanceWords = InstanceWords {
    customers: "klanten",
    depots: "depots",
    days: "dagen",
    day: "Dag",
    depot: "Depot",
    vehicle: "Voertuig",
    nodes: "Klanten",
    routes: "ritten",
    absent: "Niet bezocht",
    cost: "Kosten",
    feasible: "Alle grenzen zijn gehaald.",
    infeasible: "Grenzen zijn overschreden:",
    searched: "Gezocht in",
    iterations: "iteraties",
    instance: "Probleem",
    best_known: "Best bekend",
    gap: "Verschil %",
    to_target: "s tot 1 %",
    set: "Verzameling",
    mean: "Gemiddeld",
    worst: "Slechtst",
    failed: "niet gelukt",
    bound: "Ondergrens",
    no_bound: "Geen ondergrens binnen het budget.",
    won: "Hoogstens nog te winnen",
    covers: "Telt mee",
    relaxes: "Blijft buiten beschouwing",
    valid: "Het bewijs klopt.",
    refused: "Het bewijs klopt niet",
    given: "Ligt vast",
    certificate: "Bewijs",
    week_bound: "Ondergrens van wat de planning kan veranderen",
    week_cost: "Kosten van het plan daarvan",
    to_win: "Hoogstens {percent} % ({money}) is nog te winnen.",
};

static ENGLISH: InstanceWords = InstanceWords {
    customers: "customers",
    depots: "depots",
    days: "days",
    day: "Day",
    depot: "Depot",
    vehicle: "Vehicle",
    nodes: "Customers",
    routes: "routes",
    absent: "Not visited",
    cost: "Cost",
    feasible: "All limits hold.",
    infeasible: "Limits are broken:",
    searched: "Searched in",
    iterations: "iterations",
    instance: "Instance",
    best_known: "Best known",
    gap: "Gap %",
    to_target: "s to 1 %",
    set: "Set",
    mean: "Mean",
    worst: "Worst",
    failed: "failed",
    bound: "Lower bound",
    no_bound: "No bound within the budget.",
    won: "At most still to be won",
    covers: "Covers",
    relaxes: "Leaves out",
    valid: "The proof holds.",
    refused: "The proof does not hold",
    given: "Given",
    certificate: "Proof",
    week_bound: "Lower bound of what planning can change",
    week_cost: "What the plan costs of that",
    to_win: "At most {percent} % ({money}) could still be won.",
};

impl Language {
    /// The words of a solution.
    pub(in crate::report) fn instance_words(self) -> &'static InstanceWords {
        match self {
            Self::Dutch => &DUTCH,
            Self::English => &ENGLISH,
        }
    }

    /// A decimal number of a set, without thousands apart: `2024,9600`.
    pub(in crate::report) fn places(self, number: f64, places: usize) -> String {
        let text = format!("{number:.places$}");
        match self {
            Self::Dutch => text.replace('.', ","),
            Self::English => text,
        }
    }
}

/// In the order of codes, as the table of the other findings.
pub(super) const TABLE: &[Row] = &[
    (
        "V0001",
        "het bestand heeft geen vorm die wordt herkend",
        "Noem de vorm met `--format`: cordeau, vrplib, solomon, lkh of vroom",
        "the file has no form that is known",
        "Name the form with `--format`: cordeau, vrplib, solomon, lkh or vroom",
    ),
    (
        "V0002",
        "het bestand is geen UTF-8",
        "Sla het bestand op als tekst in UTF-8",
        "the file is no UTF-8",
        "Save the file as text in UTF-8",
    ),
    (
        "V0003",
        "er is meer `{0}` dan wordt gelezen: {1} is het meeste",
        "Maak het probleem kleiner",
        "there is more `{0}` than is read: {1} is the most",
        "Make the problem smaller",
    ),
    (
        "V0004",
        "`{0}` ontbreekt",
        "Voeg `{0}` toe; docs/reference/instances.md beschrijft elke vorm",
        "`{0}` is missing",
        "Add `{0}`; docs/reference/instances.md describes each form",
    ),
    (
        "V0005",
        "`{1}` in `{0}` ligt niet in {2}",
        "Verbeter `{0}`",
        "`{1}` in `{0}` is not in {2}",
        "Correct `{0}`",
    ),
    (
        "V0006",
        "de regel heeft {0} velden waar {1} horen",
        "Vul de regel aan of kort hem in",
        "the line has {0} fields where {1} belong",
        "Complete the line, or shorten it",
    ),
    (
        "V0007",
        "`{0}` heeft {1} waarden of regels waar {2} horen",
        "Vul `{0}` aan, of verbeter het aantal; een afgekapt bestand hoort opnieuw gehaald te worden",
        "`{0}` has {1} values or lines where {2} belong",
        "Complete `{0}`, or correct the count; fetch a file that is cut off again",
    ),
    (
        "V0008",
        "`{0}` {1} wordt niet ondersteund",
        "Haal `{0}` weg als het probleem ook zonder kan; docs/reference/instances.md zegt wat wordt gelezen",
        "`{0}` {1} is not supported",
        "Remove `{0}` if the problem can do without; docs/reference/instances.md says what is read",
    ),
    (
        "V0009",
        "`{0}` noemt {1} twee keer",
        "Geef elk een eigen nummer en een regel",
        "`{0}` names {1} twice",
        "Give each a number of its own, and one line",
    ),
    (
        "V0010",
        "`{0}` noemt {1}, dat er niet is",
        "Voeg {1} toe, of verbeter het nummer",
        "`{0}` names {1}, which is not there",
        "Add {1}, or correct the number",
    ),
    (
        "V0011",
        "klant {0} staat op het depot, vult een voertuig en is weggelaten, zoals gepubliceerde oplossingen doen",
        "Verplaats klant {0} als hij wel bezocht moet worden",
        "customer {0} stands on the depot, fills a vehicle and is left out, as published solutions do",
        "Move customer {0} if it has to be visited",
    ),
    (
        "V0012",
        "klant {0} vraagt {1} bezoeken en zijn patronen geven er {2}; de patronen tellen",
        "Verbeter het aantal bezoeken of de patronen van klant {0}",
        "customer {0} asks for {1} visits and its patterns give {2}; the patterns count",
        "Correct the frequency or the patterns of customer {0}",
    ),
    (
        "V0013",
        "`{0}` bindt in dit probleem niet en is niet gelezen",
        "Niets; zo doet de verzameling het",
        "`{0}` does not bind in this problem and is not read",
        "Nothing; the set has it so",
    ),
    (
        "V0014",
        "de afspraak `{0}` geldt niet: het bestand noemt de afstanden zelf",
        "Laat `--convention` weg",
        "the convention `{0}` does not apply: the file spells out its distances",
        "Leave out `--convention`",
    ),
    (
        "V0015",
        "`{0}` en `{1}` gaan niet samen",
        "Haal een van beide weg",
        "`{0}` and `{1}` do not go together",
        "Remove one of them",
    ),
    (
        "V0016",
        "het bestand is geen JSON: {0}",
        "Verbeter de regel, of noem een andere vorm met `--format`",
        "the file is no JSON: {0}",
        "Correct the line, or name another form with `--format`",
    ),
];
