//! Copies of the stores beside the log, people and drafts: only the latest few, so that who is erased leaves them too.
//!
//! `20261121T175000.000Z-<SHA-256 of the copy>.db.zst`. What is personal in the people is sealed by the key of their store,
//! which is never put here; drafts hold no people.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use tokio::task::spawn_blocking;

use crate::{ArchiveError, Place, hash};

/// The store that a copy is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// People, sealed.
    People,
    /// Texts that are being written.
    Drafts,
}

impl Of {
    /// The folder of the copies.
    fn folder(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Drafts => "drafts",
        }
    }
}

const SUFFIX: &str = ".db.zst";
const MOMENT: &str = "%Y%m%dT%H%M%S%.3fZ";
const LEVEL: i32 = 3;

/// A copy of a store: its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Copy {
    /// When it was made, to the millisecond; later than the copies before it, also by a clock that went back.
    pub made: Timestamp,
    /// The digest of its content.
    digest: [u8; 32],
}

impl std::fmt::Display for Copy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}{SUFFIX}", self.made.strftime(MOMENT), hash::text(&self.digest))
    }
}

impl Copy {
    fn of_name(name: &str) -> Option<Self> {
        let (made, digest) = name.strip_suffix(SUFFIX)?.split_once('-')?;
        let made = jiff::civil::DateTime::strptime(MOMENT, made).ok()?;
        let made = made.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
        Some(Self { made, digest: hash::read(digest)? })
    }
}

/// The copies that are there, the newest last; what has no name of a copy is left alone.
///
/// # Errors
/// When the archive cannot be listed.
pub async fn copies(place: &Place, of: Of) -> Result<Vec<Copy>, ArchiveError> {
    let names = place.names(of.folder(), None).await?;
    let mut copies: Vec<_> = names.iter().filter_map(|name| Copy::of_name(name)).collect();
    copies.sort_unstable();
    Ok(copies)
}

/// Puts a copy there, unless the newest has the same content. `made` is when it was taken.
///
/// # Errors
/// When the archive fails.
///
/// # Panics
/// Never: it is compressed in memory.
pub async fn keep(
    place: &Place,
    of: Of,
    made: Timestamp,
    content: Vec<u8>,
) -> Result<Copy, ArchiveError> {
    let (digest, bytes) = spawn_blocking(move || {
        let bytes = zstd::encode_all(&*content, LEVEL).expect("memory takes everything");
        (Sha256::digest(&content).into(), bytes)
    })
    .await?;
    let newest = copies(place, of).await?.pop();
    if let Some(newest) = newest.filter(|newest| newest.digest == digest) {
        return Ok(newest);
    }
    let copy = Copy { made: after(newest, made), digest };
    place.put(of.folder(), &copy.to_string(), bytes).await.map(|()| copy)
}

/// The moment of a copy as its name will say it, and after the newest: their order is that of their names.
fn after(newest: Option<Copy>, made: Timestamp) -> Timestamp {
    let made = Timestamp::from_millisecond(made.as_millisecond()).unwrap_or(made);
    newest.map_or(made, |newest| made.max(newest.made + SignedDuration::from_millis(1)))
}

/// Deletes the copies that are not to be kept at `now`: of each day the newest stays, for `days` days, and always the
/// newest of all. Answers how many went.
///
/// # Errors
/// When the archive fails.
pub async fn thin(place: &Place, of: Of, now: Timestamp, days: u16) -> Result<usize, ArchiveError> {
    let copies = copies(place, of).await?;
    let superfluous = superfluous(&copies, now, days);
    for copy in &superfluous {
        place.delete(of.folder(), &copy.to_string()).await?;
    }
    Ok(superfluous.len())
}

/// Of `copies`, the newest last, those that are not to be kept.
fn superfluous(copies: &[Copy], now: Timestamp, days: u16) -> Vec<Copy> {
    let oldest = now - SignedDuration::from_hours(24 * i64::from(days));
    let day = |copy: &Copy| copy.made.strftime("%Y%m%d").to_string();
    let pairs = copies.iter().zip(copies.iter().skip(1));
    let gone = pairs.filter(|(copy, next)| day(copy) == day(next) || copy.made < oldest);
    gone.map(|(copy, _)| *copy).collect()
}

/// The content of a copy.
///
/// # Errors
/// When the archive fails or the copy is not what its name says.
pub async fn fetch(place: &Place, of: Of, copy: Copy) -> Result<Vec<u8>, ArchiveError> {
    let bytes = place.get(of.folder(), &copy.to_string()).await?;
    let content = spawn_blocking(move || zstd::decode_all(&*bytes)).await?;
    let whole = content.ok().filter(|content| Sha256::digest(content).as_slice() == copy.digest);
    whole.ok_or_else(|| ArchiveError::People(format!("{}/{copy}", of.folder())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copy(made: &str) -> Copy {
        Copy { made: made.parse().expect("a moment"), digest: [1; 32] }
    }

    #[test]
    fn a_copy_is_known_by_its_name() {
        let copy = copy("2026-11-21T17:50:00.007Z");
        assert!(copy.to_string().starts_with("20261121T175000.007Z-01"), "{copy}");
        assert_eq!(Copy::of_name(&copy.to_string()), Some(copy));
        assert_eq!(Copy::of_name("20261121T175000Z.db.zst"), None);
    }

    #[test]
    fn a_copy_comes_after_the_newest_even_within_a_millisecond_or_by_a_clock_that_went_back() {
        let newest = copy("2026-11-21T17:50:00.007Z");
        for made in ["2026-11-21T17:50:00.0071Z", "2026-11-20T10:00:00Z"] {
            let next = Copy { made: after(Some(newest), copy(made).made), digest: [0; 32] };
            assert_eq!(next.made, copy("2026-11-21T17:50:00.008Z").made);
            assert!(next > newest && next.to_string() > newest.to_string());
        }
        let later = copy("2026-11-21T17:50:00.0099Z").made;
        assert_eq!(after(Some(newest), later), copy("2026-11-21T17:50:00.009Z").made);
    }

    #[test]
    fn of_each_day_the_newest_is_kept_for_some_days_and_the_newest_of_all_for_ever() {
        let copies = [
            "2026-11-01T10:00:00Z",
            "2026-11-19T10:00:00Z",
            "2026-11-20T10:00:00Z",
            "2026-11-20T11:00:00Z",
            "2026-11-21T09:00:00Z",
            "2026-11-21T10:00:00Z",
        ]
        .map(copy);
        let at = |now: &str, days| {
            let gone = superfluous(&copies, now.parse().expect("a moment"), days);
            gone.iter().map(|copy| copy.made.strftime("%d %H").to_string()).collect::<Vec<_>>()
        };
        assert_eq!(at("2026-11-21T12:00:00Z", 7), ["01 10", "20 10", "21 09"]);
        assert_eq!(at("2027-11-21T12:00:00Z", 7).len(), 5, "the newest of all stays");
        assert_eq!(superfluous(&copies[..1], copies[5].made, 1), []);
    }
}
