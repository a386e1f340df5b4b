//! A study in parts, on as many machines as there are: each plays its replications and writes
//! them down, and a merge tells what one run would have told.

use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::frame::{Frame, Simulated};
use super::titles::{StoredTitle, TitleNames};
use super::use_case::{Opened, SimulateOrder, open, ready};
use crate::app::clock::Stopwatch;
use crate::app::error::Error;
use crate::app::make_plan::PROGRAM_VERSION;
use crate::simulation::{Pair, Precision, Tally};
use crate::store::{
    StoreError, digest_of, fingerprint_folder, read_results, result_file, write_result,
};

/// The form of a result.
const SCHEMA: &str = "leenroute-shard/2";

/// One part of a study (deel): the `number`-th of `of`, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    number: u32,
    of: u32,
}

/// A shard that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a shard as `2/3`: the second of three, each at least 1, and at most 100,000")]
pub struct NoShard;

impl Shard {
    /// Parts of a study at most.
    const OF_MAX: u32 = 100_000;

    /// The `number`-th of `of` parts, from 1.
    pub fn new(number: u32, of: u32) -> Option<Self> {
        ((1..=of).contains(&number) && of <= Self::OF_MAX).then_some(Self { number, of })
    }

    /// The numbers of its replications, from 0: as many as those of any other shard, or one more.
    pub fn range(self, replications: u32) -> Range<u32> {
        let end = |number: u32| {
            let end = u64::from(replications) * u64::from(number) / u64::from(self.of);
            // A shard ends with the replications at the latest.
            u32::try_from(end).unwrap_or(replications)
        };
        end(self.number - 1)..end(self.number)
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl std::str::FromStr for Shard {
    type Err = NoShard;

    fn from_str(text: &str) -> Result<Self, NoShard> {
        let (number, of) = text.split_once('/').ok_or(NoShard)?;
        let number = number.parse().map_err(|_| NoShard)?;
        let of = of.parse().map_err(|_| NoShard)?;
        Self::new(number, of).ok_or(NoShard)
    }
}

/// Which part is to be played, and where its result goes.
#[derive(Clone, Debug)]
pub struct ShardOrder {
    /// The part.
    pub shard: Shard,
    /// The folder of the results of all parts.
    pub out: PathBuf,
}

/// How a part of a study ended.
#[derive(Clone, Debug, PartialEq)]
pub struct ShardReport {
    /// The part.
    pub shard: Shard,
    /// Its replications, from 0.
    pub replications: Range<u32>,
    /// The result.
    pub file: PathBuf,
    /// Whether the result was there, so that nothing was played.
    pub was_there: bool,
    /// How long it took.
    pub seconds: f64,
}

/// A result as it is stored. Plain values stand before tables, as TOML wants them.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    schema: String,
    /// What the study is computed from.
    study: String,
    /// Of the whole study.
    replications: u32,
    shard: u32,
    shards: u32,
    seconds: f64,
    /// Of all that was asked for in vain.
    titles: Vec<StoredTitle>,
    frame: Frame,
    #[serde(default)]
    pair: Vec<StoredPair>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredPair {
    number: u32,
    events: u64,
    base: Vec<i64>,
    scenarios: Vec<Vec<i64>>,
}

impl StoredPair {
    fn of(number: u32, pair: &Pair) -> Self {
        let scenarios = pair.scenarios.iter().map(Tally::to_numbers).collect();
        Self { number, events: pair.events, base: pair.base.to_numbers(), scenarios }
    }

    fn pair(&self) -> Option<Pair> {
        let scenarios = self.scenarios.iter().map(|one| Tally::from_numbers(one)).collect();
        let (base, scenarios) = Tally::from_numbers(&self.base).zip(scenarios)?;
        Some(Pair { base, scenarios, events: self.events })
    }
}

/// The lines from which the name of a result is made.
fn name_of(folder: &Path, study: &str, range: &Range<u32>) -> PathBuf {
    result_file(folder, &[study, &range.start.to_string(), &range.end.to_string()])
}

/// What a study is computed from, as one digest: program, data, scenarios, and what was asked.
fn study_of(data: &Path, opened: &Opened, order: &SimulateOrder) -> Result<String, Error> {
    let scenarios = opened.scenarios.iter().map(|one| {
        let texts: Vec<&str> = one.texts.iter().map(String::as_str).collect();
        digest_of(&texts)
    });
    let scenarios = scenarios.collect::<Vec<String>>().join(" ");
    // History is no part of the fingerprint of the data, and decides what readers do.
    let history = format!("{:?}", opened.history);
    Ok(digest_of(&[
        SCHEMA,
        &history,
        PROGRAM_VERSION,
        &fingerprint_folder(data)?,
        &scenarios,
        &opened.week.to_string(),
        &order.weeks.to_string(),
        &order.seed.0.to_string(),
        &order.precision.most.to_string(),
    ]))
}

/// Plays one part of a study and writes its result, unless that is there already.
///
/// All replications asked for are played, whatever half-width was. `None` where the wish to stop
/// came first: then nothing is written.
///
/// # Panics
///
/// Never: what is stored are numbers and words, which TOML has.
pub fn simulate_shard(
    data: &Path,
    order: &SimulateOrder,
    part: &ShardOrder,
) -> Result<Option<ShardReport>, Error> {
    let watch = Stopwatch::start();
    let opened = open(data, order)?;
    let study = study_of(data, &opened, order)?;
    let range = part.shard.range(order.precision.most);
    let file = name_of(&part.out, &study, &range);
    let report = |was_there| ShardReport {
        shard: part.shard,
        replications: range.clone(),
        file: file.clone(),
        was_there,
        seconds: watch.elapsed().as_secs_f64(),
    };
    if file.exists() {
        return Ok(Some(report(true)));
    }
    let ready = ready(opened, order)?;
    let (mut pairs, mut stored_pairs) = (Vec::new(), Vec::new());
    for number in range.clone() {
        if order.cancel.is_set() {
            return Ok(None);
        }
        let pair = Pair::play(&ready.base, &ready.alternatives, order.seed, number);
        stored_pairs.push(StoredPair::of(number, &pair));
        pairs.push(pair);
    }
    let tallies = pairs.iter().flat_map(|pair| pair.scenarios.iter().chain([&pair.base]));
    let names = TitleNames::of(&ready.province, tallies.map(Tally::misses));
    let stored = Stored {
        schema: SCHEMA.to_owned(),
        study,
        replications: order.precision.most,
        shard: part.shard.number,
        shards: part.shard.of,
        seconds: watch.elapsed().as_secs_f64(),
        titles: names.to_stored(),
        frame: ready.frame,
        pair: stored_pairs,
    };
    let text = toml::to_string(&stored).expect("numbers and words can be written as TOML");
    write_result(&file, &text)?;
    Ok(Some(report(false)))
}

/// Tells what one run with as many replications tells, from the results of all its shards.
///
/// Its seconds are those of all shards together.
pub fn merge(folder: &Path) -> Result<Simulated, Error> {
    let refuse = |what: Vec<String>| Error::Shards { folder: folder.to_owned(), what };
    let mut results = Vec::new();
    for (file, text) in read_results(folder)? {
        results.push((read(folder, &file, &text)?, file));
    }
    let Some(((first, _), others)) = results.split_first() else {
        return Err(refuse(vec!["it holds no result of `simulate --shard`".to_owned()]));
    };
    let stranger = |(other, file): &(Stored, PathBuf)| {
        (other.study != first.study).then(|| format!("`{}` is of another study", file.display()))
    };
    let strangers: Vec<String> = others.iter().filter_map(stranger).collect();
    if !strangers.is_empty() {
        return Err(refuse(strangers));
    }
    if let Some((_, file)) = others.iter().find(|(other, _)| other.frame != first.frame) {
        let what = "its base is not that of the other results: another machine or build made it";
        return Err(damaged(file, what));
    }
    let mut pairs: Vec<Option<Pair>> = vec![None; first.replications as usize];
    let mut names = TitleNames::default();
    for (stored, file) in &results {
        if !names.add_stored(&stored.titles) {
            return Err(damaged(file, "its titles are not those of the other results"));
        }
        for pair in &stored.pair {
            let place = pairs.get_mut(pair.number as usize);
            let known = pair.pair().filter(|pair| {
                let tallies = pair.scenarios.iter().chain([&pair.base]);
                tallies.map(Tally::misses).all(|misses| names.has_all(misses))
            });
            let (place, pair) =
                place.zip(known).ok_or_else(|| damaged(file, "counts of no replication"))?;
            *place = Some(pair);
        }
    }
    let missing = missing(first, &pairs);
    if !missing.is_empty() {
        return Err(refuse(missing));
    }
    let seconds = results.iter().map(|(stored, _)| stored.seconds).sum();
    let scenarios = first.frame.scenarios.len();
    let study = Precision::default().of_pairs(scenarios, pairs.into_iter().flatten());
    Ok(first.frame.clone().tell(&study, &names, seconds))
}

/// Every shard that lacks a replication, by its number.
fn missing(stored: &Stored, pairs: &[Option<Pair>]) -> Vec<String> {
    let shards = (1..=stored.shards).filter_map(|number| Shard::new(number, stored.shards));
    let lacking = shards.filter_map(|shard| {
        let range = shard.range(stored.replications);
        let lacks = pairs[range.start as usize..range.end as usize].iter().any(Option::is_none);
        let (first, last) = (range.start + 1, range.end);
        lacks.then(|| format!("shard {shard} is missing, replications {first} to {last}"))
    });
    lacking.collect()
}

fn read(folder: &Path, file: &Path, text: &str) -> Result<Stored, Error> {
    let stored: Stored = toml::from_str(text).map_err(|error| damaged(file, error.message()))?;
    if stored.schema != SCHEMA {
        return Err(damaged(file, &format!("its schema is `{}`, not `{SCHEMA}`", stored.schema)));
    }
    let shard = Shard::new(stored.shard, stored.shards);
    let range = shard.map(|shard| shard.range(stored.replications));
    if range.is_none_or(|range| name_of(folder, &stored.study, &range) != file) {
        return Err(damaged(file, "its name is not that of what it says it was computed from"));
    }
    Ok(stored)
}

fn damaged(file: &Path, what: &str) -> Error {
    Error::Store(StoreError::Damaged { path: file.to_owned(), what: what.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_share_out_all_replications_evenly() {
        for (replications, of) in [(10, 1), (10, 3), (2, 5), (100, 7), (100_000, 100_000)] {
            let shards = (1..=of).filter_map(|number| Shard::new(number, of));
            let mut next = 0;
            for range in shards.map(|shard| shard.range(replications)) {
                assert_eq!(range.start, next);
                assert!(
                    (replications / of..=replications.div_ceil(of)).contains(&(range.end - next))
                );
                next = range.end;
            }
            assert_eq!(next, replications);
        }
    }

    #[test]
    fn a_shard_is_written_as_a_part_of_a_whole() {
        assert_eq!("2/3".parse::<Shard>().map(|shard| shard.to_string()), Ok("2/3".to_owned()));
        for wrong in ["0/3", "4/3", "1", "a/b", "1/0", "1/100001", "-1/2", ""] {
            assert_eq!(wrong.parse::<Shard>(), Err(NoShard), "{wrong}");
        }
    }
}
