//! Signing in through OpenID Connect providers: who they are, and the two steps of an attempt.
//!
//! The browser goes to the provider with a state, a nonce and a PKCE challenge that only this process knows the other
//! halves of, and comes back with a code. What the provider then says is believed only after every check of
//! `token.rs` and `userinfo.rs`; who that is here is decided in `account.rs`.

mod account;
mod attempt;
mod client;
mod discovery;
mod jwt;
mod logout;
mod settings;
mod stop;
mod token;
mod userinfo;

#[cfg(test)]
mod tests;

pub use account::LinkedProvider;
pub use settings::{Algorithm, Prompt, ProviderSettings, TokenAuth, UserInfo};

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::{Lang, PersonId, Refusal, rules};
use moka::sync::Cache;
use outgoing::Outgoing;
use url::Url;

use crate::{Identity, IdentityError, Viewer, Visit};
use attempt::Attempt;
use discovery::Discovery;
use stop::Stop;

/// Attempts that one network address may begin in [`WINDOW`]; a town hall shares one.
const STARTS: u32 = 120;
/// How long those are counted.
const WINDOW: Duration = Duration::from_mins(15);

/// The providers of a node.
pub struct Providers {
    identity: Arc<Identity>,
    outgoing: Outgoing,
    /// Our own address, for those that providers send browsers back to.
    home: Url,
    all: Vec<Provider>,
    starts: Cache<IpAddr, u32>,
}

/// One of them, with what it published about itself.
struct Provider {
    settings: ProviderSettings,
    discovery: Discovery,
}

/// What a browser is to do to begin.
#[derive(Debug)]
pub struct Begun {
    /// Where to go.
    pub location: Url,
    /// What to keep in a short-lived cookie and bring back.
    pub browser: String,
}

/// Who begins an attempt, and what for.
#[derive(Debug, Clone)]
pub struct Start<'a> {
    /// The local path to return to.
    pub back: &'a str,
    /// The person who wants to link the provider to their account; nobody to sign in.
    pub link: Option<&'a Viewer>,
    /// What this browser has kept from an earlier attempt, which may still be under way in another tab.
    pub browser: Option<&'a str>,
    /// Where the request comes from.
    pub address: IpAddr,
}

/// What a browser brings back from the provider.
#[derive(Debug, Clone, Default)]
pub struct Callback<'a> {
    /// The `code`.
    pub code: Option<&'a str>,
    /// The `state`.
    pub state: Option<&'a str>,
    /// The `error`, instead of a code.
    pub error: Option<&'a str>,
    /// The `iss`, where the provider sends it.
    pub iss: Option<&'a str>,
}

/// The browser that comes back.
#[derive(Debug, Clone)]
pub struct Returning<'a> {
    /// What it kept in its cookie.
    pub browser: Option<&'a str>,
    /// Who is signed in there.
    pub person: Option<PersonId>,
    /// How it comes to the door.
    pub visit: Visit<'a>,
    /// The language that somebody new probably reads.
    pub lang: Lang,
}

/// An attempt that succeeded.
#[derive(Debug)]
pub struct Finished {
    /// The token of the new session; none when a provider was linked to the person who is signed in already.
    pub session: Option<String>,
    /// The local path to go to.
    pub back: String,
}

impl Providers {
    /// The providers of `settings`, for the people of `identity`, fetched through `outgoing`; `home` is our own address.
    #[must_use]
    pub fn new(
        identity: Arc<Identity>,
        outgoing: Outgoing,
        home: Url,
        settings: Vec<ProviderSettings>,
    ) -> Self {
        let provider = |settings: ProviderSettings| Provider {
            discovery: Discovery::new(settings.issuer.clone()),
            settings,
        };
        Self {
            identity,
            outgoing,
            home,
            all: settings.into_iter().map(provider).collect(),
            starts: Cache::builder().max_capacity(100_000).time_to_live(WINDOW).build(),
        }
    }

    /// A node without providers.
    ///
    /// # Panics
    /// Never: the address is one.
    #[must_use]
    pub fn none(identity: Arc<Identity>) -> Self {
        let home = Url::parse("http://localhost/").expect("an address");
        Self::new(identity, Outgoing::new(outgoing::Rules::default()), home, Vec::new())
    }

    /// Identifier and name of every provider, in the order of the configuration.
    pub fn list(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all.iter().map(|it| (it.settings.id.as_str(), it.settings.name.as_str()))
    }

    /// The name of a provider, if it is one.
    #[must_use]
    pub fn name(&self, id: &str) -> Option<&str> {
        self.list().find(|(known, _)| *known == id).map(|(_, name)| name)
    }

    fn provider(&self, id: &str) -> Result<&Provider, Stop> {
        let found = self.all.iter().find(|it| it.settings.id == id);
        found.ok_or_else(|| Stop::new(rules::H_PROVIDER_UNKNOWN, "no such provider"))
    }

    /// Begins an attempt at the provider `id`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn start(
        &self,
        id: &str,
        start: &Start<'_>,
    ) -> Result<Result<Begun, Refusal>, IdentityError> {
        stop::told(id, self.try_start(id, start).await)
    }

    async fn try_start(&self, id: &str, start: &Start<'_>) -> Result<Begun, Stop> {
        let provider = self.provider(id)?;
        let starts = self.starts.entry(start.address).and_upsert_with(|before| {
            before.map_or(1, |before| before.into_value().saturating_add(1))
        });
        if starts.into_value() > STARTS {
            let minutes = (WINDOW.as_secs() / 60).to_string();
            return Err(Stop::detailed(rules::H_TRIES, "too many attempts", vec![minutes]));
        }
        if let Some(viewer) = start.link {
            // A session that was found open is not enough to open a way in for good.
            self.identity.lately(viewer)?.map_err(|_| {
                Stop::new(rules::H_PROVIDER_RECENT, "the sign-in before a link is too old")
            })?;
        }
        let known = provider.discovery.known(&self.outgoing, self.now()).await?;
        let secrets = Attempt::begin(&self.identity, id, start)?;
        let location = token::authorization(provider, &known, &self.redirect(id)?, &secrets)?;
        Ok(Begun { location, browser: secrets.browser })
    }

    /// Ends an attempt with what the browser brought back from the provider `id`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn finish(
        &self,
        id: &str,
        callback: &Callback<'_>,
        returning: &Returning<'_>,
    ) -> Result<Result<Finished, Refusal>, IdentityError> {
        stop::told(id, self.try_finish(id, callback, returning).await)
    }

    async fn try_finish(
        &self,
        id: &str,
        callback: &Callback<'_>,
        returning: &Returning<'_>,
    ) -> Result<Finished, Stop> {
        let provider = self.provider(id)?;
        let attempt = Attempt::of(&self.identity, callback.state)?;
        attempt.says.belongs_to(id, returning)?;
        // Before anything else: an attempt has one end, whatever it is.
        let attempt = Attempt::end(&self.identity, attempt)?;
        let known = provider.discovery.known(&self.outgoing, self.now()).await?;
        known.sent(callback.iss)?;
        let code = attempt::code(callback)?;
        let redirect = self.redirect(id)?;
        let granted = self.exchange(provider, &known, &redirect, code, &attempt).await?;
        let told = self.told(provider, &known, &granted).await?;
        let person = self.admit(provider, &told, &attempt, returning.lang)?;
        self.enter(provider, &granted, person, &attempt, &returning.visit)
    }

    fn now(&self) -> jiff::Timestamp {
        self.identity.clock.now()
    }

    /// Where the provider `id` sends browsers back to, letter by letter.
    fn redirect(&self, id: &str) -> Result<Url, Stop> {
        self.page(id, "callback")
    }

    fn page(&self, id: &str, last: &str) -> Result<Url, Stop> {
        self.home.join(&format!("auth/oidc/{id}/{last}")).map_err(|error| {
            Stop::new(rules::H_PROVIDER_DOWN, format!("no address of ours: {error}"))
        })
    }
}
