//! One day from its seed: groups are founded, towns join and leave in the storm, watchers watch, and then it is calm.

use std::sync::Arc;
use std::time::Duration;

use commands::Clock;
use domain::context::{Role, SeatOf};
use domain::{Author, GroupId, PersonId, SeatId, group};
use eventlog::EventLog as _;
use gateway::live::end_of;
use jiff::{SignedDuration, Timestamp};
use readmodel::ReadModel;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::node::{self, Place};
use crate::storm::{Fate, Flaw, Storm};
use crate::town::{self, Act};
use crate::watcher::{self, Seen};
use crate::{check, post};

/// A day's longest, in virtual time: one that is not over then hangs.
const LONGEST: Duration = Duration::from_hours(1);

/// What is left of a day that went well.
pub(crate) struct Day {
    /// Everything that happened, each line with its virtual millisecond.
    pub(crate) trace: Vec<String>,
}

/// # Errors
/// What was wrong at the end, with the last lines of the trace.
pub(crate) fn live_through(seed: u64, flaw: Option<Flaw>) -> Result<Day, String> {
    told(seed, LONGEST, async move |fate| day(&fate, flaw).await)
}

/// A day of the post alone.
///
/// # Errors
/// As [`live_through`].
pub(crate) fn live_through_the_post(seed: u64, flaw: Option<Flaw>) -> Result<Day, String> {
    told(seed, 48 * LONGEST, async move |fate| post::live_through(&fate, flaw).await)
}

fn told(
    seed: u64,
    longest: Duration,
    day: impl AsyncFnOnce(Arc<Fate>) -> Result<(), String>,
) -> Result<Day, String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime of one thread");
    runtime.block_on(async {
        let fate = Fate::of(seed);
        let lived = fate.with_dice(tokio::time::timeout(longest, day(Arc::clone(&fate)))).await;
        let trace = fate.trace();
        match lived.unwrap_or_else(|_| Err("the day did not end".to_owned())) {
            Ok(()) => Ok(Day { trace }),
            Err(what) => {
                let last = trace.len().saturating_sub(40);
                Err(format!("{what}\n{}", trace[last..].join("\n")))
            }
        }
    })
}

async fn day(fate: &Arc<Fate>, flaw: Option<Flaw>) -> Result<(), String> {
    let log = Arc::new(Storm::new(fate, flaw));
    let model = ReadModel::in_memory().map_err(|error| error.to_string())?;
    let place = Arc::<Place>::default();
    let mut life = JoinSet::new();
    let (of_node, to_node) = (Arc::clone(fate), Arc::clone(&log));
    let node = node::keep_up(of_node, to_node, model.clone(), clock(fate), Arc::clone(&place));
    life.spawn(fate.with_dice(node));
    let (groups, mut acts) = fate.with_dice(found(fate, &place)).await;
    let mut towns = JoinSet::new();
    for number in 0..4 + u128::from(fate.below(4)) {
        // Two officers of each town do not know of each other.
        let author = town::officer(1_000 + number / 2, 2_000 + number);
        let (fate, place, groups) = (Arc::clone(fate), Arc::clone(&place), groups.clone());
        let count = 4 + fate.below(8);
        let work = town::work(Arc::clone(&fate), place, author, groups, count);
        towns.spawn(fate.with_dice(work));
    }
    let mut watchers = Vec::new();
    for _ in 0..=fate.below(3) {
        fate.pause(500).await;
        let now = end_of(*model.applied().borrow());
        let seen = Seen::from(if fate.below(2) == 0 { 0 } else { now });
        let watch = watcher::watch(Arc::clone(fate), Arc::clone(&place), Arc::clone(&seen));
        life.spawn(fate.with_dice(watch));
        watchers.push(seen);
    }
    while let Some(done) = towns.join_next().await {
        acts.extend(done.map_err(|error| error.to_string())?);
    }
    fate.calm_down();
    model.reached(*log.log.head().borrow()).await;
    check::acts(&log.log, &acts).await?;
    check::alternation(&log.log).await?;
    check::model(&log.log, &model).await?;
    check::watchers(&model, &watchers).await
}

/// Two groups, founded by the platform.
async fn found(fate: &Fate, place: &Place) -> (Vec<GroupId>, Vec<Act>) {
    let author = Author {
        person: Some(PersonId(Uuid::from_u128(1))),
        seat: Some(SeatId(Uuid::from_u128(1))),
        of: SeatOf::Platform,
        role: Role::PlatformAdministrator,
    };
    let (mut ids, mut acts) = (Vec::new(), Vec::new());
    for number in 1..=2_u128 {
        let id = GroupId(Uuid::from_u128(number));
        let command = group::Command::Found {
            name: check::group_name(number),
            scope: group::Scope { countries: vec!["ML".to_owned()], themes: Vec::new() },
            runner: None,
            parent: None,
            within: None,
        };
        acts.push(town::insist(fate, place, &author, id, command).await);
        ids.push(id);
    }
    (ids, acts)
}

/// The virtual clock as the node reads it.
pub(crate) fn clock(fate: &Arc<Fate>) -> Clock {
    let fate = Arc::clone(fate);
    Clock::of(move || {
        let passed = SignedDuration::try_from(fate.elapsed()).expect("a day");
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(500_000) + passed
    })
}
