//! What every resolver may reach: the services, the read model and the log, and who asks.

use std::net::IpAddr;
use std::sync::Arc;

use commands::Clock;
use domain::Lang;
use eventlog::EventLog;
use identity::{Identity, Viewer};
use parking_lot::Mutex;
use readmodel::ReadModel;

use crate::config::Privacy;

/// The rooms of the node, put together once at start.
pub struct World {
    /// The log: heads, histories, the record as of a date.
    pub log: Arc<dyn EventLog>,
    /// The read model that follows the log.
    pub model: Arc<ReadModel>,
    /// Organisations and the country register.
    pub directory: Arc<directory::commands::Directory>,
    /// Twinnings, committees, exchanges.
    pub jumelages: Arc<jumelage::commands::Jumelages>,
    /// Partnerships.
    pub partnerships: Arc<partnership::commands::Partnerships>,
    /// Country groups.
    pub groups: Arc<groups::commands::Groups>,
    /// People, sessions and seats.
    pub identity: Arc<Identity>,
    /// How long what is kept about people.
    pub privacy: Privacy,
    /// The time.
    pub clock: Clock,
    /// True on a node that was started with `--demo`.
    pub demo: bool,
}

/// Who asks: in the data of every request, put there by the transport.
#[derive(Clone)]
pub struct Asker {
    /// The signed-in person with their seats.
    pub viewer: Option<Arc<Viewer>>,
    /// The token of their session.
    pub session: Option<String>,
    /// The viewer's language, else that of `Accept-Language`, else French.
    pub lang: Lang,
    /// What the client calls itself, for the list of sessions.
    pub user_agent: String,
    /// Signing in and out leave here what the answer's cookie must become.
    pub cookie: Arc<Mutex<Option<CookieChange>>>,
    /// Where the request comes from, for the limit on attempts to sign in.
    pub address: IpAddr,
}

/// What becomes of the session cookie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CookieChange {
    /// The token of a new session.
    Set(String),
    /// No session any more.
    Clear,
}
