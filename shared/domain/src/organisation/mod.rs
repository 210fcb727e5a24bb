//! Organisation: an authority or body of the directory, from a provisional record to its own people acting for it.

mod command;
mod decide;
mod event;
pub(crate) mod input;
#[cfg(test)]
mod seat_tests;
mod seats;
mod state;
#[cfg(test)]
mod tests;

pub use command::Command;
pub use decide::decide;
pub use event::Event;
pub use state::{Claim, Follow, Offer, Record, Seat, Stage, State, evolve, stage};

use serde::{Deserialize, Serialize};

/// Kinds of body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A French commune.
    Commune,
    /// A French grouping of communes (EPCI, syndicate) with the competences it was given.
    Grouping,
    /// A French département.
    Departement,
    /// A French region.
    Region,
    /// A French overseas collectivity.
    OverseasCollectivity,
    /// A sub-national authority abroad, whatever its name.
    ForeignLocalAuthority,
    /// A member state of a federation: not a sovereign State.
    FederatedState,
    /// A sovereign State.
    State,
    /// A service of a State.
    StateService,
    /// An association.
    Association,
    /// A network of authorities.
    Network,
    /// An international organisation.
    InternationalOrganisation,
    /// A company.
    Company,
    /// A university.
    University,
    /// Anything else.
    Other,
}

/// A name with its language; variants are findable and never shown first.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Name {
    /// BCP 47 tag; `und` when not known.
    pub lang: String,
    /// The name.
    pub text: String,
    /// Official, a translation, or a variant spelling.
    pub use_as: NameUse,
}

/// What a name is used as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameUse {
    /// Its own name.
    Official,
    /// The name others give it in `lang`.
    Translation,
    /// A spelling seen in documents.
    Variant,
    /// A name it had.
    Former,
}

/// An identifier in a register, e.g. scheme `insee`, `siren`, `geonames`, `wikidata`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Identifier {
    /// The register, lower case.
    pub scheme: String,
    /// The value there.
    pub value: String,
}

/// A point, WGS 84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// −90…90.
    pub latitude: f64,
    /// −180…180.
    pub longitude: f64,
}

/// What helps to match partners and to apply the rules.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Profile {
    /// BCP 47 tags of the languages it works in.
    pub languages: Vec<String>,
    /// Words such as `port`, `metropolis`, `rural`, `heritage`, `border`.
    pub traits: Vec<String>,
    /// For a grouping: codes of the themes that lie in its competences. Empty: not described yet.
    pub competences: Vec<crate::cooperation::Theme>,
    /// Themes it would like to work on.
    pub wishes: Vec<crate::cooperation::Theme>,
    /// Under the overseas regime of the law of 5 December 2016.
    pub overseas: bool,
}
