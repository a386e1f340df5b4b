#!/usr/bin/env python3
"""A second referee: holds a stored plan of leenroute against every rule, in another language.

    python3 tests/referee.py PLAN_DIR... [--json]

PLAN_DIR is what `leenroute plan --out PLAN_DIR` wrote. This program reads `plan.json` and the raw
CSV files and `settings.toml` below `inputs/`, believes nothing that the plan says of itself,
recomputes all rules of `docs/reference/rules.md` and the cost to the cent, and prints what is
broken; with --json, one object a folder, each on a line. It was written from that page and from
`formats.md` and `plan-folder.md` beside it, not from the program, so that a mistake has to be made
twice to stay hidden.

Exit codes: 0 the plan holds; 1 a rule is broken; 3 the folder cannot be read.

It needs Python 3.11 and nothing else. Codes name everything; positions are those of plan.json.
What it leaves alone: the certificates and the fingerprint of the inputs, which are no rules.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any, Iterable, Iterator, Optional

try:
    import tomllib
except ImportError:
    sys.exit("referee.py: Python 3.11 or newer is needed, for tomllib")

Row = dict[str, str]
Json = dict[str, Any]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LICENCES = ("B", "C1", "C")
AWAITED = ("request", "national-in", "national-out")
EARTH_RADIUS_METRES = 6_371_008.8
COUNT_MAX = 1_000_000
DISTANCE_MAX = 100_000_000
MOMENT_MAX = 48 * 3600
WAY_PARTS = 1_000_000_000


# Reading the raw input


@dataclass
class Place:
    rank: int
    kind: str
    organisation: str
    lon: float
    lat: float
    asked: int
    trolley: bool
    key: bool
    service: int
    per_crate: int
    pull_capacity: int
    shelf_capacity: int
    empties: int
    empties_max: int
    opens: Optional[date]
    closes: Optional[date]
    clean_from: tuple[Optional[date], Optional[date]]
    windows: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    due: dict[tuple[int, int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def at_hub(self) -> bool:
        return self.kind in ("hub", "background")

    def is_used_in(self, monday: date) -> bool:
        """Whether some day of the week of a Monday lies from its opening to its closing."""
        is_open = self.opens is None or self.opens <= monday + timedelta(6)
        return is_open and (self.closes is None or self.closes >= monday)


@dataclass
class Title:
    rank: int
    category: str
    grams: int
    millilitres: int
    work: str


@dataclass
class Request:
    rank: int
    title: str
    pickup: str
    placed: date
    limit: date
    quantity: int
    this_edition: bool
    only_from: Optional[str]
    whole: bool


@dataclass
class Lot:
    title: str
    place: str
    copies: int
    on_shelf: int
    due: Optional[date]


@dataclass
class Vehicle:
    rank: int
    truck: bool
    licence: str
    crates: int
    payload: int
    opens: int
    closes: int
    route_max: int
    days: frozenset[int]
    garage: Optional[tuple[date, date]]
    cents_per_km: int
    day_cents: int
    clean: bool
    range_km: Optional[int]


@dataclass
class Driver:
    licence: str
    days: frozenset[int]
    day_max: int
    week_max: int
    away: Optional[tuple[date, date]]

    def works(self, on: date) -> bool:
        away = self.away is not None and self.away[0] <= on <= self.away[1]
        return on.weekday() in self.days and not away


def rows(folder: Path, name: str) -> list[Row]:
    """The rows of a table by column name; none where the file is absent."""
    path = folder / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def clock(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def column(table: list[Row], name: str) -> dict[str, int]:
    """The numbers of an optional column by `id`, where it says something."""
    return {row["id"]: int(row[name]) for row in table if row.get(name)}


def day(text: Optional[str]) -> Optional[date]:
    return date.fromisoformat(text) if text else None


def span(row: Row) -> Optional[tuple[date, date]]:
    """The days out of a vehicle or a driver, first and last."""
    first, last = day(row.get("out_from")), day(row.get("out_to"))
    return (first, last) if first and last else None


def weekdays(text: str) -> frozenset[int]:
    return frozenset(WEEKDAYS.index(name) for name in text.split("+") if name)


class Inputs:
    """The data folder of the plan, each row under its code."""

    def __init__(self, folder: Path) -> None:
        with (folder / "settings.toml").open("rb") as file:
            self.settings: dict[str, Json] = tomllib.load(file)
        self.service_days = weekdays(self.settings["week"]["service_days"])
        self.places = self._places(folder)
        self.hub = next(code for code, place in self.places.items() if place.kind == "hub")
        self.closures = [
            (row["place"], date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))
            for row in rows(folder, "closures.csv")
        ]
        self.closures += [
            (place["id"], date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))
            for place in rows(folder, "places.csv")
            if place.get("closed_in_school_holidays") == "yes"
            for row in rows(folder, "school_holidays.csv")
        ]
        bodies = rows(folder, "organisations.csv")
        self.lending_max = column(bodies, "lending_max")
        self.net_least = column(bodies, "net_lending_min")
        self.net_most = column(bodies, "net_lending_max")
        self.titles = {
            row["id"]: Title(
                rank, row["category"], int(row["grams"]), int(row["millilitres"]),
                row.get("work") or "",
            )
            for rank, row in enumerate(rows(folder, "titles.csv"))
        }
        self.works: dict[str, list[str]] = defaultdict(list)
        for code, title in self.titles.items():
            self.works[title.work].append(code)
        self.policy = self.settings.get("fulfilment", {}).get("editions", "same-category")
        self.lots: dict[str, list[Lot]] = defaultdict(list)
        for row in rows(folder, "holdings.csv"):
            copies, on_shelf = int(row["copies"]), int(row["on_shelf"])
            lot = Lot(row["title"], row["place"], copies, on_shelf, day(row["due"]))
            self.lots[row["title"]].append(lot)
        self.requests = {
            row["id"]: Request(
                rank, row["title"], row["pickup"], date.fromisoformat(row["placed"]),
                date.fromisoformat(row["limit"]), int(row["quantity"]),
                row.get("editions") == "this", row.get("only_from") or None,
                row.get("whole") == "yes",
            )
            for rank, row in enumerate(rows(folder, "requests.csv"))
        }
        self.shipments = {row["id"]: row for row in rows(folder, "shipments.csv")}
        self.vehicles = self._vehicles(folder)
        self.drivers = {
            row["id"]: Driver(
                row["licence"], weekdays(row["days"]),
                int(row["day_max_minutes"]) * 60, int(row["week_max_minutes"]) * 60,
                span(row),
            )
            for row in rows(folder, "drivers.csv")
        }
        self.travel: Optional[dict[tuple[str, str], tuple[int, int]]] = None
        if (folder / "travel.csv").exists():
            self.travel = {
                (row["from"], row["to"]): (int(row["metres"]), int(row["seconds"]))
                for row in rows(folder, "travel.csv")
            }
        self.hours: dict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
        if self.travel is not None and (folder / "travel_hours.csv").exists():
            for row in rows(folder, "travel_hours.csv"):
                band = (clock(row["begin"]), clock(row["end"]), int(row["seconds"]))
                self.hours[row["from"], row["to"]].append(band)
        self.detours = [
            (
                row["from"], row["to"],
                date.fromisoformat(row["first"]), date.fromisoformat(row["last"]),
                int(row["metres_more"]), int(row["seconds_more"]),
            )
            for row in rows(folder, "detours.csv")
        ]
        crates = self.settings["crates"]
        self.tare: int = crates["tare_grams"]
        self.net_volume: int = crates["inner_millilitres"] * crates["filling_percent"] // 100
        self.net_mass: int = crates["gross_max_grams"] - self.tare

    def _places(self, folder: Path) -> dict[str, Place]:
        places = {
            row["id"]: Place(
                rank, row["kind"], row["organisation"], float(row["lon"]), float(row["lat"]),
                int(row["visits_per_week"]), row["in_hub_building"] == "yes", row["key"] == "yes",
                int(row["service_seconds"]), int(row["crate_seconds"]),
                int(row["pull_capacity"]), int(row["shelf_capacity"]),
                int(row["empties"]), int(row["empties_max"]),
                day(row.get("opens")), day(row.get("closes")),
                (
                    day(row.get("emission_free_vans_from")),
                    day(row.get("emission_free_trucks_from")),
                ),
            )
            for rank, row in enumerate(rows(folder, "places.csv"))
        }
        for row in rows(folder, "access.csv"):
            (weekday,) = weekdays(row["weekday"])
            place, window = places[row["place"]], (clock(row["open"]), clock(row["close"]))
            place.windows[weekday].append(window)
            if row.get("due"):
                cents = int(row["late_cents_per_minute"])
                place.due[weekday, *window] = (clock(row["due"]), cents)
        opens, closes = self.settings["week"]["default_access"].split("-")
        for place in places.values():
            if place.asked > 0 and not place.key and not place.windows:
                for weekday in self.service_days:
                    place.windows[weekday].append((clock(opens), clock(closes)))
        return places

    def _vehicles(self, folder: Path) -> dict[str, Vehicle]:
        vehicles = {}
        for rank, row in enumerate(rows(folder, "vehicles.csv")):
            vehicles[row["id"]] = Vehicle(
                rank, row["class"] == "truck", row["licence"], int(row["crates"]),
                int(row["payload_grams"]), clock(row["shift_open"]), clock(row["shift_close"]),
                int(row["route_max_minutes"]) * 60, weekdays(row["days"]),
                span(row),
                int(row["cents_per_km"]), int(row["day_cents"]),
                row.get("emission_free") == "yes",
                int(row["range_km"]) if row.get("range_km") else None,
            )
        return vehicles

    def is_open(self, code: str, on: date) -> bool:
        """Whether a place can be visited on a date, its weekday apart."""
        if on in holidays(on.year, self.settings["week"]["liberation_day"]):
            return False
        place = self.places[code]
        if (place.opens and on < place.opens) or (place.closes and on > place.closes):
            return False
        spans = [(first, last) for place, first, last in self.closures if place in ("*", code)]
        return not any(first <= on <= last for first, last in spans)

    def permitted(self, code: str, monday: date) -> frozenset[int]:
        """The permitted days of a place in the week of a Monday."""
        place = self.places[code]
        return frozenset(
            weekday
            for weekday in self.service_days
            if (place.key or place.windows.get(weekday))
            and self.is_open(code, monday + timedelta(weekday))
        )

    def editions_of(self, request: Request) -> list[str]:
        """The titles of which a copy fills a request, the one asked for among them."""
        asked = self.titles[request.title]
        if request.this_edition or self.policy == "this" or not asked.work:
            return [request.title]
        same = self.policy == "same-category"
        of_work = self.works[asked.work]
        return [code for code in of_work if not same or self.titles[code].category == asked.category]

    def copies_for(self, request: Request) -> list[Lot]:
        """The lots whose copies fill a request."""
        return [lot for title in self.editions_of(request) for lot in self.lots[title]]

    def as_of(self, folder: Path, monday: date) -> None:
        """Puts every place where its last move up to a Monday has put it, and counts out those
        that are in use on no day of the week."""
        for row in sorted(rows(folder, "relocations.csv"), key=lambda row: row["from"]):
            if date.fromisoformat(row["from"]) <= monday:
                place = self.places[row["place"]]
                place.lon, place.lat = float(row["lon"]), float(row["lat"])
        for place in self.places.values():
            if not place.is_used_in(monday):
                place.asked = place.pull_capacity = place.shelf_capacity = 0

    def leg(self, start: str, end: str, on: date) -> Optional[tuple[int, int]]:
        """Metres and seconds between two places on a date; None where there is no way."""
        known = self.open_leg(start, end)
        if start == end or known is None:
            return known
        metres, seconds = known
        for begin, finish, first, last, farther, longer in self.detours:
            if begin in ("*", start) and finish in ("*", end) and first <= on <= last:
                metres, seconds = max(metres + farther, 0), seconds + longer
        return (metres, seconds)

    def open_leg(self, start: str, end: str) -> Optional[tuple[int, int]]:
        """Metres and seconds between two places while all roads are open."""
        if start == end:
            return (0, 0)
        if self.travel is not None:
            return self.travel.get((start, end))
        straight = straight_line(self.places[start], self.places[end])
        if straight == 0:
            return (0, 0)
        estimate = self.settings["travel"]
        metres = up(straight * estimate["metres_per_km"], 1000)
        moving = up(straight * estimate["centiseconds_per_km"], 100_000)
        return (metres, estimate["fixed_seconds"] + moving)

    def leg_from(
        self, way: tuple[str, str], on: date, leaves: int,
    ) -> Optional[tuple[int, int]]:
        """The same by the hour: each band of the day is driven at its own pace."""
        leg, known = self.leg(*way, on), self.open_leg(*way)
        bands = self.hours.get(way)
        if leg is None or known is None or not bands:
            return leg
        metres, usual = leg
        longer = usual - known[1]
        borders = sorted({moment for begin, until, _ in bands for moment in (begin, until)})
        now, left = leaves, WAY_PARTS
        while True:
            pace = usual
            for begin, until, seconds in bands:
                if begin <= now < until:
                    pace = seconds + longer
            needs = (left * pace * 2 + WAY_PARTS) // (2 * WAY_PARTS)
            border = next((moment for moment in borders if moment > now), None)
            if border is None or now + needs <= border:
                return (metres, now + needs - leaves)
            left -= (border - now) * WAY_PARTS // pace
            now = border


def up(numerator: int, denominator: int) -> int:
    """A quotient, rounded up."""
    return -(-numerator // denominator)


def straight_line(start: Place, end: Place) -> int:
    """The great circle by the haversine formula, in whole metres."""
    lat1, lat2 = math.radians(start.lat), math.radians(end.lat)
    half_lat = (lat2 - lat1) / 2
    half_lon = math.radians(end.lon - start.lon) / 2
    a = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return math.floor(EARTH_RADIUS_METRES * 2 * math.asin(math.sqrt(a)) + 0.5)


def holidays(year: int, liberation_day: bool) -> set[date]:
    """The public holidays on which libraries are closed."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    full = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    sunday = (year + year // 4 + full + 2 - century + century // 4) % 7
    easter = date(year, 3, 28) + timedelta(full - sunday)
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == 6:
        kings_day = date(year, 4, 26)
    days = {easter + timedelta(after) for after in (0, 1, 39, 49, 50)}
    days |= {date(year, 1, 1), kings_day, date(year, 12, 25), date(year, 12, 26)}
    return days | ({date(year, 5, 5)} if liberation_day else set())


# The case: the plan, and what follows from its dated visits


@dataclass
class Violation:
    rule: str
    subject: str
    expected: str
    found: str


@dataclass
class Way:
    collected_by: Optional[int] = None
    delivered_by: Optional[int] = None
    leaves: Optional[date] = None
    arrives: Optional[date] = None


class Case:
    def __init__(self, inputs: Inputs, plan: Json) -> None:
        self.inputs, self.plan = inputs, plan
        year, week = plan["week"].split("-W")
        self.monday = date.fromisocalendar(int(year), int(week), 1)
        self.last_day = self.monday + timedelta(max(inputs.service_days, default=6))
        self.broken: list[Violation] = []
        self.calls: dict[str, list[tuple[date, Optional[int]]]] = defaultdict(list)
        self.ways: list[Way] = []
        self.left_behind: Counter[int] = Counter()
        self.terms: dict[str, int] = {}

    def follow(self) -> None:
        """Moves every parcel through the visits of a plan that has a shape."""
        for index, visit in enumerate(self.plan["visits"]):
            self.calls[visit["place"]].append((date.fromisoformat(visit["date"]), index))
        for visit in self.plan["following"]:
            self.calls[visit["place"]].append((date.fromisoformat(visit["date"]), None))
        for calls in self.calls.values():
            calls.sort(key=lambda call: call[0])
        self.ways = [
            self.way(parcel["from"], parcel["to"], date.fromisoformat(parcel["ready"]))
            for parcel in self.plan["parcels"]
        ]
        for bag in self.bags():
            for parcel, _ in bag["contents"]:
                if self.bag_carries(bag, parcel):
                    visit = self.plan["visits"][bag["to"]]
                    self.ways[parcel].delivered_by = bag["to"]
                    self.ways[parcel].arrives = date.fromisoformat(visit["date"])
        for parcel, items, _, _ in self.staying():
            self.left_behind[parcel] += items

    def bags(self) -> Iterator[Json]:
        """The sealed bags from stop to stop of all routes."""
        for route in self.plan["routes"]:
            yield from route.get("transfers", [])

    def rides_forwards(self, bag: Json) -> bool:
        """A bag leaves at a stop before the one that it goes to, on the route that holds it."""
        route = next(r for r in self.plan["routes"] if any(bag is b for b in r.get("transfers", [])))
        stops = route["visits"]
        both = bag["from"] in stops and bag["to"] in stops
        return both and stops.index(bag["from"]) < stops.index(bag["to"])

    def bag_carries(self, bag: Json, at: int) -> bool:
        """Whether a parcel rides in a bag as it should."""
        parcel, visits = self.plan["parcels"][at], self.plan["visits"]
        start, end = visits[bag["from"]]["place"], visits[bag["to"]]["place"]
        return (
            self.rides_forwards(bag)
            and (parcel["from"], parcel["to"]) == (start, end)
            and self.ways[at].collected_by == bag["from"]
        )

    def first_call(self, place: str, on: date) -> Optional[tuple[date, Optional[int]]]:
        return next((call for call in self.calls[place] if call[0] >= on), None)

    def way(self, start: str, end: str, ready: date) -> Way:
        places = self.inputs.places
        if start == end:
            return Way(leaves=ready, arrives=ready)
        way = Way()
        if places[start].at_hub:
            way.leaves = ready
        else:
            call = self.first_call(start, ready)
            if call is None:
                return way
            way.leaves, way.collected_by = call
        if places[end].at_hub:
            way.arrives = way.leaves
            return way
        sorting = 0 if start == self.inputs.hub else self.inputs.settings["hub"]["sort_days"]
        call = self.first_call(end, way.leaves + timedelta(sorting))
        if call is not None:
            way.arrives, way.delivered_by = call
        if start == self.inputs.hub:
            way.leaves = way.arrives
        return way

    def ready(self, request: Request) -> date:
        """A copy can leave a shelf on the day after the request, and not before this week."""
        return max(request.placed + timedelta(1), self.monday)

    def staying(self) -> Iterator[tuple[int, int, str, Any]]:
        """Items that stay behind: parcel, items, kind of reason, its details."""
        for unserved in self.plan["unserved"]:
            if "parcel" in unserved:
                kind, details = reason_of(unserved["parcel"]["reason"])
                yield unserved["parcel"]["parcel"], unserved["parcel"]["items"], kind, details

    def visits_of(self, place: str) -> list[int]:
        return [index for _, index in self.calls[place] if index is not None]

    def whole_in(self, fill: list[list[int]]) -> list[int]:
        """The parcels in a crate or bag that ask for whole crates."""
        parcels = self.plan["parcels"]
        return [parcel for parcel, _ in fill if parcels[parcel]["whole_crates"] is not None]

    def weigh(self, fill: list[list[int]]) -> tuple[int, int]:
        """Grams and millilitres of the items in a crate or bag."""
        parcels = self.plan["parcels"]
        grams = sum(parcels[parcel]["grams_each"] * items for parcel, items in fill)
        volume = sum(parcels[parcel]["millilitres_each"] * items for parcel, items in fill)
        return grams, volume

    def span(self, route: Json) -> int:
        """Seconds from the start of loading to the end of unloading."""
        return route["back_seconds"] - route["departure_seconds"] + self.handling()

    def handling(self) -> int:
        hub = self.inputs.settings["hub"]
        return (hub["loading_minutes"] + hub["unloading_minutes"]) * 60

    def legs(self, route: Json) -> list[Optional[tuple[int, int]]]:
        legs, here, leaves = [], self.inputs.hub, route["departure_seconds"]
        on = date.fromisoformat(route["date"])
        for rank, at in enumerate(route["visits"]):
            visit = self.plan["visits"][at]
            legs.append(self.inputs.leg_from((here, visit["place"]), on, leaves))
            pauses = [p["duration_seconds"] for p in route["breaks"] if p["after_rank"] == rank]
            here, leaves = visit["place"], visit["end_seconds"] + sum(pauses)
        legs.append(self.inputs.leg_from((here, self.inputs.hub), on, leaves))
        return legs

    def say(self, rule: str, subject: str, expected: Any, found: Any) -> None:
        self.broken.append(Violation(rule, subject, str(expected), str(found)))

    def same(self, rule: str, subject: str, expected: Any, found: Any) -> None:
        if expected != found:
            self.say(rule, subject, expected, found)

    def at_most(self, rule: str, subject: str, most: Any, found: Any) -> None:
        if found > most:
            self.say(rule, subject, f"at most {most}", found)

    def at_least(self, rule: str, subject: str, least: Any, found: Any) -> None:
        if found < least:
            self.say(rule, subject, f"at least {least}", found)


def reason_of(reason: Any) -> tuple[str, Any]:
    if isinstance(reason, str):
        return reason, {}
    ((kind, details),) = reason.items()
    return kind, details


def shelf_of(supply: Json) -> Optional[str]:
    source = supply["source"]
    return source["shelf"] if isinstance(source, dict) else None


def fills_of(visit: Json) -> Iterator[list[list[int]]]:
    yield from visit["delivery"]["crates"]
    if visit["delivery"]["bag"] is not None:
        yield visit["delivery"]["bag"]
    yield from visit["pickup"]["crates"]


def crates_in(visit: Json) -> int:
    return len(visit["delivery"]["crates"]) + visit["delivery"]["empties"]


def crates_out(visit: Json) -> int:
    return len(visit["pickup"]["crates"]) + visit["pickup"]["empties"]


def lasted(visit: Json) -> int:
    return visit["end_seconds"] - visit["start_seconds"]


def rest_of(route: Json) -> int:
    return sum(pause["duration_seconds"] for pause in route["breaks"])


# Shape


def shape(case: Case) -> None:
    names_rows(case)
    counts(case)
    if not case.broken:
        dates(case)
        route_visits(case)
        order(case)


def names_rows(case: Case) -> None:
    inputs, plan = case.inputs, case.plan

    def code(subject: str, table: Iterable[str], named: Optional[str]) -> None:
        if named is not None and named not in table:
            case.say("index", subject, "a row", named)

    def position(subject: str, listed: str, named: Optional[int]) -> None:
        if named is not None and not 0 <= named < len(plan[listed]):
            case.say("index", subject, f"a position in {listed}", named)

    for at, supply in enumerate(plan["supplies"]):
        code(f"supply {at}", inputs.requests, supply["request"])
        code(f"supply {at}", inputs.places, shelf_of(supply))
        code(f"supply {at}", inputs.titles, supply.get("edition"))
    for at, parcel in enumerate(plan["parcels"]):
        subject = f"parcel {at}"
        code(subject, inputs.requests, parcel["origin"].get("request"))
        code(subject, inputs.shipments, parcel["origin"].get("shipment"))
        code(subject, inputs.places, parcel["from"])
        code(subject, inputs.places, parcel["to"])
        position(subject, "visits", parcel["collected_by"])
        position(subject, "visits", parcel["delivered_by"])
    for at, visit in enumerate(plan["visits"]):
        code(f"visit {at}", inputs.places, visit["place"])
        position(f"visit {at}", "routes", visit["route"])
        for fill in fills_of(visit):
            for parcel, _ in fill:
                position(f"visit {at}", "parcels", parcel)
    for at, route in enumerate(plan["routes"]):
        code(f"route {at}", inputs.vehicles, route["vehicle"])
        code(f"route {at}", inputs.drivers, route["driver"])
        for visit in (*route["visits"], *(v for mixed in route["mixed_crates"] for v in mixed)):
            position(f"route {at}", "visits", visit)
        for bag in route.get("transfers", []):
            position(f"route {at}", "visits", bag["from"])
            position(f"route {at}", "visits", bag["to"])
            for parcel, _ in bag["contents"]:
                position(f"route {at}", "parcels", parcel)
        for pause in route["breaks"]:
            if not 0 <= pause["after_rank"] < len(route["visits"]):
                case.say("index", f"route {at}", "the rank of a visit", pause["after_rank"])
    for name in ("following", "excuses"):
        for at, entry in enumerate(plan[name]):
            code(f"{name} {at}", inputs.places, entry["place"])
    for at, unserved in enumerate(plan["unserved"]):
        code(f"unserved {at}", inputs.places, unserved.get("visit", {}).get("place"))
        code(f"unserved {at}", inputs.requests, unserved.get("request", {}).get("request"))
        position(f"unserved {at}", "parcels", unserved.get("parcel", {}).get("parcel"))


def counts(case: Case) -> None:
    plan = case.plan

    def within(subject: str, most: int, *numbers: int) -> None:
        for number in numbers:
            if not 0 <= number <= most:
                case.say("count", subject, f"0 to {most}", number)

    for at, supply in enumerate(plan["supplies"]):
        within(f"supply {at}", COUNT_MAX, supply["quantity"])
    for at, parcel in enumerate(plan["parcels"]):
        measures = parcel["items"], parcel["grams_each"], parcel["millilitres_each"]
        within(f"parcel {at}", COUNT_MAX, *measures, parcel["whole_crates"] or 0)
    for at, visit in enumerate(plan["visits"]):
        subject = f"visit {at}"
        within(subject, COUNT_MAX, *(items for fill in fills_of(visit) for _, items in fill))
        for side in (visit["delivery"], visit["pickup"]):
            within(subject, COUNT_MAX, side["empties"], side["crates_at_least"])
        moments = visit["arrival_seconds"], visit["start_seconds"], visit["end_seconds"]
        within(subject, MOMENT_MAX, *moments)
        case.at_least("count", subject, visit["start_seconds"], visit["end_seconds"])
    for at, route in enumerate(plan["routes"]):
        within(f"route {at}", MOMENT_MAX, route["departure_seconds"], route["back_seconds"])
        case.at_least("count", f"route {at}", route["departure_seconds"], route["back_seconds"])
        within(f"route {at}", DISTANCE_MAX, route["distance_metres"])
        for bag in route.get("transfers", []):
            within(f"route {at}", COUNT_MAX, *(items for _, items in bag["contents"]))
        for pause in route["breaks"]:
            within(f"route {at}", MOMENT_MAX, pause["start_seconds"], pause["duration_seconds"])
    for parcel, items, _, details in case.staying():
        within(f"unserved items of parcel {parcel}", COUNT_MAX, items, details.get("crates", 0))


def dates(case: Case) -> None:
    for name, monday in (
        ("visits", case.monday),
        ("routes", case.monday),
        ("following", case.monday + timedelta(7)),
    ):
        for at, entry in enumerate(case.plan[name]):
            if not monday <= date.fromisoformat(entry["date"]) <= monday + timedelta(6):
                case.say("dates", f"{name} {at}", f"the week of {monday}", entry["date"])


def route_visits(case: Case) -> None:
    visits = case.plan["visits"]
    listed: Counter[int] = Counter()
    for at, route in enumerate(case.plan["routes"]):
        case.at_least("route_visits", f"route {at}", 1, len(route["visits"]))
        for visit in route["visits"]:
            listed[visit] += 1
            case.same("route_visits", f"visit {visit}", at, visits[visit]["route"])
            case.same("route_visits", f"visit {visit}", route["date"], visits[visit]["date"])
    for at, visit in enumerate(visits):
        times = 0 if visit["route"] is None else 1
        case.same("route_visits", f"visit {at}", times, listed[at])


def order(case: Case) -> None:
    inputs, plan = case.inputs, case.plan
    rank = {visit: at for route in plan["routes"] for at, visit in enumerate(route["visits"])}
    by_road = [(at, visit) for at, visit in enumerate(plan["visits"]) if visit["route"] is not None]
    visit_keys = [(visit["date"], visit["route"], rank.get(at, 0)) for at, visit in by_road]
    lists = {
        "supplies": [inputs.requests[supply["request"]].rank for supply in plan["supplies"]],
        "dates of visits": [visit["date"] for visit in plan["visits"]],
        "visits": visit_keys,
        "routes": [(r["date"], inputs.vehicles[r["vehicle"]].rank) for r in plan["routes"]],
        "following": [(v["date"], inputs.places[v["place"]].rank) for v in plan["following"]],
    }
    for at, route in enumerate(plan["routes"]):
        lists[f"breaks of route {at}"] = [pause["after_rank"] for pause in route["breaks"]]
    for name, keys in lists.items():
        if keys != sorted(keys):
            case.say("order", name, "a rising order", keys)


# Visits


def visit_rules(case: Case) -> None:
    inputs, plan = case.inputs, case.plan
    permitted = {code: inputs.permitted(code, case.monday) for code in inputs.places}
    for at, visit in enumerate(plan["visits"]):
        weekday = date.fromisoformat(visit["date"]).weekday()
        if weekday not in permitted[visit["place"]]:
            case.say("visit_day", f"visit {at}", sorted(permitted[visit["place"]]), weekday)
        trolley = inputs.places[visit["place"]].trolley
        case.same("visit_route", f"visit {at}", trolley, visit["route"] is None)
    least = inputs.settings["week"]["visit_spacing_min_days"]
    for code, place in inputs.places.items():
        made = [date.fromisoformat(plan["visits"][at]["date"]) for at in case.visits_of(code)]
        for on, times in Counter(made).items():
            case.at_most("visit_once", f"{code} on {on}", 1, times)
        excused = proven_excuse(case, code, permitted[code], {on.weekday() for on in made})
        case.same("visit_count", code, place.asked - excused, len(made))
        choices = combinations(sorted(permitted[code]), place.asked)
        if any(narrowest(choice) >= least for choice in choices):
            gap = narrowest(sorted({on.weekday() for on in made}))
            case.at_least("visit_spacing", code, least, gap)
    following(case)


def narrowest(days: Iterable[int]) -> int:
    """The fewest days between two weekdays of a set that repeats every week."""
    days = list(days)
    if not days:
        return 7
    return min(later - sooner for sooner, later in zip(days, [*days[1:], days[0] + 7]))


def proven_excuse(case: Case, code: str, permitted: frozenset[int], made: set[int]) -> int:
    """The visits that excuses take away; an excuse that is not proven is a violation."""
    missing = max(0, case.inputs.places[code].asked - len(permitted))
    excused = 0
    named = [excuse for excuse in case.plan["excuses"] if excuse["place"] == code]
    for rank, excuse in enumerate(named):
        days = weekdays(excuse["reason"]["closed_days"]["open"])
        facts = (missing, permitted, permitted, 0)
        if missing > 0 and (excuse["visits"], days, made, rank) == facts:
            excused = missing
        else:
            case.say("excuse", code, f"{missing} visits", excuse)
    return excused


def following(case: Case) -> None:
    monday = case.monday + timedelta(7)
    named: dict[str, list[date]] = defaultdict(list)
    for visit in case.plan["following"]:
        named[visit["place"]].append(date.fromisoformat(visit["date"]))
    for code, days in named.items():
        permitted = case.inputs.permitted(code, monday)
        for on in days:
            if on.weekday() not in permitted:
                case.say("following_visit", code, sorted(permitted), on)
        case.same("following_visit", code, len(set(days)), len(days))
        case.at_most("following_visit", code, case.inputs.places[code].asked, len(days))


# Supplies


def departure(case: Case, request: Request, lender: str) -> Optional[date]:
    """The date on whose pull list a copy for a request stands."""
    ready = case.ready(request)
    if lender == request.pickup:
        call = case.first_call(lender, ready)
        return call[0] if call else ready
    return case.way(lender, request.pickup, ready).leaves


def supply_rules(case: Case) -> None:
    inputs, plan = case.inputs, case.plan
    filled: Counter[str] = Counter()
    pulled: Counter[tuple[str, date]] = Counter()
    taken: Counter[tuple[str, str]] = Counter()
    held: Counter[str] = Counter()
    lent: Counter[str] = Counter()
    net: Counter[str] = Counter()
    lacking: Counter[str] = Counter()
    for at, supply in enumerate(plan["supplies"]):
        request, quantity = inputs.requests[supply["request"]], supply["quantity"]
        lender = shelf_of(supply)
        case.at_most("supply_considered", f"supply {at}", case.last_day, request.placed)
        case.at_least("supply_considered", f"supply {at}", case.monday, request.limit)
        filled[supply["request"]] += quantity
        if supply["source"] == "unfilled":
            lacking[supply["request"]] += quantity
        if lender is not None:
            taken[title_of(case, supply), lender] += quantity
            leaves = departure(case, request, lender)
            if leaves is not None:
                pulled[lender, leaves] += quantity
            lends, borrows = (inputs.places[it].organisation for it in (lender, request.pickup))
            lent[lends] += quantity
            net[lends] += quantity
            net[borrows] -= quantity
        if lender is not None or supply["source"] == "outside":
            held[request.pickup] += quantity
    for code, request in inputs.requests.items():
        if request.placed <= case.last_day and request.limit >= case.monday:
            case.same("supply_quantity", f"request {code}", request.quantity, filled[code])
    for code, items in lacking.items():
        if inputs.requests[code].whole and 0 < items < inputs.requests[code].quantity:
            case.say("whole_group", f"request {code}", 0, items)
    for (title, lender), items in taken.items():
        on_shelf = sum(lot.on_shelf for lot in inputs.lots[title] if lot.place == lender)
        case.at_most("shelf_copies", f"{title} in {lender}", on_shelf, items)
    for (lender, on), items in pulled.items():
        capacity = inputs.places[lender].pull_capacity
        case.at_most("pull_capacity", f"{lender} on {on}", capacity, items)
    for organisation, most in inputs.lending_max.items():
        case.at_most("lending_max", organisation, most, lent[organisation])
    for organisation, most in inputs.net_most.items():
        case.at_most("net_lending", organisation, most, net[organisation])
    for organisation, least in inputs.net_least.items():
        case.at_least("net_lending", organisation, least, net[organisation])
    spent = {code for code, most in inputs.lending_max.items() if lent[code] >= most}
    full = {code for code, most in inputs.net_most.items() if net[code] >= most}
    bare = {code for code, least in inputs.net_least.items() if net[code] <= least}
    for code, items in held.items():
        if items > 0:
            case.at_most("hold_shelf", code, inputs.places[code].shelf_capacity, items)
    editions(case)
    particular_copies(case)
    in_use(case)
    returning(case)
    for at, supply in enumerate(plan["supplies"]):
        if supply["quantity"] > 0:
            copies_left(case, at, supply, (taken, pulled, held, (spent, full, bare)))


def title_of(case: Case, supply: Json) -> str:
    """The title of the copies of a supply."""
    edition: Optional[str] = supply.get("edition")
    return edition or case.inputs.requests[supply["request"]].title


def editions(case: Case) -> None:
    for at, supply in enumerate(case.plan["supplies"]):
        request, edition = case.inputs.requests[supply["request"]], supply.get("edition")
        if edition is None:
            continue
        by_copy = shelf_of(supply) is not None or supply["source"] == "returning"
        allowed = edition in case.inputs.editions_of(request) and edition != request.title
        if not by_copy or not allowed:
            case.say("edition", f"supply {at}", request.title, edition)


def particular_copies(case: Case) -> None:
    for at, supply in enumerate(case.plan["supplies"]):
        only, lender = case.inputs.requests[supply["request"]].only_from, shelf_of(supply)
        other = supply["source"] == "returning" or lender not in (None, only)
        if only is not None and other:
            case.say("only_from", f"supply {at}", only, supply["source"])


def in_use(case: Case) -> None:
    inputs = case.inputs
    unused = {code for code, place in inputs.places.items() if not place.is_used_in(case.monday)}
    for at, supply in enumerate(case.plan["supplies"]):
        pickup = inputs.requests[supply["request"]].pickup
        if supply["source"] != "unfilled" and unused & {shelf_of(supply), pickup}:
            case.say("in_use", f"supply {at}", "a place in use", pickup)
    named = Counter(
        entry["request"]["request"] for entry in case.plan["unserved"] if "request" in entry
    )
    for code, request in inputs.requests.items():
        considered = request.placed <= case.last_day and request.limit >= case.monday
        if considered and request.pickup in unused:
            case.same("in_use", f"request {code}", 1, named[code])


def returning(case: Case) -> None:
    awaited: dict[str, Counter[date]] = defaultdict(Counter)
    for supply in case.plan["supplies"]:
        if supply["source"] == "returning":
            request = case.inputs.requests[supply["request"]]
            awaited[title_of(case, supply)][request.limit] += supply["quantity"]
    for title, by_limit in awaited.items():
        for limit in by_limit:
            items = sum(number for by, number in by_limit.items() if by <= limit)
            lots = [lot for lot in case.inputs.lots[title] if lot.due and lot.due <= limit]
            back = sum(lot.copies - lot.on_shelf for lot in lots)
            case.at_most("returning_copies", f"{title} by {limit}", back, items)


def copies_left(
    case: Case, at: int, supply: Json,
    used: tuple[
        Counter[tuple[str, str]], Counter[tuple[str, date]], Counter[str],
        tuple[set[str], set[str], set[str]],
    ],
) -> None:
    taken, pulled, held, (spent, spent_net, bare) = used
    request, lender = case.inputs.requests[supply["request"]], shelf_of(supply)
    own = request.pickup
    if lender == own or (request.whole and supply["source"] == "unfilled"):
        return
    full = held[own] >= case.inputs.places[own].shelf_capacity
    for lot in case.inputs.copies_for(request):
        if request.only_from not in (None, lot.place):
            continue
        lends, borrows = (case.inputs.places[it].organisation for it in (lot.place, own))
        if lends in spent or (lends != borrows and (lends in spent_net or borrows in bare)):
            continue
        if lender is not None and lot.place != own:
            continue
        if lender is None and full:
            continue
        left = lot.on_shelf - taken[lot.title, lot.place]
        leaves = departure(case, request, lot.place)
        if left <= 0 or leaves is None:
            continue
        arrives = case.way(lot.place, own, case.ready(request)).arrives
        room = case.inputs.places[lot.place].pull_capacity - pulled[lot.place, leaves]
        if arrives is not None and room > 0:
            rule = "own_copy_first" if lot.place == own else "copy_left"
            case.say(rule, f"supply {at}", f"no copy left in {lot.place}", left)


# Movement


def movement_rules(case: Case) -> None:
    expected = list(expected_parcels(case))
    parcels = case.plan["parcels"]
    case.same("parcels", "plan", len(expected), len(parcels))
    for at, (wanted, parcel) in enumerate(zip(expected, parcels)):
        case.same("parcels", f"parcel {at}", wanted, {key: parcel[key] for key in wanted})
    for at, (way, parcel) in enumerate(zip(case.ways, parcels)):
        subject = f"parcel {at}"
        case.same("collected_by", subject, way.collected_by, parcel["collected_by"])
        case.same("delivered_by", subject, way.delivered_by, parcel["delivered_by"])
        case.same("leaves", subject, way.leaves, day(parcel["leaves"]))
        case.same("arrives", subject, way.arrives, day(parcel["arrives"]))


def expected_parcels(case: Case) -> Iterator[Json]:
    for supply in case.plan["supplies"]:
        request, lender = case.inputs.requests[supply["request"]], shelf_of(supply)
        if lender is None or lender == request.pickup:
            continue
        title = case.inputs.titles[title_of(case, supply)]
        yield {
            "kind": "request", "origin": {"request": supply["request"]},
            "from": lender, "to": request.pickup, "items": supply["quantity"],
            "grams_each": title.grams, "millilitres_each": title.millilitres,
            "whole_crates": None,
            "accepted": str(request.placed), "ready": str(case.ready(request)),
        }
    for code, row in case.inputs.shipments.items():
        if date.fromisoformat(row["ready"]) <= case.last_day:
            yield {
                "kind": row["kind"], "origin": {"shipment": code},
                "from": row["from"], "to": row["to"], "items": int(row["items"]),
                "grams_each": int(row["grams_each"]),
                "millilitres_each": int(row["millilitres_each"]),
                "whole_crates": int(row["whole_crates"]) if row["whole_crates"] else None,
                "accepted": row["accepted"], "ready": row["ready"],
            }


# Contents


def transfer_rules(case: Case) -> None:
    times: Counter[int] = Counter()
    for at, bag in enumerate(case.bags()):
        if not case.rides_forwards(bag):
            case.say("transfer", f"bag {at}", "a later stop of its route", bag["to"])
        case.at_least("transfer", f"bag {at}", 1, len(bag["contents"]))
        for parcel, items in bag["contents"]:
            times[parcel] += 1
            if not case.bag_carries(bag, parcel):
                case.say("transfer", f"parcel {parcel}", "one that leaves and ends there", bag)
            whole = case.plan["parcels"][parcel]["items"]
            case.same("transfer", f"parcel {parcel}", whole, items)
    for parcel, number in times.items():
        case.same("transfer", f"parcel {parcel}", 1, number)


def content_rules(case: Case) -> None:
    unserved(case)
    parcels, visits = case.plan["parcels"], case.plan["visits"]
    for side, rule in (("pickup", "pickup_contents"), ("delivery", "delivery_contents")):
        wanted: Counter[tuple[int, int]] = Counter()
        for at, way in enumerate(case.ways):
            visit = way.collected_by if side == "pickup" else way.delivered_by
            if visit is not None:
                wanted[visit, at] = parcels[at]["items"] - case.left_behind[at]
        packed: Counter[tuple[int, int]] = Counter()
        for at, visit in enumerate(visits):
            bag = visit[side].get("bag")
            for fill in (*visit[side]["crates"], *([bag] if bag is not None else [])):
                for parcel, items in fill:
                    packed[at, parcel] += items
        for bag in case.bags():
            for parcel, items in bag["contents"]:
                packed[bag["from" if side == "pickup" else "to"], parcel] += items
        for visit, parcel in sorted(wanted.keys() | packed.keys()):
            found = packed[visit, parcel]
            case.same(rule, f"parcel {parcel} at visit {visit}", wanted[visit, parcel], found)


def unserved(case: Case) -> None:
    parcels = case.plan["parcels"]
    named: set[str] = set()
    for parcel, items, kind, details in case.staying():
        subject = f"unserved items of parcel {parcel}"
        case.at_least("unserved_items", subject, 1, items)
        if (line := f"{parcel} {kind} {details}") in named:
            case.say("unserved_items", subject, "once", "twice")
        named.add(line)
        if not stays_for_a_reason(case, parcel, items, (kind, details)):
            case.say("unserved_reason", subject, "a reason that holds", kind)
    for at, parcel in enumerate(parcels):
        case.at_most("unserved_items", f"parcel {at}", parcel["items"], case.left_behind[at])
        way = case.ways[at]
        waits = way.leaves is None or case.inputs.places[parcel["from"]].at_hub
        if way.arrives is None and way.collected_by is None and waits:
            case.at_least("unserved_items", f"parcel {at}", parcel["items"], case.left_behind[at])
    for entry in case.plan["unserved"]:
        if "request" in entry:
            pickup = case.inputs.requests[entry["request"]["request"]].pickup
            used = case.inputs.places[pickup].is_used_in(case.monday)
            if used or reason_of(entry["request"]["reason"])[0] != "not_in_use":
                case.say("unserved_reason", f"request for {pickup}", "a place not in use", pickup)
        if "visit" not in entry:
            continue
        code, (kind, _) = entry["visit"]["place"], reason_of(entry["visit"]["reason"])
        days = len(case.inputs.permitted(code, case.monday))
        missing = min(case.inputs.places[code].asked, days) - len(case.visits_of(code))
        if kind != "no_route_fits" or missing <= 0:
            case.say("unserved_reason", f"visit of {code}", "a visit that is missing", kind)


def stays_for_a_reason(case: Case, at: int, items: int, reason: tuple[str, Json]) -> bool:
    parcel, way, (kind, details) = case.plan["parcels"][at], case.ways[at], reason
    if kind == "oversize":
        volume, mass = parcel["millilitres_each"], parcel["grams_each"]
        return volume > case.inputs.net_volume or mass > case.inputs.net_mass
    if kind == "no_visit":
        return way.arrives is None
    if kind not in ("vehicle_full", "no_empty_crates"):
        return False
    crates = min(details["crates"], crates_left_behind(case, kind))
    if kind == "no_empty_crates":
        return way.collected_by is not None and spare_crates(case, way.collected_by) < crates
    grams = parcel["grams_each"] * items + case.inputs.tare * crates
    return any(
        free_crates < crates or free_grams < grams for free_crates, free_grams in rooms(case, at)
    )


def crates_left_behind(case: Case, kind: str) -> int:
    """Crates that all items left behind for a kind of reason fill, a parcel a crate of its own."""
    needed = 0
    for at, items, other, _ in case.staying():
        if other != kind:
            continue
        parcel = case.plan["parcels"][at]
        if parcel["whole_crates"] is not None:
            needed += parcel["whole_crates"]
            continue
        fits = [items]
        if parcel["millilitres_each"] > 0:
            fits.append(case.inputs.net_volume // parcel["millilitres_each"])
        if parcel["grams_each"] > 0:
            fits.append(case.inputs.net_mass // parcel["grams_each"])
        needed += up(items, max(1, min(fits)))
    return needed


def spare_crates(case: Case, visit: int) -> int:
    """Crates that a place still has when it has put out everything for a visit."""
    code = case.plan["visits"][visit]["place"]
    standing = case.inputs.places[code].empties
    for at in case.visits_of(code):
        standing -= crates_out(case.plan["visits"][at])
        if at == visit:
            break
        standing += crates_in(case.plan["visits"][at])
    return standing


def rooms(case: Case, at: int) -> Iterator[tuple[int, int]]:
    """Free crates and grams on each leg on which a parcel would ride."""
    way = case.ways[at]
    for visit, brought in ((way.delivered_by, True), (way.collected_by, False)):
        number = None if visit is None else case.plan["visits"][visit]["route"]
        if number is None:
            continue
        route = case.plan["routes"][number]
        vehicle = case.inputs.vehicles[route["vehicle"]]
        rank = route["visits"].index(visit)
        on_board = loads(case, route)
        for crates, grams in on_board[: rank + 1] if brought else on_board[rank + 1 :]:
            yield vehicle.crates - crates, vehicle.payload - grams


# Crates


def crate_rules(case: Case) -> None:
    inputs, plan = case.inputs, case.plan
    bags = inputs.settings["crates"]
    for at, visit in enumerate(plan["visits"]):
        for side in ("pickup", "delivery"):
            for fill in visit[side]["crates"]:
                if case.whole_in(fill):
                    continue
                grams, volume = case.weigh(fill)
                case.at_most("crate_volume", f"visit {at}", inputs.net_volume, volume)
                case.at_most("crate_mass", f"visit {at}", inputs.net_mass, grams)
        used = len(visit["pickup"]["crates"])
        case.at_most("crates_at_least", f"visit {at}", used, visit["pickup"]["crates_at_least"])
        used = len(visit["delivery"]["crates"]) + (visit["delivery"]["bag"] is not None)
        case.at_most("crates_at_least", f"visit {at}", used, visit["delivery"]["crates_at_least"])
        if visit["delivery"]["bag"] is not None:
            grams, volume = case.weigh(visit["delivery"]["bag"])
            case.at_most("bag_volume", f"visit {at}", bags["bag_millilitres"], volume)
            case.at_most("bag_mass", f"visit {at}", bags["bag_grams"], grams)
    for at, bag in enumerate(case.bags()):
        grams, volume = case.weigh(bag["contents"])
        case.at_most("bag_volume", f"bag {at}", bags["bag_millilitres"], volume)
        case.at_most("bag_mass", f"bag {at}", bags["bag_grams"], grams)
        if case.whole_in(bag["contents"]):
            case.say("whole_crates", f"bag {at}", "no whole crates", bag["contents"])
    whole_crates(case)
    mixed_crates(case)
    crates_at_places(case)
    crates_at_hub(case)


def whole_crates(case: Case) -> None:
    for at, visit in enumerate(case.plan["visits"]):
        for side in ("pickup", "delivery"):
            whole = [case.whole_in(fill) for fill in visit[side]["crates"]]
            filled = Counter(parcels[0] for parcels in whole if parcels)
            for parcel, crates in filled.items():
                asked = case.plan["parcels"][parcel]["whole_crates"]
                case.same("whole_crates", f"parcel {parcel} at visit {at}", asked, crates)
        for fill in fills_of(visit):
            whole = case.whole_in(fill)
            in_bag = fill is visit["delivery"]["bag"]
            if whole and (in_bag or any(parcel != whole[0] for parcel, _ in fill)):
                case.say("whole_crates", f"visit {at}", "a crate of its own", fill)


def mixed_crates(case: Case) -> None:
    visits = case.plan["visits"]
    times: Counter[int] = Counter()
    for at, route in enumerate(case.plan["routes"]):
        for mixed in route["mixed_crates"]:
            case.at_least("mixed_crate", f"route {at}", 1, len(mixed))
            bags = []
            for visit in mixed:
                times[visit] += 1
                if visits[visit]["route"] != at:
                    case.say("mixed_crate", f"visit {visit}", f"route {at}", visits[visit]["route"])
                bags.append(case.weigh(visits[visit]["delivery"]["bag"] or []))
            grams, volume = (sum(part) for part in zip(*bags)) if bags else (0, 0)
            case.at_most("mixed_crate_volume", f"route {at}", case.inputs.net_volume, volume)
            case.at_most("mixed_crate_mass", f"route {at}", case.inputs.net_mass, grams)
    for at, visit in enumerate(visits):
        wanted = 0 if visit["delivery"]["bag"] is None else 1
        case.same("mixed_crate", f"visit {at}", wanted, times[at])


def crates_at_places(case: Case) -> None:
    for code, place in case.inputs.places.items():
        standing = place.empties
        room = max(place.empties_max, place.empties)
        for at in case.visits_of(code):
            visit = case.plan["visits"][at]
            case.at_most("crates_at_place", f"visit {at}", standing, crates_out(visit))
            standing += crates_in(visit) - crates_out(visit)
            case.at_most("crates_room", f"visit {at}", room, standing)


def crates_at_hub(case: Case) -> None:
    standing = case.inputs.settings["crates"]["in_circulation"]
    standing -= sum(place.empties for place in case.inputs.places.values())
    for on in sorted({visit["date"] for visit in case.plan["visits"]}):
        visits = [visit for visit in case.plan["visits"] if visit["date"] == on]
        mixed = sum(len(r["mixed_crates"]) for r in case.plan["routes"] if r["date"] == on)
        leaving = sum(map(crates_in, visits))
        case.at_most("hub_crates", on, standing, leaving + mixed)
        standing += sum(map(crates_out, visits)) - leaving


# Load


def load_rules(case: Case) -> None:
    for at, route in enumerate(case.plan["routes"]):
        vehicle = case.inputs.vehicles[route["vehicle"]]
        for leg, (crates, grams) in enumerate(loads(case, route)):
            case.at_most("load_crates", f"leg {leg} of route {at}", vehicle.crates, crates)
            case.at_most("load_mass", f"leg {leg} of route {at}", vehicle.payload, grams)


def loads(case: Case, route: Json) -> list[tuple[int, int]]:
    """Crates and grams on board on each leg, from the hub and back to it."""
    visits = [case.plan["visits"][visit] for visit in route["visits"]]

    def grams(side: Json, crates: int) -> int:
        fills = [*side["crates"], *([side["bag"]] if side.get("bag") is not None else [])]
        return sum(case.weigh(fill)[0] for fill in fills) + crates * case.inputs.tare

    brought = [(crates_in(visit), grams(visit["delivery"], crates_in(visit))) for visit in visits]
    taken = [(crates_out(visit), grams(visit["pickup"], crates_out(visit))) for visit in visits]
    crates = sum(number for number, _ in brought) + len(route["mixed_crates"])
    mass = sum(weight for _, weight in brought) + len(route["mixed_crates"]) * case.inputs.tare
    on_board = [(crates, mass)]
    done: set[int] = set()
    for stop, (crates_off, mass_off), (crates_on, mass_on) in zip(route["visits"], brought, taken):
        crates, mass = crates - crates_off + crates_on, mass - mass_off + mass_on
        done.add(stop)
        bags = route.get("transfers", [])
        bags = [bag for bag in bags if bag["from"] in done and bag["to"] not in done]
        in_bags = sum(case.weigh(bag["contents"])[0] for bag in bags)
        # A bag takes the room of a crate, and weighs what is in it.
        on_board.append((crates + len(bags), mass + in_bags))
    return on_board


# Time and breaks


def time_rules(case: Case) -> None:
    visits, hub = case.plan["visits"], case.inputs.settings["hub"]
    for at, visit in enumerate(visits):
        place = case.inputs.places[visit["place"]]
        start, end = visit["start_seconds"], visit["end_seconds"]
        case.at_least("start", f"visit {at}", visit["arrival_seconds"], start)
        case.same("service_time", f"visit {at}", service(case, at), end - start)
        windows = place.windows.get(date.fromisoformat(visit["date"]).weekday(), [])
        fits = any(opens <= start and end <= closes for opens, closes in windows)
        if not place.key and windows and not fits:
            case.say("window", f"visit {at}", windows, (start, end))
    for at, route in enumerate(case.plan["routes"]):
        vehicle = case.inputs.vehicles[route["vehicle"]]
        driver = case.inputs.drivers[route["driver"]]
        subject = f"route {at}"
        drive(case, at, route)
        loading, unloading = hub["loading_minutes"] * 60, hub["unloading_minutes"] * 60
        case.at_least("shift_open", subject, vehicle.opens, route["departure_seconds"] - loading)
        case.at_most("shift_close", subject, vehicle.closes, route["back_seconds"] + unloading)
        case.at_most("route_max", subject, vehicle.route_max, case.span(route))
        case.at_most("driver_day", subject, driver.day_max, case.span(route))
        break_rules(case, at, route, vehicle)


def service(case: Case, at: int) -> int:
    """Seconds that a visit takes, by its place and the crates carried."""
    place = case.inputs.places[case.plan["visits"][at]["place"]]
    return place.service + place.per_crate * handled(case, at)


def handled(case: Case, at: int) -> int:
    """Crates carried in and out of a place, full and empty, and bags."""
    visit = case.plan["visits"][at]
    number = visit["route"]
    bags = [] if number is None else case.plan["routes"][number].get("transfers", [])
    sealed = sum(at in (bag["from"], bag["to"]) for bag in bags)
    bag = visit["delivery"]["bag"] is not None
    return crates_in(visit) + crates_out(visit) + bag + sealed


def drive(case: Case, at: int, route: Json) -> None:
    legs, visits = case.legs(route), case.plan["visits"]
    now = route["departure_seconds"]
    for rank, leg in enumerate(legs):
        if leg is None:
            case.say("leg_way", f"leg {rank} of route {at}", "a way", "none")
        last = rank == len(route["visits"])
        here = None if last else visits[route["visits"][rank]]
        arrival = route["back_seconds"] if here is None else here["arrival_seconds"]
        if leg is not None:
            case.same("leg_time", f"leg {rank} of route {at}", now + leg[1], arrival)
        if here is not None:
            pauses = [p["duration_seconds"] for p in route["breaks"] if p["after_rank"] == rank]
            now = here["end_seconds"] + sum(pauses)
    driven = [leg[0] for leg in legs if leg is not None]
    if len(driven) == len(legs):
        case.same("distance", f"route {at}", sum(driven), route["distance_metres"])


def break_rules(case: Case, at: int, route: Json, vehicle: Vehicle) -> None:
    work, hub = case.inputs.settings["work"], case.inputs.settings["hub"]
    ended: dict[int, int] = {}
    since = route["departure_seconds"] - hub["loading_minutes"] * 60
    stretches = []
    for pause in route["breaks"]:
        rank, start, lasts = pause["after_rank"], pause["start_seconds"], pause["duration_seconds"]
        due = ended.get(rank, case.plan["visits"][route["visits"][rank]]["end_seconds"])
        case.same("break_start", f"route {at}", due, start)
        ended[rank] = due + lasts
        if lasts >= work["break_minutes"] * 60:
            stretches.append(start - since)
            since = start + lasts
    stretches.append(route["back_seconds"] + hub["unloading_minutes"] * 60 - since)
    most = work["break_after_minutes"] * 60
    case.at_most("work_break", f"route {at}", most, max(stretches))
    if not vehicle.truck:
        return
    rest = work["driving_break_minutes"] * 60
    rests = {p["after_rank"] for p in route["breaks"] if p["duration_seconds"] >= rest}
    driven, longest = 0, 0
    for rank, leg in enumerate(case.legs(route)):
        driven += leg[1] if leg else 0
        longest = max(longest, driven)
        if rank in rests:
            driven = 0
    most = work["driving_break_after_minutes"] * 60
    case.at_most("driving_break", f"route {at}", most, longest)


# Vehicles and drivers


def fleet_rules(case: Case) -> None:
    routes = case.plan["routes"]
    for key in ("vehicle", "driver"):
        for (code, on), times in Counter((route[key], route["date"]) for route in routes).items():
            case.at_most(f"{key}_once", f"{code} on {on}", 1, times)
    week: Counter[str] = Counter()
    for at, route in enumerate(routes):
        vehicle = case.inputs.vehicles[route["vehicle"]]
        driver = case.inputs.drivers[route["driver"]]
        on = date.fromisoformat(route["date"])
        garage = vehicle.garage is not None and vehicle.garage[0] <= on <= vehicle.garage[1]
        if on.weekday() not in vehicle.days or garage:
            case.say("vehicle_available", f"route {at}", "a day on which it drives", on)
        if not driver.works(on):
            case.say("driver_available", f"route {at}", sorted(driver.days), on)
        if LICENCES.index(driver.licence) < LICENCES.index(vehicle.licence):
            case.say("licence", f"route {at}", vehicle.licence, driver.licence)
        if vehicle.range_km is not None:
            most = vehicle.range_km * 1_000
            case.at_most("range", f"route {at}", most, route["distance_metres"])
        for visit in route["visits"]:
            place = case.plan["visits"][visit]["place"]
            since = case.inputs.places[place].clean_from[vehicle.truck]
            if since is not None and on >= since and not vehicle.clean:
                case.say("emission_zone", f"visit {visit}", "a vehicle without emissions", at)
        week[route["driver"]] += case.span(route) - rest_of(route)
    for code, seconds in week.items():
        case.at_most("driver_week", code, case.inputs.drivers[code].week_max, seconds)


# Cost


def late_cents(case: Case, visit: Json) -> int:
    """The price of arriving after the due moment of the window in which service ends."""
    place = case.inputs.places[visit["place"]]
    weekday = date.fromisoformat(visit["date"]).weekday()
    windows = sorted(place.windows.get(weekday, []))
    if place.key or not windows:
        return 0
    window = next((of for of in windows if of[1] >= visit["end_seconds"]), windows[-1])
    due, cents = place.due.get((weekday, *window), (0, 0))
    return up(max(visit["arrival_seconds"] - due, 0) * cents, 60)


def cost_rules(case: Case) -> None:
    inputs, plan = case.inputs, case.plan
    prices, visits = inputs.settings["prices"], plan["visits"]

    def wage(seconds: int) -> int:
        return up(max(seconds, 0) * prices["driver_cents_per_hour"], 3600)

    terms: Counter[str] = Counter()
    for route in plan["routes"]:
        vehicle = inputs.vehicles[route["vehicle"]]
        metres = sum(leg[0] for leg in case.legs(route) if leg is not None)
        at_places = sum(lasted(visits[visit]) for visit in route["visits"])
        service_wage = wage(at_places + case.handling())
        terms["vehicle_days"] += vehicle.day_cents
        terms["distance"] += up(metres * vehicle.cents_per_km, 1000)
        terms["service_time"] += service_wage
        terms["driving_time"] += wage(case.span(route) - rest_of(route)) - service_wage
    for at, visit in enumerate(visits):
        if visit["route"] is None:
            terms["service_time"] += wage(lasted(visit))
        terms["crate_handling"] += handled(case, at) * prices["crate_handling_cents"]
        terms["late_arrival"] += late_cents(case, visit)
    past_hub = {parcel for bag in case.bags() for parcel, _ in bag["contents"]}
    for at, parcel in enumerate(plan["parcels"]):
        arrives = case.ways[at].arrives or case.monday + timedelta(14)
        awaited = parcel["kind"] in AWAITED
        price = prices["awaited_item_day_cents" if awaited else "other_item_day_cents"]
        days = (arrives - date.fromisoformat(parcel["accepted"])).days
        terms["lead_time"] += days * parcel["items"] * price
        if parcel["from"] != inputs.hub and at not in past_hub:
            terms["item_handling"] += parcel["items"] * prices["touch_cents"]
    for supply in plan["supplies"]:
        if shelf_of(supply) is not None:
            terms["item_handling"] += supply["quantity"] * prices["touch_cents"]
        elif supply["source"] == "outside":
            terms["outside"] += supply["quantity"] * prices["outside_tariff_cents"]
    case.terms = {key.removesuffix("_cents"): 0 for key in plan["cost"]}
    case.terms.update(terms)
    # A plan may leave out late arrival that costs nothing.
    named = {"late_arrival_cents": 0} | plan["cost"]
    for term, cents in case.terms.items():
        case.same("cost", term, cents, named.get(f"{term}_cents"))


# The whole


def judge(folder: Path) -> Case:
    """Holds the plan of a folder against every rule; without shape it is not looked at further."""
    inputs = Inputs(folder / "inputs")
    with (folder / "plan.json").open(encoding="utf-8") as file:
        case = Case(inputs, json.load(file))
    inputs.as_of(folder / "inputs", case.monday)
    shape(case)
    if case.broken:
        return case
    case.follow()
    visit_rules(case)
    supply_rules(case)
    movement_rules(case)
    transfer_rules(case)
    content_rules(case)
    crate_rules(case)
    load_rules(case)
    time_rules(case)
    fleet_rules(case)
    cost_rules(case)
    return case


def report(folder: str, as_json: bool) -> int:
    """Judges one folder, prints what it found and returns the exit code."""
    try:
        case = judge(Path(folder))
    except (OSError, KeyError, ValueError, TypeError, AttributeError, StopIteration) as error:
        print(f"referee.py: {folder} cannot be read: {error!r}", file=sys.stderr)
        if as_json:
            print(json.dumps({"valid": False, "unreadable": repr(error)}))
        return 3
    cost = sum(case.terms.values())
    if as_json:
        broken = [vars(violation) for violation in case.broken]
        print(json.dumps({"valid": not broken, "violations": broken, "cost_cents": cost}))
    else:
        for one in case.broken:
            print(f"{one.rule}: {one.subject}: expected {one.expected}, found {one.found}")
        print(f"{folder}: {'broken' if case.broken else 'valid'}, cost {cost} cents")
    return 1 if case.broken else 0


def main(arguments: list[str]) -> int:
    folders = [argument for argument in arguments if argument != "--json"]
    if not folders:
        print(__doc__, file=sys.stderr)
        return 2
    return max(report(folder, "--json" in arguments) for folder in folders)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
