//! Signing out at the provider as well: the address to which a browser goes after it has signed out here.

use domain::rules;
use url::Url;
use uuid::Uuid;

use super::stop::{self, Stop};
use super::{Providers, attempt, token};
use crate::IdentityError;

impl Providers {
    /// Where to go to sign out at the provider by which `session` was begun; `None` when there is nothing to do there.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sign_out_url(&self, session: Uuid) -> Result<Option<Url>, IdentityError> {
        let Some((id, id_token)) = self.identity.id_token(session)? else {
            return Ok(None);
        };
        // Whatever is wrong there: here one signs out all the same.
        Ok(stop::told(&id, self.try_sign_out(&id, &id_token).await)?.ok().flatten())
    }

    async fn try_sign_out(&self, id: &str, id_token: &str) -> Result<Option<Url>, Stop> {
        let provider = self.provider(id)?;
        if !provider.settings.logout {
            return Ok(None);
        }
        let known = provider.discovery.known(&self.outgoing, self.now()).await?;
        let Some(endpoint) = &known.metadata.additional_metadata().end_session_endpoint else {
            return Err(Stop::new(
                rules::H_PROVIDER_DOWN,
                "`logout` is set, but the provider names no end_session_endpoint",
            ));
        };
        let mut url = endpoint.clone();
        url.query_pairs_mut()
            .append_pair("id_token_hint", id_token)
            .append_pair("client_id", &provider.settings.client_id)
            .append_pair("post_logout_redirect_uri", self.page(id, "signed-out")?.as_str())
            .append_pair("state", &attempt::token());
        token::page(provider, url).map(Some)
    }
}
