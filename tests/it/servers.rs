//! Routing servers: recorded answers, broken ones and slow ones, from a server on this machine.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use leenroute::ingest::servers::{Patience, Server, ServerError, ServerKind, ask_server};
use leenroute::travel::TravelLeg;
use leenroute::travel::road::RoadPoint;

/// What the server does when it is asked.
#[derive(Clone, Copy)]
enum Reply {
    /// Answers with a status and a text.
    Says(u16, &'static str),
    /// Promises more bytes than it sends.
    Stops(&'static str),
    /// Answers after all patience is gone.
    Sleeps,
    /// Ends the call at once.
    HangsUp,
}

/// How often a call is looked for, two milliseconds apart.
const LOOKS: usize = 30_000;

/// The next call; nobody waits for one for ever.
fn call(listener: &TcpListener) -> TcpStream {
    listener.set_nonblocking(true).expect("a listener");
    for _ in 0..LOOKS {
        match listener.accept() {
            Ok((stream, _)) => {
                stream.set_nonblocking(false).expect("a stream");
                return stream;
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                thread::sleep(Duration::from_millis(2));
            }
            Err(error) => panic!("no call: {error}"),
        }
    }
    panic!("nobody called");
}

/// Answers so many questions, one after the other, and keeps what was asked.
fn serve(listener: &TcpListener, replies: &[Reply], asked: &Mutex<Vec<String>>) {
    for reply in replies {
        let mut stream = call(listener);
        asked.lock().expect("no other thread fails").push(question(&mut stream));
        let send = |stream: &mut TcpStream, status: u16, length: usize, text: &str| {
            let head = format!(
                "HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{text}"
            );
            // A caller who has gone does not hear it.
            drop(stream.write_all(head.as_bytes()));
        };
        match reply {
            Reply::Says(status, text) => send(&mut stream, *status, text.len(), text),
            Reply::Stops(text) => send(&mut stream, 200, text.len() + 1_000, text),
            Reply::Sleeps => {
                thread::sleep(Duration::from_millis(700));
                send(&mut stream, 200, 2, "{}");
            }
            Reply::HangsUp => {}
        }
    }
}

/// Head and body of a question.
fn question(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    let mut block = [0; 4096];
    loop {
        let read = stream.read(&mut block).expect("a question");
        text.extend_from_slice(&block[..read]);
        let told = String::from_utf8_lossy(&text).into_owned();
        let Some((head, body)) = told.split_once("\r\n\r\n") else {
            if read == 0 {
                return told;
            }
            continue;
        };
        let length = head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case("content-length")
                .then(|| value.trim().parse::<usize>().ok())?
        });
        if read == 0 || body.len() >= length.unwrap_or(0) {
            return told;
        }
    }
}

const POINTS: [RoadPoint; 3] = [
    RoadPoint { lon: 65_625_000, lat: 529_966_700 },
    RoadPoint { lon: 69_069_400, lat: 527_791_700 },
    RoadPoint { lon: 64_340_000, lat: 531_392_000 },
];

type Asked = (Result<Vec<Vec<Option<TravelLeg>>>, ServerError>, Vec<String>);

fn ask(kind: ServerKind, points: usize, tile: usize, replies: &[Reply]) -> Asked {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port of this machine");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let patience = Patience {
        answer: Duration::from_millis(400),
        pause: Duration::from_millis(5),
        tries: 3,
        tile,
    };
    let profile = kind.usual_profile().to_owned();
    let server = Server { kind, url, profile, key: Some("sesame".to_owned()), patience };
    let asked = Mutex::new(Vec::new());
    let answer = thread::scope(|scope| {
        scope.spawn(|| serve(&listener, replies, &asked));
        ask_server(&server, &POINTS[..points])
    });
    (answer, asked.into_inner().expect("no other thread fails"))
}

const OSRM: &str = r#"{"code":"Ok","durations":[[0,2046.1],[null,0]],"distances":[[0,40912.4],[null,0]],"sources":[],"destinations":[]}"#;
const VALHALLA: &str = r#"{"algorithm":"costmatrix","units":"kilometers","sources_to_targets":{"durations":[[0,2047],[null,0]],"distances":[[0,40.912],[null,0]]}}"#;
const ORS: &str = r#"{"durations":[[0.0,2046.1],[null,0.0]],"distances":[[0.0,40912.0],[null,0.0]],"metadata":{"service":"matrix"}}"#;

fn legs(rows: &[Vec<Option<TravelLeg>>]) -> Vec<Vec<Option<(i64, i64)>>> {
    let pair = |leg: &Option<TravelLeg>| leg.map(|leg| (leg.distance.0, leg.duration.0));
    rows.iter().map(|row| row.iter().map(pair).collect()).collect()
}

#[test]
fn recorded_answers_of_each_kind_are_read() {
    let expected = vec![vec![Some((0, 0)), Some((40_912, 2_047))], vec![None, Some((0, 0))]];
    for (kind, text, part) in [
        (ServerKind::Osrm, OSRM, "GET /table/v1/driving/6.5625000,52.9966700;6.9069400,52.7791700"),
        (ServerKind::Valhalla, VALHALLA, "\"costing\":\"auto\""),
        (ServerKind::OpenRouteService, ORS, "POST /v2/matrix/driving-car"),
    ] {
        let (rows, asked) = ask(kind, 2, 50, &[Reply::Says(200, text)]);
        assert_eq!(legs(&rows.expect("a matrix")), expected, "{kind:?}");
        assert!(asked[0].contains(part), "{}", asked[0]);
        let has_key = asked[0].to_lowercase().contains("authorization: sesame");
        assert_eq!(has_key, kind == ServerKind::OpenRouteService);
    }
}

#[test]
fn a_matrix_is_put_together_from_tiles() {
    let one = r#"{"code":"Ok","durations":[[1,2],[3,4]],"distances":[[1,2],[3,4]]}"#;
    let right = r#"{"code":"Ok","durations":[[5],[6]],"distances":[[5],[6]]}"#;
    let below = r#"{"code":"Ok","durations":[[7,8]],"distances":[[7,8]]}"#;
    let corner = r#"{"code":"Ok","durations":[[9]],"distances":[[9]]}"#;
    let replies = [one, right, below, corner].map(|text| Reply::Says(200, text));
    let (rows, asked) = ask(ServerKind::Osrm, 3, 2, &replies);
    let metres: Vec<Vec<i64>> = rows
        .expect("a matrix")
        .iter()
        .map(|row| row.iter().map(|leg| leg.expect("a way").distance.0).collect())
        .collect();
    assert_eq!(metres, [[1, 2, 5], [3, 4, 6], [7, 8, 9]]);
    assert!(asked[1].contains("sources=0;1&destinations=2"), "{}", asked[1]);
}

#[test]
fn a_busy_a_failing_and_a_halting_server_are_asked_again() {
    let good = Reply::Says(200, OSRM);
    for trouble in [
        Reply::Says(429, "slow down"),
        Reply::Says(500, "oops"),
        Reply::Says(200, "{\"code\":\"Ok\",\"durations\":[[0,"),
        Reply::Stops("{\"code\":\"Ok\""),
        Reply::HangsUp,
        Reply::Sleeps,
    ] {
        let (rows, asked) = ask(ServerKind::Osrm, 2, 50, &[trouble, good]);
        assert!(rows.is_ok(), "{rows:?}");
        assert_eq!(asked.len(), 2);
    }
}

#[test]
fn a_server_that_goes_on_failing_is_told_of() {
    let (rows, asked) = ask(ServerKind::Osrm, 2, 50, &[Reply::Says(503, "closed"); 3]);
    assert_eq!(asked.len(), 3);
    let told = rows.unwrap_err().to_string();
    assert!(told.contains("3 tries") && told.contains("503: closed"), "{told}");
}

#[test]
fn a_refusal_and_an_answer_that_does_not_fit_are_not_asked_for_again() {
    for (text, part) in [
        (Reply::Says(401, "who are you"), "401: who are you"),
        (Reply::Says(200, r#"{"code":"NoSegment","message":"off road"}"#), "NoSegment off road"),
        (
            Reply::Says(200, r#"{"code":"Ok","durations":[[0,1]],"distances":[[0,1]]}"#),
            "durations has 1",
        ),
        (
            Reply::Says(200, r#"{"code":"Ok","durations":[[0,1],[1]],"distances":[[0,1],[1,0]]}"#),
            "row 2",
        ),
        (
            Reply::Says(
                200,
                r#"{"code":"Ok","durations":[[0,-5],[1,0]],"distances":[[0,1],[1,0]]}"#,
            ),
            "-5",
        ),
        (Reply::Says(200, r#"{"code":"Ok","durations":[[0,1],[1,0]]}"#), "distances"),
        (Reply::Says(200, "[]"), "no code"),
    ] {
        let (rows, asked) = ask(ServerKind::Osrm, 2, 50, &[text]);
        let told = rows.unwrap_err().to_string();
        assert!(told.contains(part), "{told}");
        assert_eq!(asked.len(), 1);
    }
}
