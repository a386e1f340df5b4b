//! The programs of poppler.

use std::process::{Command, Stdio};

use crate::office::Office;

/// Whether poppler is there; says so where a test is skipped.
#[expect(clippy::print_stderr, reason = "a test that is skipped says why")]
pub(super) fn has_poppler() -> bool {
    let mut command = Command::new("pdftoppm");
    let found = command.arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !found {
        eprintln!("skipped: poppler (`pdftoppm`, `pdftotext`, `pdfinfo`) is not installed");
    }
    found
}

/// What a program of poppler writes, with arguments as typed.
pub(super) fn bytes(office: &Office, line: &str) -> Vec<u8> {
    let mut words = line.split_whitespace();
    let program = words.next().expect("a program");
    let mut command = Command::new(program);
    let output = command.args(words).current_dir(office.path("")).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{line}: {output:?}");
    output.stdout
}

/// The same as text.
pub(super) fn run(office: &Office, line: &str) -> String {
    String::from_utf8(bytes(office, line)).expect("UTF-8")
}

/// The text of each page.
pub(super) fn page_texts(office: &Office, file: &str) -> Vec<String> {
    let text = run(office, &format!("pdftotext -enc UTF-8 -layout {file} -"));
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    assert_eq!(pages.pop().as_deref(), Some(""), "text behind the last page");
    pages
}

/// The titles of the bookmarks, from the first to the last.
pub(super) fn bookmarks(office: &Office, file: &str) -> Vec<String> {
    let xml = run(office, &format!("pdftohtml -xml -i -stdout {file}"));
    let (_, outline) = xml.split_once("<outline>").expect("bookmarks");
    let items = outline.split("<item").skip(1);
    let title = |item: &str| {
        let (_, rest) = item.split_once('>').expect("a tag");
        rest.split('<').next().unwrap_or_default().replace("&amp;", "&").replace("&#34;", "\"")
    };
    items.map(title).collect()
}

/// A page as a printer draws it: 8-bit grey, row by row.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) grey: Vec<u8>,
}

impl Picture {
    /// A page of a PDF, from 1, with so many dots an inch.
    pub(super) fn of(office: &Office, file: &str, page: usize, dots: usize) -> Self {
        let line = format!("pdftoppm -gray -r {dots} -f {page} -l {page} {file}");
        let bytes = bytes(office, &line);
        // `P5`, width, height, the largest value, one blank, and the dots.
        let mut head = Vec::new();
        let mut at = 0;
        while head.len() < 4 {
            let end = at + bytes[at..].iter().position(u8::is_ascii_whitespace).expect("a head");
            head.push(String::from_utf8(bytes[at..end].to_vec()).expect("ASCII"));
            at = end + 1;
        }
        assert_eq!(head[0], "P5");
        let [width, height] = [1, 2].map(|part| head[part].parse().expect("a number"));
        let grey = bytes[at..].to_vec();
        assert_eq!(grey.len(), width * height);
        Self { width, height, grey }
    }

    /// A part of it, from its left upper corner.
    pub(super) fn part(
        &self,
        (left, top): (usize, usize),
        (width, height): (usize, usize),
    ) -> Self {
        let row = |row: usize| {
            let start = (top + row) * self.width + left;
            self.grey[start..start + width].iter().copied()
        };
        Self { width, height, grey: (0..height).flat_map(row).collect() }
    }

    /// How dark it is: 0 where it is white, 1 where it is black.
    pub(super) fn darkness(&self) -> f64 {
        let dark: u64 = self.grey.iter().map(|grey| u64::from(255 - grey)).sum();
        dark as f64 / 255.0 / self.grey.len() as f64
    }
}
