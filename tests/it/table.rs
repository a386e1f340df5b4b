//! Tables of a data folder, changed row by row.

use super::office::Office;

/// A table of a data folder.
pub(super) struct Table {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn read(office: &Office, name: &str) -> Self {
        let text = office.read(name);
        let mut lines = text.lines().map(cells);
        Self { head: lines.next().expect("a head"), rows: lines.collect() }
    }

    pub(super) fn column(&self, name: &str) -> usize {
        self.head.iter().position(|column| column == name).expect(name)
    }

    pub(super) fn write(&self, office: &Office, name: &str) {
        let lines = std::iter::once(&self.head).chain(&self.rows);
        let text: Vec<String> = lines.map(|cells| cells.join(",") + "\n").collect();
        office.write(name, &text.concat());
    }
}

/// The fields of a line, with their quotation marks.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        quoted ^= letter == '"';
        if letter == ',' && !quoted {
            cells.push(String::new());
        } else {
            cells.last_mut().expect("a line has a field").push(letter);
        }
    }
    cells
}

/// Changes the rows of a table.
pub(super) fn change_rows(
    office: &Office,
    name: &str,
    change: impl FnOnce(&Table) -> Vec<Vec<String>>,
) {
    let mut table = Table::read(office, name);
    table.rows = change(&table);
    table.write(office, name);
}

/// Changes each cell of a column.
pub(super) fn change_column(
    office: &Office,
    name: &str,
    column: &str,
    change: impl Fn(&str) -> String,
) {
    change_rows(office, name, |table| {
        let at = table.column(column);
        let mut rows = table.rows.clone();
        for row in &mut rows {
            row[at] = change(&row[at]);
        }
        rows
    });
}
