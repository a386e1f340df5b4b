//! `settings.toml`, read key by key: what is missing, unknown or impossible is a finding.

use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ingest::{setting_missing, setting_not_allowed, setting_unknown, setting_unreadable};
use crate::model::{
    BagType, BreakRule, ChangeRules, ClockTime, CrateType, EditionPolicy, Floats, HolidayRules,
    HubRule, LoadPrice, NormDefinition, Prices, ReturnsRule, Settings, TimeWindow, TravelEstimate,
    WeekdaySet, WorkRules,
};
use crate::units::{Cents, Grams, Millilitres, Seconds};

/// What it costs to take a request off a printed list, where nothing is said (estimate): a touch.
const REPRINT_CENTS: i64 = 60;

/// The name of the file in a data folder.
pub const SETTINGS_FILE: &str = "settings.toml";

/// Reads the settings; `None` where any finding is an error.
pub fn read_settings(text: &str) -> (Option<Settings>, Diagnostics) {
    let mut found = Diagnostics::default();
    let rows: SettingsFile = match toml::from_str(text) {
        Ok(rows) => rows,
        Err(error) => {
            found.push(unreadable(text, &error));
            return (None, found);
        }
    };
    let settings = rows.into_settings(&mut found);
    (settings.filter(|_| found.errors() == 0), found)
}

/// What the parser of TOML complained about, in our words: it stops at the first.
fn unreadable(text: &str, error: &toml::de::Error) -> Diagnostic {
    let start = error.span().map_or(0, |span| span.start.min(text.len()));
    let before = text.get(..start).unwrap_or_default();
    let number = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let number = u64::try_from(number).ok();
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text[line_start..].lines().next().unwrap_or_default().trim();
    let said = error.message().lines().next().unwrap_or_default();
    let named = |intro: &str| said.strip_prefix(intro).and_then(|rest| rest.split('`').next());
    if let Some(key) = named("missing field `") {
        return setting_missing(number, key);
    }
    if let Some(key) = named("unknown field `") {
        return setting_unknown(number, key);
    }
    let is_value = ["invalid type: ", "invalid value: "].iter().any(|kind| said.starts_with(kind));
    let expected = said.rsplit_once("expected ").map(|(_, kind)| kind);
    if let (true, Some(expected)) = (is_value, expected) {
        let (key, value) = line.split_once('=').unwrap_or((line, ""));
        return setting_not_allowed(number, key.trim(), value.trim(), form_of(expected));
    }
    setting_unreadable(number, line)
}

/// A kind of value as a settings file writes it.
fn form_of(expected: &str) -> &'static str {
    match expected {
        "u8" | "i64" => "0, 1, 2, 3",
        "f64" => "95.0, 99.5",
        "a boolean" => "true, false",
        "a string" => "\"a b c\"",
        _ => "[province], [week], [hub], [work], [crates], [prices], [changes], [travel]",
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsFile {
    province: ProvinceSection,
    week: WeekSection,
    hub: HubSection,
    work: WorkSection,
    crates: CrateSection,
    prices: PriceSection,
    travel: TravelSection,
    /// Folders of before there was a replan lack it.
    changes: Option<ChangeSection>,
    /// Folders of before there were editions lack it.
    fulfilment: Option<FulfilmentSection>,
    /// And those of before it was asked where returned copies go lack this one.
    #[serde(default)]
    returns: ReturnsSection,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FulfilmentSection {
    editions: String,
    #[serde(default)]
    load_prices: String,
    reprint_cents: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ReturnsSection {
    floats: Option<String>,
    horizon_days: Option<u16>,
    saved_cents: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProvinceSection {
    name: String,
    norm: String,
    norm_percent: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WeekSection {
    service_days: String,
    visit_spacing_min_days: u8,
    default_access: String,
    liberation_day: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HubSection {
    sort_days: u8,
    loading_minutes: i64,
    unloading_minutes: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the keys of the file name their unit")]
struct WorkSection {
    break_after_minutes: i64,
    break_minutes: i64,
    driving_break_after_minutes: i64,
    driving_break_minutes: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CrateSection {
    inner_millilitres: i64,
    filling_percent: i64,
    tare_grams: i64,
    gross_max_grams: i64,
    bag_millilitres: i64,
    bag_grams: i64,
    /// Data folders of before have none.
    #[serde(default)]
    transfer_bags_per_route: i64,
    in_circulation: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PriceSection {
    driver_cents_per_hour: i64,
    awaited_item_day_cents: i64,
    other_item_day_cents: i64,
    touch_cents: i64,
    other_organisation_cents: i64,
    background_cents: i64,
    item_km_millicents: i64,
    wait_cents: i64,
    outside_tariff_cents: i64,
    outside_penalty_cents: i64,
    unfilled_cents: i64,
    crate_handling_cents: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeSection {
    day_cents: i64,
    day_apart_cents: i64,
    vehicle_cents: i64,
    order_cents: i64,
    time_band_minutes: i64,
    minute_cents: i64,
    crate_cents: i64,
    region_cents: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TravelSection {
    metres_per_km: i64,
    centiseconds_per_km: i64,
    fixed_seconds: i64,
}

/// Checks values against their bounds and collects what is wrong.
struct Bounds<'a> {
    found: &'a mut Diagnostics,
}

impl Bounds<'_> {
    /// A whole number within bounds; the bounds are wide, to catch a wrong unit and no opinion.
    fn number(&mut self, key: &'static str, value: i64, least: i64, most: i64) -> i64 {
        if !(least..=most).contains(&value) {
            self.refuse(key, &value.to_string(), &format!("{least} - {most}"));
        }
        value
    }

    fn word<T>(
        &mut self,
        key: &'static str,
        value: &str,
        form: &str,
        read: Option<T>,
    ) -> Option<T> {
        if read.is_none() {
            self.refuse(key, value, form);
        }
        read
    }

    fn refuse(&mut self, key: &'static str, value: &str, allowed: &str) {
        self.found.push(setting_not_allowed(None, key, value, allowed));
    }
}

const MINUTES_MAX: i64 = 24 * 60;
const CENTS_MAX: i64 = 1_000_000;

impl SettingsFile {
    fn into_settings(self, found: &mut Diagnostics) -> Option<Settings> {
        let mut bounds = Bounds { found };
        let prices = self.prices.read(&mut bounds);
        let work = self.work.read(&mut bounds);
        let hub = self.hub.read(&mut bounds);
        let travel = self.travel.read(&mut bounds);
        let changes = self.changes.map(|section| section.read(&mut bounds)).unwrap_or_default();
        let (crate_type, bag, circulation) = self.crates.read(&mut bounds);
        let week = &self.week;
        let days = week.service_days.parse::<WeekdaySet>().ok();
        let service_days =
            bounds.word("week.service_days", &week.service_days, "Mon+Tue+Wed+Thu+Fri", days);
        let access = window(&week.default_access);
        let default_access =
            bounds.word("week.default_access", &week.default_access, "08:30-17:00", access);
        let spacing = i64::from(week.visit_spacing_min_days);
        bounds.number("week.visit_spacing_min_days", spacing, 1, 6);
        let norm = NormDefinition::from_word(&self.province.norm);
        let norm = bounds.word(
            "province.norm",
            &self.province.norm,
            "requests, loans, inter_organisation",
            norm,
        );
        let permille = permille(self.province.norm_percent);
        let percent = self.province.norm_percent.to_string();
        let norm_permille =
            bounds.word("province.norm_percent", &percent, "0 - 100, one decimal", permille);
        let editions = self.fulfilment.as_ref().map_or(Some(EditionPolicy::default()), |section| {
            let policy = EditionPolicy::from_word(&section.editions);
            let allowed = "any, same-category, this";
            bounds.word("fulfilment.editions", &section.editions, allowed, policy)
        });
        let reprint = self.fulfilment.as_ref().and_then(|section| section.reprint_cents);
        let reprint = reprint.unwrap_or(REPRINT_CENTS);
        let reprint = Cents(bounds.number("fulfilment.reprint_cents", reprint, 0, 100_000));
        let load_prices = self.fulfilment.map_or(Some(Vec::new()), |section| {
            let prices = load_prices(&section.load_prices);
            let form = "percent:cents, both rising, such as 80:5+95:20";
            bounds.word("fulfilment.load_prices", &section.load_prices, form, prices)
        });
        Some(Settings {
            province: self.province.name,
            norm: norm?,
            norm_permille: norm_permille?,
            editions: editions?,
            load_prices: load_prices?,
            reprint,
            returns: self.returns.read(&mut bounds)?,
            service_days: service_days?,
            visit_spacing_min_days: week.visit_spacing_min_days,
            default_access: default_access?,
            holidays: HolidayRules { liberation_day: week.liberation_day },
            hub,
            work,
            crate_type,
            bag,
            crates_in_circulation: circulation,
            prices,
            changes,
            travel,
        })
    }
}

/// Shares with prices, both rising; none where nothing is written.
fn load_prices(text: &str) -> Option<Vec<LoadPrice>> {
    const CENTS_MAX: i64 = 10_000;
    let price = |step: &str| {
        let (percent, cents) = step.split_once(':')?;
        let (from_percent, cents) = (percent.parse().ok()?, cents.parse().ok()?);
        let is_meant = (0..100).contains(&from_percent) && (1..=CENTS_MAX).contains(&cents);
        is_meant.then_some(LoadPrice { from_percent, price: Cents(cents) })
    };
    let steps = text.split('+').filter(|_| !text.is_empty()).map(|step| price(step.trim()));
    let steps: Vec<LoadPrice> = steps.collect::<Option<_>>()?;
    let rises = |a: &LoadPrice, b: &LoadPrice| a.from_percent < b.from_percent && a.price < b.price;
    steps.is_sorted_by(rises).then_some(steps)
}

/// Tenths of a per cent; more decimals than one are refused rather than rounded.
fn permille(percent: f64) -> Option<u16> {
    let tenths = percent * 10.0;
    let whole = (0.0..=1_000.0).contains(&tenths) && (tenths - tenths.round()).abs() < 1e-6;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within 0 to 1,000, as just checked"
    )]
    whole.then(|| tenths.round() as u16)
}

fn window(text: &str) -> Option<TimeWindow> {
    let (open, close) = text.split_once('-')?;
    let (open, close) = (open.parse::<ClockTime>().ok()?, close.parse::<ClockTime>().ok()?);
    (open < close).then_some(TimeWindow { open, close })
}

impl ReturnsSection {
    fn read(&self, bounds: &mut Bounds<'_>) -> Option<ReturnsRule> {
        let usual = ReturnsRule::default();
        let word = self.floats.as_deref().unwrap_or_else(|| usual.floats.word());
        let allowed = "home, organisation, province";
        let floats = bounds.word("returns.floats", word, allowed, Floats::from_word(word));
        let horizon_days = self.horizon_days.unwrap_or(usual.horizon_days);
        bounds.number("returns.horizon_days", i64::from(horizon_days), 1, 366);
        let saved = self
            .saved_cents
            .map(|saved| Cents(bounds.number("returns.saved_cents", saved, 0, 100_000)));
        Some(ReturnsRule { floats: floats?, horizon_days, saved })
    }
}

impl HubSection {
    fn read(&self, bounds: &mut Bounds<'_>) -> HubRule {
        bounds.number("hub.sort_days", i64::from(self.sort_days), 1, 5);
        let minutes = |value: i64| Seconds(value * 60);
        HubRule {
            sort_days: self.sort_days,
            loading: minutes(bounds.number(
                "hub.loading_minutes",
                self.loading_minutes,
                0,
                MINUTES_MAX,
            )),
            unloading: minutes(bounds.number(
                "hub.unloading_minutes",
                self.unloading_minutes,
                0,
                MINUTES_MAX,
            )),
        }
    }
}

impl WorkSection {
    fn read(&self, bounds: &mut Bounds<'_>) -> WorkRules {
        let mut minutes =
            |key, value, least| Seconds(bounds.number(key, value, least, MINUTES_MAX) * 60);
        WorkRules {
            work_break: BreakRule {
                after: minutes("work.break_after_minutes", self.break_after_minutes, 1),
                pause: minutes("work.break_minutes", self.break_minutes, 0),
            },
            driving_break: BreakRule {
                after: minutes(
                    "work.driving_break_after_minutes",
                    self.driving_break_after_minutes,
                    1,
                ),
                pause: minutes("work.driving_break_minutes", self.driving_break_minutes, 0),
            },
        }
    }
}

impl CrateSection {
    fn read(&self, bounds: &mut Bounds<'_>) -> (CrateType, BagType, i64) {
        const VOLUME_MAX: i64 = 1_000_000;
        const MASS_MAX: i64 = 100_000;
        const TRANSFERS_MAX: i64 = 1_000;
        let inner =
            bounds.number("crates.inner_millilitres", self.inner_millilitres, 1_000, VOLUME_MAX);
        let tare = bounds.number("crates.tare_grams", self.tare_grams, 0, MASS_MAX);
        let gross_max =
            bounds.number("crates.gross_max_grams", self.gross_max_grams, tare + 1, MASS_MAX);
        let bag_volume = bounds.number("crates.bag_millilitres", self.bag_millilitres, 0, inner);
        let bag_mass = bounds.number("crates.bag_grams", self.bag_grams, 0, gross_max);
        let filling = bounds.number("crates.filling_percent", self.filling_percent, 1, 100);
        let circulation =
            bounds.number("crates.in_circulation", self.in_circulation, 0, 10_000_000);
        let crate_type = CrateType {
            inner: Millilitres(inner),
            filling_percent: filling,
            tare: Grams(tare),
            gross_max: Grams(gross_max),
        };
        let transfers_max = bounds.number(
            "crates.transfer_bags_per_route",
            self.transfer_bags_per_route,
            0,
            TRANSFERS_MAX,
        );
        let bag = BagType { volume: Millilitres(bag_volume), mass: Grams(bag_mass), transfers_max };
        (crate_type, bag, circulation)
    }
}

impl PriceSection {
    fn read(&self, bounds: &mut Bounds<'_>) -> Prices {
        let mut cents = |key, value| bounds.number(key, value, 0, CENTS_MAX);
        Prices {
            driver_cents_per_hour: cents(
                "prices.driver_cents_per_hour",
                self.driver_cents_per_hour,
            ),
            awaited_item_day: Cents(cents(
                "prices.awaited_item_day_cents",
                self.awaited_item_day_cents,
            )),
            other_item_day: Cents(cents("prices.other_item_day_cents", self.other_item_day_cents)),
            touch: Cents(cents("prices.touch_cents", self.touch_cents)),
            other_organisation: Cents(cents(
                "prices.other_organisation_cents",
                self.other_organisation_cents,
            )),
            background: Cents(cents("prices.background_cents", self.background_cents)),
            item_km_millicents: cents("prices.item_km_millicents", self.item_km_millicents),
            wait: Cents(cents("prices.wait_cents", self.wait_cents)),
            outside_tariff: Cents(cents("prices.outside_tariff_cents", self.outside_tariff_cents)),
            outside_penalty: Cents(cents(
                "prices.outside_penalty_cents",
                self.outside_penalty_cents,
            )),
            unfilled: Cents(cents("prices.unfilled_cents", self.unfilled_cents)),
            crate_handling: Cents(cents("prices.crate_handling_cents", self.crate_handling_cents)),
        }
    }
}

impl ChangeSection {
    fn read(&self, bounds: &mut Bounds<'_>) -> ChangeRules {
        let mut cents = |key, value| Cents(bounds.number(key, value, 0, CENTS_MAX));
        let (day, day_apart) = (
            cents("changes.day_cents", self.day_cents),
            cents("changes.day_apart_cents", self.day_apart_cents),
        );
        let (vehicle, order) = (
            cents("changes.vehicle_cents", self.vehicle_cents),
            cents("changes.order_cents", self.order_cents),
        );
        let (minute, crate_more) = (
            cents("changes.minute_cents", self.minute_cents),
            cents("changes.crate_cents", self.crate_cents),
        );
        let region = self.region_cents.map(|price| cents("changes.region_cents", price));
        let region = region.unwrap_or(ChangeRules::default().region);
        let key = "changes.time_band_minutes";
        let band = Seconds(bounds.number(key, self.time_band_minutes, 0, MINUTES_MAX) * 60);
        ChangeRules { day, day_apart, vehicle, order, band, minute, crate_more, region }
    }
}

impl TravelSection {
    fn read(&self, bounds: &mut Bounds<'_>) -> TravelEstimate {
        TravelEstimate {
            metres_per_km: bounds.number("travel.metres_per_km", self.metres_per_km, 1_000, 5_000),
            centiseconds_per_km: bounds.number(
                "travel.centiseconds_per_km",
                self.centiseconds_per_km,
                1_000,
                100_000,
            ),
            seconds_fixed: Seconds(bounds.number(
                "travel.fixed_seconds",
                self.fixed_seconds,
                0,
                3_600,
            )),
        }
    }
}
