//! Digests: who wants a mail of what happened, how often, and how far the last one told. What it says is written elsewhere.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{PersonId, Refusal};
use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use rusqlite::{OptionalExtension as _, Row, params};
use uuid::Uuid;

use crate::outbox::put;
use crate::sessions::moment;
use crate::{Identity, IdentityError, Letter, Via, Viewer, rules};

/// The hour of a person's morning at which a digest is written.
const MORNING: Time = Time::constant(7, 0, 0, 0);
/// The day on which a weekly one is.
const DAY: Weekday = Weekday::Monday;
/// A digest that cannot be brought for so long is of no use: the next one tells the rest.
const OF_USE: SignedDuration = SignedDuration::from_hours(24);
/// What a token that ends digests is sealed as.
const TOKEN: &str = "digest.leave";

/// How often somebody wants to be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    /// Each morning on which there is something to tell.
    Daily,
    /// On Monday mornings.
    Weekly,
}

impl Rhythm {
    fn text(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }

    fn read(text: &str) -> Option<Self> {
        [Self::Daily, Self::Weekly].into_iter().find(|rhythm| rhythm.text() == text)
    }

    /// The first moment after `now` at which it is due in `zone`.
    #[must_use]
    pub fn next(self, zone: &TimeZone, now: Timestamp) -> Timestamp {
        let local = now.to_zoned(zone.clone());
        let mut day = local.date();
        loop {
            let fits = self == Self::Daily || day.weekday() == DAY;
            // Where a morning does not have this hour, the clock's next one counts.
            let at = day.to_datetime(MORNING).to_zoned(zone.clone()).map(|at| at.timestamp());
            match (at, day.checked_add(1.day())) {
                (Ok(at), _) if fits && at > now => return at,
                (_, Ok(next)) => day = next,
                // The calendar ends in 9999.
                (_, Err(_)) => return Timestamp::MAX,
            }
        }
    }
}

/// What somebody chose, and how far they were told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// How often.
    pub rhythm: Rhythm,
    /// The time zone in whose morning it is written, IANA.
    pub zone: String,
    /// The cursor of the feed after which the next one begins.
    pub cursor: String,
    /// When the next one is due.
    pub next: Timestamp,
}

impl Digest {
    fn read(row: &Row<'_>) -> Result<Option<Self>, rusqlite::Error> {
        let rhythm: String = row.get(1)?;
        let (zone, cursor, next) = (row.get(2)?, row.get(3)?, moment(row.get(4)?));
        Ok(Rhythm::read(&rhythm).map(|rhythm| Self { rhythm, zone, cursor, next }))
    }

    fn following(&self, now: Timestamp) -> Timestamp {
        // A zone that was known once and is not any more.
        let zone = TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC);
        self.rhythm.next(&zone, now)
    }
}

impl Identity {
    /// What a person chose; `None` when they want no digest.
    ///
    /// # Errors
    /// When the store fails.
    pub fn digest(&self, person: PersonId) -> Result<Option<Digest>, IdentityError> {
        let store = self.store.read();
        let sql = "SELECT person, rhythm, zone, cursor, next_ms FROM digest WHERE person = ?1";
        Ok(store.query_row(sql, [person.0], Digest::read).optional()?.flatten())
    }

    /// A person wants a digest so often, beginning with what happens after `cursor`; one they have already goes on where
    /// it is. `zone` is an IANA time zone.
    ///
    /// # Errors
    /// When the store fails; inside, `H_ZONE` when there is no such zone.
    pub fn choose_digest(
        &self,
        person: PersonId,
        rhythm: Rhythm,
        zone: &str,
        cursor: &str,
    ) -> Result<Result<Digest, Refusal>, IdentityError> {
        let Ok(known) = TimeZone::get(zone) else { return Ok(Err(rules::zone())) };
        // As the zone is spelled there, so that the case of what a client sends does not matter.
        let zone = known.iana_name().unwrap_or("UTC").to_owned();
        let next = rhythm.next(&known, self.clock.now());
        self.store.write(|tx| {
            tx.execute(
                "INSERT INTO digest (person, rhythm, zone, cursor, next_ms) VALUES (?1,?2,?3,?4,?5)
                 ON CONFLICT (person) DO UPDATE SET
                   rhythm = excluded.rhythm, zone = excluded.zone, next_ms = excluded.next_ms",
                params![person.0, rhythm.text(), zone, cursor, next.as_millisecond()],
            )?;
            let cursor =
                tx.query_row("SELECT cursor FROM digest WHERE person = ?1", [person.0], |row| {
                    row.get(0)
                })?;
            Ok(Ok(Digest { rhythm, zone: zone.clone(), cursor, next }))
        })
    }

    /// A person wants no digest any more.
    ///
    /// # Errors
    /// When the store fails.
    pub fn end_digest(&self, person: PersonId) -> Result<(), IdentityError> {
        self.store.write(|tx| {
            tx.execute("DELETE FROM digest WHERE person = ?1", [person.0])?;
            Ok(())
        })
    }

    /// Whom a digest is due to be written to, longest due first, `limit` at most.
    ///
    /// # Errors
    /// When the store fails.
    pub fn due_digests(&self, limit: usize) -> Result<Vec<(PersonId, Digest)>, IdentityError> {
        let store = self.store.read();
        let mut statement = store.prepare_cached(
            "SELECT person, rhythm, zone, cursor, next_ms FROM digest WHERE next_ms <= ?1
             ORDER BY next_ms, person LIMIT ?2",
        )?;
        let now = self.clock.now().as_millisecond();
        let mut rows = statement.query(params![now, limit.cast_signed()])?;
        let mut due = Vec::new();
        while let Some(row) = rows.next()? {
            let person = PersonId(row.get(0)?);
            due.extend(Digest::read(row)?.map(|digest| (person, digest)));
        }
        Ok(due)
    }

    /// As whom a digest is written: the person with the seats they hold now, as if they had signed in. `None` when there is
    /// no such person any more.
    ///
    /// # Errors
    /// When the store fails.
    pub fn reader(&self, person: PersonId) -> Result<Option<Viewer>, IdentityError> {
        let Some(contact) = self.contact_of(person)? else { return Ok(None) };
        let seats = self.seats_of(person)?;
        let session = Uuid::nil();
        let crate::Contact { email, display_name, lang } = contact;
        Ok(Some(Viewer { person, session, via: Via::Session, email, display_name, lang, seats }))
    }

    /// Notes that the digest after `told` tells up to `through`, and puts its letter, if there is one, into the outbox:
    /// both or neither, and once, whoever else is at it. False when it was told meanwhile or is not wanted any more.
    ///
    /// # Errors
    /// When the store fails.
    pub fn tell_digest(
        &self,
        person: PersonId,
        told: &Digest,
        through: &str,
        letter: Option<&Letter>,
    ) -> Result<bool, IdentityError> {
        let (vault, now) = (&self.store.vault, self.clock.now());
        let next = told.following(now);
        let Some(contact) = self.contact_of(person)? else { return Ok(false) };
        let (now_ms, until_ms) = (now.as_millisecond(), (now + OF_USE).as_millisecond());
        let written = self.store.write(|tx| {
            let moved = tx.execute(
                "UPDATE digest SET cursor = ?2, next_ms = ?3 WHERE person = ?1 AND cursor = ?4 AND next_ms = ?5",
                params![
                    person.0,
                    through,
                    next.as_millisecond(),
                    told.cursor,
                    told.next.as_millisecond()
                ],
            )?;
            if moved == 1
                && let Some(letter) = letter
            {
                put(tx, vault, &contact.email, letter, (now_ms, until_ms))?;
            }
            Ok(moved == 1)
        })?;
        if written && letter.is_some() {
            self.ring();
        }
        Ok(written)
    }

    /// What ends a person's digests without signing in: for the letter alone. It is good for nothing else, and for ever.
    #[must_use]
    pub fn digest_token(&self, person: PersonId) -> String {
        URL_SAFE_NO_PAD.encode(self.store.vault.seal(TOKEN, &[], person.0.as_bytes()))
    }

    /// Ends the digests of whose letter carries `token`; doing it twice is once. False when it is no such token.
    ///
    /// # Errors
    /// When the store fails.
    pub fn leave_digest(&self, token: &str) -> Result<bool, IdentityError> {
        let sealed = URL_SAFE_NO_PAD.decode(token).ok();
        let opened = sealed.and_then(|sealed| self.store.vault.open(TOKEN, &[], &sealed).ok());
        let Some(person) = opened.and_then(|bytes| Uuid::from_slice(&bytes).ok()) else {
            return Ok(false);
        };
        self.end_digest(PersonId(person))?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    #[test]
    fn a_digest_is_due_in_the_morning_of_whose_it_is() {
        let now = at("2026-11-18T12:00:00Z");
        for (rhythm, zone, due) in [
            (Rhythm::Daily, "Europe/Paris", "2026-11-19T06:00:00Z"),
            (Rhythm::Daily, "Africa/Bamako", "2026-11-19T07:00:00Z"),
            (Rhythm::Daily, "Pacific/Tahiti", "2026-11-18T17:00:00Z"),
            (Rhythm::Weekly, "America/Santiago", "2026-11-23T10:00:00Z"),
        ] {
            let zone = TimeZone::get(zone).expect("a zone");
            assert_eq!(rhythm.next(&zone, now), at(due), "{rhythm:?}");
        }
    }

    #[test]
    fn the_day_on_which_clocks_change_has_one_digest() {
        let paris = TimeZone::get("Europe/Paris").expect("a zone");
        let before = Rhythm::Daily.next(&paris, at("2026-03-28T00:00:00Z"));
        let after = Rhythm::Daily.next(&paris, before);
        assert_eq!((before, after), (at("2026-03-28T06:00:00Z"), at("2026-03-29T05:00:00Z")));
    }

    proptest! {
        #[test]
        fn the_next_one_is_later_and_within_the_rhythm(
            seconds in 0i64..4_000_000_000,
            zone in prop::sample::select(vec!["Europe/Paris", "Asia/Kathmandu", "America/Santiago", "UTC"]),
            daily: bool,
        ) {
            let zone = TimeZone::get(zone).expect("a zone");
            let (rhythm, longest) =
                if daily { (Rhythm::Daily, 26) } else { (Rhythm::Weekly, 7 * 24 + 2) };
            let now = Timestamp::from_second(seconds).expect("a moment");
            let next = rhythm.next(&zone, now);
            prop_assert!(next > now && next.duration_since(now) <= SignedDuration::from_hours(longest));
            prop_assert_eq!(next.to_zoned(zone).hour(), 7);
        }
    }
}
