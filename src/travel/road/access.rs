//! What the tags of a way and of a node mean for a vehicle.

use super::data::{RoadRestriction, RoadTags};
use super::hours::{DrivingHours, conditions};
use super::measures::{centimetres, kilograms, posted_kmh, seconds};
use super::profile::{RoadClass, RoadProfile};

/// How a way is driven in one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lane {
    /// Metres an hour.
    pub(super) speed: u32,
    /// For the beginning or the end of a trip only.
    pub(super) destination: bool,
}

/// How a way is driven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WayUse {
    pub(super) class: RoadClass,
    pub(super) forward: Option<Lane>,
    pub(super) backward: Option<Lane>,
    /// What the whole way takes, as timetables of ferries say.
    pub(super) seconds: Option<u32>,
    /// Windows that alone open it.
    pub(super) windows: Vec<DrivingHours>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forward,
    Backward,
}

impl Direction {
    const fn suffix(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Backward => "backward",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Leave {
    Open,
    Destination,
    Closed,
}

/// How a vehicle uses a way, or `None` where it does not; counts conditions that it cannot read.
pub(super) fn way_use(
    tags: &RoadTags,
    profile: &RoadProfile,
    unread: &mut usize,
) -> Option<WayUse> {
    let class = if tags.get("route") == Some("ferry") {
        RoadClass::Ferry
    } else {
        RoadClass::of_highway(tags.get("highway")?)?
    };
    let is_blocked = |(key, value): &(String, String)| tags.get(key) == Some(value);
    if profile.blocked_tags.iter().any(is_blocked) || !fits(tags, profile) {
        return None;
    }
    let mut windows = Vec::new();
    let mut lane = |direction: Direction| {
        if !runs(tags, class, direction) {
            return None;
        }
        let leave = leave(tags, profile, (class, direction), &mut windows, unread);
        let speed = profile.metres_per_hour(class, posted(tags, direction));
        let lane = Lane { speed, destination: leave == Leave::Destination };
        (leave != Leave::Closed && speed > 0).then_some(lane)
    };
    let (forward, backward) = (lane(Direction::Forward), lane(Direction::Backward));
    windows.sort_unstable();
    windows.dedup();
    (forward.is_some() || backward.is_some()).then(|| WayUse {
        class,
        forward,
        backward,
        seconds: tags.get("duration").filter(|_| class == RoadClass::Ferry).and_then(seconds),
        windows,
    })
}

fn posted(tags: &RoadTags, direction: Direction) -> Option<u32> {
    let particular = match direction {
        Direction::Forward => tags.get("maxspeed:forward"),
        Direction::Backward => tags.get("maxspeed:backward"),
    };
    particular.or_else(|| tags.get("maxspeed")).and_then(posted_kmh)
}

/// Whether traffic runs in a direction at all, by `oneway` and what implies it.
fn runs(tags: &RoadTags, class: RoadClass, direction: Direction) -> bool {
    let keys = ["oneway:motor_vehicle", "oneway:vehicle", "oneway"];
    let said = keys.iter().find_map(|key| tags.get(key));
    let implied = matches!(tags.get("junction"), Some("roundabout" | "circular"))
        || class == RoadClass::Motorway;
    match said {
        Some("yes" | "true" | "1") => direction == Direction::Forward,
        Some("-1" | "reverse") => direction == Direction::Backward,
        Some("reversible") => false,
        Some("no" | "false" | "0" | "alternating") => true,
        _ => !implied || direction == Direction::Forward,
    }
}

fn leave(
    tags: &RoadTags,
    profile: &RoadProfile,
    (class, direction): (RoadClass, Direction),
    windows: &mut Vec<DrivingHours>,
    unread: &mut usize,
) -> Leave {
    let mut unsaid = if class.needs_leave() { Leave::Closed } else { Leave::Open };
    for key in profile.vehicle.access_keys() {
        let directed = format!("{key}:{}", direction.suffix());
        let plain = tags.get(&directed).or_else(|| tags.get(key));
        let conditional = tags
            .get(&format!("{directed}:conditional"))
            .or_else(|| tags.get(&format!("{key}:conditional")));
        let mut said = plain.and_then(|value| leave_of(value, profile));
        if let Some(text) = conditional {
            let (read, more) = conditions(text, &profile.size);
            *unread += more;
            let base = said.unwrap_or(unsaid);
            for condition in read {
                let Some(then) = leave_of(condition.value, profile) else { continue };
                let always = condition.hours.is_empty();
                let meets = |hours: &DrivingHours| hours.meets(&profile.hours);
                if !always && !condition.hours.iter().any(meets) {
                    continue;
                }
                if then != Leave::Closed && base == Leave::Closed && !always {
                    windows.extend(condition.hours.iter().filter(|hours| meets(hours)));
                    said = Some(Leave::Destination);
                } else if then == Leave::Closed || always {
                    said = Some(then);
                }
            }
        }
        if let Some(said) = said {
            return said;
        }
        // Buses and the like may have a key of their own: only what speaks of us counts.
        if *key == "access" {
            unsaid = if class.needs_leave() { Leave::Closed } else { Leave::Open };
        }
    }
    unsaid
}

/// What a value of access means; a value that is not known says nothing.
fn leave_of(value: &str, profile: &RoadProfile) -> Option<Leave> {
    let value = value.split(';').next().unwrap_or_default().trim();
    if profile.blocked.iter().any(|word| word == value) {
        Some(Leave::Closed)
    } else if profile.destination.iter().any(|word| word == value) {
        Some(Leave::Destination)
    } else if matches!(value, "yes" | "designated" | "permissive" | "official") {
        Some(Leave::Open)
    } else {
        None
    }
}

/// Whether the vehicle is small and light enough for what the tags say.
fn fits(tags: &RoadTags, profile: &RoadProfile) -> bool {
    let size = &profile.size;
    let under = |key: &str, read: fn(&str) -> Option<u32>, own: Option<u32>| {
        let limit = tags.get(key).and_then(read);
        own.zip(limit).is_none_or(|(own, limit)| own <= limit)
    };
    under("maxheight", centimetres, size.height_cm)
        && under("maxheight:physical", centimetres, size.height_cm)
        && under("maxwidth", centimetres, size.width_cm)
        && under("maxwidth:physical", centimetres, size.width_cm)
        && under("maxlength", centimetres, size.length_cm)
        && under("maxweight", kilograms, size.weight_kg)
}

/// Barriers that a vehicle passes unless a tag of access says no.
const PASSABLE: [&str; 13] = [
    "arch",
    "border_control",
    "bump_gate",
    "cattle_grid",
    "checkpoint",
    "entrance",
    "gate",
    "height_restrictor",
    "lift_gate",
    "no",
    "sally_port",
    "swing_gate",
    "toll_booth",
];

/// Whether a node stops the vehicle.
pub(super) fn stops(tags: &RoadTags, profile: &RoadProfile) -> bool {
    if !fits(tags, profile) {
        return true;
    }
    let keys = profile.vehicle.access_keys().iter();
    let said = keys.filter_map(|key| tags.get(key)).find_map(|value| leave_of(value, profile));
    match (said, tags.get("barrier")) {
        (Some(said), _) => said != Leave::Open,
        (None, Some(barrier)) => !PASSABLE.contains(&barrier),
        (None, None) => false,
    }
}

/// The manoeuvre of a restriction that holds for the vehicle, such as `no_left_turn`.
pub(super) fn restriction_of<'a>(
    restriction: &'a RoadRestriction,
    profile: &RoadProfile,
    unread: &mut usize,
) -> Option<&'a str> {
    let tags = &restriction.tags;
    let keys = profile.vehicle.access_keys();
    let excepted = tags.get("except").unwrap_or_default();
    if excepted.split(';').any(|word| keys.contains(&word.trim())) {
        return None;
    }
    if let Some(text) = tags.get("restriction:conditional") {
        let (read, more) = conditions(text, &profile.size);
        *unread += more;
        let meets = |hours: &DrivingHours| hours.meets(&profile.hours);
        let holds = read
            .into_iter()
            .find(|condition| condition.hours.is_empty() || condition.hours.iter().any(meets));
        return holds.map(|condition| condition.value);
    }
    let particular = keys.iter().find_map(|key| tags.get(&format!("restriction:{key}")));
    particular.or_else(|| tags.get("restriction"))
}
