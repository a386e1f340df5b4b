//! RD New, the coordinates of the Netherlands, to degrees.

use crate::model::LonLat;

/// The centre, the church tower of Amersfoort.
const CENTRE_RD: [f64; 2] = [155_000.0, 463_000.0];
const CENTRE: LonLat = LonLat { lon: 5.387_206_21, lat: 52.155_174_40 };

/// Seconds of arc by powers of the distances east and north, in hundreds of kilometres.
const LATITUDE: [(i32, i32, f64); 11] = [
    (0, 1, 3_235.653_89),
    (2, 0, -32.582_97),
    (0, 2, -0.247_50),
    (2, 1, -0.849_78),
    (0, 3, -0.065_50),
    (2, 2, -0.017_09),
    (1, 0, -0.007_38),
    (4, 0, 0.005_30),
    (2, 3, -0.000_39),
    (4, 1, 0.000_33),
    (1, 1, -0.000_12),
];
const LONGITUDE: [(i32, i32, f64); 12] = [
    (1, 0, 5_260.529_16),
    (1, 1, 105.946_84),
    (1, 2, 2.456_56),
    (3, 0, -0.818_85),
    (1, 3, 0.055_94),
    (3, 1, -0.056_07),
    (0, 1, 0.011_99),
    (3, 2, -0.002_56),
    (1, 4, 0.001_28),
    (0, 2, 0.000_22),
    (2, 0, -0.000_22),
    (5, 0, 0.000_26),
];

/// The position of a point in metres of RD New, within half a metre; `None` outside the area.
///
/// Reference: Schreutelkamp and Strang van Hees (2001), "Benaderingsformules voor de transformatie
/// tussen RD- en WGS84-kaartcoordinaten", Geodesia 43(2):64-69.
pub(in crate::ingest) fn from_rd(x: f64, y: f64) -> Option<LonLat> {
    let is_inside = (-7_000.0..=300_000.0).contains(&x) && (289_000.0..=629_000.0).contains(&y);
    if !is_inside {
        return None;
    }
    let east = (x - CENTRE_RD[0]) * 1e-5;
    let north = (y - CENTRE_RD[1]) * 1e-5;
    let sum = |terms: &[(i32, i32, f64)]| -> f64 {
        let term = |(p, q, seconds): &(i32, i32, f64)| seconds * east.powi(*p) * north.powi(*q);
        terms.iter().map(term).sum::<f64>() / 3_600.0
    };
    Some(LonLat { lon: CENTRE.lon + sum(&LONGITUDE), lat: CENTRE.lat + sum(&LATITUDE) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn towers_stand_where_they_are_published() {
        for (x, y, lat, lon) in [
            (155_000.0, 463_000.0, 52.155_174_40, 5.387_206_21),
            (120_700.723, 487_525.501, 52.374_532_53, 4.883_525_59),
            (233_883.131, 582_065.167, 53.219_383_17, 6.568_200_53),
        ] {
            let found = from_rd(x, y).unwrap();
            assert!((found.lat - lat).abs() < 1e-6 && (found.lon - lon).abs() < 1e-6, "{found:?}");
        }
        assert_eq!(from_rd(6.5, 53.0), None);
    }
}
