//! What a reader says of a fault: `serde` keeps one text, in which both sentences stand.

use std::fmt::Display;

/// The English sentence of it.
pub fn english(error: impl Display) -> String {
    let said = error.to_string();
    said.split_once(" ‖ ").map_or_else(|| said.clone(), |(english, _)| english.to_owned())
}
