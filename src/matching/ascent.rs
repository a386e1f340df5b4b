//! The highest point of a concave function of prices, none below nought: a proximal bundle method.
//!
//! Every point that was seen gives a plane above the function, by its value and its slope there.
//! The next point is the highest of these planes that is not far from the best one: a step from
//! there along a mean of the slopes, whose weights solve a small quadratic programme. A point that
//! is about as much higher as the planes promise becomes the new centre; another one makes the
//! planes truer. The weights are those of a mean of the answers seen that nearly keeps all
//! capacities, which is what the optimum of the linear programme looks like.
//!
//! Numbers are approximate here: they choose which prices to try, and what those prove is added up
//! exactly elsewhere.
//!
//! References: C. Lemaréchal (1978), "Nonsmooth optimization and descent methods", IIASA research
//! report RR-78-4; K. C. Kiwiel (1990), "Proximity control in bundle methods for convex
//! nondifferentiable minimization", Mathematical Programming 46:105-122.

/// Planes that are kept.
const PLANES: usize = 40;
/// Exchanges of weight between two planes at most, for one step.
const EXCHANGES: usize = 300;
/// The share of the promised rise that makes a new centre, and one that makes steps longer.
const ENOUGH: f64 = 0.1;
const PLENTY: f64 = 0.5;

/// A plane above the function, and what was seen where it touches.
struct Plane<T> {
    slope: Vec<f64>,
    /// Its height at the centre.
    height: f64,
    weight: f64,
    seen: T,
}

/// A point with the value and the slope of the function there, and what was seen.
pub(super) struct Sight<T> {
    pub(super) at: Vec<f64>,
    pub(super) value: f64,
    pub(super) slope: Vec<f64>,
    pub(super) seen: T,
}

/// The search for the highest point.
pub(super) struct Ascent<T> {
    centre: Vec<f64>,
    value: f64,
    planes: Vec<Plane<T>>,
    length: f64,
    promised: f64,
}

impl<T> Ascent<T> {
    /// Begins where something was seen; the first step rises by about `rise` if the plane holds.
    pub(super) fn from(Sight { at, value, slope, seen }: Sight<T>, rise: f64) -> Self {
        let steepness = dot(&slope, &slope).max(f64::MIN_POSITIVE);
        let plane = Plane { slope, height: value, weight: 1.0, seen };
        Self { centre: at, value, planes: vec![plane], length: rise / steepness, promised: 0.0 }
    }

    /// The next point to be looked at. O(planes * prices) an exchange of weights.
    pub(super) fn next(&mut self) -> Vec<f64> {
        let mut mean = vec![0.0; self.centre.len()];
        for plane in &self.planes {
            add(&mut mean, plane.weight, &plane.slope);
        }
        for _ in 0..EXCHANGES {
            let step = self.step_along(&mean);
            let reached: Vec<f64> = self
                .planes
                .iter()
                .map(|of| dot(&step, &of.slope) + of.height - self.value)
                .collect();
            let order = |a: &usize, b: &usize| reached[*a].total_cmp(&reached[*b]);
            let lowest = (0..reached.len()).min_by(order);
            let weighty = (0..reached.len()).filter(|&at| self.planes[at].weight > 0.0);
            let (Some(to), Some(from)) = (lowest, weighty.max_by(order)) else { break };
            let gain = reached[from] - reached[to];
            if to == from || gain <= self.value.abs() * 1e-12 {
                break;
            }
            let mut turn = self.planes[to].slope.clone();
            add(&mut turn, -1.0, &self.planes[from].slope);
            let best = gain / (self.length * dot(&turn, &turn)).max(f64::MIN_POSITIVE);
            let moved = best.min(self.planes[from].weight);
            self.planes[to].weight += moved;
            self.planes[from].weight -= moved;
            add(&mut mean, moved, &turn);
        }
        let step = self.step_along(&mean);
        let planes = self.planes.iter();
        let above: f64 = planes.map(|of| of.weight * (of.height - self.value)).sum();
        self.promised = dot(&step, &mean) + above;
        let mut next = self.centre.clone();
        add(&mut next, 1.0, &step);
        next
    }

    /// From the centre along a slope, as far as no price falls below nought.
    fn step_along(&self, slope: &[f64]) -> Vec<f64> {
        let step = |(rise, from): (&f64, &f64)| (self.length * rise).max(-from);
        slope.iter().zip(&self.centre).map(step).collect()
    }

    /// Takes in what was seen at the point that `next` gave.
    pub(super) fn learn(&mut self, Sight { at, value, slope, seen }: Sight<T>) {
        if self.planes.len() == PLANES {
            let weight = |at: &usize| self.planes[*at].weight;
            let least = (0..PLANES).min_by(|a, b| weight(a).total_cmp(&weight(b))).unwrap_or(0);
            self.planes.remove(least);
        }
        let mut way = at.clone();
        add(&mut way, -1.0, &self.centre);
        let height = value - dot(&slope, &way);
        self.planes.push(Plane { slope, height, weight: 0.0, seen });
        let risen = value - self.value;
        if risen > 0.0 && risen >= ENOUGH * self.promised {
            if risen >= PLENTY * self.promised {
                self.length *= 2.0;
            }
            for plane in &mut self.planes {
                plane.height += dot(&plane.slope, &way);
            }
            (self.centre, self.value) = (at, value);
        } else if height - self.value > self.promised {
            self.length /= 2.0;
        }
    }

    /// What was seen, with its weight in the mean that nearly keeps all capacities, as of the last
    /// time that `next` was asked.
    pub(super) fn mean(&self) -> impl Iterator<Item = (f64, &T)> {
        self.planes.iter().map(|plane| (plane.weight, &plane.seen))
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(to: &mut [f64], times: f64, what: &[f64]) {
    for (to, what) in to.iter_mut().zip(what) {
        *to += times * what;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The least of some planes over two prices, and its slope.
    fn roof(at: &[f64]) -> Sight<()> {
        let planes = [(1.0, 2.0, 0.0), (-1.0, 0.5, 6.0), (0.0, -3.0, 10.0), (3.0, 0.0, 1.0)];
        let height = |(x, y, base): &(f64, f64, f64)| x * at[0] + y * at[1] + base;
        let lowest = planes.iter().min_by(|a, b| height(a).total_cmp(&height(b))).expect("four");
        Sight { at: at.to_vec(), value: height(lowest), slope: vec![lowest.0, lowest.1], seen: () }
    }

    #[test]
    fn the_ridge_of_a_roof_is_found() {
        let mut ascent = Ascent::from(roof(&[0.0, 0.0]), 0.1);
        for _ in 0..40 {
            let at = ascent.next();
            assert!(at.iter().all(|price| *price >= 0.0));
            ascent.learn(roof(&at));
        }
        // Where the first three planes meet: x + 2y = 6 - x + y/2 = 10 - 3y.
        let (x, y) = (30.0 / 17.0, 28.0 / 17.0);
        let top = x + 2.0 * y;
        assert!((ascent.value - top).abs() < 1e-3, "{} for {top}", ascent.value);
        let weights: f64 = ascent.mean().map(|(weight, ())| weight).sum();
        assert!((weights - 1.0).abs() < 1e-9);
    }
}
