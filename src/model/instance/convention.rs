//! How far it is from node to node, and how a set rounds that.

/// How a set turns coordinates into distances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// Euclidean in double precision.
    Exact,
    /// Euclidean, rounded to the nearest integer, halves up.
    Round,
    /// Euclidean, truncated to one decimal, as the DIMACS challenge of 2021 did.
    Dimacs,
}

impl Convention {
    /// All, in the order of the manual.
    pub const ALL: [Self; 3] = [Self::Exact, Self::Round, Self::Dimacs];

    /// The word that people type and machines read.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Round => "round",
            Self::Dimacs => "dimacs",
        }
    }

    /// The convention that a word stands for.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|convention| convention.word() == word)
    }

    /// The distance between two points.
    pub fn length(self, from: [f64; 2], to: [f64; 2]) -> f64 {
        let (east, north) = (from[0] - to[0], from[1] - to[1]);
        // As the published costs were computed; `hypot` may differ in the last digit.
        let exact = (east * east + north * north).sqrt();
        match self {
            Self::Exact => exact,
            Self::Round => (exact + 0.5).floor(),
            Self::Dimacs => (exact * 10.0).floor() / 10.0,
        }
    }
}

/// How far and how long, for one kind of vehicle.
#[derive(Clone, Debug, PartialEq)]
pub enum Travel {
    /// Straight lines between the points of the nodes, as long as they are far.
    Plane(Vec<[f64; 2]>),
    /// Tables of nodes by nodes, row-major, directed, in the unit of the costs.
    Table {
        /// How many nodes.
        nodes: usize,
        /// How far.
        distance: Vec<f64>,
        /// How long; `None` where it is as long as it is far.
        duration: Option<Vec<f64>>,
    },
}

impl Travel {
    /// How far it is.
    ///
    /// # Panics
    ///
    /// When a node is not there.
    pub fn distance(&self, convention: Convention, from: usize, to: usize) -> f64 {
        match self {
            Self::Plane(points) => convention.length(points[from], points[to]),
            Self::Table { nodes, distance, .. } => distance[from * nodes + to],
        }
    }

    /// How long it takes.
    ///
    /// # Panics
    ///
    /// When a node is not there.
    pub fn duration(&self, convention: Convention, from: usize, to: usize) -> f64 {
        match self {
            Self::Table { nodes, duration: Some(duration), .. } => duration[from * nodes + to],
            _ => self.distance(convention, from, to),
        }
    }

    /// How many nodes it knows.
    pub fn nodes(&self) -> usize {
        match self {
            Self::Plane(points) => points.len(),
            Self::Table { nodes, .. } => *nodes,
        }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the expected numbers are exact in binary")]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_up() {
        assert_eq!(Convention::Round.length([0.0, 0.0], [2.5, 0.0]), 3.0);
        assert_eq!(Convention::Round.length([0.0, 0.0], [0.0, 3.5]), 4.0);
        assert_eq!(Convention::Round.length([0.0, 0.0], [1.0, 2.0]), 2.0);
    }

    #[test]
    fn a_table_may_have_durations_of_its_own() {
        let distance = vec![0.0, 3.0, 4.0, 0.0];
        let plain = Travel::Table { nodes: 2, distance: distance.clone(), duration: None };
        assert_eq!(plain.duration(Convention::Exact, 1, 0), 4.0);
        let timed = Travel::Table { nodes: 2, distance, duration: Some(vec![0.0, 7.0, 8.0, 0.0]) };
        assert_eq!(timed.duration(Convention::Exact, 0, 1), 7.0);
        assert_eq!(timed.distance(Convention::Exact, 0, 1), 3.0);
    }
}
