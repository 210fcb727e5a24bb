//! Which pages may use a person's cookie: our own and those the operator allows, no foreign ones.

use axum::http::{HeaderMap, header};

use super::asker::cookie_name;
use crate::config::Config;

/// The origins that may act in a person's name.
pub struct Origins {
    public: Option<String>,
    allowed: Vec<String>,
}

impl Origins {
    /// As the configuration says.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        Self { public: config.public_url.clone(), allowed: config.allowed_origins.clone() }
    }

    /// Says why a request may not be made: it carries a person's cookie and comes from a foreign page. Requests without
    /// a cookie act in nobody's name, programs send no `Origin`.
    pub(crate) fn refusal(&self, headers: &HeaderMap) -> Option<String> {
        if !carries_cookie(headers) {
            return None;
        }
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        if let Some(origin) = text(header::ORIGIN.as_str()) {
            let known = self.knows(origin, text(header::HOST.as_str()));
            return (!known).then(|| {
                format!("pages of {origin} may not act in your name here; see `allowed_origins`")
            });
        }
        // Neighbours under the same domain are others too.
        matches!(text("sec-fetch-site"), Some("cross-site" | "same-site"))
            .then(|| "pages of other sites may not act in your name here".to_owned())
    }

    fn knows(&self, origin: &str, host: Option<&str>) -> bool {
        let own = |host: &str| {
            let bare = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
            bare == Some(host)
        };
        self.public.as_deref() == Some(origin)
            || self.allowed.iter().any(|allowed| allowed == origin)
            || (self.public.is_none() && host.is_some_and(own))
    }
}

fn carries_cookie(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|cookies| cookies.split(';').any(|cookie| is_ours(cookie.trim())))
}

fn is_ours(cookie: &str) -> bool {
    let name = cookie.split_once('=').map(|(name, _)| name);
    name == Some(cookie_name(true)) || name == Some(cookie_name(false))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;

    use super::Origins;
    use crate::config::Config;

    fn refused(config: &Config, headers: &[(&'static str, &str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().expect("a header"));
        }
        Origins::new(config).refusal(&map).is_some()
    }

    const COOKIE: (&str, &str) = ("cookie", "a=b; rives_session=x");

    #[test]
    fn a_foreign_page_cannot_use_a_cookie() {
        let config = Config::default();
        let host = ("host", "rives.example");
        assert!(refused(&config, &[COOKIE, host, ("origin", "https://evil.example")]));
        assert!(refused(&config, &[COOKIE, host, ("origin", "null")]));
        assert!(refused(&config, &[COOKIE, ("sec-fetch-site", "cross-site")]));
        assert!(refused(&config, &[COOKIE, ("sec-fetch-site", "same-site")]));
        let prefixed = ("cookie", "__Host-rives_session=x");
        assert!(refused(&config, &[prefixed, host, ("origin", "https://evil.example")]));
        assert!(!refused(&config, &[COOKIE, host, ("origin", "https://rives.example")]));
        assert!(!refused(&config, &[COOKIE, ("sec-fetch-site", "same-origin")]));
    }

    #[test]
    fn without_a_cookie_anybody_may_ask() {
        let foreign = [("host", "rives.example"), ("origin", "https://other.example")];
        assert!(!refused(&Config::default(), &foreign));
    }

    #[test]
    fn the_configured_origins_are_believed_not_the_host_header() {
        let config = Config {
            public_url: Some("https://rives.example".into()),
            allowed_origins: vec!["https://portal.example".into()],
            ..Config::default()
        };
        assert!(!refused(&config, &[COOKIE, ("origin", "https://rives.example")]));
        assert!(!refused(&config, &[COOKIE, ("origin", "https://portal.example")]));
        let forged = [COOKIE, ("host", "evil.example"), ("origin", "https://evil.example")];
        assert!(refused(&config, &forged));
    }
}
