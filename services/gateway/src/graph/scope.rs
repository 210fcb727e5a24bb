//! Scopes of feeds: from the API's input to the read model's, and between their enums.

use async_graphql::{Error, ErrorExtensions as _, ID};
use domain::{GroupId, OrganisationId, Refusal, reference};
use readmodel::cooperation::{self as register, id_of};
use readmodel::{FeedScope, ReadError, ReadModel};
use uuid::Uuid;

use super::enums::{CooperationKind, Stage, Verb};
use super::fault::coded;
use super::ids::{Global, read_cooperation};
use super::inputs::{ScopeInput, themes, unknown};

/// A word of a scope that stands for nothing: told, so that an empty answer always means that nothing is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    part: &'static str,
    given: String,
}

impl Unknown {
    fn of(part: &'static str, given: &str) -> Self {
        Self { part, given: given.chars().take(80).collect() }
    }

    /// As the refusal of an act.
    pub(crate) fn refusal(&self) -> Refusal {
        unknown(format!("scope.{}", self.part), &self.given)
    }

    /// As the error of a question.
    #[must_use]
    pub fn error(&self) -> Error {
        let Self { part, given } = self;
        let text = format!("the scope names \"{given}\" among its {part}, which is not known");
        coded(text, "UNKNOWN_SCOPE").extend_with(|_, e| e.set("path", format!("scope.{part}")))
    }
}

/// The scope as the read model takes it. The id of an organisation or a cooperation that is none of ours matches nothing,
/// like one that is out of sight, and does not widen the scope.
///
/// # Errors
/// When a country or a theme is unknown, or the id of a group is none.
pub fn feed_scope(input: ScopeInput) -> Result<FeedScope, Unknown> {
    let organisations = input.organisations.unwrap_or_default();
    let cooperations = input.cooperations.unwrap_or_default();
    let kinds = input.kinds.unwrap_or_default();
    let verbs = input.verbs.unwrap_or_default();
    let nothing = Uuid::nil();
    let country = |given: &String| {
        let known = reference::country(given).map(|known| known.code.to_owned());
        known.ok_or_else(|| Unknown::of("countries", given))
    };
    let theme = |given: String| match reference::theme(&given) {
        Some(_) => Ok(given),
        None => Err(Unknown::of("themes", &given)),
    };
    let group = |id: &ID| GroupId::read(id).ok_or_else(|| Unknown::of("groups", id));
    let countries = input.countries.unwrap_or_default();
    let given = input.themes.unwrap_or_default();
    Ok(FeedScope {
        countries: countries.iter().map(country).collect::<Result<_, _>>()?,
        themes: themes(given.into_iter().map(theme).collect::<Result<_, _>>()?),
        groups: input.groups.unwrap_or_default().iter().map(group).collect::<Result<_, _>>()?,
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
    })
}

/// Looks up the groups of a scope.
///
/// # Errors
/// When the read model fails; inside, the group that is not on record.
pub async fn known_groups(
    model: &ReadModel,
    scope: &FeedScope,
) -> Result<Result<(), Unknown>, ReadError> {
    if scope.groups.is_empty() {
        return Ok(Ok(()));
    }
    let groups = scope.groups.clone();
    let wanted = groups.clone();
    let found = model.read_async(move |conn| groups::query::by_ids(conn, &wanted)).await?;
    let missing = groups.iter().find(|id| !found.iter().any(|row| row.id == **id));
    Ok(missing.map_or(Ok(()), |id| Err(Unknown::of("groups", &id.global()))))
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
