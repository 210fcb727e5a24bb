//! What became known of a territory.

use serde::{Deserialize, Serialize};

use super::Fact;
use crate::text::LocalText;

/// Events of the stream `territory/<code>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A fact was recorded.
    FactRecorded {
        /// The territory's names.
        name: Vec<LocalText>,
        /// The fact.
        fact: Fact,
    },
    /// A fact was withdrawn: it never held.
    FactWithdrawn {
        /// The fact.
        fact: Fact,
        /// Why.
        reason: String,
    },
}
