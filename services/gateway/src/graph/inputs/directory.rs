//! Inputs of the directory and of the country register.

use async_graphql::{ID, InputObject};
use domain::organisation::{Command, Identifier, Name, Profile};
use domain::territory::Fact;
use domain::{OrganisationId, Refusal, SeatId, territory};

use super::{ActingAs, LocalTextInput, PlaceInput, id, texts, themes, unknown};
use crate::graph::enums::{NameUse, OrganisationKind, TerritoryStatus};
use crate::graph::scalars::{Date, Uuid};

/// An identifier in a register, e.g. `insee`, `siren`, `geonames`, `wikidata`.
#[derive(Debug, Clone, InputObject)]
pub struct IdentifierInput {
    pub scheme: String,
    pub value: String,
}

impl From<IdentifierInput> for Identifier {
    fn from(input: IdentifierInput) -> Self {
        Self { scheme: input.scheme, value: input.value }
    }
}

/// A name with its language; `und` when that is not known.
#[derive(Debug, Clone, InputObject)]
pub struct NameInput {
    pub lang: String,
    pub text: String,
    #[graphql(name = "use", default_with = "NameUse::Official")]
    pub use_as: NameUse,
}

impl From<NameInput> for Name {
    fn from(input: NameInput) -> Self {
        Self { lang: input.lang, text: input.text, use_as: input.use_as.into() }
    }
}

/// What helps to match partners and to apply the rules.
#[derive(Debug, Clone, InputObject)]
pub struct ProfileInput {
    pub languages: Vec<String>,
    pub traits: Vec<String>,
    pub competences: Vec<String>,
    pub wishes: Vec<String>,
    #[graphql(default = false)]
    pub overseas: bool,
}

impl From<ProfileInput> for Profile {
    fn from(input: ProfileInput) -> Self {
        Self {
            languages: input.languages,
            traits: input.traits,
            competences: themes(input.competences),
            wishes: themes(input.wishes),
            overseas: input.overseas,
        }
    }
}

/// An organisation that is missing in the directory.
#[derive(Debug, Clone, InputObject)]
pub struct RecordOrganisationInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub kind: OrganisationKind,
    pub names: Vec<NameInput>,
    pub country: String,
    pub territory: Option<String>,
    pub place: Option<PlaceInput>,
    pub identifiers: Option<Vec<IdentifierInput>>,
    pub population: Option<u32>,
    pub source: Option<String>,
}

impl RecordOrganisationInput {
    /// What a person records is provisional: only registers and its own people are sure.
    pub(crate) fn command(self) -> Command {
        Command::Record {
            kind: self.kind.into(),
            names: names(self.names),
            country: self.country,
            territory: self.territory,
            place: self.place.map(Into::into),
            identifiers: self.identifiers.unwrap_or_default().into_iter().map(Into::into).collect(),
            population: self.population.map(u64::from),
            provisional: true,
            source: self.source,
        }
    }
}

/// A person asks to be confirmed as acting for an organisation.
#[derive(Debug, Clone, InputObject)]
pub struct RequestClaimInput {
    pub command_id: Uuid,
    pub organisation: ID,
    /// The function there, in words; no name.
    pub function: String,
}

/// A claim to be confirmed or refused by somebody who knows the person.
#[derive(Debug, Clone, InputObject)]
pub struct SettleClaimInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub organisation: ID,
    /// The seat that was asked for.
    pub seat: ID,
    /// Required: how one knows the person, or why not.
    pub reason: Option<String>,
}

impl SettleClaimInput {
    fn seat(&self) -> Result<SeatId, Refusal> {
        uuid::Uuid::try_parse(&self.seat).map(SeatId).map_err(|_| unknown("seat", &self.seat))
    }

    pub(crate) fn confirm(self) -> Result<Command, Refusal> {
        let seat = self.seat()?;
        Ok(Command::ConfirmClaim {
            seat,
            reason: self.reason.unwrap_or_default(),
            knows_them: false,
        })
    }

    pub(crate) fn refuse(self) -> Result<Command, Refusal> {
        let seat = self.seat()?;
        Ok(Command::RefuseClaim {
            seat,
            reason: self.reason.unwrap_or_default(),
            knows_them: false,
        })
    }
}

/// All names of an organisation from now on; those left out stay findable as former names.
#[derive(Debug, Clone, InputObject)]
pub struct RenameOrganisationInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub organisation: ID,
    pub names: Vec<NameInput>,
    pub reason: String,
}

impl RenameOrganisationInput {
    pub(crate) fn command(self) -> Command {
        Command::Rename { names: names(self.names), reason: self.reason }
    }
}

/// One more identifier of an organisation.
#[derive(Debug, Clone, InputObject)]
pub struct AddIdentifierInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub organisation: ID,
    pub identifier: IdentifierInput,
}

/// Where an organisation is.
#[derive(Debug, Clone, InputObject)]
pub struct LocateOrganisationInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub organisation: ID,
    pub place: PlaceInput,
    pub source: Option<String>,
}

/// The whole profile of an organisation.
#[derive(Debug, Clone, InputObject)]
pub struct DescribeProfileInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub organisation: ID,
    pub profile: ProfileInput,
}

/// A record and the one that stays or follows.
#[derive(Debug, Clone, InputObject)]
pub struct MergeOrganisationInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub organisation: ID,
    pub into: ID,
    pub reason: String,
}

impl MergeOrganisationInput {
    pub(crate) fn target(&self) -> Result<OrganisationId, Refusal> {
        id(&self.into, "into")
    }
}

/// A fact of the country register, with its source.
#[derive(Debug, Clone, InputObject)]
pub struct RecordTerritoryFactInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub territory: String,
    pub name: Vec<LocalTextInput>,
    pub status: TerritoryStatus,
    /// For which country's authorities it holds (ISO 3166-1).
    pub seen_from: String,
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub source: String,
}

impl RecordTerritoryFactInput {
    pub(crate) fn fact(&self) -> Fact {
        Fact {
            status: self.status.into(),
            seen_from: self.seen_from.clone(),
            from: self.from.map(|day| day.0),
            until: self.until.map(|day| day.0),
            source: self.source.clone(),
        }
    }
}

/// A fact of the country register that is taken back, as it was recorded, and why.
#[derive(Debug, Clone, InputObject)]
pub struct WithdrawTerritoryFactInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub territory: String,
    pub status: TerritoryStatus,
    /// For which country's authorities it holds (ISO 3166-1).
    pub seen_from: String,
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub source: String,
    pub reason: String,
}

impl WithdrawTerritoryFactInput {
    pub(crate) fn fact(&self) -> Fact {
        Fact {
            status: self.status.into(),
            seen_from: self.seen_from.clone(),
            from: self.from.map(|day| day.0),
            until: self.until.map(|day| day.0),
            source: self.source.clone(),
        }
    }
}

/// A change of the country register that is thought of: a fact to record, or with a reason one to withdraw.
#[derive(Debug, Clone, InputObject)]
pub struct TerritoryFactPreviewInput {
    pub territory: String,
    #[graphql(default)]
    pub name: Vec<LocalTextInput>,
    pub status: TerritoryStatus,
    /// For which country's authorities it holds (ISO 3166-1).
    pub seen_from: String,
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub source: String,
    /// Why the fact is to be withdrawn; null where it is to be recorded.
    pub reason: Option<String>,
}

impl TerritoryFactPreviewInput {
    pub(crate) fn fact(&self) -> Fact {
        Fact {
            status: self.status.into(),
            seen_from: self.seen_from.clone(),
            from: self.from.map(|day| day.0),
            until: self.until.map(|day| day.0),
            source: self.source.clone(),
        }
    }

    pub(crate) fn command(&self) -> territory::Command {
        let fact = self.fact();
        match self.reason.clone() {
            Some(reason) => territory::Command::WithdrawFact { fact, reason },
            None => territory::Command::RecordFact { name: texts(self.name.clone()), fact },
        }
    }
}

fn names(inputs: Vec<NameInput>) -> Vec<Name> {
    inputs.into_iter().map(Into::into).collect()
}
