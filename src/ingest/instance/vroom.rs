//! VROOM (to come).
use super::sheet::Sheet;
use crate::model::instance::{Convention, Instance};
pub(super) fn read(
    _sheet: &mut Sheet<'_>,
    _text: &str,
    _convention: Option<Convention>,
) -> Option<Instance> {
    None
}
