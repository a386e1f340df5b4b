//! Against a plain search over pairs of nodes, on random maps.

use proptest::prelude::*;

use crate::travel::road::{
    Aim, RestrictionVia, RoadData, RoadNetwork, RoadPoint, RoadProfile, RoadRestriction, RoadTags,
    RoadWay,
};

const SIDE: i64 = 4;
const STEP: i32 = 8_993;

/// A street of a grid: both directions, one, or none.
#[derive(Clone, Copy, Debug)]
enum Street {
    Both,
    Along,
    Against,
    Absent,
}

#[derive(Clone, Debug)]
pub(super) struct Town {
    streets: Vec<((i64, i64), Street)>,
    /// Node before, node of the turn, node after.
    forbidden: Vec<(i64, i64, i64)>,
}

fn pairs() -> Vec<(i64, i64)> {
    let at = |x: i64, y: i64| y * SIDE + x;
    let mut pairs = Vec::new();
    for y in 0..SIDE {
        for x in 0..SIDE {
            if x + 1 < SIDE {
                pairs.push((at(x, y), at(x + 1, y)));
            }
            if y + 1 < SIDE {
                pairs.push((at(x, y), at(x, y + 1)));
            }
        }
    }
    pairs
}

pub(super) fn town() -> impl Strategy<Value = Town> {
    let street = prop_oneof![
        4 => Just(Street::Both),
        2 => Just(Street::Along),
        2 => Just(Street::Against),
        1 => Just(Street::Absent),
    ];
    let count = pairs().len();
    let turn = (0..count, 0..count);
    (prop::collection::vec(street, count), prop::collection::vec(turn, 0..12)).prop_map(
        |(streets, turns)| {
            let streets: Vec<_> = pairs().into_iter().zip(streets).collect();
            let forbidden = turns.into_iter().filter_map(|(one, two)| {
                let ((a, b), (c, d)) = (pairs()[one], pairs()[two]);
                let via = [a, b].into_iter().find(|node| *node == c || *node == d)?;
                (one != two).then(|| (a + b - via, via, c + d - via))
            });
            Town { forbidden: forbidden.collect(), streets }
        },
    )
}

pub(super) fn data(town: &Town) -> RoadData {
    let node = |id: i64| {
        let (x, y) = (i32::try_from(id % SIDE).unwrap(), i32::try_from(id / SIDE).unwrap());
        (id, RoadPoint { lon: x * STEP, lat: y * STEP })
    };
    let way = |id: i64, (a, b): (i64, i64), street: Street| {
        let oneway = match street {
            Street::Both => "no",
            Street::Along => "yes",
            Street::Against => "-1",
            Street::Absent => return None,
        };
        let tags = RoadTags::new([("highway", "residential"), ("oneway", oneway)]);
        Some(RoadWay { id, nodes: vec![a, b], tags })
    };
    let of = |a: i64, b: i64| {
        let position = pairs().iter().position(|pair| *pair == (a.min(b), a.max(b)));
        i64::try_from(position.unwrap()).unwrap()
    };
    let restriction = |&(a, via, b): &(i64, i64, i64)| RoadRestriction {
        from: vec![of(a, via)],
        via: RestrictionVia::Node(via),
        to: vec![of(via, b)],
        tags: RoadTags::new([("restriction", "no_left_turn")]),
    };
    RoadData {
        nodes: (0..SIDE * SIDE).map(node).collect(),
        ways: (0..)
            .zip(&town.streets)
            .filter_map(|(id, (pair, street))| way(id, *pair, *street))
            .collect(),
        restrictions: town.forbidden.iter().map(restriction).collect(),
        ..RoadData::default()
    }
}

/// Steps between two directed streets by trying every turn, over and over.
fn steps(town: &Town, from: (i64, i64), to: (i64, i64)) -> Option<i64> {
    let mut open = Vec::new();
    for ((a, b), street) in &town.streets {
        if matches!(street, Street::Both | Street::Along) {
            open.push((*a, *b));
        }
        if matches!(street, Street::Both | Street::Against) {
            open.push((*b, *a));
        }
    }
    let mut least: Vec<Option<i64>> = open.iter().map(|of| (*of == from).then_some(0)).collect();
    loop {
        let mut better = false;
        for (one, (a, via)) in open.iter().enumerate() {
            let Some(so_far) = least[one] else { continue };
            for (two, (c, d)) in open.iter().enumerate() {
                let turns = c == via && d != a && !town.forbidden.contains(&(*a, *via, *d));
                if turns && least[two].is_none_or(|known| so_far + 1 < known) {
                    least[two] = Some(so_far + 1);
                    better = true;
                }
            }
        }
        if !better {
            break;
        }
    }
    open.iter().position(|of| *of == to).and_then(|at| least[at])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_way_is_as_long_as_the_plain_search_says(town in town()) {
        // Turning round at ends is priced out, so that the plain search need not know of it.
        let profile = RoadProfile { turn_ms: 0, u_turn_ms: 100_000_000, ..RoadProfile::van() };
        let network = RoadNetwork::new(&data(&town), &profile);
        let mut stops = Vec::new();
        for ((a, b), street) in &town.streets {
            let middle = |of: fn(i64) -> i64| {
                i32::try_from(of(*a) + of(*b)).unwrap() * STEP / 2
            };
            let point = RoadPoint { lon: middle(|id| id % SIDE), lat: middle(|id| id / SIDE) };
            let on_road = network.snap(point).filter(|stop| stop.centimetres < 100);
            if let (false, Some(stop)) = (matches!(street, Street::Absent), on_road) {
                stops.push(((*a, *b), *street, Some(stop)));
            }
        }
        let places: Vec<_> = stops.iter().map(|(_, _, stop)| stop.clone()).collect();
        let table = network.table(&places, Aim::Fastest);
        let ways = |(a, b): (i64, i64), street: Street| match street {
            Street::Both => vec![(a, b), (b, a)],
            Street::Along => vec![(a, b)],
            Street::Against => vec![(b, a)],
            Street::Absent => vec![],
        };
        for (row, (from, street, _)) in stops.iter().enumerate() {
            for (column, (to, other, _)) in stops.iter().enumerate() {
                if row == column {
                    continue;
                }
                let plain = ways(*from, *street).into_iter().flat_map(|from| {
                    ways(*to, *other).into_iter().filter_map(|to| steps(&town, from, to)).collect::<Vec<_>>()
                }).min();
                let found = table[row][column].filter(|leg| leg.duration.0 < 100_000);
                let metres = found.map(|leg| (leg.distance.0 + 5) / 10 * 10);
                prop_assert_eq!(metres, plain.map(|steps| steps * 100), "{:?} to {:?}", from, to);
            }
        }
    }
}
