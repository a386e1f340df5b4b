//! Why a plan is as it is, for the terminal.

use std::fmt::Write as _;

use super::table::{Align, columns};
use crate::model::{
    Bound, PatternPrice, PlaceReasons, Plan, PlanLimit, Province, VisitSlack, VisitTrial,
    WeekdaySet,
};
use crate::report::Language;
use crate::report::fix::{Rounding, amount, fix_text};
use crate::report::unserved::visit_reasons;
use crate::units::{Cents, Crates, Seconds};

/// The reasons of some places: of one, all that there is to say; of several, a line a place, a
/// line a visit, and what is missing.
pub fn why_text(
    province: &Province,
    plan: &Plan,
    places: &[PlaceReasons],
    language: Language,
) -> String {
    let teller = Teller { province, plan, language };
    match places {
        [place] => teller.place(place),
        places => teller.overview(places),
    }
}

struct Teller<'a> {
    province: &'a Province,
    plan: &'a Plan,
    language: Language,
}

impl Teller<'_> {
    fn overview(&self, places: &[PlaceReasons]) -> String {
        let w = self.language.wording();
        let mut text = format!("{}\n\n", w.other_days_help);
        let head = [w.branch, w.visits, w.cheapest_other_days, w.rise];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        rows.extend(places.iter().map(|place| self.place_row(place)));
        text += &columns(&[Align::Left, Align::Left, Align::Left, Align::Right], &rows);
        let _ = writeln!(text, "\n{}\n", w.room_help);
        text += &self.visits(places);
        for place in places.iter().filter(|place| place.missing > 0) {
            text.push('\n');
            text += &self.missing(place);
        }
        text
    }

    fn place(&self, place: &PlaceReasons) -> String {
        let w = self.language.wording();
        let of = &self.province.places()[place.place];
        let mut text = format!("{} {}: {}\n\n", of.code, of.name, self.days(place.days));
        let _ = writeln!(text, "{}\n", w.other_days_help);
        let row = |price: &PatternPrice| {
            let own = if price.days == place.days { "*" } else { "" };
            let told = price.rise.map_or_else(|| self.misfit(price), |rise| self.signed(rise));
            vec![self.days(price.days), own.to_owned(), told]
        };
        let rows: Vec<Vec<String>> = place.alternatives.iter().map(row).collect();
        text += &columns(&[Align::Left, Align::Left, Align::Left], &rows);
        if !place.visits.is_empty() {
            let _ = writeln!(text, "\n{}\n", w.room_help);
            text += &self.visits(std::slice::from_ref(place));
        }
        if place.missing > 0 {
            text.push('\n');
            text += &self.missing(place);
        }
        text
    }

    /// A place with the cheapest of its other patterns.
    fn place_row(&self, place: &PlaceReasons) -> Vec<String> {
        let w = self.language.wording();
        let code = self.province.places()[place.place].code.0.clone();
        let others = place.alternatives.iter().filter(|other| other.days != place.days);
        let cheapest = others
            .filter_map(|other| other.rise.map(|rise| (rise, other.days)))
            .min_by_key(|(rise, _)| *rise);
        let (days, rise) = match cheapest {
            Some((rise, days)) => (self.days(days), self.signed(rise)),
            None => (w.none_fit.to_owned(), String::new()),
        };
        vec![code, self.days(place.days), days, rise]
    }

    /// A line a visit.
    fn visits(&self, places: &[PlaceReasons]) -> String {
        use Align::{Left, Right};
        let w = self.language.wording();
        let head =
            [w.branch, w.day, w.vehicle, w.could_bring, w.could_take, w.could_last, w.binding];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        for place in places {
            rows.extend(place.visits.iter().map(|slack| self.visit_row(slack)));
        }
        columns(&[Left, Left, Left, Right, Right, Right, Left], &rows)
    }

    fn visit_row(&self, slack: &VisitSlack) -> Vec<String> {
        let w = self.language.wording();
        let visit = &self.plan.visits[slack.visit];
        let crates = |crates: Option<Crates>| {
            crates.map_or_else(|| "–".to_owned(), |crates| self.language.crates(crates))
        };
        let whole_minutes =
            |left: Seconds| self.language.minutes(Seconds(left.0.div_euclid(60) * 60));
        let vehicle = visit.route.map(|route| self.plan.routes[route].vehicle);
        vec![
            self.province.places()[visit.place].code.0.clone(),
            self.language.date_short(visit.date),
            vehicle.map_or_else(
                || w.trolley.to_owned(),
                |vehicle| self.province.vehicles()[vehicle].code.clone(),
            ),
            crates(slack.brings),
            crates(slack.takes),
            slack.service.map_or_else(|| "–".to_owned(), whole_minutes),
            slack.binding.map_or_else(String::new, |bound| {
                format!("{}: {}", self.limit(&bound), amount(&bound, self.language, Rounding::Down))
            }),
        ]
    }

    fn missing(&self, place: &PlaceReasons) -> String {
        let w = self.language.wording();
        let of = &self.province.places()[place.place];
        let mut text =
            format!("{} {}: {} × {}\n", of.code, of.name, place.missing, w.missing_visit);
        let row = |trial: &VisitTrial| {
            let told = trial
                .exceeded
                .map_or_else(|| w.fits_as_it_is.to_owned(), |bound| self.exceeded(&bound));
            let vehicle = trial.vehicle.map_or_else(
                || w.trolley.to_owned(),
                |vehicle| self.province.vehicles()[vehicle].code.clone(),
            );
            vec![self.language.date_short(trial.date), vehicle, told]
        };
        for reason in visit_reasons(self.plan, place.place, self.language) {
            let _ = writeln!(text, "  {reason}");
        }
        let rows: Vec<Vec<String>> = place.trials.iter().map(row).collect();
        text += &columns(&[Align::Left, Align::Left, Align::Left], &rows);
        for fix in &place.fixes {
            let told = fix_text(self.province, fix, self.language);
            let _ = writeln!(text, "  {}: {told} ({})", w.nearest_fix, self.signed(fix.rise));
        }
        text
    }

    fn misfit(&self, price: &PatternPrice) -> String {
        let w = self.language.wording();
        price.exceeded.map_or_else(
            || w.no_route_fits.to_owned(),
            |bound| format!("{}: {}", w.no_route_fits, self.exceeded(&bound)),
        )
    }

    fn exceeded(&self, bound: &Bound) -> String {
        let w = self.language.wording();
        let amount = amount(bound, self.language, Rounding::Up);
        let date = bound.date.map(|date| format!(", {}", self.language.date_short(date)));
        format!("{}{} ({} {amount})", self.limit(bound), date.unwrap_or_default(), w.short_by)
    }

    /// A limit with the place or the vehicle that it belongs to.
    fn limit(&self, bound: &Bound) -> String {
        let word = self.language.wording().limits[bound.limit as usize];
        let of_place = matches!(bound.limit, PlanLimit::Closing | PlanLimit::EmptyCrates);
        let place = bound.place.filter(|_| of_place);
        let vehicle = bound.vehicle.filter(|_| !of_place);
        let place = place.map(|place| self.province.places()[place].code.0.as_str());
        let vehicle = vehicle.map(|vehicle| self.province.vehicles()[vehicle].code.as_str());
        place.or(vehicle).map_or_else(|| word.to_owned(), |of| format!("{word} {of}"))
    }

    fn days(&self, days: WeekdaySet) -> String {
        let w = self.language.wording();
        let short =
            |day: crate::model::Weekday| w.weekdays_short[day.num_days_from_monday() as usize];
        let days: Vec<&str> = days.iter().map(short).collect();
        if days.is_empty() { w.none.to_owned() } else { days.join(" ") }
    }

    fn signed(&self, rise: Cents) -> String {
        let sign = if rise > Cents::ZERO { "+" } else { "" };
        format!("{sign}{}", self.language.money(rise))
    }
}
