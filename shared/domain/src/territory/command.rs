//! What can be asked of the country register.

use super::Fact;
use crate::text::LocalText;

/// Commands on a territory.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Record a fact.
    RecordFact {
        /// The territory's names.
        name: Vec<LocalText>,
        /// The fact.
        fact: Fact,
    },
    /// Withdraw a fact.
    WithdrawFact {
        /// The fact.
        fact: Fact,
        /// Why.
        reason: String,
    },
}
