//! What happened to a document.

use serde::{Deserialize, Serialize};

use super::Content;
use crate::access::Visibility;
use crate::cooperation::{About, Cooperation, Side};

/// Events of a document's stream `document/<id>`. They name files and sides, never people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A side gave it.
    Given {
        /// The cooperation it belongs to.
        cooperation: Cooperation,
        /// What of the cooperation it is about.
        about: About,
        /// The side.
        by: Side,
        /// Who may see it.
        visibility: Visibility,
        /// The first version.
        content: Content,
    },
    /// The side that gave it gave another version; the earlier ones stay.
    VersionGiven {
        /// The side.
        by: Side,
        /// Who may see it.
        visibility: Visibility,
        /// The version.
        content: Content,
        /// What changed, and why.
        reason: String,
    },
    /// The side that gave it let more people see it.
    Shared {
        /// The side.
        by: Side,
        /// Who may see it from now on.
        visibility: Visibility,
        /// Why.
        reason: String,
    },
    /// The side that gave it took it back: it is not handed out any more. The bytes stay, because the record names them.
    Withdrawn {
        /// The side.
        by: Side,
        /// Who could see it.
        visibility: Visibility,
        /// Why.
        reason: String,
    },
}
