//! What is remembered of a stream makes decisions quicker, never different: two who remember act on one log.

use std::collections::BTreeSet;
use std::sync::Arc;

use commands::{Aggregate, Ask, Clock, Fault, Outcome};
use domain::rules::H_UNKNOWN;
use domain::{Author, Event, OrganisationId, PersonId, Refusal, group};
use eventlog::{CommandId, EventLog, MemoryLog, Position, StreamId};
use jiff::Timestamp;
use proptest::prelude::*;
use uuid::Uuid;

type Members = BTreeSet<OrganisationId>;

/// An act on the members of a group.
#[derive(Debug, Clone, Copy)]
enum Act {
    /// Refused to a member.
    Join(u128),
    /// Nothing happens when it is none.
    Leave(u128),
}

fn fold(mut members: Members, event: &Event) -> Members {
    if let Event::Group(event) = event {
        if let group::Event::MemberJoined { organisation } = event {
            members.insert(*organisation);
        }
        if let group::Event::MemberLeft { organisation, .. } = event {
            members.remove(organisation);
        }
    }
    members
}

fn decide(members: &Members, act: Act) -> Result<Vec<Event>, Refusal> {
    match act {
        Act::Join(number) => {
            let organisation = OrganisationId(Uuid::from_u128(number));
            if members.contains(&organisation) {
                return Err(Refusal { rule: H_UNKNOWN, path: None, detail: Vec::new() });
            }
            Ok(vec![Event::Group(group::Event::MemberJoined { organisation })])
        }
        Act::Leave(number) => {
            let organisation = OrganisationId(Uuid::from_u128(number));
            let left = group::Event::MemberLeft { organisation, reason: "Elections".into() };
            Ok(members.contains(&organisation).then_some(Event::Group(left)).into_iter().collect())
        }
    }
}

struct Two {
    log: Arc<dyn EventLog>,
    both: [Aggregate<Members>; 2],
}

impl Two {
    fn new() -> Self {
        let log: Arc<dyn EventLog> = Arc::new(MemoryLog::new());
        let clock = Clock::fixed(Timestamp::UNIX_EPOCH);
        let one = || Aggregate::new(Arc::clone(&log), clock.clone(), fold);
        Self { both: [one(), one()], log }
    }

    async fn ask(&self, who: usize, ask: Ask, act: Act) -> Result<Outcome, Fault> {
        self.both[who].run(ask, |members, _| decide(members, act), |_, _| Vec::new()).await
    }

    async fn act(&self, who: usize, command: u128, act: Act) -> Outcome {
        self.ask(who, ask(command), act).await.expect("the log is in memory")
    }
}

fn ask(command: u128) -> Ask {
    Ask {
        author: Author { person: Some(PersonId(Uuid::from_u128(1))), ..Author::SYSTEM },
        command_id: CommandId(Uuid::from_u128(command)),
        stream: StreamId("group/1".into()),
    }
}

fn done(position: u64, repeated: bool) -> Outcome {
    Outcome::Done { position: Position(position), repeated, remarks: Vec::new() }
}

#[tokio::test]
async fn who_remembers_less_is_refused_what_the_log_refuses() {
    let two = Two::new();
    assert_eq!(two.act(0, 1, Act::Join(7)).await, done(1, false));
    assert_eq!(two.act(1, 2, Act::Join(8)).await, done(2, false));
    assert!(matches!(two.act(0, 3, Act::Join(8)).await, Outcome::Refused(_)));
}

#[tokio::test]
async fn who_remembers_a_reason_to_refuse_that_is_gone_is_not_refused() {
    let two = Two::new();
    assert_eq!(two.act(0, 1, Act::Join(7)).await, done(1, false));
    assert_eq!(two.act(1, 2, Act::Leave(7)).await, done(2, false));
    assert_eq!(two.act(0, 3, Act::Join(7)).await, done(3, false));
}

#[tokio::test]
async fn a_repeat_gets_the_first_outcome_whoever_remembers_what() {
    let two = Two::new();
    assert_eq!(two.act(0, 1, Act::Join(7)).await, done(1, false));
    // The state it brought about would refuse it, here and there.
    assert_eq!(two.act(0, 1, Act::Join(7)).await, done(1, true));
    assert_eq!(two.act(1, 1, Act::Join(7)).await, done(1, true));
    // Here it would be taken again.
    assert_eq!(two.act(1, 2, Act::Leave(7)).await, done(2, false));
    assert_eq!(two.act(0, 1, Act::Join(7)).await, done(1, true));
    assert_eq!(*two.log.head().borrow(), Position(2));
}

#[tokio::test]
async fn a_command_id_of_another_record_or_person_is_told_as_such() {
    let two = Two::new();
    assert_eq!(two.act(0, 1, Act::Join(7)).await, done(1, false));
    let elsewhere = Ask { stream: StreamId("group/2".into()), ..ask(1) };
    let stranger = Ask { author: Author::SYSTEM, ..ask(1) };
    for (ask, act) in [(elsewhere, Act::Join(7)), (stranger, Act::Join(9))] {
        let reused = two.ask(0, ask, act).await;
        assert!(matches!(reused, Err(Fault::CommandReused(_))), "{reused:?}");
    }
    assert_eq!(*two.log.head().borrow(), Position(1));
}

proptest! {
    #[test]
    fn whoever_acts_in_whatever_order_all_is_as_with_one_who_remembers_nothing(
        acts in prop::collection::vec((0..2_usize, 0..2_u8, 0..3_u128), 1..40)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let two = Two::new();
            let (mut members, mut head) = (Members::new(), 0);
            for (command, (who, kind, number)) in (1..).zip(acts) {
                let act = if kind == 0 { Act::Join(number) } else { Act::Leave(number) };
                let expected = match decide(&members, act) {
                    Err(refusal) => Outcome::refused(refusal),
                    Ok(events) => {
                        head += events.len() as u64;
                        members = events.iter().fold(members, fold);
                        done(head, false)
                    }
                };
                prop_assert_eq!(two.act(who, command, act).await, expected);
            }
            Ok(())
        })?;
    }
}
