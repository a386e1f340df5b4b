use std::fs;
use std::path::Path;

use super::{FolderDraft, Overwrite, PLAN_FILE};
use crate::store::StoreError;

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn plan_folder(at: &Path, text: &str) {
    fs::create_dir_all(at.join("sheets")).expect("a new folder");
    fs::write(at.join(PLAN_FILE), text).expect("a new file");
}

#[test]
fn a_draft_appears_whole_under_its_name_and_leaves_nothing_beside_it() {
    let office = tempfile::tempdir().expect("a folder");
    let destination = office.path().join("weeks/plan");
    let draft = FolderDraft::beside(&destination, Overwrite::Refuse).expect("nothing is there");
    draft.write("plan.json", b"{}").expect("a new file");
    draft.write("inputs/places.csv", b"id,name\n").expect("a new file");
    assert!(!destination.exists());
    draft.commit().expect("a rename");
    assert_eq!(fs::read(destination.join("inputs/places.csv")).expect("it"), b"id,name\n");
    assert_eq!(names_in(&office.path().join("weeks")), ["plan"]);
}

#[test]
fn an_abandoned_draft_leaves_nothing() {
    let office = tempfile::tempdir().expect("a folder");
    let destination = office.path().join("plan");
    let draft = FolderDraft::beside(&destination, Overwrite::Refuse).expect("nothing is there");
    draft.write("sheets/a.html", b"a").expect("a new file");
    drop(draft);
    assert!(names_in(office.path()).is_empty());
}

#[test]
fn a_folder_with_anything_in_it_is_refused_and_an_empty_one_gives_way() {
    let office = tempfile::tempdir().expect("a folder");
    let destination = office.path().join("plan");
    plan_folder(&destination, "old");
    let refused = FolderDraft::beside(&destination, Overwrite::Refuse);
    assert!(matches!(refused, Err(StoreError::NotEmpty { .. })), "{refused:?}");
    assert_eq!(names_in(office.path()), ["plan"]);

    let empty = office.path().join("empty");
    fs::create_dir(&empty).expect("a new folder");
    let draft = FolderDraft::beside(&empty, Overwrite::Refuse).expect("it is empty");
    draft.write(PLAN_FILE, b"new").expect("a new file");
    draft.commit().expect("a rename");
    assert_eq!(names_in(&empty), [PLAN_FILE]);
    assert_eq!(names_in(office.path()), ["empty", "plan"]);
}

#[test]
fn what_comes_to_the_destination_meanwhile_is_refused_too() {
    let office = tempfile::tempdir().expect("a folder");
    let destination = office.path().join("plan");
    let draft = FolderDraft::beside(&destination, Overwrite::Refuse).expect("nothing is there");
    plan_folder(&destination, "somebody else's");
    let refused = draft.commit();
    assert!(matches!(refused, Err(StoreError::NotEmpty { .. })), "{refused:?}");
    assert_eq!(fs::read(destination.join(PLAN_FILE)).expect("it"), b"somebody else's");
    assert_eq!(names_in(office.path()), ["plan"]);
}

#[test]
fn replacing_leaves_the_new_folder_alone() {
    let office = tempfile::tempdir().expect("a folder");
    let destination = office.path().join("plan");
    plan_folder(&destination, "old");
    let draft = FolderDraft::beside(&destination, Overwrite::Replace).expect("it is ours");
    draft.write("places.csv", b"new").expect("a new file");
    draft.commit().expect("two renames");
    assert_eq!(names_in(&destination), ["places.csv"]);
    assert_eq!(names_in(office.path()), ["plan"]);
}

#[test]
fn a_failure_puts_the_earlier_folder_back() {
    let office = tempfile::tempdir().expect("a folder");
    let destination = office.path().join("plan");
    plan_folder(&destination, "old");
    let draft = FolderDraft::beside(&destination, Overwrite::Replace).expect("it is ours");
    fs::remove_dir_all(draft.path()).expect("a disk that fails at the wrong moment");
    let failed = draft.commit();
    assert!(matches!(failed, Err(StoreError::Move { .. })), "{failed:?}");
    assert_eq!(fs::read(destination.join(PLAN_FILE)).expect("it is back"), b"old");
    assert_eq!(names_in(office.path()), ["plan"]);
}

#[test]
fn a_folder_with_anything_that_is_not_ours_is_never_replaced() {
    let office = tempfile::tempdir().expect("a folder");
    let home = office.path().join("home");
    fs::create_dir(&home).expect("a new folder");
    fs::write(home.join("letter.txt"), "dear").expect("a new file");
    let refused = FolderDraft::beside(&home, Overwrite::Replace).expect_err("a home folder");
    assert!(matches!(&refused, StoreError::Foreign { entry, .. } if entry == "letter.txt"));

    plan_folder(&home, "a plan among letters");
    let refused = FolderDraft::beside(&home, Overwrite::Replace).expect_err("a home folder");
    assert!(matches!(&refused, StoreError::Foreign { entry, .. } if entry == "letter.txt"));

    let unmarked = office.path().join("unmarked");
    fs::create_dir_all(unmarked.join("sheets")).expect("a new folder");
    let refused = FolderDraft::beside(&unmarked, Overwrite::Replace);
    assert!(matches!(refused, Err(StoreError::Foreign { .. })), "{refused:?}");
    assert_eq!(names_in(office.path()), ["home", "unmarked"]);
}

#[test]
fn the_sheets_of_a_plan_folder_are_replaced_alone() {
    let office = tempfile::tempdir().expect("a folder");
    let plan = office.path().join("plan");
    plan_folder(&plan, "kept");
    fs::write(plan.join("sheets/old.html"), "old").expect("a new file");
    let draft = FolderDraft::beside(&plan.join("sheets"), Overwrite::Replace).expect("ours");
    draft.write("new.html", b"new").expect("a new file");
    draft.commit().expect("two renames");
    assert_eq!(names_in(&plan), [PLAN_FILE, "sheets"]);
    assert_eq!(names_in(&plan.join("sheets")), ["new.html"]);
}

#[test]
fn names_that_lead_out_of_the_folder_or_come_twice_are_refused() {
    let office = tempfile::tempdir().expect("a folder");
    let destination = office.path().join("plan");
    let draft = FolderDraft::beside(&destination, Overwrite::Refuse).expect("nothing is there");
    for name in ["../escaped", "/escaped", "", ".", "sheets/../../escaped"] {
        let refused = draft.write(name, b"x");
        assert!(matches!(refused, Err(StoreError::OutsideFolder { .. })), "{name}: {refused:?}");
    }
    draft.write("a.csv", b"first").expect("a new file");
    let twice = draft.write("a.csv", b"second");
    assert!(matches!(twice, Err(StoreError::Write { .. })), "{twice:?}");
}

#[test]
fn a_destination_that_is_a_file_or_nothing_is_refused() {
    let office = tempfile::tempdir().expect("a folder");
    let file = office.path().join("plan");
    fs::write(&file, "text").expect("a new file");
    let refused = FolderDraft::beside(&file, Overwrite::Replace);
    assert!(matches!(refused, Err(StoreError::NotAFolder { .. })), "{refused:?}");
    let refused = FolderDraft::beside(Path::new("/"), Overwrite::Replace);
    assert!(matches!(refused, Err(StoreError::NoName { .. })), "{refused:?}");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_stays_a_link() {
    let office = tempfile::tempdir().expect("a folder");
    let (real, link) = (office.path().join("disk/real"), office.path().join("link"));
    plan_folder(&real, "old");
    std::os::unix::fs::symlink(&real, &link).expect("a new link");
    let draft = FolderDraft::beside(&link, Overwrite::Replace).expect("it is ours");
    draft.write(PLAN_FILE, b"new").expect("a new file");
    draft.commit().expect("two renames");
    assert!(link.is_symlink());
    assert_eq!(fs::read(real.join(PLAN_FILE)).expect("it"), b"new");
}
