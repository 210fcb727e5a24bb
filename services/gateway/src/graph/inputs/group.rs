//! Inputs of acts on country groups.

use async_graphql::{ID, InputObject, SimpleObject};
use domain::Refusal;
use domain::group::{Command, Scope};

use super::{ActingAs, LocalTextInput, id, optional_id, texts, themes};
use crate::graph::enums::{CooperationKind, Verb};
use crate::graph::scalars::Uuid;

/// What a group looks at: a cooperation matches when it meets every non-empty part.
#[derive(Debug, Clone, InputObject)]
pub struct ScopeDefinitionInput {
    pub countries: Vec<String>,
    pub themes: Vec<String>,
}

impl From<ScopeDefinitionInput> for Scope {
    fn from(input: ScopeDefinitionInput) -> Self {
        Self { countries: input.countries, themes: themes(input.themes) }
    }
}

/// A feed's or a register's window: every non-empty part must match.
#[derive(Debug, Clone, Default, InputObject, SimpleObject)]
#[graphql(input_name = "ScopeInput", name = "FeedScope")]
pub struct ScopeInput {
    pub countries: Option<Vec<String>>,
    pub themes: Option<Vec<String>>,
    pub groups: Option<Vec<ID>>,
    pub organisations: Option<Vec<ID>>,
    pub cooperations: Option<Vec<ID>>,
    pub kinds: Option<Vec<CooperationKind>>,
    pub verbs: Option<Vec<Verb>>,
    pub mine: Option<bool>,
}

/// A new country group.
#[derive(Debug, Clone, InputObject)]
pub struct FoundGroupInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub name: Vec<LocalTextInput>,
    pub scope: ScopeDefinitionInput,
    pub runner: Option<ID>,
    pub parent: Option<ID>,
}

impl FoundGroupInput {
    pub(crate) fn command(self) -> Result<Command, Refusal> {
        Ok(Command::Found {
            name: texts(self.name),
            scope: self.scope.into(),
            runner: optional_id(self.runner.as_ref(), "runner")?,
            parent: optional_id(self.parent.as_ref(), "parent")?,
            within: None,
        })
    }
}

/// The whole scope of a group from now on.
#[derive(Debug, Clone, InputObject)]
pub struct ChangeGroupScopeInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub group: ID,
    pub scope: ScopeDefinitionInput,
    pub reason: String,
}

/// An authority that joins.
#[derive(Debug, Clone, InputObject)]
pub struct JoinGroupInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub group: ID,
    pub organisation: ID,
}

impl JoinGroupInput {
    pub(crate) fn command(&self) -> Result<Command, Refusal> {
        Ok(Command::Join { organisation: id(&self.organisation, "organisation")? })
    }
}

/// An authority that leaves.
#[derive(Debug, Clone, InputObject)]
pub struct LeaveGroupInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub group: ID,
    pub organisation: ID,
    pub reason: String,
}

impl LeaveGroupInput {
    pub(crate) fn command(self) -> Result<Command, Refusal> {
        let organisation = id(&self.organisation, "organisation")?;
        Ok(Command::Leave { organisation, reason: self.reason })
    }
}

/// A group that closes.
#[derive(Debug, Clone, InputObject)]
pub struct CloseGroupInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub group: ID,
    pub reason: String,
}
