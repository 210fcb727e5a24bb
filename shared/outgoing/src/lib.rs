//! The one way the platform fetches a URL: only from where everybody may, over a connection pinned to a checked address.
//!
//! A URL that somebody else had a say in (a provider's discovery document, later a webhook) must not lead to this
//! machine or its network. So a name is resolved once, every address it has is checked, and the connection goes to one of
//! those and nowhere else: a name that changes its mind in between changes nothing.
#![warn(missing_docs)]

mod address;
mod error;
mod rules;

#[cfg(test)]
mod tests;

pub use address::is_public;
pub use error::OutgoingError;
pub use rules::{Place, Rules};

use std::fmt;
use std::net::{SocketAddr, ToSocketAddrs as _};
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response, Uri};
use tokio::sync::Semaphore;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::Url;

/// Requests at a time; more wait in line.
const AT_ONCE: usize = 16;
/// The time a request may take, from the name to the last byte.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest body of an answer that is read.
const LONGEST: u64 = 512 * 1024;
/// Longest headers of an answer that are read.
const LONGEST_HEAD: usize = 32 * 1024;

/// How a name becomes addresses.
pub trait Names: Send + Sync + 'static {
    /// The addresses of `host`, with `port`.
    ///
    /// # Errors
    /// When there are none.
    fn addresses(&self, host: &str, port: u16) -> std::io::Result<Vec<SocketAddr>>;
}

/// The names of the operating system.
struct SystemNames;

impl Names for SystemNames {
    fn addresses(&self, host: &str, port: u16) -> std::io::Result<Vec<SocketAddr>> {
        Ok((host, port).to_socket_addrs()?.collect())
    }
}

/// Fetches URLs within its rules.
#[derive(Clone)]
pub struct Outgoing {
    rules: Arc<Rules>,
    names: Arc<dyn Names>,
    turns: Arc<Semaphore>,
}

impl Outgoing {
    /// Fetches within `rules`.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        Self::with_names(rules, Arc::new(SystemNames))
    }

    /// Fetches within `rules`, resolving names by `names`.
    #[must_use]
    pub fn with_names(rules: Rules, names: Arc<dyn Names>) -> Self {
        Self { rules: Arc::new(rules), names, turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Sends `request` and reads the whole answer, whatever its status. No redirect is followed, no proxy used.
    ///
    /// # Errors
    /// When the rules refuse the URL, or nothing usable comes back in time.
    pub async fn fetch(
        &self,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, OutgoingError> {
        let url = Url::parse(&request.uri().to_string()).map_err(|_| OutgoingError::NotAUrl)?;
        let place = self.rules.check(&url)?;
        let turn = Arc::clone(&self.turns);
        let (rules, names) = (Arc::clone(&self.rules), Arc::clone(&self.names));
        let fetched = async move {
            let turn = turn.acquire_owned().await.map_err(|_| OutgoingError::Cut)?;
            let work = tokio::task::spawn_blocking(move || {
                // Held until the thread is free again, even when nobody waits any more.
                let _turn = turn;
                let addresses = rules.addresses(&place, &*names)?;
                send(request, addresses)
            });
            work.await.map_err(|_| OutgoingError::Cut)?
        };
        // The system's resolver knows no limit of its own.
        tokio::time::timeout(PATIENCE, fetched).await.map_err(|_| OutgoingError::Late)?
    }
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing").field("rules", &self.rules).finish_non_exhaustive()
    }
}

/// One request on a connection of its own: nothing is kept that a later request with other rules could use.
fn send(
    request: Request<Vec<u8>>,
    addresses: Vec<SocketAddr>,
) -> Result<Response<Vec<u8>>, OutgoingError> {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .proxy(None)
        .timeout_global(Some(PATIENCE))
        .max_response_header_size(LONGEST_HEAD)
        .user_agent("rives")
        .build();
    let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), Pinned(addresses));
    let answer = if request.body().is_empty() {
        let (parts, _) = request.into_parts();
        agent.run(Request::from_parts(parts, ()))
    } else {
        agent.run(request)
    };
    let (parts, mut body) = answer.map_err(OutgoingError::from)?.into_parts();
    let bytes = body.with_config().limit(LONGEST).read_to_vec().map_err(OutgoingError::from)?;
    Ok(Response::from_parts(parts, bytes))
}

/// Answers every question for a name with the addresses that were checked.
#[derive(Debug)]
struct Pinned(Vec<SocketAddr>);

impl Resolver for Pinned {
    fn resolve(
        &self,
        _: &Uri,
        _: &ureq::config::Config,
        _: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut addresses = self.empty();
        for address in self.0.iter().take(rules::MOST_ADDRESSES) {
            addresses.push(*address);
        }
        if addresses.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(addresses) }
    }
}
