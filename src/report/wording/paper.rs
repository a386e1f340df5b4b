//! The words of labels, slips, the exception form and the files beside them.

use super::Language;

/// The words of the printed set beyond its lists.
#[derive(Debug)]
#[cfg_attr(feature = "pdf", derive(serde::Serialize))]
pub(in crate::report) struct PaperWords {
    pub(in crate::report) labels: &'static str,
    pub(in crate::report) slips: &'static str,
    pub(in crate::report) slips_of_requests: &'static str,
    pub(in crate::report) exceptions: &'static str,
    pub(in crate::report) page: &'static str,
    /// Before the short fingerprint of the plan.
    pub(in crate::report) plan: &'static str,
    pub(in crate::report) remove_label: &'static str,
    pub(in crate::report) way_out: &'static str,
    pub(in crate::report) way_back: &'static str,
    pub(in crate::report) exceptions_help: &'static str,
    pub(in crate::report) items_gone: &'static str,
    pub(in crate::report) items_gone_help: &'static str,
    pub(in crate::report) typed_by: &'static str,
    pub(in crate::report) typed_help: &'static str,
    /// The head of a file of facts, as `record` reads it.
    pub(in crate::report) facts_head: &'static str,
    /// Heads of columns, as `record` reads them.
    pub(in crate::report) fact_word: &'static str,
    pub(in crate::report) place_word: &'static str,
    pub(in crate::report) date_word: &'static str,
    pub(in crate::report) status_word: &'static str,
    pub(in crate::report) time_word: &'static str,
    pub(in crate::report) in_word: &'static str,
    pub(in crate::report) out_word: &'static str,
    pub(in crate::report) items_word: &'static str,
    pub(in crate::report) reason_word: &'static str,
    pub(in crate::report) request_word: &'static str,
    /// Words in the columns, as `record` reads them.
    pub(in crate::report) fact_visit: &'static str,
    pub(in crate::report) fact_item: &'static str,
    pub(in crate::report) visit_states: [&'static str; 4],
    pub(in crate::report) not_on_shelf: &'static str,
    pub(in crate::report) files: &'static str,
    pub(in crate::report) files_replaced: &'static str,
    pub(in crate::report) files_kept: &'static str,
    pub(in crate::report) mapping_proposed: &'static str,
    pub(in crate::report) mapping_missing: &'static str,
    pub(in crate::report) mapping_unused: &'static str,
    pub(in crate::report) mapping_next: &'static str,
    pub(in crate::report) rows: &'static str,
}

static DUTCH: PaperWords = PaperWords {
    labels: "Kratlabels",
    slips: "Pakbonnen",
    slips_of_requests: "bovenprovinciale aanvragen",
    exceptions: "Afwijkingen",
    page: "blad",
    plan: "planning",
    remove_label: "Na uitpakken verwijderen",
    way_out: "heen",
    way_back: "terug",
    exceptions_help: "Schrijf alleen op wat anders ging dan gepland. Klein en grijs staat wat \
        gepland is: de tijd en de volle kratten in en uit. Bij verplaatst: schrijf bij de reden op \
        welke dag.",
    items_gone: "Niet op de plank",
    items_gone_help: "Wat de vestiging niet kon vinden: haar code, het nummer van de aanvraag en \
        hoeveel exemplaren.",
    typed_by: "ingevoerd door",
    typed_help: "Voor wie dit overtypt: elke regel is een regel van het bestand voor `leenroute \
        record`, met deze kop:",
    facts_head: "feit;plaats;datum;status;gepland;tijd;kratten_in;kratten_uit;exemplaren;aanvraag;reden",
    fact_word: "feit",
    place_word: "plaats",
    date_word: "datum",
    status_word: "status",
    time_word: "tijd",
    in_word: "kratten_in",
    out_word: "kratten_uit",
    items_word: "exemplaren",
    reason_word: "reden",
    request_word: "aanvraag",
    fact_visit: "bezoek",
    fact_item: "exemplaar",
    visit_states: ["gereden", "verplaatst", "vrijgesteld", "gemist"],
    not_on_shelf: "niet-op-de-plank",
    files: "bladen en bestanden",
    files_replaced: "Daarvan vervangen",
    files_kept: "Met andere inhoud al aanwezig en zo gelaten (--force vervangt)",
    mapping_proposed: "Voorstel voor de kolommen",
    mapping_missing: "Verplicht en niet herkend",
    mapping_unused: "Niet gebruikt",
    mapping_next: "Er is nog niets overgenomen: kijk het voorstel na en voer de opdracht nog eens uit.",
    rows: "regels",
};

static ENGLISH: PaperWords = PaperWords {
    labels: "Crate labels",
    slips: "Item slips",
    slips_of_requests: "requests filled outside the province",
    exceptions: "Exceptions",
    page: "page",
    plan: "plan",
    remove_label: "Remove after unpacking",
    way_out: "out",
    way_back: "return",
    exceptions_help: "Write down only what went otherwise than planned. Small and grey is what is \
        planned: the time and the full crates in and out. Where moved: write the day beside the \
        reason.",
    items_gone: "Not on the shelf",
    items_gone_help: "What the branch could not find: its code, the number of the request and how \
        many copies.",
    typed_by: "typed by",
    typed_help: "For who types this: each line is a line of the file for `leenroute record`, with \
        this head:",
    facts_head: "fact;place;date;status;planned;time;crates_in;crates_out;items;request;reason",
    fact_word: "fact",
    place_word: "place",
    date_word: "date",
    status_word: "status",
    time_word: "time",
    in_word: "crates_in",
    out_word: "crates_out",
    items_word: "items",
    reason_word: "reason",
    request_word: "request",
    fact_visit: "visit",
    fact_item: "item",
    visit_states: ["made", "moved", "excused", "missed"],
    not_on_shelf: "not-on-shelf",
    files: "sheets and files",
    files_replaced: "Replaced among them",
    files_kept: "There already with other contents, and left so (--force replaces)",
    mapping_proposed: "Proposed columns",
    mapping_missing: "Required and not recognised",
    mapping_unused: "Not used",
    mapping_next: "Nothing is imported yet: look at the proposal and run the command again.",
    rows: "rows",
};

impl Language {
    pub(in crate::report) fn paper_words(self) -> &'static PaperWords {
        match self {
            Self::Dutch => &DUTCH,
            Self::English => &ENGLISH,
        }
    }
}
