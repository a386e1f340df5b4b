//! Who is visited.

/// A set of days: bit `d` is day `d`, from 0.
pub type Days = u32;

/// An amount in up to two dimensions; the second is 0 where the set has one.
pub type Loads = [i64; 2];

/// A stretch of time, both ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Its begin.
    pub open: f64,
    /// Its end; infinite where there is none.
    pub close: f64,
}

impl Span {
    /// All time.
    pub const ALWAYS: Self = Self { open: 0.0, close: f64::INFINITY };

    /// Whether it limits anything.
    pub fn is_limit(&self) -> bool {
        self.open > 0.0 || self.close.is_finite()
    }
}

/// A customer of an instance (klant).
#[derive(Clone, Debug, PartialEq)]
pub struct Customer {
    /// The number by which the file calls it.
    pub number: i64,
    /// Where it stands.
    pub node: usize,
    /// What each visit brings from the depot.
    pub delivery: Loads,
    /// What each visit takes to the depot.
    pub pickup: Loads,
    /// How long a visit takes.
    pub service: f64,
    /// When service may begin, in order; empty means always.
    pub windows: Vec<Span>,
    /// The allowed sets of days, of which it gets exactly one.
    pub patterns: Vec<Days>,
    /// What leaving it out costs; `None` where it must be visited.
    pub prize: Option<f64>,
    /// The fleets that may come: bit `f` is fleet `f`.
    pub fleets: u64,
}

impl Customer {
    /// A customer of one day who wants nothing but one visit by anybody.
    pub const fn new(number: i64, node: usize) -> Self {
        Self {
            number,
            node,
            delivery: [0; 2],
            pickup: [0; 2],
            service: 0.0,
            windows: Vec::new(),
            patterns: Vec::new(),
            prize: None,
            fleets: u64::MAX,
        }
    }
}
