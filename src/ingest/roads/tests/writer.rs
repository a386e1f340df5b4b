//! The least of the form that tests need, written by hand.

use crate::travel::road::{RestrictionVia, RoadData, RoadTags};

fn varint(mut number: u64, to: &mut Vec<u8>) {
    while number > 127 {
        to.push(u8::try_from(number & 127).unwrap() | 128);
        number >>= 7;
    }
    to.push(u8::try_from(number).unwrap());
}

fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

fn field(number: u64, bytes: &[u8], to: &mut Vec<u8>) {
    varint(number << 3 | 2, to);
    varint(bytes.len() as u64, to);
    to.extend_from_slice(bytes);
}

fn whole(number: u64, value: u64, to: &mut Vec<u8>) {
    varint(number << 3, to);
    varint(value, to);
}

fn packed(numbers: impl IntoIterator<Item = u64>) -> Vec<u8> {
    let mut bytes = Vec::new();
    numbers.into_iter().for_each(|number| varint(number, &mut bytes));
    bytes
}

/// Differences from one to the next, the first from nothing.
fn steps(numbers: impl IntoIterator<Item = i64>) -> Vec<u8> {
    let mut last = 0;
    packed(numbers.into_iter().map(|number| {
        let step = number - last;
        last = number;
        zigzag(step)
    }))
}

#[derive(Default)]
struct Strings(Vec<String>);

impl Strings {
    fn number(&mut self, word: &str) -> u64 {
        let known = self.0.iter().position(|of| of == word);
        let at = known.unwrap_or_else(|| {
            self.0.push(word.to_owned());
            self.0.len() - 1
        });
        at as u64 + 1
    }

    fn tags(&mut self, tags: &RoadTags, to: &mut Vec<u8>) {
        let keys: Vec<u64> = tags.iter().map(|(key, _)| self.number(key)).collect();
        let values: Vec<u64> = tags.iter().map(|(_, value)| self.number(value)).collect();
        field(2, &packed(keys), to);
        field(3, &packed(values), to);
    }
}

/// A blob of that kind with its header, not compressed.
pub(super) fn blob(kind: &str, content: &[u8]) -> Vec<u8> {
    let mut blob = Vec::new();
    field(1, content, &mut blob);
    let mut header = Vec::new();
    field(1, kind.as_bytes(), &mut header);
    whole(3, blob.len() as u64, &mut header);
    let mut bytes = u32::try_from(header.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend(header);
    bytes.extend(blob);
    bytes
}

/// The header of a file whose data are of that second since 1970.
pub(super) fn head(timestamp: u64) -> Vec<u8> {
    let mut header = Vec::new();
    field(4, b"OsmSchema-V0.6", &mut header);
    field(4, b"DenseNodes", &mut header);
    whole(32, timestamp, &mut header);
    blob("OSMHeader", &header)
}

/// Ways of an area or a boundary, and the tags of their relation.
pub(super) type Area<'a> = (&'a [i64], &'a [(&'a str, &'a str)]);

/// Road data as a file of two blobs.
pub(super) fn written(data: &RoadData, timestamp: u64) -> Vec<u8> {
    written_with(data, timestamp, &[])
}

/// As [`written`], with areas.
pub(super) fn written_with(data: &RoadData, timestamp: u64, areas: &[Area<'_>]) -> Vec<u8> {
    let mut strings = Strings::default();
    let mut group = Vec::new();
    let mut dense = Vec::new();
    field(1, &steps(data.nodes.iter().map(|(id, _)| *id)), &mut dense);
    field(8, &steps(data.nodes.iter().map(|(_, at)| i64::from(at.lat))), &mut dense);
    field(9, &steps(data.nodes.iter().map(|(_, at)| i64::from(at.lon))), &mut dense);
    let mut tags = Vec::new();
    for (id, _) in &data.nodes {
        for (key, value) in data.node_tags.get(id).iter().flat_map(|tags| tags.iter()) {
            tags.extend([strings.number(key), strings.number(value)]);
        }
        tags.push(0);
    }
    field(10, &packed(tags), &mut dense);
    field(2, &dense, &mut group);
    for way in &data.ways {
        let mut bytes = Vec::new();
        whole(1, way.id.cast_unsigned(), &mut bytes);
        strings.tags(&way.tags, &mut bytes);
        field(8, &steps(way.nodes.iter().copied()), &mut bytes);
        field(3, &bytes, &mut group);
    }
    for (id, restriction) in (1..).zip(&data.restrictions) {
        let mut tags: Vec<(&str, &str)> = vec![("type", "restriction")];
        tags.extend(restriction.tags.iter());
        let mut members: Vec<(&str, i64, u64)> = Vec::new();
        members.extend(restriction.from.iter().map(|way| ("from", *way, 1)));
        match &restriction.via {
            RestrictionVia::Node(node) => members.push(("via", *node, 0)),
            RestrictionVia::Ways(ways) => members.extend(ways.iter().map(|way| ("via", *way, 1))),
        }
        members.extend(restriction.to.iter().map(|way| ("to", *way, 1)));
        field(4, &relation(id, tags, &members, &mut strings), &mut group);
    }
    for (id, (ways, tags)) in (1_000..).zip(areas) {
        let members: Vec<(&str, i64, u64)> = ways.iter().map(|way| ("outer", *way, 1)).collect();
        field(4, &relation(id, tags.to_vec(), &members, &mut strings), &mut group);
    }
    let mut table = Vec::new();
    field(1, b"", &mut table);
    strings.0.iter().for_each(|word| field(1, word.as_bytes(), &mut table));
    let mut block = Vec::new();
    field(1, &table, &mut block);
    field(2, &group, &mut block);
    let mut bytes = head(timestamp);
    bytes.extend(blob("OSMData", &block));
    bytes
}

/// A relation with the role, the number and the kind of each member.
fn relation(
    id: u64,
    tags: Vec<(&str, &str)>,
    members: &[(&str, i64, u64)],
    strings: &mut Strings,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    whole(1, id, &mut bytes);
    strings.tags(&RoadTags::new(tags), &mut bytes);
    let roles: Vec<u64> = members.iter().map(|(role, ..)| strings.number(role)).collect();
    field(8, &packed(roles), &mut bytes);
    field(9, &steps(members.iter().map(|(_, id, _)| *id)), &mut bytes);
    field(10, &packed(members.iter().map(|(.., kind)| *kind)), &mut bytes);
    bytes
}
