//! What the screening of a cooperation found when it was repeated: rules with their sources, before and after.

use async_graphql::SimpleObject;
use domain::screening::{Finding as Found, Standing};

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
async fn findings(view: &View, all: &[Found]) -> Result<Vec<Finding>> {
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
