//! The base timetable: made over several weeks, followed by a week, known for a year.

mod drivers;
mod make;
mod scenario;
mod week;
mod year;

pub use make::{MadeTimetable, TimetableOrder, timetable};
pub use week::{FollowOrder, follow_week};
pub use year::{Year, YearOrder, YearPlace, YearWeek, plan_year};
