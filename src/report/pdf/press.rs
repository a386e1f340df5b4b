//! What typst may ask for: our templates, the data of the set, letters. Nothing of the machine.

use std::collections::BTreeMap;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::error::{PdfError, TemplateFault};

/// The template that sets the whole.
const MAIN: &str = "set.typ";

/// The data, as templates read them.
const DATA: &str = "data.json";

/// Our own templates by name.
const TEMPLATES: [(&str, &str); 12] = [
    (MAIN, include_str!("templates/set.typ")),
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

/// One run of the press: all that a document is set from.
pub(super) struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: FileId,
    sources: BTreeMap<String, Source>,
    files: BTreeMap<String, Bytes>,
}

impl Press {
    /// With the data of a set, and files of a library's own that come before ours or beside them.
    pub(super) fn new(data: Vec<u8>, own: &BTreeMap<String, Vec<u8>>) -> Result<Self, PdfError> {
        let mut texts: BTreeMap<String, String> =
            TEMPLATES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let mut files = BTreeMap::from([(DATA.to_owned(), Bytes::new(data))]);
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
                    files.entry(name.clone()).or_insert_with(|| Bytes::new(bytes.clone()));
                }
            }
        }
        let sources = texts.into_iter().map(|(name, text)| {
            let source = Source::new(file_id(&name), text);
            (name, source)
        });
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: file_id(MAIN),
            sources: sources.collect(),
            files,
        })
    }

    /// The document as a tagged PDF, by the rules of accessible ones (PDF/UA-1). What typst only
    /// warns of is refused as well: a letter or a font that is missing would be missing on paper.
    pub(super) fn print(&self, identity: &str) -> Result<Vec<u8>, PdfError> {
        let set = typst::compile::<PagedDocument>(self);
        let document = set.output.map_err(|faults| self.refused(&faults))?;
        if !set.warnings.is_empty() {
            return Err(self.refused(&set.warnings));
        }
        // Nothing is set a second time, so what is kept for that only takes memory.
        typst::comemo::evict(0);
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]);
        let options = PdfOptions {
            ident: Smart::Custom(identity.to_owned()),
            creator: Smart::Custom(Some("leenroute".to_owned())),
            standards: standards.expect("one standard is compatible with itself"),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options).map_err(|faults| self.refused(&faults))
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

impl World for Press {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(name_of(id)).cloned().ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let text = || self.source(id).map(Bytes::from_string);
        self.files.get(name_of(id)).cloned().map_or_else(text, Ok)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
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

fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a file name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

fn name_of(id: FileId) -> &'static str {
    // A package is another party's code from a network: its path is that of no file of ours.
    let path = id.get();
    match path.root() {
        VirtualRoot::Project => path.vpath().get_without_slash(),
        VirtualRoot::Package(_) => "",
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
