//! Tiny maps drawn as text.
//!
//! A letter is a node, a digit a stop; a step to the right or down is 100 metres. Ways are given
//! by their nodes and tags, `"abc residential oneway=yes"`, restrictions by their kind and ways,
//! `"no_left_turn ab b bd"` with the node or the ways between in the middle.

use crate::travel::road::{
    Aim, RestrictionVia, RoadData, RoadLeg, RoadNetwork, RoadPoint, RoadProfile, RoadRestriction,
    RoadStop, RoadTags, RoadWay,
};

/// 100 metres at the equator.
const STEP: i32 = 8_993;

pub(super) struct Map {
    pub(super) data: RoadData,
    pub(super) profile: RoadProfile,
    stops: Vec<(char, RoadPoint)>,
}

impl Map {
    pub(super) fn new(picture: &str, ways: &[&str]) -> Self {
        let mut data = RoadData::default();
        let mut stops = Vec::new();
        for (row, line) in (0..).zip(picture.lines()) {
            for (column, letter) in (0..).zip(line.chars()) {
                let point = RoadPoint { lon: column * STEP, lat: -row * STEP };
                if letter.is_ascii_digit() {
                    stops.push((letter, point));
                } else if letter.is_ascii_alphabetic() {
                    data.nodes.push((number(letter), point));
                }
            }
        }
        data.nodes.sort_unstable();
        for (id, way) in (0..).zip(ways) {
            let (nodes, tags) = way.split_once(' ').unwrap();
            data.ways.push(RoadWay {
                id,
                nodes: nodes.chars().map(number).collect(),
                tags: tags_of("highway", tags),
            });
        }
        let profile = RoadProfile { turn_ms: 0, ..RoadProfile::van() };
        Self { data, profile, stops }
    }

    pub(super) fn profile(mut self, change: impl FnOnce(&mut RoadProfile)) -> Self {
        change(&mut self.profile);
        self
    }

    /// Tags of a node: `"b barrier=bollard"`.
    pub(super) fn node(mut self, told: &str) -> Self {
        let (node, tags) = told.split_once(' ').unwrap();
        let node = number(node.chars().next().unwrap());
        self.data.node_tags.insert(node, tags_of("highway", tags));
        self
    }

    /// A restriction, `"no_left_turn ab b bd"`; further words are tags.
    pub(super) fn restriction(mut self, ways: &[&str], told: &str) -> Self {
        let words: Vec<&str> = told.split(' ').collect();
        let way = |nodes: &str| {
            let found = ways.iter().position(|way| way.split(' ').next() == Some(nodes));
            i64::try_from(found.unwrap_or_else(|| panic!("no way {nodes}"))).unwrap()
        };
        let via = if words[2].len() == 1 {
            RestrictionVia::Node(number(words[2].chars().next().unwrap()))
        } else {
            RestrictionVia::Ways(words[2].split(',').map(way).collect())
        };
        let rest = words[4..].join(" ");
        let tags = format!("{} {rest}", words[0]);
        self.data.restrictions.push(RoadRestriction {
            from: vec![way(words[1])],
            via,
            to: vec![way(words[3])],
            tags: tags_of("restriction", tags.trim()),
        });
        self
    }

    pub(super) fn network(&self) -> RoadNetwork {
        RoadNetwork::new(&self.data, &self.profile)
    }

    pub(super) fn stop(&self, network: &RoadNetwork, stop: char) -> Option<RoadStop> {
        let (_, point) = self.stops.iter().find(|(of, _)| *of == stop).unwrap();
        network.snap(*point)
    }

    pub(super) fn leg(&self, from: char, to: char) -> Option<RoadLeg> {
        let network = self.network();
        let start = self.stop(&network, from)?;
        let end = self.stop(&network, to);
        let leg = network.legs(&start, std::slice::from_ref(&end), Aim::Fastest).remove(0)?;
        let table = network.table(&[Some(start), end], Aim::Fastest);
        assert_eq!(table[0][1], Some(leg.leg), "a table and a line agree");
        Some(leg)
    }

    /// The nodes of the quickest way, such as `"bcd"`; `"none"` where there is no way.
    pub(super) fn way(&self, from: char, to: char) -> String {
        let Some(leg) = self.leg(from, to) else { return "none".to_owned() };
        let node = |point: &RoadPoint| {
            let found = self.data.nodes.iter().find(|(_, at)| at == point)?;
            char::from_u32(u32::try_from(found.0).unwrap())
        };
        leg.line.iter().filter_map(node).collect()
    }
}

fn number(letter: char) -> i64 {
    i64::from(u32::from(letter))
}

/// `"residential oneway=yes"`: the first word is the value of a key; `_` in conditions is a blank.
fn tags_of(first: &str, told: &str) -> RoadTags {
    let pairs = told.split(' ').filter(|word| !word.is_empty()).map(|word| {
        let (key, value) = word.split_once('=').unwrap_or((first, word));
        let value = match value.split_once("_@_") {
            Some((value, when)) => format!("{value} @ {}", when.replace('_', " ")),
            None => value.to_owned(),
        };
        (key.to_owned(), value)
    });
    let pairs: Vec<(String, String)> = pairs.collect();
    RoadTags::new(pairs.iter().map(|(key, value)| (&**key, &**value)))
}
