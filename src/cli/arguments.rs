//! What a person typed.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::app::{DEMO_WEEK, Limit};
use crate::model::IsoWeek;
use crate::store::Overwrite;

/// Iterations of the route search when no stop rule is given: the same plan on any machine, in
/// about a quarter of a minute on two cores for a province of forty places.
const ITERATIONS_DEFAULT: u64 = 1_000_000;

/// Weeks of history that are generated at most: ten years.
const HISTORY_WEEKS_MAX: i64 = 520;

/// Plans interlibrary lending in a province: who supplies, who is visited when, in which crates.
#[derive(Debug, Parser)]
#[command(name = "leenroute", version, propagate_version = true)]
#[command(after_long_help = "\
Examples:
  leenroute demo                                 plan the week of Drenthe, see what you get
  leenroute init drenthe                         write the data folder, to look at and change
  leenroute plan drenthe --week 2026-W48 --out week-48

Exit codes: 0 done; 1 a rule is broken, a visit is missing or no feasible plan exists; 2 usage;
3 the data have errors; 4 folder, disk or threads; 5 written by a newer version; 130 interrupted,
the best plan is saved.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,

    /// Print one JSON document on stdout, and nothing else.
    #[arg(long, global = true)]
    pub(super) json: bool,

    /// The language of screen and sheets.
    #[arg(long, global = true, value_enum, default_value_t = LanguageChoice::Nl)]
    pub(super) lang: LanguageChoice,

    /// Threads to use; all cores by default. The plan does not depend on it.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) threads: Option<u16>,
}

/// A language, as people type it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LanguageChoice {
    /// Nederlands.
    Nl,
    /// English.
    En,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// The main job on the embedded data of Drenthe: data folder, plan, check, sheets.
    #[command(after_long_help = "\
Examples:
  leenroute demo
  leenroute demo --out ~/drenthe --time 30s
  leenroute demo --seed 7 --iterations 40000 --json")]
    Demo {
        /// Where to write: the data go to `DIR/data`, the plan to `DIR/plan`.
        #[arg(long, value_name = "DIR", default_value = "leenroute-demo")]
        out: PathBuf,
        #[command(flatten)]
        search: SearchArguments,
        #[command(flatten)]
        force: ForceArguments,
    },

    /// Write the embedded province of Drenthe as a data folder.
    #[command(after_long_help = "\
Examples:
  leenroute init drenthe
  leenroute init drenthe-49 --week 2026-W49 --seed 3
  leenroute init drenthe --history-weeks 52      with a year of generated facts")]
    Init {
        /// The folder to write.
        folder: PathBuf,
        /// The week whose requests are generated.
        #[arg(long, default_value = DEMO_WEEK)]
        week: IsoWeek,
        /// The seed of the generated titles, holdings and requests.
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
        /// Weeks of generated history before that week.
        #[arg(long, value_name = "N", default_value_t = 0)]
        #[arg(value_parser = clap::value_parser!(u16).range(0..=HISTORY_WEEKS_MAX))]
        history_weeks: u16,
        #[command(flatten)]
        force: ForceArguments,
    },

    /// Read and validate a data folder; plan nothing. All findings in one pass.
    #[command(after_long_help = "\
Examples:
  leenroute inspect drenthe
  leenroute inspect drenthe --json | jq '.diagnostics[] | select(.severity == \"error\")'")]
    Inspect {
        /// The data folder.
        folder: PathBuf,
    },

    /// Plan a week: suppliers, timetable, routes, crates, sheets.
    #[command(after_long_help = "\
Examples:
  leenroute plan drenthe --week 2026-W48 --out week-48
  leenroute plan drenthe --week 2026-W48 --out week-48 --time 2m --force
  leenroute plan drenthe --week 2026-W48 --json --require-kpi")]
    Plan {
        /// The data folder.
        folder: PathBuf,
        /// The ISO week.
        #[arg(long)]
        week: IsoWeek,
        /// The plan folder to write; without it nothing is stored.
        #[arg(long, value_name = "PLAN_DIR")]
        out: Option<PathBuf>,
        #[command(flatten)]
        search: SearchArguments,
        #[command(flatten)]
        force: ForceArguments,
        /// End with exit code 1 when the declared percentage is below its norm.
        #[arg(long)]
        require_kpi: bool,
    },

    /// Record what really happened in a planned week: visits, items, loans.
    #[command(after_long_help = "\
Examples:
  leenroute record week-48 --file returned.csv --data drenthe
  leenroute record week-48 --file returned.csv --json | jq '.recorded, .already_known'

Without --data the facts go to the inputs of the plan, PLAN_DIR/inputs. Recording the same facts
again changes nothing; a fact that contradicts the record is told, and nothing is written.")]
    Record {
        /// The plan folder.
        #[arg(value_name = "PLAN_DIR")]
        folder: PathBuf,
        /// The facts, as CSV.
        #[arg(long, value_name = "FACTS.csv")]
        file: PathBuf,
        /// The data folder whose history it is.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
    },

    /// The referee alone: judge a stored plan from its raw input.
    #[command(after_long_help = "\
Examples:
  leenroute verify week-48
  leenroute verify week-48 --json")]
    Verify {
        /// The plan folder.
        folder: PathBuf,
    },
}

/// How long to search, and with which seed.
#[derive(Debug, Args)]
pub(super) struct SearchArguments {
    /// The seed of all random choices.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// Search for so long, such as `30s` or `2m`.
    #[arg(long, value_name = "TIME", value_parser = parse_time, conflicts_with = "iterations")]
    time: Option<Duration>,
    /// Search so many iterations: the same plan on any machine. Four rounds, each rounded up to a
    /// thousand.
    #[arg(long, value_name = "N")]
    iterations: Option<u64>,
}

impl SearchArguments {
    /// The one stop rule.
    pub(super) fn limit(&self) -> Limit {
        match self.time {
            Some(time) => Limit::Time(time),
            None => Limit::Iterations(self.iterations.unwrap_or(ITERATIONS_DEFAULT)),
        }
    }
}

/// What may be replaced.
#[derive(Debug, Args)]
pub(super) struct ForceArguments {
    /// Replace what an earlier run wrote there.
    #[arg(long)]
    force: bool,
}

impl ForceArguments {
    /// Whether an earlier folder may be replaced.
    pub(super) const fn overwrite(&self) -> Overwrite {
        if self.force { Overwrite::Replace } else { Overwrite::Refuse }
    }
}

fn parse_time(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(char::is_alphabetic);
    let number: u64 = digits.parse().map_err(|_| expected_time())?;
    let factor = match &text[digits.len()..] {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        _ => return Err(expected_time()),
    };
    number.checked_mul(factor).map(Duration::from_secs).ok_or_else(expected_time)
}

fn expected_time() -> String {
    "expected a whole number with s, m or h, such as `30s`".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        use clap::CommandFactory as _;
        Arguments::command().debug_assert();
    }

    #[test]
    fn times_have_a_unit() {
        assert_eq!(parse_time("30s"), Ok(Duration::from_secs(30)));
        assert_eq!(parse_time("2m"), Ok(Duration::from_mins(2)));
        for text in ["30", "s", "1.5s", "-3s", "30 s", "99999999999999999999s", "9999999999999999h"]
        {
            assert!(parse_time(text).is_err(), "{text}");
        }
    }
}
