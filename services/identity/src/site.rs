//! The site that passkeys are bound to: a name under which people reach the node, never a bare IP address.

use url::Url;
use webauthn_rs::WebauthnBuilder;
use webauthn_rs::prelude::{Webauthn, WebauthnError};

/// What the person's device shows beside the key.
const NAME: &str = "Rives";

/// Where passkeys are at home.
pub(crate) struct Site {
    pub(crate) webauthn: Webauthn,
    /// Only people on this machine reach it, as `localhost`.
    local: bool,
}

impl Site {
    /// The site of `public_url`, which is an origin; without one, `localhost` on any port. `None` when the host is a bare
    /// IP address, for which browsers keep no passkeys, or when it is plain HTTP elsewhere than on this machine.
    ///
    /// # Errors
    /// When the library does not take it.
    pub(crate) fn of(public_url: Option<&str>) -> Result<Option<Self>, WebauthnError> {
        let local = public_url.is_none();
        let Ok(origin) = Url::parse(public_url.unwrap_or("http://localhost")) else {
            return Ok(None);
        };
        let Some(host) = origin.domain() else {
            return Ok(None);
        };
        if origin.scheme() != "https" && !is_local(host) {
            return Ok(None);
        }
        let builder = WebauthnBuilder::new(host, &origin)?.rp_name(NAME).allow_any_port(local);
        Ok(Some(Self { webauthn: builder.build()?, local }))
    }

    /// True when `host` leads here. A public site is believed: what a proxy makes of the header says nothing.
    pub(crate) fn is_reached_at(&self, host: Option<&str>) -> bool {
        let name = host.map(|host| host.split_once(':').map_or(host, |(name, _)| name));
        !self.local || name.is_some_and(is_local)
    }
}

fn is_local(host: &str) -> bool {
    host == "localhost"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_has_a_name_and_is_reached_safely() {
        for (url, fits) in [
            ("https://rives.example", true),
            ("https://rives.example:8443", true),
            ("http://localhost:8080", true),
            ("http://rives.example", false),
            ("https://192.0.2.1", false),
            ("http://127.0.0.1:8080", false),
            ("https://[::1]", false),
        ] {
            let site = Site::of(Some(url)).expect("the library works");
            assert_eq!(site.is_some(), fits, "{url}");
        }
    }

    #[test]
    fn without_a_public_address_passkeys_work_on_localhost_alone() {
        let site = Site::of(None).expect("the library works").expect("localhost is a site");
        for (host, reached) in [
            (Some("localhost"), true),
            (Some("localhost:8080"), true),
            (Some("127.0.0.1:8080"), false),
            (Some("[::1]:8080"), false),
            (Some("rives.example"), false),
            (None, false),
        ] {
            assert_eq!(site.is_reached_at(host), reached, "{host:?}");
        }
    }
}
