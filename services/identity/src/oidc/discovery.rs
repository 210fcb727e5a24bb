//! What a provider publishes about itself: fetched when needed, kept for a while, fetched anew when its keys turn.

use std::sync::Arc;
use std::time::Duration;

use domain::rules;
use eventlog::causes;
use jiff::Timestamp;
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
    CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{AdditionalProviderMetadata, IssuerUrl, ProviderMetadata};
use outgoing::Outgoing;
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use url::Url;

use super::client::{Boxed, Guarded};
use super::stop::Stop;

/// How long what was fetched is used without asking again.
const FRESH: Duration = Duration::from_hours(1);
/// How long it is used when the provider does not answer.
const STALE: Duration = Duration::from_hours(24);
/// After a failure, and between two fetches for an unknown key: a stranger's tokens must not make us hammer a provider.
const PAUSE: Duration = Duration::from_secs(10);

/// What a provider says besides the core of the standard.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(super) struct Besides {
    /// Where people sign out.
    pub(super) end_session_endpoint: Option<Url>,
    /// Whether it names itself when it sends a browser back (RFC 9207).
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for Besides {}

pub(super) type Metadata = ProviderMetadata<
    Besides,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// What was fetched.
pub(super) struct Known {
    pub(super) metadata: Metadata,
    fetched: Timestamp,
}

impl Known {
    /// Checks who sent the browser back, against mixing up two providers.
    pub(super) fn sent(&self, iss: Option<&str>) -> Result<(), Stop> {
        let stop = |why| Err(Stop::new(rules::H_PROVIDER_FAILED, why));
        let says = self.metadata.additional_metadata();
        match iss {
            Some(iss) if iss == self.metadata.issuer().as_str() => Ok(()),
            Some(_) => stop("the answer names another issuer"),
            None if says.authorization_response_iss_parameter_supported => {
                stop("the answer does not name its issuer")
            }
            None => Ok(()),
        }
    }
}

#[derive(Default)]
struct Kept {
    known: Option<Arc<Known>>,
    failed: Option<Timestamp>,
    renewed: Option<Timestamp>,
}

/// What is known of one provider.
pub(super) struct Discovery {
    issuer: String,
    // Held while fetching: whoever comes meanwhile waits for the same answer.
    kept: Mutex<Kept>,
}

impl Discovery {
    pub(super) fn new(issuer: String) -> Self {
        Self { issuer, kept: Mutex::default() }
    }

    /// What the provider says of itself, not older than an hour while it can be reached.
    pub(super) async fn known(
        &self,
        outgoing: &Outgoing,
        now: Timestamp,
    ) -> Result<Arc<Known>, Stop> {
        let mut kept = self.kept.lock().await;
        if let Some(known) = &kept.known
            && within(known.fetched, now, FRESH)
        {
            return Ok(Arc::clone(known));
        }
        if kept.failed.is_some_and(|failed| within(failed, now, PAUSE)) {
            return usable(&kept, now, "it failed a moment ago");
        }
        self.fetch(&mut kept, outgoing, now).await
    }

    /// The same anew, because a token is signed with a key that is not among `known`.
    pub(super) async fn renewed(
        &self,
        outgoing: &Outgoing,
        now: Timestamp,
    ) -> Result<Arc<Known>, Stop> {
        let mut kept = self.kept.lock().await;
        if kept.renewed.is_some_and(|renewed| within(renewed, now, PAUSE)) {
            return usable(&kept, now, "its keys were asked for a moment ago");
        }
        kept.renewed = Some(now);
        self.fetch(&mut kept, outgoing, now).await
    }

    async fn fetch(
        &self,
        kept: &mut Kept,
        outgoing: &Outgoing,
        now: Timestamp,
    ) -> Result<Arc<Known>, Stop> {
        let issuer = IssuerUrl::new(self.issuer.clone())
            .map_err(|error| Stop::new(rules::H_PROVIDER_DOWN, causes(&error)))?;
        match discovered(outgoing.clone(), issuer).await {
            Ok(metadata) => {
                let known = Arc::new(Known { metadata, fetched: now });
                kept.known = Some(Arc::clone(&known));
                kept.failed = None;
                Ok(known)
            }
            Err(error) => {
                kept.failed = Some(now);
                usable(kept, now, &error)
            }
        }
    }
}

fn discovered(outgoing: Outgoing, issuer: IssuerUrl) -> Boxed<'static, Result<Metadata, String>> {
    Box::pin(async move {
        let client = Guarded(outgoing);
        Metadata::discover_async(issuer, &client).await.map_err(|error| causes(&error))
    })
}

fn usable(kept: &Kept, now: Timestamp, why: &str) -> Result<Arc<Known>, Stop> {
    let known = kept.known.as_ref().filter(|known| within(known.fetched, now, STALE));
    known.map(Arc::clone).ok_or_else(|| {
        Stop::new(rules::H_PROVIDER_DOWN, format!("the provider's discovery failed: {why}"))
    })
}

fn within(since: Timestamp, now: Timestamp, span: Duration) -> bool {
    now.duration_since(since).unsigned_abs() < span
}
