//! Reports as PDF.

use super::poppler::{has_poppler, page_texts, run};
use crate::office::Office;

const QUARTER: &str = "report quarter data --span 2026-Q4 --out r --force";

/// A data folder in which little happened.
fn office() -> Office {
    let office = Office::with_small_week();
    office.write(
        "data/moves.csv",
        "from,to,kind,accepted,sent,received,items\n\
         EMM,ROD,request,2026-11-14,2026-11-16,2026-11-19,2\n\
         HGV,ROD,request,2026-11-14,2026-11-16,2026-11-19,4\n",
    );
    office.write(
        "data/requests_closed.csv",
        "request,category,pickup,placed,closed,outcome,limit\n\
         R-900,novel,ROD,2026-11-14,2026-11-19,own-organisation,2026-12-12\n\
         R-901,novel,ROD,2026-11-02,2026-11-20,outside,2026-12-14\n",
    );
    office
}

#[test]
fn a_quarter_is_a_tagged_pdf_that_says_what_its_page_says() {
    let office = office();
    office.ask(QUARTER, 0);
    let name = "r/kwartaalrapportage-2026-Q4.pdf";
    let first = std::fs::read(office.path(name)).expect("a PDF");
    office.ask(QUARTER, 0);
    assert!(std::fs::read(office.path(name)).expect("a PDF") == first, "the same bytes again");
    if !has_poppler() {
        return;
    }
    let pages = page_texts(&office, name);
    let text = pages.join("\n");
    let page = office.read("r/kwartaalrapportage-2026-Q4.html");
    for word in ["Kwartaalrapportage", "Roden", "Levertijd"] {
        assert!(page.contains(word) && text.contains(word), "{word}: {text}");
    }
    for (number, of_page) in pages.iter().enumerate() {
        let foot = format!("blad {} van {}", number + 1, pages.len());
        assert!(of_page.contains(&foot), "{foot}: {of_page}");
    }
    let about = run(&office, &format!("pdfinfo {name}"));
    assert!(about.contains("Tagged:          yes"), "{about}");
    assert!(about.contains("Kwartaalrapportage"), "{about}");
}

#[test]
fn a_template_of_a_library_sets_its_reports() {
    if !has_poppler() {
        return;
    }
    let office = office();
    std::fs::create_dir_all(office.path("data/templates")).expect("a new folder");
    office.write(
        "data/templates/report.typ",
        "#let data = json(\"data.json\")\n#set document(title: data.title)\n\
         #set text(lang: data.language, font: \"DejaVu Sans\")\n= Eigen #data.title\n",
    );
    office.ask(QUARTER, 0);
    let text = page_texts(&office, "r/kwartaalrapportage-2026-Q4.pdf").join("\n");
    assert!(text.contains("Eigen Kwartaalrapportage"), "{text}");
}
