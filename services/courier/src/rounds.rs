//! The courier's rounds: takes what is due from the outbox, one mail after the other, and decides when to try again.

use std::sync::Arc;
use std::time::Duration;

use commands::Clock;
use identity::{Identity, IdentityError, Mail};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use crate::Carrier;

/// Mails taken from the outbox at a time.
const BATCH: usize = 20;
/// The pause after the first failure; each next one is twice as long.
const FIRST: SignedDuration = SignedDuration::from_secs(2);
/// The longest pause between two tries.
const LONGEST: SignedDuration = SignedDuration::from_mins(30);
/// How long to wait when the outbox itself fails.
const BROKEN: Duration = Duration::from_secs(10);
/// The outbox is looked at now and then even when nobody rings.
const LOOK: Duration = Duration::from_mins(5);

/// What happened to a mail, for the node's figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The server has it.
    Sent,
    /// It will be tried again.
    Postponed,
    /// It will never be sent.
    GivenUp,
}

impl Event {
    /// The name of the event in figures.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Postponed => "postponed",
            Self::GivenUp => "given_up",
        }
    }
}

/// Carries mails until the node stops. What was begun when it stops is sent again later, with the same Message-ID.
pub async fn run(
    identity: Arc<Identity>,
    carrier: &dyn Carrier,
    clock: Clock,
    tell: impl Fn(Event) + Send + Sync,
    mut stopping: watch::Receiver<bool>,
) {
    let mut bell = identity.outbox();
    while !*stopping.borrow_and_update() {
        bell.mark_unchanged();
        let wait = match round(&identity, carrier, &clock, &tell).await {
            Ok(next) => pause_until(next, clock.now()),
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "the outbox failed");
                BROKEN
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            rung = bell.changed() => if rung.is_err() { return },
            stopped = stopping.changed() => if stopped.is_err() { return },
        }
    }
}

/// Tries everything that is due; answers when the next mail is.
async fn round(
    identity: &Identity,
    carrier: &dyn Carrier,
    clock: &Clock,
    tell: &(impl Fn(Event) + Send + Sync),
) -> Result<Option<Timestamp>, IdentityError> {
    loop {
        let mails = identity.due_mails(BATCH)?;
        if mails.is_empty() {
            return identity.next_mail();
        }
        for mail in &mails {
            if let Some(event) = carry(identity, carrier, clock, mail).await? {
                tell(event);
            }
        }
    }
}

async fn carry(
    identity: &Identity,
    carrier: &dyn Carrier,
    clock: &Clock,
    mail: &Mail,
) -> Result<Option<Event>, IdentityError> {
    if mail.to.is_empty() {
        // Written for an address that nobody has here, so that asking for a link costs the same for everybody.
        identity.mail_done(mail.id)?;
        return Ok(None);
    }
    if !identity.take_mail(mail)? {
        return Ok(None);
    }
    let Err(failure) = carrier.carry(mail).await else {
        identity.mail_done(mail.id)?;
        tracing::info!(mail = %mail.id, tries = mail.tries + 1, "a mail was sent");
        return Ok(Some(Event::Sent));
    };
    let again = clock.now() + pause(mail.tries);
    if failure.for_good || again >= mail.until {
        identity.mail_done(mail.id)?;
        tracing::error!(mail = %mail.id, tries = mail.tries + 1, why = %failure, "a mail was given up");
        return Ok(Some(Event::GivenUp));
    }
    identity.mail_later(mail.id, again)?;
    tracing::warn!(mail = %mail.id, tries = mail.tries + 1, why = %failure, "a mail waits for another try");
    Ok(Some(Event::Postponed))
}

/// How long to wait after so many tries before this one.
fn pause(tries: u32) -> SignedDuration {
    FIRST.checked_mul(1 << tries.min(16)).map_or(LONGEST, |pause| pause.min(LONGEST))
}

fn pause_until(next: Option<Timestamp>, now: Timestamp) -> Duration {
    let wait = next.map(|next| Duration::try_from(next.duration_since(now)).unwrap_or_default());
    wait.map_or(LOOK, |wait| wait.min(LOOK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stay_bounded() {
        let seconds: Vec<_> = (0..12).map(|tries| pause(tries).as_secs()).collect();
        assert_eq!(seconds, [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1800, 1800]);
        assert_eq!(pause(u32::MAX), LONGEST);
    }

    #[test]
    fn the_courier_sleeps_no_longer_than_until_the_next_mail() {
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(pause_until(None, now), LOOK);
        assert_eq!(pause_until(Some(now + SignedDuration::from_secs(3)), now).as_secs(), 3);
        assert_eq!(pause_until(Some(now - SignedDuration::from_secs(3)), now), Duration::ZERO);
    }
}
