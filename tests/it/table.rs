//! Tables of a data folder, changed row by row.

use super::office::Office;

/// A table of a data folder in which no field has a separator.
pub(super) struct Table {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn read(office: &Office, name: &str) -> Self {
        let text = office.read(name);
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<String>>();
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
