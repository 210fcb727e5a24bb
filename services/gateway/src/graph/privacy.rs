//! Privacy: what is kept about people, why and for how long, and who looked at it.

use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use domain::Lang as DomainLang;
use identity::{LookedFor, Looker, Viewer};

use super::enums::Lang;
use super::fault::{Result, fault};
use super::scalars::DateTime;
use super::view::{View, asker, world};
use super::{viewer, words};

/// The most entries of a journal.
const ENTRIES: i32 = 200;

/// An entry of the journal of looks at one's own data.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct AccessEntry {
    pub at: DateTime,
    #[graphql(skip)]
    view: View,
    #[graphql(skip)]
    by: Option<identity::Seat>,
    #[graphql(skip)]
    purpose: LookedFor,
}

#[ComplexObject]
impl AccessEntry {
    /// Who, by seat; null for the platform's operator or oneself.
    async fn by(&self, lang: Option<Lang>) -> Result<Option<String>> {
        let lang = self.view.lang(lang);
        match self.by {
            Some(seat) => Ok(Some(viewer::label(&self.view, seat, lang).await?)),
            None => Ok(None),
        }
    }

    async fn purpose(&self, lang: Option<Lang>) -> &'static str {
        words::privacy::purpose(self.view.lang(lang), self.purpose)
    }
}

/// Everything that is kept about the viewer, as JSON; asking for it is noted in their journal.
pub(crate) fn personal_data(ctx: &Context<'_>, viewer: &Viewer) -> Result<String> {
    let oneself = Looker::Person { person: viewer.person, seat: None };
    let data = world(ctx)?.identity.export(viewer.person, oneself).map_err(fault)?;
    Ok(data.unwrap_or_default().to_string())
}

/// Who looked at the viewer's data, newest first.
pub(crate) fn journal(
    ctx: &Context<'_>,
    view: &View,
    viewer: &Viewer,
    first: Option<i32>,
) -> Result<Vec<AccessEntry>> {
    let limit = usize::try_from(first.unwrap_or(ENTRIES).clamp(0, ENTRIES)).expect("above zero");
    let looks = world(ctx)?.identity.accesses(viewer.person, limit).map_err(fault)?;
    let entries = looks.into_iter().map(|look| AccessEntry {
        at: DateTime(look.at),
        view: view.clone(),
        by: look.by,
        purpose: look.purpose,
    });
    Ok(entries.collect())
}

/// What is kept about people, why, and for how long.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Processing {
    /// Whom to write to about one's data.
    pub contact: Option<String>,
    /// Days after its last use after which a session is over.
    pub session_days: i32,
    /// Days for which looks at people's data are kept.
    pub journal_days: i32,
    /// Days after its end after which an invitation is deleted.
    pub invitation_days: i32,
    /// Months of absence after which a person is forgotten; 0: never.
    pub inactive_months: i32,
}

#[ComplexObject]
impl Processing {
    /// One paragraph a purpose.
    async fn notes(&self, ctx: &Context<'_>, lang: Option<Lang>) -> Result<Vec<String>> {
        let lang = lang.map_or(asker(ctx)?.lang, DomainLang::from);
        Ok(words::privacy::notes(lang, &world(ctx)?.privacy))
    }
}

/// What anybody may ask about privacy.
#[derive(Default)]
pub struct PrivacyQuery;

#[Object]
impl PrivacyQuery {
    /// What is kept about people, why, and for how long.
    async fn processing(&self, ctx: &Context<'_>) -> Result<Processing> {
        let privacy = &world(ctx)?.privacy;
        Ok(Processing {
            contact: privacy.contact.clone(),
            session_days: privacy.session_days.into(),
            journal_days: privacy.journal_days.into(),
            invitation_days: privacy.invitation_days.into(),
            inactive_months: privacy.inactive_months.into(),
        })
    }
}
