//! What typst may ask for: our templates, the data of the set, letters. Nothing of the machine.

use std::collections::BTreeMap;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::ecow::EcoVec;
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::model::Document as _;
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::error::{PdfError, TemplateFault};

/// The template that sets a set of sheets.
pub(super) const SET: &str = "set.typ";

/// The template that sets a report.
pub(super) const REPORT: &str = "report.typ";

/// The data, as templates read them.
const DATA: &str = "data.json";

/// Our own templates by name.
const TEMPLATES: [(&str, &str); 13] = [
    (SET, include_str!("templates/set.typ")),
    (REPORT, include_str!("templates/report.typ")),
    ("exceptions.typ", include_str!("templates/exceptions.typ")),
    ("labels.typ", include_str!("templates/labels.typ")),
    ("load_list.typ", include_str!("templates/load_list.typ")),
    ("manifest.typ", include_str!("templates/manifest.typ")),
    ("map.typ", include_str!("templates/map.typ")),
    ("overview.typ", include_str!("templates/overview.typ")),
    ("parts.typ", include_str!("templates/parts.typ")),
    ("pull_list.typ", include_str!("templates/pull_list.typ")),
    ("route_sheet.typ", include_str!("templates/route_sheet.typ")),
    ("slips.typ", include_str!("templates/slips.typ")),
    ("sort_list.typ", include_str!("templates/sort_list.typ")),
];

/// All that sheets are set from but their data.
pub(super) struct Press {
    /// The template that sets the whole.
    main: &'static str,
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    texts: BTreeMap<String, String>,
    files: BTreeMap<String, Bytes>,
}

/// Some sheets on the press.
struct Forme<'a> {
    press: &'a Press,
    main: FileId,
    sources: BTreeMap<&'a str, Source>,
    data: Bytes,
}

impl Press {
    /// With a template that sets the whole, and files of a library's own that come before ours or
    /// beside them.
    pub(super) fn new(
        main: &'static str,
        own: &BTreeMap<String, Vec<u8>>,
    ) -> Result<Self, PdfError> {
        let mut texts: BTreeMap<String, String> =
            TEMPLATES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let mut files = BTreeMap::new();
        let mut fonts: Vec<Font> =
            letters().into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect();
        for (name, bytes) in own {
            match name.rsplit_once('.').map_or("", |(_, end)| end) {
                "typ" => {
                    let text = String::from_utf8(bytes.clone());
                    let text = text.map_err(|_| PdfError::NotText { file: name.clone() })?;
                    texts.insert(name.clone(), text);
                }
                "ttf" | "otf" => {
                    let faces = Font::iter(Bytes::new(bytes.clone()));
                    let before = fonts.len();
                    fonts.extend(faces);
                    if fonts.len() == before {
                        return Err(PdfError::NotLetters { file: name.clone() });
                    }
                }
                _ => {
                    files.insert(name.clone(), Bytes::new(bytes.clone()));
                }
            }
        }
        Ok(Self {
            main,
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            texts,
            files,
        })
    }

    /// The document of some parts, each the data of some sheets, as a tagged PDF by the rules of
    /// accessible ones (PDF/UA-1). What typst only warns of is refused as well: a letter or a font
    /// that is missing would be missing on paper.
    ///
    /// Parts are set one after the other, and what typst keeps of one is let go before the next: it
    /// is several times as large as the pages.
    pub(super) fn print(
        &self,
        parts: impl Iterator<Item = Vec<u8>>,
        identity: &str,
    ) -> Result<Vec<u8>, PdfError> {
        let mut pages: EcoVec<Page> = EcoVec::new();
        let mut about = None;
        for (number, data) in parts.enumerate() {
            let forme = Forme::new(self, number, data);
            let set = typst::compile::<PagedDocument>(&forme);
            let document = set.output.map_err(|faults| forme.refused(&faults))?;
            if !set.warnings.is_empty() {
                return Err(forme.refused(&set.warnings));
            }
            pages.extend(document.pages().iter().cloned());
            about.get_or_insert_with(|| document.info().clone());
            drop(document);
            typst::comemo::evict(0);
        }
        let document = PagedDocument::new(pages, about.unwrap_or_default());
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]);
        let options = PdfOptions {
            ident: Smart::Custom(identity.to_owned()),
            creator: Smart::Custom(Some("leenroute".to_owned())),
            standards: standards.expect("one standard is compatible with itself"),
            ..PdfOptions::default()
        };
        let written = typst_pdf::pdf(&document, &options);
        typst::comemo::evict(0);
        written.map_err(|faults| Forme::new(self, 0, Vec::new()).refused(&faults))
    }
}

impl<'a> Forme<'a> {
    /// Every part has templates of its own number: typst knows what it sets by the place in a
    /// template that it comes from, and two parts may not be taken for each other.
    fn new(press: &'a Press, number: usize, data: Vec<u8>) -> Self {
        let source = |(name, text): (&'a String, &'a String)| {
            (name.as_str(), Source::new(file_id(number, name), text.clone()))
        };
        Self {
            press,
            main: file_id(number, press.main),
            sources: press.texts.iter().map(source).collect(),
            data: Bytes::new(data),
        }
    }

    fn refused(&self, faults: &[SourceDiagnostic]) -> PdfError {
        PdfError::Templates { faults: faults.iter().map(|fault| self.fault(fault)).collect() }
    }

    fn fault(&self, fault: &SourceDiagnostic) -> TemplateFault {
        let hints = fault.hints.iter().map(|hint| hint.v.to_string()).collect();
        let (file, line) = self.place(fault.span).unzip();
        TemplateFault { file, line, message: fault.message.to_string(), hints }
    }

    /// File and line of a span.
    fn place(&self, span: DiagSpan) -> Option<(String, usize)> {
        let source = self.source(span.id()?).ok()?;
        let line = source.lines().byte_to_line(self.range(span)?.start)?;
        Some((name_of(source.id()).to_owned(), line + 1))
    }
}

impl World for Forme<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(name_of(id)).cloned().ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = name_of(id);
        if name == DATA {
            return Ok(self.data.clone());
        }
        let text = || self.source(id).map(Bytes::from_string);
        self.press.files.get(name).cloned().map_or_else(text, Ok)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    /// No clock: the same plan gives the same bytes.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The fonts that the program carries.
fn letters() -> [&'static [u8]; 2] {
    [dejavu::sans_condensed::regular(), dejavu::sans_condensed::bold()]
}

fn file_id(part: usize, name: &str) -> FileId {
    let path = VirtualPath::new(format!("{part}/{name}")).expect("a file name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The name of a file in the folder of its part. A package is another party's code from a network:
/// its name is that of no file of ours.
fn name_of(id: FileId) -> &'static str {
    let path = id.get();
    match path.root() {
        VirtualRoot::Project => {
            path.vpath().get_without_slash().split_once('/').map_or("", |(_, name)| name)
        }
        VirtualRoot::Package(_) => "",
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(name_of(id).into())
}
