//! What every sheet says of its origin.

use crate::model::{IsoWeek, Plan, Province};
use crate::report::SheetHeader;

/// Province, week and origin, for the head of every sheet.
#[derive(Debug)]
pub(crate) struct Stamp<'a> {
    pub(crate) province: &'a str,
    pub(crate) week: IsoWeek,
    pub(crate) header: &'a SheetHeader<'a>,
}

impl<'a> Stamp<'a> {
    pub(crate) fn new(province: &'a Province, plan: &Plan, header: &'a SheetHeader<'a>) -> Self {
        Self { province: &province.settings().province, week: plan.week, header }
    }
}
