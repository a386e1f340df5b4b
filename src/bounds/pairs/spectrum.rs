//! Eigenvalues and eigenvectors of a symmetric matrix: reflections to three diagonals, then
//! rotations (Golub and Van Loan, "Matrix Computations", sections 8.3 and 8.4).

/// Rotations that one eigenvalue may take; thirty is far more than any takes.
const ROUNDS_MAX: usize = 60;

/// The decomposition of a symmetric matrix.
pub(super) struct Spectrum {
    pub(super) values: Vec<f64>,
    /// A row an eigenvector, of length one, in the order of the values.
    pub(super) vectors: Vec<f64>,
}

impl Spectrum {
    /// Of a row-major matrix of `size * size`; only its symmetric part counts. `O(size^3)`.
    pub(super) fn of(mut matrix: Vec<f64>, size: usize) -> Self {
        let mut diagonals = reflect(&mut matrix, size);
        let mut vectors = vec![0.0; size * size];
        for row in 0..size {
            vectors[row * size + row] = 1.0;
        }
        rotate(&mut diagonals, &mut vectors, size);
        for row in vectors.chunks_mut(size.max(1)) {
            for (at, scale) in diagonals.scales.iter().enumerate().rev() {
                let mirror = &matrix[at * size + at + 1..(at + 1) * size];
                let along = scale * dot(mirror, &row[at + 1..]);
                add(&mut row[at + 1..], -along, mirror);
            }
        }
        Self { values: diagonals.main, vectors }
    }
}

/// The three diagonals, and how strongly each reflection reflects.
struct Diagonals {
    main: Vec<f64>,
    /// Beside the main one; one longer than it is.
    side: Vec<f64>,
    scales: Vec<f64>,
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    // Four sums at once, in a fixed order.
    let mut sums = [0.0; 4];
    let (a4, b4) = (a.chunks_exact(4), b.chunks_exact(4));
    let rest: f64 = a4.remainder().iter().zip(b4.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a4.zip(b4) {
        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f64>() + rest
}

fn add(to: &mut [f64], times: f64, of: &[f64]) {
    for (to, of) in to.iter_mut().zip(of) {
        *to += times * of;
    }
}

/// Leaves the mirrors behind the diagonal of each row.
fn reflect(matrix: &mut [f64], size: usize) -> Diagonals {
    let mut side = vec![0.0; size];
    let mut scales = Vec::with_capacity(size);
    let mut pushed = vec![0.0; size];
    for at in 0..size.saturating_sub(1) {
        let (upper, lower) = matrix.split_at_mut((at + 1) * size);
        let mirror = &mut upper[at * size + at + 1..];
        let length = dot(mirror, mirror).sqrt();
        side[at] = if mirror[0] > 0.0 { -length } else { length };
        mirror[0] -= side[at];
        let square = dot(mirror, mirror);
        let scale = if square > 0.0 { 2.0 / square } else { 0.0 };
        scales.push(scale);
        if scale == 0.0 {
            continue;
        }
        let pushed = &mut pushed[at + 1..];
        for (row, pushed) in lower.chunks_exact(size).zip(pushed.iter_mut()) {
            *pushed = scale * dot(&row[at + 1..], mirror);
        }
        let along = scale / 2.0 * dot(pushed, mirror);
        add(pushed, -along, mirror);
        for (number, row) in lower.chunks_exact_mut(size).enumerate() {
            let (by_mirror, by_pushed) = (mirror[number], pushed[number]);
            for ((of, mirror), pushed) in row[at + 1..].iter_mut().zip(&*mirror).zip(&*pushed) {
                *of -= by_mirror * pushed + by_pushed * mirror;
            }
        }
    }
    let main = (0..size).map(|at| matrix[at * size + at]).collect();
    Diagonals { main, side, scales }
}

/// Implicit steps with shifts until the side diagonal is nought; rows of vectors turn along.
fn rotate(diagonals: &mut Diagonals, vectors: &mut [f64], size: usize) {
    let Diagonals { main, side, .. } = diagonals;
    for low in 0..size {
        for _ in 0..ROUNDS_MAX {
            let small = |at: &usize| {
                let near = main[*at].abs() + main[*at + 1].abs();
                side[*at].abs() <= f64::EPSILON * near
            };
            let high = (low..size - 1).find(small).unwrap_or(size - 1);
            if high == low {
                break;
            }
            sweep((main, side), vectors, (low, high), size);
        }
    }
}

/// One sweep from `high` up to `low`.
fn sweep(
    (main, side): (&mut [f64], &mut [f64]),
    vectors: &mut [f64],
    (low, high): (usize, usize),
    size: usize,
) {
    let half = (main[low + 1] - main[low]) / (2.0 * side[low]);
    let root = (half * half + 1.0).sqrt();
    let signed = if half < 0.0 { -root } else { root };
    let mut ahead = main[high] - main[low] + side[low] / (half + signed);
    let (mut sine, mut cosine, mut shift) = (1.0, 1.0, 0.0);
    for at in (low..high).rev() {
        let (turned, kept) = (sine * side[at], cosine * side[at]);
        let length = (turned * turned + ahead * ahead).sqrt();
        side[at + 1] = length;
        if length == 0.0 {
            main[at + 1] -= shift;
            side[high] = 0.0;
            return;
        }
        (sine, cosine) = (turned / length, ahead / length);
        let before = main[at + 1] - shift;
        let twice = (main[at] - before) * sine + 2.0 * cosine * kept;
        shift = sine * twice;
        main[at + 1] = before + shift;
        ahead = cosine * twice - kept;
        let (left, right) = vectors.split_at_mut((at + 1) * size);
        for (a, b) in left[at * size..].iter_mut().zip(&mut right[..size]) {
            let (of_a, of_b) = (*a, *b);
            *b = sine * of_a + cosine * of_b;
            *a = cosine * of_a - sine * of_b;
        }
    }
    main[low] -= shift;
    side[low] = ahead;
    side[high] = 0.0;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{RngExt as _, Seed};

    #[test]
    fn values_and_vectors_make_the_matrix_again() {
        for size in [1, 2, 3, 7, 20] {
            let mut draw = Seed(3).stream("spectrum", size as u64);
            let mut matrix = vec![0.0; size * size];
            for row in 0..size {
                for column in 0..=row {
                    let value = draw.random_range(-9..=9_i32).into();
                    matrix[row * size + column] = value;
                    matrix[column * size + row] = value;
                }
            }
            let Spectrum { values, vectors } = Spectrum::of(matrix.clone(), size);
            for row in 0..size {
                for column in 0..size {
                    let made: f64 = (0..size)
                        .map(|of| {
                            values[of] * vectors[of * size + row] * vectors[of * size + column]
                        })
                        .sum();
                    let wanted = matrix[row * size + column];
                    assert!((made - wanted).abs() < 1e-9, "{size}: {made} in place of {wanted}");
                }
            }
        }
    }

    #[test]
    fn a_matrix_of_noughts_has_only_noughts() {
        assert!(Spectrum::of(vec![0.0; 16], 4).values.iter().all(|value| *value == 0.0));
    }
}
