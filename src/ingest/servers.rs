//! Routing servers over HTTP: OSRM, Valhalla and openrouteservice.
//!
//! A matrix is asked for in tiles, since servers limit what one question may hold. A busy or
//! failing server (429, 5xx, no or half an answer) is asked again after a pause that doubles, and
//! then told of; any other refusal is told at once. An answer must have exactly the rows and
//! columns that were asked for; `null` in it is a pair without a way. Nothing is ever filled in.
//!
//! Only positions leave the machine, and only for the server that somebody named.

use std::fmt::Write as _;
use std::thread;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use thiserror::Error;

use super::travel_json::{LegRows, TravelJsonError, legs};
use crate::travel::road::RoadPoint;

/// The kind of a routing server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerKind {
    /// `GET /table/v1/...`.
    Osrm,
    /// `POST /sources_to_targets`.
    Valhalla,
    /// `POST /v2/matrix/...`.
    OpenRouteService,
}

impl ServerKind {
    /// The word of the command line and the label.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Osrm => "osrm",
            Self::Valhalla => "valhalla",
            Self::OpenRouteService => "ors",
        }
    }

    /// The profile of a van where nobody says another.
    pub const fn usual_profile(self) -> &'static str {
        match self {
            Self::Osrm => "driving",
            Self::Valhalla => "auto",
            Self::OpenRouteService => "driving-car",
        }
    }
}

/// How long a server is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For one answer.
    pub answer: Duration,
    /// Before the second question; doubled before each further one.
    pub pause: Duration,
    /// Questions in all, for one tile.
    pub tries: u32,
    /// Places in a row and in a column of a tile.
    pub tile: usize,
}

impl Default for Patience {
    /// Half a minute an answer, five tries over a quarter of a minute, tiles of 50 x 50.
    fn default() -> Self {
        Self { answer: Duration::from_secs(30), pause: Duration::from_secs(1), tries: 5, tile: 50 }
    }
}

/// A server and how it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its kind.
    pub kind: ServerKind,
    /// Where it is, such as `http://localhost:5000`.
    pub url: String,
    /// The name of the profile there.
    pub profile: String,
    /// What it asks for to let one in.
    pub key: Option<String>,
    /// How long it is waited for.
    pub patience: Patience,
}

/// Why a server gave no matrix.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ServerError {
    /// It refused.
    #[error("the server answered {status}: {text}")]
    Refused {
        /// The status.
        status: u16,
        /// The beginning of what it said.
        text: String,
    },
    /// It did not answer, or not wholly, however often it was asked.
    #[error("the server gave no whole answer in {tries} tries: {reason}")]
    Silent {
        /// Questions.
        tries: u32,
        /// What happened the last time.
        reason: String,
    },
    /// The answer is no matrix.
    #[error("the answer of the server is no matrix: {0}")]
    Answer(String),
    /// The matrix has the wrong size, or numbers that are no trip.
    #[error("the answer of the server does not fit: {0}")]
    Matrix(#[from] TravelJsonError),
}

/// Bytes of an answer that are read at most.
const ANSWER_MAX: u64 = 64 << 20;
/// Characters of a refusal that are told.
const TOLD_MAX: usize = 200;

/// The matrix between all points, tile by tile. O(points^2).
pub fn ask_server(server: &Server, points: &[RoadPoint]) -> Result<LegRows, ServerError> {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(server.patience.answer))
        .http_status_as_error(false)
        .build();
    let agent = ureq::Agent::new_with_config(config);
    let tile = server.patience.tile.max(1);
    let mut rows = vec![Vec::with_capacity(points.len()); points.len()];
    for (block, sources) in points.chunks(tile).enumerate() {
        for targets in points.chunks(tile) {
            let answer = tile_of(server, &agent, (sources, targets))?;
            for (row, cells) in answer.into_iter().enumerate() {
                rows[block * tile + row].extend(cells);
            }
        }
    }
    Ok(rows)
}

fn tile_of(
    server: &Server,
    agent: &ureq::Agent,
    (sources, targets): (&[RoadPoint], &[RoadPoint]),
) -> Result<LegRows, ServerError> {
    let mut pause = server.patience.pause;
    let mut asked = 0;
    loop {
        asked += 1;
        let reason = match question(server, agent, (sources, targets)) {
            Ok(Answer { status: 200, text }) => {
                // Half an answer is no JSON; the other half may come the next time.
                match serde_json::from_str::<Value>(&text) {
                    Ok(value) => return read(server, value, (sources.len(), targets.len())),
                    Err(error) => format!("{error} in {} bytes", text.len()),
                }
            }
            Ok(Answer { status, text }) => {
                let told: String = text.chars().take(TOLD_MAX).collect();
                if status != 429 && status < 500 {
                    return Err(ServerError::Refused { status, text: told });
                }
                format!("{status}: {told}")
            }
            Err(error) => error.to_string(),
        };
        if asked >= server.patience.tries {
            return Err(ServerError::Silent { tries: asked, reason });
        }
        thread::sleep(pause);
        pause = pause.saturating_mul(2);
    }
}

struct Answer {
    status: u16,
    text: String,
}

fn question(
    server: &Server,
    agent: &ureq::Agent,
    (sources, targets): (&[RoadPoint], &[RoadPoint]),
) -> Result<Answer, ureq::Error> {
    let base = server.url.trim_end_matches('/');
    let numbers = |from: usize, count: usize| from..from + count;
    let mut response = match server.kind {
        ServerKind::Osrm => {
            let mut url = format!("{base}/table/v1/{}/", server.profile);
            for (at, point) in sources.iter().chain(targets).enumerate() {
                let between = if at == 0 { "" } else { ";" };
                let position = point.position();
                let _ = write!(url, "{between}{:.7},{:.7}", position.lon, position.lat);
            }
            let list = |numbers: std::ops::Range<usize>| {
                numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(";")
            };
            let (from, to) =
                (list(numbers(0, sources.len())), list(numbers(sources.len(), targets.len())));
            let _ = write!(url, "?annotations=duration,distance&sources={from}&destinations={to}");
            agent.get(&url).call()?
        }
        ServerKind::Valhalla => {
            let place = |point: &RoadPoint| {
                let position = point.position();
                json!({ "lon": position.lon, "lat": position.lat })
            };
            let body = json!({
                "sources": sources.iter().map(place).collect::<Vec<_>>(),
                "targets": targets.iter().map(place).collect::<Vec<_>>(),
                "costing": server.profile,
                "units": "kilometers",
                "verbose": false,
            });
            let url = format!("{base}/sources_to_targets");
            agent.post(&url).content_type("application/json").send(body.to_string())?
        }
        ServerKind::OpenRouteService => {
            let place = |point: &RoadPoint| {
                let position = point.position();
                json!([position.lon, position.lat])
            };
            let body = json!({
                "locations": sources.iter().chain(targets).map(place).collect::<Vec<_>>(),
                "sources": numbers(0, sources.len()).collect::<Vec<_>>(),
                "destinations": numbers(sources.len(), targets.len()).collect::<Vec<_>>(),
                "metrics": ["duration", "distance"],
                "units": "m",
            });
            let url = format!("{base}/v2/matrix/{}", server.profile);
            let request = agent.post(&url).content_type("application/json");
            match &server.key {
                Some(key) => request.header("Authorization", key).send(body.to_string())?,
                None => request.send(body.to_string())?,
            }
        }
    };
    let status = response.status().as_u16();
    let bytes = response.body_mut().with_config().limit(ANSWER_MAX).read_to_vec()?;
    Ok(Answer { status, text: String::from_utf8_lossy(&bytes).into_owned() })
}

type Cells = Vec<Vec<Option<f64>>>;

#[derive(Deserialize)]
struct Plain {
    durations: Cells,
    distances: Cells,
}

#[derive(Deserialize)]
struct Valhalla {
    sources_to_targets: Plain,
    units: Option<String>,
}

fn read(server: &Server, value: Value, size: (usize, usize)) -> Result<LegRows, ServerError> {
    let no_matrix = |error: serde_json::Error| ServerError::Answer(error.to_string());
    if server.kind == ServerKind::Osrm {
        let code = value.get("code").and_then(Value::as_str).unwrap_or("no code");
        if code != "Ok" {
            let message = value.get("message").and_then(Value::as_str).unwrap_or_default();
            return Err(ServerError::Answer(format!("{code} {message}")));
        }
    }
    let plain = match server.kind {
        ServerKind::Osrm | ServerKind::OpenRouteService => {
            serde_json::from_value::<Plain>(value).map_err(no_matrix)?
        }
        ServerKind::Valhalla => {
            let of = serde_json::from_value::<Valhalla>(value).map_err(no_matrix)?;
            let per_unit = match of.units.as_deref() {
                None | Some("kilometers" | "km") => 1_000.0,
                Some(units) => return Err(ServerError::Answer(format!("its unit is {units}"))),
            };
            let mut plain = of.sources_to_targets;
            for cell in plain.distances.iter_mut().flatten().flatten() {
                *cell *= per_unit;
            }
            plain
        }
    };
    Ok(legs(&plain.durations, &plain.distances, size)?)
}
