use std::fs;

use super::{Completion, HistoryFile, add_history, write_history};
use crate::index::{PlaceIdx, TitleIdx};
use crate::model::{
    Category, ClosedRequest, FailedPull, History, ItemMove, Lent, LoanCount, LoanCounts,
    LoanOrigin, ParcelKind, RequestOutcome, VisitMade, VisitStatus,
};
use crate::store::fixture::{self, date};
use crate::store::{FolderDraft, Overwrite, StoreError};
use crate::units::{Crates, Items};

fn visit(day: &str, place: u32, reason: &str) -> VisitMade {
    VisitMade {
        date: date(day),
        place: PlaceIdx(place),
        status: VisitStatus::Made,
        planned: Some(date(day)),
        time: "09:10".parse().ok(),
        reason: reason.into(),
        crates_in: Some(Crates(4)),
        crates_out: None,
        items: None,
    }
}

fn sent(day: &str, request: &str) -> ItemMove {
    ItemMove {
        sent: date(day),
        from: PlaceIdx(2),
        to: PlaceIdx(1),
        kind: ParcelKind::Request,
        accepted: date("2026-11-20"),
        received: None,
        request: Some(request.into()),
        items: Items(1),
        crate_code: None,
    }
}

fn loan(day: &str, lent: Lent) -> LoanCount {
    let (place, origin) = (PlaceIdx(1), LoanOrigin::Own);
    LoanCount { date: date(day), place, lent, origin, loans: 12, returns: 9 }
}

fn closed(number: &str) -> ClosedRequest {
    ClosedRequest {
        closed: date("2026-11-27"),
        number: number.into(),
        title: Some(TitleIdx(1)),
        category: Category::Thriller,
        pickup: PlaceIdx(1),
        placed: date("2026-11-20"),
        limit: Some(date("2026-12-06")),
        outcome: RequestOutcome::Province,
        lender: Some(PlaceIdx(2)),
        pulls_failed: 1,
        collected: None,
        items: Items(3),
        asked: Items(4),
    }
}

fn whole() -> History {
    let loans = [
        loan("2026-11-23", Lent::Title(TitleIdx(0))),
        loan("2026-11-23", Lent::Category(Category::Novel)),
    ];
    let failed = FailedPull {
        date: date("2026-11-24"),
        place: PlaceIdx(2),
        request: "R-100".into(),
        items: Items(1),
        reason: "zoek".into(),
    };
    History::new(
        vec![visit("2026-11-24", 2, "Laat, door \"mist\""), visit("2026-11-23", 1, "")],
        vec![sent("2026-11-24", "R-100")],
        LoanCounts::from_rows(loans),
        vec![closed("R-100")],
        vec![failed],
    )
}

fn visits(rows: Vec<VisitMade>) -> History {
    History::new(rows, Vec::new(), LoanCounts::default(), Vec::new(), Vec::new())
}

#[test]
fn writes_each_file_with_its_columns_and_none_without_facts() {
    let office = tempfile::tempdir().expect("a folder");
    let folder = office.path().join("data");
    let draft = FolderDraft::beside(&folder, Overwrite::Refuse).expect("nothing is there");
    let weeks = [whole(), visits(vec![visit("2026-11-30", 1, "")])];
    let files = write_history(&draft, &fixture::province(), weeks).expect("new files");
    draft.commit().expect("a rename");
    assert_eq!(files, HistoryFile::ALL.map(HistoryFile::name));
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("the file");
    assert_eq!(
        read("visits_made.csv"),
        "place,date,status,planned,time,reason,crates_in,crates_out,items\n\
         ASN,2026-11-23,made,2026-11-23,09:10,,4,,\n\
         EMM,2026-11-24,made,2026-11-24,09:10,\"Laat, door \"\"mist\"\"\",4,,\n\
         ASN,2026-11-30,made,2026-11-30,09:10,,4,,\n"
    );
    assert_eq!(
        read("moves.csv"),
        "from,to,kind,accepted,sent,received,items,crate,request\n\
         EMM,ASN,request,2026-11-20,2026-11-24,,1,,R-100\n"
    );
    assert_eq!(
        read("loans.csv"),
        "date,place,title,category,origin,loans,returns\n\
         2026-11-23,ASN,,novel,own,12,9\n2026-11-23,ASN,T0,,own,12,9\n"
    );
    assert_eq!(
        read("requests_closed.csv"),
        "request,title,category,pickup,placed,closed,outcome,lender,pulls_failed,collected,items,\
         limit,asked\n\
         R-100,T1,thriller,ASN,2026-11-20,2026-11-27,province,EMM,1,,3,2026-12-06,4\n"
    );
    assert_eq!(
        read("pulls_failed.csv"),
        "request,place,date,items,reason\nR-100,EMM,2026-11-24,1,zoek\n"
    );
}

/// Adds facts to a file that holds a text.
fn added(name: &str, before: &str, history: &History, completed: &[Completion]) -> String {
    let office = tempfile::tempdir().expect("a folder");
    fs::write(office.path().join(name), before).expect("a new file");
    let files = add_history(office.path(), &fixture::province(), history, completed);
    assert_eq!(files.expect("a change"), [name]);
    let left = fs::read_dir(office.path()).expect("the folder").count();
    assert_eq!(left, 1, "nothing is left beside the file");
    fs::read_to_string(office.path().join(name)).expect("the file")
}

#[test]
fn adds_rows_in_the_form_of_the_file_and_leaves_its_bytes() {
    let new = visits(vec![visit("2026-11-24", 2, "mist; glad")]);
    let before = "\u{feff}Datum2;Place; date ;STATUS;time;planned;reason;crates_in\r\n\
        x;ASN;23-11-2026;Made;9:10;;\"a \"\"b\"\"\";\r\n\r\n";
    let row = ";EMM;2026-11-24;made;09:10;2026-11-24;\"mist; glad\";4\r\n";
    assert_eq!(added("visits_made.csv", before, &new, &[]), format!("{before}{row}"));
    let unended = before.trim_end();
    assert_eq!(added("visits_made.csv", unended, &new, &[]), format!("{unended}\r\n{row}"));
}

#[test]
fn a_file_that_lacks_a_column_gains_it_and_keeps_all_cells() {
    let before = "place,date,status,note\nASN,2026-11-23,made,\"kept, whole\"\n";
    assert_eq!(
        added("visits_made.csv", before, &visits(vec![visit("2026-11-24", 2, "")]), &[]),
        "place,date,status,note,planned,time,crates_in\n\
         ASN,2026-11-23,made,\"kept, whole\",,,\n\
         EMM,2026-11-24,made,,2026-11-24,09:10,4\n"
    );
}

#[test]
fn an_empty_file_begins_with_its_head() {
    let text = added("visits_made.csv", "\n", &visits(vec![visit("2026-11-24", 2, "")]), &[]);
    assert!(text.starts_with("place,date,status,planned,time,reason,crates_in,"), "{text}");
    assert_eq!(text.lines().count(), 2);
}

#[test]
fn a_completion_fills_blanks_of_one_row_and_of_no_other() {
    let before = "request;collected;closed;outcome\nR-9;;20-11-2026;Province\n\
        R-8;;2-11-2026;Province\nR-8;;3-11-2026;Province\n";
    let completion = Completion {
        file: HistoryFile::Requests,
        key: vec![("request", "R-8".to_owned()), ("closed", "2026-11-02".to_owned())],
        values: vec![("collected", "no".to_owned())],
    };
    assert_eq!(
        added(
            "requests_closed.csv",
            before,
            &History::default(),
            std::slice::from_ref(&completion)
        ),
        before.replace("R-8;;2-", "R-8;no;2-")
    );
    let office = tempfile::tempdir().expect("a folder");
    let path = office.path().join("requests_closed.csv");
    fs::write(&path, before.replace("R-8;", "R-7;")).expect("a new file");
    let province = fixture::province();
    let lacking = add_history(office.path(), &province, &whole(), &[completion]);
    assert!(matches!(lacking, Err(StoreError::Damaged { .. })), "{lacking:?}");
    assert_eq!(fs::read_dir(office.path()).expect("the folder").count(), 1);
}

#[test]
fn windows_text_is_refused_and_stays_as_it_is() {
    let office = tempfile::tempdir().expect("a folder");
    let path = office.path().join("visits_made.csv");
    fs::write(&path, b"place,date,status,reason\nASN,2026-11-23,missed,gel\xefnd\n").expect("it");
    let before = fs::read(&path).expect("the file");
    let refused = add_history(office.path(), &fixture::province(), &whole(), &[]);
    assert!(matches!(refused, Err(StoreError::Damaged { .. })), "{refused:?}");
    assert_eq!(fs::read(&path).expect("the file"), before);
}

#[test]
fn a_folder_that_holds_facts_is_not_replaced() {
    for name in ["visits_made.csv", "inputs/loans.csv"] {
        let office = tempfile::tempdir().expect("a folder");
        let folder = office.path().join("data");
        fs::create_dir_all(folder.join("inputs")).expect("folders");
        fs::write(folder.join("places.csv"), "id\n").expect("a new file");
        fs::write(folder.join(name), "x\n").expect("a new file");
        let refused = FolderDraft::beside(&folder, Overwrite::Replace).expect_err("facts");
        assert!(matches!(refused, StoreError::HoldsFacts { .. }), "{refused:?}");
    }
}
