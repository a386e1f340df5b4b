//! The documents of `report`. Money is euro cents, days are decimal numbers.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::documents::{SCHEMA_VERSION, line, ratio};
use crate::app::{Ledgered, Measured, MeasuredSpan, Settled, Spread};
use crate::index::{OrganisationIdx, PlaceIdx};
use crate::kpi::{
    CategoryFigures, CollectionFigures, LeadTime, LedgerLine, LedgerSource, MunicipalitySpread,
    NearestLibrary, PlaceVisits, PlaceWeek, SPREAD_WITHIN, SettlementLine,
};
use crate::model::{Category, Place, Province};

/// The document of a quarterly or annual report.
pub(super) fn quarter(found: &Measured, files: &[PathBuf]) -> String {
    let asked = found.asked();
    let province = &found.province;
    let places = asked.facts.transport.by_place.iter_indexed();
    let visits = |(place, of): (PlaceIdx, &PlaceVisits)| {
        let code = &province.places()[place].code.0;
        let PlaceVisits { required, made, moved, excused, missing } = of;
        (of.required > 0).then(|| {
            json!({
                "place": code, "required": required, "made": made, "moved": moved,
                "excused": excused, "missing": missing,
            })
        })
    };
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "span": asked.span.to_string(),
        "spans": found.spans.iter().map(|of| span(province, of)).collect::<Vec<Value>>(),
        "places": places.filter_map(visits).collect::<Vec<Value>>(),
        "missing": weeks(province, &asked.facts.transport.missing),
        "unproven": weeks(province, &asked.facts.transport.unproven),
        "organisations": organisations(found, &province.organisations().indices().collect::<Vec<_>>()),
        "categories": categories(&asked.collection),
        "inputs_fingerprint": found.fingerprint,
        "files": paths(files),
    }))
}

/// The document of the statistics of some organisations.
pub(super) fn statistics(
    found: &Measured,
    organisations_asked: &[OrganisationIdx],
    files: &[PathBuf],
) -> String {
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "span": found.asked().span.to_string(),
        "organisations": organisations(found, organisations_asked),
        "inputs_fingerprint": found.fingerprint,
        "files": paths(files),
    }))
}

/// The document of a settlement.
pub(super) fn settlement(found: &Settled, files: &[PathBuf]) -> String {
    let settlement = &found.settlement;
    let code = |of: OrganisationIdx| &found.province.organisations()[of].code;
    let row = |of: &SettlementLine| {
        let correction = of.correction.as_ref();
        json!({
            "lender": code(of.lender),
            "borrower": code(of.borrower),
            "since": of.since.to_string(),
            "tariff_cents": of.price.0,
            "items": of.items.0,
            "amount_cents": of.amount.0,
            "corrected": correction.map(|(day, _)| day.to_string()),
            "reason": correction.map(|(_, reason)| reason),
        })
    };
    let net = settlement.net.iter_indexed();
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "span": found.span.to_string(),
        "lines": settlement.lines.iter().map(row).collect::<Vec<Value>>(),
        "net": net
            .map(|(of, cents)| json!({ "organisation": code(of), "cents": cents.0 }))
            .collect::<Vec<Value>>(),
        "unpriced_items": settlement.unpriced.0,
        "inputs_fingerprint": found.fingerprint,
        "files": paths(files),
    }))
}

/// The document of a ledger.
pub(super) fn ledger(found: &Ledgered, files: &[PathBuf]) -> String {
    let province = &found.province;
    let code = |of: OrganisationIdx| &province.organisations()[of].code;
    let row = |of: &LedgerLine| {
        json!({
            "date": of.date.to_string(),
            "crossing": of.crossing.word(),
            "cost_centre": code(of.organisation),
            "place": province.places()[of.place].code.0,
            "library": of.library,
            "request": of.request,
            "items": of.items.0,
            "fee_cents": of.fee.0,
            "postage_cents": of.postage.0,
            "patron_fee_cents": of.patron_fee.0,
            "net_cents": of.net().0,
            "source": match of.source {
                LedgerSource::Recorded => "recorded",
                LedgerSource::ClosedRequest => "closed-request",
            },
        })
    };
    let totals = found.ledger.totals.iter_indexed().map(|(of, total)| {
        json!({
            "cost_centre": code(of),
            "borrowed": total.items[0].0,
            "lent": total.items[1].0,
            "fees_paid_cents": total.fees[0].0,
            "fees_earned_cents": total.fees[1].0,
            "postage_cents": total.postage.0,
            "patron_fees_cents": total.patron_fees.0,
            "net_cents": total.net.0,
        })
    });
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "span": found.span.to_string(),
        "lines": found.ledger.lines.iter().map(row).collect::<Vec<Value>>(),
        "totals": totals.collect::<Vec<Value>>(),
        "unpriced": found.ledger.unpriced,
        "inputs_fingerprint": found.fingerprint,
        "files": paths(files),
    }))
}

/// The document of the spread of libraries.
pub(super) fn spread(found: &Spread, files: &[PathBuf]) -> String {
    let row = |(name, of): (&String, &MunicipalitySpread)| {
        let within = SPREAD_WITHIN.iter().zip(of.within);
        json!({
            "municipality": name,
            "places": of.places,
            "visits_per_week": of.visits,
            "inhabitants": of.inhabitants,
            "mean_metres": of.mean_metres(),
            "within": within
                .map(|(road, people)| json!({ "metres": road.0, "inhabitants": people }))
                .collect::<Vec<Value>>(),
        })
    };
    let near = |of: &NearestLibrary| {
        let centre = &found.centres[of.centre];
        json!({
            "name": centre.name,
            "municipality": centre.municipality,
            "inhabitants": centre.inhabitants,
            "place": found.province.places()[of.place].code.0,
            "metres": of.leg.distance.0,
            "seconds": of.leg.duration.0,
        })
    };
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "municipalities": found.spread.municipalities.iter().map(row).collect::<Vec<Value>>(),
        "centres": found.spread.centres.iter().map(near).collect::<Vec<Value>>(),
        "unreached": found.spread.unreached.iter()
            .map(|rank| found.centres[*rank].name.as_str())
            .collect::<Vec<&str>>(),
        "travel_source": found.source.label(),
        "inputs_fingerprint": found.fingerprint,
        "files": paths(files),
    }))
}

fn span(province: &Province, of: &MeasuredSpan) -> Value {
    let transport = &of.facts.transport;
    json!({
        "span": of.span.to_string(),
        "visits": transport.visits,
        "visits_required": transport.required,
        "visits_excused": transport.excused,
        "visits_missing": transport.missing.iter().map(|row| row.visits).sum::<u64>(),
        "transport_norm_met": transport.met,
        "blank_weeks": transport.blank_weeks.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "kpi": {
            "requests": ratio(&of.facts.requests.whole),
            "loans": of.facts.loans.as_ref().map(|share| ratio(&share.whole)),
            "inter_organisation": ratio(&of.facts.inter_organisation.whole),
        },
        "collection_norm_met":
            of.facts.requests.whole.reaches(province.settings().norm_permille),
        "lead_time_days_mean": of.traffic.lead_time.mean_days,
        "lead_time": days(&of.traffic.lead_time),
        "pull_failures": ratio(&of.facts.pull_failures),
        "not_collected": ratio(&of.facts.not_collected),
    })
}

fn organisations(found: &Measured, asked: &[OrganisationIdx]) -> Vec<Value> {
    let MeasuredSpan { facts, traffic, .. } = found.asked();
    let province = &found.province;
    let row = |of: &OrganisationIdx| {
        let requests = traffic.of_organisation(*of).requests();
        let places = province.places().iter_indexed();
        let own = places.filter(|(_, place)| place.organisation == *of);
        let place = |(index, place): (PlaceIdx, &Place)| {
            let (sent, received) = traffic.places[index].requests();
            json!({ "place": place.code.0, "sent": sent, "received": received })
        };
        json!({
            "organisation": province.organisations()[*of].code,
            "requests": ratio(&facts.requests.by_organisation[*of]),
            "sent": requests.0,
            "received": requests.1,
            "lead_time_days_mean": traffic.lead_times[*of].mean_days,
            "places": own.map(place).collect::<Vec<Value>>(),
            "categories": categories(&found.collections[*of]),
        })
    };
    asked.iter().map(row).collect()
}

fn categories(of: &CollectionFigures) -> Vec<Value> {
    let row = |(category, of): (&Category, &CategoryFigures)| {
        json!({
            "category": category.word(),
            "copies": of.copies,
            "loans": of.loans,
            "delivered": of.reserved.0,
            "delivered_days": of.reserved.1,
            "bought": of.bought,
            "weeded": of.weeded,
            "spent_cents": of.spent.0,
            "budget_cents": of.budget.0,
        })
    };
    of.categories.iter().map(row).collect()
}

fn weeks(province: &Province, rows: &[PlaceWeek]) -> Vec<Value> {
    let row = |row: &PlaceWeek| {
        json!({
            "week": row.week.to_string(),
            "place": province.places()[row.place].code.0,
            "visits": row.visits,
        })
    };
    rows.iter().map(row).collect()
}

fn days(of: &LeadTime) -> Value {
    json!({ "items_by_days": of.items_by_days, "not_confirmed": of.later })
}

fn paths(files: &[PathBuf]) -> Vec<String> {
    files.iter().map(|path| path.display().to_string()).collect()
}
