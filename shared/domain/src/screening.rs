//! Screening again: what the registers say of a living cooperation on a day, and what is recorded when that changes, once.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::context::{Context, Role};
use crate::cooperation::{Party, Theme, known, refuse};
use crate::ids::OrganisationId;
use crate::refusal::Refusal;
use crate::rules::{self, PartyFacts, RuleId, Severity};

#[cfg(test)]
mod tests;

/// The rules whose answer can change without an act of the parties: a register says something else, or a date has come.
/// The others (names, sizes, merged records) are the parties' own matter and are said when they act.
pub const REPEATED: [RuleId; 6] = [
    rules::R_09,
    rules::R_09_OVERSEAS,
    rules::R_10,
    rules::R_11,
    rules::R_13,
    rules::R_13_UNDESCRIBED,
];

/// What a rule finds in a party: by ids, so that it can stay on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule, by its identifier.
    pub rule: String,
    /// The party.
    pub party: OrganisationId,
    /// The theme, where the rule is about one.
    pub theme: Option<Theme>,
    /// The act or page that the register names.
    pub source: Option<String>,
    /// Since when it says so, if it gives a day.
    pub since: Option<Date>,
}

/// All that the rules of [`REPEATED`] find; empty: nothing stands against it.
pub type Verdict = Vec<Finding>;

/// A look that found something else than the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screened {
    /// The day of the look, by the calendar of UTC.
    pub on: Date,
    /// What was known until then.
    pub before: Verdict,
    /// What was found.
    pub after: Verdict,
}

/// How the last look that found something else left a cooperation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// How many looks found something else, this one included.
    pub times: u32,
    /// What the last one found.
    pub last: Screened,
}

impl Standing {
    /// The standing after one more.
    #[must_use]
    pub fn after(earlier: Option<&Self>, last: &Screened) -> Self {
        let times = earlier.map_or(0, |standing| standing.times).saturating_add(1);
        Self { times, last: last.clone() }
    }

    /// The first rule that stands against going on, if one does.
    #[must_use]
    pub fn obstacle(&self) -> Option<RuleId> {
        obstacle(&self.last.after)
    }
}

/// The first rule of a verdict that stands against going on, if one does.
#[must_use]
pub fn obstacle(verdict: &[Finding]) -> Option<RuleId> {
    let blocks = |finding: &Finding| {
        rules::find(&finding.rule).filter(|rule| rule.severity == Severity::Block)
    };
    verdict.iter().find_map(blocks).map(|rule| rule.id)
}

impl Finding {
    /// It in words that name the party; `None` for a rule that this version does not know.
    #[must_use]
    pub fn in_words(&self, party: String) -> Option<Refusal> {
        let rule = rules::find(&self.rule)?.id;
        let theme = self.theme.as_ref().map(|theme| theme.0.clone());
        let detail = std::iter::once(party).chain(theme).chain(self.source.clone()).collect();
        Some(Refusal { rule, path: None, detail })
    }
}

/// What the rules find in these parties on `today`: the same check as at the proposal ([`rules::screen`]).
#[must_use]
pub fn verdict(parties: &[PartyFacts], themes: &[Theme], today: Date) -> Verdict {
    let mut verdict = Verdict::new();
    for (index, refusal) in rules::screen_each(parties, themes, today) {
        let party = index.and_then(|index| parties.get(index));
        let Some(party) = party.filter(|_| REPEATED.contains(&refusal.rule)) else { continue };
        let finding = found(&refusal, party, today);
        if !verdict.contains(&finding) {
            verdict.push(finding);
        }
    }
    verdict
}

/// As [`verdict`] for a cooperation, with what binds it now beside it: the conventions that were signed and the projects at
/// work whose parties are others than its own are screened by their own parties, and what is found there is found in it.
#[must_use]
pub fn verdict_with(
    parties: &[PartyFacts],
    beside: &[Vec<PartyFacts>],
    themes: &[Theme],
    today: Date,
) -> Verdict {
    let mut all = verdict(parties, themes, today);
    for finding in beside.iter().flat_map(|own| verdict(own, themes, today)) {
        if !all.contains(&finding) {
            all.push(finding);
        }
    }
    all
}

/// What stood when it was put on record: an act that a rule blocks was refused, so these are remarks.
#[must_use]
pub fn at_first(parties: &[PartyFacts], themes: &[Theme], today: Date) -> Verdict {
    let mut verdict = verdict(parties, themes, today);
    let blocks = |finding: &Finding| {
        rules::find(&finding.rule).is_some_and(|rule| rule.severity == Severity::Block)
    };
    verdict.retain(|finding| !blocks(finding));
    verdict
}

fn found(refusal: &Refusal, party: &PartyFacts, today: Date) -> Finding {
    let second = refusal.detail.get(1).cloned();
    let theme = (refusal.rule == rules::R_13).then(|| second.clone().map(Theme)).flatten();
    let source = if theme.is_some() { None } else { second };
    let says = party.territory.iter().filter(|fact| fact.holds_on(today));
    let since = says.filter(|fact| Some(&fact.source) == source.as_ref()).find_map(|f| f.from);
    Finding { rule: refusal.rule.0.to_owned(), party: party.organisation, theme, source, since }
}

/// What the platform asks when it looks again.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Look {
    /// What was known when it was put on record; counts only while no look has found anything else.
    pub at_first: Verdict,
    /// For the rules, as of now.
    pub facts: Vec<PartyFacts>,
    /// The parties of each convention that was signed and each project at work, where they are others than the cooperation's.
    pub beside: Vec<Vec<PartyFacts>>,
}

/// What a look finds, if that is something else than before.
///
/// # Errors
/// [`rules::C_SYSTEM_ONLY`] for people, [`rules::C_SAME_VERDICT`] when nothing changed.
pub(crate) fn again(
    standing: Option<&Standing>,
    look: Look,
    parties: &[Party],
    themes: &[Theme],
    context: &Context,
) -> Result<Screened, Refusal> {
    if context.author.role != Role::System {
        return Err(refuse(rules::C_SYSTEM_ONLY));
    }
    let own = known(parties, &look.facts)?;
    let after = verdict_with(&own, &look.beside, themes, context.today);
    let before = standing.map_or(look.at_first, |standing| standing.last.after.clone());
    if before == after {
        return Err(refuse(rules::C_SAME_VERDICT));
    }
    Ok(Screened { on: context.today, before, after })
}
