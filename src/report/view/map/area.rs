//! Points, stretches and rectangles of a drawing.

/// A point of the drawing, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Point {
    pub(super) fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// A straight line between two points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stretch(pub(super) Point, pub(super) Point);

/// A rectangle of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    /// The square around a point.
    pub(super) fn around(centre: Point, radius: f64) -> Self {
        Self {
            left: centre.x - radius,
            top: centre.y - radius,
            right: centre.x + radius,
            bottom: centre.y + radius,
        }
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    pub(super) fn holds(&self, other: &Self) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }

    /// The point of the rectangle that is nearest to a point.
    pub(super) fn nearest(&self, point: Point) -> Point {
        Point { x: point.x.clamp(self.left, self.right), y: point.y.clamp(self.top, self.bottom) }
    }

    /// Whether a stretch passes through, by clipping it to the rectangle (Liang and Barsky, 1984,
    /// doi 10.1145/357332.357333).
    pub(super) fn is_crossed_by(&self, Stretch(from, to): Stretch) -> bool {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let sides = [
            (-dx, from.x - self.left),
            (dx, self.right - from.x),
            (-dy, from.y - self.top),
            (dy, self.bottom - from.y),
        ];
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (towards, room) in sides {
            if towards == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if towards < 0.0 {
                enters = enters.max(room / towards);
            } else {
                leaves = leaves.min(room / towards);
            }
        }
        enters < leaves
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_crosses_a_rectangle_or_passes_it_by() {
        let area = Area { left: 10.0, top: 10.0, right: 20.0, bottom: 20.0 };
        let stretch = |x1: f64, y1: f64, x2: f64, y2: f64| {
            Stretch(Point { x: x1, y: y1 }, Point { x: x2, y: y2 })
        };
        assert!(area.is_crossed_by(stretch(0.0, 15.0, 30.0, 15.0)));
        assert!(area.is_crossed_by(stretch(15.0, 15.0, 16.0, 16.0)));
        assert!(area.is_crossed_by(stretch(12.0, 0.0, 12.0, 11.0)));
        assert!(!area.is_crossed_by(stretch(0.0, 15.0, 9.0, 15.0)));
        assert!(!area.is_crossed_by(stretch(0.0, 0.0, 30.0, 9.0)));
        assert!(!area.is_crossed_by(stretch(0.0, 21.0, 21.0, 42.0)));
    }
}
