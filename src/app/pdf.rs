//! PDFs of a plan, the whole set or a kind of sheet each, and of reports.

use std::collections::BTreeSet;
use std::path::Path;

use super::error::Error;
use super::make_plan::{SheetsAsked, SheetsOf};
#[cfg(feature = "pdf")]
use super::{make_plan::with_set, templates::own_files};
use crate::report::{AccountsReport, Language, Sheet, SheetKind};
#[cfg(feature = "pdf")]
use crate::report::{report_pdf, week_pdf};

/// The whole set in one file.
const WHOLE: &str = "week.pdf";

/// A PDF that is asked for: its name, and the kinds of sheets in it.
pub(super) type Document = (String, BTreeSet<SheetKind>);

/// What is asked for as files of their own, and what as PDF.
///
/// `pdf` alone, or among all kinds, is the whole set; beside kinds of sheets it is each of them as a
/// PDF, in place of HTML.
pub(super) fn split(kinds: &BTreeSet<SheetKind>) -> (BTreeSet<SheetKind>, Vec<Document>) {
    let all = kinds.is_empty();
    let mut files = if all { SheetKind::all() } else { kinds.clone() };
    if !files.remove(&SheetKind::Pdf) {
        return (files, Vec::new());
    }
    let parts = SheetKind::IN_PDF.into_iter().filter(|kind| !all && kinds.contains(kind));
    let parts: Vec<SheetKind> = parts.collect();
    if parts.is_empty() {
        return (files, vec![(WHOLE.to_owned(), SheetKind::IN_PDF.into_iter().collect())]);
    }
    files.retain(|kind| !parts.contains(kind));
    let document = |kind: SheetKind| (format!("{}.pdf", kind.dutch_word()), BTreeSet::from([kind]));
    (files, parts.into_iter().map(document).collect())
}

/// The PDFs of a plan with this fingerprint, by the templates of a data folder.
#[cfg(feature = "pdf")]
pub(super) fn pdfs(
    of: &SheetsOf<'_>,
    plan_sha256: &str,
    asked: &SheetsAsked<'_>,
    (documents, data): (&[Document], Option<&Path>),
) -> Result<Vec<Sheet>, Error> {
    if documents.is_empty() {
        return Ok(Vec::new());
    }
    let own = data.map(own_files).transpose()?.unwrap_or_default();
    with_set(of, plan_sha256, asked, |set| {
        let pdf = |(name, kinds): &Document| week_pdf(set, kinds, name, &own);
        documents.iter().map(pdf).collect::<Result<_, _>>().map_err(Error::Pdf)
    })
}

/// A program without typst makes none, and says so.
#[cfg(not(feature = "pdf"))]
pub(super) fn pdfs(
    _of: &SheetsOf<'_>,
    _plan_sha256: &str,
    _asked: &SheetsAsked<'_>,
    (documents, _data): (&[Document], Option<&Path>),
) -> Result<Vec<Sheet>, Error> {
    if documents.is_empty() { Ok(Vec::new()) } else { Err(Error::NoPdf) }
}

/// The PDF of each report, by the templates of a data folder.
///
/// # Errors
///
/// When a template of the folder cannot be read or is wrong.
#[cfg(feature = "pdf")]
pub fn report_pdfs(
    data: &Path,
    reports: &[AccountsReport],
    language: Language,
) -> Result<Vec<Sheet>, Error> {
    let own = own_files(data)?;
    let pdf = |report| report_pdf(report, language, &own).map_err(Error::Pdf);
    reports.iter().map(pdf).collect()
}

/// A program without typst writes pages and workbooks of reports, and no PDF.
///
/// # Errors
///
/// None.
#[cfg(not(feature = "pdf"))]
pub fn report_pdfs(
    _data: &Path,
    _reports: &[AccountsReport],
    _language: Language,
) -> Result<Vec<Sheet>, Error> {
    Ok(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pdf_alone_is_the_whole_set_and_beside_kinds_it_is_each_of_them() {
        let (files, documents) = split(&BTreeSet::from([SheetKind::Pdf]));
        assert!(files.is_empty());
        assert_eq!(documents.len(), 1);
        assert_eq!(documents[0].1.len(), SheetKind::IN_PDF.len());

        let asked = [SheetKind::Pdf, SheetKind::Labels, SheetKind::Slips, SheetKind::Csv];
        let (files, documents) = split(&BTreeSet::from(asked));
        assert_eq!(files, BTreeSet::from([SheetKind::Csv]));
        let names: Vec<&str> = documents.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["kratlabels.pdf", "pakbonnen.pdf"]);
    }

    #[test]
    fn what_is_printed_by_default_has_the_pdf_where_the_program_can() {
        let (files, documents) = split(&BTreeSet::new());
        assert!(files.contains(&SheetKind::RouteSheets) && !files.contains(&SheetKind::Pdf));
        assert_eq!(documents.len(), usize::from(cfg!(feature = "pdf")));
    }
}
