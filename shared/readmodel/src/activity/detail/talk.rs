//! What is told of the events of documents and discussions: never a word of what was said.

use domain::{discussion, document};
use serde_json::json;

use super::{Told, told};

pub(super) fn of_document(event: &document::Event) -> Told {
    use document::Event as E;
    match event {
        E::Given { by, content, .. } => {
            told(json!({ "file": content.name, "digest": content.hash })).by(*by)
        }
        E::VersionGiven { by, content, reason, .. } => {
            told(json!({ "file": content.name, "digest": content.hash, "reason": reason })).by(*by)
        }
        E::Shared { by, reason, .. } | E::Withdrawn { by, reason, .. } => {
            told(json!({ "reason": reason })).by(*by)
        }
    }
}

pub(super) fn of_discussion(event: &discussion::Event) -> Told {
    use discussion::Event as E;
    match event {
        E::Opened { by, .. } => told(json!({})).by(*by),
        E::Written { by, message, asks, .. } => {
            told(json!({ "message": message, "asks": asks })).by(*by)
        }
        E::Rewritten { by, message, .. } => told(json!({ "message": message })).by(*by),
        E::Withdrawn { by, message, reason } => {
            told(json!({ "message": message, "reason": reason })).by(*by)
        }
        E::Reacted { by, message, reaction, .. }
        | E::ReactionTakenBack { by, message, reaction, .. } => {
            told(json!({ "message": message, "reaction": reaction })).by(*by)
        }
        E::Closed { by, reason } | E::Reopened { by, reason } => {
            told(json!({ "reason": reason })).by(*by)
        }
    }
}
