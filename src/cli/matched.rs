//! The document of `match`, and its numbers for people. Money is euro cents.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::documents::{SCHEMA_VERSION, line};
use crate::app::{Explained, Matched, Replaced, ShortLine, Targeted};
use crate::index::{PlaceIdx, RequestIdx, TitleIdx};
use crate::matching::{BindingLender, Explanation, Obstacle, Offer, Policy, Source, TargetOutcome};
use crate::model::{ServiceDate, Shortage, Weekday};
use crate::report::{
    ExplainedLines, Full, FullWindow, Instead, MatchedNumbers, OfferLine, ReplacedLine, ShortTitle,
    TargetNumbers,
};
use crate::units::{Cents, Cost};

/// The document of `match`.
pub(super) fn document(found: &Matched) -> String {
    let sources = found.sources;
    let binding = found.binding.iter().map(|of| {
        json!({
            "lender": found.province.places()[of.lender].code.0,
            "leaves": leaves(found, of).to_string(),
            "price_cents": whole_cents(of.price).0,
        })
    });
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "week": found.week.to_string(),
        "policy": found.policy.map_or("plan", Policy::name),
        "requests": found.requests(),
        "filled": found.filled(),
        "filled_in_province": found.filled_in_province,
        "sources": {
            "own": sources.own,
            "elsewhere": sources.elsewhere,
            "returning": sources.returning,
            "outside": sources.outside,
            "unfilled": sources.unfilled,
        },
        "cost": found.cost.0,
        "dual_cost": found.dual_cost.map(|cost| cost.0),
        "certificate_valid": found.certificate_valid,
        "binding_lenders": binding.collect::<Vec<Value>>(),
        "target": found.targeted.map(|of| target(&of)),
        "groups_left_out": numbers_of(found, &found.left_out),
        "reprinted": numbers_of(found, &found.reprinted),
        "short": found.short.iter().map(|of| short(found, of)).collect::<Vec<Value>>(),
        "explained": found.explained.iter().map(|of| explained(found, of)).collect::<Vec<Value>>(),
        "replaced": found.replaced.iter().map(|of| replaced(found, of)).collect::<Vec<Value>>(),
        "seconds": found.seconds,
        "seconds_solve": found.seconds_solve,
    }))
}

/// The numbers of requests.
fn numbers_of<'a>(found: &'a Matched, requests: &[RequestIdx]) -> Vec<&'a str> {
    requests.iter().map(|request| &*found.province.requests()[*request].number).collect()
}

/// The code of the lender, if there is one, and the word of a source.
fn source(found: &Matched, source: Source) -> (Option<&str>, &'static str) {
    match source {
        Source::Copy(place) => (Some(&found.province.places()[place].code.0), "copy"),
        Source::Returning => (None, "returning"),
        Source::Outside => (None, "outside"),
        Source::Unfilled => (None, "unfilled"),
    }
}

fn target(of: &Targeted) -> Value {
    json!({
        "percent": percent(of.permille),
        "outcome": match of.outcome {
            TargetOutcome::Reached => "reached",
            TargetOutcome::OutOfReach => "out-of-reach",
            TargetOutcome::Undecided => "undecided",
        },
        "price_per_copy_cents": of.price_per_copy.0,
        "last_tenth_cents": of.last_tenth.0,
        "within_reach_percent": percent(of.within_reach),
        "within_reach_of_any_timetable_percent": percent(of.within_reach_of_any),
    })
}

fn percent(permille: u16) -> f64 {
    f64::from(permille) / 10.0
}

/// A line that the province does not fill in time; one from outside has a fee and a cost centre.
fn short(found: &Matched, of: &ShortLine) -> Value {
    let province = &found.province;
    let request = &province.requests()[of.request];
    let pickup = &province.places()[request.pickup];
    let is_outside = of.source == Source::Outside;
    let fee = province.settings().prices.outside_tariff * of.copies;
    let (lender, word) = source(found, of.source);
    json!({
        "request": request.number,
        "title": province.titles()[request.title].code.to_string(),
        "pickup": pickup.code.0,
        "placed": request.placed.to_string(),
        "limit": request.limit.to_string(),
        "copies": of.copies,
        "source": word,
        "lender": lender,
        "reason": of.reason.word(),
        "fee_cents": is_outside.then_some(fee.0),
        "cost_centre": is_outside.then(|| &province.organisations()[pickup.organisation].code),
    })
}

fn explained(found: &Matched, of: &Explained) -> Value {
    let offers = |offers: &[Offer]| -> Vec<Value> {
        offers.iter().map(|offer| self::offer(found, of, offer)).collect()
    };
    json!({
        "request": found.province.requests()[of.explanation.request].number,
        "morning": of.morning.to_string(),
        "chosen": offers(&of.explanation.chosen),
        "alternatives": offers(&of.explanation.alternatives),
    })
}

fn offer(found: &Matched, explained: &Explained, of: &Offer) -> Value {
    let (lender, word) = source(found, of.source);
    let arrives = of.lead_days.map(|days| explained.morning.plus_days(i64::from(days)));
    let obstacle = |(obstacle, price): &(Obstacle, Cost)| {
        let (what, place) = match obstacle {
            Obstacle::PullCapacity { lender, .. } => ("pulls", Some(lender)),
            Obstacle::Lending { .. } => ("lending", None),
            Obstacle::Copies { lender } => ("copies", Some(lender)),
            Obstacle::Returning => ("returning", None),
            Obstacle::Shelf { pickup } => ("shelf", Some(pickup)),
        };
        let place = place.map(|place| &found.province.places()[*place].code.0);
        json!({ "full": what, "place": place, "price_cents": whole_cents(*price).0 })
    };
    json!({
        "source": word,
        "lender": lender,
        "title": found.province.titles()[of.title].code.to_string(),
        "copies": of.quantity.0,
        "arrives": arrives.map(|date| date.to_string()),
        "cost_cents": of.cost.0,
        "of_it_for_waiting_cents": of.delay.0,
        "obstacles": of.obstacles.iter().map(obstacle).collect::<Vec<Value>>(),
    })
}

fn replaced(found: &Matched, of: &Replaced) -> Value {
    let (lender, word) = source(found, of.choice.source);
    json!({
        "date": of.date.to_string(),
        "request": found.province.requests()[of.choice.request].number,
        "items": of.choice.quantity.0,
        "source": word,
        "lender": lender,
        "title": found.province.titles()[of.choice.title].code.to_string(),
        "arrives": of.arrives.map(|date| date.to_string()),
    })
}

/// The same for people.
pub(super) fn numbers(found: &Matched) -> MatchedNumbers {
    let sources = found.sources;
    let window = |of: &BindingLender| FullWindow {
        place: found.province.places()[of.lender].name.clone(),
        leaves: leaves(found, of),
        price: whole_cents(of.price),
    };
    MatchedNumbers {
        sources: [
            sources.own,
            sources.elsewhere,
            sources.returning,
            sources.outside,
            sources.unfilled,
        ],
        filled_in_province: found.filled_in_province,
        cost: found.cost,
        proven: found.dual_cost.filter(|_| found.certificate_valid),
        full: found.binding.iter().map(window).collect(),
        target: found.targeted.map(|of| TargetNumbers {
            permille: of.permille,
            is_reached: of.outcome == TargetOutcome::Reached,
            price_per_copy: of.price_per_copy,
            last_tenth: of.last_tenth,
            within_reach: of.within_reach,
            within_reach_of_any: of.within_reach_of_any,
        }),
        short: short_titles(found),
        explained: found.explained.iter().map(|of| explained_lines(found, of)).collect(),
        replaced: found.replaced.iter().map(|of| replaced_line(found, of)).collect(),
    }
}

/// Titles with copies that fall short, by reason; those with most first.
fn short_titles(found: &Matched) -> Vec<ShortTitle> {
    let mut copies: BTreeMap<(TitleIdx, Shortage), i64> = BTreeMap::new();
    for line in &found.short {
        let title = found.province.requests()[line.request].title;
        *copies.entry((title, line.reason)).or_default() += line.copies;
    }
    let title = |((title, reason), copies): ((TitleIdx, Shortage), i64)| ShortTitle {
        code: found.province.titles()[title].code.to_string(),
        copies,
        reason,
    };
    let mut titles: Vec<ShortTitle> = copies.into_iter().map(title).collect();
    titles.sort_by_key(|of| -of.copies);
    titles
}

fn explained_lines(found: &Matched, of: &Explained) -> ExplainedLines {
    let place = |place: PlaceIdx| found.province.places()[place].name.clone();
    let line = |offer: &Offer| OfferLine {
        what: instead(found, offer.source),
        copies: offer.quantity.0,
        arrives: offer.lead_days.map(|days| of.morning.plus_days(i64::from(days))),
        cost: offer.cost,
        full: (offer.obstacles.iter())
            .map(|(obstacle, price)| {
                let what = match obstacle {
                    Obstacle::PullCapacity { lender, .. } => Full::Pulls(place(*lender)),
                    Obstacle::Lending { organisation } => {
                        let body = &found.province.organisations()[*organisation];
                        Full::Lending(body.name.clone())
                    }
                    Obstacle::Copies { lender } => Full::Copies(place(*lender)),
                    Obstacle::Returning => Full::Returning,
                    Obstacle::Shelf { pickup } => Full::Shelf(place(*pickup)),
                };
                (what, whole_cents(*price))
            })
            .collect(),
    };
    let Explanation { request, chosen, alternatives, .. } = &of.explanation;
    ExplainedLines {
        request: found.province.requests()[*request].number.to_string(),
        morning: of.morning,
        offers: chosen.iter().chain(alternatives).map(line).collect(),
    }
}

fn instead(found: &Matched, source: Source) -> Instead {
    match source {
        Source::Copy(place) => Instead::Copy(found.province.places()[place].name.clone()),
        Source::Returning => Instead::Returning,
        Source::Outside => Instead::Outside,
        Source::Unfilled => Instead::Nobody,
    }
}

fn replaced_line(found: &Matched, of: &Replaced) -> ReplacedLine {
    ReplacedLine {
        date: of.date,
        request: found.province.requests()[of.choice.request].number.to_string(),
        items: of.choice.quantity.0,
        instead: instead(found, of.choice.source),
        arrives: of.arrives,
    }
}

/// Prices are whole cents, kept in thousandths.
fn whole_cents(price: Cost) -> Cents {
    const PARTS: i64 = 1_000;
    Cents(price.0 / PARTS)
}

fn leaves(found: &Matched, of: &BindingLender) -> ServiceDate {
    found.week.date(Weekday::Mon).plus_days(i64::from(of.window))
}
