//! The drawer of a demonstration: mails that are kept in memory and sent nowhere.

use std::collections::VecDeque;

use identity::Mail;
use jiff::Timestamp;
use parking_lot::Mutex;

/// Mails that are kept; older ones fall out.
const KEPT: usize = 50;

/// A mail of a demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Whom it is for.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// When it was written.
    pub at: Timestamp,
}

/// The last mails of a demonstration.
#[derive(Debug, Default)]
pub struct Drawer(Mutex<VecDeque<Kept>>);

impl Drawer {
    /// Keeps a mail.
    pub fn keep(&self, mail: &Mail) {
        let mut kept = self.0.lock();
        kept.truncate(KEPT - 1);
        kept.push_front(Kept {
            to: mail.to.clone(),
            subject: mail.subject.clone(),
            text: mail.text.clone(),
            at: mail.created,
        });
    }

    /// The mails that are kept, newest first.
    #[must_use]
    pub fn mails(&self) -> Vec<Kept> {
        self.0.lock().iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_fifty_are_kept() {
        let drawer = Drawer::default();
        for number in 0..60 {
            drawer.keep(&Mail {
                id: uuid::Uuid::nil(),
                to: "a@town.example".to_owned(),
                subject: number.to_string(),
                text: String::new(),
                leave: None,
                tries: 0,
                created: Timestamp::UNIX_EPOCH,
                until: Timestamp::UNIX_EPOCH,
            });
        }
        let subjects: Vec<_> = drawer.mails().into_iter().map(|mail| mail.subject).collect();
        assert_eq!(subjects.len(), KEPT);
        assert_eq!((subjects[0].as_str(), subjects[49].as_str()), ("59", "10"));
    }
}
