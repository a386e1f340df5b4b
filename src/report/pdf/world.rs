//! What typst may see: our templates, the data of one document, our fonts; nothing else.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World, WorldExt as _, compile};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::PDF_TEMPLATES;
use super::part::Document;

const TEMPLATES: [&str; 3] = [
    include_str!("templates/week.typ"),
    include_str!("templates/sheet.typ"),
    include_str!("templates/labels.typ"),
];

const MAIN: &str = "week.typ";
const DATA: &str = "data.json";

/// Letters with all marks of Europe, narrow enough for names beside numbers.
static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    [dejavu::sans_condensed::regular(), dejavu::sans_condensed::bold()]
        .into_iter()
        .flat_map(|face| Font::iter(Bytes::new(face)))
        .collect()
});

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfFault {
    /// The template, and the line in it where that is known.
    pub place: String,
    /// What typst says.
    pub message: String,
}

impl fmt::Display for PdfFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

struct Papers {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    main: FileId,
    sources: BTreeMap<String, Source>,
    data: Bytes,
}

/// The id of a file of ours.
fn id_of(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("our names are plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl Papers {
    fn new(document: &Document, own: &BTreeMap<String, String>) -> Self {
        let texts = PDF_TEMPLATES.iter().zip(TEMPLATES);
        let source = |(name, text): (&&str, &str)| {
            let text = own.get(*name).map_or(text, String::as_str);
            ((*name).to_owned(), Source::new(id_of(name), text.to_owned()))
        };
        let data = serde_json::to_vec(document).expect("texts and numbers alone");
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(FONTS.iter())),
            main: id_of(MAIN),
            sources: texts.map(source).collect(),
            data: Bytes::new(data),
        }
    }

    fn name(id: FileId) -> String {
        id.get().vpath().get_without_slash().to_owned()
    }

    fn fault(&self, diagnostic: &SourceDiagnostic) -> PdfFault {
        let id = diagnostic.span.id();
        let line = id.and_then(|id| {
            let range = self.range(diagnostic.span)?;
            let text = self.source(id).ok()?.text().get(..range.start)?.to_owned();
            Some((Self::name(id), text.lines().count().max(1)))
        });
        let place = match line {
            Some((name, line)) => format!("{name}:{line}"),
            None => id.map_or_else(|| MAIN.to_owned(), Self::name),
        };
        PdfFault { place, message: diagnostic.message.to_string() }
    }
}

impl World for Papers {
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
        let name = Self::name(id);
        self.sources.get(&name).cloned().ok_or_else(|| FileError::NotFound(name.into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = Self::name(id);
        if name == DATA { Ok(self.data.clone()) } else { Err(FileError::NotFound(name.into())) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The PDF of a document: tagged for readers of screens (PDF/UA-1), without a date.
pub(super) fn pdf(
    document: &Document,
    own: &BTreeMap<String, String>,
) -> Result<Vec<u8>, Vec<PdfFault>> {
    let papers = Papers::new(document, own);
    let told = |found: &[SourceDiagnostic]| -> Vec<PdfFault> {
        found.iter().map(|of| papers.fault(of)).collect()
    };
    let pages = compile::<PagedDocument>(&papers).output.map_err(|found| told(&found))?;
    let options = PdfOptions {
        standards: PdfStandards::new(&[PdfStandard::Ua_1]).expect("one standard fits itself"),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&pages, &options).map_err(|found| told(&found))
}
