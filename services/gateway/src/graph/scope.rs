//! Scopes of feeds: from the API's input to the read model's, and between their enums.

use domain::{GroupId, OrganisationId};
use readmodel::FeedScope;
use readmodel::cooperation::{self as register, id_of};
use uuid::Uuid;

use super::enums::{CooperationKind, Stage, Verb};
use super::ids::{Global, read_cooperation};
use super::inputs::{ScopeInput, themes};

/// The scope as the read model takes it. An id that is none of ours matches nothing, and does not widen the scope.
#[must_use]
pub fn feed_scope(input: ScopeInput) -> FeedScope {
    let groups = input.groups.unwrap_or_default();
    let organisations = input.organisations.unwrap_or_default();
    let cooperations = input.cooperations.unwrap_or_default();
    let kinds = input.kinds.unwrap_or_default();
    let verbs = input.verbs.unwrap_or_default();
    let nothing = Uuid::nil();
    FeedScope {
        countries: input.countries.unwrap_or_default(),
        themes: themes(input.themes.unwrap_or_default()),
        groups: groups.iter().map(|id| GroupId::read(id).unwrap_or(GroupId(nothing))).collect(),
        organisations: organisations
            .iter()
            .map(|id| OrganisationId::read(id).unwrap_or(OrganisationId(nothing)))
            .collect(),
        cooperations: cooperations
            .iter()
            .map(|id| read_cooperation(id).map_or(nothing, id_of))
            .collect(),
        subjects: Vec::new(),
        kinds: kinds.into_iter().map(Into::into).collect(),
        verbs: verbs.into_iter().map(|verb: Verb| verb.name().to_owned()).collect(),
        mine: input.mine.unwrap_or_default(),
    }
}

impl From<CooperationKind> for register::CooperationKind {
    fn from(kind: CooperationKind) -> Self {
        match kind {
            CooperationKind::Jumelage => Self::Jumelage,
            CooperationKind::Partnership => Self::Partnership,
        }
    }
}

impl From<register::CooperationKind> for CooperationKind {
    fn from(kind: register::CooperationKind) -> Self {
        match kind {
            register::CooperationKind::Jumelage => Self::Jumelage,
            register::CooperationKind::Partnership => Self::Partnership,
        }
    }
}

macro_rules! stages {
    ($($stage:ident),*) => {
        impl From<Stage> for register::Stage {
            fn from(stage: Stage) -> Self {
                match stage { $(Stage::$stage => Self::$stage),* }
            }
        }

        impl From<register::Stage> for Stage {
            fn from(stage: register::Stage) -> Self {
                match stage { $(register::Stage::$stage => Self::$stage),* }
            }
        }
    };
}

stages!(
    Proposed,
    ContentAgreed,
    Decided,
    Accepted,
    Active,
    Dormant,
    Ended,
    Annulled,
    Declined,
    Withdrawn
);
