//! The signed-in person, to themselves: seats, sessions, what waits for them.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::context::SeatOf;
use identity::Viewer;
use readmodel::cooperation::waiting_for;

use super::cursor::CursorText;
use super::digest::{self, Digest};
use super::enums::{Lang, Role};
use super::factors::{AccountChange, Passkey};
use super::fault::{Result, fault};
use super::follows::{self, FollowedScope};
use super::group::CountryGroup;
use super::organisation::Organisation;
use super::providers::{self, LinkedProvider};
use super::scalars::DateTime;
use super::tokens::{self, ApiToken};
use super::view::{View, world};
use super::waiting::WaitingItem;
use super::words;

/// The most entries of what waits.
const WAITING: i32 = 100;

/// The signed-in person, to themselves only.
pub struct ViewerView {
    viewer: Arc<Viewer>,
    view: View,
}

impl ViewerView {
    /// The person with their look at the record.
    #[must_use]
    pub fn new(viewer: Arc<Viewer>, view: View) -> Self {
        Self { viewer, view }
    }
}

#[Object(name = "Viewer")]
impl ViewerView {
    async fn id(&self) -> ID {
        ID(format!("{}:{}", domain::PersonId::PREFIX, self.viewer.person))
    }

    /// Of the signed-in person, to themselves only.
    async fn email(&self) -> &str {
        &self.viewer.email
    }

    async fn display_name(&self) -> &str {
        &self.viewer.display_name
    }

    async fn lang(&self) -> Lang {
        self.viewer.lang.into()
    }

    /// The functions they hold.
    async fn seats(&self) -> Vec<Seat> {
        let seats = self.viewer.seats.iter();
        seats.map(|seat| Seat::new(self.view.clone(), *seat)).collect()
    }

    /// Where they are signed in.
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<Session>> {
        let sessions = world(ctx)?.identity.sessions(self.viewer.person).map_err(fault)?;
        let shown = sessions.into_iter().map(|session| Session {
            id: ID(session.id.to_string()),
            current: session.id == self.viewer.session,
            created_at: DateTime(session.created),
            last_used_at: DateTime(session.used),
            user_agent: Some(session.user_agent).filter(|agent| !agent.is_empty()),
        });
        Ok(shown.collect())
    }

    /// Their programmes' ways in.
    async fn api_tokens(&self, ctx: &Context<'_>) -> Result<Vec<ApiToken>> {
        tokens::mine(ctx, &self.view, &self.viewer)
    }

    /// Whether they can sign in with a password.
    async fn has_password(&self, ctx: &Context<'_>) -> Result<bool> {
        world(ctx)?.identity.has_password(self.viewer.person).map_err(fault)
    }

    /// Their passkeys, oldest first.
    async fn passkeys(&self, ctx: &Context<'_>) -> Result<Vec<Passkey>> {
        let passkeys = world(ctx)?.identity.passkeys(self.viewer.person).map_err(fault)?;
        Ok(passkeys.into_iter().map(Into::into).collect())
    }

    /// Whether a password or a link asks them for a one-time code as well.
    async fn totp(&self, ctx: &Context<'_>) -> Result<bool> {
        world(ctx)?.identity.has_totp(self.viewer.person).map_err(fault)
    }

    /// Recovery codes that were not used.
    async fn recovery_codes_left(&self, ctx: &Context<'_>) -> Result<u32> {
        world(ctx)?.identity.recovery_codes_left(self.viewer.person).map_err(fault)
    }

    /// What was changed lately about how they sign in, newest first: what they did not do should worry them.
    async fn account_changes(&self, ctx: &Context<'_>) -> Result<Vec<AccountChange>> {
        let changes = world(ctx)?.identity.changes(self.viewer.person).map_err(fault)?;
        let shown = changes.into_iter();
        Ok(shown.map(|(at, what)| AccountChange { at: DateTime(at), what: what.into() }).collect())
    }

    /// The feeds they follow, by the names they gave them.
    async fn following(&self, ctx: &Context<'_>) -> Result<Vec<FollowedScope>> {
        follows::mine(ctx, &self.viewer)
    }

    /// The mails of what happened that they asked for.
    async fn digest(&self, ctx: &Context<'_>) -> Result<Digest> {
        digest::of(ctx, self.viewer.person)
    }

    /// What waits for them, oldest first.
    #[graphql(complexity = "super::connection::rows(first, None) * child_complexity + 1")]
    async fn waiting(&self, first: Option<i32>) -> Result<Vec<WaitingItem>> {
        let limit = first.unwrap_or(WAITING).clamp(0, WAITING);
        let limit = usize::try_from(limit).expect("clamped above zero");
        let mine = self.view.mine().to_vec();
        let rows =
            self.view.read(move |conn, eyes| waiting_for(conn, &eyes.sight, &mine, limit)).await?;
        let mut items: Vec<_> = rows.iter().map(|row| WaitingItem::of(&self.view, row)).collect();
        items.extend(super::claim::waiting(&self.view, limit).await?);
        items.extend(super::waiting::late(&self.view, limit).await?);
        items.extend(super::waiting::tranches(&self.view, limit).await?);
        items.sort_by_key(|item| item.since);
        items.truncate(limit);
        Ok(items)
    }

    /// Everything that is kept about this person, as JSON. Asking for it is noted in their journal.
    async fn personal_data(&self, ctx: &Context<'_>) -> Result<String> {
        super::privacy::personal_data(ctx, &self.viewer)
    }

    /// Who looked at this person's data, newest first.
    #[graphql(complexity = "super::connection::rows(first, None) * child_complexity + 1")]
    async fn access_journal(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
    ) -> Result<Vec<super::privacy::AccessEntry>> {
        super::privacy::journal(ctx, &self.view, &self.viewer, first)
    }

    /// The identity providers by which they may sign in.
    async fn linked_providers(&self, ctx: &Context<'_>) -> Result<Vec<LinkedProvider>> {
        providers::linked(world(ctx)?, self.viewer.person)
    }

    /// Open this to sign out at the provider too, after signing out here; null when there is nothing to do there.
    async fn provider_sign_out_url(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let url = world(ctx)?.providers.sign_out_url(self.viewer.session).await.map_err(fault)?;
        Ok(url.map(String::from))
    }

    /// How far they have read within a scope, by the client's own name of it.
    async fn last_seen(&self, ctx: &Context<'_>, scope: String) -> Result<Option<CursorText>> {
        let seen = world(ctx)?.identity.last_seen(self.viewer.person, &scope).map_err(fault)?;
        Ok(seen.map(CursorText))
    }
}

/// A function that the viewer holds.
pub struct Seat {
    view: View,
    seat: identity::Seat,
}

impl Seat {
    /// The seat as its holder sees it.
    #[must_use]
    pub fn new(view: View, seat: identity::Seat) -> Self {
        Self { view, seat }
    }
}

#[Object]
impl Seat {
    async fn id(&self) -> ID {
        ID(self.seat.id.to_string())
    }

    async fn role(&self) -> Role {
        self.seat.role.into()
    }

    async fn organisation(&self) -> Result<Option<Organisation>> {
        match self.seat.of {
            SeatOf::Organisation(id) => self.view.organisation(id).await,
            SeatOf::Group(_) | SeatOf::Platform => Ok(None),
        }
    }

    async fn group(&self) -> Result<Option<CountryGroup>> {
        match self.seat.of {
            SeatOf::Group(id) => self.view.country_group(id).await,
            SeatOf::Organisation(_) | SeatOf::Platform => Ok(None),
        }
    }

    async fn platform(&self) -> bool {
        self.seat.of == SeatOf::Platform
    }

    /// The function and the institution, in words.
    async fn label(&self, lang: Option<Lang>) -> Result<String> {
        label(&self.view, self.seat, self.view.lang(lang)).await
    }
}

/// A function and its institution, in words.
pub(crate) async fn label(view: &View, seat: identity::Seat, lang: domain::Lang) -> Result<String> {
    let role = words::role(lang, seat.role.into());
    let place = match seat.of {
        SeatOf::Organisation(id) => view.organisation(id).await?.map(|found| found.called(lang)),
        SeatOf::Group(id) => view.country_group(id).await?.map(|found| found.called(lang)),
        SeatOf::Platform => None,
    };
    Ok(place.map_or_else(|| role.to_owned(), |place| format!("{place} ({role})")))
}

/// A place where the viewer is signed in.
#[derive(SimpleObject)]
pub struct Session {
    pub id: ID,
    /// True for the one that asks.
    pub current: bool,
    pub created_at: DateTime,
    pub last_used_at: DateTime,
    pub user_agent: Option<String>,
}
