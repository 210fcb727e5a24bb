//! Counts failed sign-ins by address of e-mail and of network, and says who has to wait.

use std::net::IpAddr;
use std::time::Duration;

use moka::sync::Cache;

/// How long failures are remembered after the last one.
pub(crate) const WINDOW: Duration = Duration::from_mins(15);
/// Failures for one e-mail address within the window.
const PER_EMAIL: u32 = 8;
/// Failures from one network address within the window; a town hall shares one.
const PER_ADDRESS: u32 = 40;

/// Failures lately, in memory: a restart forgives.
pub(crate) struct Throttle {
    emails: Cache<String, u32>,
    addresses: Cache<IpAddr, u32>,
}

impl Default for Throttle {
    fn default() -> Self {
        Self {
            emails: Cache::builder().max_capacity(100_000).time_to_live(WINDOW).build(),
            addresses: Cache::builder().max_capacity(100_000).time_to_live(WINDOW).build(),
        }
    }
}

impl Throttle {
    pub(crate) fn must_wait(&self, email: &str, address: IpAddr) -> bool {
        self.emails.get(&email.to_lowercase()).is_some_and(|n| n >= PER_EMAIL)
            || self.addresses.get(&address).is_some_and(|n| n >= PER_ADDRESS)
    }

    pub(crate) fn failed(&self, email: &str, address: IpAddr) {
        let one_more = |entry: Option<moka::Entry<_, u32>>| {
            entry.map_or(1, |e| e.into_value().saturating_add(1))
        };
        self.emails.entry(email.to_lowercase()).and_upsert_with(one_more);
        let one_more = |entry: Option<moka::Entry<_, u32>>| {
            entry.map_or(1, |e| e.into_value().saturating_add(1))
        };
        self.addresses.entry(address).and_upsert_with(one_more);
    }

    pub(crate) fn succeeded(&self, email: &str) {
        self.emails.invalidate(&email.to_lowercase());
    }
}
