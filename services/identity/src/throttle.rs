//! Counts attempts to sign in before they are checked, so that many at once are no way around it.

use std::net::IpAddr;
use std::time::Duration;

use domain::context::SeatOf;
use domain::{Author, PersonId, Refusal};
use moka::Entry;
use moka::sync::Cache;

use crate::rules;

/// How long attempts are remembered after the last one.
pub(crate) const WINDOW: Duration = Duration::from_mins(15);
/// Attempts that failed for one e-mail address from one network address.
const PER_PAIR: u32 = 8;
/// Attempts that failed for one e-mail address from anywhere: higher, so that a stranger cannot easily lock a person out.
const PER_EMAIL: u32 = 60;
/// Attempts that failed from one network address; a town hall shares one.
const PER_ADDRESS: u32 = 120;

/// Guesses of what one person alone knows, by somebody who has shown another key of theirs already.
const PER_PERSON: u32 = 8;

/// What is guessed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Guess {
    /// The password in force, from within a session.
    Password,
    /// The second factor, after the first.
    Code,
}
/// Mails that strangers may cause to one e-mail address: nobody's mailbox is flooded through us.
const MAILS_TO: u32 = 5;
/// Mails that one network address may cause.
const MAILS_FROM: u32 = 30;
/// Invitations by one person for one place.
const INVITATIONS: u32 = 30;

/// Attempts lately, in memory: a restart forgives.
pub(crate) struct Throttle {
    pairs: Cache<(String, IpAddr), u32>,
    emails: Cache<String, u32>,
    addresses: Cache<IpAddr, u32>,
    guesses: Cache<(Guess, PersonId), u32>,
    mails_to: Cache<String, u32>,
    mails_from: Cache<IpAddr, u32>,
    invitations: Cache<(Option<PersonId>, SeatOf), u32>,
}

/// The network of an address, as far as it tells nobody's house.
fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

fn window<K: std::hash::Hash + Eq + Send + Sync + 'static>() -> Cache<K, u32> {
    Cache::builder().max_capacity(100_000).time_to_live(WINDOW).build()
}

impl Default for Throttle {
    fn default() -> Self {
        Self {
            pairs: window(),
            emails: window(),
            addresses: window(),
            guesses: window(),
            mails_to: window(),
            mails_from: window(),
            invitations: window(),
        }
    }
}

/// Attempts on one thing lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Throttled {
    /// What is counted.
    pub kind: &'static str,
    /// Whom it is counted for: a network, or the beginning of a digest; never an address of mail.
    pub subject: String,
    /// How many.
    pub count: u32,
    /// When it is forgotten, where that is known.
    pub until: Option<jiff::Timestamp>,
}

impl Throttle {
    /// What is counted now, the most first, at most `limit`; `digest` makes an address of mail unreadable.
    pub(crate) fn counted(&self, limit: usize, digest: impl Fn(&str) -> String) -> Vec<Throttled> {
        let one = |kind, subject, count| Throttled { kind, subject, count, until: None };
        let pairs = self.pairs.iter().map(|(key, count)| {
            one(
                "sign-in: person and network",
                format!("{} {}", digest(&key.0), network(key.1)),
                count,
            )
        });
        let emails =
            self.emails.iter().map(|(key, count)| one("sign-in: person", digest(&key), count));
        let addresses =
            self.addresses.iter().map(|(key, count)| one("sign-in: network", network(*key), count));
        let guesses = self.guesses.iter().map(|(key, count)| {
            let kind = match key.0 {
                Guess::Password => "password in force",
                Guess::Code => "second factor",
            };
            one(kind, digest(&key.1.to_string()), count)
        });
        let mut all: Vec<_> = pairs
            .chain(emails)
            .chain(addresses)
            .chain(guesses)
            .filter(|one| one.count > 0)
            .collect();
        all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.subject.cmp(&b.subject)));
        all.truncate(limit);
        all
    }

    /// Counts an attempt; true when it may be made. [`Throttle::succeeded`] forgives it.
    pub(crate) fn attempt(&self, email: &str, address: IpAddr) -> bool {
        let email = email.to_lowercase();
        let pair = count(&self.pairs, (email.clone(), address));
        // What the pair refuses is not counted against the person or the house as well.
        pair <= PER_PAIR
            && count(&self.emails, email) <= PER_EMAIL
            && count(&self.addresses, address) <= PER_ADDRESS
    }

    /// Counts a guess, wherever it comes from; true when it may be made. [`Throttle::guessed`] forgives all.
    pub(crate) fn guess(&self, what: Guess, person: PersonId) -> bool {
        count(&self.guesses, (what, person)) <= PER_PERSON
    }

    /// The guess was right.
    pub(crate) fn guessed(&self, what: Guess, person: PersonId) {
        self.guesses.invalidate(&(what, person));
    }

    /// Counts a link that `from` asks to be sent to `email`, whether anybody signs in with it or not.
    ///
    /// # Errors
    /// A refusal that says how long to wait.
    pub(crate) fn link(&self, email: &str, from: IpAddr) -> Result<(), Refusal> {
        let fits = count(&self.mails_from, from) <= MAILS_FROM && self.mail_to(email);
        if fits { Ok(()) } else { Err(rules::mails(WINDOW)) }
    }

    /// Counts an invitation by `author` to `email`.
    ///
    /// # Errors
    /// A refusal that says how long to wait.
    pub(crate) fn invitation(&self, author: &Author, email: &str) -> Result<(), Refusal> {
        let by = (author.person, author.of);
        let fits = count(&self.invitations, by) <= INVITATIONS && self.mail_to(email);
        if fits { Ok(()) } else { Err(rules::mails(WINDOW)) }
    }

    fn mail_to(&self, email: &str) -> bool {
        count(&self.mails_to, email.trim().to_lowercase()) <= MAILS_TO
    }

    /// The attempt was no failure.
    pub(crate) fn succeeded(&self, email: &str, address: IpAddr) {
        let email = email.to_lowercase();
        self.pairs.invalidate(&(email.clone(), address));
        forgive(&self.emails, email);
        forgive(&self.addresses, address);
    }
}

fn count<K: std::hash::Hash + Eq + Clone + Send + Sync + 'static>(
    of: &Cache<K, u32>,
    key: K,
) -> u32 {
    let more = |entry: Option<Entry<K, u32>>| entry.map_or(1, |e| e.into_value().saturating_add(1));
    of.entry(key).and_upsert_with(more).into_value()
}

fn forgive<K: std::hash::Hash + Eq + Clone + Send + Sync + 'static>(of: &Cache<K, u32>, key: K) {
    let less = |entry: Option<Entry<K, u32>>| entry.map_or(0, |e| e.into_value().saturating_sub(1));
    of.entry(key).and_upsert_with(less);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_at_one_persons_keys_shut_nobody_else_out() {
        let throttle = Throttle::default();
        let [one, other] = [1, 2].map(|n| PersonId(uuid::Uuid::from_u128(n)));
        let made = (0..200).filter(|_| throttle.guess(Guess::Password, one)).count();
        assert_eq!(made, 8);
        assert!(throttle.guess(Guess::Code, one), "another key");
        assert!(throttle.guess(Guess::Password, other), "another person");
        throttle.guessed(Guess::Password, one);
        assert!(throttle.guess(Guess::Password, one), "who was right begins anew");
    }
}
