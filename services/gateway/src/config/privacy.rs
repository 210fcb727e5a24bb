//! The part of the configuration that says what is kept about people, and for how long.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is kept about people, and for how long; shown to everybody by the query `processing`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Privacy {
    /// Whom people write to about their data: an address or some words, shown as they stand. Left out: nobody is named.
    pub contact: Option<String>,
    /// Days after its last use after which a session is over and deleted.
    pub session_days: u16,
    /// Days for which it is kept who looked at whose data.
    pub journal_days: u16,
    /// Days after its end after which an invitation is deleted.
    pub invitation_days: u16,
    /// Months of absence after which a person is forgotten; 0 forgets nobody by itself.
    pub inactive_months: u16,
}

impl Default for Privacy {
    fn default() -> Self {
        Self {
            contact: None,
            session_days: 30,
            journal_days: 365,
            invitation_days: 30,
            inactive_months: 0,
        }
    }
}

impl Privacy {
    /// What makes no sense: a session or a journal that is over when it begins.
    pub(super) fn complaint(&self) -> Option<&'static str> {
        let zero = |days: u16, key| (days == 0).then_some(key);
        zero(self.session_days, "privacy.session_days")
            .or(zero(self.journal_days, "privacy.journal_days"))
    }
}
