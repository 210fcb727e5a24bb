//! A town's officer: joins and leaves groups, and sends an act again, with the same command id, until it is answered.

use std::sync::Arc;

use commands::{Fault, Outcome};
use domain::context::{Role, SeatOf};
use domain::{Author, GroupId, OrganisationId, PersonId, SeatId, group};
use eventlog::{CommandId, Position};
use uuid::Uuid;

use crate::node::Place;
use crate::storm::Fate;

/// An act and the answer that it got in the end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act {
    pub(crate) command: CommandId,
    /// Where it stands in the log; nowhere when it was refused.
    pub(crate) answer: Option<Position>,
}

pub(crate) fn officer(organisation: u128, person: u128) -> Author {
    Author {
        person: Some(PersonId(Uuid::from_u128(person))),
        seat: Some(SeatId(Uuid::from_u128(person))),
        of: SeatOf::Organisation(OrganisationId(Uuid::from_u128(organisation))),
        role: Role::Officer,
    }
}

/// Carries out `acts` acts, one after the other.
pub(crate) async fn work(
    fate: Arc<Fate>,
    place: Arc<Place>,
    author: Author,
    all: Vec<GroupId>,
    acts: u64,
) -> Vec<Act> {
    let mut done = Vec::new();
    for _ in 0..acts {
        fate.pause(150).await;
        let id = all[usize::try_from(fate.below(all.len() as u64)).expect("few groups")];
        let organisation = author.organisation().expect("an officer of a town");
        let command = if fate.below(2) == 0 {
            group::Command::Join { organisation }
        } else {
            group::Command::Leave { organisation, reason: "other plans".to_owned() }
        };
        done.push(insist(&fate, &place, &author, id, command).await);
    }
    done
}

/// Sends it until there is an answer.
pub(crate) async fn insist(
    fate: &Fate,
    place: &Place,
    author: &Author,
    id: GroupId,
    command: group::Command,
) -> Act {
    let command_id = CommandId(Uuid::from_u128(fate.id()));
    loop {
        let node = place.up().await;
        fate.pause(10).await;
        let asked = node.groups.handle(author, command_id, id, command.clone());
        let outcome = tokio::select! {
            biased;
            () = place.down() => None,
            outcome = asked => Some(outcome),
        };
        drop(node);
        let answer = match outcome {
            Some(Ok(Outcome::Done { position, .. })) => Some(Some(position)),
            Some(Ok(Outcome::Refused(_))) => Some(None),
            Some(Err(Fault::CommandReused(_))) => panic!("a fresh command id was known"),
            Some(Err(_)) | None => None,
        };
        // An answer of the node may be lost on its way to the client as well.
        if let Some(answer) = answer
            && !fate.strikes(5)
        {
            fate.tell(format_args!("{} answered {answer:?}", command_id.0));
            return Act { command: command_id, answer };
        }
        fate.pause(200).await;
    }
}
