//! What a file asks of a cluster: an ordered record of changes that each node may go on by one, and one whole.

use std::error::Error;

use tokio::sync::watch;

/// What broke between this node and the others.
pub type Broken = Box<dyn Error + Send + Sync>;

/// What became of a change that was published.
#[derive(Debug)]
pub enum Published {
    /// It is the next one.
    Taken,
    /// Another change was first; this one stands nowhere.
    Moved,
    /// Whether it stands is not known.
    Unknown(Broken),
}

/// What comes after a change.
#[derive(Debug)]
pub enum Read {
    /// The next ones, in order, some of them at least; none when there are none.
    Changes(Vec<Vec<u8>>),
    /// The next one was let go of: the whole holds it.
    Gone,
}

/// Where the record begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first change that is still there; one more than `last` when none is.
    pub first: u64,
    /// The last change that ever was; 0 when there never was one.
    pub last: u64,
}

/// A record that all nodes of a cluster write to and read from. Changes are numbered 1, 2, 3… without gaps; what is in
/// them is sealed. Everything here may wait for the cluster, some seconds at most.
pub trait Shared: Send + Sync {
    /// Where the record begins and ends.
    ///
    /// # Errors
    /// When the cluster does not answer.
    fn span(&self) -> Result<Span, Broken>;

    /// Publishes `change` as the one after `after`, or not at all.
    fn publish(&self, after: u64, change: &[u8]) -> Published;

    /// What comes after the change `after`.
    ///
    /// # Errors
    /// When the cluster does not answer.
    fn read(&self, after: u64) -> Result<Read, Broken>;

    /// Keeps the whole as it is after the change `at`, and lets go of the changes up to there and of older wholes.
    ///
    /// # Errors
    /// When the cluster does not answer.
    fn keep(&self, at: u64, whole: Vec<u8>) -> Result<(), Broken>;

    /// The newest whole, and after which change it was taken.
    ///
    /// # Errors
    /// When the cluster does not answer.
    fn kept(&self) -> Result<Option<(u64, Vec<u8>)>, Broken>;

    /// After which change the newest whole was taken; 0 when there is none.
    ///
    /// # Errors
    /// When the cluster does not answer.
    fn kept_at(&self) -> Result<u64, Broken>;

    /// Moves when somebody has published; it may miss some, and move for nothing.
    fn news(&self) -> watch::Receiver<u64>;
}
