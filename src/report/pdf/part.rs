//! What the templates get: parts of blocks, with words and numbers as readers read them.

use serde::Serialize;

/// The whole document.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    pub(super) title: String,
    pub(super) lang: &'static str,
    pub(super) stamp: String,
    pub(super) words: Words,
    pub(super) parts: Vec<Part>,
}

/// Words that templates need themselves.
#[derive(Debug, Serialize)]
pub(super) struct Words {
    pub(super) page: &'static str,
    pub(super) of: &'static str,
}

/// A sheet, or a set of stickers.
#[derive(Debug, Serialize)]
pub(super) struct Part {
    pub(super) title: String,
    /// The heading above it in the bookmarks.
    pub(super) group: &'static str,
    pub(super) blocks: Vec<Block>,
    /// Stickers, page by page; empty for a sheet.
    pub(super) stickers: Vec<Vec<Sticker>>,
}

/// A piece of a sheet.
#[derive(Debug, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub(super) enum Block {
    Facts {
        facts: Vec<[String; 2]>,
    },
    Heading {
        text: String,
    },
    Text {
        text: String,
    },
    Table {
        widths: &'static [&'static str],
        head: Vec<String>,
        rows: Vec<Vec<Cell>>,
    },
    /// Boxes to tick with their words.
    Ticks {
        words: Vec<String>,
    },
    /// Lines to write on.
    Lines {
        count: usize,
    },
    /// Lines to sign on.
    Sign {
        words: Vec<String>,
    },
    Picture {
        svg: String,
        about: String,
    },
}

/// A cell of a table.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Cell {
    pub(super) text: String,
    /// A second line in small letters.
    pub(super) minor: String,
    pub(super) style: Style,
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Style {
    #[default]
    Plain,
    Bold,
    /// The name of a place, 14 points or more.
    Place,
    /// A number or a moment that is looked for from afar.
    Big,
    Number,
    Tick,
    /// Small and grey: what was planned, where what happened is written.
    Planned,
    /// The words to tick of a form.
    States,
}

/// A label or a slip.
#[derive(Debug, Serialize)]
pub(super) struct Sticker {
    /// The code of the place, very large; empty on a slip.
    pub(super) big: String,
    pub(super) place: String,
    pub(super) lines: Vec<String>,
    /// A QR code as SVG; empty on a slip.
    pub(super) qr: String,
    /// Word, bars as SVG, and the text under them.
    pub(super) bars: Vec<[String; 3]>,
    pub(super) foot: String,
}

impl Cell {
    pub(super) fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(super) fn styled(style: Style, text: impl Into<String>) -> Self {
        Self { text: text.into(), minor: String::new(), style }
    }

    pub(super) fn with_minor(self, minor: impl Into<String>) -> Self {
        Self { minor: minor.into(), ..self }
    }

    pub(super) fn tick() -> Self {
        Self::styled(Style::Tick, "")
    }

    pub(super) fn number(number: i64) -> Self {
        Self::styled(Style::Number, if number == 0 { String::new() } else { number.to_string() })
    }
}

impl Part {
    pub(super) fn sheet(group: &'static str, title: String, blocks: Vec<Block>) -> Self {
        Self { title, group, blocks, stickers: Vec::new() }
    }
}
