//! What every resolver may reach: the services, the read model and the log, and who asks.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use commands::Clock;
use domain::{Lang, PersonId};
use eventlog::EventLog;
use identity::oidc::Providers;
use identity::{Identity, TokenScope, Viewer};
use parking_lot::Mutex;
use readmodel::ReadModel;

use super::refusals::Refusals;

use crate::config::Privacy;
use crate::post::Post;

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
    /// Conventions.
    pub conventions: Arc<partnership::conventions::Conventions>,
    /// Projects.
    pub projects: Arc<partnership::projects::Projects>,
    /// Financing plans.
    pub financings: Arc<partnership::financings::Financings>,
    /// Lessons.
    pub lessons: Arc<partnership::lessons::Lessons>,
    /// Documents.
    pub documents: Arc<partnership::documents::Documents>,
    /// Their bytes; none on a cluster whose nodes have no common place for them.
    pub papers: Option<Arc<papers::Papers>>,
    /// Discussions; their words are with the people.
    pub discussions: Arc<partnership::discussions::Discussions>,
    /// Drafts of conventions.
    pub drafts: Arc<drafting::Drafts>,
    /// Country groups.
    pub groups: Arc<groups::commands::Groups>,
    /// People, sessions and seats.
    pub identity: Arc<Identity>,
    /// How long what is kept about people.
    pub privacy: Privacy,
    /// Providers by which people sign in.
    pub providers: Arc<Providers>,
    /// Mails to people.
    pub post: Post,
    /// The time.
    pub clock: Clock,
    /// How long a cursor is waited for that may be another node's: nothing where there is only this one.
    pub patience: Duration,
    /// What was refused lately.
    pub refusals: Refusals,
    /// True on a node that was started with `--demo`.
    pub demo: bool,
}

/// Who asks: in the data of every request, put there by the transport.
#[derive(Clone)]
pub struct Asker {
    /// As whom they see and act: the signed-in person with their seats, or a token with its one seat.
    pub viewer: Option<Arc<Viewer>>,
    /// Whose session or token it is, also when the token sees only what is public: for limits.
    pub holder: Option<Arc<Viewer>>,
    /// The secret of their session or token.
    pub session: Option<String>,
    /// The viewer's language, else that of `Accept-Language`, else French.
    pub lang: Lang,
    /// What the client calls itself, for the list of sessions.
    pub user_agent: String,
    /// Signing in and out leave here what the answer's cookie must become.
    pub cookie: Arc<Mutex<Option<CookieChange>>>,
    /// The host that the client asked for, with its port.
    pub host: Option<String>,
    /// Where the request comes from, for the limit on attempts to sign in.
    pub address: IpAddr,
}

impl Asker {
    /// Lets in whoever holds `secret`.
    pub fn admit(&mut self, holder: Arc<Viewer>, secret: String) {
        let public = holder.token() == Some(TokenScope::ReadPublic);
        self.viewer = (!public).then(|| Arc::clone(&holder));
        self.holder = Some(holder);
        self.session = Some(secret);
    }

    /// Makes it nobody's again.
    pub fn forget(&mut self) {
        (self.viewer, self.holder, self.session) = (None, None, None);
    }

    /// The person, when they signed in themselves: no API token stands for it where somebody's ways in change.
    #[must_use]
    pub fn themselves(&self) -> Option<PersonId> {
        let viewer = self.viewer.as_ref().filter(|viewer| viewer.token().is_none())?;
        Some(viewer.person)
    }

    /// What the token is good for by which they came, if by one.
    #[must_use]
    pub fn token(&self) -> Option<TokenScope> {
        self.holder.as_ref()?.token()
    }
}

/// What becomes of the session cookie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CookieChange {
    /// The token of a new session.
    Set(String),
    /// No session any more.
    Clear,
}
