//! Items into crates, crates into vehicles, empties.
