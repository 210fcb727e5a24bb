//! What is told of the events of a lesson.

use domain::lesson::Event as E;
use serde_json::json;

use super::{Told, told};

pub(super) fn of(event: &E) -> Told {
    match event {
        E::Written { by, content, .. } => told(json!({ "hash": content.hash })).by(*by),
        E::Rewritten { by, content, reason } => {
            told(json!({ "hash": content.hash, "reason": reason })).by(*by)
        }
        E::Consented { by, hash } => told(json!({ "hash": hash })).by(*by),
        E::ConsentWithdrawn { by, reason } | E::Retracted { by, reason } => {
            told(json!({ "reason": reason })).by(*by)
        }
        E::Published { hash } => told(json!({ "hash": hash })),
    }
}
