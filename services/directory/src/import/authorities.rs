//! Import of French authorities from the table that `deploy/data` describes.

use domain::OrganisationId;
use domain::organisation::{Command, Identifier, Kind, Name, NameUse, Place};

use super::ids::{command_of, organisation_by_identifier};
use super::run::{Progress, Recorder, Step, in_flight};
use super::{FileError, ImportError};

/// Where the facts come from, as the records say it.
const SOURCE: &str =
    "Insee and DGCL, official geographic code (Licence Ouverte); place: GeoNames (CC BY 4.0)";

/// An authority of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Authority {
    /// The id it has for ever, derived from its identifier.
    pub id: OrganisationId,
    /// What kind of body.
    pub kind: Kind,
    /// Its names.
    pub names: Vec<Name>,
    /// Its identifiers; the id is derived from the first.
    pub identifiers: Vec<Identifier>,
    /// Inhabitants.
    pub population: Option<u64>,
    /// Where it is.
    pub place: Option<Place>,
}

impl Authority {
    /// The command that records it.
    #[must_use]
    pub fn command(self) -> Command {
        Command::Record {
            kind: self.kind,
            names: self.names,
            country: "FR".to_owned(),
            territory: None,
            place: self.place,
            identifiers: self.identifiers,
            population: self.population,
            provisional: false,
            source: Some(SOURCE.to_owned()),
        }
    }
}

/// Records every authority of `text`; those that are there already stay as they are. Answers how many there are.
///
/// # Errors
/// When a line is no authority (nothing is written then), or the log fails or a rule refuses one.
pub async fn import<R: Recorder>(
    text: &str,
    recorder: &R,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<usize, ImportError> {
    record(read(text)?, recorder, progress).await
}

/// Records these authorities.
///
/// # Errors
/// As [`import`].
pub async fn record<R: Recorder>(
    authorities: Vec<Authority>,
    recorder: &R,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<usize, ImportError> {
    let total = authorities.len();
    let commands = authorities.into_iter().map(|authority| {
        let id = authority.id;
        let name = authority
            .names
            .first()
            .map_or_else(String::new, |name| name.text.clone());
        async move {
            (
                name,
                recorder
                    .organisation(command_of(id.0), id, authority.command())
                    .await,
            )
        }
    });
    match in_flight(Step::Organisations, commands, progress).await?.into_iter().next() {
        Some((what, why)) => Err(ImportError::Refused { what, why }),
        None => Ok(total),
    }
}

/// Reads the table.
///
/// # Errors
/// [`FileError::Authority`] with the first line that is none.
pub fn read(text: &str) -> Result<Vec<Authority>, FileError> {
    let lines =
        text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|(index, line)| {
            authority(line).map_err(|what| FileError::Authority { line: index + 1, what })
        })
        .collect()
}

fn authority(line: &str) -> Result<Authority, String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [kind, code, siren, name, variant, population, _county, latitude, longitude] = cells[..]
    else {
        return Err(format!("{} cells instead of 9", cells.len()));
    };
    let (kind, scheme) = match kind {
        "commune" => (Kind::Commune, "insee"),
        "grouping" => (Kind::Grouping, "siren"),
        "departement" => (Kind::Departement, "insee-departement"),
        "region" => (Kind::Region, "insee-region"),
        "overseas" => (Kind::OverseasCollectivity, "insee-departement"),
        other => return Err(format!("unknown kind {other:?}")),
    };
    let mut identifiers = Vec::with_capacity(2);
    for (scheme, value) in [(scheme, code), ("siren", siren)] {
        if !value.is_empty() {
            identifiers.push(Identifier { scheme: scheme.to_owned(), value: value.to_owned() });
        }
    }
    let first = identifiers.first().ok_or("neither a code nor a SIREN")?;
    if name.is_empty() {
        return Err("no name".to_owned());
    }
    Ok(Authority {
        id: organisation_by_identifier(&first.scheme, &first.value),
        kind,
        names: names(name, variant),
        population: optional(population, "population")?,
        place: optional(latitude, "latitude")?
            .zip(optional(longitude, "longitude")?)
            .map(|(latitude, longitude)| Place { latitude, longitude }),
        identifiers,
    })
}

fn names(name: &str, variant: &str) -> Vec<Name> {
    let french = |text: &str, use_as| Name { lang: "fr".to_owned(), text: text.to_owned(), use_as };
    let mut names = vec![french(name, NameUse::Official)];
    if !variant.is_empty() {
        names.push(french(variant, NameUse::Variant));
    }
    names
}

fn optional<T: std::str::FromStr>(cell: &str, what: &str) -> Result<Option<T>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    cell.parse().map(Some).map_err(|_| format!("{what} {cell:?} is not a number"))
}
