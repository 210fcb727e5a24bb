//! The post in the storm: people are invited while the courier dies and comes back, and the mail server is away, or takes a
//! mail and its answer is lost.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use courier::{Carrier, Failure};
use domain::context::{Role, SeatOf};
use domain::{GroupId, Lang};
use eventlog::{EventLog, MemoryLog};
use identity::{Identity, Letter, Mail, NewInvitation};
use jiff::Timestamp;
use parking_lot::Mutex;
use tokio::sync::watch;
use uuid::Uuid;

use crate::storm::{Fate, Flaw};
use crate::{day, node, town};

/// Longer than the longest pause between two tries.
const CALM: Duration = Duration::from_hours(1);

/// A mail server on the other side of a bad network.
struct Server {
    fate: Arc<Fate>,
    flaw: Option<Flaw>,
    /// What it took: by the mail's identifier its readers and texts, once for each time.
    taken: Mutex<BTreeMap<Uuid, Vec<(String, String)>>>,
}

fn away() -> Failure {
    Failure { why: "simulated".to_owned(), for_good: false }
}

#[async_trait]
impl Carrier for Server {
    async fn carry(&self, mail: &Mail) -> Result<(), Failure> {
        self.fate.pause(200).await;
        if self.fate.strikes(15) {
            self.fate.tell("the mail server is away");
            return Err(away());
        }
        if self.flaw == Some(Flaw::LosesMails) && self.fate.strikes(10) {
            return Ok(());
        }
        self.taken.lock().entry(mail.id).or_default().push((mail.to.clone(), mail.text.clone()));
        self.fate.pause(200).await;
        if self.fate.strikes(15) {
            self.fate.tell("a mail was taken, its answer is lost");
            return Err(away());
        }
        Ok(())
    }
}

/// Invites people in the storm until all mails are gone.
///
/// # Errors
/// What was wrong at the end.
pub(crate) async fn live_through(fate: &Arc<Fate>, flaw: Option<Flaw>) -> Result<(), String> {
    let log: Arc<dyn EventLog> = Arc::new(MemoryLog::new());
    let clock = day::clock(fate);
    let identity = Identity::in_memory(&log, clock.clone()).map_err(|error| error.to_string())?;
    let server = Arc::new(Server { fate: Arc::clone(fate), flaw, taken: Mutex::default() });
    let carrying = async {
        loop {
            let (_stop, stopping) = watch::channel(false);
            let carrier: Arc<dyn Carrier> = Arc::<Server>::clone(&server);
            let run = courier::run(
                Arc::clone(&identity),
                carrier.as_ref(),
                clock.clone(),
                |_| (),
                stopping,
            );
            let life = Duration::from_millis(200 + fate.below(3_000));
            tokio::select! {
                biased;
                () = fate.with_dice(run) => {}
                () = node::dies(fate, life) => fate.tell("the courier dies"),
            }
            fate.pause(300).await;
        }
    };
    let inviting = async {
        let count = 3 + fate.below(10);
        for number in 1..=count {
            fate.pause(1_500).await;
            invite(&identity, number)?;
            if fate.strikes(20) {
                fate.tell("invited twice by the same command");
                invite(&identity, number)?;
            }
        }
        while identity.next_mail().map_err(|error| error.to_string())?.is_some() {
            fate.calm_down();
            tokio::time::sleep(CALM).await;
        }
        Ok::<u64, String>(count)
    };
    let count = tokio::select! {
        biased;
        () = carrying => return Err("the courier never ends".to_owned()),
        invited = inviting => invited?,
    };
    check(&server.taken.lock(), count)
}

fn invite(identity: &Identity, number: u64) -> Result<(), String> {
    let new = NewInvitation {
        id: Uuid::from_u128(u128::from(number)),
        of: SeatOf::Group(GroupId(Uuid::from_u128(1))),
        role: Role::Officer,
        function: "International relations",
        seat: None,
        email: &address(number),
        lang: Lang::En,
        by: town::officer(1_000, 2_000),
        days: 7,
    };
    let write = |secret: &str, _: Timestamp| Letter {
        subject: "invitation".to_owned(),
        text: secret.to_owned(),
        leave: None,
    };
    identity.invite(&new, write).map(drop).map_err(|error| error.to_string())
}

fn address(number: u64) -> String {
    format!("reader-{number}@town.example")
}

/// Everybody who was invited has their mail, and whoever got it again can see that it is the same.
fn check(taken: &BTreeMap<Uuid, Vec<(String, String)>>, count: u64) -> Result<(), String> {
    let mut readers: Vec<_> = taken.values().map(|times| &times[0].0).collect();
    readers.sort();
    let mut invited: Vec<_> = (1..=count).map(address).collect();
    invited.sort();
    if readers.into_iter().ne(&invited) {
        return Err(format!("{count} were invited, {} mails were taken", taken.len()));
    }
    match taken.values().find(|times| times.iter().any(|time| time != &times[0])) {
        Some(_) => Err("one mail came as two".to_owned()),
        None => Ok(()),
    }
}
