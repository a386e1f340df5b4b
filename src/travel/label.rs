//! Where a stored matrix comes from.

use crate::model::ServiceDate;
use crate::travel::road::RoadPoint;

/// A place as a stored matrix knew it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledStop {
    /// The code of the place.
    pub place: String,
    /// Where it stood.
    pub position: RoadPoint,
    /// Metres from there to the road, where that is known.
    pub snap_metres: Option<i64>,
}

/// What is known of a stored matrix (herkomst van de reistijden); it stands beside it, and on
/// every sheet of a plan that used it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TravelLabel {
    /// The kind of source and its name, such as `osm:drenthe.osm.pbf`.
    pub source: String,
    /// The day of the data, where they say it.
    pub date: Option<ServiceDate>,
    /// Whom to name wherever the matrix or a map is shown; empty where nobody asks for it.
    pub attribution: String,
    /// The name of the profile of the vehicle; empty where the source has none.
    pub profile: String,
    /// The digest of all that the matrix was made from: equal digests, equal matrices.
    pub fingerprint: String,
    /// The digest of the table itself.
    pub table: String,
    /// The digest of the table of hours that was made with it, if there is one.
    pub hours: Option<String>,
    /// Its places, in the order of the province.
    pub stops: Vec<LabelledStop>,
}

impl TravelLabel {
    /// Source, day, profile and attribution on one line.
    pub fn line(&self) -> String {
        let date = self.date.map(|date| date.to_string());
        let parts =
            [Some(&self.source), date.as_ref(), Some(&self.profile), Some(&self.attribution)];
        let parts: Vec<&str> = parts
            .into_iter()
            .flatten()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        parts.join(", ")
    }

    /// The farthest that a place stands from its road, in metres.
    pub fn snap_metres_max(&self) -> Option<i64> {
        self.stops.iter().filter_map(|stop| stop.snap_metres).max()
    }
}
