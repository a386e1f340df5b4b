//! Which files a data folder holds, and which columns they have.

/// A CSV file of the data folder.
#[derive(Debug)]
pub(super) struct Schema {
    /// Its name in the folder.
    pub(super) file: &'static str,
    /// Columns that its head must have.
    pub(super) columns: &'static [&'static str],
    /// Columns that it may lack; each row then counts as blank there.
    pub(super) optional: &'static [&'static str],
    /// Whether it may be absent.
    pub(super) presence: Presence,
    /// Whether its rows are about what readers ask for, so that a member may slip in.
    pub(super) near_members: bool,
}

/// When a file may be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// Never.
    Always,
    /// Where stock and demand are filled in by another source.
    WithStock,
    /// Where the planner has nothing to say.
    Optional,
}

pub(super) const ORGANISATIONS: Schema = Schema {
    file: "organisations.csv",
    columns: &["id", "name"],
    optional: &["lending_max", "net_lending_min", "net_lending_max"],
    presence: Presence::Always,
    near_members: false,
};

pub(super) const PLACES: Schema = Schema {
    file: "places.csv",
    columns: &[
        "id",
        "name",
        "kind",
        "organisation",
        "lon",
        "lat",
        "visits_per_week",
        "in_hub_building",
        "key",
        "service_seconds",
        "crate_seconds",
        "pull_capacity",
        "shelf_capacity",
        "empties",
        "empties_max",
    ],
    optional: &[
        "municipality",
        "address",
        "certainty",
        "source",
        "isil",
        "opens",
        "closes",
        "emission_free_vans_from",
        "emission_free_trucks_from",
        "closed_in_school_holidays",
        "region",
    ],
    presence: Presence::Always,
    near_members: false,
};

pub(super) const ACCESS: Schema = Schema {
    file: "access.csv",
    columns: &["place", "weekday", "open", "close"],
    optional: &["due", "late_cents_per_minute"],
    presence: Presence::Optional,
    near_members: false,
};

pub(super) const CLOSURES: Schema = Schema {
    file: "closures.csv",
    columns: &["place", "first", "last"],
    optional: &["reason"],
    presence: Presence::Optional,
    near_members: false,
};

pub(super) const SCHOOL_HOLIDAYS: Schema = Schema {
    file: "school_holidays.csv",
    columns: &["name", "first", "last"],
    optional: &[],
    presence: Presence::Optional,
    near_members: false,
};

pub(super) const RELOCATIONS: Schema = Schema {
    file: "relocations.csv",
    columns: &["place", "from", "lon", "lat"],
    optional: &["address"],
    presence: Presence::Optional,
    near_members: false,
};

pub(super) const TITLES: Schema = Schema {
    file: "titles.csv",
    columns: &["id", "category", "grams", "millilitres"],
    optional: &["ppn", "isbn", "work"],
    presence: Presence::WithStock,
    near_members: false,
};

pub(super) const HOLDINGS: Schema = Schema {
    file: "holdings.csv",
    columns: &["title", "place", "copies", "on_shelf"],
    optional: &["due"],
    presence: Presence::WithStock,
    near_members: true,
};

pub(super) const REQUESTS: Schema = Schema {
    file: "requests.csv",
    columns: &["id", "title", "pickup", "placed", "limit", "quantity", "priority"],
    optional: &["editions", "only_from", "whole"],
    presence: Presence::WithStock,
    near_members: true,
};

pub(super) const SHIPMENTS: Schema = Schema {
    file: "shipments.csv",
    columns: &[
        "id",
        "kind",
        "from",
        "to",
        "accepted",
        "ready",
        "items",
        "grams_each",
        "millilitres_each",
    ],
    optional: &["whole_crates"],
    presence: Presence::Optional,
    near_members: true,
};

pub(super) const VEHICLES: Schema = Schema {
    file: "vehicles.csv",
    columns: &[
        "id",
        "name",
        "class",
        "licence",
        "crates",
        "payload_grams",
        "shift_open",
        "shift_close",
        "route_max_minutes",
        "days",
        "cents_per_km",
        "day_cents",
    ],
    optional: &["out_from", "out_to", "emission_free", "range_km"],
    presence: Presence::Always,
    near_members: false,
};

pub(super) const DRIVERS: Schema = Schema {
    file: "drivers.csv",
    columns: &["id", "name", "licence", "days", "day_max_minutes", "week_max_minutes"],
    optional: &["out_from", "out_to"],
    presence: Presence::Always,
    near_members: false,
};

pub(super) const TRAVEL: Schema = Schema {
    file: "travel.csv",
    columns: &["from", "to", "metres", "seconds"],
    optional: &[],
    presence: Presence::Optional,
    near_members: false,
};

pub(super) const TRAVEL_HOURS: Schema = Schema {
    file: "travel_hours.csv",
    columns: &["from", "to", "begin", "end", "seconds"],
    optional: &[],
    presence: Presence::Optional,
    near_members: false,
};

pub(super) const DETOURS: Schema = Schema {
    file: "detours.csv",
    columns: &["from", "to", "first", "last", "metres_more", "seconds_more"],
    optional: &["reason"],
    presence: Presence::Optional,
    near_members: false,
};

/// All files that are read.
pub(super) const SCHEMAS: [&Schema; 15] = [
    &ORGANISATIONS,
    &PLACES,
    &ACCESS,
    &RELOCATIONS,
    &CLOSURES,
    &SCHOOL_HOLIDAYS,
    &TITLES,
    &HOLDINGS,
    &REQUESTS,
    &SHIPMENTS,
    &VEHICLES,
    &DRIVERS,
    &TRAVEL,
    &TRAVEL_HOURS,
    &DETOURS,
];

pub(super) const VISITS_MADE: Schema = Schema {
    file: "visits_made.csv",
    columns: &["place", "date", "status"],
    optional: &["planned", "time", "reason", "crates_in", "crates_out", "items"],
    presence: Presence::Optional,
    near_members: false,
};

pub(super) const MOVES: Schema = Schema {
    file: "moves.csv",
    columns: &["from", "to", "kind", "accepted", "sent", "items"],
    optional: &["received", "crate", "request"],
    presence: Presence::Optional,
    near_members: true,
};

pub(super) const LOANS: Schema = Schema {
    file: "loans.csv",
    columns: &["date", "place", "origin", "loans"],
    optional: &["title", "category", "returns"],
    presence: Presence::Optional,
    near_members: true,
};

pub(super) const REQUESTS_CLOSED: Schema = Schema {
    file: "requests_closed.csv",
    columns: &["request", "pickup", "placed", "closed", "outcome"],
    optional: &[
        "title",
        "category",
        "limit",
        "lender",
        "pulls_failed",
        "collected",
        "items",
        "asked",
    ],
    presence: Presence::Optional,
    near_members: true,
};

pub(super) const PULLS_FAILED: Schema = Schema {
    file: "pulls_failed.csv",
    columns: &["request", "place", "date"],
    optional: &["items", "reason"],
    presence: Presence::Optional,
    near_members: true,
};

pub(super) const TARIFFS: Schema = Schema {
    file: "tariffs.csv",
    columns: &["kind", "from", "cents"],
    optional: &[],
    presence: Presence::Optional,
    near_members: false,
};

pub(super) const CORRECTIONS: Schema = Schema {
    file: "corrections.csv",
    columns: &["date", "lender", "borrower", "items", "reason"],
    optional: &[],
    presence: Presence::Optional,
    near_members: false,
};

pub(super) const OUTSIDE_LOANS: Schema = Schema {
    file: "outside_loans.csv",
    columns: &["date", "crossing", "place", "library"],
    optional: &["request", "items", "fee_cents", "postage_cents", "patron_fee_cents"],
    presence: Presence::Optional,
    near_members: true,
};

pub(super) const STOCK_CHANGES: Schema = Schema {
    file: "stock_changes.csv",
    columns: &["date", "place", "category", "action", "copies"],
    optional: &["spent_cents"],
    presence: Presence::Optional,
    near_members: false,
};

pub(super) const BUDGETS: Schema = Schema {
    file: "budgets.csv",
    columns: &["organisation", "year", "category", "cents"],
    optional: &[],
    presence: Presence::Optional,
    near_members: false,
};

pub(super) const INHABITANTS: Schema = Schema {
    file: "inhabitants.csv",
    columns: &["name", "municipality", "lon", "lat", "inhabitants"],
    optional: &[],
    presence: Presence::Optional,
    near_members: false,
};

/// The files of accounts, which only reports read.
pub(super) const ACCOUNTS: [&Schema; 6] =
    [&TARIFFS, &CORRECTIONS, &OUTSIDE_LOANS, &STOCK_CHANGES, &BUDGETS, &INHABITANTS];

/// Copies that came back, which a command names.
pub(super) const RETURNS: Schema = Schema {
    file: "returns.csv",
    columns: &["title", "place", "home", "date"],
    optional: &["items"],
    presence: Presence::Optional,
    near_members: true,
};

/// How many copies of a category a place has room for, which a command names.
pub(super) const FLOAT_LIMITS: Schema = Schema {
    file: "float_limits.csv",
    columns: &["place", "category", "copies"],
    optional: &[],
    presence: Presence::Optional,
    near_members: false,
};

/// A returned week; a row is of one kind, and each column has an English and a Dutch name.
pub(super) const FACTS: Schema = Schema {
    file: "facts.csv",
    columns: &[],
    optional: &[
        "fact",
        "feit",
        "place",
        "plaats",
        "date",
        "datum",
        "status",
        "planned",
        "gepland",
        "time",
        "tijd",
        "crates_in",
        "kratten_in",
        "crates_out",
        "kratten_uit",
        "items",
        "exemplaren",
        "request",
        "aanvraag",
        "reason",
        "reden",
        "title",
        "titel",
        "category",
        "categorie",
        "origin",
        "herkomst",
        "loans",
        "uitleningen",
        "returns",
        "innames",
    ],
    presence: Presence::Always,
    near_members: true,
};

/// The files of history, which planning does not read but for a sum of loans.
pub(super) const HISTORY: [&Schema; 5] =
    [&VISITS_MADE, &MOVES, &LOANS, &REQUESTS_CLOSED, &PULLS_FAILED];

/// Whole names of columns, without signs, that are about a member.
const MEMBER_NAMES: [&str; 17] = [
    "name", "naam", "lid", "lidnr", "member", "pas", "pasnr", "card", "mail", "gsm", "mobile",
    "straat", "street", "bsn", "iban", "geslacht", "gender",
];

/// Parts of names of columns that are about a member.
const MEMBER_PARTS: [&str; 17] = [
    "lener",
    "lidnum",
    "member",
    "patron",
    "borrower",
    "pasnum",
    "card",
    "email",
    "telefo",
    "phone",
    "geboor",
    "birth",
    "adres",
    "address",
    "achternaam",
    "voornaam",
    "lastname",
];

impl Schema {
    /// Whether the file has a column of this name.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains(&column) || self.optional.contains(&column)
    }

    /// Whether a column of this name would bring members into the data.
    pub(super) fn is_about_members(&self, column: &str) -> bool {
        let plain: String = column.chars().filter(char::is_ascii_alphanumeric).collect();
        let about = MEMBER_NAMES.contains(&plain.as_str())
            || MEMBER_PARTS.iter().any(|part| plain.contains(part));
        self.near_members && about && !self.has(column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_about_members_are_known_in_both_languages() {
        for column in ["name", "lid", "lener_id", "pasnummer", "e-mail", "geboortedatum", "adres"] {
            assert!(REQUESTS.is_about_members(column), "{column}");
        }
        for column in ["id", "pickup", "remark", "opmerking"] {
            assert!(!REQUESTS.is_about_members(column), "{column}");
        }
        assert!(!PLACES.is_about_members("address"));
    }
}
