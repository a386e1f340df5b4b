//! Drawn weeks with their bounds: how far routes can at most be from the best possible.
//!
//! `weeks COUNT STOPS days-free|days-fixed|days-any SECONDS` prints one JSON document a week and
//! one for all. Stops lie in towns of a square of 62 km around a hub, get 2 to 9 crates twice a
//! week, 8 minutes and a minute a crate; two vans a day, or one for 30 stops where
//! there are more than 60, 85 to 95 % full over the week, drive 7.5 hours at 55 km/h, for EUR 0.35 a
//! km and EUR 40 an hour.
//! Days are Monday and Thursday or Tuesday and Friday for all (`days-free`), for seven tenths while
//! the others have one of them (`days-fixed`), or some of five pairs of days (`days-any`). A quarter
//! of the seconds searches for routes, from three starts, the rest for the bound; the certificate is
//! verified.

use leenroute::app::clock::Stopwatch;
use leenroute::bounds::{KnownRoute, bound_beside, verify};
use leenroute::random::{RngExt as _, Seed, Stream};
use leenroute::vrp::{
    Answer, Client, DaySet, Iterations, Problem, ProblemParts, Profile, RoutePlan, Silent, Stop,
    VehicleType, search, search_from,
};

/// Pairs of days, from Monday: Mon+Thu, Tue+Fri, Mon+Wed, Tue+Thu, Wed+Fri.
const PAIRS: [DaySet; 5] = [0b01001, 0b10010, 0b00101, 0b01010, 0b10100];
/// The side of the square, in units of 10 m, and how far a town reaches.
const SIDE: f64 = 6_200.0;
const TOWN: f64 = 250.0;
/// Thousandths of a cent: a unit of distance, a second.
const DISTANCE: i64 = 350;
const SECOND: i64 = 1_111;
/// Seconds for a unit of distance at 55 km/h.
const PACE: f64 = 36.0 / 55.0;
/// Searches for routes, of which the best counts.
const STARTS: u64 = 3;
/// Stops to a van, where two are too few.
const STOPS_A_VAN: usize = 30;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Days {
    Free,
    Fixed,
    Any,
}

fn days(of: Days, stream: &mut Stream) -> Vec<DaySet> {
    match of {
        Days::Fixed if stream.random_bool(0.3) => vec![PAIRS[stream.random_range(0..2)]],
        Days::Free | Days::Fixed => PAIRS[..2].to_vec(),
        Days::Any => {
            let mut pairs = PAIRS.to_vec();
            pairs.retain(|_| stream.random_bool(0.6));
            if pairs.is_empty() { PAIRS.to_vec() } else { pairs }
        }
    }
}

fn week(number: u64, stops: usize, of: Days) -> ProblemParts {
    let stream = &mut Seed(48).stream("week", number);
    let middle = (SIDE / 2.0, SIDE / 2.0);
    let towns: Vec<(f64, f64)> = (0..stops.div_ceil(3))
        .map(|_| (stream.random_range(0.0..SIDE), stream.random_range(0.0..SIDE)))
        .collect();
    let mut at = vec![middle];
    for _ in 0..stops {
        let (x, y) = towns[stream.random_range(0..towns.len())];
        at.push((x + stream.random_range(-TOWN..TOWN), y + stream.random_range(-TOWN..TOWN)));
    }
    let leg = |(x, y): &(f64, f64), (u, v): &(f64, f64)| 1.3 * (x - u).hypot(y - v);
    let table = |pace: f64| {
        at.iter().flat_map(|from| at.iter().map(move |to| whole(pace * leg(from, to)))).collect()
    };
    let clients: Vec<Client> = (1..)
        .take(stops)
        .map(|node| {
            let crates = stream.random_range(2..=9);
            Client {
                delivery: [crates, 0],
                service: 480 + 60 * crates,
                ..Client::new(node, days(of, stream))
            }
        })
        .collect();
    let crates: i32 = clients.iter().map(|client| 2 * client.delivery[0]).sum();
    let days_driven: u32 = if of == Days::Any { 5 } else { 4 };
    let full = stream.random_range(0.85..0.95);
    let vans = stops.div_ceil(STOPS_A_VAN).max(2);
    let vans = u32::try_from(vans).expect("a count of vans");
    let holds = whole(f64::from(crates) / f64::from(vans * days_driven) / full);
    let van = VehicleType {
        distance_price: DISTANCE,
        duration_price: SECOND,
        duration_max: 27_000,
        ..VehicleType::new(vans, 0, [holds, 0])
    };
    let profile = Profile { distance: table(1.0), duration: Some(table(PACE)), hours: Vec::new() };
    ProblemParts {
        days: 5,
        nodes: at.len(),
        profiles: vec![profile],
        clients,
        vehicles: vec![van],
        flows: None,
    }
}

/// A budget by the clock.
struct Until {
    watch: Stopwatch,
    seconds: f64,
}

impl Until {
    fn new(seconds: f64) -> Self {
        Self { watch: Stopwatch::start(), seconds }
    }
}

impl Stop for Until {
    fn spent(&self, _: u64) -> f64 {
        self.watch.elapsed().as_secs_f64() / self.seconds
    }
}

fn known(answer: &Answer) -> Vec<KnownRoute> {
    let route = |of: &RoutePlan| KnownRoute {
        day: of.day,
        vehicle: of.vehicle,
        clients: of.clients.clone(),
    };
    answer.routes.iter().filter(|_| answer.feasible).map(route).collect()
}

/// Routes as an answer to go on from.
fn start(parts: &ProblemParts, routes: Vec<KnownRoute>) -> Answer {
    let mut patterns = vec![0; parts.clients.len()];
    let mut numbers = vec![0; parts.days];
    let mut plans = Vec::new();
    for KnownRoute { day, vehicle, clients } in routes {
        for client in &clients {
            patterns[*client as usize] |= 1 << day;
        }
        let service = clients.iter().map(|of| parts.clients[*of as usize].service).collect();
        let number = numbers[day];
        numbers[day] += 1;
        plans.push(RoutePlan { day, vehicle, number, clients, service, reloads: Vec::new() });
    }
    Answer { routes: plans, patterns, absent: Vec::new(), cost: 0, feasible: false, iterations: 0 }
}

fn main() {
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    // Without arguments, as tests run it, two weeks as small as can be.
    let number = |at: usize| words.get(at).and_then(|word| word.parse::<f64>().ok());
    let (count, stops) = (number(0).map_or(2, whole), number(1).map_or(8, whole));
    let seconds = number(3).unwrap_or(1.0);
    let of = match words.get(2).map(String::as_str) {
        Some("days-fixed") => Days::Fixed,
        Some("days-any") => Days::Any,
        _ => Days::Free,
    };
    let stops = usize::try_from(stops).expect("a count of stops");
    let (mut near, mut proven, mut none, mut worst) = (0, 0, 0, 0.0_f64);
    for week_number in 0..count {
        let parts = week(u64::try_from(week_number).expect("a count of weeks"), stops, of);
        let watch = Stopwatch::start();
        let problem = Problem::new(parts.clone()).expect("the parts fit");
        let begun = |seed: u64| {
            let part = Until::new(seconds / 4.0 / STARTS as f64);
            search(&problem, Seed(seed), &part, &Silent)
        };
        let answer = (1..=STARTS).map(begun).min_by_key(|answer| (!answer.feasible, answer.cost));
        let answer = answer.expect("there are starts");
        let left = seconds - watch.elapsed().as_secs_f64();
        let bounded = bound_beside(&parts, &known(&answer), &Until::new(left));
        let bounded = bounded.expect("nobody reloads");
        let took = watch.elapsed().as_secs_f64();
        // Routes that came out of the proof go back to the search, which says what they cost.
        let better = bounded.solution.map(|routes| {
            search_from(&problem, &start(&parts, routes), Seed(1), &Iterations(1_000), &Silent)
        });
        let answer = match better {
            Some(better) if better.feasible && better.cost < answer.cost => better,
            _ => answer,
        };
        let Some(proof) = bounded.certificate else {
            none += 1;
            continue;
        };
        let check = Stopwatch::start();
        assert_eq!(verify(&parts, &proof), Ok(proof.bound), "week {week_number}");
        let checked = check.elapsed().as_secs_f64();
        assert!(!answer.feasible || proof.bound <= answer.cost, "week {week_number}");
        let gap = 100.0 * (answer.cost - proof.bound) as f64 / answer.cost as f64;
        near += usize::from(answer.feasible && gap <= 1.0);
        proven += usize::from(answer.feasible && proof.bound == answer.cost);
        worst = worst.max(gap);
        tell(&format!(
            "{{\"week\": {week_number}, \"cost\": {}, \"feasible\": {}, \"bound\": {}, \
             \"gap_percent\": {gap:.3}, \"cuts\": {}, \"cases\": {}, \"final\": {}, \"seconds\": {took:.1}, \
             \"verified_in\": {checked:.2}}}",
            answer.cost,
            answer.feasible,
            proof.bound,
            proof.cases.iter().map(|case| case.cuts.len() + case.triples.len()).sum::<usize>(),
            proof.cases.len(),
            bounded.is_final
        ));
    }
    tell(&format!(
        "{{\"weeks\": {count}, \"within_1_percent\": {near}, \"proven\": {proven}, \
         \"without_bound\": {none}, \"worst_gap_percent\": {worst:.3}}}"
    ));
}

#[expect(clippy::print_stdout, reason = "the documents are the result")]
fn tell(document: &str) {
    println!("{document}");
}

#[expect(clippy::cast_possible_truncation, reason = "lengths of a province")]
fn whole(value: f64) -> i32 {
    value.round() as i32
}
