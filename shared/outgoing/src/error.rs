//! Why a URL was not fetched, for operators; no URL is shown whole, since its query may carry secrets.

use std::net::IpAddr;

/// A URL was not fetched.
#[derive(Debug, thiserror::Error)]
pub enum OutgoingError {
    /// No URL at all.
    #[error("this is not a URL that can be fetched")]
    NotAUrl,
    /// Neither https, nor http to this machine with permission.
    #[error(
        "{0} is not fetched: only https is, and http from this machine where `outgoing.allow_private` names host and port"
    )]
    Scheme(String),
    /// A name or password in the URL.
    #[error("{0} is not fetched: the URL carries credentials")]
    Credentials(String),
    /// A port that is not on the list.
    #[error("{0} is not fetched: its port is not in `outgoing.ports`")]
    Port(String),
    /// The name has no address.
    #[error("{0} has no address")]
    NoAddress(String, #[source] std::io::Error),
    /// The name leads inside.
    #[error(
        "{place} is not fetched: it leads to {ip}, which is not a public address; `outgoing.allow_private = [\"{place}\"]` permits it"
    )]
    Private {
        /// Host and port.
        place: String,
        /// One of its addresses.
        ip: IpAddr,
    },
    /// It took too long.
    #[error("no whole answer came in time")]
    Late,
    /// The answer is too long.
    #[error("the answer is longer than what is read")]
    TooLong,
    /// The connection or the protocol failed.
    #[error("the request failed")]
    Failed(#[source] Box<ureq::Error>),
    /// The work was cut short.
    #[error("the work was cut short")]
    Cut,
}

impl From<ureq::Error> for OutgoingError {
    fn from(error: ureq::Error) -> Self {
        match error {
            ureq::Error::Timeout(_) => Self::Late,
            ureq::Error::BodyExceedsLimit(_) => Self::TooLong,
            other => Self::Failed(Box::new(other)),
        }
    }
}
