//! Rules of twinnings (manual, "creating a twinning") and of how sides agree, write and remember together.

mod activity;
mod agreeing;
mod gates;
mod ids;
mod screened;
#[cfg(test)]
mod tests;
mod twinning;
mod writing;

pub use activity::ACTIVITY;
pub use agreeing::AGREEING;
pub use gates::GATES;
pub use ids::*;
pub use screened::SCREENED;
pub use twinning::TWINNING;
pub use writing::WRITING;

use super::{PartyFacts, Rule, RuleId, Severity};
use crate::refusal::Refusal;
use crate::text::Words;

/// Where a rule comes from that is neither law nor field, but how this platform keeps an agreement honest.
const HOUSE: &str = "Rives: how sides agree";

const fn row(
    id: RuleId,
    severity: Severity,
    source: &'static str,
    said: [&'static str; 3],
    out: [&'static str; 3],
) -> Rule {
    Rule {
        id,
        statement: in_each(said),
        way_out: in_each(out),
        severity,
        source,
        valid_from: None,
        valid_until: None,
        countries: &[],
    }
}

const fn block(id: RuleId, said: [&'static str; 3], out: [&'static str; 3]) -> Rule {
    row(id, Severity::Block, HOUSE, said, out)
}

const fn warn(id: RuleId, said: [&'static str; 3], out: [&'static str; 3]) -> Rule {
    row(id, Severity::Warn, HOUSE, said, out)
}

const fn inform(id: RuleId, said: [&'static str; 3], out: [&'static str; 3]) -> Rule {
    row(id, Severity::Inform, HOUSE, said, out)
}

const fn in_each([fr, en, es]: [&'static str; 3]) -> Words {
    Words { fr, en, es }
}

/// All rows of this part.
pub(super) fn rows() -> impl Iterator<Item = &'static Rule> {
    TWINNING.iter().chain(AGREEING).chain(WRITING).chain(ACTIVITY).chain(GATES).chain(SCREENED)
}

/// The gates of the countries of `parties`, each once.
#[must_use]
pub fn gates(parties: &[PartyFacts]) -> Vec<Refusal> {
    let concerns = |gate: &&Rule| parties.iter().any(|party| gate.binds(&party.country));
    let told = |gate: &Rule| Refusal { rule: gate.id, path: None, detail: Vec::new() };
    GATES.iter().filter(concerns).map(told).collect()
}
