//! The desk of one mutation: who acts with which command id, and the way from an outcome to an answer.

use std::time::Duration;

use async_graphql::{Context, Error, ID};
use commands::{Fault, Outcome};
use domain::context::SeatOf;
use domain::cooperation::Cooperation;
use domain::{Author, OrganisationId, Refusal, rules};
use eventlog::{CommandId, LogError, Position};
use identity::{IdentityError, Viewer};
use uuid::Uuid;

use crate::graph::cursor::{Cursor, CursorText};
use crate::graph::fault::{Result, coded, fault};
use crate::graph::ids::read_cooperation;
use crate::graph::inputs::{ActingAs, id, unknown};
use crate::graph::refusal::RefusalView;
use crate::graph::refusals::told;
use crate::graph::scalars;
use crate::graph::view::View;
use crate::graph::world::{Asker, World};

/// How long an answer waits until what was written can be read.
const READ_OWN_WRITES: Duration = Duration::from_secs(5);

/// Why an act came to no outcome: a refusal is data, a fault is an error.
pub(crate) enum Stop {
    Refused(Refusal),
    Fault(Error),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Fault(error)
    }
}

impl From<IdentityError> for Stop {
    fn from(error: IdentityError) -> Self {
        Self::Fault(fault(error))
    }
}

impl From<Fault> for Stop {
    fn from(error: Fault) -> Self {
        Self::Fault(match error {
            Fault::Busy { .. } => coded(
                "others changed this record again and again; send the same command again",
                "BUSY",
            ),
            Fault::CommandReused(_) => coded(
                "this command id was used before for something else; make a new one",
                "COMMAND_REUSED",
            ),
            Fault::Log(LogError::Stopped(why)) => {
                tracing::error!(why, "an act was not taken: the log is stopped");
                coded(
                    "nothing can be put on record at the moment; send the same command again later",
                    "UNAVAILABLE",
                )
            }
            Fault::Log(LogError::Medium { .. }) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "whether an act was taken is not known"
                );
                coded(
                    "whether this was put on record is not known at the moment; send the same command again later",
                    "UNAVAILABLE",
                )
            }
            Fault::Log(_) | Fault::Codec(_) | Fault::LookUp { .. } => fault(error),
        })
    }
}

/// What an act came to.
pub(crate) type Attempt<T> = Result<(T, Outcome), Stop>;

/// One mutation at work.
pub(crate) struct Desk<'c> {
    pub(crate) ctx: &'c Context<'c>,
    pub(crate) world: &'c World,
    pub(crate) asker: &'c Asker,
    pub(crate) command: CommandId,
    pub(crate) acting_as: Option<ActingAs>,
}

impl<'c> Desk<'c> {
    pub(crate) fn new(
        ctx: &'c Context<'c>,
        command: scalars::Uuid,
        acting_as: Option<ActingAs>,
    ) -> Result<Self> {
        let world: &World = ctx.data::<std::sync::Arc<World>>()?;
        let asker = ctx.data::<Asker>()?;
        Ok(Self { ctx, world, asker, command: CommandId(command.0), acting_as })
    }

    /// The signed-in person.
    pub(crate) fn viewer(&self) -> Result<&Viewer, Refusal> {
        signed_in(self.asker)
    }

    /// In whose name the act is done.
    pub(crate) fn author(&self) -> Result<Author, Refusal> {
        let viewer = self.viewer()?;
        viewer.author(self.acting_as.as_ref().map(seat_of).transpose()?.flatten())
    }

    /// The id of what this command creates: the same for every repeat.
    pub(crate) fn created(&self) -> Uuid {
        commands::id_of(self.command)
    }

    /// The record as it is now, for the asker.
    pub(crate) async fn view(&self) -> Result<View> {
        View::present(self.ctx).await
    }

    /// A cooperation that the asker can see.
    pub(crate) async fn cooperation(&self, given: &ID, path: &str) -> Result<Cooperation, Stop> {
        let id = read_cooperation(given).ok_or_else(|| unknown(path, given))?;
        match self.view().await?.cooperation(id).await? {
            Some(_) => Ok(id),
            None => Err(unknown(path, given).into()),
        }
    }

    /// Turns an attempt into the common parts of a payload; waits until what was written can be read.
    pub(crate) async fn settle<T>(&self, attempt: Attempt<T>) -> Result<Done<T>> {
        let command_id = scalars::Uuid(self.command.0);
        let (subject, outcome) = match attempt {
            Ok(done) => done,
            Err(Stop::Refused(refusal)) => return Ok(Done::refused(command_id, vec![refusal])),
            Err(Stop::Fault(error)) => return Err(error),
        };
        match outcome {
            Outcome::Refused(refusals) => Ok(Done::refused(command_id, refusals)),
            Outcome::Done { position, repeated, remarks } => {
                self.readable(position).await?;
                Ok(Done {
                    command_id,
                    subject: Some((subject, self.view().await?)),
                    refusals: Vec::new(),
                    remarks: remarks.into_iter().map(RefusalView).collect(),
                    cursor: Some(Cursor::end_of(position).into()),
                    repeated,
                })
            }
        }
    }

    async fn readable(&self, position: Position) -> Result<()> {
        let reached = self.world.model.reached(position);
        tokio::time::timeout(READ_OWN_WRITES, reached).await.map_err(|_| {
            tracing::warn!(position = position.0, "the read model did not follow in time");
            coded(
                "it is recorded, but cannot be shown yet; send the same command again to see it",
                "PROJECTION_BEHIND",
            )
        })
    }

    /// Waits until the seats that a commit gave or took are known, so that a new right works at once.
    pub(crate) async fn seats_known(&self, outcome: &Outcome) {
        if let Outcome::Done { position, .. } = outcome {
            let mut followed = self.world.identity.followed();
            let wait = followed.wait_for(|at| at >= position);
            if tokio::time::timeout(READ_OWN_WRITES, wait).await.is_err() {
                tracing::warn!(position = position.0, "the seats did not follow in time");
            }
        }
    }
}

/// The common parts of a payload, and the subject of the act with the view to show it in.
pub(crate) struct Done<T> {
    pub(crate) command_id: scalars::Uuid,
    pub(crate) subject: Option<(T, View)>,
    pub(crate) refusals: Vec<RefusalView>,
    pub(crate) remarks: Vec<RefusalView>,
    pub(crate) cursor: Option<CursorText>,
    pub(crate) repeated: bool,
}

impl<T> Done<T> {
    fn refused(command_id: scalars::Uuid, refusals: Vec<Refusal>) -> Self {
        Self {
            command_id,
            subject: None,
            refusals: refusals.into_iter().map(told).collect(),
            remarks: Vec::new(),
            cursor: None,
            repeated: false,
        }
    }
}

/// The organisation whose council the author can speak of.
pub(crate) fn own_organisation(author: &Author) -> Result<OrganisationId, Refusal> {
    let refusal =
        Refusal { rule: rules::H_SEAT, path: Some("actingAs".to_owned()), detail: Vec::new() };
    author.organisation().ok_or(refusal)
}

/// The signed-in person, or the refusal that asks to sign in.
pub(crate) fn signed_in(asker: &Asker) -> Result<&Viewer, Refusal> {
    let refusal = Refusal { rule: rules::H_SIGN_IN, path: None, detail: Vec::new() };
    asker.viewer.as_deref().ok_or(refusal)
}

pub(crate) fn seat_of(acting_as: &ActingAs) -> Result<Option<SeatOf>, Refusal> {
    match (&acting_as.organisation, &acting_as.group) {
        (Some(organisation), None) => {
            Ok(Some(SeatOf::Organisation(id(organisation, "actingAs.organisation")?)))
        }
        (None, Some(group)) => Ok(Some(SeatOf::Group(id(group, "actingAs.group")?))),
        (None, None) => Ok(None),
        (Some(_), Some(_)) => Err(Refusal {
            rule: rules::H_SEAT,
            path: Some("actingAs".to_owned()),
            detail: Vec::new(),
        }),
    }
}
