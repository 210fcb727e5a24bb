//! Post: whether and how this node writes to people, and the addresses that its letters carry.

use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use courier::{Carrier, Drawer, Kept};

use crate::config::{Config, ConfigError};
use crate::node::Purpose;

/// How the node writes to people.
pub struct Post {
    way: Way,
    address: OnceLock<String>,
    registration: bool,
    invitation_days: u16,
}

enum Way {
    /// It does not.
    Closed,
    /// Over a mail server.
    Server,
    /// It keeps its mails for the visitors of a demonstration.
    Drawer(Arc<Drawer>),
}

impl Post {
    /// The post that `config` describes, with what carries its mails; a demonstration never sends any.
    ///
    /// # Errors
    /// When a file of `[mail]` cannot be read or a value cannot be used.
    pub fn open(
        config: &Config,
        purpose: Purpose,
    ) -> Result<(Self, Option<Arc<dyn Carrier>>), ConfigError> {
        let (way, carrier): (_, Option<Arc<dyn Carrier>>) = match (purpose, &config.mail) {
            (Purpose::Demo, _) => {
                let drawer = Arc::new(Drawer::default());
                (Way::Drawer(Arc::clone(&drawer)), Some(drawer))
            }
            (Purpose::Real, Some(mail)) => (Way::Server, Some(Arc::new(mail.server()?))),
            (Purpose::Real, None) => (Way::Closed, None),
        };
        let address = OnceLock::new();
        if let Some(url) = &config.public_url {
            address.get_or_init(|| url.clone());
        }
        let (registration, invitation_days) = (config.registration, config.invitation_days);
        Ok((Self { way, address, registration, invitation_days }, carrier))
    }

    /// The node listens there: where its pages are when nothing else was configured, which only a demonstration may.
    pub fn listening(&self, address: SocketAddr) {
        self.address.get_or_init(|| format!("http://{address}"));
    }

    /// Whether mails are sent.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self.way, Way::Closed)
    }

    /// Whether people may register themselves.
    #[must_use]
    pub fn registration(&self) -> bool {
        self.is_open() && self.registration
    }

    /// Days until an invitation expires.
    #[must_use]
    pub fn invitation_days(&self) -> u16 {
        self.invitation_days
    }

    /// The mails of a demonstration, newest first.
    #[must_use]
    pub fn kept(&self) -> Option<Vec<Kept>> {
        match &self.way {
            Way::Drawer(drawer) => Some(drawer.mails()),
            Way::Closed | Way::Server => None,
        }
    }

    /// The address that accepts an invitation. The secret is a fragment: it is never sent to a server or in a referrer.
    #[must_use]
    pub fn invitation(&self, secret: &str) -> String {
        self.page("invitation", secret)
    }

    /// The address that signs somebody in.
    #[must_use]
    pub fn sign_in(&self, secret: &str) -> String {
        self.page("sign-in/link", secret)
    }

    /// The page of a cooperation.
    #[must_use]
    pub fn cooperation(&self, id: &str) -> String {
        format!("{}/cooperations/{id}", self.address())
    }

    /// The page of the feed.
    #[must_use]
    pub fn feed(&self) -> String {
        format!("{}/feed", self.address())
    }

    /// The address that ends somebody's digests. Not a fragment: programs that read mail post to it, and the token is good
    /// for nothing else.
    #[must_use]
    pub fn leave(&self, token: &str) -> String {
        format!("{}/unsubscribe?letter={token}", self.address())
    }

    fn page(&self, path: &str, secret: &str) -> String {
        format!("{}/{path}#{secret}", self.address())
    }

    fn address(&self) -> &str {
        self.address.get().map_or("", String::as_str)
    }
}
