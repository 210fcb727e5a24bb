//! How often and how many: requests by address and person, open connections by address and person, in bounded memory.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use domain::PersonId;
use governor::clock::Clock as _;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use moka::sync::Cache;
use parking_lot::Mutex;

use crate::config::Limits;

/// Addresses and persons whose requests are counted at a time; the one seen longest ago is forgiven first.
const COUNTED: u64 = 100_000;
/// One that was silent for so long has its whole minute again, and need not be remembered.
const FORGOTTEN: Duration = Duration::from_mins(2);

/// A network address as one household of requests: an IPv4 address, or the /64 of an IPv6 address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => {
                let prefix = u128::from(address) & !u128::from(u64::MAX);
                IpAddr::V6(Ipv6Addr::from(prefix))
            }
            address @ IpAddr::V4(_) => address,
        })
    }
}

/// Counts requests and connections against the limits.
pub struct Gate {
    by_address: Rate<Network>,
    by_person: Rate<PersonId>,
    /// HTTP connections by address.
    pub(crate) sockets: Arc<Counts<Network>>,
    /// WebSocket connections by address.
    pub(crate) connections: Arc<Counts<Network>>,
    /// WebSocket connections by person.
    pub(crate) people: Arc<Counts<PersonId>>,
    /// Documents on their way in, by person.
    pub(crate) uploads: Arc<Counts<PersonId>>,
}

impl Gate {
    /// A gate with these limits, which are checked not to be zero.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        Self {
            by_address: Rate::new(limits.requests_per_minute_per_address),
            by_person: Rate::new(limits.requests_per_minute_per_person),
            sockets: Counts::new(limits.connections_per_address),
            connections: Counts::new(limits.connections_per_address),
            people: Counts::new(limits.connections_per_person),
            uploads: Counts::new(super::documents::OF_ONE),
        }
    }

    /// Counts a request from `address`.
    ///
    /// # Errors
    /// How long to wait when there were too many.
    pub fn request_from(&self, address: IpAddr) -> Result<(), Duration> {
        self.by_address.count(address.into())
    }

    /// Counts a request of `person`.
    ///
    /// # Errors
    /// How long to wait when there were too many.
    pub fn request_of(&self, person: PersonId) -> Result<(), Duration> {
        self.by_person.count(person)
    }
}

/// Requests a minute by key; a whole minute's worth may come at once.
struct Rate<K> {
    quota: Quota,
    counted: Cache<K, Arc<DefaultDirectRateLimiter>>,
}

impl<K: Hash + Eq + Send + Sync + 'static> Rate<K> {
    fn new(a_minute: u32) -> Self {
        let quota = Quota::per_minute(NonZeroU32::new(a_minute).unwrap_or(NonZeroU32::MIN));
        let counted = Cache::builder().max_capacity(COUNTED).time_to_idle(FORGOTTEN).build();
        Self { quota, counted }
    }

    fn count(&self, key: K) -> Result<(), Duration> {
        let limiter = self.counted.get_with(key, || Arc::new(RateLimiter::direct(self.quota)));
        limiter.check().map_err(|early| early.wait_time_from(limiter.clock().now()))
    }
}

/// What is open by key; each entry leaves with its last pass.
pub(crate) struct Counts<K: Hash + Eq> {
    open: Mutex<HashMap<K, usize>>,
    most: usize,
}

impl<K: Hash + Eq + Copy> Counts<K> {
    fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { open: Mutex::default(), most })
    }

    /// A pass for as long as it lives; `None` when the key holds as many as it may.
    pub(crate) fn enter(self: &Arc<Self>, key: K) -> Option<Pass<K>> {
        let mut open = self.open.lock();
        let count = open.entry(key).or_insert(0);
        if *count >= self.most {
            return None;
        }
        *count += 1;
        drop(open);
        Some(Pass { counts: Arc::clone(self), key })
    }
}

/// Counts for its key until it is dropped.
pub(crate) struct Pass<K: Hash + Eq> {
    counts: Arc<Counts<K>>,
    key: K,
}

impl<K: Hash + Eq> Pass<K> {
    /// Whose pass it is.
    pub(crate) fn key(&self) -> &K {
        &self.key
    }
}

impl<K: Hash + Eq> Drop for Pass<K> {
    fn drop(&mut self) {
        let mut open = self.counts.open.lock();
        if let Some(count) = open.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate() -> Gate {
        let limits = Limits {
            requests_per_minute_per_address: 3,
            requests_per_minute_per_person: 1,
            connections_per_address: 2,
            ..Limits::default()
        };
        Gate::new(&limits)
    }

    #[test]
    fn too_many_requests_are_told_how_long_to_wait_and_others_are_not_touched() {
        let gate = gate();
        let here: IpAddr = [203, 0, 113, 1].into();
        for _ in 0..3 {
            gate.request_from(here).expect("within the minute");
        }
        let wait = gate.request_from(here).expect_err("one too many");
        assert!(wait > Duration::ZERO && wait <= Duration::from_secs(20), "{wait:?}");
        gate.request_from([203, 0, 113, 2].into()).expect("somebody else");
        let person = PersonId(uuid::Uuid::from_u128(1));
        gate.request_of(person).expect("the first");
        assert!(gate.request_of(person).is_err());
    }

    #[test]
    fn an_ipv6_network_is_one_address_and_a_mapped_address_is_itself() {
        let network = |text: &str| Network::from(text.parse::<IpAddr>().expect("an address"));
        assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:2"));
        assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
    }

    #[test]
    fn a_pass_that_is_given_back_is_free_again_and_leaves_nothing_behind() {
        let gate = gate();
        let here = Network::from(IpAddr::from([203, 0, 113, 1]));
        let first = gate.connections.enter(here).expect("the first");
        let second = gate.connections.enter(here).expect("the second");
        assert!(gate.connections.enter(here).is_none());
        drop(first);
        let third = gate.connections.enter(here).expect("free again");
        drop((second, third));
        assert!(gate.connections.open.lock().is_empty());
    }
}
