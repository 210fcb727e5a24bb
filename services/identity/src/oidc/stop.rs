//! Why an attempt stops: a rule for the person, a sentence for the operator, or a fault.

use domain::Refusal;
use domain::rules::RuleId;

use crate::IdentityError;

/// Why an attempt stops.
#[derive(Debug)]
pub(super) enum Stop {
    /// The person is told the rule; `why` goes to the log and holds nothing about anybody.
    Refused { rule: RuleId, why: String, detail: Vec<String> },
    /// Something broke here.
    Fault(IdentityError),
}

impl Stop {
    pub(super) fn new(rule: RuleId, why: impl Into<String>) -> Self {
        Self::detailed(rule, why, Vec::new())
    }

    pub(super) fn detailed(rule: RuleId, why: impl Into<String>, detail: Vec<String>) -> Self {
        Self::Refused { rule, why: why.into(), detail }
    }
}

impl From<IdentityError> for Stop {
    fn from(error: IdentityError) -> Self {
        Self::Fault(error)
    }
}

impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Self {
        Self::Fault(error.into())
    }
}

/// Tells the operator why, and gives back what the person is told.
pub(super) fn told<T>(
    provider: &str,
    done: Result<T, Stop>,
) -> Result<Result<T, Refusal>, IdentityError> {
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(Stop::Fault(error)) => Err(error),
        Err(Stop::Refused { rule, why, detail }) => {
            // Anybody may write any identifier into the address: it is shown as what it is, and short.
            let provider: String = provider.chars().take(40).collect();
            tracing::warn!(
                ?provider,
                rule = rule.0,
                why,
                "an attempt to sign in by a provider ended"
            );
            Ok(Err(Refusal { rule, path: None, detail }))
        }
    }
}
