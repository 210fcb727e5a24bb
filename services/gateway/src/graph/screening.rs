//! What the screening of a cooperation found when it was repeated: rules with their sources, before and after.

use async_graphql::SimpleObject;
use domain::cooperation::Theme;
use domain::rules::PartyFacts;
use domain::screening::{Finding as Found, Standing, obstacle, verdict};

use super::fault::Result;
use super::organisation::Organisation;
use super::refusal::RefusalView;
use super::scalars::Date;
use super::view::View;

/// The last look that found something else than the one before. The platform looks when a register changes and when a day comes.
#[derive(SimpleObject)]
pub struct Screening {
    /// The day of the look.
    pub on: Date,
    /// True while a rule stands against going on.
    pub blocked: bool,
    /// What the rules find since then; empty when nothing stands against it any more.
    pub findings: Vec<Finding>,
    /// What they found until then.
    pub before: Vec<Finding>,
}

/// What the rules find in the parties of a convention or a project on the day of the look.
#[derive(SimpleObject)]
pub struct PartScreening {
    /// True while a rule stands against going on: what it refuses cannot be done before it is gone.
    pub blocked: bool,
    /// What the rules find; never empty.
    pub findings: Vec<Finding>,
}

impl PartScreening {
    /// What is found, by the same rules that screen its cooperation; `None` when nothing is.
    pub(crate) async fn of(
        view: &View,
        parties: &[PartyFacts],
        themes: &[Theme],
    ) -> Result<Option<Self>> {
        let verdict = verdict(parties, themes, view.today());
        let findings = findings(view, &verdict).await?;
        let blocked = obstacle(&verdict).is_some();
        Ok((!findings.is_empty()).then_some(Self { blocked, findings }))
    }
}

/// What a rule finds in a party.
#[derive(SimpleObject)]
pub struct Finding {
    /// The rule, what it says here and what can be done.
    pub said: RefusalView,
    pub organisation: Organisation,
    /// The act or page that the register names; for other rules that of the rule.
    pub source: String,
    /// Since when it says so, if it gives a day.
    pub since: Option<Date>,
}

impl Screening {
    /// The standing in words, with the parties by their names of today.
    pub(crate) async fn of(view: &View, standing: &Standing) -> Result<Self> {
        let last = &standing.last;
        Ok(Self {
            on: Date(last.on),
            blocked: standing.obstacle().is_some(),
            findings: findings(view, &last.after).await?,
            before: findings(view, &last.before).await?,
        })
    }
}

/// A rule that this version does not know any more has no words and is left out.
pub(crate) async fn findings(view: &View, all: &[Found]) -> Result<Vec<Finding>> {
    let mut shown = Vec::with_capacity(all.len());
    for one in all {
        let organisation = view.known_organisation(one.party).await?;
        let Some(said) = one.in_words(organisation.called(view.lang(None))) else { continue };
        let rule = domain::rules::rule(said.rule);
        let house = || domain::rules::source_in(rule.source, view.lang(None));
        let source = one.source.clone().unwrap_or_else(house);
        let since = one.since.or(rule.valid_from).map(Date);
        shown.push(Finding { said: RefusalView(said), organisation, source, since });
    }
    Ok(shown)
}
