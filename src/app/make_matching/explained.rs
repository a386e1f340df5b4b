//! Why a request gets the copy that it gets.

use crate::app::error::Error;
use crate::app::plan_week::SupplierQuestion;
use crate::matching::{Explanation, WeekAnswer, explain};
use crate::model::{Province, ServiceDate};

/// Why a request is served as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Chosen source, next best sources, and what stood in their way.
    pub explanation: Explanation,
    /// The morning on which the request was first on a pull list.
    pub morning: ServiceDate,
}

/// Explains the requests of these numbers.
pub(super) fn explanations(
    province: &Province,
    question: &SupplierQuestion,
    answer: &WeekAnswer,
    numbers: &[String],
) -> Result<Vec<Explained>, Error> {
    let explained = |number: &String| {
        let mut all = province.requests().iter_indexed();
        let found = all.find(|(_, request)| *request.number == **number);
        let explanation =
            found.and_then(|(request, _)| explain(&question.problem, answer, request));
        let explanation = explanation.ok_or_else(|| Error::NotAsked { number: number.clone() })?;
        let morning = question.mornings[explanation.round];
        Ok(Explained { explanation, morning })
    };
    numbers.iter().map(explained).collect()
}
