//! Columns of text.

/// How a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Align {
    Left,
    Right,
}

/// Rows in columns as wide as their widest cell, two spaces apart, each row indented by two.
pub(in crate::report) fn columns(aligns: &[Align], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..aligns.len()).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for ((cell, align), width) in row.iter().zip(aligns).zip(&widths) {
            let padding = " ".repeat(width - cell.chars().count());
            line.push_str("  ");
            match align {
                Align::Left => line.extend([cell.as_str(), &padding]),
                Align::Right => line.extend([&padding, cell.as_str()]),
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [
            vec!["di".to_owned(), "9".to_owned(), "Özdemir".to_owned()],
            vec!["woensdag".to_owned(), "12".to_owned(), "x".to_owned()],
        ];
        let text = columns(&[Align::Left, Align::Right, Align::Left], &rows);
        assert_eq!(text, "  di         9  Özdemir\n  woensdag  12  x\n");
    }
}
