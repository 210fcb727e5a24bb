//! What may be fetched: the checks of a URL before and after its name is resolved.

use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;

use url::{Host, Url};

use crate::{Names, OutgoingError, is_public};

/// Addresses of a name that are tried at most.
pub(crate) const MOST_ADDRESSES: usize = 8;

/// A host and a port, as in `login.example.org:443`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Name or address, in lower case; IPv6 without brackets.
    host: String,
    port: u16,
    /// Without TLS.
    plain: bool,
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let expected =
            || format!("{text:?} is not a host and a port, such as `login.example.org:443`");
        let (host, port) = text.rsplit_once(':').ok_or_else(expected)?;
        let port = port.parse().ok().filter(|port| *port > 0).ok_or_else(expected)?;
        // Read as a URL would be, so that the same host is written alike.
        let url = Url::parse(&format!("https://{host}/")).map_err(|_| expected())?;
        let plain = url.username().is_empty() && url.path() == "/" && url.port().is_none();
        let host = url.host().filter(|_| plain && !host.contains('/')).ok_or_else(expected)?;
        Ok(Self { host: bare(&host), port, plain: false })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

fn bare(host: &Host<&str>) -> String {
    match host {
        Host::Domain(name) => name.trim_end_matches('.').to_lowercase(),
        Host::Ipv4(ip) => ip.to_string(),
        Host::Ipv6(ip) => ip.to_string(),
    }
}

/// What may be fetched.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Ports that may be reached in public.
    pub ports: Vec<u16>,
    /// Places that may be reached wherever they lead, on the machine itself even without TLS.
    pub allow_private: Vec<Place>,
}

impl Default for Rules {
    fn default() -> Self {
        Self { ports: vec![443], allow_private: Vec::new() }
    }
}

impl Rules {
    /// Checks what the URL itself says.
    pub(crate) fn check(&self, url: &Url) -> Result<Place, OutgoingError> {
        let host = url.host().ok_or(OutgoingError::NotAUrl)?;
        let port = url.port_or_known_default().ok_or(OutgoingError::NotAUrl)?;
        let place = Place { host: bare(&host), port, plain: url.scheme() == "http" };
        let permitted = self.permits(&place);
        match url.scheme() {
            "https" => {}
            "http" if permitted => {}
            _ => return Err(OutgoingError::Scheme(place.to_string())),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(OutgoingError::Credentials(place.to_string()));
        }
        if !permitted && !self.ports.contains(&port) {
            return Err(OutgoingError::Port(place.to_string()));
        }
        Ok(place)
    }

    fn permits(&self, place: &Place) -> bool {
        self.allow_private.iter().any(|it| it.host == place.host && it.port == place.port)
    }

    /// The addresses of `place`, asked for once: all of them are good, or none is used.
    pub(crate) fn addresses(
        &self,
        place: &Place,
        names: &dyn Names,
    ) -> Result<Vec<SocketAddr>, OutgoingError> {
        let none = |error| OutgoingError::NoAddress(place.to_string(), error);
        let found = names.addresses(&place.host, place.port).map_err(none)?;
        if found.is_empty() {
            return Err(none(std::io::ErrorKind::NotFound.into()));
        }
        let permitted = self.permits(place);
        for address in &found {
            let ip = address.ip();
            if place.plain && !ip.is_loopback() {
                return Err(OutgoingError::Scheme(place.to_string()));
            }
            if !permitted && !is_public(ip) {
                return Err(OutgoingError::Private { place: place.to_string(), ip });
            }
        }
        // The port is the URL's, whatever a resolver says.
        let pinned = |address: SocketAddr| SocketAddr::new(address.ip(), place.port);
        Ok(found.into_iter().take(MOST_ADDRESSES).map(pinned).collect())
    }
}
