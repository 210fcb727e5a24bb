//! Pages: commits that follow each other, checked one by one and handed on many at a time.

use eventlog::transfer::Gate;
use eventlog::{LogError, Recorded, Verified};
use tokio::sync::mpsc;

/// Commits of a page: as many as a log makes durable at once, more or less.
const PAGE: usize = 2_000;
/// Pages that may wait: while one is written the next are being read.
const WAITING: usize = 4;

/// Checks commits and sends them on in pages; for a thread of its own.
pub struct Pages {
    gate: Gate,
    page: Vec<Recorded>,
    /// Nobody to send to once they are closed.
    to: Option<mpsc::Sender<Vec<Recorded>>>,
}

impl Pages {
    /// Pages of what follows `gate`, and where they come out.
    #[must_use]
    pub fn after(gate: Gate) -> (Self, mpsc::Receiver<Vec<Recorded>>) {
        let (to, from) = mpsc::channel(WAITING);
        (Self { gate, page: Vec::with_capacity(PAGE), to: Some(to) }, from)
    }

    /// How far they are, all of it checked.
    #[must_use]
    pub fn reached(&self) -> Verified {
        self.gate.reached()
    }

    /// Takes the commit that follows; false when nobody listens any more. Blocks while too many pages wait.
    ///
    /// # Errors
    /// [`LogError::Invalid`] when it is not the one that follows or is not as it was.
    pub fn take(&mut self, recorded: Recorded) -> Result<bool, LogError> {
        self.gate.admit(&recorded)?;
        self.page.push(recorded);
        Ok(self.page.len() < PAGE || self.flush())
    }

    /// Sends what there is, and lets whoever listens know that nothing more comes.
    pub fn close(&mut self) {
        self.flush();
        self.to = None;
    }

    fn flush(&mut self) -> bool {
        let page = std::mem::replace(&mut self.page, Vec::with_capacity(PAGE));
        page.is_empty() || self.to.as_ref().is_some_and(|to| to.blocking_send(page).is_ok())
    }
}
