//! The words of a changed plan.

use super::Language;
use crate::report::SheetStatus;
use crate::timetable::{Cause, ChangeKind};

/// The words of changes.
#[derive(Debug)]
pub(in crate::report) struct ChangeWords {
    pub(in crate::report) heading: &'static str,
    pub(in crate::report) none: &'static str,
    pub(in crate::report) cost: &'static str,
    pub(in crate::report) no_visit: &'static str,
    pub(in crate::report) trolley: &'static str,
    pub(in crate::report) not_stored: &'static str,
    pub(in crate::report) alike: &'static str,
    pub(in crate::report) base: &'static str,
    pub(in crate::report) scenario: &'static str,
    pub(in crate::report) required: &'static str,
    pub(in crate::report) moved: &'static str,
    pub(in crate::report) excused: &'static str,
    pub(in crate::report) missing: &'static str,
    pub(in crate::report) as_base: &'static str,
    pub(in crate::report) money: &'static str,
    pub(in crate::report) edits: &'static str,
    pub(in crate::report) new_violation: &'static str,
    pub(in crate::report) nothing_to_step: &'static str,
    pub(in crate::report) version: &'static str,
    pub(in crate::report) published: &'static str,
    pub(in crate::report) not_as_published: &'static str,
    pub(in crate::report) visits: &'static str,
    pub(in crate::report) requests: &'static str,
    pub(in crate::report) lead_time: &'static str,
    pub(in crate::report) violations: &'static str,
    day: &'static str,
    vehicle: &'static str,
    order: &'static str,
    time: &'static str,
    crates: &'static str,
    closed: &'static str,
    vehicle_out: &'static str,
    driver_out: &'static str,
    detour: &'static str,
    lock: &'static str,
    other_visit: &'static str,
    makes_room: &'static str,
    follows: &'static str,
}

static DUTCH: ChangeWords = ChangeWords {
    heading: "Wat verandert",
    none: "Er verandert niets",
    cost: "Prijs van de wijzigingen",
    no_visit: "geen bezoek",
    trolley: "steekwagen",
    not_stored: "Niet opgeslagen: het plan houdt zich niet aan de regels hierboven",
    alike: "Geen bezoek verschilt",
    money: "kosten",
    edits: "wijzigingen die staan / gedaan",
    new_violation: "nieuw overtreden",
    nothing_to_step: "Er is niets om ongedaan te maken of te herhalen",
    base: "Basisrooster",
    scenario: "kosten per scenario",
    required: "norm",
    moved: "verplaatst",
    excused: "vrijgesteld",
    missing: "ontbreekt",
    as_base: "Alle andere weken zijn als het basisrooster",
    version: "versie",
    published: "Vastgesteld als",
    not_as_published: "plan.json is niet het plan dat is vastgesteld",
    visits: "Bezoeken",
    requests: "Aanvragen binnen de provincie",
    lead_time: "Doorlooptijd, dagen",
    violations: "Overtreden regels",
    day: "dag",
    vehicle: "voertuig",
    order: "volgorde",
    time: "tijd",
    crates: "kratten",
    closed: "die dag gesloten",
    vehicle_out: "voertuig die dag niet beschikbaar",
    driver_out: "geen chauffeur voor het voertuig die dag",
    detour: "omleiding die dag",
    lock: "vastgezet",
    other_visit: "hoort bij het andere bezoek van deze plaats",
    makes_room: "maakt ruimte voor wat verplaatst moest worden",
    follows: "volgt uit de andere wijzigingen",
};

static ENGLISH: ChangeWords = ChangeWords {
    heading: "What changes",
    none: "Nothing changes",
    cost: "Price of the changes",
    no_visit: "no visit",
    trolley: "trolley",
    not_stored: "Not stored: the plan breaks the rules above",
    alike: "No visit differs",
    money: "cost",
    edits: "edits that stand / were made",
    new_violation: "newly broken",
    nothing_to_step: "There is nothing to undo or to redo",
    base: "Base timetable",
    scenario: "cost of each scenario",
    required: "norm",
    moved: "moved",
    excused: "excused",
    missing: "missing",
    as_base: "All other weeks are as the base timetable",
    version: "version",
    published: "Published as",
    not_as_published: "plan.json is not the plan that was published",
    visits: "Visits",
    requests: "Requests inside the province",
    lead_time: "Lead time, days",
    violations: "Rules broken",
    day: "day",
    vehicle: "vehicle",
    order: "order",
    time: "time",
    crates: "crates",
    closed: "closed on that day",
    vehicle_out: "vehicle not available on that day",
    driver_out: "no driver for the vehicle on that day",
    detour: "road closed on that day",
    lock: "locked",
    other_visit: "goes with the other visit of this place",
    makes_room: "makes room for what had to move",
    follows: "follows from the other changes",
};

impl Language {
    /// The words of changes.
    pub(in crate::report) const fn change_words(self) -> &'static ChangeWords {
        match self {
            Self::Dutch => &DUTCH,
            Self::English => &ENGLISH,
        }
    }

    /// Whether a plan is a draft or a version.
    pub(in crate::report) fn status(self, status: SheetStatus) -> String {
        match status {
            SheetStatus::Draft => self.wording().draft.to_owned(),
            SheetStatus::Version { number, from, until } => {
                let version = self.change_words().version;
                format!("{version} {number}, {from} – {until}")
            }
        }
    }

    /// What a change is.
    pub(in crate::report) const fn change_kind(self, kind: ChangeKind) -> &'static str {
        let w = self.change_words();
        match kind {
            ChangeKind::Day => w.day,
            ChangeKind::Vehicle => w.vehicle,
            ChangeKind::Order => w.order,
            ChangeKind::Time => w.time,
            ChangeKind::Crates => w.crates,
        }
    }

    /// Why something changed.
    pub const fn change_cause(self, cause: Cause) -> &'static str {
        let w = self.change_words();
        match cause {
            Cause::Closed => w.closed,
            Cause::VehicleOut => w.vehicle_out,
            Cause::DriverOut => w.driver_out,
            Cause::Detour => w.detour,
            Cause::Lock => w.lock,
            Cause::OtherVisit => w.other_visit,
            Cause::MakesRoom => w.makes_room,
            Cause::Follows => w.follows,
        }
    }
}
